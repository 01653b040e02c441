import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

async function rules(text: string): Promise<readonly string[]> {
  const { messages } = await lintInMemory(text, { preset: 'recommended' });
  return messages.map(({ ruleId }) => ruleId);
}

const route = (call: string): string =>
  `const app = require('express')();\napp.get('/', async (req, res) => { const r = await ${call}; res.send(r.data); });`;
const urql = `const { createClient, fetchExchange } = require('@urql/core');\nconst client = createClient({ url: 'https://a.example', exchanges: [fetchExchange] });\n`;
const apollo = `const { ApolloClient } = require('@apollo/client');\nconst client = new ApolloClient({ uri: 'https://a.example' });\n`;

describe('a GraphQL client', () => {
  it.each([
    ['a query', `${urql}${route('client.query(q, {}).toPromise()')}`],
    ['a mutation', `${urql}${route('client.mutation(q, {}).toPromise()')}`],
    [
      'a client of its class',
      `${urql.replace('createClient', 'Client').replace('createClient(', 'new Client(')}${route('client.query(q, {}).toPromise()')}`,
    ],
  ])('of urql resolves with the error: %s', async (_, text) => {
    expect(await rules(text)).toEqual([]);
  });

  it('of Apollo rejects', async () => {
    expect(await rules(`${apollo}${route('client.query({ query: q })')}`)).toEqual(['unhandled-failure']);
  });
});

describe('a WebSocket of undici', () => {
  it('is not asked for a timeout, unlike a request', async () => {
    const head = `import { WebSocket, request } from 'undici';\n`;
    expect(await rules(`${head}export const open = (url) => new WebSocket(url);`)).toEqual([]);
    expect(await rules(`${head}export const load = (url) => request(url);`)).toContain('unwrapped-network-call');
  });
});

describe('a client that is given what sends', () => {
  const made = (options: string): string =>
    `const Minio = require('minio');\nconst client = new Minio.Client({ endPoint: 'a.example', ${options} });\nexports.drop = (b, n) => client.removeObjects(b, n);`;
  it('may have a limit there', async () => {
    expect(await rules(made('transport: { request }'))).toEqual([]);
    expect(await rules(made('useSSL: true'))).toEqual(['require-timeout']);
  });
});
