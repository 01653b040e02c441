import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);
const kB = 1000;
/** The file of the walkthrough that is opened to show what is found. */
const SAMPLE = /^extension\/media\/samples\//;

const sizeOf = async (file: string): Promise<number> => (await stat(join(root, 'dist', file))).size;

async function inputsOf(bundle: string): Promise<string[]> {
  const metafiles = JSON.parse(await readFile(join(root, 'dist/meta.json'), 'utf8')) as Record<string, Metafile>;
  return Object.keys(metafiles[bundle]?.inputs ?? {});
}

describe('budgets', () => {
  test('the extension starts from at most 60 kB', async () => {
    expect(await sizeOf('extension.cjs')).toBeLessThanOrEqual(60 * kB);
  });

  test('the webview is at most 64 kB, with what stands before the first step', async () => {
    expect(await sizeOf('webview.js')).toBeLessThanOrEqual(64 * kB);
  });

  test('neither the ESLint plugin nor the extension carries TypeScript', async () => {
    for (const bundle of ['eslintPlugin', 'extensionHost']) {
      const inputs = await inputsOf(bundle);
      expect(inputs.length).toBeGreaterThan(0);
      expect(
        inputs.filter((file) => /node_modules\/(typescript|@typescript-eslint\/typescript-estree)\//.test(file)),
      ).toEqual([]);
    }
  });
});

describe('the VSIX', () => {
  let vsix: string;
  let files: Record<string, Uint8Array>;

  beforeAll(async () => {
    await run(process.execPath, ['--import', 'tsx', 'src/build/package.ts'], { cwd: root });
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    vsix = join(root, `breakwater-${version}.vsix`);
    files = unzipSync(await readFile(vsix));
  }, 120_000);

  afterAll(() => rm(vsix, { force: true }));

  // 4 MB is what is allowed; the tables of programs and libraries grow a little with every round.
  test('weighs at most 3.6 MB', async () => {
    expect((await stat(vsix)).size).toBeLessThanOrEqual(3600 * kB);
  });

  test('holds what the manifest names and what the server imports', () => {
    const names = Object.keys(files);
    const manifest = JSON.parse(new TextDecoder().decode(files['extension/package.json'])) as {
      main: string;
      icon: string;
    };
    for (const needed of [
      manifest.main,
      manifest.icon,
      'dist/server.js',
      'dist/mcp.js',
      'dist/typescriptEstree.cjs',
      'dist/webview.js',
      'dist/languageClient.cjs',
      'dist/runbookHost.cjs',
      'dist/overflowThread.cjs',
    ]) {
      expect(names).toContain(join('extension', needed));
    }
    expect(names.some((name) => name.startsWith('extension/dist/chunk-'))).toBe(true);
    expect(names).toContain('extension/readme.md');
    expect(names.some((name) => /LICENSE/i.test(name))).toBe(true);
  });

  test('holds nothing else', () => {
    const stray = Object.keys(files).filter(
      (name) =>
        !SAMPLE.test(name) &&
        /(^|\/)(src|test|node_modules)\/|\.map$|\.ts$|cli\.js$|eslint\.js$|meta\.json$/.test(name),
    );
    expect(stray).toEqual([]);
  });
});
