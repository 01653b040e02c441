import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Folders } from './folders.ts';
import { folderOf, joinPath, slashed, foldersUpwards } from './paths.ts';
import { makeFolder } from './makeFolder.ts';

/** A short name for content: equal names mean equal content. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url');
}

/** The folder for a project's caches: in the nearest node_modules, as other tools do, else in the user's cache. */
export function cacheFolder(root: string, folders: Folders): string {
  for (const at of foldersUpwards(root)) {
    const modules = joinPath(at, 'node_modules');
    if (folders.isFolder(modules)) return `${modules}/.cache/breakwater`;
  }
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return `${slashed(XDG_CACHE_HOME || LOCALAPPDATA || joinPath(slashed(homedir()), '.cache'))}/breakwater`;
}

/**
 * Reads a cache file; undefined where it is absent, was made under another key, or is not whole. The first line holds
 * the key and a digest of the rest, so that a torn or foreign file is never believed.
 */
export function readCache<Body>(path: string, key: string): Body | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const cut = text.indexOf('\n');
    const body = text.slice(cut + 1);
    if (text.slice(0, cut) !== `${key} ${digest(body)}`) return undefined;
    return JSON.parse(body) as Body;
  } catch {
    return undefined;
  }
}

/**
 * Replaces a cache file in one step: whoever reads meanwhile sees the old one or the new one, and of two writers the
 * last one wins. A cache that cannot be written is no failure.
 */
export function writeCache(path: string, key: string, content: unknown): boolean {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const body = JSON.stringify(content);
    // Caches of a project, which may bring links along that lead out of it.
    const ofProject = path.includes('/node_modules/');
    if (ofProject && [folderOf(path), folderOf(folderOf(path))].some(isLink)) return false;
    makeFolder(folderOf(path));
    writeFileSync(temporary, `${key} ${digest(body)}\n${body}`);
    renameSync(temporary, path);
    return true;
  } catch {
    removeQuietly(temporary);
    return false;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its folder is none: it was never made.
  }
}
