import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';

const rule = 'retry-without-jitter';
const loop = (wait: string) => `export async function load(url: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await fetch(url);
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, ${wait}));
    }
  }
}`;
const pRetry = (options: string) =>
  `import pRetry from 'p-retry';\nexport const load = () => pRetry(() => fetch('/x')${options});`;

describe(rule, () => {
  it('reports the wait', async () => {
    expect(await findingsOf(rule, loop('200 * 2 ** attempt'))).toEqual(['6: 200 * 2 ** attempt']);
  });

  it('is a note, and none in commands', async () => {
    const { messages } = await lintInMemory(pRetry(''), { rule });
    expect(messages.map(({ severity }) => severity)).toEqual(['info']);
    expect(await findingsOf(rule, pRetry(''), { environment: 'cli' })).toEqual([]);
  });

  it('fixes p-retry', async () => {
    const after = await fixedText(rule, pRetry(', { retries: 2 }'));
    expect(after).toBe(pRetry(', { retries: 2, randomize: true }'));
    expect(await findingsOf(rule, after)).toEqual([]);
  });

  it.each([
    ['three attempts', loop('200 * 2 ** attempt').replace('< 5', '< 3'), 0],
    ['two', loop('200 * attempt').replace('< 5', '< 2'), 0],
    ['four', loop('200 * 2 ** attempt').replace('< 5', '< 4'), 1],
  ])('counts what may meet again: %s', async (_, text, found) => {
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => ruleId === rule)).toHaveLength(found);
  });

  it.each([
    ['jitter', loop('Math.random() * 200 * 2 ** attempt')],
    ['a wait that does not grow', loop('200')],
    ['a library with jitter', `import retry from 'async-retry';\nexport const load = () => retry(() => fetch('/x'));`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
