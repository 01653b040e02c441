import { constants } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import type { SettingsFiles } from '../run/folderSettings.ts';
import { gitlinksOf } from '../files/gitIndex.ts';
import { openPlain } from './plainFiles.ts';

/** Settings are small; a larger file is not read. */
const MAX_BYTES = 1_000_000;
/** An index has about 100 bytes a file. */
const MAX_INDEX_BYTES = 100_000_000;

/** Looks at the settings of a folder as plain text: no program is started, and no link is followed. */
export const settingsFiles: SettingsFiles = {
  kind: async (path) => {
    const found = await lstat(path).catch((error: NodeJS.ErrnoException) =>
      // What may not be looked at may still be there.
      error.code === 'ENOENT' || error.code === 'ENOTDIR' ? undefined : 'other',
    );
    if (found === undefined || found === 'other') return found;
    if (found.isSymbolicLink()) return 'link';
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  },
  read: async (path) => (await bytesOf(path, MAX_BYTES))?.toString('utf8'),
  list: (folder) => readdir(folder).catch(() => []),
  gitlinks: async (index) => {
    if ((await settingsFiles.kind(index)) === undefined) return [];
    const bytes = await bytesOf(index, MAX_INDEX_BYTES);
    return bytes && gitlinksOf(bytes);
  },
};

async function bytesOf(path: string, most: number): Promise<Buffer | undefined> {
  const handle = await openPlain(path, constants.O_RDONLY).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    return (await handle.stat()).size > most ? undefined : await handle.readFile();
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}
