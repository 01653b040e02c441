import { build, type BuildOptions } from 'esbuild';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './workspace.ts';

/** Where what runs inside the extension host is bundled to: below node_modules, so that it finds Mocha. */
const outputFolder = join(repository, 'node_modules', '.cache', 'breakwater-host');

const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
};

/** Bundles the helper extension; gives its folder. */
export async function bundleHelper(): Promise<string> {
  const folder = join(outputFolder, 'helper');
  mkdirSync(folder, { recursive: true });
  cpSync(join(repository, 'test', 'host', 'helper', 'package.json'), join(folder, 'package.json'));
  const entry = join(repository, 'test', 'host', 'helper', 'helper.ts');
  await build({ ...options, entryPoints: [entry], outfile: join(folder, 'helper.cjs') });
  return folder;
}

/**
 * Bundles test/host/suite/*.test.ts, which run inside the extension host; gives the file that exports `run()`. The tests
 * are imported after Mocha has put `describe` and `it` in place.
 */
export async function bundleSuite(): Promise<string> {
  const suite = join(repository, 'test', 'host', 'suite');
  const tests = readdirSync(suite).filter((name) => name.endsWith('.test.ts'));
  const imports = tests.map((name) => `() => import(${JSON.stringify(`./${name}`)})`);
  const outfile = join(outputFolder, 'suite', 'index.cjs');
  await build({
    ...options,
    stdin: {
      contents: `import { runSuite } from './runSuite.ts';\nexport const run = () => runSuite([${imports.join(', ')}]);`,
      resolveDir: suite,
      loader: 'ts',
    },
    outfile,
  });
  return outfile;
}
