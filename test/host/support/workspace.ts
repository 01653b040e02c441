import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const repository = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** A throw-away copy of a sample project. */
export interface WorkspaceCopy {
  /** Absolute path, symbolic links resolved. */
  readonly folder: string;
  remove(): void;
}

/** Copies test/workspaces/`name` to a temporary folder, so that tests may change it. */
export function copyWorkspace(name: string): WorkspaceCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-workspace-')));
  const folder = join(root, name);
  cpSync(join(repository, 'test', 'workspaces', name), folder, { recursive: true });
  return { folder, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
