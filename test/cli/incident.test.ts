import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderWith } from '../files/folder.ts';
import { snapshot, usual } from '../incident/runs.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Up to 17 commands, one after the other: each takes 20 s where two cores have six others to run. */
const LONG = { timeout: 600_000 };

let root: string;
let server: Server | undefined;
beforeEach(() => {
  root = folderWith({
    'runbooks/cache.md': `---\nservices: [cache, shop]\nseverity: SEV1\nslo: 99.9%\ntemplates:\n  status: "{{severity}} {{title}}: {{nonsense}}"\n---\n${snapshot}`,
  });
});
afterEach(() => {
  server?.close();
  server = undefined;
});

function incident(...args: string[]): Promise<Ended> {
  return incidentWith({}, ...args);
}

function incidentWith(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return breakwater(env, 'incident', ...args);
}

function breakwater(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, TZ: 'Europe/Berlin', ...env } };
    const child = execFile(process.execPath, [cli, ...args], options, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, out, errors }),
    );
    child.stdin?.end();
  });
}

async function fine(...args: string[]): Promise<string> {
  const { code, out, errors } = await incident(...args);
  expect([args.join(' '), code, errors.replace(/^breakwater: .*\n/gm, '')]).toEqual([args.join(' '), 0, '']);
  return out;
}

/** A moment so many minutes ago, the same for a whole test. */
const now = Date.now();
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

const idIn = (out: string): string => /\d{8}-\d{6}-\w{6}/.exec(out)![0];

test('from declaration to post-mortem and metrics', LONG, async () => {
  const id = idIn(
    await fine('start', 'Cache is down', '--runbook', 'runbooks/cache.md', '--started', ago(40), '--detected', ago(30)),
  );
  await fine('note', 'The node is gone', '--kind', 'hypothesis', '--evidence', 'ERR connection refused');
  await fine('phase', 'acknowledged', '--at', ago(25));
  await fine('phase', 'mitigated', '--at', ago(10));
  mkdirSync(join(root, '.breakwater/runs'), { recursive: true });
  const run = usual('run-1', new Date(Date.now() - 30 * 60_000).toISOString());
  writeFileSync(
    join(root, '.breakwater/runs/run-1.jsonl'),
    run.events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  await fine('link', 'run-1');
  await fine('phase', 'resolved', '--at', ago(5));
  expect(await fine('list')).toMatch(new RegExp(`${id} +SEV1 +resolved .* 35 min +cache, shop +Cache is down`));
  expect(await fine('show', id.slice(0, 15))).toContain('$ redis-cli -h cache-1 ping');
  await fine('postmortem', '--output', 'reviews/one.md', '--patch', 'one.patch');
  const page = readFileSync(join(root, 'reviews/one.md'), 'utf8');
  expect(page).toMatch(/\| Response \| 5 min \|/);
  expect(page).toContain('Europe/Berlin');
  expect(readFileSync(join(root, 'one.patch'), 'utf8')).toContain('+++ b/runbooks/cache.md');
  writeFileSync(
    join(root, 'reviews/one.md'),
    page.replace('## What went well\n\n- ', '## What went well\n\n- By hand.'),
  );
  await fine('close');
  await fine('postmortem', 'latest', '--output', 'reviews/one.md');
  expect(readFileSync(join(root, 'reviews/one.md'), 'utf8')).toMatch(/\| Status \| closed \|[\s\S]*- By hand\./);
  expect(await fine('postmortem', '--format', 'html', '--page', 'reviews/one.md')).toContain('By hand.');
  expect(JSON.parse(await fine('postmortem', '--format', 'json'))).toMatchObject({ id, kind: 'incident' });
  expect(await fine('postmortem', '--run', 'run-1')).toContain('# Record of a run: Cache down');
  expect(await fine('metrics')).toMatch(/cache +1 +0 +10 min \/ 10 min \(1\) +5 min \/ 5 min \(1\)/);
  expect(await fine('metrics', '--format', 'openmetrics')).toContain(
    'breakwater_time_to_acknowledge_seconds{kind="incident",group="service",service="cache",statistic="mean"} 300',
  );
  await fine('dashboard', '--output', 'reviews/dashboard.html');
  const dashboard = readFileSync(join(root, 'reviews/dashboard.html'), 'utf8');
  expect(dashboard).toMatch(/MTTA\)<\/dt><dd class="value">5 min<[^]*Cache down \(runbooks\/cache\.md\)/);
  expect((await fine('metrics', '--format', 'csv')).split('\r\n')[0]).toMatch(/^kind,group,key,incidents/);
});

test.each<readonly [RegExp, readonly string[]]>([
  [/no incident yet/, ['note', 'x']],
  [/does not exist/, ['start', 'x', '--runbook', 'gone.md']],
  [/the title is empty/, ['start', ' ']],
  [/--started soon: use a time with an offset/, ['start', 'x', '--started', 'soon']],
  [/in the future/, ['start', 'x', '--detected', '2999-01-01']],
  [/phase over: use started/, ['phase', 'over']],
  [/--time-zone Mars: use a name/, ['metrics', '--time-zone', 'Mars']],
  [/--slo api=often: use a percentage/, ['metrics', '--slo', 'api=often']],
  [/--by week: use service/, ['metrics', '--by', 'week']],
  [/--gap x: use a length/, ['postmortem', '--gap', 'x']],
  [/has no run gone/, ['postmortem', '--run', 'gone']],
  [/isn't the name of a run/, ['link', '../x']],
  [/choices are/i, ['metrics', '--format', 'xml']],
  [/BREAKWATER_WEBHOOK_URL/, ['update', '--send']],
])('bad input is one sentence and exit code 2: %s', async (sentence, args) => {
  const { code, out, errors } = await incident(...args);
  expect([code, out]).toEqual([2, '']);
  expect(errors).toMatch(sentence);
  expect(errors.trim().split('\n').length).toBeLessThanOrEqual(2);
});

test('two incidents at once: the command asks which; torn lines are said and lost on nobody', LONG, async () => {
  const one = idIn(await fine('start', 'One', '--service', 'a'));
  await fine('start', 'Two', '--service', 'b');
  const { code, errors } = await incident('note', 'x');
  expect([code, errors]).toEqual([2, expect.stringMatching(/2 incidents are open/)]);
  const file = join(root, `.breakwater/incidents/${one}.jsonl`);
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"type":"no`);
  const noted = await incident('note', 'after the crash', '--incident', one);
  expect([noted.code, noted.errors]).toEqual([0, expect.stringMatching(/^breakwater: Line 2 of \S+ was cut off/)]);
  expect(readFileSync(file, 'utf8').trim().split('\n').slice(1)).toEqual([
    '{"type":"no',
    expect.stringContaining('crash'),
  ]);
  expect(await fine('show', one)).toContain('after the crash');
});

test('a message: shown, sent once to the webhook with --yes, its address nowhere', LONG, async () => {
  const bodies: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => (bodies.push(body), response.end('ok')));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const env = {
    BREAKWATER_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/T0/verysecretpath`,
  };
  const id = idIn(await fine('start', 'Cache is down', '--runbook', 'runbooks/cache.md'));
  const shown = await incident('update');
  expect(shown.out).toBe('SEV1 Cache is down: {{nonsense}}\n');
  expect(shown.errors).toContain('Unknown variable `nonsense` in template `status` (runbooks/cache.md)');
  expect((await incidentWith(env, 'update', '--send', '--yes')).errors).toContain(
    'not sent: write a value for {{nonsense}}',
  );
  expect((await incidentWith(env, 'update', '--text', 'Down', '--send')).errors).toContain(
    '--send needs a terminal to confirm in, or --yes',
  );
  expect(bodies).toEqual([]);
  const sent = await incidentWith(
    env,
    'update',
    '--text',
    'password=hunter2hunter2',
    '--to',
    '#ops',
    '--send',
    '--yes',
    '--webhook-kind',
    'slack',
  );
  expect(sent.code).toBe(0);
  expect(bodies).toEqual(['{"text":"password=***"}']);
  const again = await incidentWith(
    env,
    'update',
    '--text',
    'password=hunter2hunter2',
    '--to',
    '#ops',
    '--send',
    '--yes',
    '--webhook-kind',
    'slack',
  );
  expect([again.code, again.errors]).toEqual([2, expect.stringContaining('not sent again')]);
  expect(bodies).toHaveLength(1);
  const log = readFileSync(join(root, `.breakwater/incidents/${id}.jsonl`), 'utf8');
  expect(log).toContain('"update-sent"');
  expect([sent.out, sent.errors, log].join()).not.toMatch(/verysecretpath|hunter2/);
});

test('a message that was on its way when the command was killed is not sent twice; to others it is', LONG, async () => {
  let arrived = 0;
  let killed: (() => void) | undefined;
  const hanging = new Promise<void>((resolve) => (killed = resolve));
  const answered = createServer((_, response) => (arrived++, response.end('ok')));
  server = createServer((request) => void request.resume().on('end', () => (arrived++, killed!())));
  const at = async (one: Server): Promise<Record<string, string>> => {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return { BREAKWATER_WEBHOOK_URL: `http://127.0.0.1:${(one.address() as AddressInfo).port}/a` };
  };
  const [silent, other] = [await at(server), await at(answered)];
  await fine('start', 'Cache is down');
  const update = ['update', '--text', 'Down', '--send', '--yes'];
  const child = execFile(process.execPath, [cli, 'incident', ...update], {
    cwd: root,
    env: { ...process.env, ...silent },
  });
  await hanging;
  child.kill('SIGKILL');
  const again = await incidentWith(silent, ...update);
  expect([again.code, again.errors]).toEqual([2, expect.stringMatching(/may have arrived: look there first.*--again/)]);
  expect(arrived).toBe(1);
  expect(await fine('show')).toContain('began to leave, and may have arrived');
  expect((await incidentWith(other, ...update)).errors).toContain('Sent to');
  expect((await incidentWith(other, ...update)).errors).toContain('not sent again');
  expect((await incidentWith(other, ...update, '--again')).errors).toContain('Sent to');
  expect(arrived).toBe(3);
  answered.close();
  server.closeAllConnections();
});

test('a message that was cut off holds back the next one, and is no news for its readers', LONG, async () => {
  let arrived = 0;
  let code = 500;
  server = createServer((request, response) => {
    request.resume().on('end', () => (arrived++, response.writeHead(code).end('ok')));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const env = { BREAKWATER_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a` };
  await fine('start', 'Cache is down', '--started', '10 min ago');
  await fine('note', 'Failing over', '--kind', 'action');
  const update = ['update', '--send', '--yes'];
  expect((await incidentWith(env, ...update)).errors).toContain('It may have arrived');
  expect(await fine('show')).toMatch(/Message to json: Sent to .*, but it answered with status 500/);
  // Built-in templates say how long it has taken: this is another text.
  const again = await incidentWith(env, ...update);
  expect([again.code, again.errors]).toEqual([2, expect.stringMatching(/may have arrived: look there first.*--again/)]);
  expect(again.out).toContain('Latest: Failing over');
  expect(arrived).toBe(1);
  code = 200;
  expect((await incidentWith(env, ...update, '--again')).code).toBe(0);
  // The text tells the time that has passed to the second: within the same one it would be the very same message.
  await setTimeout(1_100);
  const same = await incidentWith(env, ...update);
  expect([same.code, same.errors]).toEqual([
    2,
    expect.stringContaining('a message that says the same was sent to json'),
  ]);
  await fine('note', 'Cache is back', '--kind', 'observation');
  expect((await incidentWith(env, ...update)).code).toBe(0);
  expect(arrived).toBe(3);
  // Nor does a message of another incident go where one of this was cut off.
  code = 500;
  expect((await incidentWith(env, 'update', '--text', 'All clear', '--send', '--yes')).code).toBe(1);
  const second = (await fine('start', 'Search is down', '--drill', '--quiet')).trim();
  const other = ['update', '--text', 'Also search', '--send', '--yes', '--incident', second];
  const held = await incidentWith(env, ...other);
  expect([held.code, held.errors]).toEqual([2, expect.stringMatching(/a message of incident .* may have arrived/)]);
  expect([held.out, arrived]).toEqual(['[DRILL] Also search\n', 4]);
  code = 200;
  expect((await incidentWith(env, ...other, '--again')).code).toBe(0);
  expect(arrived).toBe(5);
});

test(
  'an answer that holds the message is no word about it; one that nobody knows holds back the next',
  LONG,
  async () => {
    let answer = (text: string): string => JSON.stringify({ id: 25, message: text, title: 'Cache', priority: 5 });
    let arrived = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => (arrived++, response.end(answer((JSON.parse(body) as { text: string }).text))));
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/verysecretpath`;
    const sent = (text: string) =>
      incidentWith({ BREAKWATER_WEBHOOK_URL: address }, 'update', '--text', text, '--send', '--yes');
    const id = (await fine('start', 'Cache is down', '--quiet')).trim();
    expect((await sent('Error 500 on checkout')).code).toBe(0);
    expect((await sent('Error 500 on checkout')).errors).toContain('not sent again');
    expect(arrived).toBe(1);
    answer = () => '{"ok":false,"error":"no hook verysecretpath"}';
    expect((await sent('Still down')).errors).toContain('did not take the message: it answered "no hook ***"');
    answer = () => 'The queue is full';
    expect((await sent('Still down')).errors).toContain('it answered "The queue is full". It may have arrived');
    expect((await sent('Still down')).errors).toMatch(/may have arrived: look there first.*--again/);
    expect(arrived).toBe(3);
    const log = readFileSync(join(root, `.breakwater/incidents/${id}.jsonl`), 'utf8');
    expect(log).toContain('no hook ***');
    expect(log).not.toContain('verysecretpath');
  },
);

test('of several that send at the same moment, one does', LONG, async () => {
  let arrived = 0;
  server = createServer((request, response) => {
    request.resume().on('end', () => (arrived++, response.writeHead(200).end('ok')));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const env = { BREAKWATER_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a` };
  await fine('start', 'Cache is down');
  const all = await Promise.all([1, 2, 3].map(() => incidentWith(env, 'update', '--send', '--yes')));
  expect(arrived).toBe(1);
  expect(all.map(({ code }) => code).sort()).toEqual([0, 2, 2]);
  // Whoever was too late may send what is new.
  await fine('note', 'Cache is back', '--kind', 'observation');
  expect((await incidentWith(env, 'update', '--send', '--yes')).code).toBe(0);
});

test(
  'a run that begins while an incident is open belongs to it; of several, to the one with its runbook',
  LONG,
  async () => {
    const run = async (...args: string[]): Promise<string> => {
      const { code, errors } = await breakwater({}, 'runbook', 'run', 'runbooks/ok.md', ...args);
      expect(code, errors).toBe(0);
      return errors;
    };
    writeFileSync(join(root, 'runbooks/ok.md'), '# OK\n\n1. Look\n\n   ```sh\n   pwd\n   ```\n');
    expect(await run()).toBe('');
    const one = idIn(await fine('start', 'One', '--service', 'a'));
    expect(await run()).toContain(`This run belongs to incident ${one} (One).`);
    expect(await fine('show', one)).toContain('$ pwd');
    expect(await run('--dry-run')).toBe('');
    // A drill is no part of an incident.
    expect(await run('--drill')).not.toContain('belongs to');
    const two = idIn(await fine('start', 'Two', '--service', 'b'));
    expect(await run()).toMatch(
      /2 incidents are open. To add this run to one: breakwater incident link \S+ --incident /,
    );
    await fine('link', 'latest', '--incident', two);
    expect(await fine('show', two)).toContain('$ pwd');
    const three = idIn(await fine('start', 'Three', '--service', 'c', '--runbook', 'runbooks/ok.md'));
    expect(await run()).toContain(`This run belongs to incident ${three} (Three).`);
    // Its log is where no incident looks for it.
    expect(await run('--runs', 'elsewhere')).toContain('is kept in elsewhere, so it joins no open incident');
  },
);
