/**
 * Reports how soon a long runbook (70 kB, 109 boxes) is painted once the view asks for it, and how soon a key that is
 * typed into its text is shown in the view beside.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { longRunbook } from './support/longRunbook.ts';
import { Session } from './support/session.ts';
import { waitFor } from './support/wait.ts';

const file = 'long.md';

/** Milliseconds of each pair of the page's marks. */
function between(frame: Frame, from: string, to: string): Promise<number> {
  return frame.evaluate(
    ([first, last]) =>
      performance.getEntriesByName(`breakwater:${last}`)[0]!.startTime -
      performance.getEntriesByName(`breakwater:${first}`)[0]!.startTime,
    [from, to],
  );
}

/** Notes in the page when a text has first stood in the document, as `Date.now()`. */
function watchFor(frame: Frame, texts: readonly string[]): Promise<void> {
  return frame.evaluate((wanted) => {
    const seen: Record<string, number> = {};
    (globalThis as { seen?: Record<string, number> }).seen = seen;
    new MutationObserver(() => {
      const now = Date.now();
      for (const text of wanted)
        if (!seen[text] && document.querySelector('.document')!.textContent.includes(text)) seen[text] = now;
    }).observe(document.querySelector('.document')!, { childList: true, subtree: true, characterData: true });
  }, texts);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const session = await Session.start('server', console.log);
try {
  const window = await session.open({});
  writeFileSync(join(window.folder, file), longRunbook());
  const page = window.webview('.breakwater-runbook');
  const paints: number[] = [];
  for (let opening = 0; opening < 7; opening++) {
    await window.command('vscode.openWith', window.uri(file), 'breakwater.runbook');
    await page.waitFor('.step-title', 'pool 109');
    paints.push(await between(await page.frame(), 'ready', 'painted'));
    await window.command('workbench.action.closeAllEditors');
  }
  await window.openFile(file);
  await window.command('breakwater.runbook.openBeside');
  await page.waitFor('.step-title', 'pool 109');
  await window.command('workbench.action.focusFirstEditorGroup');
  await window.press('Control+Home');
  for (const key of [...Array<string>(5).fill('ArrowDown'), 'End', 'Enter', 'Enter']) await window.press(key);
  const frame = await page.frame();
  const letters = [...'Typing', ...'Further'];
  const words = letters.map((_, index) => letters.slice(0, index + 1).join(''));
  await watchFor(frame, words);
  const waits: number[] = [];
  for (const [index, word] of words.entries()) {
    const began = Date.now();
    await window.press(letters[index]!);
    const seen = await waitFor(`${word} in the view`, () =>
      frame.evaluate((each) => (globalThis as unknown as { seen: Record<string, number> }).seen[each], word),
    );
    waits.push(seen - began);
  }
  const round = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(', ');
  console.log(`first paint after asking: median ${median(paints).toFixed(0)} ms (${round(paints)})`);
  console.log(`a key is shown after: median ${median(waits)} ms (${round(waits)})`);
  await window.close();
} finally {
  await session.stop();
}
