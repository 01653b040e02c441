import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session, WindowOptions } from './session.ts';
import type { Window } from './window.ts';

// Mocha loads scenarios through another module graph than the runner's, so the session is kept on the process.
const shared = globalThis as { breakwaterSession?: Session | undefined };

/** Makes the session known to the scenarios; the runner calls it before Mocha starts. */
export function useSession(session: Session | undefined): void {
  shared.breakwaterSession = session;
}

/** Hash of each Markdown file in the folder, by absolute path. */
function hashes(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

/**
 * Opens a window, hands it to `body`, and closes it whatever happens. On failure the window's picture is kept. No
 * runbook that was there at the start may have other bytes at the end, unless the scenario saved it itself.
 */
export async function withWindow(options: WindowOptions, body: (window: Window) => Promise<void>): Promise<void> {
  const current = shared.breakwaterSession;
  if (!current) throw new Error('Scenarios run through npm run test:host');
  const window = await current.open(options);
  try {
    const before = hashes(window.folder);
    await body(window);
    const after = hashes(window.folder);
    const changed = [...before].filter(([file, hash]) => after.get(file) !== hash && !window.saved.has(file));
    assert.deepEqual(changed, [], 'bytes of runbooks have changed');
  } catch (error) {
    const file = `${current.failuresFolder}/${Date.now()}.png`;
    await window.screenshot(file).catch(() => {});
    (error as Error).message += ` (picture: ${file})`;
    throw error;
  } finally {
    await window.close();
  }
}
