import { strict as assert } from 'node:assert';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, faint, focus, stumbles } from '../support/pageAudit.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { WebviewPage } from '../support/webview.ts';
import type { Window } from '../support/window.ts';
import { repository } from '../support/workspace.ts';

const file = 'runbooks/payment-latency.runbook.md';

async function openRunbook(window: Window, path = file): Promise<WebviewPage> {
  await window.command('vscode.openWith', window.uri(path), 'breakwater.runbook');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  return page;
}

const has = (what: string, page: WebviewPage, selector: string): Promise<unknown> =>
  waitFor(what, async () => (await page.count(selector)) > 0);

describe('The runbook view', () => {
  it('is worked by keyboard alone, shows the focus, and can be heard', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const page = await openRunbook(window);
      const frame = await page.frame();
      const current = async (): Promise<number> =>
        frame.evaluate(() => [...document.querySelectorAll('.side .step')].findIndex((one) => one.matches('.current')));
      const at = (index: number): Promise<unknown> =>
        waitFor(`step ${index}`, async () => ((await current()) === index ? true : undefined));
      const press = (key: string): Promise<void> => page.press('.main', key);

      await press('j');
      await at(1);
      const { on, seen } = await audit(frame, focus, undefined);
      assert.match(on, /^(?:LI|DIV) step-/);
      assert.ok(seen);
      await press('ArrowDown');
      await at(2);
      await press('ArrowUp');
      await at(1);
      await press('k');
      await at(0);
      await press('Space');
      await has('the tick', page, '.side .step[data-status=done]');
      await waitFor('its announcement', async () => /Say in .*: done/.test(await page.text('.visually-hidden')));
      await press('j');
      await press('Enter');
      await has('Run', page, '.run:focus');
      await window.press('Enter');
      await page.waitFor('.result', 'Succeeded');
      await waitFor('the result to be said', async () => /Succeeded/.test(await page.text('.visually-hidden')));
      await press('s');
      await has('the question why', page, 'dialog input:focus');
      assert.deepEqual(await audit(frame, stumbles, undefined), []);
      await page.press('dialog input', 'Escape');
      await press('n');
      await page.fill('dialog textarea', 'p99 fell to 900 ms');
      assert.deepEqual(await audit(frame, stumbles, undefined), []);
      await page.press('dialog textarea', 'Control+Enter');
      await page.waitFor('.notes', 'p99 fell to 900 ms');
      await press('v');
      await has('the first value', page, '#blank-order-id:focus');
      await page.press('#blank-order-id', 'Escape');
      await press('/');
      await has('the filter', page, '.filter:focus');
      await page.press('.filter', 'Escape');
      await press('?');
      await has('the keys', page, 'dialog .keys');
      assert.equal((await audit(frame, focus, undefined)).seen, true);
      await page.press('dialog button', 'Enter');
      await waitFor('the keys to go', async () => (await page.count('dialog')) === 0);
      assert.deepEqual(await audit(frame, stumbles, undefined), []);

      const passed = new Set<string>();
      await page.press('.filter', 'Tab');
      for (let stop = 0; stop < 45; stop++) {
        const { on, seen } = await audit(frame, focus, undefined);
        if (on.startsWith('BODY')) break;
        assert.ok(seen, `the focus on ${on} is visible`);
        passed.add(on.replace(/ .*/, ''));
        await window.press('Tab');
      }
      for (const kind of ['BUTTON', 'INPUT', 'PRE']) assert.ok(passed.has(kind), `${kind} is reached by Tab`);

      await press('e');
      await waitFor('the source', async () => (await window.page.locator('.monaco-editor .view-line').count()) > 0);
    });
  });

  it('can be read in every theme, at 200 %, in a narrow panel and without motion, and keeps its state', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const page = await openRunbook(window);
      const frame = await page.frame();
      await window.command('workbench.action.toggleSidebarVisibility');
      await page.press('.main', 'Space');
      await has('the tick', page, '.side .step[data-status=done]');
      await page.click('.block-command .run');
      await page.waitFor('.result', 'Succeeded');
      const back = (): Promise<string> => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const seen = new Set<string>();
      const hard: string[] = [];
      for (const [theme, least] of [
        ['Default Dark Modern', 4.5],
        ['Default Light Modern', 4.5],
        ['Default High Contrast', 7],
        ['Default High Contrast Light', 7],
      ] as const) {
        const before = await back();
        await window.configure({ 'workbench.colorTheme': theme });
        if (seen.size > 0) await waitFor(`the colours of ${theme}`, async () => (await back()) !== before || undefined);
        seen.add(theme);
        for (const text of await audit(frame, faint, least)) hard.push(`${theme}: ${text}`);
        assert.equal(await page.count('.side .step[data-status=done]'), 1);
        await page.waitFor('.result', 'Succeeded');
      }

      assert.deepEqual(hard, [], 'texts that are hard to read');

      const overflow = (): Promise<string[]> =>
        frame.evaluate(() =>
          ['html', '.main', '.side']
            .map((name) => [name, document.querySelector(name)!] as const)
            .filter(([, element]) => element.scrollWidth > element.clientWidth)
            .map(([name, element]) => `${name} ${element.scrollWidth} > ${element.clientWidth}`),
        );
      // 200 % of a window of 1440 by 900, and a panel of 300 pixels.
      for (const size of [
        { width: 720, height: 450 },
        { width: 350, height: 900 },
      ]) {
        await window.page.setViewportSize(size);
        await waitFor('the new width', () => frame.evaluate((most) => innerWidth < most || undefined, size.width));
        assert.deepEqual(await overflow(), [], `${size.width} px`);
        const shown = await frame.evaluate(() => document.querySelector('.main')!.clientHeight);
        assert.ok(shown > 200, `${shown} px of the document are shown at ${size.width} px`);
      }

      await window.page.emulateMedia({ reducedMotion: 'reduce' });
      const moving = await frame.evaluate(
        () =>
          [...document.querySelectorAll('#app *')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')
            .length,
      );
      assert.equal(moving, 0);
    });
  });

  it('shows the images beside it, the words of those that are gone or far, and follows its links', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      cpSync(join(repository, 'media', 'icon.png'), join(window.folder, 'runbooks', 'a dot.png'));
      const text =
        '# Images\n\n![near](<a dot.png>) ![gone](gone.png) ![far](https://a.invalid/far.png)\n\n' +
        '- [ ] Restart it, see [the other one](queue-backlog.md#diagnose) and [the end](#the-end)\n\n' +
        'Prose to scroll past.\n\n'.repeat(200) +
        '## The end\n';
      writeFileSync(join(window.folder, 'runbooks', 'images.md'), text);
      const page = await openRunbook(window, 'runbooks/images.md');
      await waitFor('the image', () =>
        page.evaluate(() => document.querySelector<HTMLImageElement>('.document img')?.naturalWidth, undefined),
      );
      await page.waitFor('.no-image', 'gone');
      await page.waitFor('.document', 'far');
      assert.equal(await page.count('.document img'), 1);
      await page.click('.document a:has-text("the end")');
      await waitFor('the end', () =>
        page.evaluate(() => document.querySelector('.main')!.scrollTop > 1_000, undefined),
      );
      await page.click('.document a:has-text("the other one")');
      await waitFor('the other file', async () => (await window.tabs()).includes('queue-backlog.md'));
    });
  });

  it('keeps notes and filter over a reload, and lists owner, freshness and open runs', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const days = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
      const runbook = (title: string, reviewed: string): string =>
        `---\ntitle: ${title}\nowner: team-storage\nlastReviewed: ${reviewed}\nreviewEvery: 90d\n---\n\n- [ ] Restart it\n`;
      writeFileSync(join(window.folder, 'runbooks', 'aaa-fresh.md'), runbook('A fresh one', days(3)));
      writeFileSync(join(window.folder, 'runbooks', 'aab-stale.md'), runbook('A stale one', days(100)));

      const page = await openRunbook(window);
      await page.press('.main', 'n');
      await page.fill('dialog textarea', 'the provider is slow');
      await page.press('dialog textarea', 'Control+Enter');
      await page.waitFor('.notes', 'the provider is slow');
      await page.fill('.filter', 'latency');
      const visible = (): Promise<number> =>
        page.evaluate(() => document.querySelectorAll('.side .step:not([hidden])').length, undefined);
      assert.equal(await visible(), 1);

      await window.reload();
      await page.waitFor('.notes', 'the provider is slow');
      assert.equal(
        await page.evaluate(() => document.querySelector<HTMLInputElement>('.filter')!.value, undefined),
        'latency',
      );
      assert.equal(await visible(), 1);

      await window.command('breakwater.runbooks.focus');
      const rows = await waitFor('five runbooks', async () => {
        const texts = await window.page.locator('.pane-body .monaco-list-row').allInnerTexts();
        const listed = texts.filter((text) => !/not finished/i.test(text));
        return listed.filter((text) => /A fresh|A stale|Payment|Database|Paid/.test(text)).length === 5
          ? texts
          : undefined;
      });
      const said = rows.map((row) => row.replace(/\s+/g, ' ').trim());
      assert.match(said[0]!, /^Payment latency is high ?\d+ of \d+ done[^|]*, team-payments/);
      assert.ok(
        said.some((row) => /A fresh one ?team-storage, reviewed 3 days ago/.test(row)),
        said.join(' | '),
      );
      assert.ok(
        said.some((row) => /A stale one ?team-storage, review overdue by 10 days/.test(row)),
        said.join(' | '),
      );
    });
  });
});
