import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const loop = (operation: string): string => `export async function order(o: object) {
  for (let n = 0; n < 5; n++) {
    try { return await ${operation}; } catch { await new Promise((r) => setTimeout(r, 2 ** n * 200)); }
  }
}`;
const files = {
  '/project/src/http.ts': `import got from 'got';
    export const get = (url: string) => got(url, { timeout: { request: 1000 } }).json();
    export async function post(url: string, body: object) {
      const r = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      if (!r.ok) throw new Error('refused');
    }
    export const keyed = (url: string, key: string) => fetch(url, { method: 'POST', headers: { 'Idempotency-Key': key } });`,
};

describe('a retry round functions of another file', () => {
  it('sends their POST again', async () => {
    const text = `import { post } from './http';\n${loop(`post('/orders', o)`)}`;
    expect(await findingsOf('retry-unsafe-method', text, { files })).toEqual([`4: post('/orders', o)`]);
  });

  it.each([`get('/orders')`, `keyed('/orders', 'k')`])('may repeat %s', async (operation) => {
    const text = `import { get, keyed } from './http';\n${loop(operation)}`;
    expect(await findingsOf('retry-unsafe-method', text, { files })).toEqual([]);
  });

  it('multiplies with what their client repeats, named from the outside in', async () => {
    const text = `import { get } from './http';\n${loop(`get('/orders')`)}`;
    const { messages } = await lintInMemory(text, { rule: 'nested-retry' }, { files });
    expect(messages.map(({ message }) => message)).toEqual([
      expect.stringContaining('Up to 15 requests for one call: this loop (5 attempts) around got (3 attempts)'),
    ]);
  });

  it('stands alone where they retry nothing', async () => {
    const text = `import { post } from './http';\n${loop(`post('/orders', o)`)}`;
    expect(await findingsOf('nested-retry', text, { files })).toEqual([]);
  });
});

describe('a helper of another file', () => {
  const helper = {
    '/project/src/withRetry.ts': `export async function withRetry(fn, tries = 3) {
      for (let i = 0; i < tries; i++) {
        try { return await fn(); } catch (e) { if (i === tries - 1) throw e; await new Promise((r) => setTimeout(r, 1000 * 2 ** i)); }
      }
    }
    export class Retrier { run(fn) { return withRetry(fn); } }`,
  };
  const head = `import { withRetry, Retrier } from './withRetry';\n`;
  const post = `fetch('https://a.example', { method: 'POST' })`;

  it.each([
    ['round itself', `export const f = () => withRetry(() => withRetry(() => fetch('https://a.example')));`],
    [
      'round a function that it runs',
      `const one = () => withRetry(() => fetch('https://a.example'));\nexport const f = () => withRetry(one);`,
    ],
    [
      'round a method of its class',
      `export const f = (r: Retrier) => r.run(() => withRetry(() => fetch('https://a.example')));`,
    ],
  ])('multiplies %s', async (_, text) => {
    expect(await findingsOf('nested-retry', head + text, { files: helper })).toHaveLength(1);
  });

  it.each([
    ['once', `export const f = () => withRetry(() => fetch('https://a.example'));`],
    [
      'one after the other',
      `export const f = async () => { await withRetry(() => fetch('https://a.example')); await withRetry(() => fetch('https://b.example')); };`,
    ],
  ])('does not multiply %s', async (_, text) => {
    expect(await findingsOf('nested-retry', head + text, { files: helper })).toEqual([]);
  });

  it.each([
    ['a callback', `export const f = () => withRetry(() => ${post});`],
    ['a name', `const pay = () => ${post};\nexport const f = () => withRetry(pay);`],
    ['a method of its class', `export const f = (r: Retrier) => r.run(() => ${post});`],
  ])('sends a POST again: %s', async (_, text) => {
    expect(await findingsOf('retry-unsafe-method', head + text, { files: helper })).toHaveLength(1);
  });
});
