import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

/** For each call: its timeout, and the kind and text of what misleads about it. */
function defects(code: string): readonly string[] {
  return analyze(parse(code, 'src/a.ts'), noModules).calls.map(({ timeout, timeoutDefects }) =>
    [timeout, ...timeoutDefects.map(({ kind, range }) => `${kind} ${code.slice(range.start, range.end)}`)].join(' | '),
  );
}

const loop = (before: string, inside: string): string =>
  `async function f(u) { ${before} for (let i = 0; i < 3; i++) { try { ${inside} return await fetch(u, { signal: s }) } catch (e) { await sleep(5) } } }`;

describe('signals', () => {
  it.each([
    ['outside a loop', loop('const s = AbortSignal.timeout(5);', ''), 'bounded | spent-signal AbortSignal.timeout(5)'],
    ['inside it', loop('', 'const s = AbortSignal.timeout(5);'), 'bounded'],
    [
      'outside a retried callback',
      "import pRetry from 'p-retry'; async function f() { const signal = AbortSignal.timeout(5); await pRetry(() => fetch(u, { signal })) }",
      'bounded | spent-signal AbortSignal.timeout(5)',
    ],
    [
      'inside it',
      "import pRetry from 'p-retry'; async function f() { await pRetry(() => fetch(u, { signal: AbortSignal.timeout(5) })) }",
      'bounded',
    ],
    [
      'for the whole module',
      'const signal = AbortSignal.timeout(5); export const f = () => fetch(u, { signal })',
      'bounded | spent-signal AbortSignal.timeout(5)',
    ],
    ['for a call of the module', 'const signal = AbortSignal.timeout(5); await fetch(u, { signal })', 'bounded'],
  ])('%s', (_, code, expected) => {
    expect(defects(code)).toEqual([expected]);
  });
});

describe('waits that end without the request', () => {
  it.each([
    ['p-timeout', "import pTimeout from 'p-timeout'; pTimeout(fetch(u), { milliseconds: 5 })", 'pTimeout'],
    ['a race', 'Promise.race([fetch(u), new Promise((_, no) => setTimeout(no, 5))])', 'Promise.race'],
  ])('%s', (_, code, head) => {
    expect(defects(code)).toEqual([`bounded | not-cancelled ${head}`]);
  });

  it('are none where the request has a signal of its own', () => {
    const code =
      "import pTimeout from 'p-timeout'; pTimeout(fetch(u, { signal: AbortSignal.timeout(5) }), { milliseconds: 5 })";
    expect(defects(code)).toEqual(['bounded']);
  });
});

describe('timers of a controller', () => {
  const controlled = (rest: string): string =>
    `async function f(u) { const c = new AbortController(); const t = setTimeout(() => c.abort(), 5); ${rest} }`;

  it('are partial where they are cleared before the body is read', () => {
    const code = controlled(
      'const res = await fetch(u, { signal: c.signal }); clearTimeout(t); return await res.json();',
    );
    expect(defects(code)).toEqual(['bounded | partial clearTimeout(t)']);
  });

  it.each([
    'const res = await fetch(u, { signal: c.signal }); const body = await res.json(); clearTimeout(t); return body;',
    'try { const res = await fetch(u, { signal: c.signal }); return await res.json(); } finally { clearTimeout(t); }',
  ])('hold where they are cleared after it: %s', (rest) => {
    expect(defects(controlled(rest))).toEqual(['bounded']);
  });
});

describe('timeouts of the platform’s http client', () => {
  const http = "import http from 'node:http';";
  it.each([
    ['without a listener', `${http} const r = http.request(u, { timeout: 5 }); r.end()`, 'none | ineffective 5'],
    [
      'with one that ends the request',
      `${http} const r = http.request(u, { timeout: 5 }); r.on('timeout', () => r.destroy()); r.end()`,
      'bounded',
    ],
    [
      'with one that only logs',
      `${http} const r = http.request(u, { timeout: 5 }); r.on('timeout', () => log('slow')); r.end()`,
      'none | ineffective 5',
    ],
    ['set by a method', `${http} const r = http.get(u); r.setTimeout(5, () => r.destroy())`, 'bounded'],
    [
      'with a listener and no time',
      `${http} const r = http.get('http://x.example'); r.on('timeout', () => r.destroy())`,
      'none',
    ],
  ])('%s', (_, code, expected) => {
    expect(defects(code)).toEqual([expected]);
  });
});

describe('deadlines', () => {
  const grpc = (deadline: string): string =>
    `import { Client } from '@grpc/grpc-js'; const c = new Client(a, b); c.greet(m, { deadline: ${deadline} }, done)`;

  it('are points in time', () => {
    expect(defects(grpc('5000'))).toEqual(['bounded | ineffective 5000']);
    expect(defects(grpc('Date.now() + 5000'))).toEqual(['bounded']);
  });
});
