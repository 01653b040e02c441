import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Settings that would start programs, or change what git prints, as they are without anybody's configuration. */
const plainSettings: readonly (readonly [key: string, value: string])[] = [
  ['core.quotePath', 'false'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', process.platform === 'win32' ? 'NUL' : '/dev/null'],
  ['core.pager', 'cat'],
  ['diff.interHunkContext', '0'],
  ['diff.suppressBlankEmpty', 'false'],
];

/**
 * No object is fetched, by any protocol: a repository's configuration may name a program as its remote, and a missing
 * object would start it. `GIT_NO_LAZY_FETCH` is newer than the other, which older versions of git obey as well.
 */
const offline: Readonly<Record<string, string>> = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
};

/** Milliseconds that one call of git may take. */
export const GIT_TIMEOUT_MS = 30_000;

/** Runs git in a folder and gives what it prints; what its configuration names is not run. Rejects with a GitError. */
export type Git = (...args: string[]) => Promise<string>;

/** What a hook's environment says of the repository that it runs in, which is none of those within. */
const outerRepository =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|SHALLOW_FILE|GRAFT_FILE)$/;

/** What went wrong in git, as one line without the command. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly reason: 'missing' | 'timeout' | 'failed';

  constructor(reason: GitError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Git that reads only: in a repository that somebody else has set up, no monitor, hook, filter, external diff or text
 * conversion of its configuration is started, nor a program that stands for a remote.
 * @param place `inner` for a repository within the one that the environment may name
 */
export async function readingGit(folder: string, timeout: number, place: 'outer' | 'inner' = 'outer'): Promise<Git> {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (place === 'inner' && outerRepository.test(name)) delete env[name];
  const filters = await filterNames(gitWith(folder, timeout, env, plainSettings));
  return gitWith(folder, timeout, env, [
    ...plainSettings,
    ...filters.flatMap((name): [string, string][] => [
      [`filter.${name}.clean`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ]),
  ]);
}

function gitWith(
  folder: string,
  timeout: number,
  outer: NodeJS.ProcessEnv,
  settings: readonly (readonly [key: string, value: string])[],
): Git {
  const env: NodeJS.ProcessEnv = { ...outer, ...offline, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  // Names of filters may hold `=`, which `-c` splits at.
  const given = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${given + index}`] = key;
    env[`GIT_CONFIG_VALUE_${given + index}`] = value;
  });
  env['GIT_CONFIG_COUNT'] = String(given + settings.length);
  delete env['GIT_EXTERNAL_DIFF'];
  // They would have the patterns for source files taken for names, and no file be one.
  for (const name of ['LITERAL', 'GLOB', 'NOGLOB', 'ICASE']) delete env[`GIT_${name}_PATHSPECS`];
  const options = { cwd: folder, env, maxBuffer: 2 ** 30, timeout, killSignal: 'SIGKILL' } as const;
  return async (...args) => {
    try {
      return (await run('git', ['--no-pager', ...args], options)).stdout;
    } catch (error) {
      throw gitError(error, args[0] ?? '', timeout);
    }
  };
}

export function isTimeout(error: unknown): boolean {
  return error instanceof GitError && error.reason === 'timeout';
}

/** Node's own message is the whole command line, which helps nobody. */
function gitError(error: unknown, verb: string, timeout: number): GitError {
  const { code, killed, stderr = '' } = error as { code?: unknown; killed?: boolean; stderr?: string };
  if (code === 'ENOENT') return new GitError('missing', "git isn't installed");
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return new GitError('failed', `git ${verb} printed too much`);
  if (killed === true) return new GitError('timeout', `git ${verb} took longer than ${timeout / 1_000} s`);
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.find((line) => line.startsWith('fatal: ')) ?? lines.find((line) => line !== '');
  return new GitError('failed', said?.replace(/^(?:fatal|error): /, '').slice(0, 200) ?? `git ${verb} failed`);
}

async function filterNames(git: Git): Promise<readonly string[]> {
  const keys = await git('config', '--null', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$').catch(
    (error: unknown) => {
      // Git ends with 1 where no such setting is there.
      if (isTimeout(error)) throw error;
      return '';
    },
  );
  const names = keys.split('\0').map((key) => /^filter\.([^]*)\.(?:clean|process)$/.exec(key)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
