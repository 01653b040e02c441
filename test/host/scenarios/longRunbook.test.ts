import { strict as assert } from 'node:assert';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { longRunbook } from '../support/longRunbook.ts';
import { withWindow } from '../support/scenario.ts';
import { repository } from '../support/workspace.ts';

const file = 'long.md';

describe('A long runbook', () => {
  // How soon is for `npm run bench -- --only view`: a test that is timed fails where the machine is slow.
  it('follows typing, and keeps place and state', async () => {
    assert.ok(statSync(join(repository, 'dist', 'webview.js')).size <= 64_000, 'the view is at most 64 kB of script');
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const text = longRunbook();
      assert.ok(text.length > 65_000 && text.match(/- \[ \]/g)?.length === 109, `${text.length} characters`);
      writeFileSync(join(window.folder, file), text);
      const page = window.webview('.breakwater-runbook');
      await window.openFile(file);
      await window.command('breakwater.runbook.openBeside');
      await page.waitFor('.step-title', 'pool 109');
      await page.press('.main', 'Space');
      await page.waitFor('.count', '1 of 109');
      const frame = await page.frame();
      await frame.evaluate(() => {
        const main = document.querySelector('.main')!;
        main.scrollTop = main.scrollHeight * 0.6;
      });
      const place = (): Promise<[string, number]> =>
        frame.evaluate(() => {
          const top = document.querySelector('.main')!.getBoundingClientRect().top;
          const first = [...document.querySelectorAll<HTMLElement>('[data-step]')].find(
            (element) => element.closest('.document') && element.getBoundingClientRect().bottom > top,
          )!;
          return [first.textContent.slice(0, 60), Math.round(first.getBoundingClientRect().top)];
        });
      const before = await place();

      // Typed into the text editor, as a person does: in a new line below the title.
      await window.command('workbench.action.focusFirstEditorGroup');
      await window.press('Control+Home');
      for (const key of [...Array<string>(5).fill('ArrowDown'), 'End', 'Enter', 'Enter']) await window.press(key);
      for (const letter of 'Typing') await window.press(letter);
      await page.waitFor('.document', 'Typing');
      const [step, top] = await place();
      assert.equal(step, before[0]);
      assert.ok(Math.abs(top - before[1]) <= 2, `${before[1]} px became ${top} px`);
      assert.equal((await page.texts('.count'))[0], '1 of 109 done');
    });
  });
});
