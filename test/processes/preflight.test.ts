import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkRequirements } from '../../src/processes/preflight.ts';
import { readRequirement } from '../../src/surroundings/requirements.ts';
import { scratch } from './bundled.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

/** A machine with a `bin` on PATH and a workspace with a `bin` of its own, first on PATH. */
async function machine(): Promise<{
  tool: (place: 'bin' | 'work', name: string, script: string) => Promise<void>;
  check: (requires: readonly string[], more?: { ask?: boolean; timeout?: number }) => Promise<string[]>;
  files: () => Promise<string[]>;
}> {
  const { folder, remove } = await scratch();
  removals.push(remove);
  const [bin, work, marks] = ['bin', 'work', 'marks'].map((name) => join(folder, name)) as [string, string, string];
  await Promise.all([bin, work, marks].map((one) => mkdir(one, { recursive: true })));
  const env = { PATH: `${work}:${bin}:/usr/bin:/bin`, HOME: folder, TOKEN: 'x' };
  return {
    tool: async (place, name, script) => {
      const file = join(place === 'bin' ? bin : work, name);
      await writeFile(file, `#!/bin/sh\n: >${marks}/${name}-${place}\n${script}\n`);
      await chmod(file, 0o755);
    },
    check: async (requires, { ask = true, timeout = 5_000 } = {}) => {
      const results = await checkRequirements(requires.map(readRequirement), { workspace: [work], env, ask, timeout });
      return results.map(({ state, detail }) => `${state} ${detail.replace(folder, '')}`);
    },
    files: () => readdir(marks),
  };
}

test('tools with versions, names and logins', async () => {
  const { tool, check } = await machine();
  await tool('bin', 'kubectl', 'case "$1" in version) echo "Client Version: v1.29.2";; *) exit 1;; esac');
  await tool('bin', 'jqq', 'echo jq-1.7');
  expect(
    await check([
      'kubectl >= 1.28',
      'kubectl >= 1.30',
      'jqq',
      'nowhere-to-be',
      'env: TOKEN',
      '$OTHER',
      'login: kubectl',
    ]),
  ).toEqual([
    'met 1.29.2',
    'unmet 1.29.2',
    'met /bin/jqq',
    'unmet not on PATH',
    'met set',
    'unmet not set',
    'unmet not logged in, or not reachable',
  ]);
});

test('no program of the workspace is started, and none before the responder acts', async () => {
  const { tool, check, files } = await machine();
  await tool('work', 'onlyhere', 'echo 9.9');
  await tool('work', 'both', 'echo 9.9');
  await tool('bin', 'both', 'echo 1.0');
  expect(await check(['onlyhere >= 1', 'both >= 2'])).toEqual(['unmet not on PATH', 'unmet 1.0']);
  expect(await files()).toEqual(['both-bin']);
  const quiet = await machine();
  await quiet.tool('bin', 'both', 'echo 1.0');
  expect(await quiet.check(['both >= 2', 'login: both'], { ask: false })).toEqual([
    'unknown /bin/both, version not asked yet',
    'unknown no known way to ask both',
  ]);
  expect(await quiet.files()).toEqual([]);
});

test('what does not answer in time is unknown', async () => {
  const { tool, check } = await machine();
  await tool('bin', 'slow', 'exec sleep 300');
  await tool('bin', 'loud', 'exec yes 1.2');
  const began = performance.now();
  expect(await check(['slow >= 1', 'loud >= 1'], { timeout: 300 })).toEqual([
    'unknown /bin/slow, version unknown',
    'unknown /bin/loud, version unknown',
  ]);
  expect(performance.now() - began).toBeLessThan(150_000);
});
