import { knowledge } from '../../src/libraries/index.ts';
import type { RetryFigures, RetryOptions } from '../../src/knowledge/retryFigures.ts';
import type { Wraps } from '../../src/knowledge/roles.ts';
import type { Library, TimeoutOption, VersionedDefaults } from '../../src/knowledge/schema.ts';
import { entryFor, versionFits } from '../../src/knowledge/versions.ts';

/** What the table says of a library at a version. */
export function libraryNamed(name: string): Library {
  const library = knowledge.byName(name);
  if (!library) throw new Error(`No library named ${name} in src/libraries: fix the name in test/proofs/subjects.mjs`);
  return library;
}

export function defaultsOf(library: Library, version: string | undefined): VersionedDefaults | undefined {
  return entryFor(library.defaults ?? [], version);
}

/** The timeouts that can be written at a call and hold for a version. */
export function optionsOf(library: Library, version: string | undefined): readonly TimeoutOption[] {
  return (library.timeouts ?? []).filter(
    ({ versions }) => versions === undefined || version === undefined || versionFits(version, versions),
  );
}

/** Whether the table lets an option end a call whose server is silent, or whose body drips. */
export function ends(option: TimeoutOption, server: 'hang' | 'drip'): boolean {
  return option.bounds === 'call' || (server === 'hang' && option.countsAsBound === true);
}

/** Figures and options of the retries that a policy library makes. */
export function retriesOf(library: Library): { figures: RetryFigures; options: RetryOptions | undefined } | undefined {
  let found: Wraps | undefined;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found) return;
    if ('role' in value && value.role === 'retry' && 'retry' in value) found = value as Wraps;
    else Object.values(value).forEach(visit);
  };
  visit([library.exports, library.types]);
  return found?.retry && { figures: found.retry, options: found.retryOptions };
}
