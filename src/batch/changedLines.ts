import { ConfigError } from '../lint/configFile.ts';
import { GIT_TIMEOUT_MS, GitError, readingGit, type Git } from './git.ts';

/** Lines, 1-based and inclusive, that differ from a git reference in the work tree, by absolute path; `all` for new files. */
export type ChangedLines = ReadonlyMap<string, 'all' | readonly (readonly [from: number, to: number])[]>;

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
  const at = (path: string): string => `${folder.replace(/\/$/, '')}/${path}`;
  const diff = await git('diff', ...diffOptions, commit, '--', ...sources);
  const changed = new Map<string, 'all' | readonly (readonly [number, number])[]>();
  for (const [path, lines] of changedLinesOf(diff)) changed.set(at(path), lines);
  const untracked = await git('ls-files', '--others', '--exclude-standard', '-z');
  for (const path of untracked.split('\0')) if (path !== '') changed.set(at(path), 'all');
  return changed;
}

async function gitAt(folder: string, timeout: number): Promise<Git> {
  const git = await readingGit(folder, timeout);
  try {
    await git('rev-parse', '--show-toplevel');
    return git;
  } catch (error) {
    if (isTimeout(error)) throw error;
    if (error instanceof GitError && error.reason === 'missing')
      throw new ConfigError("--since requires git, which isn't installed");
    throw new ConfigError(`--since requires a git repository, and ${folder} isn't in one`);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof GitError && error.reason === 'timeout';
}

function sentenceOf({ message }: GitError): string {
  return /promisor|unable to read|could not fetch/.test(message)
    ? `${message} (a partial clone? Breakwater fetches nothing: run git fetch --refetch --no-filter first)`
    : message;
}

/** The lines that a diff without context adds or changes, by path. */
export function changedLinesOf(diff: string): ReadonlyMap<string, readonly (readonly [number, number])[]> {
  const changed = new Map<string, [number, number][]>();
  let lines: [number, number][] = [];
  // Lines of a hunk may look like headers, so they are counted off.
  let inHunk = 0;
  for (const line of diff.split('\n')) {
    if (inHunk > 0) {
      if (!line.startsWith('\\')) inHunk--;
    } else if (line.startsWith('+++ ')) {
      lines = [];
      const path = unquoteGitPath(line.slice(4).replace(/\t$/, ''));
      if (path !== '/dev/null') changed.set(path.replace(/^b\//, ''), lines);
    } else {
      const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!hunk) continue;
      const [, removed = '1', from, added = '1'] = hunk;
      inHunk = Number(removed) + Number(added);
      if (Number(added) > 0) lines.push([Number(from), Number(from) + Number(added) - 1]);
    }
  }
  return changed;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** git quotes names with special characters like C strings. */
function unquoteGitPath(name: string): string {
  if (!name.startsWith('"')) return name;
  return name
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(parseInt(octal, 8)),
    );
}

/** Whether any line of a span has changed. */
export function isTouched(changed: ChangedLines, path: string, from: number, to: number): boolean {
  const lines = changed.get(path);
  return lines === 'all' || (lines?.some(([first, last]) => first <= to && from <= last) ?? false);
}
