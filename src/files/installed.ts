import { realpathSync, statSync } from 'node:fs';
import { exports as resolveExports, imports as resolveImports } from 'resolve.exports';
import type { InstalledPackage } from '../learning/package.ts';
import { digest, readCache, writeCache } from './cache.ts';
import { climbFolder } from './folders.ts';
import type { Folders } from './folders.ts';
import { readJsonObject, stringIn } from './jsonFile.ts';
import type { JsonObject } from './jsonFile.ts';
import { folderOf, foldersUpwards, isWithin, joinPath, slashed } from './paths.ts';
import { readSource } from './readSource.ts';

const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs', '/index.cjs'];
/** Ways to read an exports map; what is nearest to the source first. */
const CONDITIONS = [
  ['node', 'import', 'module'],
  ['node', 'require'],
];
const MAX_FILE_BYTES = 2_000_000;
/** Files that are listed of a package, and how deep. */
const MAX_LISTED = 2_000;
const MAX_LISTED_DEPTH = 3;

/** The package that a file would load under a name, from the nearest `node_modules`; undefined where there is none. */
export function findInstalled(name: string, from: string, folders: Folders): InstalledPackage | undefined {
  for (const at of foldersUpwards(folderOf(from))) {
    const folder = `${joinPath(at, 'node_modules')}/${name}`;
    if (at.endsWith('/node_modules') || !folders.isFile(`${folder}/package.json`)) continue;
    const manifest = readJsonObject(`${folder}/package.json`, () => undefined, '');
    const version = stringIn(manifest, 'version');
    if (!manifest || version === undefined) return undefined;
    const real = realOf(folder);
    // A link out of node_modules leads to a package of the workspace, whose source is at hand.
    if (!real.includes('/node_modules/')) return undefined;
    return new PackageOnDisk(
      name,
      version,
      real,
      manifest,
      folders,
      `${joinPath(at, 'node_modules')}/.cache/breakwater`,
    );
  }
  return undefined;
}

class PackageOnDisk implements InstalledPackage {
  readonly #folders: Folders;
  readonly #cache: string;
  readonly manifest: JsonObject;

  constructor(
    readonly name: string,
    readonly version: string,
    readonly folder: string,
    manifest: JsonObject,
    folders: Folders,
    cache: string,
  ) {
    this.manifest = manifest;
    this.#folders = folders;
    this.#cache = cache;
  }

  entry(below: string): string | undefined {
    if (this.manifest['exports'] !== undefined) {
      const found = this.#byMap(below === '' ? '.' : `./${below}`, resolveExports);
      if (found !== undefined) return found;
    }
    if (below !== '') return this.#file(joinPath(this.folder, below));
    for (const field of ['module', 'main']) {
      const target = stringIn(this.manifest, field);
      const found = target === undefined ? undefined : this.#file(climbFolder(this.folder, target));
      if (found !== undefined) return found;
    }
    return this.#file(joinPath(this.folder, 'index'));
  }

  resolve(specifier: string, from: string): string | undefined {
    if (specifier.startsWith('#')) return this.#byMap(specifier, resolveImports);
    if (specifier === this.name) return this.entry('');
    if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return undefined;
    const path = climbFolder(folderOf(from), specifier);
    return isWithin(path, this.folder) ? this.#file(path) : undefined;
  }

  read(path: string): string | undefined {
    try {
      if (!isWithin(realOf(path), this.folder) || statSync(path).size > MAX_FILE_BYTES) return undefined;
      return readSource(path)?.text;
    } catch {
      return undefined;
    }
  }

  list(): readonly string[] {
    const found: string[] = [];
    let level: string[] = [''];
    for (let depth = 0; depth < MAX_LISTED_DEPTH && level.length > 0; depth++) {
      const next: string[] = [];
      for (const below of level) {
        for (const [name, kind] of this.#entries(below)) {
          if (found.length >= MAX_LISTED) return found;
          if (kind === 'file') found.push(below + name);
          else if (kind === 'folder' && name !== 'node_modules') next.push(`${below}${name}/`);
        }
      }
      level = next;
    }
    return found;
  }

  recall(key: string): unknown {
    return readCache(this.#cachePath(key), `${this.name}@${this.version}`);
  }

  remember(key: string, value: unknown): void {
    writeCache(this.#cachePath(key), `${this.name}@${this.version}`, value);
  }

  #cachePath(key: string): string {
    return `${this.#cache}/learned-${digest(this.name, this.version, key).slice(0, 20)}.json`;
  }

  #entries(below: string): Iterable<readonly [string, string]> {
    try {
      return this.#folders.entries(below === '' ? this.folder : joinPath(this.folder, below.slice(0, -1)));
    } catch {
      return [];
    }
  }

  #byMap(entry: string, resolve: unknown): string | undefined {
    for (const conditions of CONDITIONS) {
      for (const target of targetsOf(this.manifest, this.name, entry, conditions, resolve)) {
        const found = target.startsWith('.') ? this.#file(climbFolder(this.folder, target)) : undefined;
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The JavaScript file that a path names in the ways that Node and bundlers allow. */
  #file(path: string): string | undefined {
    if (/\.d\.[cm]?ts$|\.[cm]?tsx?$/.test(path)) return undefined;
    const found = ENDINGS.map((ending) => path + ending).find((one) => this.#folders.isFile(one));
    if (found !== undefined) return found;
    // A folder with a package.json of its own, as libraries make for `import 'lib/part'`.
    const inner = joinPath(path, 'package.json');
    if (path === this.folder || !this.#folders.isFile(inner)) return undefined;
    const manifest = readJsonObject(inner, () => undefined, '');
    const main = stringIn(manifest, 'module') ?? stringIn(manifest, 'main');
    const target = main === undefined ? path : climbFolder(path, main);
    return target === path || !isWithin(target, this.folder) ? undefined : this.#file(target);
  }
}

type Resolve = (
  pkg: object,
  entry: string,
  options: { conditions: readonly string[]; unsafe: boolean },
) => readonly string[] | undefined;

function targetsOf(
  manifest: JsonObject,
  name: string,
  entry: string,
  conditions: readonly string[],
  resolve: unknown,
): readonly string[] {
  try {
    return (resolve as Resolve)({ ...manifest, name }, entry, { conditions, unsafe: true }) ?? [];
  } catch {
    // Not exported under these conditions.
    return [];
  }
}

function realOf(path: string): string {
  try {
    return slashed(realpathSync(path));
  } catch {
    return path;
  }
}
