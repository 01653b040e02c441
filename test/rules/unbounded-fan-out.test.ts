import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-fan-out';
const all = (list: string) => `export const f = (xs: string[]) => Promise.all(${list}.map((x) => fetch(x)));`;

describe(rule, () => {
  it('reports a request for each element', async () => {
    expect(await findingsOf(rule, all('xs'))).toHaveLength(1);
  });

  it.each([
    ['a literal', all(`['https://a.example', 'https://b.example']`)],
    ['a slice', all('xs.slice(0, 5)')],
    [
      'a limiter',
      `import pLimit from 'p-limit';\nconst limit = pLimit(2);\nexport const f = (xs: string[]) => Promise.all(xs.map((x) => limit(() => fetch(x))));`,
    ],
    ['one after the other', `export async function f(xs: string[]) {\n  for (const x of xs) await fetch(x);\n}`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('what takes one after the other', () => {
  it.each([
    [
      'the connection of a transaction',
      "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport const sort = (rows) => db.$transaction(async (tx) => { await Promise.all(rows.map((r) => tx.item.update({ where: { id: r.id } }))); });",
    ],
    [
      'a pool',
      "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const all = (ids) => Promise.all(ids.map((id) => pool.query('select $1', [id])));",
    ],
    [
      'batches that end in a try',
      'export async function load(urls) {\n  const tasks = [];\n  for (const url of urls) {\n    tasks.push(fetch(url));\n    if (tasks.length < 10) continue;\n    try { await Promise.all(tasks); } finally { tasks.length = 0; }\n  }\n  await Promise.all(tasks);\n}',
    ],
    [
      'batches that end in an else',
      'export async function load(urls) {\n  let tasks = [];\n  for (const url of urls) {\n    if (tasks.length < 10) tasks.push(fetch(url));\n    else { await Promise.all(tasks); tasks = []; }\n  }\n}',
    ],
  ])('is silent for %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toEqual([]);
  });

  it('reports a list that is awaited behind the loop alone', async () => {
    const text =
      'export async function load(urls) {\n  const tasks = [];\n  for (const url of urls) {\n    tasks.push(fetch(url));\n  }\n  await Promise.all(tasks);\n}';
    expect(await findingsOf('unbounded-fan-out', text)).toHaveLength(1);
  });
});

describe('a function of another file for each element', () => {
  const files = {
    '/project/src/service.ts': `import pLimit from 'p-limit';
const limit = pLimit(2);
export class Service {
  async load(id: string) { return fetch('https://a.example/' + id); }
  name(id: string) { return id + 1; }
  limited(id: string) { return limit(() => fetch('https://a.example/' + id)); }
  async known(id: string) { if (this.cache.has(id)) return this.cache.get(id); return this.load(id); }
}
export const service = new Service();
export const loadOne = (id: string) => service.load(id);`,
  };
  const head = `import { Service, service, loadOne } from './service';\n`;

  it.each([
    ['by a method', 'export const f = (ids) => Promise.all(ids.map((id) => service.load(id)));'],
    ['by its name', 'export const f = (ids) => Promise.all(ids.map(loadOne));'],
    [
      'inside more',
      'export const f = (ids) => Promise.all(ids.map(async (id) => { const r = await loadOne(id); return r.a; }));',
    ],
    [
      'of a field',
      'export class A { constructor(private readonly s: Service) {} all(ids) { return Promise.allSettled(ids.map((id) => this.s.load(id))); } }',
    ],
    ['dropped', 'export function f(ids) { ids.forEach(async (id) => { await service.load(id).catch(log); }); }'],
    [
      'kept in a list',
      'export async function f(ids) { const all = []; for (const id of ids) all.push(service.load(id)); await Promise.all(all); }',
    ],
  ])('is reported %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', head + text, { files })).toHaveLength(1);
  });

  it.each([
    ['one that sends nothing', 'export const f = (ids) => Promise.all(ids.map((id) => service.name(id)));'],
    ['one that is limited', 'export const f = (ids) => Promise.all(ids.map((id) => service.limited(id)));'],
    ['one that remembers', 'export const f = (ids) => Promise.all(ids.map((id) => service.known(id)));'],
    [
      'one that is asked for where nothing is stored',
      'export const f = (ids, store) => Promise.all(ids.map(async (id) => { const existing = await store.read(id); if (existing) return existing; return service.load(id); }));',
    ],
    ['three of them', 'export const f = () => Promise.all([1, 2, 3].map((id) => service.load(id)));'],
    ['one after the other', 'export async function f(ids) { for (const id of ids) await service.load(id); }'],
    [
      'a limiter',
      `import pLimit from 'p-limit';\nconst limit = pLimit(3);\nexport const f = (ids) => Promise.all(ids.map((id) => limit(() => service.load(id))));`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', head + text, { files })).toEqual([]);
  });
});
