import { expect, test } from 'vitest';
import { readCalls } from '../../src/shell/calls.ts';
import { commandEnd, splitCommands } from '../../src/shell/shellLexer.ts';

const commands = (text: string): string[] => splitCommands(text.split('\n')).map((command) => command.text);

test.each([
  ['END!', 'END!'],
  ['!', '!'],
  ['//EOF', '//EOF'],
  ["'E O F'", 'E O F'],
  ['"A"B', 'AB'],
  ['\\EOF', 'EOF'],
])('any word is a mark: <<%s', (mark, end) => {
  expect(commands(`cat <<${mark} > notes\nfine\n${end}\nrm -rf /srv`)).toEqual([
    `cat <<${mark} > notes\nfine\n${end}`,
    'rm -rf /srv',
  ]);
});

test('with <<- the mark may stand behind tabs, not behind spaces', () => {
  expect(commands('cat <<-EOF\n\tx\n\tEOF\nls')).toEqual(['cat <<-EOF\n\tx\n\tEOF', 'ls']);
  expect(commands('cat <<-EOF\n  x\n  EOF\nls')).toHaveLength(1);
});

test('two on one line take their bodies in order', () => {
  expect(commands('cat <<A <<B\n1\nA\n2\nB\nls')).toEqual(['cat <<A <<B\n1\nA\n2\nB', 'ls']);
});

test('one that is never closed takes all that follows', () => {
  expect(commandEnd(['cat <<EOF', 'x', 'rm y'], 0)).toBe(2);
});

test('a here-string has no body, a doubled placeholder is none', () => {
  expect(commands('sh <<< x\nls')).toEqual(['sh <<< x', 'ls']);
  expect(commands('kubectl get <<pod>>\nls')).toEqual(['kubectl get <<pod>>', 'ls']);
});

test('its body is the input of its call, and its substitutions are calls', () => {
  const [cat, inner] = readCalls('cat <<EOF\n$(rm x)\nEOF').calls;
  expect(cat!.input).toMatchObject({ kind: 'text', text: '$(rm x)\n', fixed: false });
  expect(inner!.words.map((word) => word.value)).toEqual(['rm', 'x']);
  expect(readCalls("cat <<'EOF'\n$(rm x)\nEOF").calls).toHaveLength(1);
});
