import { describe, expect, it } from 'vitest';
import { AnsiReader } from '../../src/text/ansi.ts';

const plain = (chunks: readonly string[]): string => {
  const reader = new AnsiReader();
  return chunks.flatMap((chunk) => reader.read(chunk).map(({ text }) => text)).join('');
};

describe('AnsiReader', () => {
  it('names colours and weights', () => {
    const spans = new AnsiReader().read('a\x1b[1;31mb\x1b[22;94mc\x1b[0md');
    expect(spans).toEqual([
      { text: 'a', style: {} },
      { text: 'b', style: { bold: true, foreground: 'red' } },
      { text: 'c', style: { bold: false, dim: false, foreground: 'bright-blue' } },
      { text: 'd', style: {} },
    ]);
  });

  it('knows the 256 colours and true colour', () => {
    const [cube, grey, exact] = new AnsiReader().read('\x1b[38;5;196mx\x1b[38;5;232my\x1b[48;2;1;2;300mz');
    expect(cube?.style.foreground).toBe('rgb(255, 0, 0)');
    expect(grey?.style.foreground).toBe('rgb(8, 8, 8)');
    expect(exact?.style.background).toBe('rgb(1, 2, 255)');
  });

  it('leaves out what moves the cursor or names the window', () => {
    expect(plain(['\x1b[2J\x1b[1;1Ha\x1b[Kb\x1b]0;title\x07c\x1b]8;;http://x\x1b\\d'])).toBe('abcd');
  });

  it('reads a sequence that comes in any two pieces', () => {
    const text = 'a\x1b[1;38;5;196mred\x1b[0m b\x1b]0;t\x07c';
    for (let cut = 0; cut <= text.length; cut++) expect(plain([text.slice(0, cut), text.slice(cut)])).toBe('ared bc');
  });

  it('carries a style into the next chunk', () => {
    const reader = new AnsiReader();
    reader.read('\x1b[32m');
    expect(reader.read('ok')).toEqual([{ text: 'ok', style: { foreground: 'green' } }]);
  });
});
