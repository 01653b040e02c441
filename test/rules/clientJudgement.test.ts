import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const axios = `import axios from 'axios';\n`;
const wretch = `import wretch from 'wretch';\n`;
const https = `import https from 'node:https';\n`;
const timeouts = (text: string) => findingsOf('require-timeout', text);

describe('a client that is built in steps', () => {
  it.each([
    ['sent at once', `export const load = (u) => wretch(u).get().json();`],
    ['with a step before it is sent', `export const load = (u) => wretch(u).auth('x').get().json();`],
    [
      'kept',
      `const api = wretch('https://a.example').headers({});\nexport const load = () => api.url('/u').get().res();`,
    ],
  ])('is reported once: %s', async (_, text) => {
    expect(await timeouts(wretch + text)).toHaveLength(1);
  });

  it('is two where two are made', async () => {
    const text = `const a = wretch('https://a.example').accept('x');\nconst b = wretch('https://b.example').accept('x');\nexport const load = async () => [await a.get().json(), await b.get().json()];`;
    expect(await timeouts(wretch + text)).toHaveLength(2);
  });
});

describe('options that a class keeps in a field', () => {
  const service = (made: string, use = 'axios.create(this.cfg)'): string =>
    `${axios}export class Api { cfg: any; http: any;\n constructor() { ${made} this.http = ${use}; }\n get(u) { return this.http.get(u); } }`;

  it.each([
    ['an object', service('this.cfg = { timeout: 5000 };')],
    ['an object that is filled', service('this.cfg = {}; this.cfg.timeout = 5000;')],
    ['an object that is added to', service('this.cfg = {}; Object.assign(this.cfg, { timeout: 5000 });')],
    [
      'an object that is spread',
      service('this.cfg = { timeout: 5000 };', 'axios.create({ ...this.cfg, headers: {} })'),
    ],
  ])('bound the client: %s', async (_, text) => {
    expect(await timeouts(text)).toEqual([]);
  });

  it('do not where they hold no timeout, or another class has it', async () => {
    expect(await timeouts(service("this.cfg = { baseURL: 'https://a.example' };"))).toHaveLength(1);
    const other = `\nclass Other { cfg: any; constructor() { this.cfg = {}; this.cfg.timeout = 5; } }`;
    expect(await timeouts(service("this.cfg = { baseURL: 'https://a.example' };") + other)).toHaveLength(1);
  });
});

describe('a client in a field whose every call has a timeout', () => {
  const service = (field: string, more = ''): string =>
    `${axios}export class Api { ${field}\n get(u) { return this.http.get(u, { timeout: 1000 }); } ${more} }`;

  it.each([
    ['a field', service('private http = axios.create({});')],
    ['filled by the constructor', service('private http; constructor() { this.http = axios.create({}); }')],
    [
      'beside another class with such a field',
      `${service('private http = axios.create({});')}\nexport class B { private http; constructor(h) { this.http = h; } }`,
    ],
    ['private', service('#http = axios.create({});').replaceAll('this.http', 'this.#http')],
  ])('needs none of its own: %s', async (_, text) => {
    expect(await timeouts(text)).toEqual([]);
  });

  it.each([
    ['one call has none', service('private http = axios.create({});', 'del(u) { return this.http.delete(u); }')],
    ['it is handed on', service('private http = axios.create({});', 'client() { return this.http; }')],
    ['others may use it', service('public http = axios.create({});')],
  ])('needs one where %s', async (_, text) => {
    expect(await timeouts(text)).toHaveLength(1);
  });
});

describe("a listener for 'timeout' that calls a function", () => {
  const asked = (finish: string, listener: string): string =>
    `${https}export const ask = (u) => new Promise((resolve, reject) => {\n const req = https.get(u, (res) => { res.resume(); resolve(1); });\n ${finish}\n req.setTimeout(1000); ${listener}\n req.on('error', reject); });`;
  const unbounded = (text: string) => findingsOf('unwrapped-network-call', text);

  it.each([
    ['destroys', asked('const finish = () => { req.destroy(); };', "req.once('timeout', () => finish());")],
    ['is handed itself', asked('function finish() { req.destroy(); }', "req.once('timeout', finish);")],
    ['rejects', asked('const finish = (e) => { reject(e); };', "req.on('timeout', () => finish(new Error('late')));")],
    ['is the rejection', asked('', "req.on('timeout', reject);")],
  ])('is a timeout where that %s', async (_, text) => {
    expect(await unbounded(text)).toEqual([]);
  });

  it('is none where that only says so', async () => {
    const text = asked("const finish = () => { console.warn('slow'); };", "req.once('timeout', () => finish());");
    expect(await unbounded(text)).toHaveLength(1);
  });
});

describe('a connection to a broker', () => {
  const amqp = `import amqp from 'amqplib';\n`;
  const mqtt = `import mqtt from 'mqtt';\n`;

  it.each([
    ['by its option', `${amqp}export const open = () => amqp.connect('amqp://b', { timeout: 5000 });`],
    ['by options kept apart', `${amqp}const o = { timeout: 5000 };\nexport const open = (u) => amqp.connect(u, o);`],
    ['by default', `${mqtt}export const open = () => mqtt.connect('mqtt://b');`],
    ['by both', `${mqtt}export const open = () => mqtt.connect('mqtt://b', { connectTimeout: 5000 });`],
  ])('is bounded %s', async (_, text) => {
    expect(await timeouts(text)).toEqual([]);
  });

  it('is not where nothing limits connecting', async () => {
    expect(
      await timeouts(
        `${amqp}export const open = async () => {\n  const link = await amqp.connect('amqp://b');\n  link.on('error', log);\n};`,
      ),
    ).toHaveLength(1);
    const off = `${mqtt}export const open = () => mqtt.connect('mqtt://b', { connectTimeout: 0 });`;
    expect(await timeouts(off)).toHaveLength(1);
  });
});

describe('a client that only signs', () => {
  const head = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
`;
  it.each([
    ['made in place', 'export const url = (c: GetObjectCommand) => getSignedUrl(new S3Client({}), c);'],
    ['kept', 'const s3 = new S3Client({});\nexport const url = (c: GetObjectCommand) => getSignedUrl(s3, c);'],
    [
      'in a field',
      'export class Urls { private s3 = new S3Client({}); post(k: string) { return createPresignedPost(this.s3, { Bucket: "b", Key: k }); } }',
    ],
  ])('needs no timeout: %s', async (_, text) => {
    expect(await timeouts(head + text)).toEqual([]);
  });

  it.each([
    [
      'sends as well',
      'const s3 = new S3Client({});\nexport const url = async (c: GetObjectCommand) => [await s3.send(c), await getSignedUrl(s3, c)];',
    ],
    [
      'is exported',
      'export const s3 = new S3Client({});\nexport const url = (c: GetObjectCommand) => getSignedUrl(s3, c);',
    ],
  ])('needs one where it %s', async (_, text) => {
    expect(await timeouts(head + text)).toHaveLength(1);
  });
});

describe('a fetch of its own that a client is given', () => {
  const supabase = (before: string, given = 'customFetch') => `import { createClient } from '@supabase/supabase-js';
${before}
const db = createClient('u', 'k', { global: { fetch: ${given} } });
export const load = async () => { const { data, error } = await db.from('a').select(); if (error) throw error; return data; };`;
  it.each([
    [
      'from a factory',
      'const make = (ms: number) => (u, init) => fetch(u, { ...init, signal: AbortSignal.timeout(ms) });\nconst customFetch = make(5000);',
    ],
    [
      'by its name',
      'function customFetch(u, init) { return fetch(u, { ...init, signal: AbortSignal.timeout(5000) }); }',
    ],
    [
      'from a factory with a timer',
      'function make(ms: number) { return async (u, init) => { const c = new AbortController(); const t = setTimeout(() => c.abort(), ms); try { return await fetch(u, { ...init, signal: c.signal }); } finally { clearTimeout(t); } }; }\nconst customFetch = make(5000);',
    ],
    ['that is not in sight', "import { customFetch } from 'other';"],
  ])('bounds its calls: %s', async (_, before) => {
    expect(await timeouts(supabase(before))).toEqual([]);
  });

  it.each([
    ['has no signal', 'const customFetch = (u, init) => fetch(u, { ...init, headers: { a: "b" } });', 'customFetch'],
    ['is that of the platform', '', 'fetch'],
  ])('bounds nothing where it %s', async (_, before, given) => {
    expect(await timeouts(supabase(before, given))).toHaveLength(1);
  });

  it('is looked at in a constructor as well', async () => {
    const text = `import { GraphQLClient } from 'graphql-request';
const make = (ms: number): typeof fetch => (u, init) => fetch(u, { ...init, signal: AbortSignal.timeout(ms) });
export class A { client: GraphQLClient; constructor() { const f = make(1000); this.client = new GraphQLClient('https://a.example', { fetch: f }); }
  load() { return this.client.request('{a}'); } }`;
    expect(await timeouts(text)).toEqual([]);
  });
});

describe('a client of undici whose requests are limited one by one', () => {
  const undici = (options: string, before = '') => `import { Client } from 'undici';
const client = new Client('https://a.example');
export async function load(path: string, ms: number) { ${before} const r = await client.request(${options}); return r.body.json(); }`;
  it.each([
    [
      'by a variable',
      undici('options', "const options = { path, method: 'GET', headersTimeout: 5000, bodyTimeout: 5000 };"),
    ],
    [
      'by fields set later',
      undici(
        'options',
        "const options: any = { path, method: 'GET' }; options.headersTimeout = ms; options.bodyTimeout = ms;",
      ),
    ],
    [
      'by what is spread',
      undici("{ path, method: 'GET', ...limits }", 'const limits = { headersTimeout: ms, bodyTimeout: ms };'),
    ],
  ])('is not reported: %s', async (_, text) => {
    expect(await timeouts(text)).toEqual([]);
  });

  it('is reported where they are not', async () => {
    expect(await timeouts(undici("{ path, method: 'GET' }"))).toHaveLength(1);
  });
});

describe('options that a caller may give, kept in a field', () => {
  const kept = (value: string) => `import { WebClient } from '@slack/web-api';
export class Chat { o: any; c: WebClient; constructor(t: string, opts?: any) { this.o = ${value}; this.c = new WebClient(t, this.o); }
  send() { return this.c.chat.postMessage({ channel: 'a', text: 'b' }); } }`;
  it.each(['opts !== undefined ? opts : {}', 'opts ?? {}', 'opts || { retryConfig: { retries: 1 } }'])(
    '%s is theirs to limit',
    async (value) => {
      const { messages } = await lintInMemory(kept(value), { preset: 'recommended' });
      expect(messages).toEqual([]);
    },
  );

  it('is ours where nothing of it is given', async () => {
    const text = kept('Math.random() > 2 ? { retryConfig: { retries: 1 } } : {}');
    expect(await timeouts(text)).toHaveLength(1);
  });
});

describe('what lasts for as long as it is followed', () => {
  const ssh = (use: string) => `import { Client } from 'ssh2';
const c = new Client();
c.on('error', console.error);
c.on('ready', () => { ${use} });
c.connect({ host: 'a' });`;
  const unwrapped = (text: string) => findingsOf('unwrapped-network-call', text);
  it.each([
    'c.shell((e, s) => { if (e) throw e; s.on("data", show); });',
    'c.exec("tail -f /var/log/syslog", (e, s) => { if (e) throw e; s.on("data", show); });',
    'const cmd = `journalctl -u ${unit} -f`; c.exec(cmd, (e, s) => { if (e) throw e; s.on("data", show); });',
  ])('%s', async (use) => {
    expect(await unwrapped(ssh(use))).toEqual([]);
  });

  it.each([
    'c.exec("uptime", (e, s) => { if (e) throw e; s.on("data", show); });',
    'c.exec("tail -n 5 /var/log/syslog", (e, s) => { if (e) throw e; s.on("data", show); });',
  ])('is not %s', async (use) => {
    expect(await unwrapped(ssh(use))).toHaveLength(1);
  });
});

describe('what a message says of a body', () => {
  it('a silent one of fetch ends after minutes', async () => {
    const { messages } = await lintInMemory(
      "import pRetry from 'p-retry';\nexport const load = (u) => pRetry(() => fetch(u));",
      { rule: 'require-timeout' },
    );
    expect(messages[0]!.message).toContain('a hung call lasts for minutes');
    expect(messages[0]!.message).not.toMatch(/forever|never ends/);
  });

  it('one of axios does not', async () => {
    const { messages } = await lintInMemory(
      "import pRetry from 'p-retry';\nimport axios from 'axios';\nexport const load = (u) => pRetry(() => axios.get(u));",
      { rule: 'require-timeout' },
    );
    expect(messages[0]!.message).toContain('a hung call never ends');
  });
});

describe('bent', () => {
  const unwrapped = (text: string) => findingsOf('unwrapped-network-call', text);
  it.each([
    ["import bent from 'bent';\nconst get = bent('GET', 'json', 200);\nexport const load = (u) => get(u);"],
    [
      "const bent = require('bent');\nconst post = bent('https://a.example', 'POST');\nmodule.exports = (d) => post('/x', d);",
    ],
    ["import bent from 'bent';\nexport const load = async (u) => bent('json')(u);"],
  ])('has no timeout', async (text) => {
    expect(await unwrapped(text)).toHaveLength(1);
  });

  it('sends nothing where the function is made', async () => {
    expect(await unwrapped("import bent from 'bent';\nexport const get = bent('json');")).toEqual([]);
  });

  it('rejects on a status', async () => {
    const text = "import bent from 'bent';\nconst get = bent('json');\nexport const load = (u) => get(u);";
    expect(await findingsOf('unchecked-status', text)).toEqual([]);
  });
});
