import { strict as assert } from 'node:assert';
import { waitFor } from './wait.ts';
import type { Window } from './window.ts';

/**
 * Goes to the file's next finding, opens what may be done about it, and takes the entry whose title has `title`: all by
 * the keyboard. @param seen called while the list is open
 */
export async function takeCodeAction(
  window: Window,
  file: string,
  title: string,
  seen?: () => Promise<void>,
): Promise<void> {
  await window.openFile(file);
  await window.press('F8');
  await window.press('Escape');
  const rows = window.page.locator('.action-widget .monaco-list-row');
  // The list stays away while the extension host still works on an answer.
  await waitFor('what may be done', async () => {
    await window.press('Control+.');
    return rows
      .first()
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => undefined,
      );
  });
  const focused = window.page.locator('.action-widget .monaco-list-row.focused');
  for (let n = 0; !(await focused.allInnerTexts())[0]?.includes(title); n++) {
    assert.ok(n < 20, `"${title}" among ${(await rows.allInnerTexts()).join(', ')}`);
    await window.press('ArrowDown');
  }
  await seen?.();
  await window.press('Enter');
}
