import { readdirSync, statSync } from 'node:fs';
import { folderOf, joinPath, nameOf } from './paths.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/**
 * What folders hold, each read once. The walker and the resolver share it, so that resolving an import costs no
 * call of the file system once its folder has been seen. Forget a folder when it may have changed.
 */
export class Folders {
  readonly #seen = new Map<string, ReadonlyMap<string, EntryKind> | Error>();

  /** The names in a folder with their kinds. Throws what the file system throws where it cannot be read. */
  entries(folder: string): ReadonlyMap<string, EntryKind> {
    const known = this.#seen.get(folder) ?? this.#read(folder);
    if (known instanceof Error) throw known;
    return known;
  }

  isFile(path: string): boolean {
    return this.#kindOf(path) === 'file';
  }

  isFolder(path: string): boolean {
    return this.#kindOf(path) === 'folder' || folderOf(path) === path;
  }

  /** Drops what is known of the folder that holds `path`, and of `path` itself. */
  forget(path: string): void {
    this.#seen.delete(path);
    this.#seen.delete(folderOf(path));
  }

  /** The folders that have been read so far. */
  listed(): Iterable<string> {
    return this.#seen.keys();
  }

  clear(): void {
    this.#seen.clear();
  }

  #kindOf(path: string): EntryKind | undefined {
    const folder = folderOf(path);
    let known = this.#seen.get(folder);
    // A folder below one that is known not to hold it needs no look at the disk.
    if (known === undefined && this.#absent(folder)) return undefined;
    known ??= this.#read(folder);
    if (known instanceof Error) return undefined;
    const kind = known.get(nameOf(path));
    return kind === 'link' ? kindBehind(path) : kind;
  }

  #absent(folder: string): boolean {
    const above = this.#seen.get(folderOf(folder));
    return above instanceof Map && !above.has(nameOf(folder)) && folderOf(folder) !== folder;
  }

  #read(folder: string): ReadonlyMap<string, EntryKind> | Error {
    let known: Map<string, EntryKind> | Error;
    try {
      known = new Map();
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        known.set(
          entry.name,
          entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other',
        );
      }
    } catch (error) {
      known = error instanceof Error ? error : new Error(String(error));
    }
    this.#seen.set(folder, known);
    return known;
  }
}

function kindBehind(path: string): EntryKind | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
}

/** Joins a folder and a relative specifier (`./a`, `../b`), without a look at the disk. */
export function climbFolder(folder: string, specifier: string): string {
  let at = folder;
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    at = part === '..' ? folderOf(at) : joinPath(at, part);
  }
  return at;
}
