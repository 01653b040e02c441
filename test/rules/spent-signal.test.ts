import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'spent-signal';
const pRetry = `import pRetry from 'p-retry';\n`;

describe(rule, () => {
  it('reports a signal that is made outside the retry', async () => {
    const text = `${pRetry}export function load(url: string) {
  const signal = AbortSignal.timeout(5000);
  return pRetry(() => fetch(url, { signal }).then((r) => r.json()));
}`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a signal of each attempt',
      `${pRetry}export const load = (url: string) => pRetry(() => fetch(url, { signal: AbortSignal.timeout(5000) }));`,
    ],
    [
      'a signal of the caller',
      `${pRetry}export const load = (url: string, signal: AbortSignal) => pRetry(() => fetch(url, { signal }));`,
    ],
    [
      'one call',
      `export const load = (url: string) => {\n  const signal = AbortSignal.timeout(5000);\n  return fetch(url, { signal });\n};`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
