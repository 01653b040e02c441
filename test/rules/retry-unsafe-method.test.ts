import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'retry-unsafe-method';
const head = `import pRetry from 'p-retry';\nimport axios from 'axios';\nimport { randomUUID } from 'node:crypto';\n`;
const post = (config: string, before = '') =>
  `${head}export function save(order: object) {\n  ${before}\n  return pRetry(() => axios.post('https://a.example/orders', order, ${config}), { retries: 2 });\n}`;

describe(rule, () => {
  it('reports a POST without a key', async () => {
    expect(await findingsOf(rule, post('{}'))).toEqual(['6: axios.post']);
  });

  it('reports a key that is new each time, and says so', async () => {
    const { messages } = await lintInMemory(post(`{ headers: { 'Idempotency-Key': randomUUID() } }`), { rule });
    expect(messages).toHaveLength(1);
    expect(messages[0]!.message).toContain('each time with a new idempotency key');
  });

  it('reports a PATCH in a loop', async () => {
    const text = `export async function save(body: string) {
  for (let i = 0; i < 3; i++) {
    try {
      return await fetch('https://a.example/orders/1', { method: 'PATCH', body });
    } catch (error) {
      console.warn(error);
    }
  }
}`;
    expect(await findingsOf(rule, text)).toEqual(['4: fetch']);
  });

  it.each([
    ['a key made outside', post('{ headers: { "Idempotency-Key": key } }', 'const key = randomUUID();')],
    ['a POST that is not retried', `${head}axios.post('https://a.example/orders', {});`],
    [
      'GET and PUT',
      `${head}pRetry(() => axios.put('https://a.example/orders/1', {}));\npRetry(() => axios.get('https://a.example'));`,
    ],
    ['a query by POST', `${head}pRetry(() => axios.post('https://a.example/search', { q: 'x' }));`],
    [
      'a retry that looks at the error',
      post('{}').replace('retries: 2', 'retries: 2, shouldRetry: ({ error }) => error.code === "ECONNREFUSED"'),
    ],
    [
      'stripe, which sends a key of its own',
      `${head}import Stripe from 'stripe';\nconst stripe = new Stripe('k');\nexport const pay = () => pRetry(() => stripe.charges.create({ amount: 1 }));`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('what a POST does is told by its address', () => {
  const again = (call: string): string =>
    `import axios from 'axios';\nimport pRetry from 'p-retry';\nexport const send = (o, t) => pRetry(() => ${call}, { retries: 2 });`;
  it.each([
    ['a header named Authorization', "axios.post('https://a.example/charges', o, { headers: { Authorization: t } })"],
    ['a field named token', "axios.post('https://a.example/charges', { token: t, ...o })"],
    ['a host named after logins', "axios.post('https://auth.example/charges', o)"],
  ])('reports one with %s', async (_, call) => {
    expect(await findingsOf('retry-unsafe-method', again(call))).toHaveLength(1);
  });

  it.each([
    ['a search', "axios.post('https://a.example/search', o)"],
    ['a token, by a constant', 'axios.post(url, o)'],
    ['a query, by an option', "axios({ method: 'POST', url: 'https://a.example/graphql', data: o })"],
  ])('is silent for %s', async (_, call) => {
    const text = `const url = 'https://a.example/oauth/token';\n${again(call)}`;
    expect(await findingsOf('retry-unsafe-method', text)).toEqual([]);
  });
});
