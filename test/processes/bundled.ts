import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one plain script of a TypeScript file, so that starting it many times is cheap. */
export async function bundled(file: string, folder: string): Promise<string> {
  const outfile = join(folder, 'script.mjs');
  const banner = { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner,
  });
  return outfile;
}

/** A folder for one test, and how to take it away. */
export async function scratch(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
