import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { incidentFigures, inUtc, type Line } from '../support/incidentFigures.ts';
import { byName, choose, question, reply } from '../support/questions.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

const file = 'runbooks/checkout-down.runbook.md';
const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

/** The events of the only incident in a window's folder. */
function events(window: Window): Line[] {
  const folder = join(window.folder, '.breakwater/incidents');
  const logs = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  if (logs.length !== 1) return [];
  const lines = readFileSync(join(folder, logs[0]!), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Line);
}

/** Waits until the log's last event of a type has these fields. */
async function logged(window: Window, type: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Line> {
  return waitFor(`${type} in the log`, () => {
    const last = events(window).findLast((event) => event.type === type);
    if (last && Object.entries(fields).every(([key, value]) => last[key] === value)) return Promise.resolve(last);
    throw new Error(JSON.stringify(events(window)));
  });
}

const status = (window: Window, words: RegExp): Promise<string> =>
  waitFor(`${words} in the status bar`, async () => (await window.statusBar()).find((text) => words.test(text)));

/** Answers all questions of "Start Incident". */
async function start(window: Window, title: string): Promise<void> {
  await byName(window, 'Breakwater: Start Incident...');
  await choose(window, 'Choose the runbook to follow', 'Checkout is down');
  await reply(window, 'Title', title);
  await choose(window, 'Choose the severity', 'SEV2');
  await reply(window, 'Affected services', 'checkout, payments');
  await reply(window, 'Impact', 'Orders fail');
  await question(window, 'Incident commander');
  await window.answer('Ada');
}

/** All notifications, also those whose toast has gone. */
async function said(window: Window): Promise<string[]> {
  await window.command('notifications.showList');
  const texts = await window.page.locator('.notifications-center .notification-list-item').allInnerTexts();
  await window.command('notifications.hideList');
  return texts;
}

/** `PICTURES=folder` keeps a picture, to be looked at. */
async function picture(window: Window, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder) await window.screenshot(join(folder, `${name}.png`));
}

describe('The record of an incident', () => {
  it('begins in the editor, takes up the run, survives a killed host, and ends in a post-mortem', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.command('vscode.openWith', window.uri(file), 'breakwater.runbookDefault');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title');
      await start(window, 'Orders fail');
      const declared = await logged(window, 'incident-declared', { title: 'Orders fail', severity: 'SEV2' });
      assert.deepEqual(declared['services'], ['checkout', 'payments']);
      assert.deepEqual([declared['runbook'], declared['commander'], declared['drill']], [file, 'Ada', false]);
      await status(window, /SEV2 Orders fail 0 min/);

      // The run of the runbook on show belongs to it as soon as it begins.
      await page.waitFor('.step-title');
      await page.press('.main', 'Space');
      const { run } = await logged(window, 'run-linked');

      // By key, from the text editor, where the selection is the evidence.
      writeFileSync(join(window.folder, 'errors.txt'), `before\ntoken=${token} status 500\nafter\n`);
      await window.openFile('errors.txt');
      await window.press('Control+K');
      await window.press('Alt+A');
      await logged(window, 'phase', { phase: 'acknowledged' });
      await window.command('editor.action.selectAll');
      await window.press('Control+K');
      await window.press('Alt+E');
      await question(window, 'What does it show?');
      await window.answer('Errors since 10:00');
      const { evidence } = await logged(window, 'note', { text: 'Errors since 10:00' });
      assert.match(String(evidence), /^before\n.*status 500\nafter/);
      assert.ok(!String(evidence).includes(token), 'the secret is not kept');

      await window.press('Control+K');
      await window.press('Alt+N');
      await choose(window, 'Choose the kind of note', 'hypothesis');
      await reply(window, 'What you think', 'The last release');
      await logged(window, 'note', { kind: 'hypothesis', text: 'The last release' });
      await picture(window, 'incident-1-open');

      // The extension host dies; the incident does not.
      await window.killExtensionHost();
      await window.reload();
      await status(window, /SEV2 Orders fail/);
      await byName(window, 'Breakwater: Incident: Change Severity...');
      await choose(window, 'Choose the severity', 'SEV1');
      await logged(window, 'severity-changed', { severity: 'SEV1' });
      await status(window, /SEV1 Orders fail/);

      // What can be done, as the status bar has it.
      await window.press('Control+K');
      await window.press('Alt+I');
      await question(window, 'Choose what to do');
      await picture(window, 'incident-2-acts');
      await choose(window, 'Choose what to do', 'Mitigated');
      await logged(window, 'phase', { phase: 'mitigated' });

      // What was declared late is put where it was.
      const correct = async (phase: string, when: string, wrong?: string): Promise<void> => {
        await byName(window, 'Breakwater: Incident: Correct Phase...');
        await choose(window, 'Choose a phase', phase);
        await reply(window, `When was it ${phase}`, wrong ?? when);
        if (wrong !== undefined) await reply(window, 'use a time with an offset', when);
        await waitFor(`${phase} in the log`, () => {
          const last = events(window).findLast((event) => event.type === 'phase');
          return last?.['phase'] === phase && last['time'] ? true : undefined;
        });
      };
      await correct('started', '40 min ago');
      await correct('detected', '30 min ago');
      await correct('acknowledged', '25 min ago');
      await correct('mitigated', '10 min ago', 'soon');

      await window.command('breakwater.incident.timeline');
      await waitFor('the timeline', async () => (await window.tabs()).some((label) => label.startsWith('Timeline ')));
      await window.press('Control+K');
      await window.press('Alt+R');
      await logged(window, 'phase', { phase: 'resolved' });
      await waitFor('the status bar to be free', async () =>
        (await window.statusBar()).some((text) => text.includes('Orders fail')) ? undefined : true,
      );

      await byName(window, 'Breakwater: Write Post-mortem');
      const written = `postmortems/${String(declared['incident'])}.md`;
      const text = await waitFor('the post-mortem', () =>
        existsSync(join(window.folder, written)) ? window.text(written) : Promise.resolve(undefined),
      );
      assert.match(text, /# Post-mortem: Orders fail/);
      assert.match(text, /Hypothesis at the time: The last release/);
      assert.ok(text.includes(String(run)), 'the run is in it');
      assert.ok(!text.includes(token));
      // Each figure is what the log says, worked out by other code.
      const wanted = incidentFigures(events(window));
      for (const [name, value] of [
        ['Detection', wanted.detection],
        ['Response', wanted.response],
        ['Mitigation', wanted.mitigation],
        ['Recovery', wanted.recovery],
      ] as const)
        assert.equal(new RegExp(`^\\| ${name} \\| ([^|]*) \\|`, 'm').exec(text)?.[1], value, name);
      for (const [phase, at] of Object.entries(wanted.phases))
        assert.match(text, new RegExp(`^\\| ${phase} \\| ${inUtc(at)}`, 'im'), phase);
      assert.ok(text.includes(`Duration of the impact: ${wanted.impact}.`), wanted.impact);
      assert.ok(text.includes(`It was resolved after ${wanted.recovery}; impact lasted ${wanted.impact}.`));
      await window.command('markdown.showPreview', window.uri(written));
      for (const theme of process.env['PICTURES'] ? (['light', 'hc', 'dark'] as const) : []) {
        await window.setTheme(theme);
        await window.page.waitForTimeout(1_000);
        await picture(window, `incident-3-postmortem-${theme}`);
      }
      await window.openFile(written);
      // What people wrote stays.
      await window.edit(written, text.replace('## What went well', 'We were quick.\n\n## What went well'));
      await window.save(written);
      await window.command('breakwater.incident.writePostmortem');
      assert.match(await window.text(written), /We were quick\./);

      window.begin('breakwater.incidents.show');
      await question(window, 'MTTA');
      await question(window, 'resolved');
      await picture(window, 'incident-4-list');
      await window.pick('Metrics');
      await waitFor('the numbers', async () => (await window.tabs()).includes('Incident Metrics.md') || undefined);

      await byName(window, 'Breakwater: Incident Dashboard');
      const dashboard = window.webview('body.breakwater-dashboard');
      await dashboard.waitFor('h1', 'Incident Dashboard');
      const tiles = await dashboard.text('.tiles');
      assert.match(tiles, new RegExp(`MTTA[^]*?${wanted.response}[^]*MTTR[^]*?${wanted.recovery}`));
      await picture(window, 'incident-6-dashboard');
      assert.deepEqual(await said(window), [], 'nothing was said in a notification');
    });
  });

  it('exports a post-mortem, and tells of a severity that nobody used and of a log of a newer version', async () => {
    const settings = { 'files.simpleDialog.enable': true };
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      await start(window, 'Checkout is down');
      const { incident } = await logged(window, 'incident-declared');
      await status(window, /SEV2 Checkout is down/);
      window.begin('breakwater.incident.changeSeverity');
      await choose(window, 'Choose the severity', 'Another...');
      await reply(window, 'Severity', 'SVE1');
      await logged(window, 'severity-changed', { severity: 'SVE1' });
      await waitFor('the doubt', async () => (await said(window)).some((text) => text.includes('SVE1 before')));

      const page = join(window.folder, 'postmortems', `${String(incident)}.md`);
      await window.command('breakwater.incident.writePostmortem');
      await waitFor('the page', () => Promise.resolve(existsSync(page)));
      await window.edit(page, (await window.text(page)).replace('## What went well', 'Quick.\n\n## What went well'));
      await window.save(page);
      for (const [format, holds] of [
        ['HTML', 'Quick.'],
        ['JSON', `"id": "${String(incident)}"`],
      ] as const) {
        await byName(window, 'Breakwater: Export Post-mortem as HTML or JSON...');
        await choose(window, 'Choose a format', format);
        const file = page.replace(/md$/, format.toLowerCase());
        await waitFor(`the name of the ${format}`, async () => {
          const input = window.page.locator('.quick-input-widget input:not([type=checkbox])').first();
          return (await input.inputValue()).endsWith(`.${format.toLowerCase()}`) || undefined;
        });
        await window.press('Enter');
        await waitFor(`the ${format}`, () => Promise.resolve(existsSync(file) || undefined));
        await waitFor(`its text`, () => Promise.resolve(readFileSync(file, 'utf8').includes(holds) || undefined));
      }

      const line = { v: 99, id: 'x', at: '2026-04-02T10:00:00.000Z', by: 'a', type: 'incident-declared' };
      writeFileSync(join(window.folder, '.breakwater/incidents/later.jsonl'), `${JSON.stringify(line)}\n`);
      await waitFor('the word on the version', async () =>
        (await said(window)).some((text) => /later\.jsonl: .*newer Breakwater \(log version 99/.test(text)),
      );
    });
  });

  it('says what is due in the status bar, has the message ready, and sends nothing', async () => {
    const settings = { 'breakwater.incidents.escalateAfter': 0.01, 'breakwater.incidents.updateEvery': 0 };
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      await window.openFile(file);
      await start(window, 'Cannot pay');
      await logged(window, 'incident-declared');
      await window.webview('.breakwater-runbook').waitFor('.step-title');
      await new Promise((resolve) => setTimeout(resolve, 700));
      // Any change is looked at; else the clock does it.
      window.begin('breakwater.incident.acknowledge');
      await status(window, /Cannot pay.*escalate/);
      window.begin('breakwater.incident.acts');
      await question(window, 'escalate to on-call checkout');
      await picture(window, 'incident-5-due');
      await window.pick('escalate to on-call checkout');
      await choose(window, 'Choose who is called in', 'on-call checkout');
      await logged(window, 'escalated', { to: 'on-call checkout' });
      await waitFor('the message', async () =>
        (await window.page.locator('.editor-instance .view-lines').allInnerTexts())
          .join('\n')
          .replaceAll('\u00a0', ' ')
          .includes('we need your help with SEV2 Cannot pay')
          ? true
          : undefined,
      );
      await window.configure({ 'breakwater.incidents.updateEvery': 0.01 });
      window.begin('breakwater.incident.mitigate');
      await status(window, /Cannot pay.*update due/);
      window.begin('breakwater.incident.recordUpdate');
      await choose(window, 'Choose where you sent', '#incidents');
      const sent = await logged(window, 'update-sent', { channel: '#incidents' });
      assert.match(String(sent['text']), /^on-call checkout: we need your help/);
    });
  });

  it('tells in one sentence that nothing is open', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.openFile(file);
      window.begin('breakwater.incident.note');
      await waitFor('the sentence', async () =>
        (await said(window)).some((text) => text.includes('No incident is open')) ? true : undefined,
      );
      assert.ok(!existsSync(join(window.folder, '.breakwater')), 'nothing was written');
    });
  });
});
