import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';
import { workOf } from '../support/work.ts';

test('long lines and many values of one name are read in linear time, or not at all', { timeout: 180_000 }, () => {
  const took = (text: string): number => {
    const times = [1, 2].map(() => {
      return workOf(() => commandRisk(text));
    });
    return Math.min(...times);
  };
  for (const one of ['x=1;echo $((x));', 'x=1\n', 'echo a\r', 'cat <<A; ', 'cat <<A <<B; '])
    expect(took(one.repeat(12_000)), one).toBeLessThan(7 * took(one.repeat(3_000)) + 1_000);
});
