import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeCodeAction } from '../support/codeAction.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';
import { repository } from '../support/workspace.ts';

const source = `export async function rates(base) {
  const response = await fetch(new URL('/rates', base));
  if (!response.ok) throw new Error('rates: ' + response.status);
  return response.json();
}
`;

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly description: string }[];
}

/** The commands that the walkthrough's steps offer, by step. */
function offered(): ReadonlyMap<string, string> {
  const { contributes } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    contributes: { walkthroughs: readonly Walkthrough[] };
  };
  const { steps } = contributes.walkthroughs.find(({ id }) => id === 'breakwater.story')!;
  return new Map(steps.map(({ id, description }) => [id, /\(command:([\w.]+)\)/.exec(description)?.[1] ?? '']));
}

/** `PICTURES=folder` keeps a picture of each act, to be looked at. */
async function picture(window: Window, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder) await window.screenshot(join(folder, `story-${name}.png`));
}

async function reply(window: Window, words: string, answer: (window: Window) => Promise<void>): Promise<void> {
  await waitFor(`the question "${words}"`, async () => {
    const widget = window.page.locator('.quick-input-widget');
    const placeholder = await widget.locator('input:not([type=checkbox])').first().getAttribute('placeholder');
    return `${await widget.innerText()} ${placeholder ?? ''}`.includes(words) || undefined;
  });
  await answer(window);
}

describe('The story', () => {
  it('goes from a finding over its fix to the incident, its post-mortem and the numbers, as the walkthrough tells it', async () => {
    const settings = { 'breakwater.runs.location': 'workspace' };
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      const commands = offered();
      assert.deepEqual([...commands.keys()], ['finding', 'prove', 'incident', 'postmortem', 'dashboard']);
      await window.command('workbench.action.openWalkthrough', 'breakwater.breakwater#breakwater.story', false);
      for (const title of ['Prove the fix', 'Record an incident', 'Write the post-mortem', 'See the numbers']) {
        await window.page.locator('.getting-started-step', { hasText: title }).click();
        await picture(window, `1-${title}`);
      }

      writeFileSync(join(window.folder, 'src/rates.js'), source);
      await window.openFile('src/rates.js');
      await window.waitForDiagnostics('src/rates.js', (all) => all.some((one) => one.source === 'breakwater'));
      await window.command(commands.get('finding')!);
      await window.page.locator('.markers-panel').waitFor();
      await picture(window, '2-finding');

      await takeCodeAction(window, 'src/rates.js', 'Prove it', () => picture(window, '3-prove'));
      await waitFor('the test', () =>
        Promise.resolve(existsSync(join(window.folder, 'src/rates.unwrapped-network-call.test.js')) || undefined),
      );
      await takeCodeAction(window, 'src/rates.js', 'Abort after 10 s');
      await window.save('src/rates.js');
      await waitFor('no finding', async () =>
        (await window.diagnostics('src/rates.js')).some((one) => one.source === 'breakwater') ? undefined : true,
      );

      window.begin(commands.get('incident')!);
      await reply(window, 'Choose the runbook to follow', (at) => at.pick('Checkout is down'));
      await reply(window, 'Title', (at) => at.answer('Orders fail'));
      await reply(window, 'Choose the severity', (at) => at.pick('SEV2'));
      await reply(window, 'Affected services', (at) => at.answer('checkout'));
      await reply(window, 'Impact', (at) => at.answer('No orders'));
      await reply(window, 'Incident commander', (at) => at.answer('Ada'));
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      await page.press('.main', 'Space');
      await picture(window, '4-incident');
      window.begin('breakwater.incident.mitigate');
      window.begin('breakwater.incident.resolve');
      const incidents = join(window.folder, '.breakwater/incidents');
      await waitFor('the end', () => {
        const logs = readdirSync(incidents).filter((name) => name.endsWith('.jsonl'));
        const ended = logs.some((name) => readFileSync(join(incidents, name), 'utf8').includes('"resolved"'));
        return Promise.resolve(ended || undefined);
      });

      await window.command(commands.get('postmortem')!);
      const [written] = readdirSync(join(window.folder, 'postmortems'));
      assert.match(readFileSync(join(window.folder, 'postmortems', written!), 'utf8'), /# Post-mortem: Orders fail/);
      await picture(window, '5-postmortem');

      await window.command(commands.get('dashboard')!);
      const dashboard = window.webview('body.breakwater-dashboard');
      await dashboard.waitFor('h1', 'Incident Dashboard');
      assert.match(await dashboard.text('main'), /checkout/);
      await picture(window, '6-dashboard');
      assert.deepEqual(await window.notifications(), []);
    });
  });
});
