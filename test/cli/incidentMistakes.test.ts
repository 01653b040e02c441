import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderWith } from '../files/folder.ts';
import { snapshot, usual } from '../incident/runs.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

let root: string;
beforeEach(() => {
  root = folderWith({
    'runbooks/cache.md': `---\nservices: [cache]\nescalation: [Ada, Bo]\n---\n${snapshot}`,
    'runbooks/ask.md': '# Ask\n\n1. Remove\n\n   ```sh\n   rm -r <what>\n   ```\n',
    'communication/bad.md': 'It is {{severty}}',
  });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

function breakwater(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd: root }, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, out, errors }),
    );
    child.stdin?.end();
  });
}

const incident = (...args: string[]): Promise<Ended> => breakwater('incident', ...args);
const now = Date.now();
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
/** Many commands, one after the other: each takes 20 s where two cores have six others to run. */
const LONG = { timeout: 600_000 };

test('a start that was declared is taken back, one correction at a time', LONG, async () => {
  await incident('start', 'Down', '--service', 'a', '--started', ago(40));
  await incident('phase', 'started', '--at', ago(50));
  expect((await incident('phase', 'started', '--withdraw')).out).toContain(`it is ${ago(40)} again`);
  expect((await incident('phase', 'started', '--withdraw')).out).toContain('no time is recorded for it now');
  const none = await incident('phase', 'started', '--withdraw');
  expect([none.code, none.errors]).toEqual([2, expect.stringContaining('has no phase started')]);
});

test('a time before the start is refused, and written nowhere', LONG, async () => {
  await incident('start', 'Down', '--service', 'a', '--started', ago(40));
  const early = await incident('phase', 'mitigated', '--at', ago(60));
  expect([early.code, early.errors]).toEqual([2, expect.stringContaining('before the incident started')]);
  expect((await incident('phase', 'mitigated', '--at', ago(20))).code).toBe(0);
  const back = await incident('reopen', '--at', ago(50));
  expect([back.code, back.errors]).toEqual([2, expect.stringContaining('before the incident started')]);
  expect((await incident('reopen', '--at', ago(10))).code).toBe(0);
  const [log] = readdirSync(join(root, '.breakwater/incidents')).filter((name) => name.endsWith('.jsonl'));
  expect(
    readFileSync(join(root, '.breakwater/incidents', log!), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(3);
});

test('a message with an unknown variable is not sent; one to a contact names the next', LONG, async () => {
  await incident('start', 'Down', '--runbook', 'runbooks/cache.md');
  expect((await incident('update', '--template', 'bad')).code).toBe(1);
  const sent = await incident('update', '--template', 'bad', '--sent');
  expect([sent.code, sent.errors]).toEqual([2, expect.stringContaining('{{severty}}')]);
  expect((await incident('update', '--template', 'escalation')).out).toMatch(/^Ada: we need your help/);
  await incident('escalate', 'Ada');
  expect((await incident('update', '--template', 'escalation', '--sent')).out).toMatch(/^Bo: we need your help/);
  const missing = await incident('update', '--templates', 'gone');
  expect([missing.code, missing.errors]).toEqual([2, expect.stringContaining('--templates gone')]);
});

test('names that nobody uses are said', LONG, async () => {
  await incident('start', 'Down', '--service', 'a');
  for (const [args, sentence] of [
    [['metrics', '--service', 'nosuch'], 'no incident has the service nosuch: known are a'],
    [['metrics', '--severity', 'SEV7'], 'no incident has the severity SEV7'],
    [['list', '--incidents', 'gone'], '--incidents gone: folder not found'],
    [['start', 'x', '--severity', 'SEV9x'], "SEV9x isn't a severity"],
    [['postmortem', '--run', 'latest', '--runs', 'gone'], 'gone'],
  ] as const) {
    const { code, errors } = await incident(...args);
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)]);
  }
  // A service that never failed is known by its objective.
  expect((await incident('metrics', '--service', 'b', '--slo', 'b=99.9%')).code).toBe(0);
});

test('the latest run makes a record; the run of a drill is no part of an incident', LONG, async () => {
  mkdirSync(join(root, '.breakwater/runs'), { recursive: true });
  const { events } = usual('run-1');
  const lines = (drill: boolean): string =>
    events.map((event) => `${JSON.stringify(event.type === 'run-started' ? { ...event, drill } : event)}\n`).join('');
  writeFileSync(join(root, '.breakwater/runs/run-1.jsonl'), lines(true));
  expect((await incident('postmortem', '--run', 'latest')).out).toContain('# Record of a run: Cache down');
  await incident('start', 'Down', '--service', 'a');
  const linked = await incident('link', 'run-1');
  expect([linked.code, linked.errors]).toEqual([2, expect.stringContaining('is a drill')]);
  writeFileSync(join(root, '.breakwater/runs/run-1.jsonl'), lines(false));
  expect((await incident('link', 'run-1')).code).toBe(0);
});

test('a value that is missing is asked for by its option; a drill without a terminal needs no yes', LONG, async () => {
  const missing = await breakwater('runbook', 'run', 'runbooks/ask.md', '--yes');
  expect([missing.code, missing.errors]).toEqual([2, expect.stringContaining('Pass --var what=VALUE.')]);
  const drill = await breakwater(
    'runbook',
    'run',
    'runbooks/ask.md',
    '--drill',
    '--var',
    'what=x',
    '--inject',
    'differ=1',
  );
  expect([drill.code, drill.errors]).toEqual([0, '']);
  const [log] = readdirSync(join(root, '.breakwater/runs'))
    .filter((name) => /^\d.*\.jsonl$/.test(name))
    .slice(-1);
  // Who is tested reads of no fault beforehand.
  expect(readFileSync(join(root, '.breakwater/runs', log!), 'utf8')).not.toContain('an output that differs');
  const real = await breakwater('runbook', 'run', 'runbooks/ask.md', '--var', 'what=x');
  expect([real.code, real.errors]).toEqual([2, expect.stringContaining('--yes')]);
});

test('a report replaces nothing that people wrote, no runbook and no log', LONG, async () => {
  await incident('start', 'Down', '--service', 'a');
  const [log] = readdirSync(join(root, '.breakwater/incidents')).filter((name) => name.endsWith('.jsonl'));
  const logged = `.breakwater/incidents/${log!}`;
  expect((await incident('postmortem', 'latest', '--output', 'page.md')).code).toBe(0);
  for (const file of ['page.md', 'runbooks/cache.md', logged]) {
    const before = readFileSync(join(root, file), 'utf8');
    for (const format of ['html', 'json']) {
      const refused = await incident('postmortem', 'latest', '--format', format, '--output', file);
      expect([refused.code, refused.errors], file).toEqual([2, expect.stringContaining('choose another file')]);
    }
    const board = await incident('dashboard', '--output', file);
    expect([board.code, board.errors], file).toEqual([2, expect.stringContaining('choose another file')]);
    expect(readFileSync(join(root, file), 'utf8')).toBe(before);
  }
  // Its own report is written again.
  for (const format of ['html', 'json', 'html']) {
    const again = await incident('postmortem', 'latest', '--format', format, '--output', `page.${format}`);
    expect(again.code, again.errors).toBe(0);
  }
  const same = await incident('postmortem', 'latest', '--output', 'new.md', '--patch', './new.md');
  expect([same.code, same.errors]).toEqual([2, expect.stringContaining('give each a file of its own')]);
});

test('a page about one incident is not filled with the facts of another', LONG, async () => {
  await incident('start', 'First', '--service', 'a');
  await incident('postmortem', 'latest', '--output', 'page.md');
  const before = readFileSync(join(root, 'page.md'), 'utf8');
  await incident('phase', 'resolved');
  await incident('close');
  await incident('start', 'Second', '--service', 'b');
  for (const args of [
    ['--output', 'page.md'],
    ['--format', 'html', '--page', 'page.md', '--output', 'page.html'],
  ]) {
    const other = await incident('postmortem', 'latest', ...args);
    expect([other.code, other.errors]).toEqual([2, expect.stringMatching(/is about \S+, not about \S+/)]);
  }
  expect(readFileSync(join(root, 'page.md'), 'utf8')).toBe(before);
});

test('a page that is not UTF-8 stays as it is', LONG, async () => {
  await incident('start', 'Down', '--service', 'a', '--detected', ago(10));
  expect((await incident('postmortem', 'latest', '--output', 'pm.md')).code).toBe(0);
  const page = Buffer.concat([readFileSync(join(root, 'pm.md')), Buffer.from('caf\xe9\n', 'latin1')]);
  writeFileSync(join(root, 'pm.md'), page);
  await incident('note', 'more');
  const refused = await incident('postmortem', 'latest', '--output', 'pm.md');
  expect([refused.code, refused.errors]).toEqual([2, expect.stringMatching(/pm\.md isn't UTF-8 \(line \d+\)/)]);
  expect(readFileSync(join(root, 'pm.md')).equals(page)).toBe(true);
});

test.each([
  [['start', 'X', '--incidents', ''], /--incidents names no folder/],
  [['list', '--incidents', ' '], /--incidents names no folder/],
  [['note', 'x', '--finding', 'a.ts:0:require-timeout'], /--finding a\.ts:0:require-timeout: use file:line:rule/],
])('%j is refused, and nothing is written', async (args, sentence) => {
  const { code, errors } = await incident(...args);
  expect([code, errors]).toEqual([2, expect.stringMatching(sentence)]);
  expect(readdirSync(root)).not.toContain('.writers');
});

test('what could not be read again is not written', LONG, async () => {
  await incident('start', 'Down', '--service', 'a');
  for (const args of [
    ['update', '--sent', '--text', 'x', '--to', 't'.repeat(501)],
    ['note', 'x', '--finding', `a.ts:1:${'r'.repeat(3000)}`],
  ]) {
    const { code, errors } = await incident(...args);
    expect([code, errors]).toEqual([2, expect.stringMatching(/`(?:channel|finding)` isn't a valid value/)]);
  }
  const { out, errors } = await incident('show');
  expect(out + errors).not.toMatch(/ignored|Skipped|Message to t/);
});

test('a list shows when incidents began, in the zone, and not when they were typed in', LONG, async () => {
  const id = async (title: string, started: string): Promise<string> =>
    (await incident('start', title, '--service', 'a', '--started', started, '--quiet')).out;
  const second = await id('Second', '2026-03-29T01:30Z');
  const first = await id('First', '2026-03-29T00:30Z');
  expect(second).toMatch(/^\d{8}-\d{6}-\w{6}\n$/);
  const table = (await incident('list', '--time-zone', 'Europe/Berlin')).out.split('\n');
  expect(table[0]).toContain('began (Europe/Berlin)');
  expect(table[2]).toMatch(new RegExp(`^${second.trim()} .*2026-03-29 03:30 `));
  expect(table[3]).toMatch(new RegExp(`^${first.trim()} .*2026-03-29 01:30 `));
  const csv = (await incident('list', '--format', 'csv')).out.split('\r\n');
  expect([csv[0], csv[1]]).toEqual([
    'id,severity,status,started,declared,recover_seconds,services,title,drill',
    expect.stringContaining('2026-03-29T01:30:00.000Z,'),
  ]);
  const wrong = await incident('list', '--time-zone', 'Nowhere');
  expect([wrong.code, wrong.errors]).toEqual([2, expect.stringContaining('--time-zone Nowhere')]);
});

test('linking a run twice is fine; it is written down once', LONG, async () => {
  await incident('start', 'Down', '--service', 'cache', '--detected', ago(10));
  mkdirSync(join(root, '.breakwater/runs'), { recursive: true });
  const { events } = usual('run-1');
  writeFileSync(join(root, '.breakwater/runs/run-1.jsonl'), events.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const first = await incident('link', 'run-1');
  const again = await incident('link', 'run-1');
  expect([first.code, again.code, again.errors]).toEqual([0, 0, '']);
  expect(again.out).toContain('Run run-1 belongs to it already.');
  const [log] = readdirSync(join(root, '.breakwater/incidents')).filter((name) => name.endsWith('.jsonl'));
  const text = readFileSync(join(root, '.breakwater/incidents', log!), 'utf8');
  expect(text.match(/"run-linked"/g)).toHaveLength(1);
  expect((await incident('link', 'run-2')).code).toBe(2);
});

test('an incident that goes on is not told to be over', LONG, async () => {
  await incident('start', 'Down', '--service', 'a', '--detected', ago(10));
  const early = await incident('update', '--template', 'resolved', '--sent');
  expect([early.code, early.errors]).toEqual([2, expect.stringContaining('not resolved yet')]);
  expect((await incident('show')).out).not.toContain('Message to');
  await incident('phase', 'resolved');
  expect((await incident('update', '--template', 'resolved', '--sent')).code).toBe(0);
});

test('an option that does nothing is told', LONG, async () => {
  await incident('start', 'Down', '--service', 'api', '--detected', ago(10));
  for (const option of ['--yes', '--again']) {
    const unsent = await incident('update', '--text', 'Hello', option);
    expect([unsent.code, unsent.errors]).toEqual([
      2,
      expect.stringContaining(`nothing was sent: ${option} goes with --send`),
    ]);
  }
  const slip = await incident('metrics', '--slo', 'apj=99.9%');
  expect([slip.code, slip.errors]).toEqual([
    2,
    expect.stringContaining('no incident has the service apj: known are api'),
  ]);
  const twice = await incident('metrics', '--slo', 'api=99%', '--slo', 'api=98%');
  expect([twice.code, twice.errors]).toEqual([2, expect.stringContaining('api has an objective already')]);
  expect((await incident('metrics', '--slo', '99%', '--slo', 'api=98%')).errors).toBe('');
});
