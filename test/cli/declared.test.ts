import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

// Each of these starts a process.
vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
let folder: string;

const config = {
  clients: [
    { module: '@acme/http', like: 'axios' },
    { module: '@acme/bounded', like: 'fetch', timeout: 'bounded' },
    { module: '@acme/db', like: 'pg' },
    { module: './client', like: 'got' },
  ],
  wrappers: [{ module: '@acme/billing', name: 'charge', timeout: 'none', policy: 'breaker' }],
  policies: [
    { module: '@acme/resilience', name: 'within', role: 'timeout', argument: 1 },
    { module: '@acme/resilience', name: 'again', role: 'retry' },
  ],
};

const code = `import { api } from '@acme/http';
import { request } from '@acme/bounded';
import { Pool } from '@acme/db';
import local from './client';
import { charge, refund } from '@acme/billing';
import { again, within } from '@acme/resilience';
const pool = new Pool({});
export const a = (id: string) => api.get('/users/' + id);
export const b = (id: string) => request('https://x.example/' + id);
export const c = () => pool.query('select 1');
export const d = () => local.get('https://x.example');
export const e = () => charge(5);
export const f = () => refund(5);
export const g = () => within(50, () => fetch('https://x.example'));
export const h = () => again(() => fetch('https://x.example'));
`;

interface Row {
  readonly kind: string;
  readonly line: number;
  readonly api?: string;
  readonly timeout?: string;
  readonly policy?: string;
}

function run(...args: string[]): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ out, err, code: exit }));
  });
}

async function calls(): Promise<readonly (readonly unknown[])[]> {
  const { out } = await run('inventory', '--no-cache', '--format', 'jsonl');
  return out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter(({ kind }) => kind === 'call')
    .map(({ line, api, timeout, policy }) => [line, api, timeout, policy]);
}

const write = async (name: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-declared-'));
  await write('package.json', '{ "name": "shop" }');
  await write('src/shop.ts', code);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what a project declares', () => {
  it('is nothing without a configuration', async () => {
    await write('breakwater.config.json', '{}');
    expect(await calls()).toEqual([
      [14, 'fetch', 'none', 'none'],
      [15, 'fetch', 'none', 'none'],
    ]);
  });

  it('makes its clients, wrappers and policies known', async () => {
    await write('breakwater.config.json', JSON.stringify(config));
    expect(await calls()).toEqual([
      [8, 'axios', 'none', 'none'],
      [9, 'fetch', 'bounded', 'none'],
      [10, 'db', 'none', 'none'],
      [11, 'got', 'none', 'retry'],
      [12, 'other:@acme/billing', 'none', 'breaker'],
      [14, 'fetch', 'bounded', 'none'],
      [15, 'fetch', 'none', 'retry'],
    ]);
  });

  it('reaches the rules', async () => {
    await write('breakwater.config.json', JSON.stringify(config));
    const { out } = await run('lint', '--no-cache', '--format', 'json', '--preset', 'all');
    const lines = [...out.matchAll(/"require-timeout"/g)];
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(out).toContain('axios');
  });

  it('names a library that is not known', async () => {
    await write('breakwater.config.json', '{ "clients": [{ "module": "@acme/http", "like": "axois" }] }');
    const { err, code: exit } = await run('lint');
    expect(exit).toBe(2);
    expect(err).toContain('unknown library "axois" in clients > 0 > like. Did you mean "axios"?');
    expect((await run('inventory', '--no-cache')).err).toContain('unknown library "axois"');
  });
});
