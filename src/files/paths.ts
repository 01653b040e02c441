import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Paths inside Breakwater are absolute and `/`-separated on every platform. */
export function toAbsolute(path: string, from: string): string {
  return slashed(isAbsolute(path) ? resolve(path) : resolve(from, path));
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The folder that holds a path; the root of a drive is its own folder. */
export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  if (cut > 0) return path[cut - 1] === ':' ? path.slice(0, cut + 1) : path.slice(0, cut);
  return cut === 0 ? '/' : path;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** A path as reports show it: relative to `from`, `/`-separated, `../` where it lies outside. */
export function displayPath(path: string, from: string): string {
  const prefix = from.endsWith('/') ? from : `${from}/`;
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  return slashed(relative(from, path)) || '.';
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The folders from `from` up to the root of the file system, the nearest first. */
export function* foldersUpwards(from: string): Generator<string> {
  let folder = from;
  for (;;) {
    yield folder;
    const parent = folderOf(folder);
    if (parent === folder) return;
    folder = parent;
  }
}
