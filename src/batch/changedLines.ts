import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { slashed } from '../files/paths.ts';
import { ConfigError } from '../lint/configFile.ts';
import { parseError, type LintResult } from '../lint/model.ts';
import { changedLinesOf } from './diffLines.ts';
import { GIT_TIMEOUT_MS, GitError, readingGit, type Git } from './git.ts';

/** Lines, 1-based and inclusive, that differ from a git reference in the work tree, by absolute path; `all` for new files. */
export type ChangedLines = ReadonlyMap<string, Changes>;

type Changes = 'all' | readonly (readonly [from: number, to: number])[];

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
 * What has changed in the work tree around `folder` since a git reference, committed or not, new files included.
 * @throws ConfigError in one line where git is missing, slow or fails, `folder` is not in a repository or the reference
 * is not known.
 */
export async function changedSince(
  reference: string,
  folder: string,
  timeout: number = GIT_TIMEOUT_MS,
): Promise<ChangedLines> {
  try {
    return await changesIn(folder, reference, timeout);
  } catch (error) {
    if (error instanceof GitError) throw new ConfigError(`--since: ${sentenceOf(error)}`);
    throw error;
  }
}

async function changesIn(folder: string, reference: string, timeout: number): Promise<ChangedLines> {
  const git = await gitAt(folder, timeout);
  let commit: string;
  try {
    commit = (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`)).trim();
  } catch (error) {
    if (isTimeout(error)) throw error;
    throw new ConfigError(`--since: unknown commit "${reference}" (missing from a shallow clone?)`);
  }
  return workTreeChanges(git, folder, commit, timeout);
}

/** What differs in a folder from a commit, or from nothing where it has none; repositories within it included. */
async function workTreeChanges(
  git: Git,
  folder: string,
  commit: string | undefined,
  timeout: number,
): Promise<ChangedLines> {
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
  const tracked = commit === undefined ? namesIn(await git('ls-files', '--cached', '-z')) : [];
  for (const path of [...tracked, ...others]) if (!path.endsWith('/')) add(path, 'all');
  // A repository in the folder that belongs to none of its commits, and those that commits name.
  for (const path of others.filter((name) => name.endsWith('/')))
    for (const [inner, lines] of await within(at(path), undefined, timeout)) changed.set(inner, lines);
  for (const { path, was } of await submodulesIn(git, commit))
    for (const [inner, lines] of await within(at(path), was, timeout)) changed.set(inner, lines);
  return changed;
}

/** @param commit of the other repository; undefined where all of it is new */
async function within(folder: string, commit: string | undefined, timeout: number): Promise<ChangedLines> {
  // One that was never checked out holds no files.
  if (!existsSync(`${folder}/.git`)) return new Map();
  const git = await readingGit(folder, timeout);
  if (commit !== undefined) {
    try {
      await git('cat-file', '-e', `${commit}^{commit}`);
    } catch (error) {
      if (isTimeout(error)) throw error;
      throw new ConfigError(
        `--since: ${folder} is a repository of its own, and lacks its commit ${commit} of that time`,
      );
    }
  }
  return workTreeChanges(git, folder, commit, timeout);
}

/** The submodules of the index, each with the commit that it had then; none for one that is new. */
async function submodulesIn(
  git: Git,
  commit: string | undefined,
): Promise<{ path: string; was: string | undefined }[]> {
  const entries = namesIn(await git('ls-files', '--stage', '-z')).filter((entry) => entry.startsWith('160000 '));
  return Promise.all(
    entries.map(async (entry) => {
      const path = entry.slice(entry.indexOf('\t') + 1);
      const then = commit === undefined ? '' : await git('ls-tree', '-z', commit, '--', `./${path}`);
      return { path, was: /^160000 commit (\w+)\t/.exec(then)?.[1] };
    }),
  );
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

async function gitAt(folder: string, timeout: number): Promise<Git> {
  const git = await readingGit(folder, timeout);
  let top: string;
  try {
    top = (await git('rev-parse', '--show-toplevel')).trim();
  } catch (error) {
    if (isTimeout(error)) throw error;
    if (error instanceof GitError && error.reason === 'missing')
      throw new ConfigError("--since requires git, which isn't installed");
    const said = error instanceof GitError ? error.message : '';
    if (said !== '' && !/^not a git repository|^this operation must be run in a work tree/.test(said))
      throw new ConfigError(`--since: git can't be asked in ${folder}: ${said}`);
    const bare = /work tree/.test(said);
    throw new ConfigError(
      `--since requires a git repository${bare ? ' with a work tree' : ''}, and ${folder} isn't in one`,
    );
  }
  const here = slashed(realpathSync(folder));
  if (`${here}/`.startsWith(`${slashed(top).replace(/\/$/, '')}/`)) return git;
  throw new ConfigError(`--since: the repository of ${folder} has its work tree elsewhere, in ${top}`);
}

function isTimeout(error: unknown): boolean {
  return error instanceof GitError && error.reason === 'timeout';
}

function sentenceOf({ message }: GitError): string {
  return /promisor|unable to read|could not fetch/.test(message)
    ? `${message} (a partial clone? Breakwater fetches nothing: run git fetch --refetch --no-filter first)`
    : message;
}

/** Whether any line of a span has changed. */
function isTouched(changed: ChangedLines, path: string, from: number, to: number): boolean {
  const lines = changed.get(path);
  return lines === 'all' || (lines?.some(([first, last]) => first <= to && from <= last) ?? false);
}

/** What changed lines hold; and that a changed file could not be read, wherever that is seen. */
export function onChanged(result: LintResult, changed: ChangedLines): LintResult {
  const path = changed.has(result.path) ? result.path : realPath(result.path);
  return {
    ...result,
    messages: result.messages.filter(
      ({ ruleId, start, end }) =>
        (ruleId === parseError && changed.has(path)) || isTouched(changed, path, start.line, end.line),
    ),
  };
}

/** A path without links: git knows a file by no other. */
function realPath(path: string): string {
  try {
    return slashed(realpathSync(path));
  } catch {
    return path;
  }
}
