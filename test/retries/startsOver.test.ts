import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const rule = 'retry-without-backoff';
const head = `import amqp from 'amqplib';
import axios from 'axios';
const http = axios.create({ timeout: 1000 });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;
const found = (text: string) => findingsOf(rule, head + text);

describe('a worker that starts over as soon as it failed', () => {
  it.each([
    [
      'a connection that is made again',
      'export async function f() { while (true) { try { const c = await amqp.connect(url); await consume(c); } catch (e) { console.error(e); } } }',
    ],
    [
      'a poll that only a failure leaves unpaced',
      'export async function f() { for (;;) { try { const { data } = await http.get(url); await handle(data); await sleep(1000); } catch (e) { log(e); } } }',
    ],
    [
      'a method, until it is stopped',
      'export class A { async run() { while (!this.stopped) { try { const { data } = await http.get(url); this.apply(data); } catch (e) { this.log.warn(e); continue; } } } }',
    ],
  ])('is told: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    [
      'one that waits in its handler',
      'export async function f() { for (;;) { try { const { data } = await http.get(url); await handle(data); } catch (e) { await sleep(1000); } } }',
    ],
    [
      'one that waits in any case',
      'export async function f() { for (;;) { try { const { data } = await http.get(url); await handle(data); } catch (e) { log(e); } finally { await sleep(1000); } } }',
    ],
    [
      'one that is given its work first',
      'export async function f() { for (;;) { try { const job = await jobs.wait(); await http.post(url, job); } catch (e) { log(e); } } }',
    ],
    [
      'one that a failure ends',
      'export async function f() { for (;;) { try { const { data } = await http.get(url); await handle(data); } catch (e) { log(e); break; } } }',
    ],
    [
      'a list that ends',
      'export async function f(all) { while (all.length > 0) { try { const { data } = await http.get(url + all.pop()); await handle(data); } catch (e) { log(e); } } }',
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('tries nothing again for the sake of a failure', async () => {
    const text =
      'export async function f() { for (;;) { try { await http.post(url, state()); await sleep(1000); } catch (e) { log(e); } } }';
    expect(await findingsOf('retry-everything', head + text)).toEqual([]);
    expect(await findingsOf('retry-unsafe-method', head + text)).toEqual([]);
  });
});

describe('what a batch has left over', () => {
  const client = `import { DynamoDBClient, BatchWriteItemCommand, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import AWS from 'aws-sdk';
const client = new DynamoDBClient({});
const old = new AWS.DynamoDB.DocumentClient();
`;

  it.each([
    [
      'a member',
      'export async function write(items) { const r = await client.send(new BatchWriteItemCommand({ RequestItems: items })); if (r.UnprocessedItems && Object.keys(r.UnprocessedItems).length > 0) await write(r.UnprocessedItems); }',
    ],
    [
      'a part of the answer by its name',
      'export async function read(keys) { const { UnprocessedKeys: rest } = await client.send(new BatchGetItemCommand({ RequestItems: keys })); if (!isEmpty(rest)) return read(rest); }',
    ],
    [
      'version 2 of the SDK',
      'export async function write(items) { const r = await old.batchWrite({ RequestItems: items }).promise(); const left = r.UnprocessedItems; if (Object.keys(left).length) { await write(left); } }',
    ],
  ])('is sent again for ever: %s', async (_, text) => {
    expect(await findingsOf('unbounded-retry', client + text)).toHaveLength(1);
  });

  it.each([
    [
      'a count that ends it',
      'export async function write(items, n = 0) { const r = await client.send(new BatchWriteItemCommand({ RequestItems: items })); if (n < 5 && Object.keys(r.UnprocessedItems).length) { await sleep(100 * 2 ** n * Math.random()); await write(r.UnprocessedItems, n + 1); } }',
    ],
    [
      'the next page',
      'export async function read(key) { const r = await client.send(new BatchGetItemCommand({ RequestItems: key })); if (r.NextKey) await read(r.NextKey); }',
    ],
  ])('is fine with %s', async (_, text) => {
    const source = head + client + text;
    expect(await findingsOf('unbounded-retry', source)).toEqual([]);
    expect(await findingsOf(rule, source)).toEqual([]);
    // The SDK tries a batch again that failed, and this sends what was left over by one that did not.
    expect(await findingsOf('nested-retry', source)).toEqual([]);
  });
});
