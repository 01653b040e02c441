import { statSync } from 'node:fs';
import { readCache, writeCache } from '../files/cache.ts';
import type { FileAnswers } from '../facts/types.ts';
import type { FileQuestions, TypeOracle } from '../typing/oracle.ts';
import type { PackageReach } from '../compiler/packageReach.ts';
import type { SourceFile, SourceSet } from './sourceSet.ts';

/** What may wait for something: only such files hold questions. */
const WAITS = /\b(?:async|await|yield|Promise)\b|\.\s*(?:then|catch|finally)\s*\(/;

/**
 * The files in which syntax may leave open who a call goes through, and types may tell: what they import, or what a
 * file imports that they import, leads to a package that is or needs a known client, and it is installed.
 */
export function filesWithQuestions({ files, disk }: SourceSet, reach: PackageReach): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { path, scan } of files.values()) {
    if (!reach.hasPackages(path)) continue;
    const leads = (specifier: string): boolean => !/^[./#]/.test(specifier) && reach.leadsOutward(specifier, path);
    if (scan.network || scan.specifiers.some(leads)) own.add(path);
  }
  const found = new Set<string>();
  for (const { path, scan, text } of files.values()) {
    if (!WAITS.test(text) || !reach.hasPackages(path)) continue;
    if (own.has(path) || scan.specifiers.some((specifier) => own.has(disk.resolve(specifier, path) ?? '')))
      found.add(path);
  }
  return found;
}

/** Results of files that were analysed again with what a compiler said, by path. */
export type TypedResults = ReadonlyMap<string, unknown>;

interface Kept {
  /** Size and time of each file that the answers rest on, by path. */
  readonly sources: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, unknown>>;
}

export interface TypedRun {
  readonly oracle: TypeOracle;
  /** The open questions, by file. */
  readonly questions: readonly FileQuestions[];
  /** Where the results are kept, and a key that stands for all sources as they are. */
  readonly cache?: { readonly path: string; readonly key: string };
  /** Analyses some files again, with answers. */
  readonly analyse: (paths: readonly string[], answers: Readonly<Record<string, FileAnswers>>) => Promise<TypedResults>;
}

/**
 * Asks everything that is open at once, and gives the results of the files that an answer came for.
 * @throws where the one who is asked fails; what is known without is not touched
 */
export async function typedResults({ oracle, questions, cache, analyse }: TypedRun): Promise<TypedResults> {
  if (questions.length === 0) return new Map();
  const kept = cache && readCache<Kept>(cache.path, cache.key);
  if (kept && Object.entries(kept.sources).every(([path, was]) => stampOf(path) === was))
    return new Map(Object.entries(kept.results));
  const { byFile, sources } = await oracle.ask(questions);
  const paths = Object.keys(byFile);
  const results = paths.length === 0 ? new Map<string, unknown>() : await analyse(paths, byFile);
  if (cache) {
    const stamps = Object.fromEntries(sources.map((path) => [path, stampOf(path)]));
    writeCache(cache.path, cache.key, { sources: stamps, results: Object.fromEntries(results) } satisfies Kept);
  }
  return results;
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : '';
}

/** The files of a set that stand under some paths. */
export function sourcesAt({ files }: SourceSet, paths: Iterable<string>): SourceFile[] {
  return [...paths].flatMap((path) => files.get(path) ?? []);
}
