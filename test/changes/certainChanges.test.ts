import { describe, expect, it } from 'vitest';
import { findingsOf, fixedText, lintInMemory } from '../rules/harness.ts';
import { offers } from './changes.ts';

describe('got: a limit of the headers among others', () => {
  const rule = 'partial-timeout';
  const got = `import got from 'got';\n`;
  const phases = `lookup: 100, connect: 50, secureConnect: 50, send: 10_000, response: 1000`;

  it('finds nothing where the socket may not fall silent either', async () => {
    expect(
      await findingsOf(rule, `${got}export const api = got.extend({ timeout: { ${phases}, socket: 1000 } });`),
    ).toEqual([]);
    expect(await findingsOf(rule, `${got}got('https://a.example', { timeout: { response: 1, socket: 2 } });`)).toEqual(
      [],
    );
    const derived = `${got}const base = got.extend({ timeout: { socket: 1000 } });\nbase.get('https://a.example', { timeout: { response: 900 } });`;
    expect(await findingsOf(rule, derived)).toEqual([]);
  });

  it('changes nothing of its own accord, and offers nothing beside other limits', async () => {
    const text = `${got}got('https://a.example', { timeout: { ${phases} } });`;
    expect(await offers(rule, text)).toBe(0);
    const alone = `${got}got('https://a.example', { timeout: { response: 1000 } });`;
    expect((await lintInMemory(alone, { rule })).messages[0]!.fix).toBeUndefined();
    expect(await fixedText(rule, alone)).toContain('timeout: { request: 1000 }');
  });

  it('offers nothing for a client from which others are derived', async () => {
    const made = `const api = got.extend({ timeout: { response: 1000 } });`;
    expect(await offers(rule, `${got}${made}\nexport const b = api.extend({ prefixUrl: 'https://b.example' });`)).toBe(
      0,
    );
    expect(await offers(rule, `${got}export ${made}`)).toBe(0);
    expect(await offers(rule, `${got}${made}\napi.get('https://b.example');`)).toBe(1);
  });
});

describe('a limit for answers that come in parts', () => {
  const rule = 'unwrapped-network-call';
  const axios = `import axios from 'axios';\n`;
  const load = (body: string): string => `export async function load(url: string, target: Target) {\n  ${body}\n}`;

  it.each([
    [
      'parts by event',
      axios + load(`const r = await axios.get(url);\n  r.data.on('data', (part) => target.add(part));`),
    ],
    [
      'events of a retry',
      load(`const r = await again(() => fetch(url));\n  for await (const part of r.body) f(part);`),
    ],
    ['a table', load(`const r = await fetch(url, { headers: { Accept: 'text/csv' } });\n  return r.text();`)],
    ['lines', load(`const r = await fetch(url, { headers: { accept: 'application/x-ndjson' } });\n  return r.text();`)],
    ['a body that is returned', load(`const r = await fetch(url);\n  if (!r.ok) throw r;\n  return r.body;`)],
    ['a body that goes on', load(`return fetch(url).then((r) => new Response(r.body, { status: 200 }));`)],
    ['a form by its name', load(`return fetch(url, { method: 'POST', body: formData });`)],
    ['a host with the name of a model', load(`return fetch('https://claude.example/items');`)],
  ])('is not offered: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it.each([
    ['a body that is read whole', load(`const r = await fetch(url);\n  if (!r.ok) throw r;\n  return r.json();`)],
    ['data of axios', axios + load(`const r = await axios.get(url);\n  return parse(r.data);`)],
    ['another loop', load(`for await (const page of pages) await fetch(page.url).then((r) => r.json());`)],
    ['JSON', load(`return fetch(url, { headers: { accept: 'application/json' } }).then((r) => r.json());`)],
  ])('is offered: %s', async (_, text) => {
    expect(await offers(rule, text)).toBeGreaterThan(0);
  });
});

describe('a limit of silence for clients that wait', () => {
  const rule = 'require-timeout';
  it.each([
    ['SQS', `import { SQSClient } from '@aws-sdk/client-sqs';\nexport const sqs = new SQSClient({});`],
    [
      'SQS for a consumer',
      `import { SQSClient } from '@aws-sdk/client-sqs';\nimport { Consumer } from 'sqs-consumer';\nConsumer.create({ queueUrl, sqs: new SQSClient({ region: 'a' }), handleMessage });`,
    ],
    ['Step Functions', `import { SFNClient } from '@aws-sdk/client-sfn';\nexport const steps = new SFNClient({});`],
    [
      'Docker',
      `import Docker from 'dockerode';\nexport const docker = new Docker({ host: 'docker.example.org', port: 2375 });`,
    ],
    [
      'mail that is pushed',
      `import { ImapFlow } from 'imapflow';\nexport const mail = new ImapFlow({ host: 'a', socketTimeout: 0 });`,
    ],
  ])('is not offered: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it('is offered where answers come at once', async () => {
    const text = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const table = new DynamoDBClient({});`;
    const versions = { '@aws-sdk/client-dynamodb': '3.600.0' };
    expect(await offers(rule, text, { versions })).toBeGreaterThan(0);
  });
});

describe('a handler of Express 4', () => {
  const rule = 'unhandled-failure';
  const versions = { express: '4.19.0', fastify: '4.28.0' };
  const routes = (parameters: string, head = ''): string =>
    `${head}export function routes(app) {\n  app.get('/a', async (${parameters}) => {\n    await fetch('https://a.example');\n  });\n}`;

  it('is one that is handed in where the project depends on Express alone', async () => {
    expect(await findingsOf(rule, routes('req, res'), { versions, dependencies: ['express'] })).toHaveLength(1);
    const imported = routes('req, res', `import type { Request } from 'express';\n`);
    expect(await findingsOf(rule, imported, { versions, dependencies: ['express', 'fastify'] })).toHaveLength(1);
  });

  it.each([
    ['a dependency of fastify brings Express', ['fastify']],
    ['it has both', ['express', 'fastify']],
    ['it has neither', []],
  ])('is not known where %s', async (_, dependencies) => {
    expect(await findingsOf(rule, routes('request, response'), { versions, dependencies })).toEqual([]);
  });
});

describe('a signal where the package is for an old version of Node', () => {
  const rule = 'unwrapped-network-call';
  const load = `export const load = (url: string) => fetch(url).then((r) => r.json());`;

  it.each([
    ['14.0.0', 0],
    ['16.0.0', 0],
    ['17.2.0', 0],
    ['16.14.0', 1],
    ['18.0.0', 1],
    [undefined, 1],
  ])('%s: %d', async (node, expected) => {
    expect(await offers(rule, load, node === undefined ? {} : { node })).toBe(expected);
  });

  it('is offered where the file makes one already', async () => {
    const before = `export const other = (url: string) => fetch(url, { signal: AbortSignal.timeout(5) });\n`;
    const { messages } = await lintInMemory(before + load, { rule }, { node: '14.0.0' });
    expect(messages.map(({ suggestions }) => suggestions.length)).toEqual([1]);
  });

  it('is `timeout` for node-fetch 2', async () => {
    const text = `import fetch from 'node-fetch';\n${load}`;
    const old = { versions: { 'node-fetch': '2.7.0' }, node: '14.0.0' };
    expect(await fixedText(rule, text, 0, old)).toContain('fetch(url, { timeout: 10_000 })');
    expect(await fixedText(rule, text, 0, { versions: { 'node-fetch': '3.3.2' } })).toContain('AbortSignal.timeout(');
  });
});

describe('a dropped promise', () => {
  const rule = 'unhandled-failure';
  const save = `const save = (url: string) => fetch(url, { method: 'PUT', signal: AbortSignal.timeout(5) });\n`;

  it.each([['a migration', `export async function up(url: string) {\n  await save(url);\n  save(url);\n}`]])(
    'is awaited among others that are: %s',
    async (_, text) => {
      expect(await fixedText(rule, save + text)).toMatch(/\n +await save\(url\);/);
    },
  );

  it('is awaited among others that are, or caught first where nothing says that it is waited for', async () => {
    const text = `export class Migration {\n  async up(url: string) {\n    save(url);\n    const a = await save(url);\n    return a.ok;\n  }\n}`;
    const { messages } = await lintInMemory(save + text, { rule });
    expect(messages.flatMap(({ suggestions }) => suggestions.map(({ title }) => title))).toEqual([
      'Catch the failure and log it',
      'Await it',
    ]);
  });

  it.each([
    ['is void on purpose', `export async function up(url: string) {\n  await save(url);\n  void save(url);\n}`],
    [
      'stands in a callback',
      `export async function up(all: string[]) {\n  await 0;\n  all.map((url) => {\n    save(url);\n  });\n}`,
    ],
    ['stands in a function that waits for nothing', `export function up(url: string) {\n  save(url);\n}`],
  ])('is caught where it %s', async (_, text) => {
    expect(await fixedText(rule, save + text)).toContain('save(url).catch((error: unknown) => console.error(error))');
  });

  it('of a request that it answers goes to next, or nowhere', async () => {
    const express = `import express from 'express';\nconst app = express();\n${save}`;
    const handler = (parameters: string): string =>
      `${express}app.post('/a', (${parameters}) => {\n  save('https://a.example').then(() => res.redirect('/'));\n});`;
    expect(await fixedText(rule, handler('req, res, next'))).toContain(`res.redirect('/')).catch(next);`);
    expect(await offers(rule, handler('req, res'))).toBe(0);
    const controller = `${save}export function post(req, res) {\n  save('https://a.example').then(() => res.send());\n}`;
    expect(await offers(rule, controller)).toBe(0);
    const answered = `${save}export function post(req, res) {\n  save('https://a.example');\n  res.send();\n}`;
    expect(await offers(rule, answered)).toBe(1);
  });

  it('of a promise that it settles goes to reject', async () => {
    const text = `${save}export const load = (url: string) =>\n  new Promise((resolve, reject) => {\n    save(url).then((r) => resolve(r.ok));\n  });`;
    expect(await fixedText(rule, text)).toContain('resolve(r.ok)).catch(reject);');
  });

  it('of a listener that answers is not only logged', async () => {
    const listener = (parameters: string): string =>
      `${save}export const serve = (bus) => bus.on('a', async (${parameters}) => {\n  await save(a);\n  f();\n});`;
    expect(await offers(rule, listener('a, reply'))).toBe(0);
    expect(await offers(rule, listener('a'))).toBe(1);
  });
});

describe('a listener for errors', () => {
  const rule = 'missing-error-listener';
  const load = (parameter: string, called: string): string =>
    `import http from 'node:http';\nexport function load(url: URL, ${parameter}) {\n  const req = http.request(url, (res) => {\n    res.resume();\n    res.on('end', () => ${called});\n  });\n  req.end();\n}`;

  it.each([
    ['its calls', 'cb', 'cb(null, 1)'],
    ['an error that it is called with', 'callback', 'callback(new TypeError())'],
    ['its type', 'cb: (err: Error | null, data?: string) => void', 'cb.call(null)'],
    ['its name', 'done', 'done()'],
  ])('calls a callback that takes errors, by %s', async (_, parameter, called) => {
    expect(await fixedText(rule, load(parameter, called))).toMatch(/req\.on\('error', \w+\);/);
  });

  it.each([
    ['data', 'cb', 'cb(res.statusCode)'],
    ['data by its type', 'callback: (data: string) => void', 'callback("")'],
    ['text', 'done', 'done("ok")'],
    ['nothing that is known', 'cb', 'later(cb)'],
  ])('logs where the callback takes %s', async (_, parameter, called) => {
    expect(await fixedText(rule, load(parameter, called))).toContain(
      "req.on('error', (error) => console.error(error));",
    );
  });
});

describe('a wait before the next attempt', () => {
  const rule = 'retry-without-backoff';
  const read = (round: string, head = 'for (let attempt = 0; attempt < 9; attempt++)'): string =>
    `export async function read(url: string) {\n  ${head} {\n${round}\n  }\n  throw new Error('no answer');\n}`;
  const wait = 'await new Promise((resolve) => setTimeout(resolve, ';

  it('stands where failures and bad answers meet', async () => {
    const text = read(
      `    try {\n      const r = await fetch(url);\n      if (r.ok) return await r.json();\n    } catch (error) {\n      console.warn(error);\n    }`,
    );
    const after = await fixedText(rule, text);
    expect(after.indexOf(wait)).toBeGreaterThan(after.indexOf('console.warn(error);\n    }\n'));
    expect(after.split(wait)).toHaveLength(2);
  });

  it('stands in the catch where that is the only way back', async () => {
    const text = read(
      `    try {\n      const r = await fetch(url);\n      if (!r.ok) throw new Error();\n      return await r.json();\n    } catch (error) {\n      console.warn(error);\n    }`,
    );
    expect(await fixedText(rule, text)).toContain(`console.warn(error);\n      if (attempt < 8) ${wait}`);
  });

  it.each([
    [
      'a branch that continues at once',
      `    try {\n      const r = await fetch(url);\n      if (!r.ok) continue;\n      return await r.json();\n    } catch (error) {\n      console.warn(error);\n    }`,
    ],
    [
      'a branch behind the catch',
      `    let r;\n    try {\n      r = await fetch(url);\n    } catch (error) {\n      console.warn(error);\n      continue;\n    }\n    if (r.ok) return await r.json();`,
    ],
    [
      'a branch without a catch',
      `    const r = await fetch(url);\n    if (r.status === 503) continue;\n    if (r.ok) return await r.json();`,
    ],
  ])('is not offered around %s', async (_, round) => {
    expect(await offers(rule, read(round))).toBe(0);
  });
});

describe('an orderly end', () => {
  const rule = 'no-graceful-shutdown';
  const express = `import express from 'express';\nconst app = express();\n`;
  const fastify = `import Fastify from 'fastify';\nconst app = Fastify();\n`;

  it('ends the process once the server is closed, whatever else is open', async () => {
    const after = await fixedText(rule, `${express}setInterval(f, 1000);\napp.listen(80);`);
    expect(after).toContain(
      `process.once('SIGTERM', () => {\n  server.close(() => process.exit());\n  setTimeout(() => process.exit(), 25_000).unref();\n});`,
    );
    const awaited = await fixedText(rule, `${fastify}await app.listen({ port: 80 });`);
    expect(awaited).toContain(
      `process.once('SIGTERM', () => {\n  app.close().finally(() => process.exit());\n  setTimeout(() => process.exit(), 25_000).unref();\n});`,
    );
  });

  it.each([
    ['a second server', `${express}app.listen(80);\nhttp.createServer(metrics).listen(81);`],
    ['sockets that stay', `import { WebSocketServer } from 'ws';\n${express}app.listen(80);\nnew WebSocketServer(o);`],
    ['a channel to another process', `${express}app.listen(80);\nprocess.on('message', f);`],
    ['events that stream', `${express}app.get('/a', (q, r) => r.type('text/event-stream'));\napp.listen(80);`],
    ['another server of fastify', `${fastify}const b = Fastify();\napp.listen({ port: 80 });\nb.listen({ port: 81 });`],
  ])('is not offered beside %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('a limit for the clients of undici', () => {
  const rule = 'require-timeout';
  const pool = (more: string): string =>
    `import { Pool } from 'undici';\nconst pool = new Pool('https://a.example', {${more}});\nexport const load = () => pool.request({ path: '/', method: 'GET' });`;

  it.each([
    ['one line', ' connections: 5 ', `{ connections: 5, headersTimeout: 10_000, bodyTimeout: 10_000 }`],
    ['lines', '\n  connections: 5,\n', `\n  connections: 5,\n  headersTimeout: 10_000,\n  bodyTimeout: 10_000,\n}`],
    ['a limit that is turned off', ' headersTimeout: 0 ', `{ headersTimeout: 10_000, bodyTimeout: 10_000 }`],
  ])('covers the body as well: %s', async (_, before, after) => {
    const text = await fixedText(rule, pool(before));
    expect(text).toContain(after);
    expect(await findingsOf('partial-timeout', text)).toEqual([]);
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is none of headers where the body may take as long as it likes', async () => {
    expect(await offers(rule, pool(' connections: 5, bodyTimeout: 0 '))).toBe(0);
  });
});

describe('a limit that a call is given', () => {
  it('is none of its headers alone', async () => {
    const text = `import { ofetch } from 'ofetch';\nexport const load = () => ofetch('https://a.example');`;
    const { messages } = await lintInMemory(text, { preset: 'all' });
    const offered = messages.flatMap(({ suggestions }) => suggestions.map(({ title }) => title));
    expect(offered.filter((title) => /timeout to|Abort after/.test(title))).toEqual([
      expect.stringContaining('Abort after 10 s'),
    ]);
  });
});
