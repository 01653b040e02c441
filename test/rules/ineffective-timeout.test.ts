import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';

const rule = 'ineffective-timeout';
const aws = `import { S3Client } from '@aws-sdk/client-s3';\n`;

describe(rule, () => {
  it.each([
    ['fetch', `fetch('https://a.example', { timeout: 5000 });`, {}],
    [
      'node-fetch 3',
      `import fetch from 'node-fetch';\nfetch('https://a.example', { timeout: 5000 });`,
      { 'node-fetch': '3.3.2' },
    ],
    ['cross-fetch', `import fetch from 'cross-fetch';\nfetch('https://a.example', { timeout: 5000 });`, {}],
    [
      'http without a listener',
      `import http from 'http';\nhttp.get('http://a.example', { timeout: 5000 }, () => {});`,
      {},
    ],
    [
      'the AWS SDK',
      `${aws}export const s3 = new S3Client({ requestHandler: { requestTimeout: 5000 } });`,
      { '@aws-sdk/client-s3': '3.1169.0' },
    ],
  ])('reports the option of %s', async (_, text, versions) => {
    const found = await findingsOf(rule, text, { versions });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/: (?:timeout|requestTimeout): 5000$/);
  });

  it.each([
    ['a signal', `fetch('https://a.example', { signal: AbortSignal.timeout(5000) });`, {}],
    [
      'node-fetch 2',
      `import fetch from 'node-fetch';\nfetch('https://a.example', { timeout: 5000 });`,
      { 'node-fetch': '2.7.0' },
    ],
    ...[
      `const fetch = require('node-fetch');`,
      `import fetch from 'node-fetch';`,
      `const { default: fetch } = require('node-fetch');`,
    ].map((load): [string, string, Record<string, string>] => [
      `node-fetch of a version that nobody knows, ${load}`,
      `${load}\nfetch('https://a.example', { timeout: 5000 });`,
      {},
    ]),
    [
      'http with a listener',
      `import http from 'http';\nconst r = http.get('http://a.example', { timeout: 5000 });\nr.on('timeout', () => r.destroy());`,
      {},
    ],
    ...['make-fetch-happen', 'minipass-fetch'].map((name): [string, string, Record<string, string>] => [
      `${name}, whatever its version`,
      `import fetch from '${name}';\nfetch('https://a.example', { timeout: 5000 });`,
      { [name]: '15.0.6' },
    ]),
    [
      'what make-fetch-happen gives to each call',
      `import fetch from 'make-fetch-happen';\nconst get = fetch.defaults({ timeout: 5000, retry: { retries: 2 } });\nget('https://a.example');`,
      { 'make-fetch-happen': '15.0.6' },
    ],
    ['axios', `import axios from 'axios';\naxios.get('https://a.example', { timeout: 5000 });`, {}],
    [
      'a limit of idle connections',
      `import { Pool } from 'pg';\nexport const pool = new Pool({ idleTimeoutMillis: 5000, query_timeout: 100 });`,
      {},
    ],
    ['a fetch of their own', `import { fetch } from './fetch';\nfetch('https://a.example', { timeout: 5000 });`, {}],
    [
      'options of the caller',
      `export const load = (init: RequestInit) => fetch('https://a.example', { ...init });`,
      {},
    ],
  ])('is silent about %s', async (_, text, versions) => {
    expect(await findingsOf(rule, text, { versions })).toEqual([]);
  });

  it('reports an option of an instance once, whatever the number of its calls', async () => {
    const text = `import { Octokit } from 'octokit';
const octokit = new Octokit({ request: { timeout: 5000 } });
export const a = () => octokit.request('GET /user');
export const b = () => octokit.request('GET /emojis');`;
    expect(await findingsOf(rule, text, { versions: { octokit: '5.0.5' } })).toEqual(['2: timeout: 5000']);
  });

  it('is the only finding of the call: the place to fix is the option', async () => {
    const text = `export const load = (url: string) => fetch(url, { timeout: 5000 });`;
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId }) => ruleId).filter((id) => /timeout|unwrapped/.test(id))).toEqual([rule]);
  });

  it('leaves a pool with nothing but an idle limit to require-timeout', async () => {
    const text = `import { Pool } from 'pg';\nexport const pool = new Pool({ idleTimeoutMillis: 5000 });`;
    expect(await findingsOf('require-timeout', text)).toHaveLength(1);
  });

  it('is silent where the call is bounded in another way', async () => {
    const text = `fetch('https://a.example', { timeout: 5000, signal: AbortSignal.timeout(100) });`;
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId }) => ruleId).filter((id) => /timeout|unwrapped/.test(id))).toEqual([]);
  });

  it('fixes fetch', async () => {
    const after = await fixedText(rule, `fetch('https://a.example', { method: 'PUT', timeout: ms });`);
    expect(after).toBe(`fetch('https://a.example', { method: 'PUT', signal: AbortSignal.timeout(ms) });`);
    expect(await findingsOf(rule, after)).toEqual([]);
  });

  it('fixes the AWS SDK', async () => {
    const versions = { '@aws-sdk/client-s3': '3.1169.0' };
    const before = `${aws}export const s3 = new S3Client({ requestHandler: { requestTimeout: 5000 } });`;
    const after = await fixedText(rule, before, 0, { versions });
    expect(after).toContain('{ requestTimeout: 5000, throwOnRequestTimeout: true }');
    expect(await findingsOf(rule, after, { versions })).toEqual([]);
  });
});
