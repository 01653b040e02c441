import { describe, expect, it } from 'vitest';
import { onlyRetry, sleep } from './found.ts';

const loop = (head: string, before = ''): string => `${sleep}export async function load(url: string, max = 4) {
  ${before}
  ${head} { try { return await fetch(url); } catch { await sleep(100); } }
}`;

describe('attempts in all', () => {
  it.each([
    ['for (let n = 0; n < 3; n++)', 3],
    ['for (let n = 1; n <= 3; n++)', 3],
    ['for (let n = 3; n > 0; n--)', 3],
    ['for (let n = 3; n >= 0; n--)', 4],
    ['for (let n = 0; 3 > n; n++)', 3],
    ['for (let n = 0; n < max; n++)', 4],
  ])('%s', (head, attempts) => {
    expect(onlyRetry(loop(head))).toMatchObject({ attempts, bounded: true });
  });

  it.each([
    ['while (n < 3)', 'let n = 0;'],
    ['for (let n = 0; n < limit(); n++)', ''],
    ['for (let n = 0; n < Number(process.env.MAX); n++)', ''],
  ])('are not known of %s', (head, before) => {
    expect(onlyRetry(loop(head, before))).not.toHaveProperty('attempts');
  });

  it('are a constant of the file', () => {
    expect(onlyRetry(`const MAX_ATTEMPTS = 2 + 3; ${loop('for (let n = 0; n < MAX_ATTEMPTS; n++)')}`).attempts).toBe(5);
  });
});

describe('an end', () => {
  it.each([
    ['while (true)', '', false],
    ['for (;;)', '', false],
    ['do', '', false],
    ['while (Date.now() < end)', 'const end = Date.now() + 1000;', true],
    ['while (performance.now() - start < 1000)', 'const start = performance.now();', true],
  ])('of %s', (head, before, bounded) => {
    const text = loop(head, before);
    expect(onlyRetry(head === 'do' ? text.replace(/ \}\n\}$/, ' } while (true);\n}') : text)).toMatchObject({
      bounded,
    });
  });
});
