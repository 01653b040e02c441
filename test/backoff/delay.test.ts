import { describe, expect, it } from 'vitest';
import { onlyRetry, sleep } from '../retries/found.ts';

const loop = (wait: string, before = ''): string => `${sleep}${before}
  export async function load(url: string) {
    for (let n = 0; n < 5; n++) { try { return await fetch(url); } catch (error) { ${wait} } }
  }`;

describe('waits between two attempts', () => {
  it.each([
    [
      'a blocking wait that grows',
      loop('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 ** n * 100);'),
      'exponential',
    ],
    ['a blocking wait', loop('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);'), 'constant'],
    ['a table', loop('await sleep(WAITS[n] ?? 8000);', 'const WAITS = [1000, 2000, 4000];'), 'exponential'],
    ['a table of equal waits', loop('await sleep(WAITS[n] ?? 500);', 'const WAITS = [500, 500, 500];'), 'constant'],
  ])('%s', (_, text, delay) => {
    expect(onlyRetry(text)).toMatchObject({ delay });
  });

  it('takes its waits from a list that the loop goes through', () => {
    const text = `${sleep}export async function load(url: string) {
      for (const wait of [0, 100, 500]) { await sleep(wait); try { return await fetch(url); } catch {} }
    }`;
    expect(onlyRetry(text)).toMatchObject({ delay: 'exponential', bounded: true });
  });

  it('waits at the start of each round', () => {
    const text = `${sleep}const WAITS = [1000, 2000, 4000]; let n = 0;
      export async function again(): Promise<void> {
        n++;
        if (n > WAITS.length) return;
        await sleep(WAITS[n - 1] ?? 4000);
        try { await fetch('https://a.example'); } catch { void again(); }
      }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', delay: 'exponential' });
  });
});
