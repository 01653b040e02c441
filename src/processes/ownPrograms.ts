import { access, constants, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';

/**
 * Where a program of this machine is: on the PATH of this process, never in a folder that PATH names relatively, and
 * never in a workspace, whose files anybody may have written.
 * @param workspace folders that are not to be trusted, with the repositories around them.
 */
export async function findOwnProgram(
  program: string,
  workspace: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  if (!/^[\w.+-]+$/.test(program)) return undefined;
  const outside = await outsideOf(workspace);
  for (const folder of pathFolders(env)) {
    if (!outside(folder)) continue;
    for (const file of candidates(folder, program, env)) {
      if (!(await isProgram(file))) continue;
      const real = await realpath(file).catch(() => undefined);
      if (real !== undefined && outside(real)) return file;
    }
  }
  return undefined;
}

/**
 * The environment in which a program of this machine may be asked: without what leads into a workspace, as a folder of
 * PATH in which its interpreter would be looked for. Undefined where one of its own settings does.
 * @param own names of its settings: without one of them it would answer something else.
 */
export async function environmentOutside(
  workspace: readonly string[],
  env: NodeJS.ProcessEnv,
  own: RegExp,
): Promise<NodeJS.ProcessEnv | undefined> {
  const outside = await outsideOf(workspace);
  const isOutside = async (path: string): Promise<boolean> =>
    outside(path) && outside(await realpath(path).catch(() => path));
  const kept: NodeJS.ProcessEnv = {};
  for (const [name, value = ''] of Object.entries(env)) {
    if (/^path$/i.test(name)) {
      const folders = pathFolders({ PATH: value });
      const safe = await Promise.all(folders.map(isOutside));
      kept[name] = folders.filter((_, index) => safe[index]).join(delimiter);
      continue;
    }
    const paths = value.split(/[\s,;=]|:(?!\\)/).filter((part) => isAbsolute(part));
    const safe = await Promise.all(paths.slice(0, 50).map(isOutside));
    if (!safe.includes(false)) kept[name] = value;
    else if (own.test(name)) return undefined;
  }
  return kept;
}

/** The folders of PATH that do not depend on where one is. */
export function pathFolders(env: NodeJS.ProcessEnv): readonly string[] {
  return (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

/** The names a program may have in a folder. */
export function candidates(folder: string, program: string, env: NodeJS.ProcessEnv): readonly string[] {
  const endings = process.platform === 'win32' ? ['', ...(env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';')] : [''];
  return endings.map((ending) => join(folder, program + ending));
}

/** Whether there is a file that may be executed. */
export async function isProgram(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return false;
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function outsideOf(workspace: readonly string[]): Promise<(path: string) => boolean> {
  const roots = new Set<string>();
  for (const folder of workspace) {
    for (const one of [folder, await realpath(folder).catch(() => folder)]) {
      roots.add(one);
      roots.add(await repositoryAround(one));
    }
  }
  return (path) => ![...roots].some((root) => isInside(root, path));
}

/** The folder of the repository that a folder is in; the folder itself where it is in none. */
async function repositoryAround(folder: string): Promise<string> {
  const home = homedir();
  for (let at = folder; at !== dirname(at) && at !== home; at = dirname(at)) {
    if (await stat(join(at, '.git')).catch(() => undefined)) return at;
  }
  return folder;
}

function isInside(root: string, path: string): boolean {
  // A runbook right below the root of the disk, or in the home folder, does not take all programs away.
  if (root === dirname(root) || root === homedir()) return dirname(path) === root || path === root;
  const way = relative(root, path);
  return way === '' || (!/^\.\.(?:[/\\]|$)/.test(way) && !isAbsolute(way));
}
