import { describe, expect, test } from 'vitest';
import { analyseAll } from '../../src/batch/analysisRun.ts';
import type { InventoryRow } from '../../src/batch/inventoryRows.ts';
import { folderWith } from '../files/folder.ts';
import { installed } from './packages.ts';

async function callsIn(
  sources: Readonly<Record<string, string>>,
  { types = 'auto' as 'auto' | 'off', packages = installed as Readonly<Record<string, string>> } = {},
): Promise<string[]> {
  const root = folderWith({
    'package.json': '{ "dependencies": { "ioredis": "5", "pg": "8", "axios": "1", "@acme/stores": "1" } }',
    ...packages,
    ...sources,
  });
  const run = await analyseAll<InventoryRow[]>({
    from: root,
    paths: [],
    task: 'inventory',
    settings: null,
    cache: false,
    threads: 1,
    types,
  });
  expect(run.failures).toEqual([]);
  expect(run.warnings).toEqual([]);
  return [...run.results.values()].flat().flatMap((row) => {
    if (row.kind !== 'call') return [];
    const { line, library, method, by, client, timeout, policy } = row;
    return [[line, library?.replace(/@.*/, ''), method, by ?? 'syntax', client, timeout, policy].join(' ')];
  });
}

describe('what types tell of a receiver that syntax leaves open', () => {
  test('a function of a package gives a client', async () => {
    const text = `import { openStore } from '@acme/stores';
const store = openStore('main');
export async function load(id: string) {
  return await store.get(id);
}
`;
    expect(await callsIn({ 'a.ts': text })).toEqual(['4 ioredis get types injected unknown unknown']);
    expect(await callsIn({ 'a.ts': text }, { types: 'off' })).toEqual([]);
    expect(await callsIn({ 'a.ts': text }, { packages: {} })).toEqual([]);
  });

  test('through promises, containers, registries, inherited fields and functions of other files', async () => {
    const found = await callsIn({
      'promise.ts': `import { connectPool } from '@acme/stores';
export const rows = async () => (await connectPool()).query('select 1');
export const counted = async () => {
  const pool = await connectPool();
  const { rows } = await pool.query('select count(*) from a');
  return rows;
};
`,
      'container.ts': `import Redis from 'ioredis';
import { createApp } from '@acme/stores';
export async function warm() {
  const app = await createApp();
  const { held } = app.lookup(Redis);
  await held.set('a', '1');
}
`,
      'base.ts': `import { Repository } from '@acme/stores';
export class Users extends Repository {
  async find(id: string) {
    return this.db.query('select * from users where id = $1', [id]);
  }
}
`,
      'lib/make.ts': `import { openStore, type Options } from '@acme/stores';
export const make = (options: Options[]) => options.map((one) => ({ name: one.name, store: openStore(one.name) }));
`,
      'lib/use.ts': `import { make } from './make';
export async function all() {
  for (const { store } of make([])) await store.ping();
}
`,
      'call.ts': `import { apiFor } from '@acme/stores';
export async function load() {
  const api = apiFor('users');
  const { data } = await api({ url: '/users' });
  const { data: more } = await api.get('/more', { timeout: 500 });
  return [data, more];
}
`,
    });
    expect(found.sort()).toEqual([
      '2 pg query types injected unknown none',
      '3 ioredis ping types injected unknown unknown',
      '4 axios GET types injected unknown none',
      '4 pg query types injected unknown none',
      '5 axios GET types injected bounded none',
      '5 pg query types injected unknown none',
      '6 ioredis set types injected unknown unknown',
    ]);
  });

  test('what nobody waits for, where the same receiver is waited for elsewhere', async () => {
    const found = await callsIn({
      'a.ts': `import { openStore } from '@acme/stores';
const store = openStore('main');
export async function touch() {
  store.set('a', '1');
  await store.get('a');
}
`,
    });
    expect(found).toEqual([
      '4 ioredis set types injected unknown unknown',
      '5 ioredis get types injected unknown unknown',
    ]);
  });

  test('look-alikes stay silent', async () => {
    const found = await callsIn({
      'a.ts': `import { cached, fakeRedis, maybeMemory, anything, optionsOf, redisClass } from '@acme/stores';
class Redis { async get(key: string) { return key; } }
export async function load(id: string) {
  await cached().get(id);
  await fakeRedis().get(id);
  await maybeMemory().get(id);
  await anything().get(id);
  await optionsOf().load(id);
  await redisClass().connectAll(id);
  await new Map<string, Redis>().get(id)?.get(id);
  await ({} as Record<string, () => Promise<void>>).get(id);
}
`,
    });
    expect(found).toEqual([]);
  });

  test('who fails to answer is named, and what syntax tells stands', async () => {
    const root = folderWith({
      ...installed,
      'a.ts': `import { openStore } from '@acme/stores';
export async function load(id: string) {
  const r = await fetch('https://a.example');
  return [r.status, await openStore('main').get(id)];
}
`,
    });
    const run = await analyseAll<InventoryRow[]>({
      from: root,
      paths: [],
      task: 'inventory',
      settings: null,
      cache: false,
      threads: 1,
      types: 'auto',
      oracle: { ask: () => Promise.reject(new Error('took more than 120 s')) },
    });
    expect([...run.results.values()].flat()).toMatchObject([{ kind: 'call', api: 'fetch' }]);
    expect(run.warnings).toEqual([
      { path: `${root}/a.ts`, message: "couldn't be checked with types: took more than 120 s; --types off skips this" },
    ]);
  });

  test('files are asked about only where an import may lead to a client', async () => {
    const found = await callsIn({
      'a.ts': `import { widget } from 'widgets';
export const open = async () => await widget().get('a');
`,
    });
    expect(found).toEqual([]);
  });
});
