import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

const bad = 'export async function load(url: string) {\n  return fetch(url);\n}\n';
const runbook = '# Restart the queue\n\n1. Look at it:\n\n   ```sh\n   echo looked\n   ```\n';
const workspaceFile = 'both.code-workspace';

/** Two folders that have the same files, and a workspace of both. */
function twoFolders(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-two-')));
  const files: Record<string, string> = {
    [workspaceFile]: JSON.stringify({ folders: [{ path: 'orders' }, { path: 'billing' }] }),
  };
  for (const name of ['orders', 'billing']) {
    files[`${name}/package.json`] = '{}';
    files[`${name}/src/load.ts`] = bad;
    files[`${name}/queue.runbook.md`] = runbook;
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe('A workspace of two folders', () => {
  it('is checked in both, and names the folder of runbooks that look alike', async () => {
    const folder = twoFolders();
    try {
      await withWindow({ folder, workspaceFile }, async (window) => {
        await window.openFile('orders/src/load.ts');
        for (const name of ['orders', 'billing'])
          await window.waitForDiagnostics(`${name}/src/load.ts`, (all) =>
            all.some(({ source }) => source === 'breakwater'),
          );
        window.begin('breakwater.runbook.pick');
        const rows = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Restart the queue' });
        await waitFor('both runbooks', async () => (await rows.count()) === 2 || undefined);
        const texts = await rows.allInnerTexts();
        for (const name of ['orders', 'billing'])
          assert.equal(texts.filter((text) => text.includes(name)).length, 1, `${name} in ${texts.join(' | ')}`);
        if (process.env['PICTURES']) await window.screenshot(join(process.env['PICTURES'], 'two-folders.png'));
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const location of ['private', 'workspace'] as const) {
    it(`keeps the runs of runbooks with the same path apart where they are recorded in ${location}`, async () => {
      const folder = twoFolders();
      const settings = { 'breakwater.runs.location': location };
      try {
        await withWindow({ folder, workspaceFile, settings }, async (window) => {
          const open = (name: string) =>
            window.command('vscode.openWith', window.uri(`${name}/queue.runbook.md`), 'breakwater.runbook');
          await open('orders');
          const page = window.webview('.breakwater-runbook');
          await page.waitFor('.step-title');
          await page.press('.main', 'Control+Enter');
          await page.waitFor('.result', 'Succeeded');
          await window.command('workbench.action.closeAllEditors');
          await waitFor('the tab to go', async () => !(await page.isOpen()));
          window.begin('breakwater.runbook.pick');
          const rows = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Restart the queue' });
          await waitFor('both runbooks', async () => (await rows.count()) === 2 || undefined);
          const running = (await rows.allInnerTexts()).filter((text) => text.includes('run in progress'));
          assert.equal(running.length, 1, running.join(' | '));
          assert.match(running[0] ?? '', /orders/);
          if (process.env['PICTURES'])
            await window.screenshot(join(process.env['PICTURES'], `two-folders-${location}.png`));
          await window.page.keyboard.press('Escape');
          await open('billing');
          await page.waitFor('.step-title');
          assert.doesNotMatch((await page.texts('.result')).join(' '), /Succeeded/);
          // Finished and reopened, it is the second folder's again.
          await page.press('.main', 'Control+Enter');
          await page.waitFor('.result', 'Succeeded');
          window.begin('breakwater.run.finish');
          await waitFor('the question', () => window.dialog());
          await window.clickButton('Finish');
          await page.waitFor('.bar .chip', 'run finished');
          window.begin('breakwater.runs.show');
          const runs = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'incomplete' });
          await runs.first().click();
          const report = window.webview('.run-report');
          await report.waitFor('.run-report', 'Finished, incomplete');
          await window.command('workbench.action.closeOtherEditors');
          await waitFor('the tab to go', async () => !(await page.isOpen()));
          await report.click('.actions a:has-text("Reopen Run")');
          await page.waitFor('.finish');
          const tab = window.page.locator('.tab.active .monaco-icon-label');
          assert.match((await tab.first().getAttribute('aria-label')) ?? '', /billing.queue/);
          await window.command('workbench.action.closeAllEditors');
          await waitFor('the tab to go', async () => !(await page.isOpen()));
          // The look-alike: the run of its own runbook goes on.
          await open('orders');
          await page.waitFor('.result', 'Succeeded');
        });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
