import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from '../rules/harness.ts';

const main = '/project/src/file.ts';
const lintAmong = async (rule: string, text: string, files: Record<string, string>, published = false) =>
  (await lintInMemory(text, { preset: 'recommended' }, { path: main, files, published })).messages.filter(
    ({ ruleId }) => ruleId === rule,
  );

const wrapper = 'export async function send(url: string, init?: RequestInit) { return fetch(url, init); }';
const calls = (options: string) =>
  `import { send } from './file.ts';\nexport const a = () => send('https://a.example.com'${options});`;

describe('options that callers in other files pass', () => {
  const rule = 'unwrapped-network-call';

  it.each([
    ['options as they are', wrapper, calls('')],
    [
      'options spread',
      'export const send = (url: string, init: RequestInit) => fetch(url, { ...init, method: "POST" });',
      calls(', {}'),
    ],
    [
      'a signal that may be left out',
      'export const send = (url: string, o: { signal?: AbortSignal } = {}) => fetch(url, { signal: o.signal });',
      calls(''),
    ],
  ])('reports %s where nobody passes a signal', async (_, text, other) => {
    expect(await lintAmong(rule, text, { '/project/src/other.ts': other })).toHaveLength(1);
  });

  it('offers nothing that takes the place of a signal that callers may pass', async () => {
    const text =
      'export const send = (url: string, o: { signal?: AbortSignal } = {}) => fetch(url, { signal: o.signal });';
    const [found] = await lintAmong(rule, text, { '/project/src/other.ts': calls('') });
    expect(found?.suggestions ?? []).toEqual([]);
  });

  it.each([
    ['a caller passes one', calls(', { signal: AbortSignal.timeout(1000) }')],
    ['a caller has one in a variable', calls(', { signal }').replace('() =>', '(signal) =>')],
  ])('is silent where %s', async (_, other) => {
    expect(await lintAmong(rule, wrapper, { '/project/src/other.ts': other })).toEqual([]);
  });

  it('is silent where no caller is in sight', async () => {
    expect(await lintAmong(rule, wrapper, { '/project/src/other.ts': 'export const b = 1;' })).toEqual([]);
  });

  it('is silent about a signal that a library gives to its callback', async () => {
    const text =
      "import { timeout } from 'some-policies';\nexport const send = (url: string) => timeout(1000).execute(({ signal }) => fetch(url, { signal }));";
    expect(await lintAmong(rule, text, { '/project/src/other.ts': calls('') })).toEqual([]);
  });

  it('is silent in a package that others install', async () => {
    expect(await lintAmong(rule, wrapper, {}, true)).toEqual([]);
  });
});

const iface = 'export interface IUsers { load(id: string): Promise<string>; }';
const implementation =
  "import axios from 'axios';\nimport type { IUsers } from './iface.ts';\nexport class Users implements IUsers { async load(id: string) { return (await axios.get(`https://a.example.com/${id}`, { timeout: 1000 })).data; } }";
const service = (list: string) =>
  `import type { IUsers } from './iface.ts';\nexport class Service { constructor(private readonly users: IUsers) {}\n all(${list}) { return Promise.all(ids.map((id) => this.users.load(id))); } }`;

describe('fan-out through services', () => {
  const rule = 'unbounded-fan-out';
  const files = { '/project/src/iface.ts': iface, '/project/src/users.ts': implementation };

  it('reports requests behind an interface with one class', async () => {
    expect(await lintAmong(rule, service('ids: string[]'), files)).toHaveLength(1);
  });

  it('is silent where two classes implement it', async () => {
    const second = implementation.replace('class Users', 'class Other');
    expect(await lintAmong(rule, service('ids: string[]'), { ...files, '/project/src/o.ts': second })).toEqual([]);
  });

  it("reports requests of NestJS's HttpService", async () => {
    const api =
      "import { HttpService } from '@nestjs/axios';\nexport class Api { constructor(private readonly http: HttpService) {}\n get(id: string) { return this.http.axiosRef.get('https://a.example.com/' + id, { timeout: 1000 }); } }";
    const text =
      "import { Api } from './api.ts';\nexport class Service { constructor(private readonly api: Api) {}\n all(ids: string[]) { return Promise.all(ids.map((id) => this.api.get(id))); } }";
    expect(await lintAmong(rule, text, { '/project/src/api.ts': api })).toHaveLength(1);
  });

  const bots = (query: string) =>
    `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function enabledBots() { const { rows } = await pool.query('${query}'); return rows; }`;
  const online =
    "import { enabledBots } from './bots.ts';\nexport async function online() { const bots = await enabledBots(); return Promise.all(bots.map((b) => fetch(`https://a.example.com/${b.id}`))); }";

  it('takes a list for as long as the query of the function that gives it', async () => {
    expect(await lintAmong(rule, online, { '/project/src/bots.ts': bots('select * from bots') })).toHaveLength(1);
    expect(await lintAmong(rule, online, { '/project/src/bots.ts': bots('select * from bots limit 10') })).toEqual([]);
  });
});

describe('promises that stay pending', () => {
  const rule = 'unhandled-failure';
  const heard = "process.on('unhandledRejection', (e) => console.error(e));\n";

  it('reports an executor whose only way to settle is dropped, whoever hears of rejections', async () => {
    const text = `${heard}export const load = (u) => new Promise((resolve) => { fetch(u).then((r) => resolve(r.status)); });`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('reports an async executor, whoever hears of rejections', async () => {
    const text = `${heard}export const load = (u) => new Promise(async (resolve) => { const r = await fetch(u); resolve(r.status); });`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is silent about what settles besides', async () => {
    const text = `${heard}export const load = (u) => new Promise((resolve) => { setTimeout(resolve, 100); fetch(u).then(() => console.log(1)); });`;
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('what is set up for other files', () => {
  const retry = (options: string) =>
    `import axios from 'axios';\nimport axiosRetry from 'axios-retry';\nexport const http = axios.create({ timeout: 1000 });\naxiosRetry(http, { retries: 3, retryDelay: axiosRetry.exponentialDelay${options} });`;

  it('reports a filter that lets everything through', async () => {
    expect(await findingsOf('retry-everything', retry(', retryCondition: () => true'))).toHaveLength(1);
    expect(await findingsOf('retry-everything', retry(''))).toEqual([]);
  });

  it('reports a consumer without a listener', async () => {
    const text =
      "import { Consumer } from 'sqs-consumer';\nconst consumer = Consumer.create({ queueUrl: 'q' });\nconsumer.start();";
    expect(await findingsOf('missing-error-listener', text)).toHaveLength(1);
    expect(await findingsOf('missing-error-listener', `${text}\nconsumer.on('error', console.error);`)).toEqual([]);
  });

  it("knows nodemailer's fetch", async () => {
    const text = "const fetch = require('nodemailer/lib/fetch');\nmodule.exports = (url) => fetch(url);";
    expect(await findingsOf('unwrapped-network-call', text)).toHaveLength(1);
    expect(
      await findingsOf('unwrapped-network-call', text.replace('fetch(url)', 'fetch(url, { timeout: 1000 })')),
    ).toEqual([]);
  });
});
