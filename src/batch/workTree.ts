import { existsSync, readFileSync } from 'node:fs';
import { slashed } from '../files/paths.ts';
import { ConfigError } from '../lint/configFile.ts';
import { changedLinesOf } from './diffLines.ts';
import { isTimeout, readingGit, type Git } from './git.ts';

/** Lines, 1-based and inclusive, that differ from a commit; `all` where every line counts. */
export type Changes = 'all' | readonly (readonly [from: number, to: number])[];

/** What git tells of files, by absolute path without links. */
export interface Comparison {
  readonly changed: ReadonlyMap<string, Changes>;
  /** Files that are on record; there is nothing to compare with for one that neither holds. */
  readonly tracked: ReadonlySet<string>;
}

/** Git's own options go over everything that a person's or a repository's configuration says about diffs. */
const diffOptions = [
  '--unified=0',
  '--inter-hunk-context=0',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--ignore-submodules=all',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--relative',
  '--text',
  '-O/dev/null',
];

/** Other files, pictures among them, are no business of a diff that takes everything for text. */
const sources = [':(icase)*.[tj]s', ':(icase)*.[mc][tj]s', ':(icase)*.[tj]sx'];

/**
 * What differs in a folder from a commit, or from nothing where it has none; repositories within it included.
 * @param folder without links
 */
export async function compareWorkTree(
  git: Git,
  folder: string,
  commit: string | undefined,
  timeout: number,
): Promise<Comparison> {
  const at = (path: string): string => `${folder.replace(/\/$/, '')}/${path.replace(/\/$/, '')}`;
  const changed = new Map<string, Changes>();
  const add = (path: string, lines: Changes): unknown =>
    changed.set(at(path), linesAsGitCounts(at(path)) ? lines : 'all');
  if (commit !== undefined) {
    const diff = await git('diff', ...diffOptions, commit, '--', ...sources);
    for (const [path, lines] of changedLinesOf(diff)) add(path, lines);
    for (const path of await hiddenFromDiff(git)) if (await differs(git, at(path), commit, path)) add(path, 'all');
  }
  const others = namesIn(await git('ls-files', '--others', '--exclude-standard', '-z'));
  const { files, submodules } = await readIndex(git);
  for (const path of [...(commit === undefined ? files : []), ...others]) if (!path.endsWith('/')) add(path, 'all');
  const tracked = new Set(files.map(at));
  // A repository in the folder that belongs to none of its commits, and those that commits name.
  const inner = others.filter((name) => name.endsWith('/')).map((path) => compareWithin(at(path), undefined, timeout));
  for (const path of submodules) inner.push(compareWithin(at(path), await submoduleCommit(git, commit, path), timeout));
  for (const one of await Promise.all(inner)) {
    for (const [path, lines] of one.changed) changed.set(path, lines);
    for (const path of one.tracked) tracked.add(path);
  }
  return { changed, tracked };
}

/** @param commit of the other repository; undefined where all of it is new */
async function compareWithin(folder: string, commit: string | undefined, timeout: number): Promise<Comparison> {
  // One that was never checked out holds no files; one whose files are said to be elsewhere tells nothing of those here.
  if (!existsSync(`${folder}/.git`)) return nothing;
  const git = await readingGit(folder, timeout, 'inner');
  try {
    if (slashed((await git('rev-parse', '--show-toplevel')).replace(/\r?\n$/, '')) !== folder) return nothing;
  } catch (error) {
    if (isTimeout(error)) throw error;
    return nothing;
  }
  if (commit !== undefined) await requireCommit(git, commit, folder);
  return compareWorkTree(git, folder, commit, timeout);
}

async function requireCommit(git: Git, commit: string, folder: string): Promise<void> {
  try {
    await git('cat-file', '-e', `${commit}^{commit}`);
  } catch (error) {
    if (isTimeout(error)) throw error;
    throw new ConfigError(`--since: ${folder} is a repository of its own, and lacks its commit ${commit} of that time`);
  }
}

const nothing: Comparison = { changed: new Map(), tracked: new Set() };

/** The names in the index. Links are not among its files: git compares where they lead, not what is there. */
async function readIndex(git: Git): Promise<{ files: readonly string[]; submodules: readonly string[] }> {
  const entries = namesIn(await git('ls-files', '--stage', '-z'));
  const named = (mode: RegExp): string[] =>
    entries.filter((entry) => mode.test(entry)).map((entry) => entry.slice(entry.indexOf('\t') + 1));
  return { files: named(/^100/), submodules: named(/^160000/) };
}

/** The commit that a submodule had then; none for one that is new. */
async function submoduleCommit(git: Git, commit: string | undefined, path: string): Promise<string | undefined> {
  const then = commit === undefined ? '' : await git('ls-tree', '-z', commit, '--', `./${path}`);
  return /^160000 commit (\w+)\t/.exec(then)?.[1];
}

/** Sources that git was told to take for unchanged: `--skip-worktree`, `--assume-unchanged`. */
async function hiddenFromDiff(git: Git): Promise<readonly string[]> {
  const tagged = namesIn(await git('ls-files', '-v', '-z', '--', ...sources));
  return tagged.filter((line) => /^[Sa-z] /.test(line)).map((line) => line.slice(2));
}

async function differs(git: Git, file: string, commit: string, path: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const then = await git('cat-file', 'blob', `${commit}:./${path}`).catch((error: unknown) => {
    if (isTimeout(error)) throw error;
    return undefined;
  });
  return then?.replaceAll('\r\n', '\n') !== readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

/** A lone carriage return, and two characters of Unicode, end a line for JavaScript and none for git. */
function linesAsGitCounts(file: string): boolean {
  try {
    return !/\r(?!\n)|[\u2028\u2029]/.test(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
}

function namesIn(list: string): string[] {
  return list.split('\0').filter((name) => name !== '');
}
