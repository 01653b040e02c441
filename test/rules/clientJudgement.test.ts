import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

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
    expect(await timeouts(`${amqp}export const open = () => amqp.connect('amqp://b');`)).toHaveLength(1);
    const off = `${mqtt}export const open = () => mqtt.connect('mqtt://b', { connectTimeout: 0 });`;
    expect(await timeouts(off)).toHaveLength(1);
  });
});
