import { describe, expect, test } from 'vitest';
import { analyseAll } from '../../src/batch/analysisRun.ts';
import { formatInventory } from '../../src/inventory/inventoryFormats.ts';
import { parseMinimums } from '../../src/inventory/minimum.ts';
import { shortfalls } from '../../src/inventory/inventoryModel.ts';
import { buildInventory } from '../../src/inventory/inventoryModel.ts';
import type { Inventory } from '../../src/inventory/inventoryModel.ts';
import type { InventoryRow } from '../../src/batch/inventoryRows.ts';
import { makeConfig } from '../../src/lint/config.ts';
import { folderWith } from '../files/folder.ts';
import { writeFileSync } from 'node:fs';

async function inventoryOf(
  root: string,
  cache = false,
  paths: string[] = [],
): Promise<Inventory & { readonly analysed: number }> {
  const run = await analyseAll<InventoryRow[]>({
    from: root,
    paths,
    task: 'inventory',
    settings: null,
    cache,
    threads: 1,
  });
  return { ...buildInventory(run, root), analysed: run.counts.analysed };
}

const bare =
  "export const load = async () => {\n  const r = await fetch('https://a.example/x');\n  if (!r.ok) throw new Error('no');\n  return r.json();\n};\n";
const bounded = bare.replace("/x')", "/x', { signal: AbortSignal.timeout(5) })");

describe('inventory', () => {
  test('tells what is called, where, and how it is protected', async () => {
    const found = await inventoryOf(
      folderWith({ 'src/a.ts': bare, 'src/b.ts': bounded, 'c.ts': 'export const n = 1;' }),
    );
    expect(found.calls).toMatchObject([
      {
        path: 'src/a.ts',
        line: 2,
        api: 'fetch',
        client: 'global',
        timeout: 'none',
        status: 'checked',
        target: 'a.example',
      },
      { path: 'src/b.ts', line: 2, timeout: 'bounded' },
    ]);
    expect(found.coverage.find(({ protection }) => protection === 'timeout')).toMatchObject({ protected: 1, known: 2 });
    const lines = formatInventory(found, 'jsonl', { colors: false, tests: false }).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { path: string }).path)).toEqual(['src/a.ts', 'src/b.ts']);
    const table = formatInventory(found, 'table', { colors: false, tests: false });
    expect(table).toContain('a.example  2 calls');
    expect(table).toMatch(/src\/a\.ts:2 .*no timeout/);
    expect(formatInventory(found, 'markdown', { colors: false, tests: false })).toContain('[src/a.ts:2](src/a.ts#L2)');
  });

  test('shows a name that a terminal would obey, and does not send it', async () => {
    const found = await inventoryOf(folderWith({ 'a\u001b[31m.ts': bare }));
    for (const format of ['table', 'markdown', 'jsonl'] as const) {
      const text = formatInventory(found, format, { colors: false, tests: false });
      expect(text, format).not.toContain('\u001b');
      expect(text, format).toMatch(/x1b|u001b/);
    }
  });

  test('tells of broken files that nothing else would have it parse', async () => {
    const found = await inventoryOf(
      folderWith({
        'open.ts': 'export function sum(a: number, b: number) {\n  return a + b;\n',
        'merged.ts': '<<<<<<< ours\nexport const a = 1;\n=======\nexport const a = 2;\n>>>>>>> theirs\n',
        'fine.ts': "export const bracket = '(';\nexport const other = split(/[)]{2}/);\n",
      }),
    );
    expect(found.parseErrors.map(({ path }) => path)).toEqual(['merged.ts', 'open.ts']);
  });

  test('leaves out what the configuration ignores', async () => {
    const root = folderWith({ 'src/a.ts': bare, 'vendor/b.ts': bare });
    const run = await analyseAll<InventoryRow[]>({
      from: root,
      paths: [],
      task: 'inventory',
      settings: null,
      cache: false,
      ignores: makeConfig({ ignores: ['vendor/**'] }, root).ignores,
    });
    expect(buildInventory(run, root).calls.map(({ path }) => path)).toEqual(['src/a.ts']);
  });

  test('takes a checkout below a folder named test for what it is', async () => {
    const above = folderWith({
      'test/shop/.git/HEAD': 'ref: refs/heads/main\n',
      'test/shop/package.json': '{}',
      'test/shop/packages/api/package.json': '{}',
      'test/shop/packages/api/src/a.ts': bare,
      'test/shop/packages/api/test/b.ts': bare,
    });
    const found = await inventoryOf(`${above}/test/shop/packages/api`);
    expect(found.calls.map(({ path, test: inTest }) => [path, inTest])).toEqual([
      ['src/a.ts', false],
      ['test/b.ts', true],
    ]);
  });

  test('finds clients that a function is handed because of its imported type', async () => {
    const migration =
      "import type { Migration } from './model';\nexport const first: Migration = {\n  run: async ({ pool }) => {\n    await pool.query('select 1');\n  },\n};\n";
    const found = await inventoryOf(
      folderWith({
        'a.ts': migration,
        'model.ts':
          "import type { Pool } from './pool';\nexport interface Context { pool: Pool }\nexport interface Migration { run?: (context: Context) => Promise<void> }\n",
        'pool.ts': "export type { Pool } from 'pg';\n",
      }),
    );
    expect(found.calls).toMatchObject([{ path: 'a.ts', line: 4, api: 'db', client: 'injected' }]);
  });

  test('gives one row for a file that does not parse, and goes on', async () => {
    const found = await inventoryOf(folderWith({ 'bad.ts': "fetch('x'); const = ;\n", 'good.ts': bare }));
    expect(found.parseErrors).toMatchObject([{ kind: 'parse-error', path: 'bad.ts', line: 1 }]);
    expect(found.calls).toHaveLength(1);
  });

  test('sees calls through an instance that another file made, though nothing else in the file tells', async () => {
    const root = folderWith({
      'package.json': '{}',
      'http.ts': "import axios from 'axios';\nexport const http = axios.create({ timeout: 1000 });\n",
      'user.ts': "import { http } from './http';\nexport const user = () => http.get('/user');\n",
    });
    const found = await inventoryOf(root);
    expect(found.calls).toMatchObject([
      { path: 'user.ts', api: 'axios', client: 'imported-instance', timeout: 'bounded' },
    ]);
  });

  test('analyses again what has changed, and what rests on it, and nothing else', async () => {
    const root = folderWith({
      'node_modules/x/package.json': '{}',
      'package.json': '{}',
      'http.ts': "import axios from 'axios';\nexport const http = axios.create({ timeout: 1000 });\n",
      'user.ts': "import { http } from './http';\nexport const user = () => http.get('/user');\n",
      'other.ts': bare,
    });
    expect((await inventoryOf(root, true)).analysed).toBe(3);
    expect((await inventoryOf(root, true)).analysed).toBe(0);
    writeFileSync(`${root}/http.ts`, "import axios from 'axios';\nexport const http = axios.create({ timeout: 0 });\n");
    const again = await inventoryOf(root, true);
    expect(again.analysed).toBe(2);
    expect(again.calls.find(({ path }) => path === 'user.ts')?.timeout).toBe('none');
  });
});

test('minimums are read and held', () => {
  const coverage = [{ protection: 'timeout' as const, protected: 8, known: 10, unknown: 0 }];
  expect(shortfalls(coverage, parseMinimums('timeout=80'))).toEqual([]);
  expect(shortfalls(coverage, parseMinimums('timeout=80.1,errors=100'))).toEqual([
    'timeout: 8 of 10 calls are protected (80 %), below 80.1 %',
  ]);
  expect(() => parseMinimums('time=3')).toThrow(
    "--min: unknown protection 'time'. Use timeout, errors, status, policy",
  );
  expect(() => parseMinimums('timeout=150')).toThrow("--min timeout must be a percentage from 0 to 100, not '150'");
});
