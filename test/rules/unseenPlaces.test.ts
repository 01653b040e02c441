import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';
import { offers } from '../changes/changes.ts';

const unwrapped = 'unwrapped-network-call';
const checked = "if (!response.ok) throw new Error('status');\n  return response.json();";

describe('a controller that no time aborts is no timeout', () => {
  const download = (
    abort: string,
    make = 'const controller = new AbortController();',
  ) => `export async function load(url: string, max: number, stop: EventTarget) {
  ${make}
  ${abort}
  const response = await fetch(url, { signal: controller.signal });
  ${checked}
}`;
  it.each([
    ['it is never aborted', download('')],
    ['it is aborted by a size', download('if (max < 0) controller.abort();')],
    [
      'it is aborted afterwards',
      download('').replace('return response', "if (max === 1) controller.abort('size');\n  return response"),
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(unwrapped, text)).toHaveLength(1);
  });

  it.each([
    ['a timer', download('setTimeout(() => controller.abort(), 1000);')],
    ['a listener, which may be a clock', download("stop.addEventListener('stop', () => controller.abort());")],
    ['somebody who is handed it', download('watch(controller);')],
    ['whoever made it', download('', 'const controller = makeController();')],
  ])('it may be one that is aborted by %s', async (_, text) => {
    expect(await findingsOf(unwrapped, text)).toEqual([]);
  });
});

describe('an address that is set later is not the one that is written', () => {
  const setup = (change: string) => `export async function setup(address: string) {
  const url = new URL('http://localhost:9999/api/config');
  ${change}
  const response = await fetch(url, { method: 'POST' });
  ${checked}
}`;
  it.each(['url.hostname = address;', 'url.host = `${address}:80`;', 'url.href = address;'])('%s', async (change) => {
    expect(await findingsOf(unwrapped, setup(change))).toHaveLength(1);
  });

  it.each(["url.port = '80';", "url.searchParams.set('a', address);", 'console.log(url.hostname === address);'])(
    'unlike %s',
    async (change) => {
      expect(await findingsOf(unwrapped, setup(change))).toEqual([]);
    },
  );
});

describe('a promise of an open WebSocket', () => {
  const open = (make: string, more = '') => `import WebSocket from 'ws';
export const connect = (url: string) => new Promise((resolve, reject) => {
  const ws = ${make};
  ws.on('open', () => resolve(ws));
  ws.once('error', reject);${more}
});`;
  it.each(['new WebSocket(url)', 'new WebSocket(url, { perMessageDeflate: false })', "new WebSocket(url, ['a'])"])(
    'waits for a server that may never answer: %s',
    async (make) => {
      expect(await findingsOf(unwrapped, open(make))).toHaveLength(1);
    },
  );

  it.each([
    ['a limit', open('new WebSocket(url, { handshakeTimeout: 5000 })')],
    ['a timer beside it', open('new WebSocket(url)', '\n  setTimeout(() => reject(new Error()), 1000);')],
    ['a server on this machine', open("new WebSocket('ws://localhost:80/')")],
    [
      'nobody who waits',
      `import WebSocket from 'ws';\nexport function connect(url: string) {\n  const ws = new WebSocket(url);\n  ws.on('open', () => console.log('open'));\n  ws.on('error', console.error);\n}`,
    ],
  ])('is limited, or of no harm, with %s', async (_, text) => {
    expect(await findingsOf(unwrapped, text)).toEqual([]);
  });
});

describe('a promise of an open socket', () => {
  const open = (make: string, more = ''): string => `import net from 'node:net';
export const probe = (host: string, port: number, path: string) => new Promise((resolve, reject) => {
  const socket = ${make};
  socket.once('connect', () => resolve(true));
  socket.once('error', reject);${more}
});`;
  it.each(['net.connect(port, host)', 'net.createConnection({ host, port })', 'new net.Socket().connect(port, host)'])(
    'waits for a server that may never answer: %s',
    async (make) => {
      expect(await findingsOf(unwrapped, open(make))).toHaveLength(1);
    },
  );

  it.each([
    ['a limit', open('net.connect(port, host)', '\n  socket.setTimeout(1000, () => socket.destroy(new Error()));')],
    ['a file', open('net.connect({ path })')],
    ['this machine', open('net.connect(6379)')],
    ['this machine by its port', open('net.createConnection({ port })')],
    ['this machine by its name', open("net.connect(port, 'localhost')")],
    ['this machine by its address', open("net.connect({ port, host: '127.0.0.1' })")],
  ])('is limited, or of no harm, with %s', async (_, text) => {
    expect(await findingsOf(unwrapped, text)).toEqual([]);
  });
});

describe('a status behind a catch that gives an error', () => {
  const rule = 'unchecked-status';
  const read = (handler: string, after = '') =>
    `export const read = (url: string) => fetch(url, { signal: AbortSignal.timeout(1000) }).then((response) => response.json())${after}.catch(${handler});`;
  it.each([
    ["(error) => ({ error: 'failed' })"],
    ["(error) => { console.error(error); return { error: 'failed' }; }"],
    ["() => ({ data: null, error: 'failed' })"],
  ])('is unchecked: %s', async (handler) => {
    expect(await findingsOf(rule, read(handler))).toHaveLength(1);
  });

  it.each([
    ['a value in its place', read('() => null')],
    [
      'a body that is no JSON',
      `export async function read(url: string) {\n  const response = await fetch(url, { signal: AbortSignal.timeout(1000) });\n  const body = await response.json().catch(() => ({ error: 'no JSON' }));\n  return body;\n}`,
    ],
    [
      'a status that is asked for',
      read("() => ({ error: 'failed' })").replace('response.json()', 'response.ok ? response.json() : null'),
    ],
  ])('is left to %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is not thrown for in what others import', async () => {
    const text = `export class Client {\n  async list(url: string) {\n    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).json();\n  }\n}`;
    expect(await offers(rule, text, { path: '/project/apps/sdk/src/index.ts' })).toBe(0);
    expect(await offers(rule, text, { path: '/project/node-sdk/index.ts' })).toBe(0);
    expect(await offers(rule, text, { path: '/project/src/sdkUsers.ts' })).toBe(1);
  });
});

describe('a list that takes one page after the other', () => {
  const rule = 'unbounded-fan-out';
  const pages = (loop: string, list = 'all') => `export async function pages(start: string) {
  const all: any[] = [];
  let next: string | undefined = start;
  ${loop}
  return Promise.all(${list}.map(async (page: any) => (await fetch('https://a.example/' + page.id, { signal: AbortSignal.timeout(1000) })).status));
}`;
  const ask = 'const page: any = await load(next); all.push(...page.data); next = page.next;';
  it.each([
    ['while', pages(`while (next) { ${ask} }`)],
    ['do', pages(`do { ${ask} } while (next);`)],
    ['a part of it', pages(`while (next) { ${ask} }`, 'all.filter((one) => one.ok)')],
  ])('may be long: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => ruleId === rule)).toHaveLength(1);
  });

  it.each([
    ['a number of them', pages(`while (all.length < 100) { ${ask} }`)],
    ['one page', pages('all.push(...(await load(next)).data);')],
    ['one by one of what is written', pages(`for (const one of ['a', 'b']) all.push(one);`)],
  ])('is short with %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => ruleId === rule)).toEqual([]);
  });
});

it.each([
  [
    'a call of a name in a chain of streams',
    `import { get } from 'node:https';\nimport fs from 'node:fs';\nexport const load = (u: string) => {\n  get(u, (r) => { r.pipe(fs.createWriteStream('p')).on('finish', async () => { await fetch(u); }); });\n};`,
  ],
  [
    'a call of a name that a function is handed to',
    `export const load = (u: string) => run((r) => { r.pipe(out); });\nfetch('https://a.example');`,
  ],
])('nothing fails on %s', async (_, text) => {
  const { messages } = await lintInMemory(text, { preset: 'all' });
  expect(messages.filter(({ ruleId }) => ruleId === 'internal-error')).toEqual([]);
});

it.each([
  [
    'limits of its own',
    `import { Agent } from 'undici';\nconst a = new Agent({ headersTimeout: 90_000, bodyTimeout: 90_000 });\nexport const f = (u: string) => fetch(u, { dispatcher: a } as RequestInit);`,
    0,
  ],
  ['none', `export const f = (u: string) => fetch(u, { method: 'GET' });`, 1],
])('a fetch through a dispatcher with %s', async (_, text, count) => {
  const { messages } = await lintInMemory(text, { rule: 'unwrapped-network-call' });
  expect(messages).toHaveLength(count);
});

it.each([
  ['a callback that was handed in', 'c.replaceOne({ id: p.id }, p, cb);', 0],
  ['nothing to call back', 'c.replaceOne({ id: p.id }, p);', 1],
])('a call of a driver with %s', async (_, call, count) => {
  const text = `import { MongoClient } from 'mongodb';\nconst c = new MongoClient('mongodb://a').db().collection('c');\nexport function store(p: { id: string }, cb: () => void) {\n  ${call}\n}`;
  const { messages } = await lintInMemory(text, { rule: 'unhandled-failure' }, { versions: { mongodb: '3.5.9' } });
  expect(messages).toHaveLength(count);
});

describe("a function that stands in for the platform's fetch", () => {
  const send = (take: string) => `export async function load(given: { fetch?: typeof fetch }, url: string) {
  ${take}
  const response = await send(url);
  ${checked}
}`;
  it.each([
    ['where none is given', send('const send = given.fetch ?? fetch;')],
    ['by the older operator', send('const send = given.fetch || globalThis.fetch;')],
    [
      'kept in a field',
      `export class Api {\n  #send;\n  constructor(given: { fetch?: typeof fetch }) {\n    this.#send = given.fetch ?? fetch;\n  }\n  async load(url: string) {\n    const response = await this.#send(url);\n    ${checked}\n  }\n}`,
    ],
  ])('is called without a limit %s', async (_, text) => {
    expect(await findingsOf(unwrapped, text)).toHaveLength(1);
  });

  it('is left to whoever gives a client that may have one', async () => {
    const text = `import axios from 'axios';\nexport async function load(given: { http?: typeof axios }, url: string) {\n  const http = given.http ?? axios.create();\n  return http.get(url);\n}`;
    expect(await findingsOf(unwrapped, text)).toEqual([]);
  });
});
