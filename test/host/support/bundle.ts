import { build } from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './workspace.ts';

/** Where what runs inside the extension host is bundled to: below node_modules, so that it finds Mocha. */
const outputFolder = join(repository, 'node_modules', '.cache', 'breakwater-host');

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(repository, 'test', 'host', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Bundles the helper extension; gives its folder. */
export async function bundleHelper(): Promise<string> {
  const folder = join(outputFolder, 'helper');
  mkdirSync(folder, { recursive: true });
  cpSync(join(repository, 'test', 'host', 'helper', 'package.json'), join(folder, 'package.json'));
  await bundle('helper/helper.ts', join(folder, 'helper.cjs'));
  return folder;
}

/** Bundles the tests that run inside the extension host; gives the file that exports `run()`. */
export async function bundleSuite(): Promise<string> {
  const file = join(outputFolder, 'suite', 'index.cjs');
  await bundle('suite/index.ts', file);
  return file;
}
