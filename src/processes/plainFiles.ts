import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Windows has no such flag, and links there need rights that a repository cannot give itself. */
const NO_LINK = constants.O_NOFOLLOW ?? 0;
/** A named pipe would be waited for. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;

/**
 * Opens a file in a folder that anybody may have filled, as one that is committed: neither a link, which could lead
 * anywhere, nor a pipe or a device.
 */
export async function openPlain(file: string, flags: number): Promise<FileHandle> {
  const handle = await open(file, flags | NO_LINK | NO_WAIT, 0o600);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Error(`${file} is not a plain file.`);
}

/** Rejects where a folder is a link, or none. */
export async function requireFolder(folder: string): Promise<void> {
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is not a folder of its own.`);
}

/** Rejects where `.breakwater/runs` of a repository leads out of it, by a link that was committed. */
export async function requireOwnFolder(runs: string): Promise<void> {
  const root = await realpath(dirname(dirname(runs))).catch(() => undefined);
  const found = await realpath(runs).catch(() => undefined);
  // What is not there yet is made below what is.
  const parent = await realpath(dirname(runs)).catch(() => undefined);
  if (root === undefined) return;
  const own = join(root, basename(dirname(runs)));
  if ((parent !== undefined && parent !== own) || (found !== undefined && found !== join(own, basename(runs))))
    throw new Error(`${runs} leads to another folder.`);
}
