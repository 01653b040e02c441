import { open, realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { readEnvFile, type EnvFile } from '../surroundings/envFile.ts';

const MAX_ENV_FILE_BYTES = 1_000_000;

/**
 * Reads the environment file that a runbook names, or tells why it cannot. A device or a pipe of that name, which may have
 * no end and no beginning, is not opened, nor a link that leads away. @param folder of the runbook's file.
 * @param workspace a folder to which links may lead as well.
 */
export async function envFileAt(
  folder: string,
  named: string,
  workspace = folder,
): Promise<EnvFile | { readonly problem: string }> {
  const path = resolve(folder, named);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { problem: "can't be read" };
  if (!found.isFile()) return { problem: 'is not a file' };
  if (await leadsAway(folder, named, workspace)) return { problem: 'is a link that leads out of its folder' };
  if (found.size > MAX_ENV_FILE_BYTES) return { problem: 'is larger than 1 MB' };
  const text = await firstBytes(path).catch(() => undefined);
  if (text === undefined) return { problem: "can't be read" };
  return text.length > MAX_ENV_FILE_BYTES ? { problem: 'is larger than 1 MB' } : readEnvFile(text);
}

/** Whether a link on the way to a file leads out of the folders. */
async function leadsAway(folder: string, named: string, workspace: string): Promise<boolean> {
  const real = await realpath(resolve(folder, named)).catch(() => undefined);
  const roots = await Promise.all([folder, workspace].map((root) => realpath(root).catch(() => resolve(root))));
  if (real === undefined || real === resolve(roots[0]!, named)) return false;
  return roots.every((root) => /^\.\.(?:[\\/]|$)/.test(relative(root, real)));
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
