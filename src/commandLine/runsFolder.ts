import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';

/** Where the command line keeps run logs unless `--runs` says otherwise, in the folder of `folderOfRecords`. */
export const RUNS_FOLDER = '.breakwater/runs';

/** Where a team's templates for messages are unless `--templates` says otherwise. */
export const TEMPLATES_FOLDER = 'communication';

/** Where incidents are kept unless `--incidents` says otherwise. */
export const INCIDENTS_FOLDER = '.breakwater/incidents';

const usual: Readonly<Record<string, string>> = {
  runs: RUNS_FOLDER,
  incidents: INCIDENTS_FOLDER,
  templates: TEMPLATES_FOLDER,
};

/**
 * The folder that records are kept in: the nearest that holds `.breakwater`, looked for upwards to the top of the
 * repository, as git looks for its own. Where there is none, the top of the repository, else the current one: what is
 * begun in one folder of it goes on in another. None of another user, who could lay one into a shared folder.
 * @returns relative to the current folder, `.` for that itself
 */
export function folderOfRecords(): string {
  const here = resolve('.');
  for (let folder = here; ; folder = dirname(folder)) {
    if (isOwnFolder(join(folder, '.breakwater'))) return relative(here, folder) || '.';
    if (existsSync(join(folder, '.git'))) return isOwnFolder(folder) ? relative(here, folder) || '.' : '.';
    if (folder === dirname(folder)) return '.';
  }
}

function isOwnFolder(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  const user = process.getuid?.();
  return found?.isDirectory() === true && (user === undefined || found.uid === user);
}

/** Gives a command the folders that nobody has named: those of `folderOfRecords`. */
export function takeUsualFolders(command: Command): void {
  const open = Object.keys(usual).filter((name) => command.getOptionValueSource(name) === 'default');
  if (open.length === 0) return;
  const root = folderOfRecords();
  for (const name of open) {
    // Templates may also lie where the command was typed.
    const own = name === 'templates' && existsSync(usual[name]!);
    if (!own) command.setOptionValueWithSource(name, join(root, usual[name]!), 'default');
  }
}

/** Whether a folder is the one that is used where nobody names any: it may not be there yet. */
export function isUsual(folder: string, name: 'runs' | 'incidents' | 'templates'): boolean {
  return folder === usual[name] || folder === join(folderOfRecords(), usual[name]!);
}

/** What the paths in the runs of a folder are relative to. */
export function rootOfRuns(runs: string): string {
  const folder = resolve(runs);
  const isOurs = basename(folder) === 'runs' && basename(dirname(folder)) === '.breakwater';
  return isOurs ? dirname(dirname(folder)) : resolve(folderOfRecords());
}

/**
 * The path of a file within a folder, with slashes, the same however the file is named: through a linked folder as
 * well, where nothing could be changed in a repository. Undefined for a file outside of it.
 */
export function pathWithin(root: string, file: string): string | undefined {
  const real = inside(realOf(root), realOf(file));
  return real ?? inside(resolve(root), resolve(file));
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function inside(root: string, file: string): string | undefined {
  const path = relative(root, file);
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..' ? undefined : path.split(sep).join('/');
}

/** Tells by the path in its log whether a run of a folder was one of this runbook. */
export function isRunOf(runbook: string, runs: string): (path: string) => boolean {
  const wanted = realOf(runbook);
  const roots = [rootOfRuns(runs), resolve('.')];
  const known = new Map<string, boolean>();
  return (path) => {
    const is = known.get(path) ?? roots.some((root) => realOf(resolve(root, path)) === wanted);
    known.set(path, is);
    return is;
  };
}
