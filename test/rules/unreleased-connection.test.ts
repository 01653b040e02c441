import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unreleased-connection';
const pg = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;
const inside = (body: string) => `${pg}export async function run(x: string) {\n${body}\n}`;
const sql = `import { Sequelize } from 'sequelize';\nexport const db = new Sequelize('a');\n`;
const typeorm = `import type { DataSource } from 'typeorm';\nexport async function run(source: DataSource) {\n  const runner = source.createQueryRunner();\n`;

describe(rule, () => {
  it.each([
    ['a release that a failure skips', inside(`const c = await pool.connect();\nawait c.query(x);\nc.release();`)],
    [
      'a release in the same try',
      inside(
        `try {\nconst c = await pool.connect();\nawait c.query(x);\nc.release();\n} catch (e) {\nconsole.error(e);\n}`,
      ),
    ],
    [
      'a catch that throws on',
      inside(
        `const c = await pool.connect();\ntry {\nawait c.query(x);\n} catch (e) {\nthrow new Error('no', { cause: e });\n}\nc.release();`,
      ),
    ],
    ['no release', inside(`const c = await pool.connect();\nreturn (await c.query(x)).rows;`)],
    [
      'no release of queries at once',
      inside(`const c = await pool.connect();\nawait Promise.all([x].map((y) => c.query(y)));`),
    ],
    ['a connection that nobody keeps', inside(`await pool.connect();\nconsole.log('connected');`)],
    ['a promise that nobody asks', `${pg}pool.connect().then(() => console.log('connected'));`],
    ['a callback', `${pg}pool.connect((err, c) => {\n  if (err) throw err;\n  c.query('select 1', console.log);\n});`],
    [
      'a branch without release',
      inside(`const c = await pool.connect();\nif (!x) {\nc.release();\nreturn;\n}\nawait c.query(x);\nc.release();`),
    ],
    [
      'mysql2',
      `import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\nexport async function run() {\n  const c = await pool.getConnection();\n  await c.query('a');\n  pool.releaseConnection(c);\n}`,
    ],
    [
      'a transaction that is only committed',
      `${sql}export async function run(User: any) {\n  const t = await db.transaction();\n  await User.create({}, { transaction: t });\n  await t.commit();\n}`,
    ],
    ['a query runner', `${typeorm}  await runner.query('a');\n  await runner.release();\n}`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a finally', inside(`const c = await pool.connect();\ntry {\nawait c.query(x);\n} finally {\nc.release();\n}`)],
    [
      'a variable that is given later',
      inside(`let c;\ntry {\nc = await pool.connect();\nawait c.query(x);\n} finally {\nc?.release();\n}`),
    ],
    [
      'a release in catch and after',
      inside(
        `const c = await pool.connect();\ntry {\nawait c.query(x);\nc.release();\n} catch (e) {\nc.release(true);\nthrow e;\n}`,
      ),
    ],
    [
      'a release behind a catch that goes on',
      inside(
        `const c = await pool.connect();\ntry {\nawait c.query(x);\n} catch (e) {\nconsole.error(e);\n}\nc.release();`,
      ),
    ],
    ['a promise chain', inside(`const c = await pool.connect();\nreturn c.query(x).finally(() => c.release());`)],
    ['nothing in between', inside(`const c = await pool.connect();\nc.release();`)],
    ['a connection that is returned', inside(`const c = await pool.connect();\nawait c.query(x);\nreturn c;`)],
    ['one that a helper may release', inside(`const c = await pool.connect();\nreturn withTransaction(c);`)],
    ['one that a field keeps', `${pg}class A {\n  async run() {\n    this.c = await pool.connect();\n  }\n}\nnew A();`],
    [
      'a closure that gives it back',
      inside(`const c = await pool.connect();\nawait c.query(x);\nreturn { end: () => c.release() };`),
    ],
    [
      'a stream that gives it back',
      inside(`const c = await pool.connect();\nconst s = c.query(x);\ns.on('end', c.release);`),
    ],
    ['a done callback', `${pg}pool.connect((err, c, done) => {\n  c.query('a', () => done());\n});`],
    [
      'start-up',
      `${pg}async function main() {\n  const c = await pool.connect();\n  await c.query('a');\n  c.release();\n}\nmain();`,
    ],
    ['a pool that hands out none', `${pg}export const rows = () => pool.query('select 1');`],
    [
      'a client of its own',
      `import { Client } from 'pg';\nexport async function run() {\n  const c = new Client();\n  await c.connect();\n  await c.query('a');\n  await c.end();\n}`,
    ],
    [
      'a managed transaction',
      `${sql}export const run = (User: any) => db.transaction(async (t) => User.create({}, { transaction: t }));`,
    ],
    [
      'a transaction that is rolled back',
      `${sql}export async function run(User: any) {\n  const t = await db.transaction();\n  try {\n    await User.create({}, { transaction: t });\n    await t.commit();\n  } catch (e) {\n    await t.rollback();\n    throw e;\n  }\n}`,
    ],
    [
      'a query runner that is released',
      `${typeorm}  try {\n    await runner.query('a');\n  } finally {\n    await runner.release();\n  }\n}`,
    ],
    ['using', inside(`await using c = await pool.connect();\nawait c.query(x);`)],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('says what is kept and how many there are', async () => {
    const { messages } = await lintInMemory(
      `${sql}export async function run() {\n  const t = await db.transaction();\n  await work();\n  await t.commit();\n}`,
      { rule },
    );
    expect(messages[0]?.message).toBe(
      '`t` leaks if anything throws before it is released. Call rollback() in a catch (a sequelize pool has 5 connections unless pool.max is set).',
    );
  });

  it('is silent in command line tools', async () => {
    const text = inside(`const c = await pool.connect();\nawait c.query(x);\nc.release();`);
    expect(await findingsOf(rule, text, { environment: 'cli' })).toEqual([]);
  });
});

describe('ways past the release', () => {
  const pg = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;
  const inside = (body: string): string =>
    `${pg}export async function run(sql) {\n  const client = await pool.connect();\n  ${body}\n}`;
  const work = 'try { await client.query(sql); } finally { client.release(); }';
  it.each([
    ['a statement before the try', inside(`await client.query('begin');\n  ${work}`)],
    ['another await before the try', inside(`const rows = await load();\n  ${work}`)],
    ['an early return', inside(`const found = client.cached;\n  if (found) return found;\n  client.release();`)],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf('unreleased-connection', text)).toHaveLength(1);
  });

  it.each([
    ['the try right after', inside(work)],
    ['what cannot fail before the try', inside(`const started = Date.now();\n  ${work}`)],
    ['what is caught before the try', inside(`await client.query('set x').catch(log);\n  ${work}`)],
    ['a return after giving back', inside(`if (late) { client.release(); return; }\n  client.release();`)],
    ['a return where none was taken', inside(`if (!client) return;\n  client.release();`)],
  ])('is silent for %s', async (_, text) => {
    expect(await findingsOf('unreleased-connection', text)).toEqual([]);
  });
});

describe('a client that is made for each request', () => {
  const bull = `import { Queue } from 'bullmq';\n`;
  const express = `import express from 'express';\nconst app = express();\n`;
  const route = (body: string) => `app.get('/rebuild', async (req, res) => {\n  ${body}\n  res.send('ok');\n});`;

  it.each([
    ['a queue', `${bull}${route(`const queue = new Queue('a', { connection });\n  await queue.add('b', {});`)}`],
    [
      'a queue below a condition',
      `${bull}${route(`if (req.query.key) {\n    const queue = new Queue('a');\n    await queue.add('b', {});\n  }`)}`,
    ],
    [
      'a pool',
      `import { Pool } from 'pg';\n${express}${route(`const pool = new Pool();\n  await pool.query('select 1');`)}`,
    ],
    [
      'a connection of a cache',
      `import Redis from 'ioredis';\n${route(`const redis = new Redis();\n  await redis.del('a');`)}`,
    ],
    [
      'in a job',
      `import { Queue, Worker } from 'bullmq';\nnew Worker('a', async (job) => {\n  const next = new Queue('b');\n  await next.add('c', job.data);\n});`,
    ],
    [
      'in a file of routes',
      `${bull}export async function POST() {\n  const queue = new Queue('a');\n  await queue.add('b', {});\n  return new Response();\n}`,
    ],
    [
      'of a database',
      `import { MongoClient } from 'mongodb';\n${route(`const mongo = await MongoClient.connect('mongodb://a');\n  await mongo.db().collection('a').insertOne({});`)}`,
    ],
  ])('keeps its connection: %s', async (_, text) => {
    const path = text.includes('POST') ? '/project/src/app/route.ts' : '/project/src/file.ts';
    const { messages } = await lintInMemory(text, { rule: 'unreleased-connection' }, { path });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('and never closes it')]);
  });

  it.each([
    [
      'is closed',
      `${bull}${route(`const queue = new Queue('a');\n  await queue.add('b', {});\n  await queue.close();`)}`,
    ],
    [
      'is closed when the answer is',
      `import Redis from 'ioredis';\n${route(`const redis = new Redis();\n  redis.subscribe('a');\n  res.on('close', () => redis.disconnect());`)}`,
    ],
    ['is given away', `${bull}${route(`const queue = new Queue('a');\n  await fill(queue);`)}`],
    ['is kept', `${bull}let queue;\n${route(`queue ??= new Queue('a');\n  await queue.add('b', {});`)}`],
    ['is made once', `${bull}const queue = new Queue('a');\n${route(`await queue.add('b', {});`)}`],
    [
      'is made by a function that others call',
      `${bull}export async function fill() {\n  const queue = new Queue('a');\n  await queue.add('b', {});\n}`,
    ],
    [
      'has no connection of its own',
      `import axios from 'axios';\n${route(`const http = axios.create({ timeout: 1000 });\n  await http.get('/a');`)}`,
    ],
  ])('is silent where it %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule: 'unreleased-connection' });
    expect(messages.filter(({ message }) => message.includes('never closes'))).toEqual([]);
  });

  const agent = (body: string) => `import https from 'node:https';\nimport axios from 'axios';\n${body}`;
  it.each([
    [
      'in a variable',
      agent(
        route(
          `const agent = new https.Agent({ keepAlive: true });\n  await axios.get('https://a.example', { httpsAgent: agent });`,
        ),
      ),
    ],
    [
      'in its options',
      agent(
        route(
          `await axios.get('https://a.example', { httpsAgent: new https.Agent({ maxSockets: 2, keepAlive: true }) });`,
        ),
      ),
    ],
    [
      'of a name of its own',
      `import { Agent } from 'node:https';\nimport fetch from 'node-fetch';\n${route(`await fetch('https://a.example', { agent: new Agent({ keepAlive: true }) });`)}`,
    ],
  ])('an agent that keeps connections for one request is told of: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule: 'unreleased-connection' });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('keep-alive agent of its own')]);
  });

  it.each([
    [
      'keeps none',
      agent(
        route(`await axios.get('https://a.example', { httpsAgent: new https.Agent({ rejectUnauthorized: false }) });`),
      ),
    ],
    [
      'is made once',
      agent(
        `const agent = new https.Agent({ keepAlive: true });\n${route(`await axios.get('https://a.example', { httpsAgent: agent });`)}`,
      ),
    ],
    [
      'is made for a client',
      agent(`export const make = () => axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });`),
    ],
    [
      'is kept',
      agent(
        `let agent;\n${route(`agent ??= new https.Agent({ keepAlive: true });\n  await axios.get('https://a.example', { httpsAgent: agent });`)}`,
      ),
    ],
  ])('an agent is none of it that %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule: 'unreleased-connection' });
    expect(messages.filter(({ message }) => message.includes('agent'))).toEqual([]);
  });
});

describe('what stands between taking a connection and the try', () => {
  const between = (text: string): string =>
    `${typeorm}  ${text}\n  try {\n    await runner.query('update a');\n  } finally {\n    await runner.release();\n  }\n}`;
  it.each([
    ['connects', 'await runner.connect();'],
    ['opens the transaction', "await runner.connect();\n  await runner.startTransaction('SERIALIZABLE');"],
    ['is nothing', ''],
  ])('is silent where it %s', async (_, text) => expect(await findingsOf(rule, between(text))).toEqual([]));
  it.each([
    ['asks for something', "await runner.query('select 1');"],
    ['waits for another', 'await other.connect();'],
  ])('is told of where it %s', async (_, text) => expect(await findingsOf(rule, between(text))).toHaveLength(1));
});

describe('a variable that gets another connection', () => {
  const seeds = (first: string, second: string): string =>
    inside(
      `let c: PoolClient | undefined;\n${first}\nfor (const row of rows) {\nc = await pool.connect();\n${second}\n}`,
    );
  const tried = `try {\nc = await pool.connect();\nawait c.query(x);\nc.release();\n} catch (e) {\nif (c) c.release();\nthrow e;\n}`;
  const after = `try {\nawait c.query(row);\n} finally {\nc.release();\n}`;
  it.each([
    ['in a loop', seeds(tried, after)],
    ['with finally both times', seeds(`c = await pool.connect();\n${after.replace('row', 'x')}`, after)],
    ['after it is emptied', inside(`let c = await pool.connect();\n${after.replace('row', 'x')}\nc = undefined;`)],
    [
      'in another branch',
      inside(`let c;\nif (x) c = await pool.connect();\nelse c = await pool.connect();\n${after.replace('row', 'x')}`),
    ],
  ])('gives each of them back: %s', async (_, text) => expect(await findingsOf(rule, text)).toEqual([]));

  it.each([
    ['the first', seeds(tried.replace(/ catch[^]*/, ' catch (e) {\nthrow e;\n}'), after)],
    ['the second', seeds(tried, 'await c.query(row);\nc.release();')],
  ])('keeps %s of them', async (_, text) => expect(await findingsOf(rule, text)).toHaveLength(1));
});
