import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'dead-retry';
const retried = (callback: string, rest = '') => `import pRetry from 'p-retry';
import axios from 'axios';
import { load } from './load';
export const run = (url: string) => pRetry(${callback}, { retries: 3${rest} });`;

describe(rule, () => {
  it.each([
    ['a bare fetch', '() => fetch(url)'],
    ['an awaited one', 'async () => await fetch(url, { method: "PUT" })'],
    ['a returned one', 'function () { return fetch(url); }'],
  ])('reports %s', async (_, callback) => {
    expect(await findingsOf(rule, retried(callback))).toEqual(['4: pRetry']);
  });

  it.each([
    ['a client that rejects', '() => axios.get(url)'],
    ['a helper, which may throw', '() => load(url)'],
    ['a check inside', 'async () => { const r = await fetch(url); if (!r.ok) throw new Error(); return r; }'],
    ['a check in a chain', '() => fetch(url).then((r) => { if (!r.ok) throw new Error(); return r; })'],
  ])('is silent about %s', async (_, callback) => {
    expect(await findingsOf(rule, retried(callback))).toEqual([]);
  });

  it('is silent about a library that can look at results', async () => {
    const text = `import { retry, handleWhenResult } from 'cockatiel';
const policy = retry(handleWhenResult((r: any) => !r.ok), { maxAttempts: 3 });
export const run = (url: string) => policy.execute(() => fetch(url));`;
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
