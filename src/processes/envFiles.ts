import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readEnvFile, type EnvFile } from '../surroundings/envFile.ts';

const MAX_ENV_FILE_BYTES = 1_000_000;

/**
 * Reads the environment file that a runbook names, or tells why it cannot. A device or a pipe of that name, which may have
 * no end and no beginning, is not opened. @param folder of the runbook's file.
 */
export async function envFileAt(folder: string, named: string): Promise<EnvFile | { readonly problem: string }> {
  const path = resolve(folder, named);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { problem: "can't be read" };
  if (!found.isFile()) return { problem: 'is not a file' };
  if (found.size > MAX_ENV_FILE_BYTES) return { problem: 'is larger than 1 MB' };
  const text = await firstBytes(path).catch(() => undefined);
  if (text === undefined) return { problem: "can't be read" };
  return text.length > MAX_ENV_FILE_BYTES ? { problem: 'is larger than 1 MB' } : readEnvFile(text);
}

/** At most one byte more than is allowed: files of the system may be longer than they say. */
async function firstBytes(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = new Uint8Array(MAX_ENV_FILE_BYTES + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return new TextDecoder().decode(buffer.subarray(0, length));
  } finally {
    await file.close();
  }
}
