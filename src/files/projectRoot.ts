import { configName } from './configSearch.ts';
import type { Folders } from './folders.ts';
import { isWithin, joinPath, slashed, foldersUpwards } from './paths.ts';

const roots = new WeakMap<Folders, Map<string, string | undefined>>();

/**
 * The folder of the project that a folder belongs to: the nearest repository; without one, the outermost folder with a
 * package.json or a configuration of Breakwater; without one, the working directory. Undefined outside of all of these.
 */
export function projectRoot(folder: string, folders: Folders): string | undefined {
  let known = roots.get(folders);
  if (!known) roots.set(folders, (known = new Map<string, string | undefined>()));
  if (known.has(folder)) return known.get(folder);
  const found = search(folder, folders);
  known.set(folder, found);
  return found;
}

function search(folder: string, folders: Folders): string | undefined {
  let outermost: string | undefined;
  for (const at of foldersUpwards(folder)) {
    const git = joinPath(at, '.git');
    // A worktree and a submodule have a file of that name.
    if (folders.isFolder(git) || folders.isFile(git)) return at;
    if (folders.isFile(joinPath(at, 'package.json')) || folders.isFile(joinPath(at, configName))) outermost = at;
  }
  if (outermost !== undefined) return outermost;
  const here = slashed(process.cwd());
  return isWithin(folder, here) ? here : undefined;
}
