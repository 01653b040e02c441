import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

const file = 'runbooks/checkout-down.runbook.md';
const secret = 'pv-8861-correct-horse';

/** Ids of the processes that a command of this window's folder left. */
function left(window: Window): number[] {
  const pids = execFileSync('sh', ['-c', "pgrep -f 'seq 1 600' || true"], { encoding: 'utf8' }).split('\n').map(Number);
  return pids.filter((pid) => {
    try {
      return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === join(window.folder, 'runbooks');
    } catch {
      return false;
    }
  });
}

/** `PICTURES=folder` keeps a picture of each act of the incident, to be looked at. */
async function picture(window: Window, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder) await window.screenshot(join(folder, `${name}.png`));
}

describe('The demonstration incident', () => {
  it('is walked from start to end by keyboard, with all that can go wrong', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.configure({
        // Drawn as text, which can be read from outside.
        'terminal.integrated.gpuAcceleration': 'off',
      });
      await window.command('vscode.openWith', window.uri(file), 'breakwater.runbookDefault');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      const at = async (title: string): Promise<void> => {
        await waitFor(`to be at ${title}`, async () =>
          (await page.texts('.side .step.current .step-title'))[0]?.includes(title) ? true : undefined,
        );
      };
      const press = (key: string): Promise<void> => page.press('.main', key);
      const block = (step: number): string => `.block-command >> nth=${step}`;

      await at('Say in');
      await press('Space');
      await at('Ask a second person');
      await press('Space');
      await at('See how bad');
      // That a command acts on this machine goes without saying.
      await page.waitFor('.side .step-stakes', 'read-only');
      assert.equal(await page.count('.target:visible'), 0);

      // The output is not what the runbook shows.
      await press('Control+Enter');
      await page.waitFor('.result-failed', 'Output differs from what the runbook shows');
      assert.doesNotMatch(await page.text('.result-failed'), /Failed|exit code/);
      const diff = await page.waitFor('.diff', 'orders failing');
      assert.match(diff, /- orders failing: 0 %[^]*\+ orders failing: 37 %/);
      await picture(window, '1-expectation');

      await press('j');
      await at('last release');
      await press('Control+Enter');
      await page.waitFor(`${block(1)} >> .result`, 'Succeeded');

      // A secret that is missing is asked for, and the run goes on with it.
      await press('j');
      await at('Ask the provider');
      await press('Control+Enter');
      await window.page.locator('.quick-input-widget input[type=password]').waitFor();
      await picture(window, '2-secret');
      await window.answer(secret);
      await page.waitFor(`${block(2)} >> .output`, 'asked with ***: degraded');
      await page.waitFor(`${block(2)} >> .value-secret`, '•');

      // A failing step, and the way back.
      await press('j');
      await at('second provider');
      await press('Control+Enter');
      await page.waitFor(`${block(3)} >> .exit-code`, 'exit code 3');
      await picture(window, '3-failed');
      await page.press(`${block(3)} >> .rollback`, 'Enter');
      await page.waitFor(`${block(4)} >> .result`, 'Succeeded');
      assert.equal(readFileSync(join(window.folder, 'runbooks/.demo/provider'), 'utf8'), 'first\n');

      // One that asks, in the terminal.
      await press('j');
      await at('Tell support');
      await press('Control+Enter');
      await window.page.locator('.terminal.xterm').first().waitFor();
      await waitFor('the question in the terminal', async () =>
        (await window.page.locator('.xterm-rows').allInnerTexts())
          .join('')
          .replaceAll('\u00a0', ' ')
          .includes('been told?')
          ? true
          : undefined,
      );
      await window.page.keyboard.type('support');
      await window.page.keyboard.press('Enter');
      await page.waitFor(`${block(5)} >> .result`, 'exit code 0');
      await page.waitFor(`${block(5)} >> .output`, 'told support!');
      await picture(window, '4-terminal');

      // The extension host is killed in the middle of a command, which ends with it.
      await press('j');
      await at('Watch it recover');
      await press('Control+Enter');
      await page.waitFor(`${block(6)} >> .output`, 'minute 2');
      await window.killExtensionHost();
      await window.reload();
      await page.waitFor(`${block(6)} >> .result`, 'Unknown, process gone');
      await page.waitFor(`${block(6)} >> .output`, 'minute 2');
      await at('Watch it recover');
      await waitFor('the processes to end', () => Promise.resolve(left(window).length === 0 || undefined));
      await picture(window, '5-killed');

      await press('Space');
      await at('The alert has resolved');
      await press('Space');
      await at('Customers told');
      await press('Space');
      window.begin('breakwater.run.finish');
      await waitFor('the question', () => window.dialog());
      await window.clickButton('Finish');
      await page.waitFor('.chip', 'run finished');
      await picture(window, '6-ended');
      const found = execFileSync('sh', ['-c', `grep -rlF ${secret} '${window.folder}' '${window.dataFolder}' || true`]);
      assert.equal(found.toString(), '', 'the secret is on no disk');
    });
  });

  it('goes on to a step through what is open before it, and stops where something fails', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.command('vscode.openWith', window.uri(file), 'breakwater.runbookDefault');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      const result = (step: number): string => `.block-command >> nth=${step} >> .result`;
      await page.click('.block-command >> nth=1 >> .more');
      await page.click('.menu .run-to');
      assert.match((await waitFor('by hand', () => window.dialog())) ?? '', /Say in #incidents that you have it/);
      await window.clickButton('Done');
      await page.waitFor(result(0), 'Output differs');
      await page.waitFor('.block-message', 'Stopped here');
      assert.equal(await page.text(result(1)), 'Not run');
      await page.click('.side .step >> nth=2');
      await page.press('.main', 's');
      await page.press('dialog input', 'Enter');
      await page.waitFor('.step-note');
      await page.click('.block-command >> nth=1 >> .more');
      await page.click('.menu .run-to');
      await page.waitFor(result(1), 'Succeeded');
    });
  });
});
