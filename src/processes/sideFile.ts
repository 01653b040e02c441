import { constants } from 'node:fs';
import { join } from 'node:path';
import type { SideFile } from '../record/logPorts.ts';
import { makeRunsFolder, openPlain } from './plainFiles.ts';

/** UTF-16 units that are encoded at once; each takes three bytes at most. */
const READ_BYTES = 64 * 1024;

/** Names of files with output, beside the log. */
export const SIDE_FILE = /^[\w-][\w.-]{0,400}\.out$/;

/** Opens, or goes on with, a file that output is added to. */
export async function openSideFile(folder: string, name: string): Promise<SideFile> {
  if (!SIDE_FILE.test(name)) throw new Error(`\`${name}\` cannot name a file of output.`);
  await makeRunsFolder(folder);
  const handle = await openPlain(join(folder, name), constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY);
  let length = (await handle.stat()).size;
  // One buffer for all that comes: new ones, ten megabytes a second, would be given back too late.
  const buffer = Buffer.allocUnsafeSlow(3 * READ_BYTES);
  return {
    name,
    append: async (text) => {
      for (let from = 0; from < text.length;) {
        const to = pieceEnd(text, from);
        const size = buffer.write(text.slice(from, to), 'utf8');
        for (let at = 0; at < size;) at += (await handle.write(buffer, at, size - at)).bytesWritten;
        length += size;
        from = to;
      }
      return length;
    },
    close: async () => {
      await handle.sync().finally(() => handle.close());
    },
  };
}

/** Where a piece ends that splits no character. */
function pieceEnd(text: string, from: number): number {
  const end = Math.min(text.length, from + READ_BYTES);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}

/** The last bytes of a file, without half a character at the beginning; empty where it cannot be read. */
export async function readTail(file: string, bytes: number): Promise<string> {
  const handle = await openPlain(file, constants.O_RDONLY).catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - bytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    let start = 0;
    while (from > 0 && start < bytesRead && (buffer[start]! & 0xc0) === 0x80) start++;
    return buffer.toString('utf8', start, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
