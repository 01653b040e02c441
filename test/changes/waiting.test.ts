import { describe, expect, it } from 'vitest';
import { fixesOf, lintInMemory } from '../rules/harness.ts';

const rule = 'unhandled-failure';
const keep = `async function keep(x: unknown) {\n  const r = await fetch('https://a.example', { method: 'PUT', signal: AbortSignal.timeout(9) });\n  if (!r.ok) throw new Error(String(x));\n}\n`;

/** Titles of what is offered for the only finding. */
async function offered(text: string, path?: string): Promise<string[]> {
  const { messages } = await lintInMemory(keep + text, { rule }, path === undefined ? {} : { path });
  expect(messages).toHaveLength(1);
  return fixesOf(messages[0]!).map(({ title }) => title);
}

describe('a dropped promise', () => {
  it.each([
    [
      'in a step of a migration',
      `export class A {\n  async up(q: any) {}\n  async down(q: any) {\n    keep(1);\n  }\n}`,
    ],
    ['in a function that is a step', `exports.up = async () => {\n  keep(1);\n};\nexports.down = async () => {};`],
    [
      'for each of a list that is waited for',
      `export const f = (xs: string[]) => Promise.all(xs.map(async (x) => {\n  keep(x);\n}));`,
    ],
    [
      'that says it is settled',
      `export async function f(xs: string[]) {\n  await Promise.allSettled(xs.map(async (x) => {\n    keep(x);\n  }));\n}`,
    ],
    [
      'for each of a list, while a transaction is open',
      `export async function f(dbConnection: any, xs: string[]) {\n  await Promise.all(xs.map(async (x) => {\n    keep(x);\n  }));\n  await other(dbConnection);\n}`,
    ],
  ])('is awaited: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Await it']);
  });

  it.each([
    ['among others that are awaited', `export async function f() {\n  keep(1);\n  await other();\n}`],
    [
      'after the listener',
      `export async function f(bus: any) {\n  bus.on('a', () => 1);\n  keep(1);\n  await other();\n}`,
    ],
  ])('is logged, or awaited where what follows needs it: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Catch the failure and log it', 'Await it']);
  });

  it.each([
    [
      'before a listener',
      `export async function f(bus: any) {\n  await other();\n  keep(1);\n  bus.on('a', () => 1);\n}`,
    ],
    [
      'before a subscription',
      `export async function f(feed: any) {\n  keep(1);\n  await other();\n  feed.subscribe((x) => x);\n}`,
    ],
    [
      'in a handler of failures',
      `export async function f() {\n  try {\n    await other();\n  } catch (e) {\n    keep(1);\n    throw e;\n  }\n}`,
    ],
    [
      'before the end of a try',
      `export async function f() {\n  try {\n    await other();\n  } finally {\n    keep(1);\n  }\n}`,
    ],
    [
      'while a transaction is open',
      `export async function f(dbConnection: any) {\n  await other(dbConnection);\n  keep(dbConnection);\n}`,
    ],
    [
      'in a transaction of a callback',
      `export const f = (db: any) => db.transaction(async (t: any) => {\n  await t.insert(1);\n  keep(1);\n});`,
    ],
    ['in a function that nobody waits for', `export function f() {\n  keep(1);\n}`],
    [
      'for each of a list that is not waited for',
      `export const f = (xs: string[]) => xs.map(async (x) => {\n  keep(x);\n});`,
    ],
  ])('is caught where it is: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Catch the failure and log it']);
  });

  it.each([
    [
      'whose failure is thrown again',
      `export function f() {\n  keep(1).catch(() => {\n    throw new Error('no store');\n  });\n}`,
    ],
  ])('is left to the reader: %s', async (_, text) => {
    expect(await offered(text)).toEqual([]);
  });

  it.each([
    ['while a service is made', `export class Store {\n  constructor() {\n    keep(1);\n  }\n}`],
    ['while a program comes up', `export function bootstrap() {\n  keep(1);\n}`],
    [
      'that starts a service',
      `export const go = () => {\n  startAll();\n};\nasync function startAll() {\n  await keep(1);\n}`,
    ],
    [
      'that never ends',
      `export async function f() {\n  await other();\n  turn();\n  app.listen(1);\n}\nasync function turn() {\n  while (true) {\n    await keep(1);\n  }\n}`,
    ],
  ])('ends the process only where the file is a program: %s', async (_, text) => {
    expect(await offered(text)).toEqual([]);
    expect(await offered(`${text}\nconst ready = () => 1;\nready();`)).toEqual(['Log the failure and exit']);
  });

  it.each([
    ['a loop that returns', `while (true) {\n    await keep(1);\n    if (done()) return;\n  }`],
    ['a loop that is left', `for (;;) {\n    await keep(1);\n    if (done()) break;\n  }`],
  ])('is awaited or logged where what it runs ends: %s', async (_, loop) => {
    const text = `export async function f() {\n  turn();\n  await other();\n}\nasync function turn() {\n  ${loop}\n}`;
    expect(await offered(text)).toEqual(['Catch the failure and log it', 'Await it']);
  });

  it.each(['pollAll', 'watchQueue', 'mailWorker'])(
    'is never awaited where its name says it goes on: %s',
    async (name) => {
      const text = `export async function f() {\n  ${name}();\n  await other();\n}\nasync function ${name}() {\n  await keep(1);\n}`;
      expect(await offered(text)).toEqual(['Catch the failure and log it']);
    },
  );
});

describe('a write to a database that is dropped in a try', () => {
  const mongoose = `import mongoose from 'mongoose';\nconst User = mongoose.model('User', new mongoose.Schema({ a: String }));\n`;
  const prisma = `import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n`;
  const inTry = (body: string, head = 'async function f(a: any)'): string =>
    `export ${head} {\n  try {\n${body}\n  } catch (e) {\n    console.error(e);\n  }\n}`;

  it.each([
    ['a new document', mongoose + inTry(`    const u = new User({ a });\n    u.save();`)],
    [
      'a document that was found',
      mongoose + inTry(`    const u = await User.findById(a);\n    u.save();\n    return u;`),
    ],
    ['another library', prisma + inTry(`    prisma.user.create({ data: { a } }).then((x) => x);`)],
  ])('is awaited: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Await it']);
  });

  it.each([
    [
      'a function that cannot wait',
      mongoose + inTry(`    const u = new User({ a });\n    u.save();`, 'function f(a: any)'),
    ],
    [
      'one that nobody is to wait for',
      mongoose + inTry(`    const u = new User({ a });\n    // fire and forget\n    u.save();`),
    ],
    ['after the answer', mongoose + inTry(`    const u = new User({ a: a.body });\n    a.json(u);\n    u.save();`)],
    [
      'one by one',
      mongoose + inTry(`    for (const one of a) {\n      const u = new User({ a: one });\n      u.save();\n    }`),
    ],
  ])('is caught where it is: %s', async (_, text) => {
    expect(await offered(text)).toEqual(['Catch the failure and log it']);
  });
});
