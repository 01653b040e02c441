import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'retry-everything';
const retried = (callback: string, rest = '') =>
  `import pRetry, { AbortError } from 'p-retry';\nimport axios from 'axios';\nexport const run = (url: string) => pRetry(${callback}, { retries: 3${rest} });`;
const checked = (body: string) => retried(`async () => { const r = await fetch(url); ${body} return r.json(); }`);

describe(rule, () => {
  it.each([
    ['a client that rejects for 4xx', retried('() => axios.get(url)')],
    ['a throw for all that is not ok', checked('if (!r.ok) throw new Error(String(r.status));')],
    ['a throw in a block', checked('if (!r.ok) { throw new Error(); }')],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual(['3: pRetry']);
  });

  it.each([
    ['a filter', retried('() => axios.get(url)', ', shouldRetry: ({ error }) => error.status >= 500')],
    ['a throw for 5xx only', checked('if (r.status >= 500) throw new Error();')],
    ['a final error', checked('if (!r.ok) throw new AbortError("no");')],
    ['a bare fetch, which resolves', retried('() => fetch(url)')],
    ['work that is not seen', retried('() => work(url)')],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
