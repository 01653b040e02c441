import { describe, expect, test } from 'vitest';
import { factsIn } from './factsIn.ts';

const redis = (rest: string): string => `import Redis from 'ioredis'; ${rest}`;

describe('somebody listens', () => {
  test.each([
    ['by on', "const db = new Redis(); db.on('error', log);"],
    ['by once', "const db = new Redis(); db.once('error', log);"],
    ['by addListener', "const db = new Redis(); db.addListener('error', log);"],
    ['in a chain', "const db = new Redis().on('error', log);"],
    ['on a field', "class A { db = new Redis(); start() { this.db.on('error', log); } }"],
  ])('%s', (_, rest) => {
    expect(factsIn(redis(rest)).emitters[0]).toMatchObject({ listensForError: true });
  });
});

describe('nobody listens', () => {
  test.each([
    ['where it is only used', "const db = new Redis(); db.get('a');"],
    ['to this event', "const db = new Redis(); db.on('connect', log);"],
    ['to this one', "const a = new Redis(); const b = new Redis(); b.on('error', log);"],
    ['where it is dropped', 'new Redis();'],
    ['where another object only keeps it', 'const db = new Redis(); app.locals.db = db;'],
  ])('%s', (_, rest) => {
    expect(factsIn(redis(rest)).emitters[0]).toMatchObject({ listensForError: false, handedOn: false });
  });
});

describe('others may listen', () => {
  test.each([
    ['where it is exported', 'export const db = new Redis();'],
    ['where it is exported by name', 'const db = new Redis(); export { db };'],
    ['where it is returned', 'function open() { const db = new Redis(); return db; }'],
    ['where a call gets it', 'const db = new Redis(); watch(db);'],
    ['where a list holds it', 'const db = new Redis(); const all = [db];'],
    ['where it is a property', 'const db = new Redis(); start({ db });'],
  ])('%s', (_, rest) => {
    expect(factsIn(redis(rest)).emitters[0]).toMatchObject({ listensForError: 'unknown', handedOn: true });
  });
});

test('one that is closed again may live for one call', () => {
  expect(factsIn(redis('async function f() { const db = new Redis(); await db.quit(); }')).emitters).toMatchObject([
    { closed: true, name: 'db', library: 'ioredis' },
  ]);
});

test('a duplicate has none of the listeners of the first', () => {
  const text = redis("const a = new Redis(); a.on('error', log); const b = a.duplicate();");
  expect(factsIn(text).emitters.map(({ listensForError }) => listensForError)).toEqual([true, false]);
});

test.each([
  ['a class of one’s own', 'class Redis {} const db = new Redis();'],
  ['a client whose failures are rejections', "import axios from 'axios'; const api = axios.create();"],
  ['a type', "import type { Redis } from 'ioredis'; export type Db = Redis;"],
])('%s is none', (_, text) => {
  expect(factsIn(text).emitters).toEqual([]);
});

describe('connections of coroutines, and those that are closed on failure', () => {
  const amqp = "import amqplib from 'amqplib';";
  test.each([
    [
      'yielded',
      `${amqp} let conn; export const run = co.wrap(function* () { conn = yield amqplib.connect(u); const ch = yield conn.createChannel(); });`,
    ],
    [
      'declared by what is yielded',
      `${amqp} co(function* () { const conn = yield amqplib.connect(u); yield conn.createChannel(); });`,
    ],
    [
      'closed in a catch',
      `${amqp} export async function make() { const conn = await amqplib.connect(u); try { return await conn.createChannel(); } catch (e) { conn.close(); throw e; } }`,
    ],
    [
      'closed in a catch of a promise',
      `${amqp} export async function make() { const conn = await amqplib.connect(u); return conn.createChannel().catch((e) => { conn.close(); throw e; }); }`,
    ],
  ])('%s', (_, text) => {
    expect(factsIn(text).emitters[0]).toMatchObject({ listensForError: false, handedOn: false, closed: false });
  });

  test.each([
    [
      'closed in the end',
      `${amqp} export async function once() { const conn = await amqplib.connect(u); try { await conn.createChannel(); } finally { await conn.close(); } }`,
    ],
    [
      'closed when it is done',
      `${amqp} export async function once() { const conn = await amqplib.connect(u); await conn.createChannel(); await conn.close(); }`,
    ],
  ])('not %s', (_, text) => {
    expect(factsIn(text).emitters[0]).toMatchObject({ closed: true });
  });

  test('a generator that yields it to others hands it on', () => {
    expect(
      factsIn(`${amqp} export function* all() { const conn = amqplib.connect(u); yield conn; }`).emitters[0],
    ).toMatchObject({
      handedOn: true,
    });
  });
});
