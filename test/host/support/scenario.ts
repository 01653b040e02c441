import type { Session, WindowOptions } from './session.ts';
import type { Window } from './window.ts';

let current: Session | undefined;

/** Makes the session known to the scenarios; the runner calls it before Mocha starts. */
export function useSession(session: Session | undefined): void {
  current = session;
}

/** Opens a window, hands it to `body`, and closes it whatever happens. On failure the window's picture is kept. */
export async function withWindow(options: WindowOptions, body: (window: Window) => Promise<void>): Promise<void> {
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
