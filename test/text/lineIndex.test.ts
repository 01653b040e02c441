import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineIndex } from '../../src/text/lineIndex.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\n', '\r', '\r\n') });

describe('lines', () => {
  test.each([
    ['', 1],
    ['a', 1],
    ['a\n', 2],
    ['a\nb\r\nc\rd', 4],
    ['\r\n\r\n', 3],
  ])('%j has %i', (text, count) => {
    expect(new LineIndex(text).lineCount).toBe(count);
  });

  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [5, 2, 3],
    [6, 3, 1],
  ])('offset %i is line %i, column %i', (offset, line, column) => {
    expect(new LineIndex('ab\nc\r\nd').positionAt(offset)).toEqual({ line, column });
  });

  test('a line starts behind the end of the one before', () => {
    const index = new LineIndex('ab\nc\r\nd');
    expect([1, 2, 3].map((line) => index.lineStart(line))).toEqual([0, 3, 6]);
  });
});

describe('what lies outside', () => {
  const index = new LineIndex('ab\ncd');

  test('offsets go to the nearest end of the text', () => {
    expect(index.positionAt(-5)).toEqual({ line: 1, column: 1 });
    expect(index.positionAt(99)).toEqual({ line: 2, column: 3 });
  });

  test('lines go to the nearest end of the text, columns to that of the line', () => {
    expect(index.offsetAt({ line: 0, column: 5 })).toBe(0);
    expect(index.offsetAt({ line: 9, column: 1 })).toBe(5);
    expect(index.offsetAt({ line: 1, column: 99 })).toBe(3);
    expect(index.offsetAt({ line: 2, column: -3 })).toBe(3);
  });
});

test('a position leads back to its offset', () => {
  fc.assert(
    fc.property(texts, fc.nat(50), (text, at) => {
      const index = new LineIndex(text);
      const offset = Math.min(at, text.length);
      expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
    }),
  );
});

test('there are as many lines as a split finds', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(new LineIndex(text).lineCount).toBe(text.split(/\r\n|\n|\r/).length);
    }),
  );
});
