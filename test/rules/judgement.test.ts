import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixesOf } from './harness.ts';

const axios = `import axios from 'axios';\n`;

async function titles(rule: string, text: string): Promise<string[]> {
  const { messages } = await lintInMemory(text, { rule });
  return messages.flatMap((message) => fixesOf(message).map(({ title }) => title));
}

describe('options of axios in the wrong place', () => {
  it.each([
    ['behind those of get', 'axios.get(u, { headers: {} }, { timeout: 5 })', 'timeout: 5'],
    ['behind those of post', 'axios.post(u, body, { headers: {} }, { timeout: 5 })', 'timeout: 5'],
    ['behind a whole request', 'axios({ url: u }, { timeout: 5 })', 'timeout: 5'],
    ['in place of the body', 'axios.post(u, { timeout: 5, headers: {} })', 'timeout: 5'],
  ])('have no effect %s', async (_, call, at) => {
    expect(await findingsOf('ineffective-timeout', `${axios}export const load = (u, body) => ${call};`)).toEqual([
      `2: ${at}`,
    ]);
  });

  it.each([
    'axios.get(u, { timeout: 5 })',
    'axios.post(u, body, { timeout: 5 })',
    'axios.post(u, { timeout: 5, name: "a" })',
    'axios({ url: u, timeout: 5 })',
  ])('are fine in %s', async (call) => {
    expect(await findingsOf('ineffective-timeout', `${axios}export const load = (u, body) => ${call};`)).toEqual([]);
  });

  it.each([
    ['a request that failed', 'export const again = (error: any) => axios({ ...error.config });'],
    ['a request of the caller', 'export const send = (config: any) => axios(config);'],
    [
      'a request with what the caller adds',
      "export const send = (more: object) => axios({ url: 'https://a.example', ...more });",
    ],
  ])('are not asked for in %s', async (_, text) => {
    expect(await findingsOf('unwrapped-network-call', axios + text)).toEqual([]);
  });
});

describe('how long an answer may take', () => {
  it.each([
    ["fetch('https://api.openai.com/v1/chat/completions', { method: 'POST' })"],
    ["fetch(`${base}/v1/messages`, { method: 'POST', body: JSON.stringify({ max_tokens: 5 }) })"],
    ["fetch(`https://a.example/models/${m}:generateContent`, { method: 'POST' })"],
  ])('is minutes for %s', async (call) => {
    const text = `export const ask = (m: string, base: string) => ${call};`;
    expect(await titles('unwrapped-network-call', text)).toEqual(['Abort after 5 min with AbortSignal.timeout']);
  });

  it.each([
    [
      'a large body',
      `${axios}export const send = (b) => axios.post('https://a.example', b, { maxBodyLength: Infinity });`,
    ],
    [
      'a form',
      `${axios}export const send = (form) => axios.post('https://a.example', form, { headers: form.getHeaders() });`,
    ],
    ['a poll that is held back', "export const poll = () => fetch('https://a.example/updates?timeout=60');"],
  ])('is not known for %s', async (_, text) => {
    expect(await findingsOf('unwrapped-network-call', text)).toHaveLength(1);
    expect(await titles('unwrapped-network-call', text)).toEqual([]);
  });

  it.each([
    ['bytes', `${axios}export const load = () => axios.get('https://a.example', { responseType: 'arraybuffer' });`],
    [
      'bytes of a fetch',
      "export async function load() {\n  const r = await fetch('https://a.example');\n  if (!r.ok) throw new Error();\n  return r.arrayBuffer();\n}",
    ],
    ['a font', "export const load = () => fetch('https://a.example/a.ttf').then((r) => r.arrayBuffer());"],
  ])('is minutes for %s', async (_, text) => {
    const [title = ''] = await titles('unwrapped-network-call', text);
    expect(title).toMatch(/2 min/);
  });

  it.each([
    ['a function for headers', "fetch('https://a.example', { headers: getHeaders(config) })"],
    ['a form that is sent as text', "fetch('https://a.example', { method: 'POST', body: formData.toString() })"],
  ])('is seconds for %s', async (_, call) => {
    const text = `export const load = (config, formData) => ${call};`;
    expect(await titles('unwrapped-network-call', text)).toEqual(['Abort after 10 s with AbortSignal.timeout']);
  });

  it('is seconds for others', async () => {
    const text = "export const load = () => fetch('https://a.example/users');";
    expect(await titles('unwrapped-network-call', text)).toEqual(['Abort after 10 s with AbortSignal.timeout']);
  });
});

describe('answers whose body is looked at', () => {
  const load = (body: string): string => `export async function load(u) {\n  const r = await fetch(u);\n  ${body}\n}`;
  it.each([
    ['a value in its place', 'return (await r.json().catch(() => null)) ?? [];'],
    ['a default', "const d = await r.json();\n  return d?.x ?? 'none';"],
    ['a schema', 'return schema.parse(await r.json());'],
    ['a field of errors', "const d = await r.json();\n  if ('error' in d) throw new Error(d.error);\n  return d;"],
    ['a destructured field', 'const { token, error } = await r.json();\n  if (error) throw error;\n  return token;'],
    ['a chain', 'return r.json().then((d) => { if (d.errors) throw d.errors; return d.data; });'],
    ['a text', "const t = await r.text();\n  if (t !== 'ok') throw new Error(t);"],
  ])('are judged by %s', async (_, body) => {
    expect(await findingsOf('unchecked-status', load(body))).toEqual([]);
  });

  it.each([
    ['used', 'const d = await r.json();\n  return d.x;'],
    ['given on', 'return r.json();'],
    ['parsed from text only', 'return JSON.parse(await r.text());'],
  ])('are taken for success when the body is %s', async (_, body) => {
    expect(await findingsOf('unchecked-status', load(body))).toHaveLength(1);
  });
});

describe('lists that are short by the way they come', () => {
  const each = (list: string, before = ''): string =>
    `export async function all(xs, limit) {\n  ${before}\n  await Promise.all(${list}.map((x) => fetch(x)));\n}`;
  it.each([
    ['a limit in SQL', each('rows', "const { rows } = await pool.query('select u from t limit 20');")],
    ['a limit of a builder', each('rows', 'const rows = await Model.find({}).limit(20);')],
    ['a number to take', each('rows', 'const rows = await prisma.user.findMany({ take: limit });')],
    [
      'a limit in the address',
      each('data.items', "const r = await fetch('https://a.example?per_page=5');\n  const data = await r.json();"),
    ],
    [
      'a part by a helper',
      'export async function all(xs) {\n  for (const part of chunk(xs, 10)) await Promise.all(part.map((x) => fetch(x)));\n}',
    ],
    ['a length that is asked', each('xs', "if (xs.length > 20) throw new Error('too many');")],
    ['a schema', each('body.ids', 'const body = z.object({ ids: z.array(z.string()).max(20) }).parse(xs);')],
    ['a set of constants', each('[...new Set(["a", "b"])]')],
    ['a tuple', 'export const both = (pair: [string, string]) => Promise.all(pair.map((x) => fetch(x)));'],
  ])('%s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toEqual([]);
  });

  it.each([
    ['a parameter', each('xs')],
    ['every row', each('rows', "const { rows } = await pool.query('select u from t');")],
    ['a list that is asked whether it is empty', each('xs', 'if (xs.length > 0) start();')],
  ])('are not %s', async (_, text) => {
    expect(await findingsOf('unbounded-fan-out', text)).toHaveLength(1);
  });
});

describe('functions that call themselves after a failure', () => {
  const wait = 'await new Promise((r) => setTimeout(r, 1000));';
  const signal = '{ signal: AbortSignal.timeout(5) }';
  it.each([
    [
      'at once',
      `export async function load(u) {\n  const r = await fetch(u, ${signal});\n  if (r.status === 429) return load(u);\n  return r.json();\n}`,
    ],
    [
      'after a pause',
      `export async function load(u) {\n  const r = await fetch(u, ${signal});\n  if (r.status === 429) {\n    ${wait}\n    return load(u);\n  }\n  return r.json();\n}`,
    ],
    [
      'as a method',
      `${axios}export class A {\n  async load(u) {\n    try {\n      return await axios.get(u);\n    } catch (e) {\n      ${wait}\n      return this.load(u);\n    }\n  }\n}`,
    ],
    ['in catch', `${axios}export function load(u) {\n  return axios.get(u).catch(() => load(u));\n}`],
    [
      'when they are told to',
      `export async function load(u) {\n  const r = await fetch(u, ${signal});\n  if (r.status === 429) {\n    await new Promise((ok) => setTimeout(ok, Number(r.headers.get('retry-after')) * 1000));\n    return load(u);\n  }\n  return r.json();\n}`,
    ],
  ])('never give up: %s', async (_, text) => {
    expect(await findingsOf('unbounded-retry', text)).toHaveLength(1);
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
  });

  it.each([
    [
      'with a counter',
      `${axios}export async function load(u, n = 0) {\n  try {\n    return await axios.get(u);\n  } catch (e) {\n    if (n > 3) throw e;\n    return load(u, n + 1);\n  }\n}`,
    ],
    [
      'that wait for their own database',
      `import mongoose from 'mongoose';\nexport async function open() {\n  try {\n    await mongoose.connect('mongodb://a');\n  } catch {\n    ${wait}\n    return open();\n  }\n}`,
    ],
    [
      'for the next page',
      `${axios}export async function pages(u) {\n  const r = await axios.get(u);\n  return r.data.next ? pages(r.data.next) : [];\n}`,
    ],
  ])('end or wait alone: %s', async (_, text) => {
    expect(await findingsOf('unbounded-retry', text)).toEqual([]);
  });
});

describe('retries around clients that retry', () => {
  const loop = (body: string): string => `for (let i = 0; i < 5; i++) {\n    try {\n      ${body}\n`;
  const ask = "return await ai.chat.completions.create({ model: 'a', messages: [] });";
  const openai = `import OpenAI from 'openai';\nconst ai = new OpenAI();\nexport async function run() {\n  `;
  it('multiply where both are for the same failure', async () => {
    const text = `${openai}${loop(ask)}    } catch {\n      await sleep(1000 * 2 ** i);\n    }\n  }\n}`;
    expect(await findingsOf('nested-retry', text)).toHaveLength(1);
    const others = `${openai}${loop(ask)}    } catch (e) {\n      if (e.status === 400) throw e;\n    }\n  }\n}`;
    expect(await findingsOf('nested-retry', others)).toHaveLength(1);
  });

  it('do not where one is for what the client gives up on', async () => {
    const text = `${openai}${loop(ask)}    } catch (e) {\n      if (e.status !== 400) throw e;\n    }\n  }\n}`;
    expect(await findingsOf('nested-retry', text)).toEqual([]);
  });

  it('hammer nobody while a program waits for its broker', async () => {
    const kafka = `import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({ brokers: ['a'] }).consumer({ groupId: 'a' });\n`;
    const text = `${kafka}export async function open() {\n  while (true) {\n    try {\n      await consumer.connect();\n      break;\n    } catch (e) {\n      await new Promise((r) => setTimeout(r, 5000));\n    }\n  }\n}`;
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
    const impatient = `import amqp from 'amqplib';\nexport async function open() {\n  while (true) {\n    try {\n      return await amqp.connect('amqp://a');\n    } catch (e) {\n      log(e);\n    }\n  }\n}`;
    expect(await findingsOf('retry-without-backoff', impatient)).toHaveLength(1);
  });
});

describe('findings that nobody would act on', () => {
  it.each([
    [
      'a row that is not there',
      'swallowed-failure',
      "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport const one = (id) => db.user.findUniqueOrThrow({ where: { id } }).catch(() => null);",
    ],
    [
      'a heartbeat in a cache',
      'overlapping-interval',
      "import Redis from 'ioredis';\nconst redis = new Redis();\nsetInterval(async () => {\n  await redis.set('a', Date.now());\n}, 5000);",
    ],
    [
      'a server of a worker thread',
      'no-graceful-shutdown',
      "import { createServer } from 'node:http';\nimport { parentPort } from 'node:worker_threads';\ncreateServer((req, res) => parentPort.postMessage(req.url)).listen(80);",
    ],
    [
      'a template',
      'parse-error',
      "export const config = {\n  version: <%- version %>,\n};\nfetch('https://a.example');",
    ],
  ])('%s', async (_, rule, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is one client with two faces', async () => {
    const text =
      "import ldap from 'ldapjs';\nexport const open = () => {\n  const client = ldap.createClient({ url: 'ldap://a.example' });\n  client.bind('a', 'b', (e) => log(e));\n};";
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['require-timeout']);
  });
});
