import { realpathSync } from 'node:fs';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import { isObject } from '../files/jsonFile.ts';
import { foldersUpwards, folderOf, joinPath, slashed } from '../files/paths.ts';
import type { DiskFiles } from '../files/projectFiles.ts';

/** Packages between the one that is imported and the client: types of more distant ones seldom show. */
const MAX_DEPTH = 2;
const NEEDS = ['dependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** Which installed packages may hand a known client on, by what they depend on. */
export class PackageReach {
  readonly #disk: DiskFiles;
  readonly #knowledge: Knowledge;
  readonly #known = new Map<string, boolean>();

  constructor(disk: DiskFiles, knowledge: Knowledge) {
    this.#disk = disk;
    this.#knowledge = knowledge;
  }

  /** Dependencies are installed where a file finds them. */
  hasPackages(path: string): boolean {
    return [...foldersUpwards(folderOf(path))].some((at) => this.#disk.folders.isFolder(joinPath(at, 'node_modules')));
  }

  /** Whether what a file imports may be, or give, a client of a known library. The project's own files may. */
  leads(specifier: string, from: string): boolean {
    if (/^[./#]/.test(specifier)) return true;
    if (specifier.startsWith('node:')) return false;
    const library = this.#knowledge.byModule(specifier);
    if (library) return sendsRequests(library);
    if (this.#disk.resolve(specifier, from) !== undefined) return true;
    return this.leadsOutward(specifier, from);
  }

  /** The same for what is no file of the project. */
  leadsOutward(specifier: string, from: string): boolean {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
    return name !== undefined && this.#reaches(name, folderOf(from), MAX_DEPTH);
  }

  #reaches(name: string, folder: string, depth: number): boolean {
    const at = this.#folderOf(name, folder);
    if (at === undefined) return false;
    const key = `${at} ${depth}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, false);
    const needed = this.#needsOf(at);
    const found =
      needed.some((one) => this.#isClient(one)) ||
      (depth > 1 && needed.some((one) => this.#reaches(one, at, depth - 1)));
    this.#known.set(key, found);
    return found;
  }

  #isClient(name: string): boolean {
    const library = this.#knowledge.byModule(name.replace(/^@types\//, ''));
    return library !== undefined && sendsRequests(library);
  }

  #needsOf(folder: string): string[] {
    const json = this.#disk.packages.in(folder)?.json;
    return NEEDS.flatMap((field) => {
      const value = json?.[field];
      return isObject(value) ? Object.keys(value) : [];
    });
  }

  #folderOf(name: string, folder: string): string | undefined {
    for (const at of foldersUpwards(folder)) {
      const path = joinPath(at, `node_modules/${name}`);
      if (!this.#disk.folders.isFolder(path)) continue;
      try {
        return slashed(realpathSync(path));
      } catch {
        return undefined;
      }
    }
    return undefined;
  }
}

const senders = new WeakMap<Library, boolean>();

/** A client of something, not only a policy. */
function sendsRequests(library: Library): boolean {
  let known = senders.get(library);
  if (known === undefined) {
    known = Object.values(library.types).some((type) =>
      [type.call, type.new, ...Object.values(type.members ?? {})].some((member) => member?.request !== undefined),
    );
    senders.set(library, known);
  }
  return known;
}
