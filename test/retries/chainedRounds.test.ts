import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from '../rules/harness.ts';

const rule = 'retry-without-backoff';
const head = `import axios from 'axios';
import Redis from 'ioredis';
const http = axios.create({ timeout: 1000 });
const redis = new Redis({ commandTimeout: 1000 });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
`;
const found = (text: string) => findingsOf(rule, head + text);

describe('a chain that comes round as soon as it failed', () => {
  it.each([
    [
      'a method that asks for news',
      `export class A { poll() { void http.get(url).then((m) => this.handle(m)).catch((e: Error) => { console.error(e); }).then(() => this.poll()); } }`,
    ],
    [
      'a function, at the end in any case',
      'export function poll() { return http.get(url).then(apply).catch((e) => log.warn(e)).finally(() => { poll(); }); }',
    ],
    [
      'one that is handed over by its name',
      'const poll = (): Promise<void> => http.get(url).then(apply).catch((e) => console.error(e)).then(poll);\nexport const start = () => { void poll(); };',
    ],
  ])('is told: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    [
      'a handler that waits',
      'export function poll() { return http.get(url).then(apply).catch((e) => sleep(1000)).then(() => poll()); }',
    ],
    [
      'a round that a timer starts',
      'export function poll() { return http.get(url).then(apply).catch((e) => log.warn(e)).then(() => setTimeout(poll, 5000)); }',
    ],
    [
      'a wait before the next',
      'export function poll() { return http.get(url).then(apply).catch((e) => log.warn(e)).then(() => sleep(1000)).then(() => poll()); }',
    ],
    [
      'a failure that ends it',
      'export function poll() { return http.get(url).then(apply).catch((e) => { throw new Problem(e); }).then(() => poll()); }',
    ],
    [
      'a success that goes on, and a failure that gets out',
      'export function poll() { return http.get(url).then(apply).then(() => poll()); }',
    ],
    [
      'one that asks whether something is left',
      'export function next() { if (jobs.length === 0) return; return http.post(url, job).catch((e) => log.warn(e)).then(() => next()); }',
    ],
    [
      'the next of a list',
      'export function next() { return http.post(url, jobs.shift()).catch((e) => log.warn(e)).then(() => next()); }',
    ],
    [
      'the next page',
      'export function page(n) { return http.get(url + n).catch((e) => log.warn(e)).then(() => page(n + 1)); }',
    ],
    [
      'a driver that waits longer and longer by itself',
      `export class A { consume() { void redis.brpop('jobs', 0).then((m) => this.handle(m)).catch((e: Error) => { console.error(e); }).then(() => this.consume()); } }`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('has no end that it should have, and no change is offered', async () => {
    const text = `${head}export function poll() { return http.get(url).then(apply).catch((e) => log.warn(e)).then(() => poll()); }`;
    expect(await findingsOf('unbounded-retry', text)).toEqual([]);
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.flatMap(({ suggestions }) => suggestions)).toEqual([]);
  });

  it('tries nothing again for the sake of a failure', async () => {
    const text =
      'export function send() { return http.post(url, state()).catch((e) => log.warn(e)).then(() => send()); }';
    expect(await findingsOf('retry-everything', head + text)).toEqual([]);
    expect(await findingsOf('retry-unsafe-method', head + text)).toEqual([]);
  });
});
