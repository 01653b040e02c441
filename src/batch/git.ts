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

/** Runs git in a folder and gives what it prints; what its configuration names is not run. */
export type Git = (...args: string[]) => Promise<string>;

/**
 * Git that reads only: in a repository that somebody else has set up, no monitor, hook, filter, external diff or text
 * conversion of its configuration is started.
 */
export async function readingGit(folder: string): Promise<Git> {
  const filters = await filterNames(gitWith(folder, plainSettings));
  return gitWith(folder, [
    ...plainSettings,
    ...filters.flatMap((name): [string, string][] => [
      [`filter.${name}.clean`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ]),
  ]);
}

function gitWith(folder: string, settings: readonly (readonly [key: string, value: string])[]): Git {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  // Names of filters may hold `=`, which `-c` splits at.
  const given = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${given + index}`] = key;
    env[`GIT_CONFIG_VALUE_${given + index}`] = value;
  });
  env['GIT_CONFIG_COUNT'] = String(given + settings.length);
  delete env['GIT_EXTERNAL_DIFF'];
  return async (...args) =>
    (await run('git', ['--no-pager', ...args], { cwd: folder, env, maxBuffer: 2 ** 30 })).stdout;
}

async function filterNames(git: Git): Promise<readonly string[]> {
  const keys = await git('config', '--null', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$').catch(
    () => '',
  );
  const names = keys.split('\0').map((key) => /^filter\.([^]*)\.(?:clean|process)$/.exec(key)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
