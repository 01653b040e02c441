import { strict as assert } from 'node:assert';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { WebviewPage } from '../support/webview.ts';
import type { Window } from '../support/window.ts';

async function open(window: Window, text: string, name = 'own.md'): Promise<WebviewPage> {
  writeFileSync(join(window.folder, name), text);
  await window.command('vscode.openWith', window.uri(name), 'breakwater.runbook');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  return page;
}

const lines = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length : 0);
const clipboard = (window: Window): Promise<string> => window.page.evaluate(() => navigator.clipboard.readText());
const block = (index: number): string => `.block-command >> nth=${index}`;

describe('A run', () => {
  it('goes on when its tab is closed, is told of in the status bar, and is found again', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const text =
        '# Long haul\n\n## 1. Wait\n\n```sh\nuntil [ -e stop ]; do echo tick | tee -a ticks; sleep 0.1; done\n```\n';
      const page = await open(window, text);
      await page.press('.main', 'Control+Enter');
      await page.waitFor('.output', 'tick');
      const ticks = join(window.folder, 'ticks');
      await window.command('workbench.action.closeAllEditors');
      await waitFor('the tab to go', async () => !(await page.isOpen()));
      const entry = (): Promise<string | undefined> =>
        window.statusBar().then((texts) => texts.find((one) => one.includes('Long haul')));
      assert.match((await waitFor('the status bar', entry)) ?? '', /Long haul 0\/1/);
      const before = lines(ticks);
      await waitFor('it to go on', () => lines(ticks) > before + 3);
      await window.page.locator('.statusbar-item', { hasText: 'Long haul' }).click();
      await page.waitFor('.result', 'Running');
      writeFileSync(join(window.folder, 'stop'), '');
      await page.waitFor('.result', 'Succeeded');
      assert.equal((await page.texts('.output'))[0]?.trim().split('\n').length, lines(ticks) - 1);
      window.begin('breakwater.run.finish');
      assert.match((await waitFor('the question', () => window.dialog())) ?? '', /1 step unfinished/);
      await window.clickButton('Finish');
      await waitFor('the status bar to be free', async () => !(await entry()));
    });
  });

  it('can be a dry run, which executes nothing, or a drill, which is kept as one', async () => {
    await withWindow(
      { workspace: 'checkout', settings: { 'breakwater.runs.location': 'workspace' } },
      async (window) => {
        const page = await open(
          window,
          '# Two\n\n## 1. Make\n\n```sh\ntouch made\n```\n\n## 2. Look\n\n```sh\nls made\n```\n',
        );
        await window.command('breakwater.run.startDryRun');
        await page.waitFor('.bar .chip', 'dry run');
        await page.click(`${block(1)} >> .more`);
        await page.click('.menu .run-to');
        await page.waitFor(`${block(1)} >> .result`, 'this would run in');
        await page.waitFor(`${block(0)} >> .result`, 'Not started');
        assert.equal(existsSync(join(window.folder, 'made')), false);
        const runs = join(window.folder, '.breakwater/runs');
        assert.equal(existsSync(runs), false, 'a dry run is not kept');

        window.begin('breakwater.run.startDrill');
        await window.page.locator('.quick-input-widget input:focus').waitFor();
        await window.page.keyboard.press('Enter');
        await page.waitFor('.bar .chip', 'drill');
        await page.click(`${block(0)} >> .run`);
        await page.waitFor(`${block(0)} >> .result`, 'Succeeded');
        assert.equal(existsSync(join(window.folder, 'made')), false, 'a drill executes nothing');
        assert.match(readFileSync(join(runs, '.gitattributes'), 'utf8'), /merge=union/);
        // Another run would end this one: that is asked.
        window.begin('breakwater.run.startNew');
        assert.match((await waitFor('the question', () => window.dialog())) ?? '', /unfinished run/);
        await window.page.keyboard.press('Escape');
        await page.waitFor('.bar .chip', 'drill');
      },
    );
  });

  it('takes down what a responder says, and hands out a result without secrets', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const front = '---\nescalation: [head of payments]\ncommunication: ["#incidents"]\n---\n';
      const page = await open(
        window,
        `${front}# Say\n\n## 1. Ask\n\n\`\`\`sh\necho "token ghp_${'a'.repeat(36)}"; seq 3\n\`\`\`\n`,
      );
      const say = async (kind: string, field: string | undefined, text: string | undefined): Promise<void> => {
        await page.press('.main', 'n');
        await (await page.frame()).locator('dialog select').selectOption({ label: kind });
        if (field !== undefined) await page.fill('dialog input', field);
        if (text !== undefined) await page.fill('dialog textarea', text);
        await page.press(text === undefined ? 'dialog input' : 'dialog textarea', 'Control+Enter');
        await waitFor('the dialog to go', async () => (await page.count('dialog')) === 0);
      };
      await say('severity', 'SEV1', undefined);
      await page.waitFor('.bar .chip', 'SEV1');
      await say('role', 'incident commander', 'ada');
      await page.waitFor('.head .chip', 'incident commander: ada');
      await say('escalation', 'head of payments', 'nobody answers');
      await say('message sent', '#incidents', 'we are on it');
      const notes = await page.waitFor('.notes', 'we are on it');
      assert.match(notes, /escalated to head of payments\s+nobody answers/);

      await page.press('.main', 'Control+Enter');
      await page.waitFor('.result', 'Succeeded');
      await page.click('.more');
      await page.click('.menu .copy-result');
      const text = await waitFor('the clipboard', async () =>
        /Ask\*\*/.test(await clipboard(window)) ? clipboard(window) : undefined,
      );
      assert.match(text, /succeeded with exit code 0/);
      assert.match(text, /token \*\*\*\n1\n2\n3\n/);
      assert.doesNotMatch(text, /ghp_/);
      await page.click('.fold-output');
      assert.equal(await page.count('.output:visible'), 0);
      await page.press('.fold-output', 'Enter');
      assert.equal(await page.count('.output:visible'), 1);
    });
  });

  it('runs any command in a terminal where that is asked for', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.configure({ 'terminal.integrated.gpuAcceleration': 'off' });
      const page = await open(
        window,
        '# Ask\n\n## 1. Ask\n\n```sh\necho "who is" there\nuntil [ "$(head -n 1)" = ada ]; do :; done; echo "hello ada!"\nfalse\necho never\n```\n',
      );
      await page.click('.more');
      await page.click('.menu .run-terminal');
      await window.page.locator('.terminal.xterm').first().waitFor();
      await page.waitFor('.result', 'Running');
      // What is typed before the question would be read by the shell's prompt, among the commands.
      await page.waitFor('.output', 'who is there');
      await waitFor('the answer to be taken', async () => {
        await window.page.locator('.terminal.xterm').first().click();
        await window.page.keyboard.type('ada\n');
        return (await page.texts('.output'))[0]?.includes('hello ada!');
      });
      await page.waitFor('.result', 'exit code 1');
      assert.doesNotMatch((await page.texts('.output'))[0] ?? '', /^never/m);
    });
  });
});

describe('Restricted Mode', () => {
  it('runs nothing, by any door', async () => {
    const programs = mkdtempSync(join(tmpdir(), 'breakwater-programs-'));
    // Whoever is asked what it acts on leaves a trace.
    for (const name of ['kubectl', 'git', 'aws']) {
      writeFileSync(join(programs, name), `#!/bin/sh\ntouch '${programs}/asked-${name}'\n`);
      chmodSync(join(programs, name), 0o755);
    }
    const env = { PATH: `${programs}${delimiter}${process.env['PATH']}` };
    try {
      await withWindow({ workspace: 'checkout', trusted: false, env }, async (window) => {
        mkdirSync(join(window.folder, 'ran'));
        const commands = ['touch ran/plain', 'touch ran/asks', 'kubectl get pods > ran/kubectl'];
        const blocks = commands.map((command, index) => {
          const info = index === 1 ? 'sh {interactive=true}' : 'sh';
          return `## ${index + 1}. Step\n\n\`\`\`${info}\n${command}\n\`\`\`\n`;
        });
        const page = await open(window, `# Doors\n\n${blocks.join('\n')}`);
        await page.waitFor('.banner-refusal', 'Restricted Mode');
        // A page that were taken over would send the messages itself.
        await page.evaluate(() => {
          document.querySelector<HTMLButtonElement>('.more')!.click();
          for (const one of document.querySelectorAll<HTMLButtonElement>('.run, .run-to, .run-terminal')) {
            one.disabled = false;
            one.click();
          }
        }, undefined);
        await page.waitFor('.block-message', 'Restricted Mode');
        const act = (id: string): Promise<unknown> => window.command(`breakwater.run.${id}`).catch(() => undefined);
        for (const id of ['runBlock', 'runToHere', 'startDryRun', 'runBlock']) await act(id);
        window.begin('breakwater.run.startDrill');
        // Runs that were begun before are in its way, and are ended first.
        await waitFor('the question', async () => {
          if ((await window.dialog()) !== undefined) await window.page.keyboard.press('Enter');
          return (await window.page.locator('.quick-input-title:visible').count()) > 0;
        });
        await window.page.keyboard.press('Enter');
        for (const id of ['runBlock', 'runToHere']) await act(id);
        await page.press('.main', 'Control+Enter');
        for (const key of ['Enter', 'r', 'j', 'Enter', 'r']) await page.press('.main', key);
        // What was asked for has been answered when this has.
        await page.press('.main', 'n');
        await page.fill('dialog textarea', 'still here');
        await page.press('dialog textarea', 'Control+Enter');
        await page.waitFor('.notes', 'still here');
        assert.deepEqual(
          commands.map((command) => existsSync(join(window.folder, command.split(' ').at(-1)!))),
          [false, false, false],
        );
        assert.equal(await page.count('.result-word'), 0);
        assert.equal(await window.page.locator('.terminal.xterm').count(), 0);
        assert.equal(existsSync(join(programs, 'asked-kubectl')), false);
      });
    } finally {
      rmSync(programs, { recursive: true, force: true });
    }
  });
});
