import { describe, expect, it } from 'vitest';
import { loadParser } from '../../src/parser/parse.ts';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';
import { typeErrors } from './typeErrors.ts';

const rule = 'unwrapped-network-call';
const axios = `import axios from 'axios';\n`;

describe(rule, () => {
  it.each([
    ['fetch', 'export const load = (url: string) => fetch(url);'],
    ['fetch with other options', `export const save = () => fetch('/x', { method: 'POST' });`],
    ['axios.get', `${axios}export const load = () => axios.get('https://a.example/');`],
    ['axios.post', `${axios}export const save = (a: object) => axios.post('https://a.example/', a);`],
    ['got', `import got from 'got';\nexport const load = () => got('https://a.example/', { retry: { limit: 0 } });`],
  ])('reports %s without anything around it', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a bounded call', `fetch('https://a.example', { signal: AbortSignal.timeout(5000) });`],
    ['options that come from the caller', `export const load = (url: string, init: RequestInit) => fetch(url, init);`],
    [
      'options that come from the caller in part',
      `export const f = (u: string, i: RequestInit) => fetch(u, { ...i, method: 'PUT' });`,
    ],
    [
      'a fetch that is handed in',
      `export const load = (fetch: typeof globalThis.fetch) => fetch('https://a.example');`,
    ],
    [
      'what only looks like one',
      `const cache = new Map<string, string>();\ncache.get('axios');\ncache.delete('fetch');`,
    ],
    [
      'an axios instance, which is reported where it is made',
      `${axios}const api = axios.create({});\nexport const load = () => api.get('/');`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is silent in tests', async () => {
    const text = `it('loads', () => fetch('https://a.example'));`;
    expect(await findingsOf(rule, text, { path: '/project/src/load.test.ts' })).toEqual([]);
  });

  it('reports what cannot be known on demand', async () => {
    const text = `export const load = (url: string, init: RequestInit) => fetch(url, init);`;
    expect(await findingsOf(rule, text, { options: { reportUnknown: true } })).toHaveLength(1);
  });

  it('is a note with its own reason in commands, for larger presets, and silent in browsers', async () => {
    const severities = [];
    for (const environment of ['server', 'browser', 'cli'] as const) {
      const { messages } = await lintInMemory(`fetch('https://a.example');`, { preset: 'strict' }, { environment });
      severities.push(
        ...messages.map(({ severity, message }) => `${severity}: ${/, or (.*?)(?: \(|\.$)/.exec(message)?.[1]}`),
      );
    }
    expect(severities).toEqual(['warning: a hung server hangs its callers', 'info: a hung server hangs the command']);
  });

  const fixes = {
    'fetch without options': [
      `export const load = (url: string) => fetch(url);`,
      `export const load = (url: string) => fetch(url, { signal: AbortSignal.timeout(10_000) });`,
    ],
    'fetch with options': [
      `export const save = () => fetch('https://a.example', { method: 'PUT' });`,
      `export const save = () => fetch('https://a.example', { method: 'PUT', signal: AbortSignal.timeout(10_000) });`,
    ],
    'axios.get': [
      `${axios}export const load = () => axios.get('https://a.example/');`,
      `${axios}export const load = () => axios.get('https://a.example/', { timeout: 10_000 });`,
    ],
    'axios.post without data': [
      `${axios}export const ping = () => axios.post('https://a.example/');`,
      `${axios}export const ping = () => axios.post('https://a.example/', undefined, { timeout: 10_000 });`,
    ],
    'axios.post with data': [
      `${axios}export const save = (a: object) => axios.post('https://a.example/', a, {\n  headers: {},\n});`,
      `${axios}export const save = (a: object) => axios.post('https://a.example/', a, {\n  headers: {},\n  timeout: 10_000,\n});`,
    ],
    got: [
      `import got from 'got';\nexport const load = () => got('https://a.example/', { retry: { limit: 0 } });`,
      `import got from 'got';\nexport const load = () => got('https://a.example/', { retry: { limit: 0 }, timeout: { request: 10_000 } });`,
    ],
  } as const;

  it.each(Object.entries(fixes))('fixes %s', async (_, [before, after]) => {
    expect(await fixedText(rule, before)).toBe(after);
    expect(await findingsOf(rule, after)).toEqual([]);
    expect((await loadParser())(after, '/a.ts').errors).toEqual([]);
  });

  it('fixes so that types are right', () => {
    const after = Object.entries(fixes).map(([name, texts]) => [name.replace(/\W/g, '-'), texts[1]]);
    expect(typeErrors(Object.fromEntries(after))).toEqual([]);
  }, 180_000);

  it('joins a signal that is there', async () => {
    const text = `export const load = (u: string, stop: AbortSignal) => fetch(u, { signal: stop });`;
    expect(await fixedText(rule, text, 0, { options: { reportUnknown: true } })).toContain(
      'fetch(u, { signal: AbortSignal.any([stop, AbortSignal.timeout(10_000)]) })',
    );
  });

  it('offers signals in scope as well', async () => {
    const text = `export async function load(url: string, { signal }: { signal: AbortSignal }) {\n  return fetch(url);\n}`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages[0]!.suggestions.map(({ title }) => title)).toEqual([
      'Abort after 10 s with AbortSignal.timeout',
      'Abort on signal, or after 10 s',
    ]);
    expect(await fixedText(rule, text, 1)).toContain(
      'fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) })',
    );
  });

  it('writes the timeout that is configured', async () => {
    expect(await fixedText(rule, `fetch('https://a.example');`, 0, { options: { timeoutMs: 2500 } })).toContain(
      'timeout(2_500)',
    );
  });

  describe('writes the constant that is configured', () => {
    const options = { timeoutMs: 2500, timeoutConstant: 'HTTP_TIMEOUT_MS' };
    const call = `export const load = () => fetch('https://a.example');`;
    const bounded = `export const load = () => fetch('https://a.example', { signal: AbortSignal.timeout(HTTP_TIMEOUT_MS) });`;
    const declared = 'const HTTP_TIMEOUT_MS = 2_500;';

    it.each([
      ['declared at the start', call, `${declared}\n\n${bounded}`],
      ['declared behind imports', `import './own.js';\n${call}`, `import './own.js';\n\n${declared}\n${bounded}`],
      ['that is there', `${declared}\n${call}`, `${declared}\n${bounded}`],
      [
        'that is imported',
        `import { HTTP_TIMEOUT_MS } from './own.js';\n${call}`,
        `import { HTTP_TIMEOUT_MS } from './own.js';\n${bounded}`,
      ],
    ])('%s', async (_, text, after) => {
      expect(await fixedText(rule, text, 0, { options })).toBe(after);
    });

    it.each([
      ['a parameter has its name', call.replace('() =>', '(HTTP_TIMEOUT_MS: string) =>')],
      ['it changes', `let HTTP_TIMEOUT_MS = 1;\n${call}`],
      ['it comes later', `${call}\n${declared}`],
    ])('and the number where %s', async (_, text) => {
      expect(await fixedText(rule, text, 0, { options })).toContain('AbortSignal.timeout(2_500)');
    });

    it('and the number where a limit is longer than what it stands for', async () => {
      const pool = `import pg from 'pg';\nexport const pool = new pg.Pool({ max: 2 });\nexport const all = () => pool.query('select 1');`;
      const text = await fixedText('require-timeout', pool, 0, { options });
      expect(text).toContain('query_timeout: 60_000');
      expect(text).not.toContain('HTTP_TIMEOUT_MS');
    });
  });
});

describe('what stays on this machine, or ends by itself', () => {
  it.each([
    ['a loopback address', "await fetch('http://127.0.0.1:9000/health');"],
    ['localhost', 'await fetch(`http://localhost:4566/${name}`);'],
    ['the resolver', "import dns from 'node:dns/promises';\nawait dns.lookup(name);"],
  ])('%s', async (_, text) => {
    expect(await findingsOf('unwrapped-network-call', text)).toEqual([]);
  });

  it.each([
    ['a host that begins like it', "await fetch('https://localhost.example/items');"],
    ['an address from the environment', "await fetch(process.env.URL ?? 'http://localhost:3000');"],
  ])('not: %s', async (_, text) => {
    expect(await findingsOf('unwrapped-network-call', text)).toHaveLength(1);
  });
});

describe('a module of node that is handed around', () => {
  const modules = `const http = require('node:http');\nconst https = require('node:https');\n`;
  const send = `const req = mod.request(options, (res) => res.resume());\n  req.on('error', log);\n  req.end();`;

  it.each([
    [
      'to a method of the same object',
      `${modules}module.exports = {\n  send: function (mod, options) {\n  ${send}\n  },\n  https: function (o) { this.send(https, o); },\n  http: function (o) { this.send(http, o); },\n};`,
    ],
    [
      'to a function',
      `${modules}function send(mod, options) {\n  ${send}\n}\nexports.load = (url) => send(url.startsWith('https') ? https : http, { host: url });`,
    ],
    [
      'in a table',
      `${modules}const mods = { 'http:': http, 'https:': https };\nexports.load = (url, options) => {\n  const mod = mods[url.protocol];\n  ${send}\n};`,
    ],
  ])('has no timeout in any hand: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a client that somebody made',
      `import axios from 'axios';\nconst api = axios.create({ timeout: 1000 });\nconst load = (client) => client.get('/a');\nexport const all = () => load(api);`,
    ],
    ['whatever a caller passes', `exports.send = (mod, options) => {\n  ${send}\n};`],
    [
      'one with a timeout',
      `${modules}function send(mod, options) {\n  const req = mod.request({ ...options, signal: AbortSignal.timeout(1000) }, (res) => res.resume());\n  req.on('error', log);\n  req.end();\n}\nexports.load = (url) => send(https, { host: url });`,
    ],
  ])('is not %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('options that callers give, all of them in sight', () => {
  const to = `fetch('https://a.example', { ...init, headers })`;
  it.each([
    [
      'a private method',
      `export class A { private send(init: object) { return ${to}; } load() { return this.send({}); } }`,
    ],
    [
      'a function of the module',
      `async function send(init: object) { return ${to}; }\nexport const load = () => send({});`,
    ],
    [
      'a callback that ends a promise',
      `import { get } from 'node:https';\nawait new Promise((resolve) => get(url, resolve));`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'one that passes a signal',
      `async function send(init: object) { return ${to}; }\nexport const load = () => send({ signal: AbortSignal.timeout(500) });`,
    ],
    ['a method for others', `export class A { send(init: object) { return ${to}; } load() { return this.send({}); } }`],
    ['a function that is handed on', `async function send(init: object) { return ${to}; }\nsend({});\nregister(send);`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('the HttpService of NestJS', () => {
  const service = `import { HttpModule, HttpService } from '@nestjs/axios';
    export class A { constructor(private readonly http: HttpService) {} load() { return firstValueFrom(this.http.get('https://a.example')); } }`;
  it('has no timeout unless its module gives it one', async () => {
    expect(await findingsOf(rule, service)).toHaveLength(1);
    const registered = `${service}\nexport const module = HttpModule.register({ timeout: 5000 });`;
    expect(await findingsOf(rule, registered)).toEqual([]);
    const later = `${service}\nexport const module = HttpModule.registerAsync({ useFactory: () => settings });`;
    expect(await findingsOf(rule, later)).toEqual([]);
  });
});

describe('a client of NestJS microservices', () => {
  const start = `import { ClientProxy } from '@nestjs/microservices';\nimport { firstValueFrom, timeout } from 'rxjs';\n@Injectable()\nexport class Orders {\n  constructor(@Inject('ORDERS') private readonly orders: ClientProxy) {}\n`;
  it.each([
    ['waited for', `list() { return firstValueFrom(this.orders.send('orders.list', {})); }`],
    ['handed to the framework', `list() { return this.orders.send('orders.list', {}); }`],
  ])('has no timeout where its answer is %s', async (_, method) => {
    expect(await findingsOf('unwrapped-network-call', `${start}  ${method}\n}`)).toHaveLength(1);
  });

  it.each([
    ['with a timeout', `list() { return firstValueFrom(this.orders.send('orders.list', {}).pipe(timeout(5000))); }`],
    ['that only emits', `note() { this.orders.emit('order.created', {}); }`],
  ])('is fine %s', async (_, method) => {
    expect(await findingsOf('unwrapped-network-call', `${start}  ${method}\n}`)).toEqual([]);
  });
});
