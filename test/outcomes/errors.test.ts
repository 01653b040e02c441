import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import type { RemoteCall } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

function call(text: string): RemoteCall {
  const { calls } = analyze(parse(text, 'src/a.ts'), noModules);
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

describe('errors', () => {
  it.each([
    ['async function f() { await fetch(u); }', 'propagated'],
    ['const f = () => fetch(u);', 'propagated'],
    ['function f() { fetch(u); }', 'floating'],
    ['function f() { fetch(u).then((r) => r.json()); }', 'floating'],
    ['function f() { fetch(u).catch((e) => log(e)); }', 'handled'],
    ['function f() { fetch(u).catch(() => {}); }', 'swallowed'],
    ['function f() { fetch(u).then(use, (e) => log(e)); }', 'handled'],
    ['async function f() { try { await fetch(u); } catch (e) { log(e); throw e; } }', 'handled'],
    ['async function f() { try { await fetch(u); } catch (e) { throw e; } }', 'propagated'],
    ['async function f() { try { await fetch(u); } catch {} }', 'swallowed'],
    ['async function f() { try { const p = fetch(u); await p; } catch (e) { log(e); } }', 'handled'],
    ['async function f() { try { await Promise.all(xs.map((x) => fetch(x))); } catch (e) { log(e); } }', 'handled'],
    ['async function f() { await Promise.allSettled(xs.map((x) => fetch(x))); }', 'swallowed'],
    [
      'async function f() { const ps = []; for (const x of xs) ps.push(fetch(x)); await Promise.all(ps); }',
      'propagated',
    ],
    ["import https from 'node:https'; https.get(u, (res) => use(res.statusCode));", 'no-listener'],
    ["import https from 'node:https'; const r = https.get(u, use); r.on('error', log);", 'handled'],
  ])('%s', (text, expected) => {
    expect(call(text).errors).toBe(expected);
  });
});

describe('status', () => {
  it.each([
    ['async function f() { const r = await fetch(u); if (!r.ok) throw new Error(); return r.json(); }', 'checked'],
    ['async function f() { const r = await fetch(u); return r.json(); }', 'unchecked'],
    ['async function f() { return (await fetch(u)).json(); }', 'unchecked'],
    ['async function f() { await fetch(u); }', 'unchecked'],
    ['const f = () => fetch(u).then((r) => { if (r.status > 299) throw r; return r.text(); });', 'checked'],
    ['const f = () => fetch(u).then((r) => r.json());', 'unchecked'],
    ['async function f() { const { ok, body } = await fetch(u); return ok && body; }', 'checked'],
    [
      'const must = (r) => { if (!r.ok) throw r; return r; }; const f = () => fetch(u).then(must).then((r) => r.json());',
      'checked',
    ],
    ['export async function f() { return fetch(u); }', 'na'],
    ["import axios from 'axios'; const f = () => axios.get(u);", 'na'],
  ])('%s', (text, expected) => {
    expect(call(text).status).toBe(expected);
  });
});

describe('fan-out', () => {
  it.each([
    ['const f = (xs) => Promise.all(xs.map((x) => fetch(x)));', 'unbounded'],
    ['const f = (xs) => xs.forEach(async (x) => { await fetch(x); });', 'unbounded'],
    ['async function one(x) { return fetch(x); } const f = (xs) => Promise.all(xs.map((x) => one(x)));', 'unbounded'],
    ['async function f(xs) { for (const x of xs) await fetch(x); }', 'no'],
    ['const f = () => Promise.all([a, b].map((x) => fetch(x)));', 'no'],
    ['const f = (xs) => Promise.all(xs.slice(0, 5).map((x) => fetch(x)));', 'no'],
    [
      "import pLimit from 'p-limit'; const limit = pLimit(4); const f = (xs) => Promise.all(xs.map((x) => limit(() => fetch(x))));",
      'no',
    ],
    [
      'async function f(xs) { for (let i = 0; i < xs.length; i += 5) { const batch = xs.slice(i, i + 5); await Promise.all(batch.map((x) => fetch(x))); } }',
      'no',
    ],
  ])('%s', (text, expected) => {
    expect(call(text).fanout).toBe(expected);
  });
});

describe('boundary', () => {
  it.each([
    ['setInterval(async () => { await fetch(u); }, 1000);', 'timer', true],
    ["process.on('SIGUSR2', async () => { await fetch(u); });", 'process-event', true],
    ["socket.on('message', async () => { await fetch(u); });", 'event-handler', true],
    [
      "import express from 'express'; const app = express(); app.get('/a', async (req, res) => { res.send(await fetch(u)); });",
      'express-handler',
      true,
    ],
    ['async function f() { await fetch(u); }', 'function', false],
    ['const f = (xs) => xs.map((x) => fetch(x));', 'function', false],
    ['await fetch(u);', 'top-level', false],
  ])('%s', (text, kind, lost) => {
    expect(call(text).boundary).toMatchObject({ kind, lost });
  });
});

describe('idempotency keys', () => {
  const loop = (body: string, before = ''): string =>
    `export async function pay() { ${before} for (let i = 0; i < 3; i++) { try { ${body} } catch (e) { console.error(e); } } }`;

  it('is stable where it is made outside the loop', () => {
    const text = loop(
      "return await fetch('https://a.example', { method: 'POST', headers: { 'Idempotency-Key': key } });",
      'const key = crypto.randomUUID();',
    );
    expect(call(text).idempotencyKey).toBe('stable');
  });

  it('is made for each attempt inside it', () => {
    const text = loop(
      "return await fetch('https://a.example', { method: 'POST', headers: { 'Idempotency-Key': crypto.randomUUID() } });",
    );
    expect(call(text).idempotencyKey).toBe('per-attempt');
  });
});
