import { changed } from '../changes/changes.ts';
import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';
import { typeErrors } from './typeErrors.ts';

const rule = 'require-timeout';
const axios = `import axios from 'axios';\n`;

describe(rule, () => {
  it('reports an instance once, where it is made', async () => {
    const text = `${axios}const api = axios.create({ baseURL: 'https://a.example' });
export const a = () => api.get('/a');
export const b = () => api.post('/b', {});`;
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId, start }) => `${ruleId} ${start.line}`)).toEqual(['require-timeout 2']);
    expect(messages[0]!.message).toBe(
      'No timeout on this axios client `api` (2 calls). Add a timeout, e.g. 10 s, or a hung server hangs its callers.',
    );
  });

  it('reports an instance where it is made and not in the file that imports it', async () => {
    const api = `${axios}export const api = axios.create({ baseURL: 'https://a.example' });`;
    const user = `import { api } from './api.ts';\nexport const load = () => api.get('/a');`;
    expect(await findingsOf(rule, api, { path: '/project/src/api.ts' })).toHaveLength(1);
    const { messages } = await lintInMemory(user, { preset: 'recommended' }, { files: { '/project/src/api.ts': api } });
    expect(messages).toEqual([]);
  });

  it('reports a pool, and a retried call', async () => {
    expect(
      await findingsOf(rule, `import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5 });`),
    ).toHaveLength(1);
    const text = `import pRetry from 'p-retry';
export const load = () =>
  pRetry(() => fetch('https://a.example').then((answer) => answer.status < 500 || Promise.reject(answer)), { randomize: true });`;
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId }) => ruleId)).toEqual([rule]);
  });

  it.each([
    ['a bounded instance', `${axios}export const api = axios.create({ timeout: 5000 });`],
    [
      'an instance all of whose calls are bounded',
      `${axios}const api = axios.create({});\nconst load = () => api.get('/', { timeout: 5 });\nload();`,
    ],
    ['options that come from the caller', `${axios}export const make = (config: object) => axios.create(config);`],
    ['a plain call', `fetch('https://a.example');`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  const fixes = {
    axios: [
      `${axios}export const api = axios.create({ baseURL: 'https://a.example' });`,
      `${axios}export const api = axios.create({ baseURL: 'https://a.example', timeout: 10_000 });`,
    ],
    'axios without options': [
      `${axios}export const api = axios.create();`,
      `${axios}export const api = axios.create({ timeout: 10_000 });`,
    ],
    retried: [
      `import pRetry from 'p-retry';\nexport const load = () => pRetry(() => fetch('https://a.example'));`,
      `import pRetry from 'p-retry';\nexport const load = () => pRetry(() => fetch('https://a.example', { signal: AbortSignal.timeout(10_000) }));`,
    ],
  } as const;

  it.each(Object.entries(fixes))('fixes %s', async (_, [before, after]) => {
    expect(await fixedText(rule, before)).toBe(after);
    expect(await findingsOf(rule, after)).toEqual([]);
  });

  it('fixes so that types are right', () => {
    const after = Object.entries(fixes).map(([name, texts]) => [name.replace(/\W/g, '-'), texts[1]]);
    expect(typeErrors(Object.fromEntries(after))).toEqual([]);
  }, 180_000);
});

describe('what needs no timeout of ours', () => {
  it.each([
    [
      'a socket that stays open',
      "import { io } from 'socket.io-client';\nconst socket = io('https://a.example');\nsocket.on('connect_error', log);",
    ],
    [
      'a client for files',
      "import { Storage } from '@google-cloud/storage';\nconst storage = new Storage();\nexport const files = () => storage.bucket('a').getFiles();",
    ],
    [
      'a limit for the headers and for each part of the body',
      "import { Agent } from 'undici';\nexport const agent = new Agent({ headersTimeout: 5000, bodyTimeout: 5000 });",
    ],
    [
      'an upload through a client',
      "import { S3Client } from '@aws-sdk/client-s3';\nimport { Upload } from '@aws-sdk/lib-storage';\nexport const put = (client: S3Client, params) => new Upload({ client, params }).done();",
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf('require-timeout', text)).toEqual([]);
  });
});

describe('a limit that is offered', () => {
  const offered = async (text: string): Promise<string[]> => {
    const { messages } = await lintInMemory(text, { preset: 'all' }, { versions: { mongoose: '5.13.0' } });
    return messages
      .filter(({ ruleId }) => /require-timeout|unwrapped-network-call/.test(ruleId))
      .flatMap(({ suggestions }) => suggestions.flatMap(({ edits }) => edits.map(({ newText }) => newText)));
  };

  it('is none for all that a driver of MongoDB sends: an insert of many rows would end at the same figure', async () => {
    expect(await offered("import mongoose from 'mongoose';\nmongoose.connect(url, { maxPoolSize: 5 });")).toEqual([]);
  });

  it('is a signal where the option of octokit is one', async () => {
    const texts = await offered(`import { Octokit } from '@octokit/rest';
const octokit = new Octokit(); export const f = () => octokit.rest.repos.get({ owner: 'a', repo: 'b' });`);
    expect(texts.join()).not.toMatch(/signal: [\d_]+/);
  });

  it.each([
    ['spread in', "axios.get('https://a.example', { ...this.config })", 0],
    ['handed over', "axios.get('https://a.example', this.config)", 0],
    ['written here', "axios.get('https://a.example', { headers: {} })", 1],
  ])('does not replace one of a configuration from elsewhere: %s', async (_, call, count) => {
    expect(await offered(`${axios}class A { load() { return ${call}; } }`)).toHaveLength(count);
  });

  it('is none for a whole process', async () => {
    const texts = await offered(
      "import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({}));",
    );
    expect(texts).toEqual([]);
  });
});

describe('a default far beyond what a client of a server waits', () => {
  const head = `import OpenAI from 'openai';\nimport express from 'express';\nconst ai = new OpenAI();\nconst app = express();\n`;
  const ask = (options = '') => `ai.chat.completions.create({ model: 'm', messages: [] }${options})`;
  const held = async (text: string, path?: string) =>
    (await lintInMemory(text, { rule: 'require-timeout' }, path === undefined ? {} : { path })).messages.map(
      ({ severity, message }) => `${severity}: ${message}`,
    );

  it.each([
    ['a route', `${head}app.post('/ask', async (req, res) => { res.json(await ${ask()}); });`, undefined],
    [
      'a route inside a try',
      `${head}app.get('/ask', async (req, res) => { try { res.json(await ${ask()}); } catch (e) { res.sendStatus(502); } });`,
      undefined,
    ],
    [
      'a route file',
      `${head}export async function POST() { return Response.json(await ${ask()}); }`,
      '/project/src/ask/route.ts',
    ],
  ])('holds %s', async (_, text, path) => {
    expect(await held(text, path)).toEqual([expect.stringMatching(/^info: .*10 min, 3 times over/)]);
  });

  it.each([
    ['a job', `${head}export async function work() { return ${ask()}; }`],
    [
      'a limit of its own',
      `${head}app.post('/ask', async (req, res) => { res.json(await ${ask(', { timeout: 20_000 }')}); });`,
    ],
    [
      'a limit of the client',
      `${head.replace('OpenAI()', 'OpenAI({ timeout: 20_000 })')}app.post('/ask', async (req, res) => { res.json(await ${ask()}); });`,
    ],
    [
      'a stream',
      `${head}app.post('/ask', async (req, res) => { const s = await ai.chat.completions.create({ model: 'm', messages: [], stream: true }); for await (const part of s) res.write(part); });`,
    ],
  ])('does not hold %s', async (_, text) => {
    expect(await held(text)).toEqual([]);
  });
});

describe("a client that is made with the library's defaults written out", () => {
  it.each([
    ['axios.create({ ...axios.defaults, baseURL })', 1],
    ['axios.create({ ...axios.defaults, timeout: 500 })', 0],
    ['axios.create({ ...quick.defaults, baseURL })', 0],
  ])('%s', async (made, count) => {
    const text = `import axios from 'axios';\nconst quick = axios.create({ timeout: 500 });\nconst api = ${made};\nexport const load = () => api.get('/a');\nexport const other = () => quick.get('/a');`;
    expect(await findingsOf('require-timeout', text)).toHaveLength(count);
  });
});

describe('limits that are there by default, or cannot be set', () => {
  const undici = `import { Agent, setGlobalDispatcher } from 'undici';\n`;
  const mongoose = `import mongoose from 'mongoose';\nexport const open = () => mongoose.connect(url);`;
  const jobs = `import Redis from 'ioredis';\nimport { Worker } from 'bullmq';\n`;
  it.each([
    ['an agent for all requests', `${undici}setGlobalDispatcher(new Agent({ connections: 5 }));`],
    [
      'the same, kept first',
      `${undici}export function f() {\n  const agent = new Agent({ connect: { timeout: 9 } });\n  setGlobalDispatcher(agent);\n  return agent;\n}`,
    ],
    ['a driver with a limit of silence', mongoose, { mongoose: '5.3.9' }],
    [
      'a connection whose commands wait for jobs',
      `${jobs}export const c = new Redis(url, { maxRetriesPerRequest: null });`,
    ],
    [
      'the same, with options of their own',
      `${jobs}export function f(q) {\n  const o = { maxRetriesPerRequest: null, ...q };\n  const connection = new Redis(o);\n  return new Worker('a', run, { connection });\n}`,
    ],
    [
      'a limit that a caller may leave out',
      `${axios}export const make = (s) => axios.create({ timeout: s.timeout ?? 0 });`,
    ],
  ])('is silent about %s', async (_, text, versions: Record<string, string> = {}) => {
    expect(await findingsOf(rule, text, { versions })).toEqual([]);
  });

  it.each([
    [
      'an agent whose limits are off',
      `${undici}setGlobalDispatcher(new Agent({ headersTimeout: 0, bodyTimeout: 0 }));`,
    ],
    ['an agent of its own', `${undici}export const agent = new Agent({ connections: 5 });`],
    ['a newer driver', mongoose, { mongoose: '6.2.0' }],
    ['a connection for a cache', `${jobs}export const c = new Redis(url, { maxRetriesPerRequest: 2 });`],
  ])('reports %s', async (_, text, versions: Record<string, string> = {}) => {
    expect(await findingsOf(rule, text, { versions })).toHaveLength(1);
  });

  it('says no more of pg than is so', async () => {
    const text = `import { Pool } from 'pg';\nexport const pool = new Pool({ connectionTimeoutMillis: 5000 });`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages[0]!.message).not.toContain('connection timeout');
  });
});

describe('suggestions that would break or cut off', () => {
  const titles = async (other: string, text: string, versions: Record<string, string> = {}): Promise<string[]> =>
    (await lintInMemory(text, { rule: other }, { versions })).messages.flatMap(({ suggestions }) =>
      suggestions.map(({ title }) => title),
    );
  const graphql = `import { request } from 'graphql-request';\n`;
  it.each([
    ['an address of any kind', `${graphql}export const f = (u, q) => request(u, q, { a: 1 });`],
    ['an address by its type', `${graphql}export const f = (u: string, q: string) => request(u, q);`],
    ['an address from elsewhere', `${graphql}export const f = (q) => request(config.url, q);`],
  ])('spreads no text: %s', async (_, text) => {
    expect(await titles('unwrapped-network-call', text, { 'graphql-request': '4.3.0' })).toEqual([]);
  });

  it('adds to an object', async () => {
    const text = `${graphql}export const f = (u, q) => request({ url: u, document: q });`;
    expect(await titles('unwrapped-network-call', text, { 'graphql-request': '6.1.0' })).toHaveLength(1);
  });

  it.each([
    ['3.6.1', 'fetch: (url: string, init?: RequestInit) => fetch(url, { ...init, signal: init?.signal ?? AbortSignal'],
    ['5.2.0', 'fetch: (url: string, init?: RequestInit) =>'],
    [
      '7.4.0',
      'requestMiddleware: (request) => ({ ...request, signal: request.signal ?? AbortSignal.timeout(10_000) })',
    ],
  ])('limits each request of a client of graphql-request %s', async (version, option) => {
    const text = `import { GraphQLClient } from 'graphql-request';\nconst api = new GraphQLClient('https://a.example');\nexport const f = () => api.request('{ a }');`;
    const versions = { 'graphql-request': version };
    expect(await changed(rule, text, 0, { versions })).toContain(option);
    expect(await titles(rule, text.replace("'https://a.example'", '...all'), versions)).toEqual([]);
    expect(await titles(rule, text)).toEqual([]);
  });

  it('limits a client of AWS in front of what is configured elsewhere, which wins', async () => {
    const text = `import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { configure } from './configure.ts';
export const make = () => {
  const client = new SecretsManager(configure());
  return () => client.getSecretValue({ SecretId: 'a' });
};`;
    const configured = (value: string) => ({
      files: { '/project/src/configure.ts': `export const configure = () => (${value});` },
      versions: { '@aws-sdk/client-secrets-manager': '3.600.0' },
    });
    const after = await changed(rule, text, 0, configured("{ region: 'a' }"));
    expect(after).toContain('SecretsManager({ requestHandler: { socketTimeout: 10_000 }, ...configure() })');
    const limited = await lintInMemory(text, { rule }, configured('{ requestHandler: { socketTimeout: 5_000 } }'));
    expect(limited.messages).toEqual([]);
  });

  it('limits a queue that is only sent to', async () => {
    const queue = (command: string) =>
      `import { SQSClient, ${command} } from '@aws-sdk/client-sqs';\nconst queue = new SQSClient({});\nexport const f = (input) => queue.send(new ${command}(input));`;
    expect(await titles(rule, queue('SendMessageCommand'), { '@aws-sdk/client-sqs': '3.600.0' })).toHaveLength(1);
    expect(await titles(rule, queue('ReceiveMessageCommand'))).toEqual([]);
  });

  it('offers no limit for the pool of migrations', async () => {
    const pool = (more: string) => `import { Pool } from 'pg';\n${more}export const pool = new Pool({ max: 5 });`;
    expect(await titles(rule, pool(''))).toHaveLength(1);
    expect(await titles(rule, pool("import { DatabaseMigrator } from './migrator.ts';\n"))).toEqual([]);
  });
});
