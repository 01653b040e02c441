import { describe, expect, test } from 'vitest';
import { childrenOf, findNode, OWN_BODY, someNode, walk, type WalkOptions } from '../../src/ast/walk.ts';
import type { Node } from '../../src/ast/types.ts';
import { firstOf, parsed } from './parsed.ts';

function names(root: Node, options?: WalkOptions): readonly string[] {
  const found: string[] = [];
  walk(root, (node) => void (node.type === 'Identifier' && found.push(node.name)), options);
  return found;
}

describe('children', () => {
  test('are nodes only', () => {
    const children = childrenOf(firstOf('a(b, 1, ...c);', 'CallExpression'));
    expect(children.map(({ type }) => type).sort()).toEqual(['Identifier', 'Identifier', 'Literal', 'SpreadElement']);
  });

  test('holes of arrays and absent parts are none', () => {
    expect(childrenOf(firstOf('[, a];', 'ArrayExpression'))).toHaveLength(1);
    expect(childrenOf(firstOf('for (;;) {}', 'ForStatement')).map(({ type }) => type)).toEqual(['BlockStatement']);
  });

  test('the parent is none', () => {
    const call = firstOf('a();', 'CallExpression');
    expect(childrenOf(call)).not.toContain(call.parent);
  });
});

describe('a walk', () => {
  test('goes through statements in source order', () => {
    expect(names(parsed('a; { b; { c; d; } } e;').ast)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('comes to parents before what they hold', () => {
    const types: string[] = [];
    walk(parsed('a = [1];').ast, ({ type }) => types.push(type));
    expect(types.indexOf('ArrayExpression')).toBeGreaterThan(types.indexOf('AssignmentExpression'));
    expect(types.indexOf('Literal')).toBeGreaterThan(types.indexOf('ArrayExpression'));
  });

  test('leaves functions inside out where it is asked to, and never its root', () => {
    const text = 'function f() { a; const g = () => b; class C { m() { c; } } d; }';
    const own = names(firstOf(text, 'FunctionDeclaration'), OWN_BODY);
    expect([...own].sort()).toEqual(['C', 'a', 'd', 'f', 'g', 'm']);
    expect(names(firstOf(text, 'FunctionDeclaration'))).toContain('b');
  });

  test('leaves out what is below a node for which the visitor says false', () => {
    const seen: string[] = [];
    walk(parsed('a(b); c;').ast, (node) => {
      seen.push(node.type);
      return node.type !== 'CallExpression';
    });
    expect(seen.filter((type) => type === 'Identifier')).toHaveLength(1);
  });

  test('visits nothing where there is no root', () => {
    walk(undefined, () => expect.unreachable());
    walk(null, () => expect.unreachable());
  });

  test('of a very deep tree needs no stack', () => {
    const depth = 20_000;
    let node = { type: 'Identifier', name: 'leaf', range: [0, 4] } as unknown as Node;
    for (let level = 0; level < depth; level++)
      node = { type: 'Wrapper', argument: node, range: [0, 4] } as unknown as Node;
    expect(names(node)).toEqual(['leaf']);
  });
});

describe('a search', () => {
  const { ast } = parsed('x; function f() { y; }');
  const named = (name: string) => (node: Node) => node.type === 'Identifier' && node.name === name;

  test('gives the first node that fits, the root included', () => {
    expect(findNode(ast, () => true)).toBe(ast);
    expect(findNode(ast, named('y'))).toMatchObject({ name: 'y' });
    expect(findNode(ast, named('z'))).toBeUndefined();
  });

  test('may stay out of functions', () => {
    expect(someNode(ast, named('y'))).toBe(true);
    expect(someNode(ast, named('y'), OWN_BODY)).toBe(false);
    expect(someNode(undefined, () => true)).toBe(false);
  });
});
