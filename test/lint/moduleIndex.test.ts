import { beforeAll, describe, expect, test } from 'vitest';
import { ModuleIndex } from '../../src/lint/moduleIndex.ts';
import { summarize } from '../../src/values/index.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parser: Parse;
beforeAll(async () => {
  parser = await loadParser();
});

/** An index over texts in memory, and the paths that it parsed. */
function indexOver(
  texts: Record<string, string>,
  keep?: number,
): { readonly index: ModuleIndex; readonly parsed: string[] } {
  const parsed: string[] = [];
  const index = new ModuleIndex({
    files: {
      read: (path) => texts[path],
      resolve: (specifier) => (`${specifier.slice(1)}.ts` in texts ? `${specifier.slice(1)}.ts` : undefined),
      version: () => undefined,
      environment: () => 'unknown',
      containing: (marker) => Object.keys(texts).filter((path) => texts[path]!.includes(marker)),
    },
    parse: (text, path) => {
      parsed.push(path);
      return parser(text, path);
    },
    summarize: (file, port) => summarize(file, port, knowledge),
    knowledge,
    keep,
  });
  return { index, parsed };
}

describe('ModuleIndex', () => {
  test('parses a module once, and only when it is asked something', () => {
    const { index, parsed } = indexOver({ '/a.ts': 'export const x = 1; export const y = 2;' });
    const first = index.summary('./a', '/main.ts');
    expect(parsed).toEqual([]);
    expect([first?.summary.value('x')?.kind, index.of('/a.ts').value('y')?.kind]).toEqual(['literal', 'literal']);
    expect(parsed).toEqual(['/a.ts']);
    expect(index.summary('./none', '/main.ts')).toBeUndefined();
  });

  test('follows instances through re-exports', () => {
    const { index } = indexOver({
      '/http.ts': "import axios from 'axios'; export const http = axios.create({ timeout: 5 });",
      '/barrel.ts': "export { http as client } from './http';",
      '/all.ts': "export * from './barrel';",
    });
    expect(index.of('/all.ts').value('client')).toMatchObject({ kind: 'client', library: { name: 'axios' } });
    expect(index.dependenciesOf('/all.ts').toSorted()).toEqual(['/barrel.ts', '/http.ts']);
  });

  test('ends where modules re-export each other', () => {
    const { index } = indexOver({
      '/a.ts': "export * from './b'; export { x } from './b';",
      '/b.ts': "export * from './a'; export { x } from './a';",
    });
    expect(index.of('/a.ts').value('x')?.kind ?? 'unknown').toBe('unknown');
    expect(index.of('/b.ts').value('other')).toBeUndefined();
  });

  test('computes again what rests on a changed file, and nothing else', () => {
    const texts: Record<string, string> = {
      '/a.ts': 'export const x = 1;',
      '/b.ts': "export { x } from './a';",
      '/c.ts': 'export const z = 1;',
    };
    const { index, parsed } = indexOver(texts);
    expect(index.of('/b.ts').value('x')).toMatchObject({ value: 1 });
    index.of('/c.ts').value('z');
    texts['/a.ts'] = 'export const x = 2;';
    index.changed('/a.ts');
    expect(index.of('/b.ts').value('x')).toMatchObject({ value: 2 });
    index.of('/c.ts').value('z');
    expect(parsed.filter((path) => path === '/c.ts')).toHaveLength(1);
  });

  test('keeps the trees of no more text than it may', () => {
    const { index, parsed } = indexOver({ '/a.ts': 'export const a = 1;', '/b.ts': 'export const b = 1;' }, 25);
    index.of('/a.ts').value('a');
    index.of('/b.ts').value('b');
    index.of('/b.ts').names.concat(index.of('/a.ts').names);
    expect(parsed).toEqual(['/a.ts', '/b.ts', '/a.ts']);
  });

  test('looks for a name behind a barrel where the text has it only, and again when that changes', () => {
    const texts: Record<string, string> = {
      '/index.ts': "export * from './a';\nexport * from './more';",
      '/a.ts': 'const y = 0; export const x = y;',
      '/more.ts': "export * from './b';\nexport * from './c';\nexport * from './more';",
      '/b.ts': 'export const b = 1;',
      '/c.ts': 'export const y = 2;',
    };
    const { index, parsed } = indexOver(texts);
    expect(index.of('/index.ts').value('y')).toMatchObject({ value: 2 });
    expect(parsed.toSorted()).toEqual(['/c.ts', '/index.ts', '/more.ts']);
    texts['/b.ts'] = 'export const y = 3;';
    index.changed('/b.ts');
    expect(index.of('/index.ts').value('y')).toMatchObject({ value: 3 });
  });
});
