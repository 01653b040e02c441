import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const head = `import pRetry from 'p-retry';
import retry from 'async-retry';
import { backOff } from 'exponential-backoff';
import axios from 'axios';
const load = async () => { const { data } = await axios.get('http://a.example', { timeout: 1000 }); return data; };
`;
const found = (text: string) => findingsOf('unhandled-failure', head + text);

describe('the promise of a retry that nobody waits for', () => {
  it.each([
    ['of p-retry', 'export function f(req, res) { pRetry(() => load(), { retries: 3 }); res.send(); }'],
    ['of async-retry, in a timer', 'setInterval(() => { retry(async () => load(), { retries: 3 }); }, 60_000);'],
    ['of a named function', 'export function f(req, res) { void backOff(load); res.send(); }'],
    [
      'of a request itself',
      "export function f(req, res) { backOff(() => axios.get('http://a.example', { timeout: 1000 })); res.send(); }",
    ],
  ])('is told: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    ['it is caught', 'export function f(req, res) { pRetry(load).catch(console.error); res.send(); }'],
    ['it is awaited', 'export async function f() { await pRetry(load); }'],
    [
      'what it runs catches',
      'export function f(req, res) { pRetry(async () => { try { await load(); } catch (e) { console.log(e); } }); res.send(); }',
    ],
    ['what it runs sends nothing', 'export function f(req, res) { pRetry(async () => compute(req)); res.send(); }'],
  ])('is fine where %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
