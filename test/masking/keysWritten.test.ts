import { expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

function inPieces(text: string): string {
  const masker = new Masker(() => []);
  return (text.match(/[^]{1,3}/g) ?? []).map((piece) => masker.push(piece)).join('') + masker.flush();
}

test.each([
  ['{"pass\\u0077ord": "hunter2x9"}', '{"pass\\u0077ord": "***"}'],
  ['{"\\u0070assword":"hunter2x9"}', '{"\\u0070assword":"***"}'],
  ['{"db\\u005fpassword": "hunter2x9", "a": 1}', '{"db\\u005fpassword": "***", "a": 1}'],
  ['"{\\"pass\\\\u0077ord\\":\\"hunter2x9\\"}"', '"{\\"pass\\\\u0077ord\\":\\"***\\"}"'],
])('a name that JSON writes by numbers: %s', (text, shown) => {
  expect(mask(`${text}\n`)).toBe(`${shown}\n`);
  expect(inPieces(`${text}\n`)).toBe(`${shown}\n`);
});

test.each([
  '{"n\\u00e4me": "web", "\\u0061ge": 3}',
  '{"html": "\\u003cb\\u003eweb\\u003c/b\\u003e"}',
  // Keys that begin as the name of a secret.
  'key: session:cart:1',
  'DEL session:cart:1',
  'session:cart:1234567',
  '1) "token:refresh:42"',
  'cookie:consent:web',
])('%s stays', (text) => {
  expect(mask(`${text}\n`)).toBe(`${text}\n`);
  expect(inPieces(`${text}\n`)).toBe(`${text}\n`);
});

test('a session is a secret all the same', () => {
  expect(mask('session: q7Rw2Zk9LmX4vTb8\n')).toBe('session: ***\n');
  expect(mask('session:q7Rw2Zk9LmX4vTb8\n')).toBe('session:***\n');
  expect(mask('token: me:Tr0ub4dor3\n')).not.toContain('Tr0ub4dor3');
});
