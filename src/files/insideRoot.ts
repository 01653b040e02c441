import { realpathSync, statSync } from 'node:fs';
import { displayPath, isWithin, slashed, toAbsolute } from './paths.ts';

/** A path inside a folder: where it really is, and as it is shown. Both `/`-separated. */
export interface InsidePath {
  readonly path: string;
  readonly shown: string;
}

/** The real path of a folder, `/`-separated. @throws with a sentence where it is none */
export function realRoot(folder: string): string {
  const info = statSync(folder, { throwIfNoEntry: false });
  if (!info?.isDirectory()) throw new Error(`${folder} ${info ? 'is not a folder' : 'does not exist'}`);
  return slashed(realpathSync.native(folder));
}

/** Whether a file, links followed, is in a folder. @param root its real path */
export function isInsideRoot(root: string, path: string): boolean {
  try {
    return isWithin(slashed(realpathSync.native(path)), root);
  } catch {
    // It has gone meanwhile.
    return false;
  }
}

/**
 * Where a path leads that somebody else named, links followed, if that is in a folder. @throws with a sentence where it
 * leads out of it, or to nothing; of what is outside it does not even tell whether it is there.
 * @param root its real path
 */
export function insideRoot(root: string, named: string): InsidePath {
  const outside = new Error('This path is outside the workspace.');
  if (named.includes('\0')) throw outside;
  const wanted = toAbsolute(named, root);
  if (!isWithin(wanted, root)) throw outside;
  let path: string;
  try {
    path = slashed(realpathSync.native(wanted));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? "doesn't exist" : `can't be read (${code})`;
    throw new Error(`${displayPath(wanted, root).slice(0, 200)} ${why}.`, { cause: error });
  }
  if (!isWithin(path, root)) throw outside;
  return { path, shown: displayPath(path, root) };
}
