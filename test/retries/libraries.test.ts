import { describe, expect, it } from 'vitest';
import { factsOf, onlyRetry, retriesIn } from './found.ts';

describe('retries that code asks a library for', () => {
  it.each([
    ['{ retries: 3 }', 'none', false, 'selective'],
    ['{ retries: 3, retryDelay: axiosRetry.exponentialDelay }', 'exponential', true, 'selective'],
    ['{ retries: 3, retryDelay: (n) => n * 100, retryCondition: () => true }', 'linear', false, 'all'],
  ])('axios-retry with %s', (options, delay, jitter, errors) => {
    const text = `import axios from 'axios'; import axiosRetry from 'axios-retry';
      const client = axios.create(); axiosRetry(client, ${options});
      export const items = () => client.get('/items');`;
    expect(onlyRetry(text)).toMatchObject({
      form: 'library:axios-retry',
      delay,
      jitter,
      errors,
      network: true,
      attempts: 4,
    });
    expect(factsOf(text).calls[0]).toMatchObject({
      policy: 'retry',
      retriedBy: [{ form: 'library:axios-retry', attempts: 4 }],
    });
  });

  it('leaves the calls of other instances alone', () => {
    const text = `import axios from 'axios'; import axiosRetry from 'axios-retry';
      const a = axios.create(); const b = axios.create(); axiosRetry(a, { retries: 3 });
      export const items = () => b.get('/items');`;
    expect(factsOf(text).calls[0]).toMatchObject({ policy: 'none', retriedBy: [] });
  });

  it('a request of got that says how', () => {
    const text = `import got from 'got';
      export const load = (url: string) => got(url, { retry: { limit: 4, calculateDelay: ({ attemptCount }) => 2 ** attemptCount * 1000 } }).json();`;
    expect(onlyRetry(text)).toMatchObject({
      form: 'library:got',
      delay: 'exponential',
      jitter: false,
      attempts: 5,
      calls: [0],
    });
    expect(factsOf(text).calls[0]!.retriedBy).toHaveLength(1);
  });

  it('what got does of itself is the call’s policy, and no row of its own', () => {
    const facts = factsOf(`import got from 'got'; export const load = (url: string) => got(url).json();`);
    expect(facts.retries).toEqual([]);
    expect(facts.calls[0]).toMatchObject({ policy: 'retry' });
  });

  it.each([
    [
      'a lock of redlock',
      `import Redlock from 'redlock'; const locks = new Redlock([], { retryCount: 5 }); export const take = () => locks.acquire(['a'], 100);`,
      'library:redlock',
    ],
    [
      'a job with attempts',
      `import { Queue } from 'bullmq'; const jobs = new Queue('a'); export const put = () => jobs.add('x', {}, { attempts: 5, backoff: { type: 'exponential', delay: 100 } });`,
      'library:bullmq',
    ],
    [
      'all jobs of a queue',
      `export const options = () => ({ defaultJobOptions: { attempts: 5, backoff: 1000 } });`,
      'library:bullmq',
    ],
  ])('%s', (_, text, form) => {
    expect(onlyRetry(text)).toMatchObject({ form, bounded: true });
  });

  it.each([
    `import Redlock from 'redlock'; const locks = new Redlock([], { retryCount: 0 }); export const take = () => locks.acquire(['a'], 100);`,
    `import { Queue } from 'bullmq'; const jobs = new Queue('a'); export const put = () => jobs.add('x', {}, { attempts: 1 });`,
    `import Redis from 'ioredis'; export const redis = new Redis({ maxRetriesPerRequest: 3, retryStrategy: (n) => n * 50 });`,
  ])('is none in %s', (text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it.each([
    ['', 'retry'],
    ['{ maxRetriesPerRequest: null }', 'retry'],
    ['{ maxRetriesPerRequest: 0 }', 'none'],
  ])('a command of ioredis with %s', (options, policy) => {
    const text = `import Redis from 'ioredis'; const redis = new Redis(${options}); export const read = () => redis.get('a');`;
    expect(factsOf(text).calls.at(-1)).toMatchObject({ policy });
  });
});
