import { describe, expect, it } from 'vitest';
import { notUtf8, utf8Text } from '../../src/files/utf8.ts';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

describe('what would be lost is not taken for text', () => {
  it.each([
    ['Latin-1', bytes('# Page\n\ncaf', 0xe9, '\n'), 3],
    ['one stray byte at the beginning', bytes(0x80, 'a\n'), 1],
    ['a character cut off at the end', bytes('a\nb\n', 0xe2, 0x82), 3],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0, '\n', 0), 1],
    ['half of a pair', bytes('a\n', 0xed, 0xa0, 0x80), 2],
    ['a stray byte behind a U+FFFD', bytes('\uFFFD\n', 0xff), 2],
  ])('%s', (_, given, line) => {
    expect(utf8Text(given)).toBeUndefined();
    expect(notUtf8(given)).toMatch(new RegExp(`^isn't UTF-8 \\(line ${line}\\) and stays as it is`));
  });

  it.each(['', '\uFEFF# Page\r\n', 'café \u{1f600}\n', 'a \uFFFD that somebody wrote\n'])('but %j is', (text) => {
    expect(utf8Text(bytes(text))).toBe(text);
  });
});
