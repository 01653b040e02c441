import { expect, test } from 'vitest';
import { hiddenCharacters } from '../../src/shell/hiddenCharacters.ts';

const kinds = (text: string): string[] => hiddenCharacters(text).map(({ kind }) => kind);

test.each([
  ['control', 'echo a #\u001b[2K'],
  ['control', 'rm x\rls'],
  ['control', 'ls\b'],
  ['bidirectional', 'echo \u202esl'],
  ['bidirectional', 'a\u2066b'],
  ['invisible', 'kube\u200bctl'],
  ['invisible', 'ls\u{e0061}'],
  ['look-alike', 'ls\u00a0-l'],
  ['look-alike', '\u043a\u0443bectl get'],
  ['look-alike', 'rm \u2013rf x'],
  ['look-alike', 'ls \uff1b rm'],
])('%s: %j', (kind, text) => {
  expect(kinds(text)).toContain(kind);
});

test.each([
  'kubectl get pods\tx\nls\r\n',
  'echo "привет, мир"',
  'echo "café — naïve"',
  'echo ✅ 👩‍💻 ❤️',
  'grep 日本語 f',
])('plain: %s', (text) => {
  expect(kinds(text)).toEqual([]);
});

test('tells where and which', () => {
  expect(hiddenCharacters('a\u202eb')).toEqual([{ kind: 'bidirectional', at: 1, length: 1, code: 'U+202E' }]);
});
