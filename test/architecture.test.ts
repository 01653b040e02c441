import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breaches } from '../src/build/imports.ts';
import { rooms } from '../src/build/rooms.ts';

const root = new URL('..', import.meta.url).pathname;

describe('the house', () => {
  test('keeps the import table', { timeout: 120_000 }, async () => {
    expect(await breaches(root)).toEqual([]);
  });

  test('is one level deep, and every room is in the table', async () => {
    const entries = await readdir(join(root, 'src'), { withFileTypes: true, recursive: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    expect(
      folders.map((folder) => folder.slice(join(root, 'src').length + 1)).filter((room) => !(room in rooms)),
    ).toEqual([]);
  });

  /** 400 lines a file but for tables, nine in ten under 200; 3,500 lines a room. */
  test('keeps files and rooms small', async () => {
    const files = await readdir(join(root, 'src'), { withFileTypes: true, recursive: true });
    const sources = files.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
    const sizes = await Promise.all(
      sources.map(async (entry) => {
        const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
        const lines = text.split('\n').filter((line) => line.trim()).length;
        return { name: entry.name, room: basename(entry.parentPath), whole: text.split('\n').length, lines };
      }),
    );
    const code = sizes.filter(({ name, room }) => !name.endsWith('Tables.ts') && room !== 'libraries');
    expect(code.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(code.filter(({ lines }) => lines > 200).length).toBeLessThanOrEqual(code.length / 10);
    const byRoom = new Map<string, number>();
    for (const { room, whole } of code) byRoom.set(room, (byRoom.get(room) ?? 0) + whole);
    expect([...byRoom].filter(([, lines]) => lines > 3_500)).toEqual([]);
  });

  test('has every file that its documents name', async () => {
    for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md']) {
      const text = await readFile(join(root, document), 'utf8');
      const named = [...text.matchAll(/`((?:src\/|test\/)?[a-z]+\/[\w./-]+\.ts)`/gi)].map(([, path]) => path!);
      const missing = named.filter(
        (path) => !existsSync(join(root, path)) && !existsSync(join(root, 'src', path)) && !/someClient/.test(path),
      );
      expect(missing, document).toEqual([]);
    }
  });
});

/** Functions of a text that are longer than so many lines, by name. */
function longFunctions(file: string, text: string, maxLines: number): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const lines = lineAt(node.end) - lineAt(node.getStart(source)) + 1;
      if (lines > maxLines) found.push(`${file} ${node.name?.getText(source) ?? 'a function'}: ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('functions are small', () => {
  test('none is over 60 lines', async () => {
    const files = await readdir(join(root, 'src'), { withFileTypes: true, recursive: true });
    const sources = files
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
    const texts = await Promise.all(
      sources.map(async (file) => [file.slice(root.length), await readFile(file, 'utf8')] as const),
    );
    expect(texts.flatMap(([file, text]) => longFunctions(file, text, 60))).toEqual([]);
  });

  const body = '\n  g();'.repeat(3);
  test.each([
    [`function f() {${body}\n}`, ['a.ts f: 5 lines']],
    [`class A {\n  #f() {${body}\n  }\n}`, ['a.ts #f: 5 lines']],
    [`const f = () => {${body}\n};`, ['a.ts a function: 5 lines']],
    [`const table = [${'\n  1,'.repeat(9)}\n];\nfunction f() {\n  return table;\n}`, []],
  ])('%j', (text, found) => {
    expect(longFunctions('a.ts', text, 4)).toEqual(found);
  });
});

describe('a planted breach is reported', () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'breakwater-house-'));
    await cp(join(root, 'src'), join(copy, 'src'), { recursive: true });
    await cp(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
    for (const { file, text } of plants) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), text);
    }
    found = await breaches(copy);
  }, 120_000);

  afterAll(() => rm(copy, { recursive: true, force: true }));

  let found: readonly string[];
  const plants = [
    { file: 'src/text/planted.ts', text: "import '../ast/planted.ts';\n", rule: 'room-text' },
    { file: 'src/ast/planted.ts', text: 'export const planted = 1;\n', rule: undefined },
    { file: 'src/knowledge/planted.ts', text: 'export const planted = 1;\n', rule: undefined },
    { file: 'src/facts/planted.ts', text: "import '../knowledge/planted.ts';\n", rule: 'types-only-facts' },
    { file: 'src/rules/planted.ts', text: "import 'node:fs';\n", rule: 'node-built-ins' },
    {
      file: 'src/extension/planted.ts',
      text: "import type { Planted } from '../lint/planted.ts';\nexport type P = Planted;\n",
      rule: 'room-extension',
    },
    {
      file: 'src/server/planted.ts',
      text: "import * as vscode from 'vscode';\nexport const v = vscode;\n",
      rule: 'package-vscode',
    },
    {
      file: 'src/lint/planted.ts',
      text: "import ts from 'typescript';\nexport const t = ts;\nexport type Planted = 1;\n",
      rule: 'package-typescript',
    },
    {
      file: 'src/webview/planted.ts',
      text: "import md from 'markdown-it';\nexport const m = md;\n",
      rule: 'package-markdown-it',
    },
    {
      file: 'src/protocol/planted.ts',
      text: "import { LOG_VERSION } from '../record/events.ts';\nexport const v = LOG_VERSION;\n",
      rule: 'types-only-protocol',
    },
    { file: 'src/run/planted.ts', text: "import '../extension/planted.ts';\n", rule: 'room-run' },
    {
      file: 'src/run/circleA.ts',
      text: "import { b } from './circleB.ts';\nexport const a = (): unknown => b;\n",
      rule: 'no-cycles',
    },
    {
      file: 'src/run/circleB.ts',
      text: "import { a } from './circleA.ts';\nexport const b = (): unknown => a;\n",
      rule: undefined,
    },
  ];

  test.each(plants.filter((plant) => plant.rule))('$rule: $file', ({ file, rule }) => {
    expect(found.filter((breach) => breach.startsWith(`${rule}: ${file} `))).not.toEqual([]);
  });
});
