import { climbFolder } from './folders.ts';
import type { Folders } from './folders.ts';
import { isObject, objectIn, readJsonObject, stringIn, stringsIn } from './jsonFile.ts';
import type { JsonObject, Warn } from './jsonFile.ts';
import { folderOf, joinPath, foldersUpwards } from './paths.ts';
import { COMPILER_CONFIGS } from './projectNames.ts';

/** What of a tsconfig.json decides where an import leads. Paths absolute. */
export interface PathMap {
  readonly baseUrl?: string;
  /** Patterns with at most one `*`, and what they stand for, in the order they are written. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

const MAX_EXTENDS_DEPTH = 12;
const CONFIG_DIR = '${configDir}';
const PATHS_IGNORED = 'ignoring its paths';

/** Reads the path mappings of a project's tsconfig.json and jsconfig.json files, `extends` and `references` included. */
export class TsConfigs {
  readonly #folders: Folders;
  readonly #warn: Warn;
  readonly #byFolder = new Map<string, readonly PathMap[]>();
  readonly #byFile = new Map<string, PathMap | undefined>();

  constructor(folders: Folders, warn: Warn) {
    this.#folders = folders;
    this.#warn = warn;
  }

  /** The mappings that hold for files in a folder: those of the nearest config, and of the projects it refers to. */
  for(folder: string): readonly PathMap[] {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const path = this.#configIn(folder);
    const above = folderOf(folder);
    const maps = path !== undefined ? this.#withReferences(path) : above === folder ? [] : this.for(above);
    this.#byFolder.set(folder, maps);
    return maps;
  }

  /** Where a specifier may lead by the mappings that hold for a folder, the best first, without file extensions. */
  candidates(specifier: string, folder: string): string[] {
    const found: string[] = [];
    for (const map of this.for(folder)) {
      found.push(...mappedPaths(specifier, map));
      if (map.baseUrl !== undefined) found.push(climbFolder(map.baseUrl, specifier));
    }
    return found;
  }

  #configIn(folder: string): string | undefined {
    return COMPILER_CONFIGS.map((name) => joinPath(folder, name)).find((p) => this.#folders.isFile(p));
  }

  #withReferences(path: string): PathMap[] {
    const own = this.#read(path, 0);
    const maps = own && (own.paths.length > 0 || own.baseUrl !== undefined) ? [heldFrom(own, folderOf(path))] : [];
    const json = readJsonObject(path, () => undefined, PATHS_IGNORED);
    const references = json?.['references'];
    if (!Array.isArray(references)) return maps;
    for (const reference of references) {
      const target = isObject(reference) ? stringIn(reference, 'path') : undefined;
      if (target === undefined) continue;
      const at = climbFolder(folderOf(path), target);
      // A reference to another package's folder says nothing about this one's files.
      if (!at.endsWith('.json') || folderOf(at) !== folderOf(path) || !this.#folders.isFile(at)) continue;
      const map = this.#read(at, 1);
      if (map) maps.push(heldFrom(map, folderOf(at)));
    }
    return maps;
  }

  #read(path: string, depth: number): PathMap | undefined {
    if (this.#byFile.has(path)) return this.#byFile.get(path);
    this.#byFile.set(path, undefined);
    const json = depth > MAX_EXTENDS_DEPTH ? undefined : readJsonObject(path, this.#warn, PATHS_IGNORED);
    const map = json && this.#merged(json, path, depth);
    this.#byFile.set(path, map);
    return map;
  }

  #merged(json: JsonObject, path: string, depth: number): PathMap {
    const folder = folderOf(path);
    let map: PathMap = { paths: [] };
    for (const parent of stringsIn(json['extends'])) {
      const at = this.#extended(parent, folder, path);
      const inherited = at === undefined ? undefined : this.#read(at, depth + 1);
      if (inherited)
        map = {
          baseUrl: inherited.baseUrl ?? map.baseUrl,
          paths: inherited.paths.length ? inherited.paths : map.paths,
        };
    }
    const options = objectIn(json, 'compilerOptions');
    const base = stringIn(options, 'baseUrl');
    const baseUrl = base === undefined ? undefined : absolutePath(base, folder);
    const paths = objectIn(options, 'paths');
    return {
      baseUrl: baseUrl ?? map.baseUrl,
      paths: paths ? pathEntries(paths, baseUrl ?? map.baseUrl ?? folder) : map.paths,
    };
  }

  #extended(specifier: string, folder: string, path: string): string | undefined {
    if (specifier.startsWith('.') || specifier.startsWith('/')) {
      const at = specifier.startsWith('/') ? specifier : climbFolder(folder, specifier);
      const found = [at, `${at}.json`, joinPath(at, 'tsconfig.json')].find((file) => this.#folders.isFile(file));
      if (found === undefined) this.#warn(path, `extends ${specifier}, which does not exist`);
      return found;
    }
    // A package that is not installed is no reason to warn: most of them set no paths.
    for (const at of foldersUpwards(folder)) {
      const base = `${joinPath(at, 'node_modules')}/${specifier}`;
      const found = [base, `${base}.json`, `${base}/tsconfig.json`].find((file) => this.#folders.isFile(file));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function pathEntries(paths: JsonObject, base: string): PathMap['paths'] {
  return Object.entries(paths).map(([pattern, targets]) => ({
    pattern,
    targets: stringsIn(targets).map((target) =>
      // It stands for the folder of the config that extends this one, which is known there.
      target.startsWith(CONFIG_DIR) ? target : absolutePath(target, base),
    ),
  }));
}

/** A mapping as it holds for the config in a folder that it was read for. */
function heldFrom(map: PathMap, folder: string): PathMap {
  return {
    ...map,
    paths: map.paths.map(({ pattern, targets }) => ({
      pattern,
      targets: targets.map((target) => (target.startsWith(CONFIG_DIR) ? absolutePath(target, folder) : target)),
    })),
  };
}

function absolutePath(path: string, folder: string): string {
  const plain = path.replace(/^\$\{configDir\}\/?/, './');
  return plain.startsWith('/') || /^[A-Za-z]:/.test(plain) ? plain : climbFolder(folder, plain);
}

/** The targets of the pattern that fits a specifier best: an exact one, else the one with the longest prefix. */
function mappedPaths(specifier: string, map: PathMap): string[] {
  let best: { readonly prefix: string; readonly found: string[] } | undefined;
  for (const { pattern, targets } of map.paths) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (pattern === specifier) return [...targets];
      continue;
    }
    const prefix = pattern.slice(0, star);
    const suffix = pattern.slice(star + 1);
    if (specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    if (best && best.prefix.length >= prefix.length) continue;
    const middle = specifier.slice(prefix.length, specifier.length - suffix.length);
    best = { prefix, found: targets.map((target) => target.replace('*', () => middle)) };
  }
  return best?.found ?? [];
}
