import { describe, expect, it } from 'vitest';
import { onlyRetry } from './found.ts';
import { findingsOf } from '../rules/harness.ts';

/** A loop that looks at the error of a POST before it goes round. */
const loop = (look: string, before = ''): string => `
  import axios from 'axios';
  ${before}
  export async function charge(order) {
    for (let i = 0; i < 3; i++) {
      try {
        return await axios.post('https://pay.example/charges', order, { timeout: 5000 });
      } catch (e) {
        ${look}
        await new Promise((r) => setTimeout(r, 2 ** i * 200 + Math.random() * 100));
      }
    }
    throw new Error('gave up');
  }`;

describe('a POST is sent again', () => {
  it.each([
    ['all but client errors', 'if (e.response?.status < 500) throw e;'],
    ['5xx, in a variable', 'const status = e.response?.status; if (!(status >= 500)) throw e;'],
    ['5xx, by continue', 'if (e.response && e.response.status >= 500) continue; throw e;'],
    ['one of a list', 'if (![500, 502, 429].includes(e.response.status)) throw e;', ''],
    ['one of a set', 'if (!AGAIN.has(e.response.status)) throw e;', 'const AGAIN = new Set([429, 500]);'],
    ['what a function says', 'if (!mayRetry(e)) throw e;', 'const mayRetry = (err) => err.response?.status === 502;'],
    [
      'what a longer function says',
      'if (!mayRetry(e)) throw e;',
      'function mayRetry(err) { if (!err.response) return true; return err.response.status === 429; }',
    ],
    ['a lost answer', "if (e.code !== 'ETIMEDOUT') throw e;"],
    ['no answer', 'if (e.response) throw e;'],
  ])('after %s', async (_, look, before = '') => {
    expect(onlyRetry(loop(look, before)).openFailures).toBe(true);
    expect(await findingsOf('retry-unsafe-method', loop(look, before))).toHaveLength(1);
  });

  it('after a status of fetch', async () => {
    const text = `
      export async function charge(body) {
        for (let i = 0; i < 3; i++) {
          const res = await fetch('https://pay.example/charges', { method: 'POST', body });
          if (res.status >= 500) { await new Promise((r) => setTimeout(r, 2 ** i * 100)); continue; }
          return res.json();
        }
      }`;
    expect(await findingsOf('retry-unsafe-method', text)).toHaveLength(1);
  });

  it('by a filter of a library', async () => {
    const text = `
      import axios from 'axios';
      import axiosRetry from 'axios-retry';
      const api = axios.create({ timeout: 5000 });
      axiosRetry(api, { retries: 3, retryCondition: (e) => e.response?.status >= 500 });
      export const charge = (order) => api.post('https://pay.example/charges', order);`;
    expect(await findingsOf('retry-unsafe-method', text)).toHaveLength(1);
  });
});

describe('a POST is not sent again where it may have been done', () => {
  it.each([
    ['only 429', 'if (e.response?.status !== 429) throw e;'],
    ['only what was never sent', "if (e.code !== 'ECONNREFUSED') throw e;"],
    ['only 503', 'if (e.response?.status !== 503) throw e;'],
    ['what a package says', 'if (!isRetryable(e)) throw e;', "import { isRetryable } from 'elsewhere';"],
    ['409 by a list', 'if (![409, 429].includes(e.response?.status)) throw e;'],
  ])('%s', async (_, look, before = '') => {
    expect(onlyRetry(loop(look, before)).openFailures).toBeUndefined();
    expect(await findingsOf('retry-unsafe-method', loop(look, before))).toEqual([]);
  });
});
