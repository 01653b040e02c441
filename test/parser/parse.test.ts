import { beforeAll, describe, expect, it } from 'vitest';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

describe('parse', () => {
  it('takes off a byte order mark and counts ranges without it', () => {
    const file = parse('\uFEFFfetch("a");\r\n', 'a.ts');
    expect(file.errors).toEqual([]);
    expect(file.text.startsWith('fetch')).toBe(true);
    expect(file.ast.body[0]!.range).toEqual([0, 11]);
  });

  it('reads a hashbang, CommonJS and JSX in .js', () => {
    expect(parse('#!/usr/bin/env node\nmodule.exports = 1;', 'a.js').errors).toEqual([]);
    expect(parse('const a = <div/>;', 'a.js').errors).toEqual([]);
    expect(parse('const a = <T,>(x: T) => x;', 'a.tsx').errors).toEqual([]);
  });

  it('reads a type assertion where the extension says that there is no JSX', () => {
    expect(parse('const a = <string>b;', 'a.ts').errors).toEqual([]);
  });

  it('answers a syntax error with its place and an empty tree', () => {
    const file = parse('const a = 1;\nconst b = ;\n', 'a.ts');
    expect(file.ast.body).toEqual([]);
    expect(file.errors).toHaveLength(1);
    expect(file.errors[0]).toMatchObject({ line: 2, column: 11 });
  });

  it('resolves names of a script as it does those of a module', () => {
    const file = parse('const a = 1; a;', 'a.cjs');
    expect(file.scopes.scopes.some((scope) => scope.set.get('a')?.references.length === 2)).toBe(true);
  });
});
