import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const source = `export async function load(id: string) {
  const response = await fetch('https://x.example/' + id);
  return response.json();
}
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-prove-cli-'));
  await writeFile(join(folder, 'package.json'), '{"name":"x","devDependencies":{"vitest":"3"}}');
  await writeFile(join(folder, 'load.ts'), source);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const prove = (...args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, 'prove', ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

it('writes the test beside the source and says how to run it', async () => {
  const { code, out, err } = await prove('load.ts:2');
  const name = 'load.unwrapped-network-call.test.ts';
  expect([code, out]).toEqual([0, '']);
  expect(err).toMatch(new RegExp(`^breakwater: wrote ${name} .*: npx vitest run ${name}\\n`));
  const text = await readFile(join(folder, name), 'utf8');
  expect(text).toContain("import { test } from 'vitest';");
  const again = await prove('load.ts:2');
  expect(again).toMatchObject({ code: 2, err: `breakwater: ${name} already exists: name another file with --out\n` });
  expect(await readFile(join(folder, name), 'utf8')).toBe(text);
});

it('prints it, and writes nothing', async () => {
  const before = await readdir(folder);
  const { code, out, err } = await prove('load.ts:2', '--stdout', '--framework', 'mocha', '--limit', '500');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('this.timeout(LIMIT_MS');
  expect(out).toContain('LIMIT_MS = 500;');
  expect(await readdir(folder)).toEqual(before);
});

it.each([
  [['load.ts:1'], 'No network call at line 1'],
  [['load.ts'], 'must be a file and a line'],
  [['gone.ts:1'], 'gone.ts was not found'],
  [['load.ts:2', '--limit', 'soon'], "--limit must be a number of milliseconds, not 'soon'"],
  [['load.ts:2', '--out', 'no/such/folder.test.ts'], "no/such/folder.test.ts can't be written (ENOENT)"],
  [['load.ts:2', '--framework', 'ava'], 'Allowed choices are vitest, jest, mocha, node:test'],
])('%j ends with 2 and one sentence', async (args, sentence) => {
  const { code, out, err } = await prove(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(sentence);
  expect(err).toMatch(/^breakwater: /);
});
