import { describe, expect, test } from 'vitest';
import { calleeRange, mayAwait, nodeAt, pathTo, textOf } from '../../src/ast/locate.ts';
import type { Range } from '../../src/text/range.ts';
import { parsed } from './parsed.ts';

function rangeIn(text: string, part: string): Range {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

describe('nodes at a range', () => {
  const text = 'const a = f(b + 1);';
  const file = parsed(text);

  test('the path leads from the program to the innermost', () => {
    expect(pathTo(file, rangeIn(text, 'b')).map(({ type }) => type)).toEqual([
      'Program',
      'VariableDeclaration',
      'VariableDeclarator',
      'CallExpression',
      'BinaryExpression',
      'Identifier',
    ]);
  });

  test('a path stays what it is, whatever is done with the list', () => {
    const range = rangeIn(text, 'b');
    const first = pathTo(file, range).map(({ type }) => type);
    pathTo(file, range).reverse().pop();
    expect(pathTo(file, range).map(({ type }) => type)).toEqual(first);
    // Of another file the same range is another path.
    expect(pathTo(parsed('const abcdef = 1;'), range).map(({ type }) => type)).not.toEqual(first);
  });

  test('only one with exactly that range fits, of a type where one is asked for', () => {
    expect(textOf(file, nodeAt(file, rangeIn(text, 'f(b + 1)'))!)).toBe('f(b + 1)');
    expect(nodeAt(file, rangeIn(text, 'b +'))).toBeUndefined();
    expect(nodeAt(file, rangeIn(text, 'b'), 'CallExpression')).toBeUndefined();
  });
});

test.each([
  ['fetch(url)', 'fetch'],
  ['new Pool({})', 'new Pool'],
  ['sql`select 1`', 'sql'],
  ['a.b.c(1)', 'a.b.c'],
  ['a + b', 'a + b'],
])('of %s a finding underlines %s', (text, part) => {
  const range = calleeRange(parsed(text), rangeIn(text, text));
  expect(text.slice(range.start, range.end)).toBe(part);
});

test.each([
  ['async function f() { x; }', 'a.ts', true],
  ['function f() { x; }', 'a.ts', false],
  ['async () => { () => x; }', 'a.ts', false],
  ['x; export {};', 'a.ts', true],
  ['x;', 'a.cjs', false],
])('await may stand for x in %s of %s: %s', (text, path, expected) => {
  expect(mayAwait(parsed(text, path), rangeIn(text, 'x'))).toBe(expected);
});
