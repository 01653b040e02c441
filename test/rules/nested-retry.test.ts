import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'nested-retry';
const nested = (call: string, options = '{ retries: 3 }') => `import pRetry from 'p-retry';
import got from 'got';
import { Pool } from 'pg';
const pool = new Pool();
export const run = (url: string) => pRetry(() => ${call}, ${options});`;

describe(rule, () => {
  it('names the product, from the outermost layer to the innermost', async () => {
    const { messages } = await lintInMemory(nested('got.get(url)'), { rule });
    expect(messages.map(({ message }) => message)).toEqual([
      'Up to 12 requests for one call: p-retry (4 attempts) around got (3 attempts). Retry in one layer only.',
    ]);
  });

  it.each([
    ['new AWS.S3()', 'getObject', 4],
    ['new AWS.DynamoDB.DocumentClient()', 'get', 11],
    ['new DynamoDB()', 'getItem', 11],
    ['new Documents.DocumentClient()', 'get', 11],
    ['new AWS.DynamoDB.DocumentClient({ maxRetries: 1 })', 'get', 2],
  ])('knows how often aws-sdk 2 tries: %s', async (made, method, attempts) => {
    const text = `import AWS, { DynamoDB } from 'aws-sdk';
import Documents from 'aws-sdk/clients/dynamodb';
const client = ${made};
export async function f(p) {
  for (let i = 0; i < 3; i++) { try { return await client.${method}(p).promise(); } catch (e) { await wait(2 ** i); } }
}`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining(`aws-sdk (${attempts} attempts)`)]);
  });

  it('reports the outer layer once, with the worst of its calls', async () => {
    const text = nested('got.get(url).then(() => got.get(url, { retry: { limit: 4 } }))');
    expect(await findingsOf(rule, text)).toEqual(['5: pRetry']);
    expect((await lintInMemory(text, { rule })).messages[0]!.message).toContain('Up to 20 requests');
  });

  it.each([
    ['one layer', nested('fetch(url)')],
    ['a client whose retry is off', nested('got.get(url, { retry: { limit: 0 } })')],
    ['a method that the client does not retry', nested('got.post(url)')],
    ['a number that is not known', nested('got.get(url)', '{ retries: Number(process.env.RETRIES) }')],
    ['a database', nested(`pool.query('select 1')`)],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

it.each([
  [
    `import { BigQuery } from '@google-cloud/bigquery';\nconst tables = new BigQuery();`,
    'return await tables.getDatasets();',
  ],
  // It tries again only where it is told to.
  [
    `import * as azure from 'azure-devops-node-api';
const api = new azure.WebApi('u', azure.getPersonalAccessTokenHandler('t'));`,
    'const core = await api.getCoreApi(); return await core.getProjects();',
  ],
])('says nothing of a library whose attempts are not known: %s', async (head, asked) => {
  const text = `${head}
export async function all() {
  for (let i = 0; i < 3; i++) {
    try { ${asked} } catch (error) { if (i === 2) throw error; }
  }
}`;
  expect(await findingsOf(rule, text)).toEqual([]);
});

describe('an outer retry for what the client never tries again', () => {
  const search = (test: string, head = ''): string => `import { Client } from '@elastic/elasticsearch';
${head}
const client = new Client({ node: 'https://a.example', requestTimeout: 1000 });
export const search = async (q: object, retries = 0): Promise<unknown> => {
  try {
    return await client.search(q);
  } catch (error) {
    if (${test}) {
      if (retries <= 3) {
        retries += 1;
        return search(q, retries);
      }
    }
    throw error;
  }
};`;
  it.each([
    ['a request that was cancelled', search('(error as any).meta?.aborted')],
    ['a node without its cluster', search("(error as any).meta?.body?.type === 'node_not_connected_exception'")],
    ['an error by its name', search("(error as Error).name === 'AbortError'")],
    ['what another file tells', search('isRetryableError(error)', "import { isRetryableError } from './errors.ts';")],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['a status that it tries again', search('(error as any).statusCode === 503')],
    ['one of both', search('(error as any).meta?.aborted || (error as any).statusCode === 503')],
  ])('not: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('a failure that is caught before the loop hears of it', () => {
  const loop = (inner: string) => `import got from 'got';
export async function run(resolve: () => Promise<string>) {
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      const url = await resolve();
      ${inner}
      return url;
    } catch (e) {
      if (attempt === 5) throw e;
      await new Promise((r) => setTimeout(r, 1000 * 2 ** attempt * (1 + Math.random())));
    }
  }
}`;
  it.each([
    ['logged', `try { await got.get(url); } catch (e) { console.error(e); }`],
    ['left out', `try { await got.get(url); } catch {}`],
    ['answered', `let a; try { a = await got.get(url); } catch { a = undefined; }`],
  ])('is none of its attempts: %s', async (_, inner) => {
    expect(await findingsOf(rule, loop(inner))).toEqual([]);
  });

  it.each([
    ['not caught', `await got.get(url);`],
    ['thrown on', `try { await got.get(url); } catch (e) { throw new Error('no', { cause: e }); }`],
  ])('is one of them where it is %s', async (_, inner) => {
    expect(await findingsOf(rule, loop(inner))).toHaveLength(1);
  });
});
