import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { WebviewPage } from '../support/webview.ts';
import type { Window } from '../support/window.ts';

async function open(window: Window, text: string): Promise<WebviewPage> {
  writeFileSync(join(window.folder, 'own.md'), text);
  await window.command('vscode.openWith', window.uri('own.md'), 'breakwater.runbook');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  return page;
}

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n\n`;
const block = (index: number): string => `.block-command >> nth=${index}`;
const wanting =
  '---\nrequires: [sh, no-such-tool-here, "env: REGION"]\nenv-file: my.env\nprofile: {aws: payments-dev}\n---\n' +
  `# Wanting\n\n## 1. Look\n${sh('echo "token $API_TOKEN in $REGION by $AWS_PROFILE."')}`;

describe('Before the first step', () => {
  it('requirements are checked, and nothing is loaded before it is chosen', async () => {
    await withWindow(
      { workspace: 'checkout', settings: { 'breakwater.runs.location': 'workspace' } },
      async (window) => {
        writeFileSync(join(window.folder, 'my.env'), 'API_TOKEN=tok-12345\nREGION=eu-west-7\nPATH=./bin\n');
        const page = await open(window, wanting);
        const section = await page.waitFor('.start', 'no-such-tool-here');
        assert.match(section, /not on PATH/);
        await page.waitFor('.start', 'sets API_TOKEN, REGION; never taken from a file: PATH');
        await page.waitFor('.before-start', 'env-file not loaded, profile not set');
        assert.doesNotMatch(await page.text('.main'), /tok-12345|eu-west-7/);
        assert.equal(existsSync(join(window.folder, '.breakwater/runs')), false, 'looking begins no run');

        await page.click('.before-start');
        await page.click('[data-act=load-environment]');
        await page.waitFor('.start-loaded', 'Set by this runbook’s env-file');
        await page.waitFor('.start-check:nth-child(3)', "set by this runbook's env-file");
        await page.click('[data-act=use-profile]');
        await page.waitFor('.start', 'Set by this runbook’s profile');
        await page.click('[data-act=check-requirements]');
        await page.waitFor('.start', 'not met: not on PATH');

        await page.click(`${block(0)} >> .run`);
        await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
        assert.match(await page.text('.output'), /token \*+ in \*+ by payments-dev\./);
        const runs = join(window.folder, '.breakwater/runs');
        const names = readdirSync(runs).filter((name) => statSync(join(runs, name)).isFile());
        const written = names.map((name) => readFileSync(join(runs, name), 'utf8'));
        assert.doesNotMatch(written.join('\n'), /tok-12345|eu-west-7/);
        assert.match(written.join('\n'), /Environment loaded from my\.env: API_TOKEN, REGION/);
      },
    );
  });

  it('what is not met is told before the first command, and restricted windows load nothing', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const text = `---\nrequires: [no-such-tool-here]\n---\n# Wanting\n\n## 1. Look\n${sh('echo looked')}`;
      const page = await open(window, text);
      await page.click(`${block(0)} >> .run`);
      assert.match((await waitFor('the question', () => window.dialog())) ?? '', /no-such-tool-here \(not on PATH\)/);
      await window.press('Escape');
      await page.waitFor(`${block(0)}`, 'Not met: no-such-tool-here');
      await page.click(`${block(0)} >> .run`);
      await waitFor('the question', () => window.dialog());
      await window.clickButton('Run Anyway');
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
    });
    await withWindow({ workspace: 'checkout', trusted: false }, async (window) => {
      writeFileSync(join(window.folder, 'my.env'), 'API_TOKEN=tok-12345\n');
      const page = await open(window, wanting);
      const section = await page.waitFor('.start', 'not checked');
      assert.doesNotMatch(section, /API_TOKEN/);
      assert.equal(await page.count('.start button:enabled'), 0);
    });
  });
});

describe('Many commands at once', () => {
  it('run all in a section, of several ways one, and what failed once more', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const tabs = ['A', 'B'].map((name) => `=== "Way ${name}"\n${sh(`echo way-${name}`).replace(/^(?=.)/gm, '    ')}`);
      const page = await open(
        window,
        `# Two parts\n\n## Deploy\n\n1. First\n${sh('echo first').replace(/^(?=.)/gm, '   ')}` +
          `2. Second\n${sh('test -e there').replace(/^(?=.)/gm, '   ')}` +
          `## Then\n\n1. Third\n${sh('echo third').replace(/^(?=.)/gm, '   ')}\n## Install\n\n${tabs.join('\n')}`,
      );
      await page.click('.side .step .step-link >> nth=0');
      window.begin('breakwater.run.runSection');
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      await page.waitFor(`${block(1)} >> .result`, 'Failed');
      assert.equal(await page.attribute('.side .step >> nth=2', 'data-status'), 'not-started');

      writeFileSync(join(window.folder, 'there'), '');
      window.begin('breakwater.run.rerunFailed');
      await page.waitFor(`${block(1)} >> .result`, 'Succeeded');
      assert.equal(await page.attribute('.side .step >> nth=2', 'data-status'), 'not-started');
      rmSync(join(window.folder, 'there'));
      // Nothing has failed any more: nothing runs.
      await window.command('breakwater.run.rerunFailed');
      await page.waitFor(`${block(1)} >> .result`, 'Succeeded');

      await page.click('.side .step:last-child .step-link');
      // The extension learns of the click by a message, which the command may overtake where the machine is busy.
      let asked = 0;
      await waitFor('the ways', async () => {
        if (asked++ % 20 === 0) window.begin('breakwater.run.runSection');
        return (await window.page.locator('.quick-input-list .monaco-list-row').count()) === 2 || undefined;
      });
      await window.pick('Way B');
      await page.waitFor(`${block(4)} >> .result`, 'Succeeded');
      assert.doesNotMatch((await page.texts(`${block(3)} >> .result`)).join(), /Succeeded/);
    });
  });

  it('run all stops at what is by hand, and asks whether a case is given', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const page = await open(
        window,
        `# Stops\n\n## 1. Node\n${sh('touch first')}Shut the node down in the console.\n${sh('touch second')}` +
          `## 2. Disk\n\nIf the disk is full, run:\n${sh('touch third')}## 3. End\n${sh('touch fourth')}`,
      );
      const made = (name: string): boolean => existsSync(join(window.folder, name));
      await page.click('.side .step .step-link >> nth=0');
      window.begin('breakwater.run.runSection');
      assert.match((await waitFor('by hand', () => window.dialog())) ?? '', /Shut the node down in the console/);
      await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
      await window.press('Escape');
      await page.waitFor(block(1), 'Stopped here: first by hand: "Shut the node down in the console".');
      assert.equal(made('second'), false);

      window.begin('breakwater.run.runSection');
      await waitFor('by hand', () => window.dialog());
      await window.clickButton('Done');
      await waitFor('the case', async () => (await window.dialog())?.includes('If the disk is full') || undefined);
      assert.equal(made('second'), true);
      await window.clickButton('Leave Out');
      await page.waitFor(`${block(3)} >> .result`, 'Succeeded');
      assert.deepEqual([made('third'), made('fourth')], [false, true]);
    });
  });

  it('a step that is clicked in the view is the one that the page goes to', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      writeFileSync(
        join(window.folder, 'own.runbook.md'),
        `# Listed\n\n## 1. Alpha\n${sh('echo a')}## 2. Beta\n${sh('echo b')}`,
      );
      await window.command('breakwater.runbooks.focus');
      const rows = window.page.locator('.pane-body .monaco-list-row');
      const listed = rows.filter({ hasText: 'Listed' });
      await waitFor('the runbook', async () => (await listed.count()) === 1 || undefined);
      await listed.locator('.monaco-tl-twistie').click();
      await rows.filter({ hasText: 'Beta' }).click();
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.side .step.current .step-title', 'Beta');
    });
  });
});
