import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from '../support/incidentFigures.ts';
import { byName, choose, question, reply } from '../support/questions.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

/** The events of each incident in a window's folder, by its title. */
function incidents(window: Window): ReadonlyMap<string, readonly Line[]> {
  const folder = join(window.folder, '.breakwater/incidents');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  return new Map(
    names.map((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
      const events = lines.map((line) => JSON.parse(line) as Line);
      return [String(events[0]?.['title']), events];
    }),
  );
}

async function noted(window: Window, title: string, text: string): Promise<Line> {
  return waitFor(`“${text}” in the log of ${title}`, () =>
    Promise.resolve(
      incidents(window)
        .get(title)
        ?.find((event) => event['text'] === text),
    ),
  );
}

async function start(window: Window, title: string): Promise<void> {
  await byName(window, 'Breakwater: Start Incident...');
  await choose(window, 'Choose the runbook to follow', 'Checkout is down');
  await reply(window, 'Title', title);
  await choose(window, 'Choose the severity', 'SEV2');
  await reply(window, 'Affected services', 'checkout');
  await reply(window, 'Impact', 'Orders fail');
  await question(window, 'Incident commander');
  await window.answer('Ada');
  await status(window, title);
}

/** The one item of the status bar tells the current incident. */
const status = (window: Window, title: string): Promise<string> =>
  waitFor(`${title} in the status bar`, async () =>
    (await window.statusBar()).find((text) => text.includes('SEV2') && text.includes(title)),
  );

async function note(window: Window, text: string): Promise<void> {
  await byName(window, 'Breakwater: Incident: Add Note...');
  await choose(window, 'Choose the kind of note', 'observation');
  await reply(window, 'What you', text);
}

describe('Two incidents at once', () => {
  it('are told apart: what is noted goes to the one in the status bar, which a person chooses', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await start(window, 'Orders fail');
      await start(window, 'Mails are late');
      await note(window, 'The queue grows');
      await noted(window, 'Mails are late', 'The queue grows');

      window.begin('breakwater.incident.acts');
      await choose(window, 'Choose what to do', 'Switch to Orders fail');
      await status(window, 'Orders fail');
      await note(window, 'Payments answer 503');
      await noted(window, 'Orders fail', 'Payments answer 503');
      assert.equal(incidents(window).size, 2);

      // The end of one leaves the other, which is the current one then.
      window.begin('breakwater.incident.resolve');
      await status(window, 'Mails are late');
      const ended = incidents(window);
      assert.ok(ended.get('Orders fail')!.some((event) => event['phase'] === 'resolved'));
      assert.ok(!ended.get('Mails are late')!.some((event) => event['phase'] === 'resolved'));
      assert.ok(!ended.get('Mails are late')!.some((event) => event['text'] === 'Payments answer 503'));
      assert.deepEqual(await window.notifications(), []);
    });
  });

  it('take the selection of a terminal as evidence, with what it shows', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await start(window, 'Orders fail');
      await window.command('workbench.action.terminal.new');
      await window.page.locator('.terminal-wrapper.active .xterm-screen').waitFor();
      // The screen is a picture: a file says when the command has run.
      const sequence = { text: 'echo status=$((500 + 3)) | tee seen.txt && touch done.txt\r' };
      await window.command('workbench.action.terminal.sendSequence', sequence);
      await waitFor('the command', () => Promise.resolve(existsSync(join(window.folder, 'done.txt')) || undefined));
      await window.page.waitForTimeout(1_000);
      await window.command('workbench.action.terminal.selectAll');
      window.begin('breakwater.incident.addTerminalEvidence');
      await question(window, 'What does it show?');
      await window.answer('The gateway gives up');
      const { evidence } = await noted(window, 'Orders fail', 'The gateway gives up');
      assert.match(String(evidence), /status=503/);
    });
  });
});
