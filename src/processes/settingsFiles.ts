import { constants } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { SettingsFiles } from '../run/folderSettings.ts';
import { openPlain } from './plainFiles.ts';

/** Settings are small; a larger file is not read. */
const MAX_BYTES = 1_000_000;

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
  read: async (path) => {
    const handle = await openPlain(path, constants.O_RDONLY).catch(() => undefined);
    if (handle === undefined) return undefined;
    try {
      return (await handle.stat()).size > MAX_BYTES ? undefined : await handle.readFile('utf8');
    } catch {
      return undefined;
    } finally {
      await handle.close();
    }
  },
};
