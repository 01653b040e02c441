import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a text file. What would be waited for, or has no end, is not begun with.
 * @throws where it can't be read; the error has a `code`, or a message, that says why in a few words
 */
export function readPlain(path: string): string {
  return readPlainBytes(path).toString('utf8');
}

/** The same, undecoded. @throws what `readPlain` throws */
export function readPlainBytes(path: string): Buffer {
  const stat = statSync(path);
  if (stat.isDirectory()) throw new Error('a folder');
  if (!stat.isFile()) throw new Error('a pipe, a socket or a device');
  return readFileSync(path);
}

/** The same; undefined where it can't be read. */
export function readIfPlain(path: string): string | undefined {
  try {
    return readPlain(path);
  } catch {
    return undefined;
  }
}
