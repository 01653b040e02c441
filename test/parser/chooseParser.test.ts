import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { ParsedFile } from '../../src/ast/types.ts';
import { requireEstree } from '../../src/files/estree.ts';
import { chooseParser } from '../../src/parser/chooseParser.ts';
import type { Parse } from '../../src/parser/parse.ts';

let oxc: Parse;
let typescript: Parse;
beforeAll(async () => {
  oxc = (await chooseParser(requireEstree, 'oxc')).parse;
  typescript = (await chooseParser(requireEstree, 'typescript')).parse;
});

/** A tree as facts see it: without lines and columns. */
function plain(value: unknown, key = ''): unknown {
  if (key === 'loc' || key === 'tokens' || key === 'comments' || key === 'start' || key === 'end') return undefined;
  if (value === null || value === undefined) return value;
  if (typeof value === 'bigint' || value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  const entries = Object.keys(record)
    .sort()
    // Nothing reads the text of JSX, whose entities only typescript-estree decodes.
    .filter((name) => !(record['type'] === 'JSXText' && name === 'value'))
    .map((name) => [name, plain(record[name], name)] as const)
    .filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries);
}

const seen = (file: ParsedFile): unknown => [plain(file.ast), plain(file.comments), file.errors, file.text];
const same = (text: string, path: string): void => expect(seen(oxc(text, path))).toEqual(seen(typescript(text, path)));

const sources = ['src/values', 'src/retries', 'src/webview', 'test/rules'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);
const examples = readdirSync('src/rules')
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) =>
    [...readFileSync(join('src/rules', name), 'utf8').matchAll(/^```(ts|js|tsx)\n([\s\S]*?)^```/gm)].map(
      ([, language, text], index) => [`${name}-${index}.${language}`, text!] as const,
    ),
  );

describe('both parsers give one tree', () => {
  test('for sources of this repository', () => {
    expect(sources.length).toBeGreaterThan(90);
    const unlike = sources.filter((path) => {
      const text = readFileSync(path, 'utf8');
      return JSON.stringify(seen(oxc(text, path))) !== JSON.stringify(seen(typescript(text, path)));
    });
    expect(unlike).toEqual([]);
  }, 120_000);

  test('for every example of the rule pages', () => {
    expect(examples.length).toBeGreaterThan(40);
    for (const [path, text] of examples) same(text, path);
  });

  it.each([
    ['a hashbang', '#!/usr/bin/env node\nrun();', 'a.js'],
    ['a byte order mark', '\uFEFFfetch("ä");', 'a.ts'],
    ['characters outside the basic plane', 'const a = "😀"; fetch("𝒳"); // breakwater-disable-line -- 😀', 'a.ts'],
    ['decorators and parameter properties', '@D() class A { constructor(private readonly b: B) {} @E c!: C; }', 'a.ts'],
    ['a script with names that a module reserves', 'var await = 1; with (a) { b(); }', 'a.cjs'],
    ['a type assertion', 'const a = <string>b;', 'a.ts'],
    ['JSX with an entity', 'const a = <div title="&amp;">&nbsp;b</div>;', 'a.jsx'],
    ['generics of an arrow function', 'const a = <T,>(b: T): T => b;', 'a.tsx'],
    ['a declaration file', 'declare module "a" { export function b(): Promise<void>; }', 'a.d.ts'],
    ['optional chains, assertions, satisfies', 'a?.b!.c?.(d as E)[f satisfies G]', 'a.ts'],
    ['template literals', 'tag`a${b}\\u{41}`; `c\\n${d}`', 'a.ts'],
    ['numbers, big numbers, expressions', '1_000; 10n; 0x1f; /a+/giu;', 'a.ts'],
    ['comments that are read', '/** @type {import("a").B} */ const c = d; // eslint-disable-line', 'a.js'],
    ['a syntax error', 'const a = 1;\nconst b = ;\n', 'a.ts'],
    ['types of Flow', '// @flow\nfunction a(b: ?string) { return (b: any); }', 'a.js'],
    ['nothing', '', 'a.ts'],
  ])('%s', (_, text, path) => same(text, path));
});

describe('choosing', () => {
  it('takes oxc-parser where it is installed', async () => {
    expect((await chooseParser(requireEstree)).name).toBe('oxc');
  });

  it('loads typescript-estree only for what oxc-parser refuses', async () => {
    let loads = 0;
    const counting = (): unknown => {
      loads++;
      return requireEstree();
    };
    const { parse } = await chooseParser(counting);
    parse('fetch("a")', 'a.ts');
    expect(loads).toBe(0);
    expect(parse('const = 1', 'a.ts').errors).toHaveLength(1);
    parse('let = ;', 'a.ts');
    expect(loads).toBe(1);
  });
});
