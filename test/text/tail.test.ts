import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Tail } from '../../src/text/tail.ts';

function tailOf(units: number, ...pieces: readonly string[]): Tail {
  const tail = new Tail(units);
  for (const piece of pieces) tail.add(piece);
  return tail;
}

describe('the end of a text', () => {
  test('is all of it while it is short', () => {
    const tail = tailOf(10, 'one\n', 'two\n');
    expect(tail.last()).toBe('one\ntwo\n');
    expect(tail.cut).toBe(false);
    expect(tail.within(8)).toBe(true);
    expect(tail.within(7)).toBe(false);
  });

  test('starts with a line where it is cut', () => {
    const tail = tailOf(10, 'first\nsecond\nthird\n');
    expect(tail.last()).toBe('third\n');
    expect(tail.cut).toBe(true);
  });

  test('starts anywhere within a line that is endless', () => {
    expect(tailOf(4, 'abcdefgh').last()).toBe('efgh');
  });

  test('fewer units may be asked for than are kept', () => {
    expect(tailOf(10, 'ab\ncd\n').last(3)).toBe('cd\n');
  });

  test('once something has gone, it is never all again', () => {
    const tail = tailOf(3, 'aaaa', 'bbbb');
    expect(tail.within(100)).toBe(false);
  });
});

test('however it came in pieces, it is the end of the whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })),
      fc.integer({ min: 1, max: 20 }),
      (pieces, units) => {
        const last = tailOf(units, ...pieces).last();
        expect(pieces.join('').endsWith(last)).toBe(true);
        expect(last.length).toBeLessThanOrEqual(units);
      },
    ),
  );
});
