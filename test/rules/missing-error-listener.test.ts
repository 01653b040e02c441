import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';

const rule = 'missing-error-listener';
const pg = `import { Pool } from 'pg';\n`;
const http = `import http from 'node:http';\n`;

const fixes = {
  'a pool': [
    `${pg}const pool = new Pool();\nexport const one = () => pool.query('select 1');`,
    `${pg}const pool = new Pool();\npool.on('error', (error) => console.error(error));\nexport const one = () => pool.query('select 1');`,
  ],
  'a field': [
    `${pg}class Db {\n  private pool;\n  constructor() {\n    this.pool = new Pool();\n  }\n  one() {\n    return this.pool.query('select 1');\n  }\n}\nnew Db();`,
    `${pg}class Db {\n  private pool;\n  constructor() {\n    this.pool = new Pool();\n    this.pool.on('error', (error) => console.error(error));\n  }\n  one() {\n    return this.pool.query('select 1');\n  }\n}\nnew Db();`,
  ],
  'a request without a name': [
    `${http}export function ping() {\n  http.get('http://a.example', (res) => res.resume());\n}`,
    `${http}export function ping() {\n  http.get('http://a.example', (res) => res.resume()).on('error', (error) => console.error(error));\n}`,
  ],
  'a connection that is waited for': [
    `import amqp from 'amqplib';\nexport async function start() {\n  const link = await amqp.connect('amqp://a');\n  link.on('close', () => start());\n}`,
    `import amqp from 'amqplib';\nexport async function start() {\n  const link = await amqp.connect('amqp://a');\n  link.on('error', (error) => console.error(error));\n  link.on('close', () => start());\n}`,
  ],
} as const;

describe(rule, () => {
  it.each(Object.entries(fixes))('reports %s, and fixes it', async (_, [before, after]) => {
    expect(await findingsOf(rule, before)).toHaveLength(1);
    expect(await fixedText(rule, before)).toBe(after);
    const { messages } = await lintInMemory(after, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => ruleId === rule || ruleId === 'parse-error')).toEqual([]);
  });

  it.each([
    ['a pool that is passed on', `${pg}const pool = new Pool();\nwatch(pool);`],
    ['a listener along the chain', `${http}http.get('http://a.example').on('close', f).once('error', g);`],
    [
      'a connection for one query',
      `import { Client } from 'pg';\nexport async function check() {\n  const client = new Client();\n  await client.connect();\n  await client.end();\n}`,
    ],
    ['ioredis, which prints errors', `import Redis from 'ioredis';\nconst redis = new Redis();\nredis.get('a');`],
    ['a socket of the browser', `const socket = new WebSocket('wss://a.example');\nsocket.send('a');`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('copies and stored connections', () => {
  const redis = `import { createClient } from 'redis';\nconst main = createClient();\nmain.on('error', log);\n`;
  it.each([
    ['a duplicate', `${redis}const sub = main.duplicate();\nawait sub.connect();`],
    [
      'a pool on exports',
      `const { Pool } = require('pg');\nexports.init = () => {\n  const pool = new Pool();\n  exports.pool = pool;\n};`,
    ],
    ['a pool on an object', `${pg}export function init(app) {\n  const pool = new Pool();\n  app.pool = pool;\n}`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a duplicate with a listener', `${redis}const sub = main.duplicate();\nsub.on('error', log);`],
    ['a duplicate that is handed on', `${redis}createAdapter(main, main.duplicate());`],
    [
      'a pool whose object is listened to',
      `${pg}export function init(app) {\n  const pool = new Pool();\n  app.pool = pool;\n  app.pool.on('error', log);\n}`,
    ],
    [
      'a pool that is passed on as well',
      `${pg}export function init(app) {\n  const pool = new Pool();\n  app.pool = pool;\n  watch(pool);\n}`,
    ],
  ])('is silent for %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a connection that leaves its file', () => {
  const field = `class Repo {\n  private pool = new Pool();\n  getPool() { return this.pool; }\n  one() { return this.pool.query('select 1'); }\n}\n`;
  const listener = (text: string) => ({ files: { '/project/src/start.ts': text } });

  it.each([
    ['exported', `${pg}export const client = new Pool();`],
    ['exported by name', `${pg}const client = new Pool();\nexport { client };`],
    [
      'the default export',
      `import { createClient } from 'redis';\nconst client = createClient();\nexport default client;`,
    ],
    ['module.exports', `const { Pool } = require('pg');\nmodule.exports = new Pool();`],
    ['returned by a method', `${pg}export ${field}`],
    [
      'returned by a function',
      `${pg}export function makePool(url) {\n  const made = new Pool({ connectionString: url });\n  return made;\n}`,
    ],
    [
      'given to drizzle',
      `${pg}import { drizzle } from 'drizzle-orm/node-postgres';\nconst client = new Pool();\nexport const orm = drizzle({ client });`,
    ],
    [
      'given to the store of sessions',
      `import { createClient } from 'redis';\nimport RedisStore from 'connect-redis';\nimport session from 'express-session';\nconst client = createClient();\nexport const sessions = session({ store: new RedisStore({ client }), secret: 's' });`,
    ],
    [
      'given to a dialect',
      `${pg}import { Kysely, PostgresDialect } from 'kysely';\nexport const orm = new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) });`,
    ],
    [
      'given to a class of the project',
      `${pg}class Store {\n  constructor(pool) { this.pool = pool; }\n}\nconst shared = new Pool();\nexport const store = new Store(shared);`,
    ],
  ])('is heard of by nobody: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
    const other = `export const serve = (server, client) => [server.on('error', log), client.on('error', log)];`;
    expect(await findingsOf(rule, text, listener(other))).toHaveLength(1);
  });

  const lazy = `let pool;\nfunction getPool() {\n  if (!pool) pool = new Pool();\n  return pool;\n}\nexport const list = () => getPool().query('select 1');\n`;
  const own = (name: string, more = '') =>
    `${pg}let ${name};\nfunction getPool() {\n  if (!${name}) {\n    ${name} = new Pool({ max: 2 });\n    ${name}.on('error', log);\n  }\n  return ${name};\n}\n${more}`;

  it.each([
    ['of the same name', pg + lazy, own('pool')],
    ['of another name', pg + lazy, own('db')],
    [
      'made by a method of an imported package',
      `import * as redis from 'redis';\nexport const makeCache = () => redis.createClient();`,
      `import * as redis from 'redis';\nconst cache: Client = redis.createClient();\ncache.on('error', log);`,
    ],
    [
      'of a class with a constructor',
      `${pg}export const orders = new Pool();`,
      `${pg}export class Repo {\n  constructor() {\n    this.pool = new Pool(config);\n    this.pool.on('error', log);\n  }\n}`,
    ],
    [
      'of a class that makes it later',
      `${pg}export class Outbox {\n  constructor() { this.pool = new Pool(); }\n  spare() { return this.pool; }\n}`,
      `${pg}export class Data {\n  private db?: Pool;\n  async open() {\n    this.db = new Pool(config);\n    this.db.on('error', log);\n  }\n}`,
    ],
    ['of a class', `${pg}export ${field}`, `${pg}class Repo {\n  pool = new Pool().on('error', log);\n}`],
  ])('is not listened to by a file that listens on its own: %s', async (_, text, other) => {
    expect(await findingsOf(rule, text, listener(other))).toHaveLength(1);
  });

  const push = `export async function push(db, text) { try { await db.query(text); } catch (e) { log(e); } }`;
  const socket = `import WebSocket from 'ws';\nconst feed = new WebSocket('wss://feed.example');\nfeed.on('error', log);\n`;
  const orders = `import { Client } from 'pg';\n${socket}const orders = new Client();\n`;
  it.each([
    [
      'a function that gives nothing back',
      `${orders}import { push } from './start';\nexport const add = async (text) => { await push(orders, text); };`,
    ],
    [
      'a function that runs later',
      `${orders}import { push } from './start';\nsetInterval(() => { push(orders, 'select 1'); }, 1000);`,
    ],
    [
      'one that a schedule runs',
      `${orders}import cron from 'node-cron';\nimport { push } from './start';\ncron.schedule('* * * * *', () => { void 0; push(orders, 'select 1'); });`,
    ],
  ])('is not listened to by what listens on another object beside %s', async (_, text) => {
    expect(await findingsOf(rule, text, listener(push))).toHaveLength(1);
  });

  it.each([
    [
      'on what a function gives back',
      `${pg}import { wrap } from './start';\nconst orders = new Pool();\nconst it = wrap(orders);\nit.on('error', log);`,
    ],
    [
      'through a function of the same file',
      `${pg}const orders = new Pool();\nexport { orders };\nfunction watch(it) { each(it, (one) => one.on('error', log)); }\nwatch(orders);`,
    ],
  ])('may be listened to in its own file: %s', async (_, text) => {
    expect(await findingsOf(rule, text, listener(`export const wrap = (it) => it;`))).toEqual([]);
  });

  it('may be listened to by a file that has one of its own as well', async () => {
    const text = `${pg}export ${lazy}`;
    expect(await findingsOf(rule, text, listener(own('db', `db2.getPool().pool.on('error', log);`)))).toEqual([]);
  });

  it.each([
    [
      'under its name',
      `${pg}export const orders = new Pool();`,
      `import { orders } from './file';\norders.on('error', log);`,
    ],
    ['under another name', `${pg}export default new Pool();`, `import db from './file';\ndb.on('error', log);`],
    ['by its method', `${pg}export ${field}`, `new Repo().getPool().on('error', log);`],
    [
      'by its function',
      `${pg}export function makeOrders() {\n  return new Pool();\n}`,
      `const it = makeOrders();\nit.on('error', log);`,
    ],
    [
      'in a list',
      `${pg}export const orders = new Pool();`,
      `import { orders } from './file';\nfor (const one of [orders, users]) one.on('error', log);`,
    ],
    [
      'by a function that is given it',
      `${pg}import { watch } from './start';\nconst orders = new Pool();\nwatch(orders);\nexport { orders };`,
      `export const watch = (it) => it.on('error', log);`,
    ],
    [
      'anywhere, on what a class is given',
      `${pg}export const orders = new Pool();`,
      `export class Watch { constructor(pool) { this.pool = pool; this.pool.on('error', log); } }`,
    ],
    [
      'anywhere, beside a pool of its own',
      `${pg}export const orders = new Pool();`,
      `import { Pool } from 'pg';\nclass Own { constructor() { this.pool = new Pool(); } }\nexport const watch = (pool) => pool.on('error', log);`,
    ],
    [
      'anywhere, on a connection',
      `${pg}export const orders = new Pool();`,
      `export const watch = (pool) => pool.on('error', log);`,
    ],
  ])('may be listened to elsewhere: %s', async (_, text, other) => {
    expect(await findingsOf(rule, text, listener(other))).toEqual([]);
  });

  it.each([
    [
      'a package that may listen',
      `${pg}import session from 'connect-pg-simple';\nconst pool = new Pool();\nexport const store = new (session(x))({ pool });`,
    ],
    ['a container', `${pg}import { container } from './container';\ncontainer.register(Pool, new Pool());`],
    ['a request that is returned', `${http}export const ping = () => http.get('http://a.example');`],
  ])('may be listened to by %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('objects of kafka-node and fluent-ffmpeg', () => {
  const kafka = `import kafka from 'kafka-node';\nconst client = new kafka.KafkaClient({ kafkaHost: 'a' });\n`;
  const ffmpeg = `import ffmpeg from 'fluent-ffmpeg';\n`;
  it.each([
    ['a consumer', `${kafka}const c = new kafka.Consumer(client, [{ topic: 'a' }], {});\nc.on('message', use);`],
    [
      'a producer by its name',
      `import { Producer } from 'kafka-node';\nconst p = new Producer(client);\np.on('ready', use);`,
    ],
    ['a command', `${ffmpeg}ffmpeg('a.mp4').toFormat('webm').on('end', done).save('b.webm');`],
  ])('end the process without a listener: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a consumer', `${kafka}const c = new kafka.Consumer(client, [{ topic: 'a' }], {});\nc.on('error', log);`],
    ['the client alone', kafka],
    ['a command', `${ffmpeg}ffmpeg('a.mp4').on('end', done).on('error', fail).save('b.webm');`],
    ['a question', `${ffmpeg}ffmpeg.ffprobe('a.mp4', (error, data) => done(error, data));`],
  ])('are fine: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
