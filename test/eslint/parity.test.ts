import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { root, throughCli, throughEslint, throughOxlint, write, type Told } from './doors.ts';
import { fixtures } from './fixtures.ts';

let folder: string;
let expected: Told[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-parity-'));
  await write(folder, fixtures);
  // oxlint hands plugins no parser, so they take the one that a project has installed.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  expected = await throughCli(folder);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('every door finds the same', () => {
  it('on the command line', () => {
    expect(expected.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'other/src/plainly.ts:2:27 require-policy',
      'other/src/plainly.ts:3:27 unwrapped-network-call',
      'src/client.ts:2:20 require-timeout',
      'src/fetching.ts:2:26 unchecked-status',
      'src/fetching.ts:2:26 unwrapped-network-call',
      'src/fetching.ts:5:41 require-policy',
      'src/limited.ts:2:10 require-policy',
      'src/plain.js:2:27 require-timeout',
      'src/plainly.ts:2:27 unwrapped-network-call',
      'src/pool.cjs:2:14 missing-error-listener',
      'src/pool.cjs:2:14 require-timeout',
      'src/quiet.ts:4:18 swallowed-failure',
      'src/retrying.ts:2:3 retry-without-backoff',
      'src/view.tsx:2:33 unwrapped-network-call',
    ]);
  });

  it('in ESLint 10', async () => {
    expect(await throughEslint('eslint', folder)).toEqual(expected);
  }, 60_000);

  it('in ESLint 9', async () => {
    expect(await throughEslint('eslint9', folder)).toEqual(expected);
  }, 60_000);

  it('in oxlint', async () => {
    expect(
      await throughOxlint(
        folder,
        rules.map(({ id }) => id),
      ),
    ).toEqual(expected);
  }, 60_000);
});
