import { packages, rooms } from './rooms.ts';

/** The import table as Markdown, for ARCHITECTURE.md. */
export function roomTable(): string {
  const list = (names: readonly string[] | undefined): string => (names ?? []).join(', ');
  const rows = Object.entries(rooms).map(([name, { imports, types, door }]) => {
    const own = Object.entries(packages).flatMap(([one, allowed]) => (allowed.includes(name) ? [one] : []));
    return `| ${name} | ${list(imports)} | ${list(types)} | ${door ?? ''} | ${list(own)} |`;
  });
  return ['| Room | Imports | Types only | Door | Its packages |', '| --- | --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}
