import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unreleased-connection';
const head = `import { PrismaClient } from '@prisma/client';
import { MongoClient } from 'mongodb';
`;

describe('a client with a pool of its own', () => {
  it.each([
    [
      'for each request',
      'app.get("/a", async (req, res) => { const prisma = new PrismaClient(); res.json(await prisma.user.findMany()); });',
    ],
    [
      'in a handler with a name',
      'export const list = async (req, res) => { const client = new MongoClient(url); await client.connect(); res.json(await client.db("a").collection("b").findOne({})); };',
    ],
    [
      'in a method that is called again and again',
      'export class Users { async find(id) { const prisma = new PrismaClient(); return await prisma.user.findUnique({ where: { id } }); } }',
    ],
  ])('is never closed %s', async (_, text) => {
    expect(await findingsOf(rule, head + text)).toHaveLength(1);
  });

  it.each([
    [
      'that is closed',
      'export const list = async (req, res) => { const prisma = new PrismaClient(); try { res.json(await prisma.user.findMany()); } finally { await prisma.$disconnect(); } };',
    ],
    [
      'made once',
      'const prisma = new PrismaClient(); export const list = async (req, res) => { res.json(await prisma.user.findMany()); };',
    ],
    [
      'made at the start',
      'export async function main() { const prisma = new PrismaClient(); await prisma.user.findMany(); }',
    ],
    [
      'with an adapter',
      'export const list = async (req, res) => { const prisma = new PrismaClient({ adapter }); res.json(await prisma.user.findMany()); };',
    ],
    [
      'that is handed on',
      'export const list = async (req, res) => { const prisma = new PrismaClient(); req.db = prisma; };',
    ],
  ])('is silent about one %s', async (_, text) => {
    expect(await findingsOf(rule, head + text)).toEqual([]);
  });
});

describe('a lock that is asked for', () => {
  const lock = (options: string): string =>
    `import Redlock from 'redlock';\nconst redlock = new Redlock([redis], ${options});\nexport const take = () => redlock.acquire(['a'], 1000);`;

  it.each(['{ retryCount: -1 }', '{ retryCount: -1, retryDelay: 200 }', '{ ...rest, retryCount: -1 }'])(
    'without end: %s',
    async (options) => {
      expect(await findingsOf('unbounded-retry', lock(options))).toHaveLength(1);
    },
  );

  it.each(['{ retryCount: 5 }', '{}', '{ retryCount: 0 }'])('a few times: %s', async (options) => {
    expect(await findingsOf('unbounded-retry', lock(options))).toEqual([]);
  });
});

describe('a client that a function makes each time that it is called', () => {
  const mongo = `import * as mongodb from 'mongodb';\nimport { Jobs } from './jobs';\n`;
  const notify = (end = ''): string =>
    `async function notify(jobId: string) {
  const client = new mongodb.MongoClient(process.env.URL!);
  await client.connect();
  const jobs = new Jobs(client.db('a'));
  console.log(await jobs.one(jobId));${end}
}
`;

  it.each([
    [
      'for each record of an event',
      `${mongo}${notify()}export const handler = async (event: any) => {\n  await Promise.all(event.Records.map(async (one: any) => { await notify(one.id); }));\n};`,
    ],
    [
      'in a loop',
      `${mongo}${notify()}export async function every(ids: string[]) {\n  for (const id of ids) await notify(id);\n}`,
    ],
    [
      'for an event of the cloud',
      `import knex from 'knex';\nexport const report = async (event: any = {}, context: any = {}) => {\n  const db = knex({ client: 'pg' });\n  return await db('a').where({ id: event.id });\n};`,
    ],
    [
      'for a request',
      `import { Sequelize, QueryTypes } from 'sequelize';\nexport const list = async (req, res) => {\n  const db = new Sequelize(process.env.URL!);\n  res.json(await db.query('select 1'));\n};`,
    ],
    [
      'with a pool of mysql',
      `import mysql from 'mysql2/promise';\nexport const list = async (req, res) => {\n  const pool = mysql.createPool({ host: 'a' });\n  res.json(await pool.query('select 1'));\n};`,
    ],
  ])('is never closed %s', async (_, text) => {
    expect((await lintInMemory(text, { rule })).messages.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Each call opens another \S+ connection for `\w+` and never closes it/),
    ]);
  });

  it.each([
    ['called once', `${mongo}${notify()}export async function main() {\n  await notify('a');\n}`],
    [
      'called once, for each line of a seed',
      `${mongo}${notify()}export async function seed(ids: string[]) {\n  for (const id of ids) await notify(id);\n}`,
    ],
    [
      'that closes it',
      `${mongo}${notify('\n  await client.close();').replace('console', 'try { console').replace('\n  await client.close();', ' } finally { await client.close(); }')}export async function every(ids: string[]) {\n  for (const id of ids) await notify(id);\n}`,
    ],
    [
      'that takes part of a client that lives on',
      `${mongo}const client = new mongodb.MongoClient('a');\nexport const handler = async (event: any) => {\n  const db = client.db('a');\n  return await db.collection('b').findOne({ id: event.id });\n};`,
    ],
    [
      'that keeps it for the next event',
      `${mongo}let kept: any;\nexport const handler = async (event: any) => {\n  if (!kept) { const client = new mongodb.MongoClient('a'); kept = client; }\n  return await kept.db('a').collection('b').findOne({ id: event.id });\n};`,
    ],
    [
      'of a query builder',
      `import knex from 'knex';\nconst db = knex({ client: 'pg' });\nexport const handler = async (event: any) => {\n  const query = db('a').where({ id: event.id });\n  return await query;\n};`,
    ],
  ])('is fine in a function %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

it('is looked for in functions that nobody is seen to call', async () => {
  const text = `import { MongoClient } from 'mongodb';
async function notify(id: string) {
  const client = new MongoClient('a');
  return await client.db('a').collection('b').findOne({ id });
}
export class Jobs {
  later() {
    const one = async () => await notify('a');
    return one;
  }
}`;
  const { messages } = await lintInMemory(text, { preset: 'recommended' });
  expect(messages.filter(({ ruleId }) => ruleId === rule || ruleId === 'internal-error')).toEqual([]);
});

describe('a client that is closed where nothing fails', () => {
  const list = (body: string): string =>
    `import { Client } from 'pg';\nimport { MongoClient } from 'mongodb';\nexport const list = async (req, res) => {\n${body}\n};`;

  it.each([
    [
      'pg',
      list(
        `const client = new Client();\nclient.on('error', console.error);\nawait client.connect();\nconst { rows } = await client.query('select 1');\nawait client.end();\nres.json(rows);`,
      ),
    ],
    [
      'mongodb',
      list(
        `const client = await MongoClient.connect(process.env.URL);\nconst found = await client.db('a').collection('b').findOne({});\nawait client.close();\nres.json(found);`,
      ),
    ],
    [
      'a catch that answers',
      list(
        `try {\nconst client = await MongoClient.connect(process.env.URL);\nconst found = await client.db('a').collection('b').findOne({});\nawait client.close();\nres.json(found);\n} catch (error) {\nres.status(500).end();\n}`,
      ),
    ],
  ])('leaks on failure: %s', async (_, text) => {
    expect((await lintInMemory(text, { rule })).messages.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^`client` stays open if anything throws before it is closed/),
    ]);
  });

  it.each([
    [
      'a finally, behind a connect that fails',
      list(
        `const client = new Client();\nawait client.connect();\ntry {\nres.json(await client.query('select 1'));\n} finally {\nawait client.end();\n}`,
      ),
    ],
    [
      'only the connect may fail',
      list(`const client = new Client();\nawait client.connect();\nawait client.end();\nres.json({});`),
    ],
    [
      'both ways',
      list(
        `const client = new Client();\ntry {\nawait client.connect();\nawait client.query('select 1');\nawait client.end();\n} catch (error) {\nawait client.end();\nthrow error;\n}`,
      ),
    ],
  ])('is silent: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('an agent of undici', () => {
  const named = `import { Agent, ProxyAgent, Pool, request, fetch as send } from 'undici';\nexport class Translator {\n  constructor(private url: string) {}\n  async translate(text: string) {\n`;
  const translate = (body: string): string => `${named}${body}\n  }\n}`;

  it.each([
    [
      'in the options',
      translate(
        `return await request(this.url, { body: text, dispatcher: new Agent({ connect: { timeout: 60_000 } }) });`,
      ),
    ],
    [
      'put into them',
      translate(
        `const options: any = { body: text };\nif (this.url) options.dispatcher = new ProxyAgent(this.proxy, { requestTls: {} });\nreturn await request(this.url, options);`,
      ),
    ],
    [
      'in a variable, for the fetch of the platform',
      translate(
        `const dispatcher = new Agent({ connect: { timeout: 1 } });\nreturn await fetch(this.url, { body: text, dispatcher } as any);`,
      ),
    ],
  ])('is made for each request: %s', async (_, text) => {
    expect((await lintInMemory(text, { rule })).messages.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Each call makes a keep-alive agent of its own/),
    ]);
  });

  it.each([
    [
      'is made once',
      `${named.replace('export class', 'const agent = new Agent({});\nexport class')}return await request(this.url, { body: text, dispatcher: agent });\n  }\n}`,
    ],
    [
      'is closed',
      translate(
        `const agent = new Agent({});\ntry {\nreturn await request(this.url, { body: text, dispatcher: agent });\n} finally {\nawait agent.close();\n}`,
      ),
    ],
    [
      'is kept',
      translate(
        `this.agent ??= new Agent({});\nreturn await request(this.url, { body: text, dispatcher: this.agent });`,
      ),
    ],
    [
      'is made by the constructor',
      `${named.replace('{}\n  async', '{ this.options = { dispatcher: new Agent({}) }; }\n  async')}return await request(this.url, this.options);\n  }\n}`,
    ],
    [
      'is set for all, at the start',
      `import { Agent, setGlobalDispatcher } from 'undici';\nexport function setUp(timeout: number) {\n  setGlobalDispatcher(new Agent({ headersTimeout: timeout }));\n}`,
    ],
    [
      'may let go of its connections',
      translate(
        `return await request(this.url, { body: text, dispatcher: new ProxyAgent('http://proxy', this.options) });`,
      ),
    ],
    [
      'has no connection that stays',
      translate(`return await request(this.url, { body: text, dispatcher: new Agent({ pipelining: 0 }) });`),
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
