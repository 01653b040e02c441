import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byName, choose, chooseAction, reply } from './questions.ts';
import { waitFor } from './wait.ts';
import type { Window } from './window.ts';

/** One part of the demonstration. `play` leaves the window as people are to see it. */
export interface Chapter {
  readonly title: string;
  readonly play: (window: Window) => Promise<void>;
}

const code = 'src/rates.js';
const test = 'src/rates.unwrapped-network-call.test.js';
const runbook = 'runbooks/checkout-down.runbook.md';
const source = `/** What one euro costs. */
export async function rates(base) {
  const response = await fetch(new URL('/rates', base));
  if (!response.ok) throw new Error('rates: ' + response.status);
  return response.json();
}
`;

/** From a finding in the code to the numbers of the incident that it would have been. Workspace: `checkout`. */
export const story: readonly Chapter[] = [
  { title: 'A call without a timeout is found', play: find },
  { title: 'A test proves that it hangs', play: prove },
  { title: 'The fix makes the test pass', play: fix },
  { title: 'An incident is declared, and its runbook followed', play: respond },
  { title: 'The record becomes a post-mortem', play: review },
  { title: 'The numbers of all incidents', play: measure },
];

async function find(window: Window): Promise<void> {
  writeFileSync(join(window.folder, code), source);
  await window.openFile(code);
  await window.waitForDiagnostics(code, (all) => all.some(ours));
  await window.press('F8');
}

async function prove(window: Window): Promise<void> {
  await window.press('Escape');
  await chooseAction(window, code, 'Prove it');
  await waitFor('the test', () =>
    Promise.resolve(
      existsSync(join(window.folder, test)) && window.readFile(test).includes('rates(') ? true : undefined,
    ),
  );
  await window.openFile(test);
  if (await passes(window)) throw new Error('The test passes on code that hangs.');
}

async function fix(window: Window): Promise<void> {
  await chooseAction(window, code, 'Abort after 10 s');
  await waitFor('the fix', async () => (await window.text(code)).includes('AbortSignal.timeout') || undefined);
  await window.save(code);
  await waitFor('no finding', async () => ((await window.diagnostics(code)).some(ours) ? undefined : true));
  if (!(await passes(window))) throw new Error('The test fails on the code that was fixed.');
}

async function respond(window: Window): Promise<void> {
  await window.command('vscode.openWith', window.uri(runbook), 'breakwater.runbookDefault');
  const page = window.webview('.breakwater-runbook');
  await page.waitFor('.step-title');
  await byName(window, 'Breakwater: Start Incident...');
  await choose(window, 'Choose the runbook to follow', 'Checkout is down');
  await reply(window, 'Title', 'Orders fail');
  await choose(window, 'Choose the severity', 'SEV2');
  for (const [words, text] of [
    ['Affected services', 'checkout'],
    ['Impact', 'Every third order fails'],
    ['Incident commander', 'Ada'],
  ] as const)
    await reply(window, words, text);
  await waitFor(
    'the incident',
    async () => (await window.statusBar()).some((one) => one.includes('Orders fail')) || undefined,
  );
  await page.waitFor('.step-title');
  await page.press('.main', 'Space');
  await window.press('Control+K');
  await window.press('Alt+A');
  await logged(window, '"acknowledged"');
  await page.press('.main', 'Space');
  // The page takes the next key for the step that it shows as the current one.
  await page.waitFor('.side .step.current .step-title', 'See how bad it is');
  await page.press('.main', 'Control+Enter');
  await page.waitFor('.result-failed', 'Output differs');
  await window.press('Control+K');
  await window.press('Alt+N');
  await choose(window, 'Choose the kind of note', 'hypothesis');
  await reply(window, 'What you think', 'The rates service hangs, and orders wait for it');
  await logged(window, 'hangs');
}

async function review(window: Window): Promise<void> {
  // The alert came before anybody declared an incident.
  for (const [phase, when] of [
    ['started', '36 min ago'],
    ['detected', '31 min ago'],
    ['acknowledged', '27 min ago'],
  ] as const) {
    await byName(window, 'Breakwater: Incident: Correct Phase...');
    await choose(window, 'Choose a phase', phase);
    await reply(window, `When was it ${phase}`, when);
    await logged(window, new RegExp(`"phase":"${phase}","time":`));
  }
  for (const [key, phase] of [
    ['Alt+M', '"mitigated"'],
    ['Alt+R', '"resolved"'],
  ] as const) {
    await window.press('Control+K');
    await window.press(key);
    await logged(window, phase);
  }
  await byName(window, 'Breakwater: Write Post-mortem');
  const folder = join(window.folder, 'postmortems');
  const [written] = await waitFor('the post-mortem', () =>
    Promise.resolve(existsSync(folder) && readdirSync(folder).length > 0 ? readdirSync(folder) : undefined),
  );
  await waitFor('its text', async () => (await window.tabs()).some((one) => /^\d{8}-.*\.md$/.test(one)) || undefined);
  // A tab is there before its editor is, and the preview is of the editor unless told otherwise.
  await window.command('markdown.showPreview', window.uri(join('postmortems', written!)));
  await waitFor('the page', async () => (await window.tabs()).some((one) => one.startsWith('Preview')) || undefined);
  // The preview takes the focus when it is there, which would close the palette.
  await window.webview('body.vscode-body').waitFor('h1', 'Post-mortem');
}

async function measure(window: Window): Promise<void> {
  await byName(window, 'Breakwater: Incident Dashboard');
  await window.webview('body.breakwater-dashboard').waitFor('.tiles', 'MTTR');
}

const ours = ({ source: from }: { readonly source?: string | undefined }): boolean => from === 'breakwater';

/** The window is talked to over connections that close while this process is blocked. */
function passes(window: Window): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--test', join(window.folder, test)], { timeout: 60_000 }, (error) =>
      resolve(error === null),
    );
  });
}

/** Waits until the incident's log has these words. */
async function logged(window: Window, words: string | RegExp): Promise<void> {
  const folder = join(window.folder, '.breakwater/incidents');
  await waitFor(`${words} in the log`, () => {
    const logs = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
    return Promise.resolve(
      logs.some((name) => readFileSync(join(folder, name), 'utf8').search(words) >= 0) || undefined,
    );
  });
}
