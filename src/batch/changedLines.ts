import { realpathSync } from 'node:fs';
import { isWithin, slashed, toAbsolute } from '../files/paths.ts';
import { ConfigError } from '../lint/configFile.ts';
import { parseError, type LintResult } from '../lint/model.ts';
import { GIT_TIMEOUT_MS, GitError, isTimeout, readingGit, type Git } from './git.ts';
import { compareWorkTree, type Comparison } from './workTree.ts';

/**
 * What has changed in the work tree around `folder` since a git reference, committed or not, new files included; in the
 * whole of its repository where `paths` lead out of the folder.
 * @throws ConfigError in one line where git is missing, slow or fails, `folder` is not in a repository or the reference
 * is not known.
 */
export async function changedSince(
  reference: string,
  folder: string,
  paths: readonly string[] = [],
  timeout: number = GIT_TIMEOUT_MS,
): Promise<Comparison> {
  try {
    return await changesIn(folder, reference, paths, timeout);
  } catch (error) {
    if (error instanceof GitError) throw new ConfigError(`--since: ${sentenceOf(error)}`);
    throw error;
  }
}

async function changesIn(
  folder: string,
  reference: string,
  paths: readonly string[],
  timeout: number,
): Promise<Comparison> {
  const git = await readingGit(folder, timeout);
  const top = await topOf(git, folder);
  let commit: string;
  try {
    commit = (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`)).trim();
  } catch (error) {
    if (isTimeout(error)) throw error;
    throw new ConfigError(`--since: unknown commit "${reference}" (missing from a shallow clone?)`);
  }
  const here = realPath(folder);
  if (paths.every((path) => isWithin(realPath(toAbsolute(path, folder)), here)))
    return compareWorkTree(git, here, commit, timeout);
  return compareWorkTree(await readingGit(top, timeout), top, commit, timeout);
}

/** The work tree that a folder is in. @throws ConfigError where there is none */
async function topOf(git: Git, folder: string): Promise<string> {
  let top: string;
  try {
    top = slashed((await git('rev-parse', '--show-toplevel')).replace(/\r?\n$/, ''));
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
  if (isWithin(realPath(folder), top)) return top;
  throw new ConfigError(`--since: the repository of ${folder} has its work tree elsewhere, in ${top}`);
}

function sentenceOf({ message }: GitError): string {
  return /promisor|unable to read|could not fetch/.test(message)
    ? `${message} (a partial clone? Breakwater fetches nothing: run git fetch --refetch --no-filter first)`
    : message;
}

/**
 * What changed lines hold; and that a changed file could not be read, wherever that is seen. A file that git has nothing
 * to compare with is new as a whole: one that it ignores, of another repository, or behind a link that leads out.
 */
export function onChanged(result: LintResult, { changed, tracked }: Comparison): LintResult {
  const path = realPath(result.path);
  const lines = changed.get(path) ?? (tracked.has(path) ? [] : 'all');
  if (lines === 'all') return result;
  return {
    ...result,
    messages: result.messages.filter(
      ({ ruleId, start, end }) =>
        (ruleId === parseError && changed.has(path)) ||
        lines.some(([first, last]) => first <= end.line && start.line <= last),
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
