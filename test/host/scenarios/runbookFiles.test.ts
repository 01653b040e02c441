import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

/** Notes the longest time between two frames of the window, in milliseconds. */
async function watchFrames(window: Window): Promise<void> {
  // The loader of these tests names functions through a helper of its own, which the page does not have.
  await window.page.evaluate('globalThis.__name = (one) => one');
  await window.page.evaluate(() => {
    const kept = globalThis as { longestGap?: number };
    kept.longestGap = 0;
    let last = performance.now();
    const next = (now: number): void => {
      kept.longestGap = Math.max(kept.longestGap!, now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

describe('Files as runbooks', () => {
  it('lists the runbooks of the workspace, and says why a file is not shown', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.command('breakwater.runbooks.focus');
      await waitFor('four runbooks', async () => {
        const rows = await window.page.locator('.pane-body .monaco-list-row').allInnerTexts();
        return (
          rows.filter((text) => /Checkout is down|Database failover|Payment latency|Paid orders/.test(text)).length ===
            4 || undefined
        );
      });

      writeFileSync(
        join(window.folder, 'big.md'),
        '# Big\n\n' + '1. Do this\n\n   ```sh\n   echo hi\n   ```\n\n'.repeat(130_000),
      );
      await watchFrames(window);
      const began = Date.now();
      await window.command('breakwater.runbook.open', window.uri('big.md'));
      await window.webview('.cannot-show').waitFor('.cannot-show', 'too long');
      assert.ok(Date.now() - began < 15_000);

      writeFileSync(join(window.folder, 'crowded.md'), '# Crowded\n\n' + '- [ ] Restart this\n'.repeat(50_000));
      await window.command('breakwater.runbook.open', window.uri('crowded.md'));
      await window.webview('.cannot-show').waitFor('.cannot-show', '50000 steps');

      // As many as are shown, and a megabyte of text: the window goes on drawing.
      const much =
        '# Much\n\n' + '- [ ] Restart this\n'.repeat(3_900) + '\nA line of prose to read.\n\n'.repeat(40_000);
      writeFileSync(join(window.folder, 'much.md'), much);
      await window.command('breakwater.runbook.open', window.uri('much.md'));
      await window.webview('.breakwater-runbook').waitFor('.count', '0 of 3900');
      const gap = await window.page.evaluate(() => (globalThis as { longestGap?: number }).longestGap!);
      // Not a measure of speed, which is the benchmark's: what was wrong here took minutes.
      assert.ok(gap < 10_000, `the window stood still for ${gap} ms`);

      writeFileSync(join(window.folder, 'binary.md'), Buffer.from([0x23, 0x20, 0, 1, 2, 0xff, 0xfe, 0, 10]));
      window.begin('breakwater.runbook.open', window.uri('binary.md'));
      await waitFor('a sentence about the binary file', async () => {
        // The tests' windows keep notifications in their list.
        await window.command('notifications.showList');
        const texts = await window.page.locator('.notification-list-item-message').allInnerTexts();
        return texts.find((text) => /binary/i.test(text));
      });
    });
  });
});
