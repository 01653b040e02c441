import type { Session, WindowOptions } from './session.ts';
import type { Window } from './window.ts';

// Mocha loads scenarios through another module graph than the runner's, so the session is kept on the process.
const shared = globalThis as { breakwaterSession?: Session | undefined };

/** Makes the session known to the scenarios; the runner calls it before Mocha starts. */
export function useSession(session: Session | undefined): void {
  shared.breakwaterSession = session;
}

/** Opens a window, hands it to `body`, and closes it whatever happens. On failure the window's picture is kept. */
export async function withWindow(options: WindowOptions, body: (window: Window) => Promise<void>): Promise<void> {
  const current = shared.breakwaterSession;
  if (!current) throw new Error('Scenarios run through npm run test:host');
  const window = await current.open(options);
  try {
    await body(window);
  } catch (error) {
    const file = `${current.failuresFolder}/${Date.now()}.png`;
    await window.screenshot(file).catch(() => {});
    (error as Error).message += ` (picture: ${file})`;
    throw error;
  } finally {
    await window.close();
  }
}
