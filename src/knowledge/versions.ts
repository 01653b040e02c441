import { minVersion, satisfies, valid, coerce } from 'semver';

/** Does a version lie in a semver range? Prereleases count as the release that they lead to. */
export function versionFits(version: string, range: string): boolean {
  const clean = valid(version) ?? coerce(version)?.version;
  return clean !== undefined && clean !== null && satisfies(clean, range, { includePrerelease: true });
}

/**
 * Does what holds for a range hold for a version? One that is not known is the newest, where nothing else is said: ranges
 * that end do not hold for it.
 */
export function holdsFor(range: string | undefined, version: string | undefined, unversioned?: boolean): boolean {
  if (range === undefined) return true;
  return version === undefined ? (unversioned ?? !/<\s*=?\s*\d/.test(range)) : versionFits(version, range);
}

/** The entry for a version: the first that fits; the first of all where the version is not known. */
export function entryFor<T extends { readonly versions?: string }>(
  entries: readonly T[],
  version: string | undefined,
): T | undefined {
  if (version === undefined) return newest(entries);
  return entries.find((entry) => entry.versions === undefined || versionFits(version, entry.versions));
}

function newest<T extends { readonly versions?: string }>(entries: readonly T[]): T | undefined {
  let best: { entry: T; floor: string } | undefined;
  for (const entry of entries) {
    if (entry.versions === undefined || !/<\s*=?\s*\d/.test(entry.versions)) return entry;
    const floor = minVersion(entry.versions)?.version ?? '0.0.0';
    if (!best || satisfies(floor, `>${best.floor}`)) best = { entry, floor };
  }
  return best?.entry;
}
