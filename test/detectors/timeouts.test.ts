import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import type { RemoteCall } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const callIn = (text: string): RemoteCall => analyze(parse(text, 'src/a.ts'), noModules).calls[0]!;
const https = `import https from 'node:https';\n`;
const net = `import net from 'node:net';\n`;
const promised = (body: string): string =>
  `${https}export const ask = (id, left) => new Promise((resolve, reject) => { const q = https.get('https://a.example/' + id, (res) => resolve(res)); ${body} });`;

describe('a timer beside a request', () => {
  it.each([
    ['rejects', 'setTimeout(() => reject(new Error("late")), 500);'],
    ['is handed the function itself', 'setTimeout(reject, 500);'],
    [
      'gives a value instead',
      'const t = setTimeout(() => { resolve(null); }, 500); q.on("close", () => clearTimeout(t));',
    ],
    ['destroys the request', 'setTimeout(() => q.destroy(), 500);'],
  ])('bounds it when it %s', (_, body) => {
    expect(callIn(promised(body)).timeout).toBe('bounded');
  });

  it.each([
    ['starts it again after an error', 'q.on("error", () => setTimeout(() => resolve(ask(id, left - 1)), 500));'],
    ['is armed for some only', 'if (left) setTimeout(() => reject(new Error("late")), left);'],
    ['starts it again', 'setTimeout(() => resolve(ask(id)), 500);'],
    ['says that it is slow', 'setTimeout(() => console.warn("slow"), 500);'],
    ['is armed when the answer is there', 'q.on("response", () => setTimeout(() => reject(new Error("late")), 500));'],
  ])('does not bound it when it %s', (_, body) => {
    expect(callIn(promised(body)).timeout).toBe('none');
  });
});

describe('the idle limit of a socket', () => {
  it.each([
    ["const s = net.connect({ port }); s.setTimeout(500); s.on('timeout', () => s.destroy());", 'bounded'],
    ['this.s = net.connect({ port }); this.s.setTimeout(500, () => this.s.destroy());', 'bounded'],
    ["const s = net.connect({ port }); s.setTimeout(500).on('timeout', () => s.destroy());", 'bounded'],
    ["this.s = net.connect({ port }); this.s.setTimeout(500).once('timeout', () => this.s.destroy());", 'bounded'],
    ["const s = net.connect({ port }); s.setTimeout(500).on('timeout', () => log('slow'));", 'none'],
    ["const s = net.connect({ port }); s.setTimeout(500); s.on('timeout', () => console.warn('slow'));", 'none'],
    ["const s = net.connect({ port }); s.on('timeout', () => s.destroy());", 'none'],
  ])('%s', (text, timeout) => {
    expect(callIn(net + text).timeout).toBe(timeout);
  });
});

describe('a timeout that the caller may leave out', () => {
  const signal = 'signal: ms ? AbortSignal.timeout(ms) : undefined';
  it.each([
    ['a parameter', `export const load = (url, ms) => fetch(url, { ${signal} });`],
    ['a property', `export const load = (url, { ms } = {}) => fetch(url, { ${signal} });`],
    ['a typed property', `export const load = (url: string, { ms }: { ms?: number }) => fetch(url, { ${signal} });`],
    [
      'a timer',
      'export function load(url, ms) { const c = new AbortController(); if (ms) setTimeout(() => c.abort(), ms); return fetch(url, { signal: c.signal }); }',
    ],
    ['a caller that has none', `const load = (url, ms) => fetch(url, { ${signal} }); load(a, 500); load(b);`],
    [
      'a caller that passes on',
      `const load = (url, ms) => fetch(url, { ${signal} }); export const items = (ms) => load(a, ms);`,
    ],
  ])('%s', (_, text) => {
    expect(callIn(text)).toMatchObject({ timeout: 'unknown', optionalTimeout: 'ms' });
  });

  it.each([
    ['a default', `export const load = (url, ms = 500) => fetch(url, { ${signal} });`],
    ['a default inside', `export const load = (url, { ms = 500 } = {}) => fetch(url, { ${signal} });`],
    ['a type that demands it', `export const load = (url: string, ms: number) => fetch(url, { ${signal} });`],
    ['callers that all pass one', `const load = (url, ms) => fetch(url, { ${signal} }); load(a, 500); load(b, 900);`],
    ['a setting', `const ms = Number(process.env.MS); export const load = (url) => fetch(url, { ${signal} });`],
    [
      'a value that is filled in',
      `export function load(url, ms) { ms = ms ?? 500; return fetch(url, { ${signal} }); }`,
    ],
  ])('is none with %s', (_, text) => {
    expect(callIn(text)).toMatchObject({ timeout: 'bounded' });
    expect(callIn(text).optionalTimeout).toBeUndefined();
  });
});

describe('a timer that is cleared when the headers are in', () => {
  const around = (body: string): string =>
    `export async function load(url) { const c = new AbortController(); const t = setTimeout(() => c.abort(), 500); ${body} }`;
  const request = 'fetch(url, { signal: c.signal })';
  const kinds = (text: string): string[] => callIn(text).timeoutDefects.map(({ kind }) => kind);
  it.each([
    `try { return await ${request}; } finally { clearTimeout(t); }`,
    `try { const r = await ${request}; return r; } finally { clearTimeout(t); }`,
    `try { const r = await ${request}; return r.json(); } finally { clearTimeout(t); }`,
    `return ${request}.finally(() => clearTimeout(t));`,
  ])('%s', (body) => {
    expect(kinds(around(body))).toEqual(['partial']);
  });

  it.each([
    `try { const r = await ${request}; return await r.json(); } finally { clearTimeout(t); }`,
    `try { const r = await ${request}; return r.ok; } finally { clearTimeout(t); }`,
    `return ${request}.then((r) => r.json()).finally(() => clearTimeout(t));`,
    `try { return await ${request}; } catch (e) { clearTimeout(t); throw e; }`,
  ])('not: %s', (body) => {
    expect(kinds(around(body))).toEqual([]);
  });

  it('does not take a request object with a signal for one without', () => {
    expect(callIn('const q = new Request(u, { signal: AbortSignal.timeout(500) }); await fetch(q);').timeout).toBe(
      'bounded',
    );
  });
});

const choice = (way: string, last: string): string =>
  `import knex from 'knex';
let connection = process.env.DB ? process.env.DB : { host: config.host, port: config.port };
let client = null;
switch (config.type) {
  case 'postgres': client = 'pg'; break;
  case 'mysql': client = 'mysql2'; ${way} break;
  case 'sqlite': ${last} break;
}
const db = knex({ client, connection });
export const f = () => db('users').select('*');`;

describe('a database whose dialect is chosen at run time', () => {
  it.each([
    ['as it is', ''],
    ['with parts of its options taken out', 'const { host, port, ...rest } = connection; connection = rest;'],
  ])('is limited as those over a network are, %s', (_, way) => {
    const text = choice(way, "client = 'sqlite3'; connection = { filename: 'a' };");
    expect(callIn(text).timeout).toBe('none');
  });

  it('is not told of where the rest comes from elsewhere', () => {
    expect(callIn(choice('const { host, ...rest } = load(); connection = rest;', '')).timeout).toBe('unknown');
  });
});
