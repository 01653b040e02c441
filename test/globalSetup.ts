import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = new URL('..', import.meta.url).pathname;

async function builtAt(): Promise<number> {
  return stat(join(root, 'dist/meta.json')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function changedAt(): Promise<number> {
  const entries = await readdir(join(root, 'src'), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Math.max(...(await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))));
}

/** Some tests run what is shipped, so dist/ must hold the sources as they are. */
export default async function setup(): Promise<void> {
  if ((await builtAt()) > (await changedAt())) return;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/build/bundle.ts', '--production'], {
    cwd: root,
  });
}
