import { realpathSync } from 'node:fs';
import { codeOf } from './ignoreRules.ts';
import { displayPath, isWithin, slashed, toAbsolute } from './paths.ts';

/** A path inside a folder: where it really is, and as it is shown. Both `/`-separated. */
export interface InsidePath {
  readonly path: string;
  readonly shown: string;
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
    const why = codeOf(error) === 'ENOENT' ? "doesn't exist" : `can't be read (${codeOf(error)})`;
    throw new Error(`${displayPath(wanted, root).slice(0, 200)} ${why}.`, { cause: error });
  }
  if (!isWithin(path, root)) throw outside;
  return { path, shown: displayPath(path, root) };
}
