import { expect, it } from 'vitest';
import { lineHashes } from '../../src/text/lineHashes.ts';

const greeting = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];

// The values that code scanning's own tests expect.
it.each([
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greeting],
  [' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greeting],
  [' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greeting],
])('hashes the lines of %j', (text, expected) => {
  expect(lineHashes(text)).toEqual(expected);
});

it('numbers lines that start the same hundred characters', () => {
  const hashes = lineHashes('x = 1\n'.repeat(60));
  expect(hashes).toHaveLength(61);
  expect(hashes[1]).toBe(hashes[0]!.replace(/:1$/, ':2'));
});
