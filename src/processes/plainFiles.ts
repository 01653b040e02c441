import { constants } from 'node:fs';
import { lstat, mkdir, open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { makeFolder } from '../files/makeFolder.ts';

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
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is not a folder of its own`);
}

/** Whether a folder of logs lies where a repository could bring it along: `.breakwater/runs` and its like. */
function isOfRepository(runs: string): boolean {
  return /^(?:runs|incidents|agents)$/.test(basename(runs)) && basename(dirname(runs)) === '.breakwater';
}

/**
 * Makes a folder of runs. One of a repository, `.breakwater/runs`, is only made and used where neither part is a link,
 * which could have been committed to lead out of it; nothing is made before that is known.
 * @returns the first folder that was made, if any
 * @throws where the folder leads elsewhere or cannot be made
 */
export async function makeRunsFolder(runs: string): Promise<string | undefined> {
  if (!isOfRepository(runs)) return makeFolder(resolve(runs));
  let first: string | undefined;
  for (const folder of [dirname(runs), runs]) {
    if (!(await isOwnFolder(folder))) {
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        // Somebody else made it, or a link that leads nowhere stands there.
        if (error.code !== 'EEXIST') throw error;
      });
      if (!(await isOwnFolder(folder))) throw leadsAway(runs);
      first ??= folder;
    }
  }
  return first;
}

/** Rejects where `.breakwater/runs` of a repository leads out of it. Missing folders are fine: there is nothing in them. */
export async function requireOwnFolder(runs: string): Promise<void> {
  if (!isOfRepository(runs)) return;
  for (const folder of [dirname(runs), runs]) await isOwnFolder(folder, runs);
}

/** False where there is nothing. @throws where there is a link, or a file. */
async function isOwnFolder(folder: string, runs = folder): Promise<boolean> {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return false;
  if (!found.isDirectory()) throw leadsAway(runs);
  return true;
}

function leadsAway(runs: string): Error {
  return new Error(`${runs} leads to another folder`);
}
