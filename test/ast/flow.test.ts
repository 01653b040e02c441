import { describe, expect, test } from 'vitest';
import {
  alwaysLeaves,
  endings,
  functionOwner,
  isDiscarded,
  mayGoOn,
  mayLeave,
  nearestLoop,
} from '../../src/ast/flow.ts';
import { isIdentifier } from '../../src/ast/nodes.ts';
import type { FunctionNode } from '../../src/ast/types.ts';
import { findNode } from '../../src/ast/walk.ts';
import { firstOf, parsed } from './parsed.ts';

/** The body of a loop: every statement may stand in it. */
const body = (text: string) =>
  firstOf(`async function f() { for (;;) { ${text} } }`, 'ForStatement') as unknown as { body: never };

describe('how statements end', () => {
  test.each([
    ['a();', ['normal']],
    ['return;', ['return']],
    ['throw e; a();', ['throw']],
    ['if (a) return; else throw e;', ['return', 'throw']],
    ['if (a) continue;', ['continue', 'normal']],
    ['while (a) break;', ['normal']],
    ['while (a) return;', ['normal', 'return']],
    ['try { return a(); } catch {}', ['normal', 'return']],
    ['try { throw e; } catch { continue; }', ['continue']],
    ['try { return; } finally { break; }', ['break']],
    ['switch (a) { case 1: return; default: break; }', ['normal', 'return']],
    ['switch (a) { case 1: continue; default: throw e; }', ['continue', 'throw']],
    ['switch (a) { case 1: return; }', ['normal', 'return']],
    ['process.exit(1);', ['throw']],
    ['other.exit(1);', ['normal']],
    ['const g = () => { return 1; };', ['normal']],
    ['again: { break; }', ['break']],
  ])('%s', (text, expected) => {
    expect([...endings(body(text).body)].sort()).toEqual(expected);
  });

  test('an absent statement goes on', () => {
    expect([...endings(undefined)]).toEqual(['normal']);
  });
});

test.each([
  ['return;', true, true, false],
  ['if (a) return;', false, true, true],
  ['continue;', false, false, true],
  ['if (a) return; else continue;', false, true, true],
  ['a();', false, false, true],
])('%s leaves always: %s, perhaps: %s, goes on: %s', (text, always, perhaps, goesOn) => {
  const { body: block } = body(text);
  expect([alwaysLeaves(block), mayLeave(block), mayGoOn(block)]).toEqual([always, perhaps, goesOn]);
});

describe('the loop around a place', () => {
  const around = (text: string): string | undefined =>
    nearestLoop(findNode(parsed(text).ast, (node) => isIdentifier(node, 'x'))!)?.type;

  test.each([
    ['for (;;) { while (a) { x; } }', 'WhileStatement'],
    ['for (const a of b) { if (a) { x; } }', 'ForOfStatement'],
    ['for (;;) { b.forEach(() => { x; }); }', undefined],
    ['x;', undefined],
  ])('%s', (text, type) => {
    expect(around(text)).toBe(type);
  });
});

test.each([
  ['a();', true],
  ['await a();', true],
  ['void a();', true],
  ['a()!;', true],
  ['const b = a();', false],
  ['return a();', false],
  ['b(a());', false],
])('the value of a() in %s is dropped: %s', (text, expected) => {
  const call = findNode(
    parsed(`async function f() { ${text} }`).ast,
    (node) => node.type === 'CallExpression' && isIdentifier(node.callee, 'a'),
  );
  expect(isDiscarded(call!)).toBe(expected);
});

test.each([
  ['function f() {}', 'f'],
  ['const f = () => 1;', 'f'],
  ['f = () => 1;', 'f'],
  ['({ f: () => 1 });', 'f'],
  ['class A { f = () => 1; }', 'f'],
  ['class A { f() {} }', 'f'],
  ['a(function f() {});', 'f'],
  ['a(() => 1);', undefined],
])('the name of the function in %s', (text, name) => {
  const node = findNode(
    parsed(text).ast,
    ({ type }) => /Function/.test(type) && type !== 'TSEmptyBodyFunctionExpression',
  );
  expect((functionOwner(node as FunctionNode) as { name?: string } | undefined)?.name).toBe(name);
});
