import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeOf,
  joinLines,
  printable,
  TerminalOutput,
  visible,
  visibleJson,
  visibleLine,
} from '../../src/text/visible.ts';

describe('text that is shown', () => {
  test.each([
    ['plain, with\ttabs\nand lines', 'plain, with\ttabs\nand lines'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['a\u202eb', 'a\\u202eb'],
    ['back\b\r', 'back\\x08\\x0d'],
    ['windows\r\nlines', 'windows\nlines'],
    ['naïve 🚀', 'naïve 🚀'],
    ['a\u200bb\u00adc\u115fd\u3164e\u2800', 'a\\u200bb\\xadc\\u115fd\\u3164e\\u2800'],
    ['a\u{e0072}b\ufe01', 'a\\u{e0072}b\\ufe01'],
    ['👩‍💻 ⚠️ 1️⃣ 🏴\u{e0067}\u{e0062}\u{e007f}', '👩‍💻 ⚠️ 1️⃣ 🏴\u{e0067}\u{e0062}\u{e007f}'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['pass\u200dword', 'pass\\u200dword'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('on one line', () => {
    expect(visibleLine('a\r\nb\nc')).toBe('a b c');
  });

  test('as JSON it has the same value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = visibleJson(JSON.stringify(text));
        expect(JSON.parse(json)).toBe(text);
        expect(json).not.toMatch(/[\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });

  test('escapes are as short as they can be', () => {
    expect(['\u0007', '\u2028', '\u{e0001}'].map(escapeOf)).toEqual(['\\x07', '\\u2028', '\\u{e0001}']);
  });
});

describe('output in a terminal', () => {
  const printed = (...pieces: readonly string[]): string => {
    const output = new TerminalOutput();
    return pieces.map((piece) => output.push(piece)).join('') + output.end();
  };

  test.each([
    ['keeps colours, and ends them', ['\u001b[32mok'], '\u001b[32mok\u001b[0m'],
    ['keeps a colour that comes in two pieces', ['\u001b[3', '2mok'], '\u001b[32mok\u001b[0m'],
    ['keeps the return to the start of the line', ['50 %\r60 %'], '50 %\r60 %'],
    ['drops the style that hides what follows', ['\u001b[8mhidden'], 'hidden\u001b[0m'],
    ['shows what moves the cursor', ['\u001b[2Aup'], '\\x1b[2Aup'],
    ['shows an escape that nothing follows', ['end\u001b'], 'end\\x1b'],
    ['adds nothing to plain text', ['plain'], 'plain'],
  ])('%s', (_, pieces, expected) => {
    expect(printed(...pieces)).toBe(expected);
  });
});

test.each([
  ['\u001b[31mred\u001b[0m\r\n', '\u001b[31mred\u001b[0m\r\n'],
  ['\u001b[8mhidden', 'hidden'],
  ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
  ['a\u202eb\u009b', 'a\\u202eb\\x9b'],
  ['{"a":"\\u202e"}', '{"a":"\\u202e"}'],
])('the last guard before a terminal leaves colours only: %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('lines are joined with one blank, and blanks within a line stay', () => {
  expect(joinLines('a \n\n  b  c\t\nd')).toBe('a b  c d');
  expect(joinLines('\na\n')).toBe(' a ');
});
