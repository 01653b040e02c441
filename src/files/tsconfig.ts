import { exports as resolveExports } from 'resolve.exports';
import { climbFolder } from './folders.ts';
import type { Folders } from './folders.ts';
import { isObject, objectIn, readJsonObject, stringIn, stringsIn } from './jsonFile.ts';
import type { JsonObject, Warn } from './jsonFile.ts';
import { folderOf, isWithin, joinPath, foldersUpwards } from './paths.ts';
import { COMPILER_CONFIGS, MANIFEST } from './projectNames.ts';

/** What of a tsconfig.json decides where an import leads. Paths absolute. */
export interface PathMap {
  readonly baseUrl?: string;
  /** Patterns with at most one `*`, and what they stand for, in the order they are written. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** Folders that count as one for relative imports. */
  readonly rootDirs: readonly string[];
}

/** What a configuration sets, that of those it extends included; null where it takes back what they set. */
interface Options {
  readonly baseUrl?: string | null;
  readonly rootDirs?: readonly string[];
  /** As written: what they are relative to, a configuration that extends this one may still change. */
  readonly paths?: { readonly entries: JsonObject; readonly folder: string } | null;
}

const MAX_EXTENDS_DEPTH = 12;
const CONFIG_DIR = '${configDir}';
const PATHS_IGNORED = 'ignoring its paths';

/**
 * Reads the path mappings of a project's tsconfig.json and jsconfig.json files, `extends` and `references` included.
 * get-tsconfig (25 kB, 9.5 kB gzipped) reads them too, but throws where one that is extended isn't installed, in a circle,
 * and for values of the wrong type: a checkout without its dependencies would lose all its paths. Going on there needs
 * everything below, so it would come on top. A test holds the outcome against TypeScript's own.
 */
export class TsConfigs {
  readonly #folders: Folders;
  readonly #warn: Warn;
  readonly #byFolder = new Map<string, readonly PathMap[]>();
  readonly #byFile = new Map<string, Options | undefined>();

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

  /** Where else a path may lead that a relative import in a folder names: the same place in another of `rootDirs`. */
  rootCandidates(path: string, folder: string): string[] {
    return this.for(folder).flatMap(({ rootDirs }) => {
      const own = rootDirs.filter((root) => isWithin(path, root)).sort((a, b) => b.length - a.length)[0];
      if (own === undefined) return [];
      return rootDirs.filter((root) => root !== own).map((root) => root + path.slice(own.length));
    });
  }

  #configIn(folder: string): string | undefined {
    return COMPILER_CONFIGS.map((name) => joinPath(folder, name)).find((p) => this.#folders.isFile(p));
  }

  #withReferences(path: string): PathMap[] {
    const own = this.#read(path, 0);
    const maps = own && saysAnything(own) ? [pathMapOf(own, folderOf(path))] : [];
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
      if (map) maps.push(pathMapOf(map, folderOf(at)));
    }
    return maps;
  }

  #read(path: string, depth: number): Options | undefined {
    if (this.#byFile.has(path)) return this.#byFile.get(path);
    this.#byFile.set(path, undefined);
    const json = depth > MAX_EXTENDS_DEPTH ? undefined : readJsonObject(path, this.#warn, PATHS_IGNORED);
    const map = json && this.#merged(json, path, depth);
    this.#byFile.set(path, map);
    return map;
  }

  #merged(json: JsonObject, path: string, depth: number): Options {
    const folder = folderOf(path);
    let inherited: Options = {};
    for (const parent of stringsIn(json['extends'])) {
      const at = this.#extended(parent, folder, path);
      inherited = { ...inherited, ...(at === undefined ? undefined : this.#read(at, depth + 1)) };
    }
    return { ...inherited, ...optionsIn(objectIn(json, 'compilerOptions'), folder) };
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
      const modules = joinPath(at, 'node_modules');
      const found = this.#inPackage(specifier, modules) ?? this.#configAt(`${modules}/${specifier}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A configuration that an installed package exports, or names in its package.json. */
  #inPackage(specifier: string, modules: string): string | undefined {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const folder = `${modules}/${name}`;
    const path = joinPath(folder, MANIFEST);
    if (!this.#folders.isFile(path)) return undefined;
    const json = readJsonObject(path, () => undefined, PATHS_IGNORED);
    if (!json) return undefined;
    const below = specifier.slice(name.length + 1);
    const exported = json['exports'] === undefined ? [] : exportedFrom(json, name, below);
    const named = below === '' ? stringIn(json, 'tsconfig') : undefined;
    return [...exported, ...(named === undefined ? [] : [named])]
      .map((target) => this.#configAt(climbFolder(folder, target)))
      .find((file) => file !== undefined);
  }

  #configAt(path: string): string | undefined {
    const choices = [path, `${path}.json`, `${path}/tsconfig.json`].filter((file) => file.endsWith('.json'));
    return choices.find((file) => this.#folders.isFile(file));
  }
}

/** What a package exports under a path, for Node's own ways to ask. */
function exportedFrom(json: JsonObject, name: string, below: string): string[] {
  const entry = below === '' ? '.' : `./${below}`;
  return [true, false].flatMap((require) => {
    try {
      return resolveExports({ ...json, name } as never, entry, { require }) ?? [];
    } catch {
      return [];
    }
  });
}

/** What the options of one configuration set themselves. */
function optionsIn(options: JsonObject | undefined, folder: string): Options {
  const [baseUrl, paths, rootDirs] = ['baseUrl', 'paths', 'rootDirs'].map((name) => options?.[name]);
  return {
    ...(typeof baseUrl === 'string' ? { baseUrl: placeOf(baseUrl, folder) } : baseUrl === null ? { baseUrl } : {}),
    ...(isObject(paths) ? { paths: { entries: paths, folder } } : paths === null ? { paths } : {}),
    ...(rootDirs === undefined ? {} : { rootDirs: stringsIn(rootDirs).map((one) => placeOf(one, folder)) }),
  };
}

function saysAnything({ paths, baseUrl, rootDirs = [] }: Options): boolean {
  return Boolean(paths) || typeof baseUrl === 'string' || rootDirs.length > 0;
}

/** A path of a configuration, absolute; one that begins with `${configDir}` waits for the one that is extended to. */
function placeOf(path: string, folder: string): string {
  return path.startsWith(CONFIG_DIR) ? path : absolutePath(path, folder);
}

/** The options of a configuration as they hold for files in its folder, which `${configDir}` stands for. */
function pathMapOf({ baseUrl, paths, rootDirs = [] }: Options, folder: string): PathMap {
  const base = typeof baseUrl === 'string' ? absolutePath(baseUrl, folder) : undefined;
  const targetOf = (target: string): string =>
    absolutePath(target, target.startsWith(CONFIG_DIR) ? folder : (base ?? paths!.folder));
  return {
    ...(base === undefined ? {} : { baseUrl: base }),
    rootDirs: rootDirs.map((one) => absolutePath(one, folder)),
    paths: Object.entries(paths?.entries ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: stringsIn(targets).map(targetOf),
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
