import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = new URL('.', import.meta.url).pathname;

/** The folder where the packages to be measured are installed as the lock says; installed there if they are not yet. */
export const installed = (): Promise<string> => installedFrom(here, ['subjects.mjs']);

/** The folder where the packages of a `package-lock.json` are installed; `more` files of its folder lie beside them. */
export async function installedFrom(from: string, more: readonly string[] = []): Promise<string> {
  const lock = await readFile(join(from, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'breakwater', `proofs-${hash}`);
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', ...more])
    await copyFile(join(from, name), join(folder, name));
  const complete = join(folder, 'complete');
  if (await stat(complete).catch(() => undefined)) return folder;
  process.stderr.write(`Installing the packages to be measured into ${folder}\n`);
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  await writeFile(complete, '');
  return folder;
}

export async function versionOf(folder: string, name: string): Promise<string> {
  const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
