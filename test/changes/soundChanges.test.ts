import { describe, expect, it } from 'vitest';
import { findingsOf, fixedText } from '../rules/harness.ts';
import { changed, offers } from './changes.ts';

describe('a limit in seconds', () => {
  const rule = 'unwrapped-network-call';
  const get = 'const file = await fetch(from);\n  if (!file.ok) throw new Error();\n  ';
  const checked = '  if (!response.ok) throw new Error();\n  return response.json();\n}';

  it.each([
    [
      'sent on',
      `export async function move(from: string, to: string) {\n  ${get}await fetch(to, { method: 'PUT', body: file.body, duplex: 'half', signal: AbortSignal.timeout(600_000) });\n}`,
    ],
    [
      'sent on by another name',
      `export async function copy(from: string, to: string) {\n  ${get}await fetch(to, { method: 'POST', headers, body: file.body!, signal });\n}`,
    ],
    [
      'sent on by a request of half duplex',
      `export async function copy(from: string, to: string) {\n  ${get}const body = file.body;\n  await fetch(to, { method: 'POST', body, duplex: 'half', signal });\n}`,
    ],
    [
      'what customers wrote',
      `export async function invokeFunction(url: string) {\n  const response = await fetch(url, { method: 'POST' });\n${checked}`,
    ],
    [
      'a deployment',
      `export const deploy = async (url: string) => {\n  const response = await fetch(url, { method: 'POST' });\n${checked}`,
    ],
    [
      'a whole document',
      `export async function save(url: string, files: object) {\n  const response = await fetch(url, { method: 'PUT', body: JSON.stringify({ data: { files } }) });\n${checked}`,
    ],
  ])('is offered for nothing that is %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it.each([
    [
      'a body of its own',
      `export async function save(url: string, body: string) {\n  const response = await fetch(url, { method: 'PUT', body });\n${checked}`,
    ],
    [
      'a deployer',
      `export async function deployments(url: string) {\n  const response = await fetch(url);\n${checked}`,
    ],
    [
      'a list of names',
      `export async function save(url: string, files: string[]) {\n  const response = await fetch(url, { method: 'PUT', body: String(files.length) });\n${checked}`,
    ],
    [
      'a page that is read as bytes',
      `export async function page(url: string) {\n  const response = await fetch(url);\n  if (!response.ok) throw new Error();\n  const bytes = await response.arrayBuffer();\n  return Buffer.from(bytes).toString();\n}`,
    ],
    [
      'a deployment that is looked up',
      `export async function find(id: string) {\n  const response = await fetch(\`https://api.example/v2/deployments/${'${id}'}\`);\n${checked}`,
    ],
    [
      'addresses of files',
      `export async function purge(url: string, files: string[]) {\n  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ files: files.map(toUrl) }) });\n${checked}`,
    ],
  ])('is offered for %s', async (_, text) => {
    expect(await offers(rule, text)).toBeGreaterThan(0);
  });

  it('is a signal where an option takes one by another name', async () => {
    const text = `import { del } from '@vercel/blob';\nexport const remove = (url: string) => del(url);`;
    const all = await Promise.all([rule, 'require-timeout'].map(async (id) => (await findingsOf(id, text)).length));
    const found = all[0]! > 0 ? rule : 'require-timeout';
    expect(await fixedText(found, text)).toContain('abortSignal: AbortSignal.timeout(10_000)');
  });
});

describe('a promise that is dropped: unhandled-failure', () => {
  const rule = 'unhandled-failure';
  const pool = `import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 1000 });\n`;
  const redis = `import redis from 'redis';\nconst client = redis.createClient();\n`;

  it.each([
    [
      'a callback by name',
      `${pool}export function start() {\n  const listen = (e: Error) => { if (e) setTimeout(() => pool.connect(listen), 10); };\n  pool.connect(listen);\n}`,
      {},
    ],
    [
      'a function by name',
      `${pool}function listen(e: Error) { console.error(e); }\nexport const start = () => { pool.connect(listen); };`,
      {},
    ],
    [
      'a listener by name',
      `${pool}export function start(onClient: (e: Error) => void) {\n  pool.connect(onClient);\n}`,
      {},
    ],
    [
      'a client of callbacks',
      `${redis}export function login(p: string) {\n  client.auth(p);\n}`,
      { versions: { redis: '2.6.5' } },
    ],
  ])('is none of an API of callbacks: %s', async (_, text, surroundings) => {
    expect(await findingsOf(rule, text, surroundings)).toEqual([]);
  });

  it.each([
    ['a query', `${pool}export function start(sql: string) {\n  pool.query(sql);\n}`, {}],
    [
      'a client of promises',
      `${redis}export function login(p: string) {\n  client.auth(p);\n}`,
      { versions: { redis: '4.6.0' } },
    ],
  ])('is one of %s', async (_, text, surroundings) => {
    expect(await findingsOf(rule, text, surroundings)).toHaveLength(1);
  });

  const knex = `import knexF, { Knex } from 'knex';\nconst knex = knexF({ client: 'pg', acquireConnectionTimeout: 1000 });\n`;
  const unit = (commit: string) =>
    `${knex}export const within = async (work: (k: Knex.Transaction) => Promise<void>, trx?: Knex.Transaction) => {\n  let own = trx;\n  if (!own) own = await knex.transaction();\n  await work(own);\n  ${commit}\n};`;
  it.each([
    ['a commit', unit('if (!trx) own.commit();'), 'await own.commit()'],
    [
      'a commit of a plain transaction',
      `${knex}export async function run() {\n  const t = await knex.transaction();\n  t.commit();\n}`,
      'await t.commit()',
    ],
    [
      'a commit in a statement',
      `${pool}export async function run() {\n  await pool.query('BEGIN');\n  pool.query('COMMIT');\n}`,
      "await pool.query('COMMIT')",
    ],
  ])('is awaited where it is %s', async (_, text, after) => {
    const fixed = await fixedText(rule, text);
    expect(fixed).toContain(after);
    expect(fixed).not.toContain('.catch');
  });

  it('is never logged where the function cannot wait for a commit', async () => {
    const text = `${knex}export function run(t: Knex.Transaction) {\n  t.commit();\n}`;
    if ((await findingsOf(rule, text)).length > 0) expect(await offers(rule, text)).toBe(0);
  });

  const express = `import express, { Request, Response } from 'express';\nconst app = express();\n`;
  const body = ` => {\n  const answer = await fetch('https://a.example', { signal: AbortSignal.timeout(1000) });\n  res.send(answer.ok);\n});`;
  it('gives `next` a type where the others have one', async () => {
    const versions = { express: '4.19.0' };
    const typed = await fixedText(rule, `${express}app.get('/', async (req: Request, res: Response)${body}`, 0, {
      versions,
    });
    expect(typed).toContain('res: Response, next: (error?: unknown) => void)');
    const inferred = await fixedText(rule, `${express}app.get('/', async (req, res)${body}`, 0, { versions });
    expect(inferred).toContain('(req, res, next)');
  });
});

describe('the retry of a client: nested-retry', () => {
  const rule = 'nested-retry';
  const openai = (rest: string) => `import OpenAI from 'openai';
const openai = new OpenAI({ apiKey: process.env.K });
export async function ask(t: string) {
  for (let i = 0; i < 3; i++) {
    try { return await openai.chat.completions.create({ model: 'a', messages: [] }); } catch (e) { await new Promise((r) => setTimeout(r, Math.random() * 1000 * 2 ** i)); }
  }
}
${rest}`;

  it('is taken off where every call has another', async () => {
    expect(await offers(rule, openai(''))).toBe(1);
  });

  it.each([
    [
      'one call has no other',
      openai(`export const draw = (prompt: string) => openai.images.generate({ model: 'b', prompt });`),
    ],
    [
      'two calls have no other',
      openai(`export const a = () => openai.models.list();\nexport const b = () => openai.models.list();`),
    ],
    ['others may call it', openai('export { openai };')],
  ])('is left where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('a client within p-retry: nested-retry', () => {
  const around = (work: string, options = '{ retries: 5, randomize: true }') => `import pRetry from 'p-retry';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { client } from './client';
export const tables = () => pRetry(${work}, ${options});`;
  const surroundings = {
    files: {
      '/project/src/client.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const client = new DynamoDBClient({ requestHandler: { requestTimeout: 1000, throwOnRequestTimeout: true } });`,
    },
  };
  const send = 'client.send(new ListTablesCommand({}))';
  const partly = `async () => {\n  const { TableNames } = await ${send};\n  if (!TableNames) throw new Error('none');\n  return TableNames;\n}`;

  it('is repeated no more where the task throws for another reason as well', async () => {
    const after = await changed('nested-retry', around(partly), 0, surroundings);
    expect(after).toContain(`import pRetry, { AbortError } from 'p-retry';`);
    expect(after).toContain(`${send}.catch((error) => { throw new AbortError(error); });`);
  });

  it('is left to the reader where the retry is for nothing else', async () => {
    expect(await offers('nested-retry', around(`async () => await ${send}`), surroundings)).toBe(0);
  });

  it('still counts where its failure is passed on as it is', async () => {
    const text = around(partly.replace(send, `${send}.catch((error) => { throw error; })`));
    const { length } = await findingsOf('nested-retry', text, surroundings);
    expect(length).toBe(1);
  });
});

describe('waits between attempts', () => {
  const loop = (
    call: string,
    wait: string,
    attempts = 10,
  ) => `export async function read(url: string, pauseMs: number) {
  for (let attempt = 0; attempt < ${attempts}; attempt++) {
    try {
      const response = await ${call};
      if (!response.ok) throw new Error('status');
      return await response.json();
    } catch (error) {
      console.warn(String(error));
      await new Promise((resolve) => setTimeout(resolve, ${wait}));
    }
  }
}`;
  const call = 'fetch(url, { signal: AbortSignal.timeout(1000) })';
  const rule = 'retry-without-backoff';

  it.each([
    ['a short wait that stays short', '100', '100 + Math.random() * Math.min(1_000, 100 * 2 ** attempt)'],
    ['a longer one', '2000', '2000 + Math.random() * Math.min(10_000, 2000 * 2 ** attempt)'],
    [
      'a configured one, which may be 1 ms',
      'pauseMs',
      'pauseMs + Math.random() * Math.min(10_000, 200 * 2 ** attempt)',
    ],
  ])('grow on top of what they were: %s', async (_, wait, after) => {
    expect(await fixedText(rule, loop(call, wait))).toContain(`setTimeout(resolve, ${after})`);
  });

  it.each(['http://localhost:80/', 'http://127.0.0.1:9000/a'])('do not grow for what is near: %s', async (url) => {
    const text = loop(call.replace('url', `'${url}'`), '100');
    if ((await findingsOf(rule, text)).length > 0) expect(await offers(rule, text)).toBe(0);
  });

  it('are decided on once the failure is logged', async () => {
    const after = await fixedText('retry-everything', loop(call, 'Math.random() * 200 * 2 ** attempt'));
    expect(after.indexOf('console.warn')).toBeLessThan(after.indexOf('if (isFinal) break'));
  });
});

describe('what comes after a commit: unreleased-connection', () => {
  const rule = 'unreleased-connection';
  const run = (rest: string) =>
    `import { Sequelize } from 'sequelize';\nconst db = new Sequelize('a');\nexport async function run(User: any, events: any) {\n  const t = await db.transaction();\n  ${rest}\n}`;

  it('stays outside the try', async () => {
    const after = await fixedText(
      rule,
      run('await User.create({}, { transaction: t });\n  await t.commit();\n  await events.emit("done");'),
    );
    expect(after.indexOf('catch (error)')).toBeLessThan(after.indexOf('events.emit('));
  });

  it('may be what cannot fail', async () => {
    const after = await fixedText(
      rule,
      run('const user = await User.create({}, { transaction: t });\n  await t.commit();\n  return user;'),
    );
    expect(after.indexOf('return user')).toBeLessThan(after.indexOf('catch (error)'));
  });

  it('is left to the reader where it needs what came before', async () => {
    const text = run(
      'const user = await User.create({}, { transaction: t });\n  await t.commit();\n  await events.emit(user);\n  return user;',
    );
    expect(await offers(rule, text)).toBe(0);
  });
});
