import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from '../../src/mcp/lines.ts';

async function read(pieces: readonly string[], max = 10): Promise<(string | undefined)[]> {
  async function* input(): AsyncGenerator<string> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  const lines: (string | undefined)[] = [];
  for await (const line of linesOf(input(), max)) lines.push(line);
  return lines;
}

it.each([
  [['a\nb\n'], ['a', 'b']],
  [
    ['a', 'b', '\nc'],
    ['ab', 'c'],
  ],
  [['\n\n', ' \n', 'a'], ['a']],
  [
    ['x'.repeat(11), '\nb\n'],
    [undefined, 'b'],
  ],
  [
    ['x'.repeat(6), 'x'.repeat(6), 'x', '\nb'],
    [undefined, 'b'],
  ],
  [['x'.repeat(11)], [undefined]],
  [[], []],
])('lines of %j', async (pieces, lines) => {
  expect(await read(pieces)).toEqual(lines);
});

it('are the same however the text comes in pieces', async () => {
  const pieces = fc.array(fc.constantFrom('a', 'bc', '\n', 'd\n', '\ne', 'x'.repeat(12)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, async (all) => {
      expect(await read(all)).toEqual(await read([all.join('')]));
    }),
  );
});
