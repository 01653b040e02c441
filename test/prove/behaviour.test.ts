import { describe, expect, it, vi } from 'vitest';
import { show, type Attempt } from './project.ts';

// Each test runs a test runner twice, and waits for what hangs.
vi.setConfig({ testTimeout: 120_000 });

const node = { name: 'x', type: 'module', scripts: { test: 'node --test' } };
const commonJs = { name: 'x', scripts: { test: 'node --test' } };
const vitest = { name: 'x', type: 'module', devDependencies: { vitest: '^3.0.0' } };
const mocha = { name: 'x', scripts: { test: 'mocha' } };

async function proves(attempt: Attempt, message: RegExp): Promise<void> {
  const { proof, before, after, changed } = await show(attempt);
  expect(before.code, proof.text + before.output).not.toBe(0);
  expect(before.output).toMatch(message);
  expect(after.code, changed + proof.text + after.output).toBe(0);
}

const hangs = /still waits after 3000 ms/;

const esmFetch = `const base = process.env.USERS_URL;

export async function getUser(id: string, options: { readonly full: boolean }): Promise<unknown> {
  const response = await fetch(\`\${base}/users/\${id}?full=\${options.full}\`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
`;

const cjsFetch = `"use strict"
const helper = async (order) => {
  const response = await fetch("https://orders.example/" + order.customer.id)
  return response.json()
}
exports.orders = async (order) => {
  return await helper(order)
}
`;

describe('a test is written in the language of its file', () => {
  const users = { path: 'src/users.ts', text: esmFetch, at: 'fetch(', ruleId: 'unwrapped-network-call' };
  const orders = { path: 'orders.js', text: cjsFetch, at: 'fetch(', ruleId: 'unwrapped-network-call' };

  it.each([
    ['JavaScript modules for TypeScript', { ...users, manifest: node, out: 'src/hangs.test.mjs' }],
    ['CommonJS for TypeScript', { ...users, manifest: node, out: 'src/hangs.test.cjs' }],
    ['modules for CommonJS', { ...orders, manifest: commonJs, out: 'hangs.test.mjs' }],
    ['TypeScript for CommonJS', { ...orders, manifest: commonJs, out: 'hangs.test.ts' }],
  ])('%s', (_, attempt) => proves(attempt, hangs));
});

describe('a call without a timeout hangs, and ends with the change', () => {
  it('fetch, ESM, TypeScript, vitest', () =>
    proves(
      { path: 'src/users.ts', text: esmFetch, at: 'fetch(', ruleId: 'unwrapped-network-call', manifest: vitest },
      hangs,
    ));

  it('fetch, ESM, TypeScript, node:test', () =>
    proves(
      { path: 'src/users.ts', text: esmFetch, at: 'fetch(', ruleId: 'unwrapped-network-call', manifest: node },
      hangs,
    ));

  it('fetch, CommonJS, reached through a function of the file, node:test', () =>
    proves(
      { path: 'orders.js', text: cjsFetch, at: 'fetch(', ruleId: 'unwrapped-network-call', manifest: commonJs },
      hangs,
    ));

  it('fetch, CommonJS, mocha', () =>
    proves(
      { path: 'orders.js', text: cjsFetch, at: 'fetch(', ruleId: 'unwrapped-network-call', manifest: mocha },
      hangs,
    ));

  it('fetch, CommonJS, vitest', () =>
    proves(
      {
        path: 'orders.cjs',
        text: cjsFetch,
        at: 'fetch(',
        ruleId: 'unwrapped-network-call',
        manifest: { ...vitest, type: 'commonjs' },
      },
      hangs,
    ));

  it('a method of a class that is made with an address', () =>
    proves(
      {
        path: 'src/api.ts',
        text: `interface Settings {
  readonly baseUrl: string;
  readonly retries?: number;
}
export default class Api {
  constructor(private readonly settings: Settings) {}
  async list(): Promise<unknown> {
    return this.#send('/list');
  }
  async #send(path: string): Promise<unknown> {
    const response = await fetch(this.settings.baseUrl + path, { method: 'POST' });
    return response.json();
  }
}
`,
        at: 'await fetch',
        ruleId: 'unwrapped-network-call',
        manifest: node,
      },
      hangs,
    ));

  it('node:https by name, with callbacks', () =>
    proves(
      {
        path: 'src/ping.ts',
        text: `import { request } from 'node:https';

export function ping(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, path: '/ping' }, (response) => resolve(response.statusCode));
    sent.on('error', reject);
    sent.end();
  });
}
`,
        at: 'request({',
        ruleId: 'unwrapped-network-call',
        manifest: node,
      },
      hangs,
    ));

  it('http.get with a callback that the function is given', () =>
    proves(
      {
        path: 'ping.js',
        text: `const http = require('node:http');

module.exports = function ping(url, callback) {
  http.get(url, (response) => callback(null, response.statusCode)).on('error', callback);
};
`,
        at: 'http.get',
        ruleId: 'unwrapped-network-call',
        manifest: commonJs,
      },
      hangs,
    ));

  it('undici', () =>
    proves(
      {
        path: 'src/stock.ts',
        text: `import { request } from 'undici';

export const stock = async (id: string) => {
  const { body } = await request(\`https://stock.example/\${id}\`);
  return body.json();
};
`,
        at: 'await request',
        ruleId: 'unwrapped-network-call',
        manifest: node,
      },
      hangs,
    ));
});

const loop = (body: string): string => `import { setTimeout as sleep } from 'node:timers/promises';

export async function load(url: string): Promise<unknown> {
${body}
}
`;

describe('a retry', () => {
  it('without limit', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch {
      await sleep(1_000 + Math.random() * 1_000);
    }
  }`),
        at: 'fetch(url',
        ruleId: 'unbounded-retry',
        manifest: node,
      },
      /still retries after \d+ requests/,
    ));

  it('without any wait', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      return await response.json();
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }`).replace(/^import.*\n\n/, ''),
        at: 'for (',
        ruleId: 'retry-without-backoff',
        manifest: vitest,
      },
      /retried 4 times and waited 0 times/,
    ));

  it('at a fixed interval', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      if (attempt === 8) throw error;
      await sleep(200);
    }
  }`),
        at: 'fetch(url',
        ruleId: 'retry-without-backoff',
        manifest: node,
      },
      /waited 200 ms every time/,
    ));

  it('without jitter', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      if (attempt === 4) throw error;
      await sleep(200 * 2 ** attempt);
    }
  }`),
        at: 'fetch(url',
        ruleId: 'retry-without-jitter',
        manifest: node,
      },
      /waited for 400, 800, 1600 ms both times/,
    ));

  it('of what the server rejects', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      if (attempt === 4) throw error;
      await sleep(Math.random() * 200 * 2 ** attempt);
    }
  }`),
        at: 'fetch(url',
        ruleId: 'retry-everything',
        manifest: node,
      },
      /got a 404 4 times/,
    ));

  it('of a POST', () =>
    proves(
      {
        path: 'src/load.ts',
        text: loop(`  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(1_000) });
      if (response.status >= 500) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      if (attempt === 4) throw error;
      await sleep(Math.random() * 200 * 2 ** attempt);
    }
  }`),
        at: 'fetch(url',
        ruleId: 'retry-unsafe-method',
        manifest: node,
      },
      /sent 2 requests that the server can not tell apart/,
    ));
});
