import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'require-policy';
const bounded = `fetch('https://a.example', { signal: AbortSignal.timeout(5_000) })`;

describe(rule, () => {
  it('reports a call that is bounded and tried once', async () => {
    expect(await findingsOf(rule, `export const load = () => ${bounded};`)).toEqual(['1: fetch']);
  });

  it('reports a client once', async () => {
    const text = `import axios from 'axios';\nconst api = axios.create({ timeout: 5_000 });\nexport const a = () => api.get('/a');\nexport const b = () => api.get('/b');`;
    expect(await findingsOf(rule, text)).toEqual(['3: api.get']);
  });

  it.each([
    ["the page's own server", `export const load = () => fetch('/api', { signal: AbortSignal.timeout(5_000) });`],
    ['a call without a timeout', `export const load = () => fetch('https://a.example');`],
    ['a retry', `import pRetry from 'p-retry';\nexport const load = () => pRetry(() => ${bounded});`],
    [
      'a client that retries',
      `import got from 'got';\nexport const load = () => got('https://a.example', { timeout: { request: 5_000 } });`,
    ],
    [
      'a database',
      `import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5 });\nexport const load = () => pool.query('a');`,
    ],
    [
      'options of a caller',
      `export const load = (init: RequestInit) => fetch('https://a.example', { ...init, signal: AbortSignal.timeout(5) });`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is silent about a client of another file', async () => {
    const files = {
      '/project/src/api.ts': `import axios from 'axios';\nexport const api = axios.create({ timeout: 5_000 });`,
    };
    const text = `import { api } from './api';\nexport const load = () => api.get('/a');`;
    expect(await findingsOf(rule, text, { files })).toEqual([]);
  });

  it.each(['browser', 'cli'] as const)('is silent in code of kind %s', async (environment) => {
    expect(await findingsOf(rule, `export const load = () => ${bounded};`, { environment })).toEqual([]);
  });
});
