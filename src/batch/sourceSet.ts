import { LAST_RESORT_MARKERS } from '../knowledge/lastResort.ts';
import { WHOLE_PROGRAM_MARKERS } from '../knowledge/wholeProgram.ts';
import { REGISTRY_MARKER } from '../knowledge/registries.ts';
import { mutationMarkers } from '../values/index.ts';
import { readFileSync, statSync } from 'node:fs';
import { packageNameOf } from '../learning/package.ts';
import { Speakers } from '../learning/speech.ts';
import { importersAmong, importersOf, makeScanner } from '../scan/prefilter.ts';
import type { Importers, TextScan } from '../scan/prefilter.ts';
import { knowledge as builtIn } from '../libraries/index.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import { digest } from '../files/cache.ts';
import { Folders } from '../files/folders.ts';
import { codeOf } from '../files/ignoreRules.ts';
import { joinPath, foldersUpwards } from '../files/paths.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import { fileKind } from '../files/projectNames.ts';
import { decodeSource } from '../files/readSource.ts';
import { leftOutByText, NAMED_BYTES, WALKED_BYTES } from '../files/sourceKinds.ts';
import { walk } from '../files/walk.ts';
import type { Skipped } from '../files/walk.ts';

/** A source file that was read, and what its text alone tells. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Equal for equal content. */
  readonly hash: string;
  readonly scan: TextScan;
}

export interface SourceSet {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Files that may hold something for what is in their own text, and those named one by one; in the order of the tree. */
  readonly candidates: readonly SourceFile[];
  /** Files that may hold something because they import a file which hands clients on. */
  importersOf(carrier: string): readonly SourceFile[];
  readonly skipped: readonly Skipped[];
  /** How many source files the paths stand for, those that are ignored or skipped included. */
  readonly found: number;
  readonly disk: DiskFiles;
  /** Files that hold marks of statements that change all calls of a library, by mark. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** Equal where package.json, lock and tsconfig files are equal, as far as they can matter. */
  readonly surroundings: string;
}

export interface SourceSetOptions {
  readonly from: string;
  readonly paths: readonly string[];
  /** Whether a file is left out, by its absolute path. */
  readonly ignores?: (path: string) => boolean;
  readonly warn: (path: string, message: string) => void;
  /** Scans of texts that were made before, by hash. */
  readonly known: ReadonlyMap<string, TextScan>;
  /** By default what comes with Breakwater. */
  readonly knowledge?: Knowledge;
}

/** Finds and reads the files that paths stand for, and picks those that are worth parsing. */
export function collectSources(options: SourceSetOptions): SourceSet {
  const { from, paths, ignores, warn, known, knowledge = builtIn } = options;
  const folders = new Folders();
  const walked = walk({ from, paths, folders, warn });
  const surroundings = surroundingsDigest(folders, from);
  const skipped: Skipped[] = [...walked.skipped];
  const files = new Map<string, SourceFile>();
  // Only a run over folders has seen every file; for files named one by one, marks are looked for when asked about.
  const marked: Record<string, string[]> =
    walked.named.size > 0
      ? {}
      : Object.fromEntries(
          [
            ...mutationMarkers(knowledge.libraries),
            ...LAST_RESORT_MARKERS,
            ...WHOLE_PROGRAM_MARKERS,
            REGISTRY_MARKER,
          ].map((marker) => [marker, []]),
        );
  const scanner = makeScanner(knowledge);
  for (const path of walked.files) {
    const named = walked.named.has(path);
    if (ignores?.(path)) {
      if (named) warn(path, 'skipped: the configuration ignores it');
      continue;
    }
    const read = readOne(path, named);
    if ('reason' in read) {
      // What somebody asked for by name, or what is out of reach, is worth a line of its own.
      const missed = named || read.reason.startsWith(unreadable);
      skipped.push({ path, reason: read.reason, ...(missed ? { missed } : {}) });
      if (missed) warn(path, `skipped: ${read.reason}`);
      continue;
    }
    const scan = known.get(read.hash) ?? scanner(read.text);
    files.set(path, { path, ...read, scan });
    for (const marker of scan.markers) marked[marker]?.push(path);
  }
  const disk = new DiskFiles({ folders, warn });
  // Files named one by one are analysed, whatever their text seems to hold.
  const reaches = mentionOfGlobals([...files.values()]);
  const speakers = new Speakers(disk, knowledge);
  const candidates = [...files.values()].filter(
    ({ path, scan, text }) =>
      scan.candidate || walked.named.has(path) || reaches?.test(text) || importsSpeaker(path, scan, disk, speakers),
  );
  let importers: Importers | undefined;
  const importersOfOne = (carrier: string): SourceFile[] => {
    importers ??= importersAmong(scansOf(files), (specifier, file) => disk.resolve(specifier, file));
    return [...importersOf(carrier, importers)].flatMap((path) => files.get(path) ?? []);
  };
  const found = walked.files.length + walked.skipped.length;
  return { files, candidates, importersOf: importersOfOne, skipped, found, disk, marked, surroundings };
}

/** Uses of what some file puts on the global object; undefined where none does. */
function mentionOfGlobals(files: readonly SourceFile[]): RegExp | undefined {
  const names = new Set(files.flatMap(({ scan }) => scan.globals));
  if (names.size === 0) return undefined;
  const words = [...names].map((name) => name.replace(/\$/g, '\\$')).join('|');
  return new RegExp(`(?<![\\w$.])(?:${words})\\.`);
}

/** It imports an installed package of which nothing is known but that it may start requests. */
function importsSpeaker(path: string, { specifiers }: TextScan, disk: DiskFiles, speakers: Speakers): boolean {
  return specifiers.some(
    (specifier) =>
      packageNameOf(specifier) !== undefined &&
      disk.resolve(specifier, path) === undefined &&
      speakers.speaks(specifier, path) === 'yes',
  );
}

const unreadable = 'cannot be read';

function scansOf(files: ReadonlyMap<string, SourceFile>): ReadonlyMap<string, TextScan> {
  return new Map([...files].map(([path, { scan }]) => [path, scan]));
}

function readOne(
  path: string,
  named: boolean,
): { readonly text: string; readonly hash: string } | { readonly reason: string } {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { reason: `${unreadable} (${codeOf(error)})` };
  }
  const most = named ? NAMED_BYTES : WALKED_BYTES;
  if (bytes.length > most) return { reason: `larger than ${most / 1_000_000} MB` };
  const source = decodeSource(bytes);
  if (!source) return { reason: 'binary' };
  const reason = named ? undefined : leftOutByText(source.text);
  return reason === undefined ? { text: source.text, hash: digest(bytes) } : { reason };
}

/** Taken over the files beside and above the sources; those inside node_modules are looked at one by one. */
function surroundingsDigest(folders: Folders, from: string): string {
  const paths: string[] = [];
  for (const folder of new Set([...folders.listed(), ...foldersUpwards(from)])) {
    let names: Iterable<string>;
    try {
      names = folders.entries(folder).keys();
    } catch {
      continue;
    }
    for (const name of names) if (fileKind(name) === 'project') paths.push(joinPath(folder, name));
  }
  return digest(...paths.sort().flatMap((path) => [path, contentOf(path)]));
}

/** Digest of a file's bytes, or '' where it cannot be read. */
export function contentOf(path: string): string {
  try {
    return statSync(path).isFile() ? digest(readFileSync(path)) : '';
  } catch {
    return '';
  }
}
