import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TypeQuestion } from '../typing/oracle.ts';
import type { TextScan } from '../scan/prefilter.ts';
import { cacheFolder, digest, readCache, writeCache } from '../files/cache.ts';
import { Folders } from '../files/folders.ts';
import { folderOf, slashed } from '../files/paths.ts';
import { WHOLE_PROGRAM_MARKERS } from '../knowledge/wholeProgram.ts';
import { contentOf } from './sourceSet.ts';
import type { SourceSet } from './sourceSet.ts';

interface Stored {
  /** `SourceSet.surroundings`, and the mutations of all calls. */
  readonly context: string;
  readonly evidence: Readonly<Record<string, string>>;
  /** What was wrong with files of the evidence, by path: it still is while they are what they were. */
  readonly warnings: Readonly<Record<string, string>>;
  readonly scans: Readonly<Record<string, TextScan>>;
  readonly results: Readonly<Record<string, StoredResult>>;
}

export interface CachedResult {
  readonly result: unknown;
  /** The file hands clients on. */
  readonly carries?: boolean;
  /** What syntax leaves open in it. */
  readonly questions?: readonly TypeQuestion[];
}

interface StoredResult extends CachedResult {
  /** The file's own stamp. */
  readonly stamp: string;
  /** Stamps of the files that the result rests on, by path. */
  readonly rests: Readonly<Record<string, string>>;
}

/** Most results that are kept for files which were not part of a run. */
const MAX_CACHED_RESULTS = 20_000;

/** The results of earlier runs of one task in one folder. */
export class ResultCache {
  readonly #path: string;
  readonly #key: string;
  readonly #stored: Stored | undefined;
  readonly #stamps = new Map<string, string>();
  #sources: SourceSet | undefined;
  #context = '';
  #usable = false;

  /** @param kind what else the results depend on: task, settings */
  constructor(root: string, kind: string) {
    this.#key = digest(engineStamp(), kind);
    this.#path = `${cacheFolder(root, new Folders())}/${digest(root, kind).slice(0, 16)}.json`;
    this.#stored = readCache<Stored>(this.#path, this.#key);
  }

  get isEmpty(): boolean {
    return this.#stored === undefined;
  }

  get scans(): ReadonlyMap<string, TextScan> {
    return new Map(Object.entries(this.#stored?.scans ?? {}));
  }

  /** Looks at what is there now; before this, no result is believed. */
  hold(sources: SourceSet): void {
    this.#sources = sources;
    this.#context = digest(sources.surroundings, JSON.stringify(sources.marked), ...markedStamps(sources));
    const evidence = Object.entries(this.#stored?.evidence ?? {});
    this.#usable = this.#stored?.context === this.#context && evidence.every(([path, was]) => contentOf(path) === was);
  }

  /** What earlier runs complained of and this one, which reads less, may not come upon. */
  get warnings(): Readonly<Record<string, string>> {
    return this.#usable ? (this.#stored?.warnings ?? {}) : {};
  }

  /** The result for a file, where nothing that it rests on has changed. */
  get(path: string): CachedResult | undefined {
    const known = this.#usable ? this.#stored?.results[path] : undefined;
    if (!known || known.stamp !== this.#stamp(path)) return undefined;
    for (const other in known.rests) if (this.#stamp(other) !== known.rests[other]) return undefined;
    return known;
  }

  /** Where something else is kept, and the key for it, that rests on all files of the run as they are. */
  besides(name: string): { readonly path: string; readonly key: string } {
    const hashes = [...(this.#sources?.files.values() ?? [])].map(({ path, hash }) => `${path} ${hash}`);
    return { path: this.#path.replace(/\.json$/, `-${name}.json`), key: digest(this.#key, this.#context, ...hashes) };
  }

  /** Writes the results of this run, and keeps those for files which it did not look at. */
  save(
    results: ReadonlyMap<string, CachedResult & { readonly dependencies?: readonly string[] }>,
    evidence: Iterable<string>,
    warnings: Readonly<Record<string, string>>,
  ): void {
    const scans: Record<string, TextScan> = {};
    for (const { hash, scan } of this.#sources?.files.values() ?? []) scans[hash] = scan;
    const all: Record<string, StoredResult> = {};
    const before = this.#usable ? (this.#stored?.results ?? {}) : {};
    for (const [path, { result, carries, questions, dependencies }] of results) {
      const rests = dependencies
        ? Object.fromEntries(dependencies.map((other) => [other, this.#stamp(other)]))
        : (before[path]?.rests ?? {});
      all[path] = { stamp: this.#stamp(path), rests, result, carries, questions };
    }
    let kept = 0;
    for (const path in before) {
      if (path in all || this.#sources?.files.has(path) || kept >= MAX_CACHED_RESULTS) continue;
      all[path] = before[path]!;
      kept++;
    }
    const seen = this.#usable ? { ...this.#stored?.evidence } : {};
    for (const path of evidence) seen[path] = contentOf(path);
    const context = this.#context;
    writeCache(this.#path, this.#key, { context, evidence: seen, warnings, scans, results: all } satisfies Stored);
  }

  /** Equal where a file's content, and the files that its imports lead to, are equal. */
  #stamp(path: string): string {
    const known = this.#stamps.get(path);
    if (known !== undefined) return known;
    const source = this.#sources?.files.get(path);
    const targets = source?.scan.specifiers.map((specifier) => this.#sources?.disk.resolve(specifier, path) ?? '');
    const stamp = source ? digest(source.hash, ...targets!) : contentOf(path);
    this.#stamps.set(path, stamp);
    return stamp;
  }
}

/** Files with marks of the whole program are told apart where they were asked about: many have one, and few count. */
function markedStamps({ marked, files }: SourceSet): string[] {
  return Object.entries(marked)
    .filter(([marker]) => !WHOLE_PROGRAM_MARKERS.includes(marker))
    .flatMap(([, paths]) => paths.map((path) => files.get(path)?.hash ?? ''));
}

/** Tells one build of Breakwater from another: names, sizes and times of the files that it runs from. */
function engineStamp(): string {
  const here = slashed(fileURLToPath(import.meta.url));
  // Bundled, all of it lies in one folder and its chunks; as source, rooms lie side by side.
  const root = /\.ts$|\/chunks\/[^/]+$/.test(here) ? folderOf(folderOf(here)) : folderOf(here);
  const stamps: string[] = [];
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.[jt]s$/.test(entry.name)) continue;
    const stat = statSync(`${entry.parentPath}/${entry.name}`, { throwIfNoEntry: false });
    stamps.push(`${entry.name} ${stat?.size} ${stat?.mtimeMs}`);
  }
  return digest(...stamps.sort());
}
