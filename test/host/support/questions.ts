import { waitFor } from './wait.ts';
import type { Window } from './window.ts';

/**
 * Runs a command by its name in the palette, as a person without a mouse does: who sees the palette close, because a
 * page that was late took the focus, opens it again.
 */
export async function byName(window: Window, name: string): Promise<void> {
  const palette = window.page.locator('.quick-input-widget');
  const input = palette.locator('input:not([type=checkbox])').first();
  const first = window.page.locator('.quick-input-list .monaco-list-row.focused');
  await waitFor(`"${name}" in the palette`, async () => {
    if (!(await palette.isVisible())) await window.press('F1');
    await input.waitFor({ timeout: 5000 });
    if (!(await input.inputValue()).startsWith('>')) return undefined;
    await input.fill(`>${name}`, { timeout: 5000 });
    return waitFor(
      'the first entry',
      async () => (await palette.isVisible()) && (await first.allInnerTexts())[0]?.includes(name),
      5000,
    );
  });
  await window.press('Enter');
}

/** Waits for the question with this placeholder or prompt. */
export async function question(window: Window, words: string): Promise<void> {
  await waitFor(`the question "${words}"`, async () => {
    const widget = window.page.locator('.quick-input-widget');
    const text = await widget.innerText();
    const placeholder = await widget.locator('input:not([type=checkbox])').first().getAttribute('placeholder');
    return `${text} ${placeholder ?? ''}`.includes(words) || undefined;
  });
}

export async function reply(window: Window, words: string, text: string): Promise<void> {
  await question(window, words);
  await window.answer(text);
}

/** Types until the entry is the first one, and takes it. */
export async function choose(window: Window, words: string, label: string): Promise<void> {
  await question(window, words);
  const input = window.page.locator('.quick-input-widget input:not([type=checkbox])').first();
  await input.fill(label);
  const first = window.page.locator('.quick-input-list .monaco-list-row.focused');
  await waitFor(`"${label}"`, async () => (await first.allInnerTexts())[0]?.includes(label) || undefined);
  await window.press('Enter');
}

/** Goes to the next finding of a file, and takes what may be done about it whose title has `title`. */
export async function chooseAction(window: Window, file: string, title: string, seen?: () => Promise<void>) {
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
    if (n >= 20) throw new Error(`"${title}" is not among ${(await rows.allInnerTexts()).join(', ')}`);
    await window.press('ArrowDown');
  }
  await seen?.();
  await window.press('Enter');
}
