import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type TextEdit } from '../../src/text/edit.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

describe('edits', () => {
  test.each<[string, readonly TextEdit[], string]>([
    ['none', [], 'abcdef'],
    ['an insertion', [edit(3, 3, '-')], 'abc-def'],
    ['a deletion', [edit(1, 3, '')], 'adef'],
    ['a replacement', [edit(0, 6, 'x')], 'x'],
    ['two that touch', [edit(2, 4, 'X'), edit(0, 2, 'Y')], 'YXef'],
    ['two insertions at one place, in their order', [edit(6, 6, '1'), edit(6, 6, '2')], 'abcdef12'],
    ['an insertion before what is replaced', [edit(2, 2, '+'), edit(2, 3, 'C')], 'ab+Cdef'],
  ])('%s', (_, edits, after) => {
    expect(applyEdits('abcdef', edits)).toBe(after);
  });

  test.each<[string, readonly TextEdit[]]>([
    ['overlap', [edit(0, 3, ''), edit(2, 4, '')]],
    ['reach past the end', [edit(5, 7, '')]],
    ['begin before the text', [edit(-1, 1, '')]],
    ['end before they begin', [edit(4, 2, '')]],
  ])('are refused where they %s', (_, edits) => {
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
  });
});

test('a replacement by the same text changes nothing, wherever it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
      expect(applyEdits(text, [edit(start, end, text.slice(start, end))])).toBe(text);
    }),
  );
});

test('the order in which edits of different places are given does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(20), { maxLength: 6 }), (places) => {
      const text = 'x'.repeat(21);
      const edits = places.map((at) => edit(at, at, `<${at}>`));
      expect(applyEdits(text, edits)).toBe(applyEdits(text, [...edits].reverse()));
    }),
  );
});
