import { describe, expect, test } from 'vitest';
import { findNode } from '../../src/ast/walk.ts';
import {
  ancestors,
  enclosingFunction,
  isFunction,
  isIdentifier,
  isInside,
  memberName,
  rangeOf,
  unwrap,
} from '../../src/ast/nodes.ts';
import { expression, firstOf } from './parsed.ts';

describe('what stands behind wrappers', () => {
  test.each([
    ['await x', 'Identifier'],
    ['x as string', 'Identifier'],
    ['x!', 'Identifier'],
    ['x satisfies string', 'Identifier'],
    ['a, b, x', 'Identifier'],
    ['(await (x as Promise<string>))!', 'Identifier'],
    ['f<string>', 'Identifier'],
    ['a?.b', 'MemberExpression'],
    ['x', 'Identifier'],
    ['!x', 'UnaryExpression'],
    ['x ?? y', 'LogicalExpression'],
    ['[x]', 'ArrayExpression'],
  ])('%s', (text, type) => {
    expect(unwrap(expression(text)).type).toBe(type);
  });
});

describe('names of members', () => {
  test.each([
    ['a.b', 'b'],
    ["a['b']", 'b'],
    ['a[`b`]', 'b'],
    ['a[1]', '1'],
    ['a[b]', undefined],
    ['a[`${b}`]', undefined],
    ["a['b' + c]", undefined],
  ])('%s', (text, name) => {
    expect(memberName(expression(text))).toBe(name);
  });

  test('a private one has its sign', () => {
    expect(memberName(firstOf('class A { #b = 1; c() { return this.#b; } }', 'MemberExpression'))).toBe('#b');
  });
});

describe('where a node stands', () => {
  const text = 'const f = () => { const g = function () { return x; }; return y; };';
  const at = (name: string) => findNode(firstOf(text, 'VariableDeclaration'), (node) => isIdentifier(node, name))!;

  test('the nearest function', () => {
    expect(enclosingFunction(at('x'))?.type).toBe('FunctionExpression');
    expect(enclosingFunction(at('y'))?.type).toBe('ArrowFunctionExpression');
    expect(enclosingFunction(at('f'))).toBeUndefined();
  });

  test('its parents, from the nearest on', () => {
    expect([...ancestors(at('y'))].map(({ type }) => type)).toEqual([
      'ReturnStatement',
      'BlockStatement',
      'ArrowFunctionExpression',
      'VariableDeclarator',
      'VariableDeclaration',
      'Program',
    ]);
  });

  test('a node is inside itself and what is around it, and not inside what is beside it', () => {
    expect(isInside(at('x'), at('x'))).toBe(true);
    expect(isInside(at('x'), enclosingFunction(at('y'))!)).toBe(true);
    expect(isInside(at('y'), enclosingFunction(at('x'))!)).toBe(false);
    expect(rangeOf(at('f'))).toEqual({ start: 6, end: 7 });
  });
});

test.each([
  ['() => 1', true],
  ['function () {}', true],
  ['async function* f() {}', true],
  ['class { m() {} }', false],
  ['f', false],
])('%s is a function: %s', (text, expected) => {
  expect(isFunction(expression(text))).toBe(expected);
});

test('nothing is no function and no identifier', () => {
  expect([isFunction(undefined), isFunction(null), isIdentifier(undefined), isIdentifier(null)]).not.toContain(true);
});
