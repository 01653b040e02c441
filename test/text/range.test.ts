import { expect, test } from 'vitest';
import { contains, overlaps, type Range } from '../../src/text/range.ts';

const range = (start: number, end: number): Range => ({ start, end });

test.each([
  [range(2, 5), range(2, 5), true, true],
  [range(2, 5), range(3, 4), true, true],
  [range(2, 5), range(4, 6), false, true],
  [range(2, 5), range(5, 6), false, false],
  [range(2, 5), range(0, 2), false, false],
  [range(2, 5), range(5, 5), true, false],
])('%j and %j', (outer, inner, inside, common) => {
  expect(contains(outer, inner)).toBe(inside);
  expect(overlaps(outer, inner)).toBe(common);
  expect(overlaps(inner, outer)).toBe(common);
});
