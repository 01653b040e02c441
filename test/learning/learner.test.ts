import { describe, expect, test } from 'vitest';
import { factsWith, learned } from './packages.ts';

const CLIENT = `
const DEFAULT_TIMEOUT = 60_000;
export class SomeSdk {
  constructor({ timeout = DEFAULT_TIMEOUT, maxRetries } = {}) {
    this.timeout = timeout;
    this.maxRetries = maxRetries ?? 2;
    this.files = new Files(this);
  }
  async request(path) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.timeout);
    for (let i = 0; i <= this.maxRetries; i++) {
      try { return await fetch('https://api.some.dev' + path, { signal: controller.signal }); } catch (e) { if (i === this.maxRetries) throw e; }
    }
  }
  now() { return Date.now(); }
}
class Files {
  constructor(client) { this._client = client; }
  list() { return this._client.request('/files'); }
}
export const parse = (text) => JSON.parse(text);
`;

describe('whether a package talks to the network', () => {
  test('a client that sends with fetch', () => {
    expect(learned({ 'index.js': CLIENT })).toMatchObject({
      requests: 'yes',
      timeoutMs: 60_000,
      retries: 2,
      by: 'learned from some-sdk 5.2.0',
    });
  });

  test('CommonJS of a compiler, in several files, with node:https', () => {
    const found = learned({
      'index.js': `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.Client = void 0;
        var client_1 = require("./client");
        Object.defineProperty(exports, "Client", { enumerable: true, get: function () { return client_1.Client; } });`,
      'client.js': `const https_1 = __importDefault(require("https"));
        class Client { send(o) { return new Promise((done, fail) => { https_1.default.request(o, done).on('error', fail).end(); }); } }
        exports.Client = Client;`,
    });
    expect(found).toMatchObject({ requests: 'yes', timeoutMs: 'none', retries: 0 });
    expect(Object.keys(found!.library!.exports)).toEqual(['Client']);
  });

  test('through a package that it depends on, known or learned', () => {
    const known = learned({ 'index.js': "import axios from 'axios'; export const get = (u) => axios.get(u);" });
    const other = learned(
      { 'index.js': "import { send } from 'some-core'; export const get = (u) => send(u);" },
      { 'some-core': { 'index.js': 'export async function send(u) { return fetch(u); }' } },
    );
    expect([known?.requests, other?.requests]).toEqual(['yes', 'yes']);
  });

  test('a fetch that callers may replace', () => {
    const found = learned({
      'index.js':
        'export class Api { constructor(o) { this.fetch = o.fetch ?? fetch; } load(u) { return this.fetch(u); } }',
    });
    expect(found?.requests).toBe('yes');
    expect(found?.library?.exports).toHaveProperty('Api');
  });

  test.each([
    ['parses addresses', "import { parse } from 'url'; export const hostOf = (u) => parse(u).host;"],
    ['names request and get', 'export class Cache { get(k) { return this.map.get(k); } request(k) { return k; } }'],
    ['sorts', 'export function sort(a) { return [...a].sort(); }'],
  ])('not: a package that %s', (_, text) => {
    expect(learned({ 'index.js': text })).toMatchObject({ requests: 'no' });
    expect(learned({ 'index.js': text })?.library).toBeUndefined();
  });

  test('not: a package that only serves', () => {
    const found = learned({
      'index.js':
        "const http = require('http'); exports.serve = (app, port) => http.createServer(app).listen(port); exports.IncomingMessage = http.IncomingMessage;",
    });
    expect(found?.requests).not.toBe('yes');
    expect(found?.library).toBeUndefined();
  });

  test('a package that loads what it computes may hold anything', () => {
    expect(learned({ 'index.js': 'exports.load = (name) => require(name);' })?.requests).toBe('unknown');
  });
});

describe('defaults', () => {
  const sends = (rest: string, init = '{ signal }'): string =>
    `export async function send(u, options = {}) { ${rest}; return fetch(u, ${init}); }`;
  const timeoutOf = (text: string): unknown => learned({ 'index.js': text })?.timeoutMs;

  test.each([
    ['AbortSignal.timeout', sends('const signal = AbortSignal.timeout(options.timeout ?? 15_000)'), 15_000],
    ['seconds', sends('const signal = AbortSignal.timeout((options.timeoutSeconds || 20) * 1000)'), 20_000],
    [
      'a parameter',
      "import axios from 'axios'; export const make = ({ timeout = 8000 }) => axios.create({ timeout }); export const get = (u) => axios.get(u, { timeout: 8000 });",
      8000,
    ],
    [
      'a timer that is handed its time',
      'function bounded(c, ms) { setTimeout(() => c.abort(), ms); } export class A { constructor(o) { this.timeout = o.timeout ?? A.DEFAULT; } get(u) { const c = new AbortController(); bounded(c, this.timeout); return fetch(u, { signal: c.signal }); } } A.DEFAULT = 600000;',
      600_000,
    ],
  ])('%s', (_, text, expected) => {
    expect(timeoutOf(text)).toBe(expected);
  });

  test('none, where nothing could end it, or only an option that has no default', () => {
    expect(timeoutOf('export const send = (u) => fetch(u);')).toBe('none');
    expect(timeoutOf(sends('const signal = options.timeout && AbortSignal.timeout(options.timeout)'))).toBe('none');
  });

  test('a timeout of something else is no limit of a request, and says that none is certain', () => {
    const cache = 'setTimeout(() => cache.clear(), options.cacheTimeout ?? 30_000)';
    expect(timeoutOf(`const cache = new Map(); ${sends(cache, '{}')}`)).toBe('unknown');
    expect(timeoutOf(sends('await waitFor(options.timeout ?? 5000)', '{}'))).toBe('unknown');
  });

  test('two limits that differ are no answer', () => {
    const text = `${sends('const signal = AbortSignal.timeout(1000)')} export const other = (u) => fetch(u, { signal: AbortSignal.timeout(9000) });`;
    expect(timeoutOf(text)).toBe('unknown');
  });

  test.each([
    ['maxRetries ?? 3', 3],
    ['retry: a nested limit', 4],
    ['attempts in all', 1],
  ])('retries: %s', (name, expected) => {
    const texts: Record<string, string> = {
      'maxRetries ?? 3': sends('const n = options.maxRetries ?? 3', '{}'),
      'retry: a nested limit': `const defaults = { retry: { limit: 4 } }; ${sends('use(defaults)', '{}')}`,
      'attempts in all': sends('const n = options.maxAttempts ?? 2', '{}'),
    };
    expect(learned({ 'index.js': texts[name]! })?.retries).toBe(expected);
  });

  test('a counter of retries that begins at zero is no default', () => {
    expect(learned({ 'index.js': sends('let retryCount = 0; retryCount++', '{}') })?.retries).toBe('unknown');
  });
});

describe('calls into a learned package', () => {
  test('are in the inventory under its name, with what was learned', () => {
    const { calls } = factsWith(
      { 'index.js': CLIENT },
      "import { SomeSdk, parse } from 'some-sdk'; const sdk = new SomeSdk({}); export async function f() { await sdk.files.list(); parse('{}'); sdk.now(); }",
    );
    expect(calls).toMatchObject([
      {
        api: 'other:some-sdk',
        library: { name: 'some-sdk', version: '5.2.0' },
        timeout: 'bounded',
        timeoutReason: 'learned from some-sdk 5.2.0: 60 s, 2 retries',
        policy: 'retry',
      },
    ]);
  });

  test('through a type, a factory and a function', () => {
    const text =
      'export class Client { async ask(q) { return fetch(q); } } export function create() { return new Client(); } export async function ask(q) { return fetch(q); }';
    const { calls } = factsWith(
      { 'index.js': text },
      "import { create, ask, type Client } from 'some-sdk'; export async function f(c: Client) { await c.ask('a'); await create().ask('b'); await ask('c'); }",
    );
    expect(calls).toHaveLength(3);
    expect(calls.every(({ timeout }) => timeout === 'none')).toBe(true);
  });

  test('whose limits are not known have no opinion', () => {
    const text =
      'export async function ask(q, o) { const t = plan(o.timeout); return fetch(q, t); } export async function again(q) { return withRetry(() => fetch(q)); }';
    const { calls } = factsWith(
      { 'index.js': text },
      "import { ask } from 'some-sdk'; export const f = () => ask('a');",
    );
    expect(calls).toMatchObject([{ timeout: 'unknown', policy: 'unknown' }]);
  });

  test('where methods are made at run time, count if they are awaited', () => {
    const text =
      "import { methods } from './methods.js'; export default function Sdk(key) { for (const m of methods) this[m] = (...a) => fetch(m, ...a); }";
    const { calls } = factsWith(
      { 'index.js': text, 'methods.js': "export const methods = ['a', 'b'];" },
      "import Sdk from 'some-sdk'; const sdk = new Sdk('k'); export async function f() { sdk.on('x', () => {}); const r = await sdk.charges.create({}); return r; }",
    );
    expect(calls).toHaveLength(1);
  });

  test('look-alikes stay out: a package without requests', () => {
    const { calls } = factsWith(
      { 'index.js': 'export class Client { async ask(q) { return q; } }' },
      "import { Client } from 'some-sdk'; export const f = () => new Client().ask('a');",
    );
    expect(calls).toEqual([]);
  });
});
