import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readEnvFile, type EnvFile } from '../surroundings/envFile.ts';

const MAX_ENV_FILE_BYTES = 1_000_000;

/** Reads the environment file that a runbook names, or tells why it cannot. @param folder of the runbook's file. */
export async function envFileAt(folder: string, named: string): Promise<EnvFile | { readonly problem: string }> {
  const bytes = await readFile(resolve(folder, named)).catch(() => undefined);
  if (bytes === undefined) return { problem: "can't be read" };
  if (bytes.length > MAX_ENV_FILE_BYTES) return { problem: 'is larger than 1 MB' };
  return readEnvFile(bytes.toString('utf8'));
}
