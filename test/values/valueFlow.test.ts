import { describe, expect, test } from 'vitest';
import type { FunctionNode } from '../../src/ast/types.ts';
import { calledName, handedTo, isEmptyFunction, methodOn, promiseCombinator } from '../../src/ast/calls.ts';
import { chainedListener, fieldFor, listensForError, readsOf, variableFor } from '../../src/values/index.ts';
import { contextOf, shown } from './shown.ts';

const firstCall = (text: string) => contextOf(text).index.calls[0]!;

test.each([
  ['get(1);', 'get'],
  ['a.b.get(1);', 'get'],
  ["a['get'](1);", 'get'],
  ['a[name](1);', undefined],
  ['(() => 1)();', undefined],
])('%s is called by %s', (text, name) => {
  expect(calledName(firstCall(text))).toBe(name);
});

test.each([
  ['Promise.all(xs);', 'all'],
  ['Promise.allSettled(xs);', 'allSettled'],
  ['all(xs);', undefined],
  ['Other.all(xs);', undefined],
])('the combinator of %s', (text, name) => {
  expect(promiseCombinator(firstCall(text))).toBe(name);
});

test.each([
  ['show(() => {});', true],
  ['show(() => undefined);', true],
  ['show(() => null);', true],
  ['show(function () { return; });', true],
  ['show(noop);', true],
  ['show(_.noop);', true],
  ['show(() => 0);', false],
  ['show(() => log());', false],
  ['show(handler);', false],
])('%s does nothing: %s', (text, expected) => {
  expect(isEmptyFunction(shown(text).node)).toBe(expected);
});

describe('what gets a value', () => {
  const made = (text: string) => {
    const context = contextOf(text);
    return { context, node: context.index.news[0]! };
  };

  test.each([
    ['const a = new A();', 'a'],
    ['let a; a = new A();', 'a'],
    ['const { a } = new A();', undefined],
    ['const a = f(new A());', undefined],
    ['this.a = new A();', undefined],
  ])('the variable of %s', (text, name) => {
    const { context, node } = made(text);
    expect(variableFor(context, node)?.name).toBe(name);
  });

  test.each([
    ['this.a = new A();', 'this.a'],
    ['app.locals.a = new A();', 'app.locals.a'],
    ['class B { a = new A(); }', 'this.a'],
    ['const a = new A();', undefined],
  ])('the field of %s', (text, field) => {
    const { context, node } = made(text);
    expect(fieldFor(context, node)).toBe(field);
  });

  test('a read is no write', () => {
    const { context, node } = made('let a = new A(); a = null; f(a); a.b();');
    expect(readsOf(variableFor(context, node)!)).toHaveLength(2);
  });
});

test('the method that is called on a value', () => {
  expect(methodOn(firstCall('f().then(g);').callee)).toBeUndefined();
  const inner = contextOf('f().then(g);').index.calls.find((call) => calledName(call) === 'f')!;
  expect(methodOn(inner)?.name).toBe('then');
});

test('the call that a function is handed to', () => {
  const handed = (text: string) => handedTo(contextOf(text).index.functions[0] as FunctionNode)?.index;
  expect([handed('f(a, () => 1);'), handed('const g = () => 1;'), handed('(() => 1)();')]).toEqual([
    1,
    undefined,
    undefined,
  ]);
});

describe('a listener for errors', () => {
  test.each([
    ["const a = new A(); a.on('error', f);", true],
    ["const a = new A(); a.once('connect', f).on('error', g);", true],
    ['const a = new A(); a.onerror = f;', true],
    ["const a = new A(); a.addEventListener('error', f);", true],
    ["const a = new A(); a.on('close', f);", false],
    ["const a = new A(); a.off('error', f);", false],
    ["const a = new A(); b.on('error', f);", false],
    ['const a = new A(); f(a.onerror);', false],
  ])('%s', (text, expected) => {
    const context = contextOf(text);
    expect(listensForError(context, variableFor(context, context.index.news[0]!)!)).toBe(expected);
  });

  test('further along a chain', () => {
    const chained = (text: string) => {
      const context = contextOf(text);
      return chainedListener(context, context.index.news[0]!);
    };
    expect(chained("new A().on('open', f).on('error', g);")).toBe(true);
    expect(chained("new A().on('open', f).run();")).toBe(false);
  });
});
