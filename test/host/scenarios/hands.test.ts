import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { WebviewPage } from '../support/webview.ts';
import type { Window } from '../support/window.ts';

/** Commands that leave a trace each time they run, and one that destroys. */
const text = `# Restore the queue

## 1. Look

\`\`\`sh
echo looked | tee -a looked
\`\`\`

## 2. Say which

\`\`\`sh
echo "order <order-id>" >> ordered
\`\`\`

## 3. Drop it

\`\`\`sh
rm -rf ./scratch
\`\`\`

## 4. Wait

\`\`\`sh
date >> waited
\`\`\`
`;

interface LogEvent {
  readonly type: string;
  readonly block?: string;
  readonly title?: string;
  readonly command?: string;
  readonly value?: string;
  readonly outcome?: string;
  readonly reason?: string;
}

/** What the log on disk holds of the run now: what counts is what is written, not what is shown. */
function logged(window: Window): readonly string[] {
  const folder = join(window.folder, '.breakwater/runs');
  if (!existsSync(folder)) return [];
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'));
  return logs
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as LogEvent)
    .flatMap(({ type, title, command, value, outcome, reason }) => {
      if (type === 'block-started') return [`ran ${command}`];
      if (type === 'step-ticked') return [`ticked ${title}`];
      if (type === 'step-unticked') return [`unticked ${title}`];
      if (type === 'block-refused') return [`refused: ${reason}`];
      if (type === 'variable-set') return [`set ${value}`];
      return type === 'run-ended' ? [`ended ${outcome}`] : [];
    });
}

/** The focus in the page, as the step or the field that has it. */
function focused(page: WebviewPage): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    if (at instanceof HTMLElement && at.dataset['ask']) return `field ${at.dataset['ask']}`;
    if (at?.matches('.document [data-step]')) return `step ${at.textContent?.trim()}`;
    return `${at?.tagName} ${at?.className}${document.hasFocus() ? '' : ', in a page without the focus'}`;
  }, undefined);
}

const block = (index: number): string => `.block-command >> nth=${index}`;

/** Waits a little, in which a command that must not run could have. */
const settle = (window: Window): Promise<void> => window.page.waitForTimeout(700);

async function open(window: Window): Promise<WebviewPage> {
  writeFileSync(join(window.folder, 'own.md'), text);
  await window.command('vscode.openWith', window.uri('own.md'), 'breakwater.runbook');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  return page;
}

const settings = { 'breakwater.runs.location': 'workspace' };

describe('Tired hands', () => {
  it('run, tick, fill in, refuse and finish by mouse and keyboard mixed, and nothing else', async () => {
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      const page = await open(window);
      const expected: string[] = [];
      const logIs = async (...more: string[]): Promise<void> => {
        expected.push(...more);
        await waitFor(`the log: ${more.join(', ')}`, async () => logged(window).length >= expected.length || undefined);
        await settle(window);
        assert.deepEqual(logged(window), expected);
      };
      const focusIs = (what: string): Promise<unknown> =>
        waitFor(`the focus on ${what}`, async () => {
          const now = await focused(page);
          if (now === what) return true;
          throw new Error(now);
        });

      // A click runs once; the focus is on the step, where Space ticks and runs nothing.
      await page.click(`${block(0)} >> .run`);
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      await logIs('ran echo looked | tee -a looked');
      await focusIs('step 1. Look');
      await window.press('Space');
      await logIs('ticked 1. Look');
      await focusIs('step 2. Say which');

      // A value that is missing is asked for in place: typing it is no shortcut, and Enter goes on with the run.
      await page.click(`${block(1)} >> .run`);
      await focusIs('field order-id');
      await window.page.keyboard.type('r js4n');
      await logIs();
      await window.press('Escape');
      await focusIs('step 2. Say which');
      await page.click(`${block(1)} >> .run`);
      await focusIs('field order-id');
      await window.page.keyboard.type("r 47's");
      await window.press('Enter');
      await page.waitFor(`${block(1)} >> .result`, 'Succeeded');
      await logIs("set r 47's", `ran echo "order r 47's" >> ordered`);
      assert.equal(readFileSync(join(window.folder, 'ordered'), 'utf8'), "order r 47's\n");
      assert.match(await page.text(`${block(1)} >> .code`), /order r 47's/);
      assert.equal(await page.text(`${block(1)} >> .value`), "r 47's");
      await focusIs('step 2. Say which');

      // A click on another step makes it current: Space ticks that one, and u takes it back.
      await page.click('.document h2:has-text("4. Wait")');
      await window.press('Space');
      await logIs('ticked 4. Wait');
      await window.press('u');
      await logIs('unticked 4. Wait');

      // What destroys is asked; refused, it does not run, and the page has the focus on the step.
      await page.click(`${block(2)} >> .run`);
      await window.page.locator('.quick-input-widget input:focus').waitFor();
      await window.page.keyboard.type('r ');
      await window.press('Escape');
      await page.waitFor(`${block(2)} >> .block-message`, 'Not run');
      await logIs('refused: confirmation cancelled');
      await page.waitFor('.side .step[data-status=refused]', '3. Drop it');
      await focusIs('step 3. Drop it');
      await window.press('Space');
      await logIs('ticked 3. Drop it');

      // The end of a run is asked with what it leaves open.
      await page.click('.finish');
      assert.match((await waitFor('the question', () => window.dialog())) ?? '', /2 steps unfinished/);
      await window.press('Escape');
      await logIs();
      await page.click('.finish');
      await waitFor('the question', () => window.dialog());
      await window.clickButton('Finish');
      await page.waitFor('.bar .chip', 'run finished');
      await logIs('ended incomplete');
    });
  });

  it('run nothing by a bare letter, by Space, by a held key, or by Enter in a note', async () => {
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      const page = await open(window);
      const ran = (): readonly string[] => logged(window).filter((line) => line.startsWith('ran'));
      await page.click('.document h2:has-text("1. Look")');
      for (const key of 'abdfghilmopqrtwxyz0123456789') await window.press(key);
      await window.press('Enter');
      await waitFor('the focus on Run', async () => (await page.count('.run:focus')) === 1 || undefined);
      await window.press('Space');
      await settle(window);
      assert.deepEqual(ran(), []);

      await window.press('Escape');
      await window.press('n');
      await page.fill('dialog textarea', 'nothing runs');
      await page.press('dialog textarea', 'Control+Enter');
      await page.waitFor('.notes', 'nothing runs');
      await settle(window);
      assert.deepEqual(ran(), []);

      // Enter goes to Run, Enter there runs, and more of it runs nothing again.
      await page.click('.document h2:has-text("1. Look")');
      await window.press('Enter');
      for (let held = 0; held < 8; held++) await window.page.keyboard.down('Enter');
      await window.page.keyboard.up('Enter');
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      for (let again = 0; again < 3; again++) await window.press('Enter');
      await window.press('Control+Enter');
      await settle(window);
      assert.deepEqual(ran(), ['ran echo looked | tee -a looked']);

      // A double click runs once, and its second half cancels nothing.
      await (await page.frame()).locator(`${block(0)} >> .run`).dblclick();
      await waitFor('the second run', async () => ran().length === 2 || undefined);
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      await settle(window);
      assert.equal(ran().length, 2);
    });
  });

  it('find the focus on the page after it is drawn again', async () => {
    await withWindow({ workspace: 'checkout', settings }, async (window) => {
      const page = await open(window);
      await page.click('.document h2:has-text("2. Say")');
      await page.click(`${block(1)} >> .run`);
      await page.waitFor('.block-ask', 'order-id');
      await window.page.keyboard.type('47');
      await window.edit('own.md', text.replace('## 1. Look', '## 1. Look around\n\nA new sentence.'));
      await page.waitFor('.document', 'A new sentence.');
      await settle(window);
      assert.equal(await focused(page), 'field order-id');
      await window.page.keyboard.type('11');
      await window.press('Enter');
      await page.waitFor(`${block(1)} >> .result`, 'Succeeded');
      assert.equal(readFileSync(join(window.folder, 'ordered'), 'utf8'), 'order 4711\n');
      await window.edit('own.md', text);
      await waitFor('the old text', async () => (await page.count('text=A new sentence.')) === 0 || undefined);
      await settle(window);
      assert.equal(await focused(page), 'step 2. Say which');
    });
  });
});
