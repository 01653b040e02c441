import { expect, test } from 'vitest';
import { readCalls } from '../../src/shell/calls.ts';
import { findOpen } from '../../src/shell/openText.ts';
import { findSyntaxProblems } from '../../src/checks/syntaxProblems.ts';

const calls = (text: string): string[] =>
  readCalls(text).calls.map(({ words }) => words.map((word) => word.value).join(' '));

test.each([
  ['a | b && c; d &', ['a', 'b', 'c', 'd']],
  ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
  ['for i in 1 2; do rm $i; done', ['rm $i']],
  ['while read l; do echo $l; done < f', ['read l', 'echo $l']],
  ['case $x in a) rm a;; (b|c) ls;; esac', ['rm a', 'ls']],
  ['f() { rm x; }; f', ['rm x', 'f']],
  ['[[ $a == $(rm x) ]] && ls', ['rm x', 'ls']],
  ['(( a = $(rm x) ))', ['rm x']],
  ['(cd a; rm b) 2>&1', ['cd a', 'rm b']],
  ['diff <(ls a) <(rm b)', ['diff <(ls a) <(rm b)', 'ls a', 'rm b']],
  ['echo "a $(rm "b c") `ls`"', ['echo a $(rm "b c") `ls`', 'rm b c', 'ls']],
  ['x=$(rm y) z', ['z', 'rm y']],
  ['echo ${a:-$(rm b)}', ['echo ${a:-$(rm b)}', 'rm b']],
  ['rm\\\n -rf x', ['rm -rf x']],
  ["\\rm 'a b' \"c\"$'\\n'", ['rm a b c\n']],
  ['ls # rm x', ['ls']],
  ['kubectl logs <pod name> > out', ['kubectl logs <pod name>']],
])('%s', (text, expected) => {
  expect(calls(text)).toEqual(expected);
});

test('tells what a call reads', () => {
  const inputs = (text: string): string[] => readCalls(text).calls.map(({ input }) => input.kind);
  expect(inputs('a | b')).toEqual(['inherited', 'pipe']);
  expect(inputs('{ a; b; } < f')).toEqual(['file', 'file']);
  expect(inputs('a <<< x')).toEqual(['text']);
  expect(inputs('a > >(sh)')).toEqual(['inherited', 'pipe']);
});

test('tells words that are fixed from those that are expanded', () => {
  const [call] = readCalls('a $b "$c" d* <pod> \'$e\'').calls;
  expect(call!.words.map(({ fixed, splits }) => [fixed, splits])).toEqual([
    [true, false],
    [false, true],
    [false, false],
    [false, true],
    [false, false],
    [true, false],
  ]);
});

test.each([
  ["echo 'a", { quote: true }],
  ['ls |', { continued: true }],
  ['ls \\', { continued: true }],
  ['for i in 1; do', { compound: true }],
  ['x=$(ls', { compound: true }],
  ['f() {', { compound: true }],
  ['cat <<EOF\nx', { heredocs: [{ mark: 'EOF', stripTabs: false }] }],
])('%s is open', (text, expected) => {
  expect(findOpen(text)).toMatchObject(expected);
});

test.each(['ls', "echo 'a'", "ls # don't", 'echo for', 'cat <<EOF\nx\nEOF', 'echo "a | b"'])(
  '%s is not open',
  (text) => {
    expect(findOpen(text)).toEqual({ continued: false, quote: false, compound: false });
  },
);

test('says what a shell cannot read', () => {
  expect(findSyntaxProblems('for i in 1; do\n  ls').map(({ message }) => message)).toEqual([
    '"for" is never closed by "done"',
  ]);
  expect(findSyntaxProblems('cat <<EOF > f\nx').map(({ message }) => message)).toEqual([
    'the here-document never ends: no line is exactly EOF',
  ]);
  expect(findSyntaxProblems("echo 'a").map(({ at }) => at)).toEqual([5]);
  expect(findSyntaxProblems('ls )')).toHaveLength(1);
  expect(findSyntaxProblems('kubectl get <pod> && echo "it\'s"')).toEqual([]);
});
