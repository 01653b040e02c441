import { expect, test } from 'vitest';
import { executingKeys, gitSettings } from '../../src/surroundings/gitSettings.ts';
import { workOf } from '../support/work.ts';

test('a file of settings is read in linear time', () => {
  const took = (text: string): number => {
    const times = [1, 2, 3].map(() => {
      return workOf(() => executingKeys(gitSettings(text)));
    });
    return Math.min(...times);
  };
  for (const one of ['[', '[a "', '\\', '"', 'a = \\\n', '#', '[core]fsmonitor=x '] as const) {
    // Four times as much takes about four times as long; sixteen times would be quadratic.
    expect(took(one.repeat(160_000)), one).toBeLessThan(10 * took(one.repeat(40_000)) + 100);
  }
});
