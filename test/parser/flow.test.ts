import { describe, expect, it } from 'vitest';
import { loadParser } from '../../src/parser/parse.ts';

const parse = await loadParser();
const errors = (text: string): number => parse(text, 'src/a.js').errors.length;

describe('files of Flow', () => {
  it.each([
    ['casts', 'const name = (x: any) => (x: string);'],
    ['casts of objects', 'const a = ({ a: 1, b: (c: any) }: { a: number, b: string });'],
    ['maybe types', 'function f(a: ?string): ?{ b: number } { return a; }'],
    ['exact objects', 'type A = {| a: string, b: number |};'],
    ['spread types and variance', 'type A = { ...B, +c: string };'],
    [
      'function types without names',
      'class A { static a: (any, boolean, any[], ?string) => void; b: (string[]) => void; }',
    ],
    ['bounds of parameters', 'function f<T: Object>(a: T): T { return a; }'],
    ['imports of types', "import typeof A from './a'; import type { B } from './b'; opaque type C = string;"],
  ])('are read with %s', (_, code) => {
    expect(errors(`// @flow\n${code}`)).toBe(0);
    expect(errors(`/**\n * Copyright\n *\n * @flow strict\n */\n${code}`)).toBe(0);
  });

  it('keep their positions', () => {
    const text = '// @flow\nconst a = (b: string);\nfetch(a);';
    const [, call] = parse(text, 'src/a.js').ast.body;
    expect(text.slice(...call!.range)).toBe('fetch(a);');
  });

  it('that are broken stay broken, and others are not mended', () => {
    expect(errors('// @flow\nconst = 1;')).toBe(1);
    expect(errors('const name = (x) => (x: string);')).toBe(1);
  });
});
