import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { repository } from '../support/workspace.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

/** As the system hands a link over; VS Code asks whether the extension may open it. */
async function follow(window: Window, rest: string): Promise<void> {
  window.begin('workbench.action.url.openUrl');
  await window.answer(`vscode://breakwater.breakwater/${rest}`);
  await window.clickButton('Open');
}

/** Waits for a message, on show or put aside. */
async function told(window: Window, part: string): Promise<void> {
  await window.command('notifications.showList');
  const messages = window.page.locator('.notifications-center .notification-list-item-message');
  await waitFor(part, async () => (await messages.allInnerTexts()).some((text) => text.includes(part)));
  await window.command('notifications.clearAll');
}

const book = ['# Failover', '', '## Promote', '', '```sh', 'touch ran-<host> && echo <host> in <zone>', '```', ''].join(
  '\n',
);

describe('Links and proposals', () => {
  it('a link opens a runbook with values filled in, runs nothing, and leads nowhere else', async () => {
    await withWindow(
      { workspace: 'checkout', settings: { 'breakwater.runs.location': 'workspace' } },
      async (window) => {
        writeFileSync(join(window.folder, 'book.md'), book);
        const outside = mkdtempSync(join(tmpdir(), 'breakwater-outside-'));
        writeFileSync(join(outside, 'outside.md'), book);
        symlinkSync(outside, join(window.folder, 'out'));
        const runs = join(window.folder, '.breakwater', 'runs');
        await follow(window, 'open?runbook=book.md&host=db-2&other=x');
        const page = window.webview('.breakwater-runbook');
        await page.waitFor('#blank-host-hint', 'filled in by a link: check it');
        await page.waitFor('.block-command', 'db-2');
        await told(window, "Filled in from the link: host. Check before you run anything. `other` isn't an input");
        assert.equal(existsSync(runs), false, 'the link begins no run');

        for (const [link, refusal] of [
          ['open?runbook=../book.md&host=db-3', '`../book.md` is outside the workspace'],
          ['open?runbook=out/outside.md', 'This path is outside the workspace.'],
          ['run?runbook=book.md', "This link isn't known"],
        ] as const) {
          await follow(window, link);
          await told(window, refusal);
        }

        await page.fill('#blank-zone', 'eu-1');
        await page.press('#blank-zone', 'Tab');
        await waitFor('a record', () => existsSync(runs) && readdirSync(runs).some((name) => name.endsWith('.jsonl')));
        const log = (): string =>
          readdirSync(runs)
            .filter((name) => name.endsWith('.jsonl'))
            .map((name) => readFileSync(join(runs, name), 'utf8'))
            .join('');
        await waitFor('the values', () => log().includes('"eu-1"'));
        assert.match(log(), /"name":"host","secret":false,"value":"db-2","from":"link"/);
        await follow(window, 'open?runbook=book.md&zone=us-9');
        await told(window, '`zone` keeps the value that is set already.');
        assert.equal(existsSync(join(window.folder, 'ran-db-2')), false);
      },
    );
  });

  it('steps that an agent proposed are shown as a runbook, and run only when a person runs them', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      const call = {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'propose_step', arguments: { title: 'Look', reason: 'see', command: 'touch proposed.txt' } },
      };
      const input = `${JSON.stringify(call)}\n`;
      execFileSync(process.execPath, [join(repository, 'dist', 'mcp.js'), window.folder, ''], { input });
      await window.command('breakwater.agents.proposals');
      const page = window.webview('.breakwater-runbook');
      await page.waitFor('.step-title', 'Look');
      await page.waitFor('.block-command', 'touch proposed.txt');
      assert.equal(existsSync(join(window.folder, 'proposed.txt')), false);
      await page.waitFor('dd', window.folder);
      await window.command('notifications.showList');
      await window.clickButton('Discard All');
      await told(window, '1 discarded.');
      await window.command('breakwater.agents.proposals');
      await told(window, 'Agents have proposed no steps.');
    });
  });
});
