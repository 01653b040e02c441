import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';
import { changed } from '../changes/changes.ts';

const rule = 'require-timeout';
const redis = `import Redis from 'ioredis';\n`;
const pg = `import { Client, Pool } from 'pg';\n`;
const undici = `import { Agent } from 'undici';\n`;

describe('clients that need no limit of their own', () => {
  it.each([
    [
      'a subscriber',
      `${redis}const s = new Redis({ host: 'a' });\ns.subscribe('x').catch(report);\ns.on('message', f);`,
    ],
    ['a subscriber by its name', `${redis}export const orderSubscriber = new Redis({ host: 'a', lazyConnect: true });`],
    [
      'a subscriber in a field',
      `${redis}class Bus {\n  #sub = new Redis({ host: 'a' });\n  open() { this.#sub.psubscribe('a*'); }\n}`,
    ],
    [
      'a subscriber that is provided',
      `${redis}export const providers = [{ provide: 'REDIS_SUBSCRIBER', useFactory: () => new Redis({ host: 'a' }) }];`,
    ],
    [
      'a subscriber that is provided by a token of its own',
      `${redis}import { REDIS_SUB_CLIENT } from './tokens';\nexport const one = { provide: REDIS_SUB_CLIENT, useFactory: (c) => { const r = new Redis({ host: c.host }); return r; } };`,
    ],
    [
      'a limit set by SQL',
      `${pg}export async function open() {\n  const c = new Client({ connectionString: u });\n  await c.query(\`SET statement_timeout TO '12h'\`);\n}`,
    ],
    [
      'a limit set for each transaction',
      `${pg}export const pool = new Pool({ max: 5 });\nexport const sql = "SELECT set_config('statement_timeout', $1, true)";`,
    ],
    [
      'a limit in the options of the server',
      `${pg}export const pool = new Pool({ options: '-c statement_timeout=5000' });`,
    ],
    [
      'a limit in the address',
      `${pg}export const pool = new Pool({ connectionString: 'postgres://db/a?statement_timeout=5000' });`,
    ],
    [
      'a limit in an address that a constant holds',
      `${pg}const url = \`postgres://\${host}/a?query_timeout=5000\`;\nexport const pool = new Pool({ connectionString: url });`,
    ],
    [
      'a raw connection',
      `import Connection from 'pg/lib/connection';\nexport const c = new Connection();\nc.connect(5432, 'db');`,
    ],
    [
      'a dispatcher beside signals',
      `${undici}const dispatcher = new Agent({ connections: 200 });\nexport const purge = (u) => fetch(u, { dispatcher, signal: AbortSignal.timeout(10_000) });`,
    ],
    [
      'a dispatcher in options that are kept',
      `${undici}const dispatcher = new Agent({});\nexport async function purge(u) {\n  const init = { method: 'POST', dispatcher, signal: AbortSignal.timeout(10_000) };\n  await fetch(u, init);\n}`,
    ],
    [
      'the initialiser of pg-promise',
      `import PgPromise from 'pg-promise';\nexport const pgp = PgPromise({ noWarnings: true });`,
    ],
    [
      'a bounded database of pg-promise',
      `import PgPromise from 'pg-promise';\nconst pgp = PgPromise();\nexport const db = pgp({ connectionString: u, query_timeout: 10_000 });`,
    ],
    [
      'a connection of amqp-connection-manager',
      `import amqp from 'amqp-connection-manager';\nexport const c = amqp.connect([url], { heartbeatIntervalInSeconds: 5 });`,
    ],
    [
      'a channel that is only waited for',
      `import amqp from 'amqp-connection-manager';\nconst c = amqp.connect([url]);\nexport async function open() {\n  const ch = c.createChannel({ name: 'a' });\n  await ch.waitForConnect();\n}`,
    ],
    [
      'a channel that may only consume',
      `import amqp from 'amqp-connection-manager';\nconst c = amqp.connect([url]);\nexport const ch = c.createChannel({ setup });`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'a subscriber that reads as well',
      `${redis}const s = new Redis({ host: 'a' });\ns.subscribe('x').catch(report);\nexport const read = () => s.get('a');`,
    ],
    [
      'a client that others may use',
      `${redis}export const client = new Redis({ host: 'a' });\nclient.subscribe('x').catch(report);`,
    ],
    [
      'one that is provided for both',
      `${redis}export const one = { provide: 'REDIS_PUB_SUB', useFactory: () => new Redis({ host: 'a' }) };`,
    ],
    ['a name that only begins so', `${redis}export const subscriptions = new Redis({ host: 'a' });`],
    [
      'a limit on connecting',
      `${pg}export const pool = new Pool({ connectionString: 'postgres://db/a?connect_timeout=5' });`,
    ],
    [
      'an address that switches it off',
      `${pg}export const pool = new Pool({ connectionString: 'postgres://db/a?statement_timeout=0' });`,
    ],
    [
      'a dispatcher without a signal once',
      `${undici}const dispatcher = new Agent({});\nexport const a = (u) => fetch(u, { dispatcher, signal: AbortSignal.timeout(1) });\nexport const b = (u) => fetch(u, { dispatcher });`,
    ],
    [
      'a database of pg-promise',
      `import PgPromise from 'pg-promise';\nconst pgp = PgPromise();\nexport const db = pgp({ connectionString: u });`,
    ],
  ])('not: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('drivers of MongoDB whose monitor ends what waits for a hung server', async () => {
    const mongo = (name: string, version: string, text: string) =>
      findingsOf(rule, text, { versions: { [name]: version } });
    const driver = `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient(url);`;
    const mapper = `import mongoose from 'mongoose';\nmongoose.connect(url, { maxPoolSize: 5 });`;
    expect(await mongo('mongodb', '4.13.0', driver)).toEqual([]);
    expect(await mongo('mongoose', '8.0.0', mapper)).toEqual([]);
    expect(await mongo('mongodb', '6.1.0', driver.replace('url', 'url, { socketTimeoutMS: 0 }'))).toEqual([]);
    expect(await findingsOf(rule, driver)).toEqual([]);
    expect(await mongo('mongodb', '4.12.1', driver)).toHaveLength(1);
    expect(await mongo('mongoose', '5.13.0', mapper)).toHaveLength(1);
  });

  it('clients of sequelize whose driver waits without end, and no others', async () => {
    const head = `import { Sequelize } from 'sequelize';\nexport const db = `;
    const offered = async (made: string) =>
      (await lintInMemory(`${head}${made};`, { rule })).messages.map(({ suggestions }) =>
        suggestions.map(({ title }) => title),
      );
    expect(await offered(`new Sequelize(url, { dialect: 'postgres' })`)).toEqual([
      ['Set dialectOptions.query_timeout to 1 min'],
    ]);
    expect(await offered(`new Sequelize('a', 'b', 'c', { host: 'db', dialect: 'mysql' })`)).toEqual([[]]);
    expect(await offered(`new Sequelize('postgres://db/a')`)).toEqual([[]]);
    expect(await offered(`new Sequelize(url, { dialect: 'mssql' })`)).toEqual([]);
    expect(await offered(`new Sequelize(url)`)).toEqual([]);
    expect(await offered(`new Sequelize({ dialect: 'sqlite', storage: 'a.db' })`)).toEqual([]);
    expect(
      await offered(`new Sequelize(url, { dialect: 'postgres', dialectOptions: { statement_timeout: 900 } })`),
    ).toEqual([]);
  });
});

describe('where a limit is written', () => {
  it.each([
    [
      'the token of Slack is left out',
      `import { WebClient } from '@slack/web-api';\nexport class OAuth { client = new WebClient(); }`,
      'new WebClient(undefined, { timeout: 10_000 })',
    ],
    [
      'behind the token of Slack',
      `import { WebClient } from '@slack/web-api';\nexport const client = new WebClient(process.env.TOKEN);`,
      'new WebClient(process.env.TOKEN, { timeout: 10_000 })',
    ],
    [
      'a channel that publishes',
      `import amqp from 'amqp-connection-manager';\nconst c = amqp.connect([url]);\nconst ch = c.createChannel({ json: true });\nexport const send = (m) => ch.sendToQueue('a', m, { persistent: true });`,
      'c.createChannel({ json: true, publishTimeout: 10_000 })',
    ],
  ])('%s', async (_, text, part) => {
    expect(await changed(rule, text)).toContain(part);
  });

  it.each([
    [
      'the request itself',
      `import rp from 'request-promise';\nexport const push = () => rp({ method: 'POST', uri: 'https://a.example' });`,
      "rp({ method: 'POST', uri: 'https://a.example', timeout: 10_000 })",
    ],
    [
      'a method of it',
      `import request from 'request';\nexport const read = () => request.get({ url: 'https://a.example' });`,
      "get({ url: 'https://a.example', timeout: 10_000 })",
    ],
    [
      'behind an address',
      `import rp from 'request-promise';\nexport const read = () => rp('https://a.example');`,
      "rp('https://a.example', { timeout: 10_000 })",
    ],
  ])('a request of request: %s', async (_, text, part) => {
    expect(await changed('unwrapped-network-call', text)).toContain(part);
  });

  it.each([
    [
      'what may be a whole request',
      'unwrapped-network-call',
      `import rp from 'request-promise';\nexport const push = (what) => rp(what);`,
    ],
    [
      'a callback in its place',
      'unwrapped-network-call',
      `import request from 'request';\nexport const read = () => request.get('https://a.example', (e, r) => log(e, r));`,
    ],
    [
      'a client that migrates',
      rule,
      `${pg}export async function up() {\n  const c = new Client({ connectionString: u });\n  await c.connect();\n  await migrate(c);\n}`,
    ],
    [
      'a lock that is waited for',
      rule,
      `${pg}export async function up() {\n  const c = new Client({ connectionString: u });\n  await c.query('select pg_advisory_lock(1)');\n}`,
    ],
  ])('nothing is offered: %s', async (_, which, text) => {
    const { messages } = await lintInMemory(text, { preset: 'all' });
    for (const { ruleId, suggestions } of messages) if (ruleId === which) expect(suggestions).toEqual([]);
  });
});

describe('a client that waits without an end for Redis to come back', () => {
  const unlimited = `new Redis(url, { maxRetriesPerRequest: null })`;
  it.each([
    [
      'a variable',
      `const cache = ${unlimited};\napp.get('/a', async (req, res) => { res.send(await cache.get('a')); });`,
    ],
    [
      'a field',
      `class Api {\n  cache = ${unlimited};\n  async load(req, res) { res.send(await this.cache.hgetall('a')); }\n}`,
    ],
  ])('needs a limit where requests wait for it: %s', async (_, text) => {
    expect(await findingsOf(rule, `${redis}${text}`)).toHaveLength(1);
  });

  it.each([
    [
      'also handed to a queue',
      `const c = ${unlimited};\nconst q = new Queue('a', { connection: c });\napp.get('/a', async (req, res) => { res.send(await c.get('a')); });`,
    ],
    [
      'that waits for jobs',
      `const c = ${unlimited};\nexport const next = async (req, res) => { res.send(await c.blpop('a', 0)); };`,
    ],
    ['of a worker', `const c = ${unlimited};\nexport const size = async () => c.llen('a');`],
  ])('needs none as one %s', async (_, text) => {
    expect(await findingsOf(rule, `${redis}${text}`)).toEqual([]);
  });
});
