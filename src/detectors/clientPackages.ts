import type { ClientValue, FileContext } from '../values/index.ts';

/** One table describes many packages of one family, each with a version of its own: that of the one this file imports. */
export function familyVersion(
  { file: { path, text }, port }: FileContext,
  { modules }: ClientValue['library'],
): string | undefined {
  for (const pattern of modules.filter((one) => one.endsWith('*'))) {
    const named = new RegExp(`['"](${pattern.slice(0, -1)}[\\w-]+)['"]`).exec(text)?.[1];
    const version = named === undefined ? undefined : port.version(named, path);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** Those of the packages which decide how the library's options may be written that the project, or this file, names. */
export function besideOf(
  { file: { path, text }, port }: FileContext,
  { timeouts }: ClientValue['library'],
): { beside?: readonly string[] } {
  const asked = timeouts?.flatMap(({ breaks = [], madeBy }) => [...breaks, ...(madeBy?.packages ?? [])]) ?? [];
  const beside = asked.filter(
    (name) => port.dependsOn?.(name, path) === true || new RegExp(`['"]${name}['"]`).test(text),
  );
  return beside.length > 0 ? { beside } : {};
}
