import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

describe('Files as runbooks', () => {
  it('lists the runbooks of the workspace, and says why a file is not shown', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.command('breakwater.runbooks.focus');
      await waitFor('three runbooks', async () => {
        const rows = await window.page.locator('.pane-body .monaco-list-row').allInnerTexts();
        return (
          rows.filter((text) => /Database failover|Payment latency|Paid orders/.test(text)).length === 3 || undefined
        );
      });

      writeFileSync(
        join(window.folder, 'big.md'),
        '# Big\n\n' + '1. Do this\n\n   ```sh\n   echo hi\n   ```\n\n'.repeat(130_000),
      );
      const began = Date.now();
      await window.command('breakwater.runbook.open', window.uri('big.md'));
      await window.webview('.cannot-show').waitFor('.cannot-show', 'too long');
      assert.ok(Date.now() - began < 15_000);

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
