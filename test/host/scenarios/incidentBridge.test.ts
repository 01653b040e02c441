import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

const CALL = "export const charge = async () => {\n  await fetch('https://api.stripe.com/v1/charges');\n};\n";
const block = (index: number): string => `.block-command >> nth=${index}`;

function write(window: Window, name: string, text: string): void {
  mkdirSync(dirname(join(window.folder, name)), { recursive: true });
  writeFileSync(join(window.folder, name), text);
}

/** Starts a drill in which these go wrong, each by the words that the list has for it. */
async function startDrill(window: Window, ...faults: string[]): Promise<void> {
  window.begin('breakwater.run.startDrill');
  const rows = window.page.locator('.quick-input-list .monaco-list-row');
  await waitFor('the faults', async () => (await rows.count()) > 0);
  for (const fault of faults) await rows.filter({ hasText: fault }).first().click();
  await window.page.keyboard.press('Enter');
}

describe('Code and runbooks', () => {
  it('meet: the call names its runbook, and the runbook lists the calls that fail', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      write(window, 'src/charge.ts', CALL);
      write(
        window,
        'runbooks/stripe.md',
        '---\nowner: a\nescalation: [b]\ndependencies: [stripe]\n---\n\n# Stripe is down\n\n## 1. Look\n\n```sh\ntrue\n```\n',
      );
      await window.openFile('src/charge.ts');
      await window.waitForDiagnostics('src/charge.ts', (all) => all.some(({ source }) => source === 'breakwater'));
      const lens = window.page.locator('.codelens-decoration a', { hasText: 'Runbook: Stripe is down' });
      await lens.first().waitFor();
      const titles = await window.quickFixes('src/charge.ts', 2);
      assert.ok(titles.includes('Open runbook: Stripe is down'), titles.join(', '));
      assert.ok(!titles.some((title) => title.startsWith('Create a runbook')), 'one covers it');

      // The lens opens the page, and the page leads back to the call.
      await lens.first().click();
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.calls summary', '1 call fails when stripe is down');
      await page.click('.calls summary');
      await page.waitFor('.calls li', 'src/charge.ts:2');
      await page.click('.calls .link');
      await waitFor('the call', async () => (await window.tabs()).includes('charge.ts') || undefined);
    });
  });
});

describe('A drill', () => {
  it('has another target and a contact who does not answer, where that is to be trained, and executes nothing', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const text =
        '---\nowner: a\nescalation: [Ada]\n---\n\n# Two\n\n## 1. Make\n\n```sh\ntouch made\n```\n\n## 2. Remove\n\n```sh\nkubectl delete pod a\n```\n';
      write(window, 'own.md', text);
      await window.command('vscode.openWith', window.uri('own.md'), 'breakwater.runbook');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      await startDrill(window, 'the wrong context', 'a contact who does not answer');
      await page.waitFor('.bar .chip', 'drill');
      // The target that the fault put there is asked about as a real one would be.
      const asked = window.page.locator('.quick-input-title', { hasText: 'other-production' });
      // Visible is not yet focused: keys would still go to the page.
      const focused = window.page.locator('.quick-input-widget input:focus');
      await page.click(`${block(0)} >> .run`);
      await asked.waitFor();
      await focused.waitFor();
      await window.page.keyboard.type('other-production');
      await window.page.keyboard.press('Enter');
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      assert.equal(existsSync(join(window.folder, 'made')), false, 'a drill executes nothing');

      await page.click(`${block(1)} >> .run`);
      await asked.waitFor();
      await focused.waitFor();
      await window.page.keyboard.press('Escape');
      await asked.waitFor({ state: 'hidden' });

      // The first who is called does not answer.
      await page.press('.main', 'n');
      await (await page.frame()).locator('dialog select').selectOption({ label: 'escalation' });
      await page.fill('dialog input', 'Ada');
      await page.press('dialog input', 'Control+Enter');
      await waitFor('the silence', async () =>
        (await window.notifications()).includes('Drill: Ada does not answer.') ? true : undefined,
      );
    });
  });

  it('that was recorded without what it replays executes nothing when somebody goes on with it', async () => {
    const settings = { 'breakwater.runs.location': 'workspace' };
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      const text = '# One\n\n## 1. Make\n\n```sh\ntouch made\n```\n';
      write(window, 'own.md', text);
      const started = {
        v: 1,
        id: 'e1',
        at: new Date().toISOString(),
        by: 'a',
        type: 'run-started',
        run: 'older',
        runbook: { path: 'own.md', title: 'One', hash: 'x', snapshot: text },
        drill: true,
        dryRun: false,
      };
      write(window, '.breakwater/runs/older.jsonl', `${JSON.stringify(started)}\n`);
      await window.command('vscode.openWith', window.uri('own.md'), 'breakwater.runbook');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.bar .chip', 'drill');
      await page.click(`${block(0)} >> .run`);
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      assert.equal(existsSync(join(window.folder, 'made')), false);
    });
  });
});
