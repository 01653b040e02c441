import { describe, expect, it } from 'vitest';
import { callsOf, retriesOf } from '../../src/facts/retries.ts';
import { factsOf } from './found.ts';

const helper = `async function withRetry<T>(op: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n++) { try { return await op(); } catch (error) { if (n >= 3) throw error; } }
}`;

describe('retries round a call', () => {
  it.each([
    ['a function', helper, 'withRetry(() => fetch("/a"))'],
    [
      'a member of an object',
      helper.replace('op: () => Promise<T>', '{ op }: { op: () => Promise<T> }'),
      'withRetry({ op: () => fetch("/a") })',
    ],
  ])('are those of a helper that is given %s', (_, written, use) => {
    const facts = factsOf(`${written} export const load = () => ${use};`);
    expect(facts.calls[0]).toMatchObject({ policy: 'retry', retriedBy: [{ form: 'loop', attempts: 4 }] });
    expect(retriesOf(facts, facts.calls[0]!)).toEqual(facts.retries);
  });

  it('are named from the inside out', () => {
    const facts = factsOf(`import got from 'got'; import pRetry from 'p-retry'; ${helper}
      async function inner() { return pRetry(() => got('/a'), { retries: 2 }); }
      export const load = () => withRetry(() => inner());`);
    expect(facts.calls[0]!.retriedBy.map(({ form }) => form)).toEqual(['default', 'library:p-retry', 'loop']);
  });

  it('are asked for their calls', () => {
    const facts =
      factsOf(`export async function load() { for (let n = 0; n < 3; n++) { try { return await fetch('/a'); } catch {} } }
      export const other = () => fetch('/b');`);
    expect(callsOf(facts, facts.retries[0]!)).toEqual([facts.calls[0]]);
    expect(retriesOf(facts, facts.calls[1]!)).toEqual([]);
  });

  it('are none round a call that the helper is not given', () => {
    const facts = factsOf(
      `${helper} export const load = async () => { await withRetry(async () => {}); return fetch('/a'); };`,
    );
    expect(facts.calls[0]).toMatchObject({ policy: 'none', retriedBy: [] });
  });
});
