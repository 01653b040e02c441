import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';
import { eventsOf } from '../../incident/sample.ts';
import { usual } from '../../incident/runs.ts';

const DAY = 86_400_000;
const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
const lines = (events: readonly object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** A year of incidents, with a run each, and one that is open. */
function writeLogs(window: Window): void {
  const folder = (name: string): string => {
    const path = join(window.folder, '.breakwater', name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const [incidents, runs] = [folder('incidents'), folder('runs')];
  const services = [['checkout'], ['checkout', 'payments'], ['search'], ['payments'], [`notify ${token} <b>&`]];
  const begin = Date.now() - 300 * DAY;
  for (let index = 0; index < 24; index++) {
    const iso = (minute: number): string => new Date(begin + index * 12 * DAY + minute * 60_000).toISOString();
    const events = eventsOf({
      incident: `INC-${index}`,
      declared: iso(0),
      started: iso(-(index % 4) * 3),
      severity: `SEV${1 + (index % 3)}`,
      services: services[index % services.length]!,
      slo: '99.9% over 30 days',
      drill: index % 9 === 8,
      phases: {
        acknowledged: iso(2 + ((index * 7) % 13)),
        mitigated: iso(20 + ((index * 17) % 60)),
        resolved: iso(80 + ((index * 31) % 180)),
      },
    });
    writeFileSync(join(incidents, `INC-${index}.jsonl`), lines(events));
    writeFileSync(join(runs, `run-${index}.jsonl`), lines(usual(`run-${index}`, iso(3)).events));
  }
  const open = eventsOf({ incident: 'INC-open', declared: new Date().toISOString(), services: ['billing'] });
  writeFileSync(join(incidents, 'INC-open.jsonl'), lines(open));
}

describe('The incident dashboard', () => {
  it('shows the numbers in every theme, is read by keyboard, and follows the logs', async () => {
    const settings = { 'breakwater.runs.location': 'workspace' };
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      writeLogs(window);
      await window.command('breakwater.incidents.dashboard');
      const page = window.webview('body.breakwater-dashboard');
      await page.waitFor('h1', 'Incident Dashboard');
      assert.ok((await page.count('svg.columns[role=img]')) >= 5);
      assert.match(await page.text('#by-service + .plots'), /checkout[^]*MTTR|MTTA/);
      assert.match(await page.text('section[aria-labelledby=runbooks]'), /Cache down \(runbooks\/cache\.md\)\s+24\s+0/);
      const text = await page.text('main');
      assert.ok(text.includes('<b>&'), 'HTML shows as text');
      assert.ok(!text.includes(token), 'no secret');
      assert.equal(await page.count('script, img, link, iframe'), 0);

      const folder = process.env['PICTURES'];
      for (const theme of ['light', 'dark', 'hc'] as const) {
        await window.setTheme(theme);
        if (!folder) continue;
        for (const place of ['h1', '#by-service', '#by-month', '#runbooks']) {
          await (
            await page.frame()
          )
            .locator(place)
            .first()
            .evaluate((one) => one.scrollIntoView());
          await window.screenshot(join(folder, `dashboard-${theme}-${place.replace('#', '')}.png`));
        }
      }

      // The tables behind the plots open with the keyboard.
      await page.press('section[aria-labelledby=by-service] summary', 'Enter');
      assert.equal(await page.count('details[open] .figures'), 1);
      assert.match(await page.text('details[open] .figures'), /MTTD, median \/ mean/);

      // What is written to the logs shows by itself.
      assert.match(await page.text('.tiles'), /of 22/);
      await window.command('breakwater.incident.acknowledge');
      await waitFor('the new time', async () => /MTTA[^]*of 23/.test(await page.text('.tiles')) || undefined);

      // Nothing but keys: the command, and the page scrolls.
      await window.command('workbench.action.closeAllEditors');
      await window.press('F1');
      await window.page.keyboard.type('Breakwater: Incident Dashboard');
      await window.press('Enter');
      await page.waitFor('h1', 'Incident Dashboard');
      const top = (): Promise<number> => page.evaluate(() => document.scrollingElement!.scrollTop, undefined);
      await waitFor('the page to scroll', async () => {
        await window.press('PageDown');
        return (await top()) > 0 || undefined;
      });
    });
  });
});
