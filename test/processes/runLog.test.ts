import { spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRuns, openLines } from '../../src/processes/runLog.ts';
import { createRunLog } from '../../src/record/log.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { event, started } from '../run/sample.ts';
import { bundled, scratch } from './bundled.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await scratch()));
afterEach(() => remove());

const note = (text: string): RunEvent => event({ type: 'noted', kind: 'note', text });
const texts = (events: readonly RunEvent[]) => events.flatMap((one) => (one.type === 'noted' ? [one.text] : []));
const runs = () => join(folder, 'deep', 'runs');

test('what was appended is read by somebody else, in order', async () => {
  const log = createRunLog(openLines(runs(), 'r1'));
  const events = [started('r1'), note('one\nline \u2028 ✓'), note('two')];
  await Promise.all(events.map((one) => log.append(one)));
  const { events: read, warnings } = await createRunLog(openLines(runs(), 'r1')).read();
  expect(read).toEqual(events);
  expect(warnings).toEqual([]);
  await log.close();
});

test('a run that is not there is empty, and reading creates nothing', async () => {
  expect(await createRunLog(openLines(runs(), 'r1')).read()).toMatchObject({ events: [], warnings: [] });
  await expect(stat(runs())).rejects.toThrow();
  expect(await listRuns(runs())).toEqual([]);
});

test('a name that leads elsewhere is refused', () => {
  for (const name of ['../x', 'a/b', '', '.hidden', 'a\\b', 'a\0'])
    expect(() => openLines(folder, name)).toThrow(/isn't a valid run name/);
});

test.each([
  ['an event', '{"v":1,"id":"torn","text":"é'],
  ['a few bytes of one', '{'],
  ['what another tool wrote', 'plain wor'],
])('a last line that was cut off stays, and is told with its number: %s', async (_, piece) => {
  await mkdir(runs(), { recursive: true });
  const file = join(runs(), 'r1.jsonl');
  const first = note('first');
  await writeFile(file, `${JSON.stringify(first)}\n${piece}`);
  const log = createRunLog(openLines(runs(), 'r1'));
  const told = { events: [first], warnings: ['Line 2 of r1.jsonl was unreadable and skipped.'] };
  expect(await log.read()).toMatchObject(told);
  expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(first)}\n${piece}`);
  const second = note('second');
  await log.append(second);
  expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(first)}\n${piece}\n${JSON.stringify(second)}\n`);
  expect(await log.read()).toMatchObject({ ...told, events: [first, second] });
  await log.close();
});

test('a line that is being written is none that was cut off', async () => {
  await mkdir(runs(), { recursive: true });
  const file = join(runs(), 'r1.jsonl');
  const whole = JSON.stringify(note('first'));
  await writeFile(file, whole.slice(0, 20));
  const reading = createRunLog(openLines(runs(), 'r1')).read();
  await appendFile(file, `${whole.slice(20)}\n`);
  expect(texts((await reading).events)).toEqual(['first']);
  expect((await reading).warnings).toEqual([]);
});

test('a torn line is not cut off while another writer has the log open', async () => {
  const [one, two] = [createRunLog(openLines(runs(), 'r1')), createRunLog(openLines(runs(), 'r1'))];
  await one.append(note('one'));
  await appendFile(join(runs(), 'r1.jsonl'), '{"torn');
  await two.append(note('two'));
  await one.append(note('three'));
  const { events, warnings } = await two.read();
  expect(texts(events)).toEqual(['one', 'two', 'three']);
  expect(warnings).toEqual(['Line 2 of r1.jsonl was unreadable and skipped.']);
  await Promise.all([one.close(), two.close()]);
});

test('lines are counted on where a log is followed', async () => {
  const log = createRunLog(openLines(runs(), 'r1'));
  await log.append(note('one'));
  await log.append(note('two'));
  await log.read();
  const told = new Promise<readonly string[]>((resolve) => {
    const stop = log.follow(({ warnings }) => (stop(), resolve(warnings)));
  });
  await appendFile(join(runs(), 'r1.jsonl'), `{"torn\n${JSON.stringify(note('three'))}\n`);
  expect(await told).toEqual(['Line 3 of r1.jsonl was unreadable and skipped.']);
  await log.close();
});

test('foreign lines stay and are told; newer logs are shown and refused', async () => {
  await mkdir(runs(), { recursive: true });
  const file = join(runs(), 'r1.jsonl');
  const foreign = '{"tool":"other"}\nplain words\n';
  await writeFile(file, foreign);
  const log = createRunLog(openLines(runs(), 'r1'));
  await log.append(note('ours'));
  expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^${foreign}`.replace(/[{}]/g, '\\$&')));
  expect((await log.read()).warnings).toHaveLength(2);
  await appendFile(file, JSON.stringify({ ...note('new'), v: 2 }) + '\n');
  const content = await log.read();
  expect(texts(content.events)).toEqual(['ours']);
  expect(content.refused).toMatch(/newer Breakwater \(log version 2; this one knows 1\)/);
  await expect(log.append(note('more'))).rejects.toThrow(/update Breakwater/);
  await log.close();
});

test('where nothing can be written, the run goes on in memory, says so, and is saved once it can be', async () => {
  await writeFile(join(folder, 'deep'), 'a file in the way');
  const log = createRunLog(openLines(runs(), 'r1'));
  await expect(log.append(note('one'))).rejects.toThrow(/Couldn't save this run's log .*part of the path is a file/);
  await expect(log.append(note('two'))).rejects.toThrow(/continues in memory/);
  expect(log.problem()).toMatch(/part of the path is a file/);
  expect(texts((await log.read()).events)).toEqual(['one', 'two']);
  await rm(join(folder, 'deep'));
  await log.append(note('three'));
  expect(log.problem()).toBeUndefined();
  expect(texts((await createRunLog(openLines(runs(), 'r1')).read()).events)).toEqual(['one', 'two', 'three']);
  await log.close();
});

test('a log that is deleted while it is open comes back whole', async () => {
  const log = createRunLog(openLines(runs(), 'r1'));
  await log.append(note('one'));
  await rm(runs(), { recursive: true });
  await log.append(note('two'));
  expect(texts((await createRunLog(openLines(runs(), 'r1')).read()).events)).toEqual(['one', 'two']);
  await log.close();
});

test.runIf(process.platform !== 'win32')('a link in place of a log or of a side file is not followed', async () => {
  await mkdir(runs(), { recursive: true });
  await writeFile(join(folder, 'victim'), 'as it was');
  await symlink(join(folder, 'victim'), join(runs(), 'r1.jsonl'));
  await symlink(join(folder, 'victim'), join(runs(), 'r2.x.out'));
  expect(await listRuns(runs())).toEqual([]);
  const linked = openLines(runs(), 'r1');
  await expect(createRunLog(linked).append(note('one'))).rejects.toThrow(/Couldn't save this run's log .*link/);
  await linked.close();
  const lines = openLines(runs(), 'r2');
  await expect(lines.spill('r2.x.out')).rejects.toThrow();
  expect(await lines.tail('r2.x.out', 100)).toBe('');
  for (const name of [
    '../victim',
    '../../victim',
    'r1.x.out',
    'r2.jsonl',
    '/etc/passwd',
    '.writers',
    'r2.x.out/../x.out',
  ]) {
    expect(await lines.tail(name, 100), name).toBe('');
    await expect(lines.spill(name), name).rejects.toThrow();
  }
  expect(await readFile(join(folder, 'victim'), 'utf8')).toBe('as it was');
  await lines.close();
});

test.runIf(process.platform !== 'win32')(
  'a folder of runs that leads out of its repository is not written to',
  async () => {
    await mkdir(join(folder, 'elsewhere'));
    await mkdir(join(folder, 'repo/.breakwater'), { recursive: true });
    await symlink(join(folder, 'elsewhere'), join(folder, 'repo/.breakwater/runs'));
    const lines = openLines(join(folder, 'repo/.breakwater/runs'), 'r1', { inRepository: true });
    await expect(createRunLog(lines).append(note('one'))).rejects.toThrow(/leads to another folder/);
    await lines.close();
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
    // A look-alike: the repository itself is behind a link.
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
    const fine = openLines(join(folder, 'link/.breakwater/runs'), 'r1', { inRepository: true });
    await createRunLog(fine).append(note('one'));
    await fine.close();
  },
);

test('an append right after the one before it has resolved is written as well', async () => {
  const lines = openLines(runs(), 'r1');
  const all: string[] = [];
  for (let index = 0; index < 20; index++) {
    const line = `{"line":${index}}`;
    all.push(line);
    // Nothing stands between: the next one begins in the same turn in which this one resolved.
    await lines.append([line]);
  }
  await new Promise<void>((resolve, reject) => {
    lines.append(['"a"']).then(() => lines.append(['"b"']).then(resolve, reject), reject);
  });
  expect((await lines.read()).text).toBe([...all, '"a"', '"b"', ''].join('\n'));
  await lines.close();
});

test('others see what was added', async () => {
  const [one, two] = [createRunLog(openLines(runs(), 'r1')), createRunLog(openLines(runs(), 'r1'))];
  await one.append(note('before'));
  expect(texts((await two.read()).events)).toEqual(['before']);
  const seen: string[] = [];
  const three = new Promise<void>((resolve) => {
    two.follow(({ events }) => {
      seen.push(...texts(events));
      if (seen.includes('three')) resolve();
    });
  });
  await one.append(note('two'));
  await one.append(note('three'));
  await three;
  expect(seen).toEqual(['two', 'three']);
  await Promise.all([one.close(), two.close()]);
});

test('runs are listed, latest first', async () => {
  await mkdir(runs(), { recursive: true });
  for (const [name, time] of [
    ['old', 1000],
    ['new', 2000],
  ] as const) {
    const file = join(runs(), `${name}.jsonl`);
    await writeFile(file, 'x\n');
    await utimes(file, time, time);
  }
  await writeFile(join(runs(), 'new.x1.out'), 'side file');
  expect(await listRuns(runs())).toMatchObject([
    { run: 'new', bytes: 2 },
    { run: 'old', changed: '1970-01-01T00:16:40.000Z' },
  ]);
});

test('side files grow beside the log, and their end is read without half a character', async () => {
  const lines = openLines(runs(), 'r1');
  expect(await lines.tail('r1.x1.out', 9)).toBe('');
  const long = '💥é'.repeat(40_000);
  for (const [text, bytes] of [
    ['é', 2],
    [long, 240_002],
  ] as const) {
    const side = await lines.spill('r1.x1.out');
    expect(await side.append(text)).toBe(bytes);
    await side.close();
  }
  expect(await readFile(join(runs(), 'r1.x1.out'), 'utf8')).toBe('é' + long);
  expect(await lines.tail('r1.x1.out', 9)).toBe('é💥é');
  expect(await lines.tail('r1.x1.out', 300_000)).toBe('é' + long);
});

test('two processes on one run: every line whole, none lost', async () => {
  const script = await bundled(new URL('runLogWriter.ts', import.meta.url).pathname, folder);
  const write = (name: string) =>
    new Promise<string[]>((resolve, reject) => {
      const child = spawn(process.execPath, [script, runs(), 'r1', name, '300'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.on('error', reject).on('close', () => resolve(out.trim().split('\n')));
    });
  const acknowledged = (await Promise.all([write('ada'), write('bob'), write('cy')])).flat();
  expect(acknowledged).toHaveLength(900);
  const lines = (await readFile(join(runs(), 'r1.jsonl'), 'utf8')).split('\n').slice(0, -1);
  expect(new Set(lines.map((line) => (JSON.parse(line) as RunEvent).id))).toEqual(new Set(acknowledged));
  expect(lines).toHaveLength(900);
});

test.each([
  ['', 'an editor took the newline of the last line away'],
  ['\r', 'a newline of another system was torn'],
])('a whole last line counts and stays, though %j ends it: %s', async (end) => {
  await mkdir(runs(), { recursive: true });
  const file = join(runs(), 'r1.jsonl');
  const [first, last, next] = [note('first'), note('last'), note('next')];
  await writeFile(file, `${JSON.stringify(first)}\n${JSON.stringify(last)}${end}`);
  const store = openLines(runs(), 'r1');
  const before = await store.read();
  const log = createRunLog(store);
  expect((await log.read()).events).toEqual([first, last]);
  await log.append(next);
  expect(await readFile(file, 'utf8')).toBe(
    `${JSON.stringify(first)}\n${JSON.stringify(last)}${end}\n${JSON.stringify(next)}\n`,
  );
  // Whoever reads on from where it had ended gets what came, once.
  expect((await store.read(before.next)).text.trim()).toBe(JSON.stringify(next));
  await log.close();
});
