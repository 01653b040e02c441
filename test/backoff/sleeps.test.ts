import { describe, expect, it } from 'vitest';
import { onlyRetry } from '../retries/found.ts';

/** Five attempts, with something between two of them. */
function waiting(wait: string, before = ''): string {
  return `${before}
    export async function load(url: string) {
      for (let n = 0; n < 5; n++) { try { return await fetch(url); } catch (error) { ${wait} } }
    }`;
}

describe('what waits', () => {
  it.each([
    ['a promise of a timer', 'await new Promise((resolve) => setTimeout(resolve, 100));', ''],
    ['a promise whose callback has a body', 'await new Promise((r) => { setTimeout(() => r(undefined), 100); });', ''],
    [
      'a function of this file',
      'await pause(100);',
      'const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));',
    ],
    ['node:timers/promises', 'await setTimeout(100);', "import { setTimeout } from 'node:timers/promises';"],
    ['the same by another name', 'await wait(100);', "import { setTimeout as wait } from 'timers/promises';"],
    ['a package', 'await delay(100);', "import delay from 'delay';"],
    [
      'util.promisify',
      'await sleep(100);',
      "import { promisify } from 'node:util'; const sleep = promisify(setTimeout);",
    ],
  ])('%s', (_, wait, before) => {
    expect(onlyRetry(waiting(wait, before))).toMatchObject({ delay: 'constant' });
  });
});

describe('how a wait grows', () => {
  const pause = 'const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));';
  it.each([
    ['100', 'constant', false],
    ['n * 100', 'linear', false],
    ['(n + 1) * 100', 'linear', false],
    ['2 ** n * 100', 'exponential', false],
    ['100 * Math.pow(2, n)', 'exponential', false],
    ['100 << n', 'exponential', false],
    ['Math.min(2 ** n * 100, 5000)', 'exponential', false],
    ['2 ** n * 100 + Math.random() * 100', 'exponential', true],
    ['Math.random() * 100', 'constant', true],
    ['n * 100 * (0.5 + Math.random())', 'linear', true],
  ])('%s', (expression, delay, jitter) => {
    expect(onlyRetry(waiting(`await pause(${expression});`, pause))).toMatchObject({ delay, jitter });
  });

  it('in a variable that doubles', () => {
    const text = `${pause} export async function load(url: string) {
      let wait = 100;
      for (let n = 0; n < 5; n++) { try { return await fetch(url); } catch { await pause(wait); wait *= 2; } }
    }`;
    expect(onlyRetry(text)).toMatchObject({ delay: 'exponential' });
  });

  it('as the server says', () => {
    const text = `${pause} export async function load(url: string) {
      for (let n = 0; n < 5; n++) {
        const answer = await fetch(url);
        if (answer.ok) return answer;
        await pause(Number(answer.headers.get('Retry-After')) * 1000);
      }
    }`;
    expect(onlyRetry(text)).toMatchObject({ delay: 'server' });
  });
});

it.each([
  ['nothing', ''],
  ['a log', 'console.warn(error);'],
  ['a timer that nobody waits for', 'setTimeout(() => show(error), 100);'],
])('%s is no wait', (_, wait) => {
  expect(onlyRetry(waiting(wait))).toMatchObject({ delay: 'none' });
});
