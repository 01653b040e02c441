import { readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { climbFolder } from './folders.ts';
import type { Folders } from './folders.ts';
import { codeOf } from './ignoreRules.ts';
import { isObject, readJsonObject, stringIn, stringsIn } from './jsonFile.ts';
import type { JsonObject, Warn } from './jsonFile.ts';
import { folderOf, joinPath, foldersUpwards } from './paths.ts';
import { LERNA, MANIFEST, PNPM_WORKSPACE } from './projectNames.ts';
import { workspacePackages } from './pnpmWorkspace.ts';

/** A package.json that could be read. */
export interface Manifest {
  readonly path: string;
  readonly folder: string;
  readonly name?: string;
  readonly json: JsonObject;
}

interface Workspace {
  readonly root: string;
  readonly byName: ReadonlyMap<string, Manifest>;
}

/** The packages of a project: which one a file belongs to, and which ones its workspace holds. */
export class Packages {
  readonly #folders: Folders;
  readonly #warn: Warn;
  readonly #manifests = new Map<string, Manifest | undefined>();
  readonly #workspaces = new Map<string, Workspace | undefined>();
  readonly #nearestIn = new Map<string, Manifest | undefined>();

  constructor(folders: Folders, warn: Warn) {
    this.#folders = folders;
    this.#warn = warn;
  }

  /** The package.json in a folder. */
  in(folder: string): Manifest | undefined {
    if (this.#manifests.has(folder)) return this.#manifests.get(folder);
    const path = joinPath(folder, MANIFEST);
    let manifest: Manifest | undefined;
    if (this.#folders.isFile(path)) {
      const json = readJsonObject(path, this.#warn, 'treating its dependencies and workspaces as unknown');
      if (json) manifest = { path, folder, name: stringIn(json, 'name'), json };
    }
    this.#manifests.set(folder, manifest);
    return manifest;
  }

  /** The nearest package.json at or above a folder. */
  nearest(folder: string): Manifest | undefined {
    if (this.#nearestIn.has(folder)) return this.#nearestIn.get(folder);
    const above = folderOf(folder);
    const found = this.in(folder) ?? (above === folder ? undefined : this.nearest(above));
    this.#nearestIn.set(folder, found);
    return found;
  }

  /** Every package.json at or above a folder, the nearest first. */
  *above(folder: string): Generator<Manifest> {
    for (const at of foldersUpwards(folder)) {
      const manifest = this.in(at);
      if (manifest) yield manifest;
    }
  }

  /** The package of this name in the workspace that a folder belongs to. */
  inWorkspace(name: string, folder: string): Manifest | undefined {
    const own = this.nearest(folder);
    if (own?.name === name) return own;
    for (const manifest of this.above(folder)) {
      const found = this.#workspaceAt(manifest)?.byName.get(name);
      if (found) return found;
    }
    return undefined;
  }

  #workspaceAt(manifest: Manifest): Workspace | undefined {
    const root = manifest.folder;
    if (this.#workspaces.has(root)) return this.#workspaces.get(root);
    // Set first: an odd layout must not lead back here.
    this.#workspaces.set(root, undefined);
    const folders = this.#memberFolders(manifest);
    if (folders.length === 0) return undefined;
    const byName = new Map<string, Manifest>();
    for (const folder of folders) {
      const member = this.in(folder);
      if (member?.name !== undefined && !byName.has(member.name)) byName.set(member.name, member);
    }
    const workspace = { root, byName };
    this.#workspaces.set(root, workspace);
    return workspace;
  }

  #memberFolders(manifest: Manifest): string[] {
    const root = manifest.folder;
    const declared = manifest.json['workspaces'];
    const patterns = [...stringsIn(isObject(declared) ? declared['packages'] : declared)];
    patterns.push(...this.#pnpmPatterns(joinPath(root, PNPM_WORKSPACE)));
    const lerna = joinPath(root, LERNA);
    if (patterns.length === 0 && this.#folders.isFile(lerna)) {
      patterns.push(...stringsIn(readJsonObject(lerna, this.#warn, 'treating its packages as unknown')?.['packages']));
    }
    if (patterns.length > 0) return this.#expand(root, patterns);
    return pnpmImporters(joinPath(root, 'pnpm-lock.yaml'), this.#folders).map((path) => climbFolder(root, path));
  }

  #pnpmPatterns(path: string): readonly string[] {
    if (!this.#folders.isFile(path)) return [];
    try {
      return workspacePackages(readFileSync(path, 'utf8'));
    } catch (error) {
      this.#warn(path, `can't be read (${codeOf(error)}); treating its packages as unknown`);
      return [];
    }
  }

  #expand(root: string, patterns: readonly string[]): string[] {
    const clean = patterns.map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/+$/, ''));
    const wanted = clean.filter((pattern) => !pattern.startsWith('!'));
    const unwanted = clean.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
    const leftOut = unwanted.length > 0 ? picomatch(unwanted) : () => false;
    const found: string[] = [];
    for (const pattern of wanted) {
      const { base, glob } = picomatch.scan(pattern);
      if (glob === '') {
        found.push(climbFolder(root, pattern));
        continue;
      }
      const isMatch = picomatch(pattern);
      const depth = glob.includes('**') ? 6 : glob.split('/').length;
      for (const relative of this.#foldersBelow(climbFolder(root, base), base, depth)) {
        if (isMatch(relative) && !leftOut(relative)) found.push(climbFolder(root, relative));
      }
    }
    return found;
  }

  *#foldersBelow(folder: string, relative: string, depth: number): Generator<string> {
    let entries;
    try {
      entries = this.#folders.entries(folder);
    } catch {
      return;
    }
    for (const [name, kind] of entries) {
      if (kind !== 'folder' || name === 'node_modules' || name.startsWith('.')) continue;
      const below = relative === '' ? name : `${relative}/${name}`;
      yield below;
      if (depth > 1) yield* this.#foldersBelow(joinPath(folder, name), below, depth - 1);
    }
  }
}

/** The folders that a pnpm lock file was made for, which are the workspace's packages. */
function pnpmImporters(path: string, folders: Folders): string[] {
  if (!folders.isFile(path)) return [];
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const section = /^importers:\n((?:[ \t].*\n|\s*\n)*)/m.exec(text)?.[1] ?? '';
  return [...section.matchAll(/^ {2}'?([^\s'][^':]*)'?:/gm)].map((match) => match[1]!).filter((name) => name !== '.');
}
