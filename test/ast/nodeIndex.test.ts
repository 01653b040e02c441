import { expect, test } from 'vitest';
import { returnsOf } from '../../src/ast/functions.ts';
import { indexNodes, type NodeIndex } from '../../src/ast/nodeIndex.ts';
import type { FunctionNode } from '../../src/ast/types.ts';
import { walk } from '../../src/ast/walk.ts';
import { firstOf, parsed } from './parsed.ts';

test.each<[string, keyof NodeIndex]>([
  ['f();', 'calls'],
  ['new A();', 'news'],
  ['sql`x`;', 'tagged'],
  ['for (;;) {}', 'loops'],
  ['for (const a of b) {}', 'loops'],
  ['for (const a in b) {}', 'loops'],
  ['while (a) {}', 'loops'],
  ['do {} while (a);', 'loops'],
  ['function f() {}', 'functions'],
  ['a = () => 1;', 'functions'],
  ['class A {}', 'classes'],
  ['a = class {};', 'classes'],
  ['try {} catch {}', 'tries'],
  ['a += 1;', 'assignments'],
  ['a.b;', 'members'],
  ["import 'a';", 'imports'],
])('%s is listed under %s', (text, list) => {
  expect(indexNodes(parsed(text))[list]).toHaveLength(1);
});

test('statements come in source order, parents before what they hold', () => {
  const { calls } = indexNodes(parsed('a(b()); c();'));
  expect(calls.map(({ range }) => range[0])).toEqual([0, 2, 8]);
});

test('every node but the program has its parent', () => {
  const { ast } = parsed('class A { async m(x = 1) { return [await f(x)]; } }');
  walk(ast, (node) => expect(node === ast || node.parent !== undefined).toBe(true));
});

test.each([
  ['() => a', 1],
  ['function () { if (a) return 1; return 2; }', 2],
  ['function () { return; }', 0],
  ['function () { return () => { return 1; }; }', 1],
  ['function () {}', 0],
])('%s returns %i expressions', (text, count) => {
  const type = text.startsWith('function') ? 'FunctionExpression' : 'ArrowFunctionExpression';
  expect(returnsOf(firstOf(`(${text});`, type) as FunctionNode)).toHaveLength(count);
});
