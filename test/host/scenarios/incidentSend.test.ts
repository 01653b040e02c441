import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';
import { eventsOf } from '../../incident/sample.ts';

const PATH = '/services/T000/B000/very-secret-path';

/** Answers with these statuses, one after the other, then with 200; keeps what arrived. */
async function receiver(...statuses: number[]): Promise<{ server: Server; address: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(statuses.shift() ?? 200).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`, bodies };
}

function log(window: Window): string {
  return readFileSync(join(window.folder, '.breakwater/incidents/INC-1.jsonl'), 'utf8');
}

async function question(window: Window): Promise<string> {
  return (await waitFor('the question', () => window.dialog())) ?? '';
}

describe('Sending a message', () => {
  it('shows text and receiver first, retries what was not taken, and sends nothing twice', async () => {
    const { server, address, bodies } = await receiver(503);
    try {
      await withWindow({ workspace: 'checkout' }, async (window) => {
        const folder = join(window.folder, '.breakwater/incidents');
        mkdirSync(folder, { recursive: true });
        const events = eventsOf({ incident: 'INC-1', declared: new Date().toISOString() });
        writeFileSync(join(folder, 'INC-1.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
        writeFileSync(join(window.folder, 'update.md'), 'Checkout is down. We are on it.\n');
        await window.command('vscode.open', window.uri('update.md'));

        // The receiver is asked for once, and kept as a secret.
        window.begin('breakwater.incident.sendUpdate');
        await waitFor(
          'the kinds',
          async () =>
            (await window.page.locator('.quick-input-list-row, .quick-input-list .monaco-list-row').count()) > 0,
        );
        await window.pick('json');
        await waitFor(
          'the address',
          async () => (await window.page.locator('.quick-input-widget input[type=password]').count()) > 0,
        );
        await window.answer(address);
        const asked = await question(window);
        assert.match(asked, /Send this message to json \(http:\/\/127\.0\.0\.1:\d+\/\*\*\*\)\?/);
        assert.match(asked, /Checkout is down\. We are on it\./);
        assert.ok(!asked.includes('very-secret-path'));
        await window.page.keyboard.press('Escape');
        await waitFor('the question to go', async () => (await window.dialog()) === undefined);
        assert.equal(bodies.length, 0, 'nothing leaves without a yes');

        window.begin('breakwater.incident.sendUpdate');
        await question(window);
        await window.page.keyboard.press('Enter');
        await waitFor('the record', () => /update-sent/.test(log(window)) || undefined);
        assert.equal(bodies.length, 2, 'a 503 is tried again');
        assert.match(bodies[1] ?? '', /"incident":"INC-1".*Checkout is down/);
        assert.equal(log(window).match(/update-sent/g)?.length, 1);
        assert.ok(!log(window).includes('very-secret-path'));

        // The same again: refused, also by its key in the log.
        window.begin('breakwater.incident.sendUpdate');
        await waitFor('the refusal', async () =>
          (await window.notifications()).some((text) => text.includes('not sent again')) ? true : undefined,
        );
        assert.equal(bodies.length, 2);
        assert.equal(readdirSync(folder).length >= 1, true);

        // The dashboard is there again after the window was loaded anew.
        await window.command('breakwater.incidents.dashboard');
        const page = window.webview('body.breakwater-dashboard');
        await page.waitFor('h1', 'Incident Dashboard');
        await window.reload();
        await page.waitFor('h1', 'Incident Dashboard');
      });
    } finally {
      server.close();
    }
  });
});
