import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file's content in one step: readers see the old bytes or the new ones, never a part. Keeps its mode and
 * follows a link to the file itself. Makes the file where there is none.
 * @throws what the file system throws, and EACCES for a file that nobody may write, which a rename alone would replace.
 */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  if (before && (before.mode & 0o222) === 0) {
    throw Object.assign(new Error(`EACCES: permission denied, ${target} is read-only`), { code: 'EACCES' });
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', before ? before.mode & 0o777 : 0o666);
    try {
      if (before) await file.chmod(before.mode & 0o777);
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
