import { readFileSync } from 'node:fs';
import { major, minVersion, validRange } from 'semver';
import type { Folders } from './folders.ts';
import { codeOf } from './ignoreRules.ts';
import { objectIn, readJsonObject, stringIn } from './jsonFile.ts';
import type { Warn } from './jsonFile.ts';
import { LOCK_NAMES, readLock } from './lockFiles.ts';
import type { Lock } from './lockFiles.ts';
import type { Packages } from './packages.ts';
import { folderOf, isWithin, joinPath, foldersUpwards } from './paths.ts';

/** Files that name the version of Node which a project runs on. */
const PINS: readonly (readonly [string, RegExp])[] = [
  ['.nvmrc', /^\s*v?(\d{1,2})\b/g],
  ['.node-version', /^\s*v?(\d{1,2})\b/g],
  ['Dockerfile', /^\s*FROM\s+(?:--\S+\s+)?(?:\S+\/)?node:v?(\d{1,2})\b/gim],
];

const DECLARED_IN = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Which version of a package a file gets: by the nearest lock file, else as installed, else the lowest one that
 * package.json allows, where all that it allows share a major version.
 */
export class Versions {
  /** The package.json files of installed packages that answers rest on. */
  readonly evidence = new Set<string>();
  readonly #folders: Folders;
  readonly #packages: Packages;
  readonly #warn: Warn;
  readonly #locks = new Map<string, { readonly folder: string; readonly lock: Lock } | undefined>();
  readonly #known = new Map<string, string | undefined>();
  readonly #pinned = new Map<string, string | undefined>();

  constructor(folders: Folders, packages: Packages, warn: Warn) {
    this.#folders = folders;
    this.#packages = packages;
    this.#warn = warn;
  }

  version(name: string, from: string): string | undefined {
    const folder = this.#packages.nearest(folderOf(from))?.folder ?? folderOf(from);
    const key = `${folder}\0${name}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const range = this.#declared(name, folder);
    const found = this.#locked(name, folder, range) ?? this.#installed(name, folder) ?? lowestVersion(range);
    this.#known.set(key, found);
    return found;
  }

  /** A package.json at or above a file names the package among its dependencies. */
  isDeclared(name: string, from: string): boolean {
    return this.#declared(name, folderOf(from)) !== undefined;
  }

  /** The lowest version of Node that the nearest package.json with `engines` allows, else the one that the project runs on. */
  lowestNode(from: string): string | undefined {
    for (const manifest of this.#packages.above(folderOf(from))) {
      const range = stringIn(objectIn(manifest.json, 'engines'), 'node');
      if (range !== undefined) return validRange(range) === null ? undefined : minVersion(range)?.version;
    }
    for (const manifest of this.#packages.above(folderOf(from))) {
      const pinned = this.#pinnedNode(manifest.folder);
      if (pinned !== undefined) return pinned;
    }
    return undefined;
  }

  /** What `.nvmrc`, `.node-version` or a Dockerfile beside a package.json names. */
  #pinnedNode(folder: string): string | undefined {
    if (this.#pinned.has(folder)) return this.#pinned.get(folder);
    let found: string | undefined;
    for (const [name, pattern] of PINS) {
      const path = joinPath(folder, name);
      if (found !== undefined || !this.#folders.isFile(path)) continue;
      this.evidence.add(path);
      try {
        const text = readFileSync(path, 'utf8').slice(0, 20_000);
        // Of several stages the newest: nothing is said of an older one that only builds.
        const majors = [...text.matchAll(pattern)].map((match) => Number(match[1]));
        if (majors.length > 0) found = `${Math.max(...majors)}.0.0`;
      } catch {
        // What cannot be read says nothing.
      }
    }
    this.#pinned.set(folder, found);
    return found;
  }

  #declared(name: string, folder: string): string | undefined {
    for (const manifest of this.#packages.above(folder)) {
      for (const group of DECLARED_IN) {
        const range = stringIn(objectIn(manifest.json, group), name);
        if (range !== undefined) return range;
      }
    }
    return undefined;
  }

  #locked(name: string, folder: string, range: string | undefined): string | undefined {
    const found = this.#lockFor(folder);
    if (!found) return undefined;
    const relative =
      folder === found.folder || !isWithin(folder, found.folder) ? '' : folder.slice(joinPath(found.folder, '').length);
    return found.lock.version(name, relative, range);
  }

  #lockFor(folder: string): { readonly folder: string; readonly lock: Lock } | undefined {
    if (this.#locks.has(folder)) return this.#locks.get(folder);
    const above = folderOf(folder);
    const found = this.#readLockIn(folder) ?? (above === folder ? undefined : this.#lockFor(above));
    this.#locks.set(folder, found);
    return found;
  }

  #readLockIn(folder: string): { readonly folder: string; readonly lock: Lock } | undefined {
    for (const name of LOCK_NAMES) {
      const path = joinPath(folder, name);
      if (!this.#folders.isFile(path)) continue;
      const loss = 'using versions from package.json';
      try {
        const lock = readLock(name, readFileSync(path, 'utf8'), (why) => this.#warn(path, `${why}; ${loss}`));
        if (lock) return { folder, lock };
      } catch (error) {
        this.#warn(path, `can't be read (${codeOf(error)}); ${loss}`);
      }
    }
    return undefined;
  }

  #installed(name: string, folder: string): string | undefined {
    for (const at of foldersUpwards(folder)) {
      const modules = joinPath(at, 'node_modules');
      if (!this.#folders.isFolder(modules)) continue;
      const path = `${modules}/${name}/package.json`;
      this.evidence.add(path);
      if (!this.#folders.isFile(path)) continue;
      return stringIn(readJsonObject(path, this.#warn, 'treating its version as unknown'), 'version');
    }
    return undefined;
  }
}

function lowestVersion(range: string | undefined): string | undefined {
  const clean = range?.replace(/^(?:npm:(?:@?[^@]+@)?|workspace:)/, '');
  if (clean === undefined || validRange(clean) === null) return undefined;
  // `1 || 2` and `>=1` allow versions that behave differently.
  const alternatives = clean.split('||');
  const floors = alternatives.map((part) => minVersion(part)?.version);
  if (alternatives.some((part) => /^\s*(?:>|\*|x|latest|$)/i.test(part) && !part.includes('<'))) return undefined;
  const [first] = floors;
  return first !== undefined && floors.every((floor) => floor !== undefined && major(floor) === major(first))
    ? first
    : undefined;
}
