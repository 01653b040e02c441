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
