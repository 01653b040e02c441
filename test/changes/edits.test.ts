import { describe, expect, it } from 'vitest';
import { freshName, setOption, statementAtEnd } from '../../src/changes/edits.ts';
import { nodeAt } from '../../src/ast/locate.ts';
import { findNode } from '../../src/ast/walk.ts';
import type { Ast } from '../../src/ast/types.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';

const parse = await loadParser();

function find<T extends Ast.Node = Ast.Node>(text: string, type: `${T['type']}`) {
  const file = parse(text, '/a.ts');
  expect(file.errors).toEqual([]);
  return { file, node: findNode(file.ast, (one) => one.type === type) as T };
}

function option(text: string, index: number, name = 'timeout', value = '5') {
  const { file, node } = find<Ast.CallExpression>(text, 'CallExpression');
  const edits = setOption(file, node, index, name, value);
  return edits && applyEdits(text, edits);
}

describe('setOption', () => {
  it.each([
    ['f(u)', 1, 'f(u, { timeout: 5 })'],
    ['f()', 1, 'f(undefined, { timeout: 5 })'],
    ['f(u)', 2, 'f(u, undefined, { timeout: 5 })'],
    ['f(u,)', 1, 'f(u, { timeout: 5 },)'],
    ['f(u, {})', 1, 'f(u, { timeout: 5 })'],
    ['f(u, { a })', 1, 'f(u, { a, timeout: 5 })'],
    ['f(u, { a, })', 1, 'f(u, { a, timeout: 5 })'],
    ['f(u, {\n  a: 1,\n  b,\n})', 1, 'f(u, {\n  a: 1,\n  b,\n  timeout: 5,\n})'],
    ['f(u, {\n  a: 1 // one, two\n})', 1, 'f(u, {\n  a: 1, // one, two\n  timeout: 5\n})'],
    ['f(u, {\n  a: 1, // one\n})', 1, 'f(u, {\n  a: 1, // one\n  timeout: 5,\n})'],
    ['f(u, {\n  a: 1 /* one */\n})', 1, 'f(u, {\n  a: 1, /* one */\n  timeout: 5\n})'],
    ['f(u, { a: 1 /* one */ })', 1, 'f(u, { a: 1, timeout: 5 /* one */ })'],
    ['f(u, { timeout: 0 })', 1, 'f(u, { timeout: 5 })'],
    ['f(u, { timeout })', 1, 'f(u, { timeout: 5 })'],
    ['f(u, options)', 1, 'f(u, { ...options, timeout: 5 })'],
    ['f(u, a ?? b)', 1, 'f(u, { ...(a ?? b), timeout: 5 })'],
    ['f(u, undefined)', 1, 'f(u, { timeout: 5 })'],
    ['f(u, { a } as Options)', 1, 'f(u, { a, timeout: 5 } as Options)'],
  ])('%s at %i', (text, index, expected) => {
    expect(option(text, index)).toBe(expected);
  });

  it('goes into nested objects', () => {
    expect(option('f(u)', 1, 'timeout.request')).toBe('f(u, { timeout: { request: 5 } })');
    expect(option('f(u, { timeout: { lookup: 1 } })', 1, 'timeout.request')).toBe(
      'f(u, { timeout: { lookup: 1, request: 5 } })',
    );
  });

  it('gives up where the place cannot be seen', () => {
    expect(option('f(...all)', 1)).toBeUndefined();
    expect(option('f(u, options)', 1, 'timeout.request')).toBeUndefined();
    expect(option('f(u, { timeout: choose() })', 1, 'timeout.request')).toBeUndefined();
  });
});

describe('statementAtEnd', () => {
  const atEnd = (text: string) => {
    const { file, node } = find<Ast.WhileStatement>(text, 'WhileStatement');
    return applyEdits(text, [statementAtEnd(file, node.body as Ast.BlockStatement, 'rest();')]);
  };

  it('keeps the indentation and the comments of its neighbours', () => {
    expect(atEnd('while (x) {\n    one(); // first\n}')).toBe('while (x) {\n    one(); // first\n    rest();\n}');
    expect(atEnd('while (x) { one(); }')).toBe('while (x) { one(); rest(); }');
    expect(atEnd('  while (x) {}')).toBe('  while (x) {\n    rest();\n  }');
    expect(atEnd('while (x) {\n  // nothing yet\n}')).toBe('while (x) {\n  // nothing yet\n  rest();\n}');
  });
});

it('freshName avoids every name of the file', () => {
  const { file } = find('let attempt = attempt2;', 'VariableDeclaration');
  expect(freshName(file, 'attempt')).toBe('attempt3');
  expect(freshName(file, 'other')).toBe('other');
});

it('nodeAt finds the node of a range and type', () => {
  const { file } = find('f(u);', 'CallExpression');
  expect(nodeAt(file, { start: 0, end: 4 }, 'CallExpression')?.type).toBe('CallExpression');
  expect(nodeAt(file, { start: 0, end: 3 })).toBeUndefined();
});
