import { expect, test } from 'vitest';
import { fill } from '../../src/shell/quote.ts';
import { readCalls } from '../../src/shell/calls.ts';

const words = (text: string): string[] => readCalls(text).calls[0]!.words.map(({ value }) => value);

/** The words that a shell would get for `{x}` with this value; a refusal as it is. */
function filled(command: string, value: string): string | string[] {
  const start = command.indexOf('{x}');
  const done = fill(command, [{ start, end: start + 3, name: 'x', value }], 'posix');
  return 'refusal' in done ? 'refused' : words(done.text);
}

test.each([
  ["echo 'a b' c", 'a b|c'],
  ['echo "a b"c', 'a bc'],
  ['echo a\\ b', 'a b'],
  ["echo 'it'\\''s'", "it's"],
  ["echo $'a\\tb'", 'a\tb'],
  ['echo "a\\"b"', 'a"b'],
  ["echo ''", ''],
  ['echo "a \'b\' c"', "a 'b' c"],
  ['echo \'a "b" c\'', 'a "b" c'],
  ["echo a''b", 'ab'],
  ['echo \\$x', '$x'],
  ['echo "\\$x"', '$x'],
  ["echo '$x'", '$x'],
])('%s is taken apart as a shell does', (text, expected) => {
  expect(words(text).slice(1).join('|')).toBe(expected);
});

const hostile = [
  'a b',
  "it's",
  '"',
  '$(touch x)',
  '`touch x`',
  '; rm x',
  'a\nb',
  '-rf',
  '*',
  '~',
  '\\',
  '!x',
  '#',
  '>x',
  '${x}',
  "$'",
  'if',
];

test.each([
  'echo {x}',
  'echo "{x}"',
  "echo '{x}'",
  "echo $'{x}'",
  'echo a{x}b',
  'echo "a {x} b"',
  'grep "{x}" f',
  'A={x} ls',
  'ls -l {x} | wc -l',
  'echo "$(ls)" {x}',
])('any value stays one word in: %s', (command) => {
  for (const value of hostile) {
    const plain = filled(command, 'VALUE');
    const real = filled(command, value);
    expect(real, value).toEqual((plain as string[]).map((word) => word.replace('VALUE', () => value)));
  }
});

test.each([
  'eval "ls {x}"',
  'ssh h "ls {x}"',
  "ssh h 'ls {x}'",
  'ssh h ls {x}',
  'bash -c "ls {x}"',
  "sh -c 'ls {x}'",
  'sudo sh -c "ls {x}"',
  'su - root -c "ls {x}"',
  'watch "ls {x}"',
  'kubectl exec p -- sh -c "ls {x}"',
  'echo "ls {x}" | bash',
  'echo {x} | ssh h',
  'bash <<< "ls {x}"',
  'bash <<E\nls {x}\nE',
  'echo {x} | xargs -I% sh -c "ls %"',
  'echo {x} | parallel',
  'C={x}; eval "$C"',
  'C={x}; bash -c "$C"',
  'C={x}; D="${C/a/b}"; eval "$D"',
  'C={x}; D=${C^^}; ssh h "ls $D"',
  'C={x}; D=$(printf %q "$C"); eval "$D"',
  'C={x}; echo ${C@P}',
  'read C <<< {x}; eval "$C"',
  "awk '/{x}/' f",
  'python3 -c \'print("{x}")\'',
  'perl -e \'print "{x}"\'',
  'node -e "f(\'{x}\')"',
  'trap "ls {x}" EXIT',
])('what a second reading takes is refused, not guessed: %s', (command) => {
  for (const value of ['$(touch x)', '`touch x`', '; touch x', "';touch x;'", '";touch x;"', 'a b'])
    expect(filled(command, value), value).toBe('refused');
  expect(filled(command, 'web1')).not.toBe('refused');
});

test.each([
  'C={x}; echo "$C"',
  'C={x}; D="${C/a/b}"; echo "$D"',
  'C={x}; kubectl get pods -n "$C"',
  'echo {x} | grep a',
  'cat <<< {x}',
  'echo {x} | xargs ls',
  'awk -v a={x} 1 f',
  "C={x}; bash -c 'ls'",
  'kubectl exec p -- ls {x}',
  'trap - EXIT; echo {x}',
])('what is read once is only quoted: %s', (command) => {
  expect(filled(command, '$(touch x)')).not.toBe('refused');
});

test('another command of the runbook may be the one that evaluates', () => {
  const given = (value: string, others: readonly string[]): boolean =>
    'refusal' in fill('N={x}', [{ start: 2, end: 5, name: 'x', value }], 'posix', others);
  expect(given('a[$(touch x)]', ['(( N > 1 ))'])).toBe(true);
  expect(given('a[$(touch x)]', ['M=$N', '[[ $M -gt 1 ]]'])).toBe(true);
  expect(given('ls; rm x', ['eval "$N"'])).toBe(true);
  expect(given('12', ['(( N > 1 ))'])).toBe(false);
  expect(given('a[$(touch x)]', ['echo "$N"'])).toBe(false);
});
