import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConfigError } from '../lint/configFile.ts';

const run = promisify(execFile);

/** A repository's own settings start no program of theirs. */
const NO_PROGRAMS = ['-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Lines, 1-based and inclusive, that differ from a git reference in the work tree, by absolute path; `all` for new files. */
export type ChangedLines = ReadonlyMap<string, 'all' | readonly (readonly [from: number, to: number])[]>;

/**
 * What has changed in the work tree around `folder` since a git reference, committed or not, new files included.
 * @throws ConfigError in one line where git is missing, `folder` is not in a repository or the reference is not known.
 */
export async function changedSince(reference: string, folder: string): Promise<ChangedLines> {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', [...NO_PROGRAMS, ...args], { cwd: folder, maxBuffer: 2 ** 30 })).stdout;
  try {
    await git('rev-parse', '--show-toplevel');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ConfigError("--since requires git, which isn't installed");
    throw new ConfigError(`--since requires a git repository, and ${folder} isn't in one`);
  }
  try {
    await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`);
  } catch {
    throw new ConfigError(`--since: unknown commit "${reference}" (missing from a shallow clone?)`);
  }
  const diff = await git(
    'diff',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--relative',
    reference,
    '--',
    '.',
  );
  const untracked = await git('ls-files', '--others', '--exclude-standard', '-z');
  const changed = new Map<string, 'all' | [number, number][]>();
  const at = (path: string): string => `${folder.replace(/\/$/, '')}/${path}`;
  let lines: [number, number][] = [];
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ ')) {
      lines = [];
      const path = unquoteGitPath(line.slice(4).replace(/\t$/, ''));
      if (path !== '/dev/null') changed.set(at(path.replace(/^b\//, '')), lines);
    } else if (line.startsWith('@@ ')) {
      const [, from, count = '1'] = /\+(\d+)(?:,(\d+))?/.exec(line) ?? [];
      if (from !== undefined && Number(count) > 0) lines.push([Number(from), Number(from) + Number(count) - 1]);
    }
  }
  for (const path of untracked.split('\0')) if (path !== '') changed.set(at(path), 'all');
  return changed;
}

/** git quotes names with special characters like C strings. */
function unquoteGitPath(name: string): string {
  if (!name.startsWith('"')) return name;
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return name.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => plain[letter] ?? letter);
}

/** Whether any line of a span has changed. */
export function isTouched(changed: ChangedLines, path: string, from: number, to: number): boolean {
  const lines = changed.get(path);
  return lines === 'all' || (lines?.some(([first, last]) => first <= to && from <= last) ?? false);
}
