import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

const plain = '# Restart the queue\n\n1. Look at it:\n\n   ```sh\n   echo looked\n   ```\n\n2. Tell the team\n';

describe('Starting and ending', () => {
  it('a run from plain Markdown, its record, and the run once more', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      writeFileSync(join(window.folder, 'plain.md'), plain);
      await window.openFile('plain.md');
      const lenses = window.page.locator('.codelens-decoration a');
      await waitFor('the lenses', async () => (await lenses.count()) === 2 || undefined);
      assert.deepEqual(await lenses.allInnerTexts(), ['Open as Runbook', 'Run']);
      await lenses.nth(1).click();
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.block-command >> .result', 'Succeeded');
      await page.waitFor('.side .step[data-status=succeeded]', 'not checked off');

      await page.click('.finish');
      assert.match((await waitFor('the question', () => window.dialog())) ?? '', /2 steps unfinished/);
      await window.clickButton('Finish');
      await page.waitFor('.bar .chip', 'run finished, incomplete');

      window.begin('breakwater.runs.show');
      await window.pick('Restart the queue');
      const report = window.webview('.run-report');
      await report.waitFor('.run-report', 'Finished, incomplete');
      assert.match(await report.text('.run-report'), /echo looked[^]*Timeline/);
      assert.equal(await report.count('script'), 0);
      await report.click('.actions a:has-text("Reopen Run")');
      await page.waitFor('.finish');
      await page.waitFor('.side .step[data-status=succeeded]', 'not checked off');
    });
  });

  it('a runbook is chosen from anywhere, and lenses can be switched off', async () => {
    await withWindow({ workspace: 'checkout', settings: { 'breakwater.runbooks.codeLens': false } }, async (window) => {
      writeFileSync(join(window.folder, 'plain.md'), plain);
      window.begin('breakwater.runbook.pick');
      await window.pick('Restart the queue');
      await window.webview('.breakwater-runbook').waitFor('.title', 'Restart the queue');
      await window.openFile('plain.md');
      await waitFor('the text', async () => (await window.page.locator('.view-line').count()) > 0 || undefined);
      assert.equal(await window.page.locator('.codelens-decoration a').count(), 0);
    });
  });
});
