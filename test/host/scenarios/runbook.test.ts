import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { WebviewPage } from '../support/webview.ts';
import type { Window } from '../support/window.ts';

const file = 'runbooks/payment-latency.runbook.md';
/** `KILLS=20 npm run test:host -- --grep 'keeps its ticks'` by hand; once in every run. */
const kills = Number(process.env['KILLS'] ?? 1);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

async function openRunbook(window: Window, path = file): Promise<WebviewPage> {
  await window.command('vscode.openWith', window.uri(path), 'breakwater.runbook');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  return page;
}

const statuses = (page: WebviewPage): Promise<string[]> =>
  page.evaluate(
    () => [...document.querySelectorAll<HTMLElement>('.side .step')].map((step) => step.dataset['status'] ?? ''),
    undefined,
  );

const stepIs = (page: WebviewPage, index: number, status: string): Promise<unknown> =>
  waitFor(`step ${index} to be ${status}`, async () => ((await statuses(page))[index] === status ? true : undefined));

describe('A runbook', () => {
  it('keeps its ticks when it is closed, when the window reloads, and when the extension host is killed', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const before = sha(window.readFile(file));
      let page = await openRunbook(window);
      await page.press('.main', 'Space');
      await stepIs(page, 0, 'done');
      await page.click('.document .check-box, .document .step-box');
      await stepIs(page, 0, 'not-started');
      await page.press('.main', 'Space');
      await stepIs(page, 0, 'done');

      await window.command('workbench.action.closeAllEditors');
      page = await openRunbook(window);
      await stepIs(page, 0, 'done');

      await window.reload();
      await stepIs(page, 0, 'done');
      await page.press('.main', 'Space');
      await stepIs(page, 1, 'done');

      const written: string[] = [];
      for (let kill = 1; kill <= kills; kill++) {
        written.push(`note ${kill} of ${kills}.`);
        await page.press('.main', 'n');
        await page.fill('dialog textarea', written.at(-1)!);
        await page.press('dialog textarea', 'Control+Enter');
        await page.waitFor('.notes', written.at(-1));
        // What is shown is on disk: it may be killed at once.
        await window.killExtensionHost();
        await window.reload();
        await stepIs(page, 1, 'done');
        const shown = await page.waitFor('.notes', written.at(-1));
        for (const note of written) assert.ok(shown.includes(note), `${note} is kept`);
      }
      assert.equal(sha(window.readFile(file)), before);
    });
  }).timeout(300_000 + kills * 20_000);

  it('runs a block on a click and shows output, exit code and duration', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const before = sha(window.readFile(file));
      const page = await openRunbook(window);
      await page.click('.block-command .run');
      await page.waitFor('.output', 'Linux');
      await page.waitFor('.result', 'Succeeded');
      await page.waitFor('.exit-code', 'exit code 0');
      await page.waitFor('.duration', 's');
      await window.reload();
      await openRunbook(window);
      await page.waitFor('.output', 'Linux');
      await page.waitFor('.exit-code', 'exit code 0');
      assert.equal(sha(window.readFile(file)), before);
    });
  });

  it('runs nothing in Restricted Mode, by any door, and says why', async () => {
    await withWindow({ workspace: 'checkout', trusted: false }, async (window) => {
      const page = await openRunbook(window);
      await page.waitFor('.banner-refusal', 'Restricted Mode');
      assert.equal(await page.evaluate(() => document.querySelectorAll('.run:not(:disabled)').length, undefined), 0);
      // A page that were taken over would send the message itself.
      await page.evaluate(() => {
        for (const run of document.querySelectorAll<HTMLButtonElement>('.run')) run.disabled = false;
        document.querySelector<HTMLButtonElement>('.block-command .run')!.click();
      }, undefined);
      await page.waitFor('.block-message', 'Restricted Mode');
      assert.equal(await page.evaluate(() => document.querySelectorAll('.result-word').length, undefined), 0);
      await page.press('.main', 'Space');
      // The click has made the step of its block current.
      await page.waitFor('.side .step[data-status=done] .step-title', 'machine is well');
    });
  });

  it('is stepped through, filtered and skipped by keyboard', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const page = await openRunbook(window);
      const current = (): Promise<string[]> => page.texts('.step.current .step-title');
      const [first] = await current();
      await page.press('.main', 'j');
      await waitFor('the next step', async () => ((await current())[0] === first ? undefined : true));
      await page.press('.main', 'k');
      await waitFor('the first step', async () => ((await current())[0] === first ? true : undefined));
      await page.press('.main', 's');
      await page.fill('dialog input', 'done by another team');
      await page.press('dialog input', 'Enter');
      await stepIs(page, 0, 'skipped');
      await page.waitFor('.step-note', 'done by another team');
      await page.press('.main', '/');
      await page.fill('.filter', 'latency');
      const visible = await page.evaluate(
        () => [...document.querySelectorAll<HTMLElement>('.side .step')].filter((step) => !step.hidden).length,
        undefined,
      );
      assert.equal(visible, 1);
      await page.press('.filter', 'Escape');
      await page.press('.main', '?');
      await page.waitFor('dialog', 'check off the step');
    });
  });

  it('follows edits of its text and keeps its state', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.openFile(file);
      await window.command('breakwater.runbook.openBeside');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      await page.press('.main', 'Space');
      await stepIs(page, 0, 'done');
      const text = await window.text(file);
      await window.edit(file, text.replace('## 1. Take the incident', '## 1. Take it\n\nA new sentence.'));
      await page.waitFor('.document', 'A new sentence.');
      await stepIs(page, 0, 'done');
    });
  });

  it('asks for blanks before it runs, and fills them in quoted', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const page = await openRunbook(window);
      const block = '.block-command:has-text("in region")';
      await page.click(`${block} .run`);
      await page.waitFor(`${block} .block-ask`, 'order-id');
      await page.fill('[data-ask=order-id]', "it's $(touch nothing); 7");
      await page.press('[data-ask=order-id]', 'Enter');
      await page.waitFor(`${block} .result`, 'exit code');
      const shown = await page.texts(`${block} .output`);
      assert.ok(shown[0]?.includes("it's $(touch nothing); 7"), shown[0]);
    });
  });
});
