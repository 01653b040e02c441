import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRunner } from '../../src/processes/runner.ts';
import { openLines } from '../../src/processes/runLog.ts';
import { randomIds, systemClock } from '../../src/processes/system.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { createRunLog } from '../../src/record/log.ts';
import { confirmationFor } from '../../src/run/confirmation.ts';
import { mask, Masker } from '../../src/masking/mask.ts';
import type { RunLog } from '../../src/record/logPorts.ts';
import { RunSession } from '../../src/run/session.ts';
import { block, runbook, step } from '../run/sample.ts';
import { scratch } from './bundled.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await scratch()));
afterEach(() => remove());

function start(
  book: Runbook,
  dryRun = false,
  log: RunLog = createRunLog(openLines(folder, 'r1')),
): Promise<RunSession> {
  const ports = { log, runner: createRunner(), clock: systemClock, ids: randomIds, by: 'ada', cwd: folder };
  const about = { path: 'x.md', title: 'x', hash: '0', snapshot: '' };
  return RunSession.start(ports, book, { run: 'r1', runbook: about, drill: false, dryRun });
}

function resume(book: Runbook, log: RunLog = createRunLog(openLines(folder, 'r1'))): Promise<RunSession> {
  const ports = { log, runner: createRunner(), clock: systemClock, ids: randomIds, by: 'bob', cwd: folder };
  return RunSession.resume(ports, book, { hash: '0', snapshot: '' });
}

test('an empty blank keeps a command from running; a secret reaches it and nothing else', async () => {
  const ask = block('b1', 'printf "%s\\n" <password>; echo "Basic <password>x"', {
    placeholders: [{ name: 'password', form: 'angle' }],
  });
  const session = await start(runbook([step('s1', 'Log in', [ask])]));
  await expect(session.run(ask)).rejects.toThrow('Needs a value: `password`.');
  await session.setVariable('password', "hunter'2 $(x)");
  await session.note('note', "I used hunter'2 $(x)");
  expect((await session.run(ask)).exitCode).toBe(0);
  expect(session.state.executions['b1']?.output).toBe('***\nBasic ***x\n');
  expect(session.state.executions['b1']?.command).toContain('"$BW_PASSWORD"');
  await session.dispose();
  expect(await readFile(join(folder, 'r1.jsonl'), 'utf8')).not.toContain('hunter');
});

test('variables and folder go on from step to step, also after a failure', async () => {
  const blocks = [
    block('b1', ['NS=a; export TO="b c"', 'mkdir deep; cd deep', 'false']),
    block('b2', 'true'),
    block('b3', 'echo "$NS|$TO|${PWD##*/}"'),
  ];
  const session = await start(runbook([step('s1', 'x', blocks)]));
  expect((await session.run(blocks[0]!)).exitCode).toBe(1);
  await session.run(blocks[1]!);
  await session.run(blocks[2]!);
  expect(session.state.executions['b3']?.output).toBe('a|b c|deep\n');
  await session.dispose();
});

test('expectations, needs, when and retries', async () => {
  const one = block('one', 'echo "3 nodes  ready"; exit 4', { attributes: { expect: '4' } });
  const two = block('two', 'echo NotReady', { attributes: { expect: '/^Ready/' } });
  const three = block('three', 'echo a; echo 17; echo c', {
    attributes: { expect: 'output' },
    expectedOutput: 'a\n...\nd',
  });
  const four = block('four', 'n=$(cat n 2>/dev/null || echo 0); echo $((n+1)) >n; test $n = 2', {
    attributes: { retries: '3', backoff: '10ms' },
  });
  const five = block('five', 'true', { attributes: { needs: 'two' } });
  const six = block('six', 'true', { attributes: { when: 'region == eu' } });
  const session = await start(runbook([step('s1', 'x', [one, two, three, four, five, six])]));
  for (const each of [one, two, three, four]) await session.run(each);
  const state = session.state.executions;
  expect(state['one']).toMatchObject({ status: 'succeeded', exitCode: 4 });
  expect(state['two']).toMatchObject({
    status: 'failed',
    message: 'Output differs from what the runbook shows (no match for /^Ready/)',
  });
  expect(state['three']?.message).toMatch(/^-d$[\s\S]*^\+17$|^\+17$[\s\S]*^\+c$/m);
  expect(state['four']).toMatchObject({ status: 'succeeded', attempt: 3 });
  await expect(session.run(five)).rejects.toThrow('Run `two` first');
  await expect(session.run(six)).rejects.toThrow('runs only when region == eu');
  await session.dispose();
});

test(
  'what is too long for the log is shown to its end, also by whoever opens the run later',
  { timeout: 90_000 },
  async () => {
    const loud = block('b1', 'seq 400000; echo "the end ✓"');
    const book = runbook([step('s1', 'Print', [loud])]);
    const session = await start(book);
    let printed = '';
    session.onPrint((_, text) => void (printed += text));
    await session.run(loud);
    const whole = Array.from({ length: 400_000 }, (_, index) => `${index + 1}\n`).join('') + 'the end ✓\n';
    expect(printed).toBe(whole);
    const { output, spilled, truncated, printed: counted } = session.state.executions['b1']!;
    expect(output.length).toBeGreaterThan(30_000);
    expect([whole.endsWith(output), truncated, counted]).toEqual([true, true, whole.length]);
    await session.dispose();
    const side = await readFile(join(folder, spilled!.file), 'utf8');
    expect([whole.endsWith(side), spilled!.bytes]).toEqual([true, Buffer.byteLength(side)]);
    const log = await readFile(join(folder, 'r1.jsonl'), 'utf8');
    expect(log.length).toBeLessThan(2e6);
    const again = await resume(book);
    expect(whole.endsWith(again.state.executions['b1']!.output)).toBe(true);
    await again.dispose();
  },
);

test('a folder of the runbook is where it starts, a folder of a block is its own', async () => {
  await mkdir(join(folder, 'docs/deep'), { recursive: true });
  const here = 'echo "${PWD##*/}"';
  const blocks = [
    block('b1', here),
    block('b2', here, { attributes: { cwd: 'deep' } }),
    block('b3', `cd ..; ${here}`, { attributes: { cwd: 'deep' } }),
    block('b4', 'cd deep'),
    block('b5', here),
    block('b6', here, { attributes: { cwd: 'deep' } }),
  ];
  const session = await start(runbook([step('s1', 'x', blocks)], { frontMatter: { cwd: 'docs', other: {} } }));
  for (const each of blocks) expect((await session.run(each)).message).toBeUndefined();
  const said = blocks.map(({ id }) => session.state.executions[id]?.output);
  expect(said).toEqual(['docs\n', 'deep\n', 'docs\n', '', 'deep\n', 'deep\n']);
  await session.dispose();
});

test('the wait for the next attempt is told, and can be ended', async () => {
  const failing = block('b1', 'false', { attributes: { retries: '3', backoff: '1h' } });
  const book = runbook([step('s1', 'x', [failing])]);
  const session = await start(book);
  const running = session.run(failing);
  await expect.poll(() => session.state.executions['b1']).toMatchObject({ status: 'failed', attempt: 1 });
  const { retryInMs, execution } = session.state.executions['b1']!;
  expect(retryInMs).toBeGreaterThanOrEqual(30_000);
  expect(session.running).toBe(1);
  session.cancel(execution);
  expect(await running).toMatchObject({ how: 'cancelled', exitCode: 1 });
  expect(session.state.executions['b1']).toMatchObject({ status: 'cancelled', message: 'Not retried.' });
  expect(session.state.executions['b1']?.retryInMs).toBeUndefined();
  expect(session.running).toBe(0);

  // Whoever takes the run up later does not wait for what nobody is going to do.
  const waiting = session.run(failing);
  await expect.poll(() => session.state.executions['b1']?.retryInMs).toBeGreaterThan(0);
  const later = await resume(book);
  expect(later.state.executions['b1']).toMatchObject({ status: 'failed', retryInMs: undefined });
  await Promise.all([session.dispose(), later.dispose(), waiting]);
});

test('a cancel counts while the end of an attempt is still being written, and so does closing', async () => {
  for (const stop of ['cancel', 'dispose'] as const) {
    const failing = block('b1', 'echo x >>tries; false', { attributes: { retries: '3', backoff: '1ms' } });
    const log = createRunLog(openLines(folder, stop));
    let told: () => void = () => undefined;
    const writing = new Promise<void>((resolve) => (told = resolve));
    const slow: RunLog = {
      ...log,
      append: async (event) => {
        if (event.type === 'block-ended') {
          told();
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return log.append(event);
      },
    };
    const session = await start(runbook([step('s1', 'x', [failing])]), false, slow);
    const running = session.run(failing);
    await writing;
    if (stop === 'cancel') session.cancel(session.state.executions['b1']!.execution);
    else await session.dispose();
    expect((await running).how).toBe('cancelled');
    if (stop === 'cancel') await session.dispose();
    expect((await readFile(join(folder, 'tries'), 'utf8')).length).toBe(2);
    await rm(join(folder, 'tries'));
    await expect(session.run(failing)).rejects.toThrow('is closed');
  }
});

test('nothing runs in a run that has ended', async () => {
  const one = block('b1', 'touch made');
  const session = await start(runbook([step('s1', 'x', [one])]));
  await session.end('done');
  await expect(session.run(one)).rejects.toThrow('This run has ended');
  await session.dispose();
  const failing = block('b2', 'echo x >>tries; false', { attributes: { retries: '3', backoff: '1h' } });
  const log = createRunLog(openLines(folder, 'r2'));
  const retrying = await start(runbook([step('s1', 'x', [failing])]), false, log);
  const running = retrying.run(failing);
  await expect.poll(() => retrying.state.executions['b2']?.retryInMs).toBeGreaterThan(0);
  await retrying.end('done');
  expect((await running).how).toBe('cancelled');
  expect(await readFile(join(folder, 'tries'), 'utf8')).toBe('x\n');
  await retrying.dispose();
});

test('what commands set before the window went is asked for again, never taken for empty', async () => {
  const blocks = [
    block('set', 'DIR=/tmp/safe; export ZONE=eu; for n in 1 2; do :; done'),
    block('use', 'echo rm -rf $DIR/data'),
    block('brace', 'echo "${ZONE:-x}"'),
    block('own', 'for n in 3; do echo $n; done'),
  ];
  const book = runbook([step('s1', 'x', blocks)]);
  const session = await start(book);
  await session.run(blocks[0]!);
  await session.setVariable('url', 'postgres://app:pw123@db/x');
  await session.dispose();
  expect(await readFile(join(folder, 'r1.jsonl'), 'utf8')).not.toContain('pw123');
  const again = await resume(book);
  await expect(again.run(blocks[1]!)).rejects.toThrow('Run the command that sets `DIR` again');
  await expect(again.run(blocks[2]!)).rejects.toThrow('`ZONE`');
  expect((await again.run(blocks[3]!)).exitCode).toBe(0);
  // Half of it would be worse than nothing.
  const asks = block('asks', 'echo <url>', { placeholders: [{ name: 'url', form: 'angle' }] });
  await expect(again.run(asks)).rejects.toThrow('Needs a value: `url`');
  await again.run(blocks[0]!);
  expect((await again.run(blocks[1]!)).exitCode).toBe(0);
  expect(again.state.executions['use']?.output).toBe('rm -rf /tmp/safe/data\n');
  await again.dispose();
});

test('what another window writes while this one opens is not missed', async () => {
  const book = runbook([step('s1', 'x'), step('s2', 'y')]);
  const first = await start(book);
  const log = createRunLog(openLines(folder, 'r1'));
  // Ticked after the log was read for the first time, before it is followed.
  const meanwhile: RunLog = {
    ...log,
    append: async (event) => {
      if (event.type === 'resumed') await first.tick('s2');
      return log.append(event);
    },
  };
  const second = await resume(book, meanwhile);
  expect(second.state.steps['s2']?.status).toBe('done');
  await Promise.all([first.dispose(), second.dispose()]);
});

test('a dry run does everything but run', async () => {
  const one = block('one', 'touch <name>', { placeholders: [{ name: 'name', form: 'angle' }] });
  const two = block('two', 'true', { attributes: { needs: 'one' } });
  const session = await start(runbook([step('s1', 'x', [one, two])]), true);
  await expect(session.run(two)).rejects.toThrow('Run `one` first');
  await expect(session.run(one)).rejects.toThrow('Needs a value: `name`');
  await session.setVariable('name', "it's");
  expect(await session.run(one)).toMatchObject({ how: 'dry-run' });
  expect(session.state.executions['one']).toMatchObject({
    status: 'dry-run',
    command: "touch 'it'\\''s'",
    message: `Dry run: this would run in ${folder}.`,
  });
  await session.run(two);
  await session.dispose();
  expect(await readdir(folder)).toEqual(['.writers', 'r1.jsonl']);
});

test('a result to be pasted holds what happened and no secret, whenever that was given', async () => {
  const shown = block('b1', "printf '\\033[31m```\\033[0m\\nit is pv-8861\\n'; exit 3");
  const session = await start(runbook([step('s1', 'Ask the provider', [shown])]));
  expect(session.resultOf(shown)).toBeUndefined();
  await session.run(shown, { kubectl: 'prod-eu' });
  await session.setVariable('token', 'pv-8861', true);
  const text = session.resultOf(shown)!;
  expect(text).toMatch(
    /^\*\*Ask the provider\*\*: failed with exit code 3 after \d+\.\d s · kubectl prod-eu · .*Z by ada\n/,
  );
  expect(text).toContain('\n````text\n```\nit is ***\n````\n');
  expect(text).not.toContain('pv-8861');
  expect(text).not.toContain('\u001b');
  await session.dispose();
});

test('what one command prints as a secret is hidden in what the next ones print', async () => {
  const blocks = [
    block('b1', `echo 'password: Tr0ub4dor&3'; sleep 0.3; echo 'again Tr0ub4dor&3'`),
    block('b2', `echo 'starting web-1 with Tr0ub4dor&3'`),
  ];
  const session = await start(runbook([step('s1', 'x', blocks)]));
  for (const one of blocks) await session.run(one);
  expect(session.state.executions['b1']?.output).toBe('password: ***\nagain ***\n');
  expect(session.state.executions['b2']?.output).toBe('starting web-1 with ***\n');
  expect(session.masked('Tr0ub4dor&3 is out')).toBe('*** is out');
  await session.dispose();
});

test('secrets and tokens are hidden in every cut of a stream', () => {
  const text = `a hunter2-secret b ghp_${'a'.repeat(36)} c postgres://me:pw123@db d\n`;
  const whole = 'a *** b *** c postgres://me:***@db d\n';
  expect(mask(text, ['hunter2-secret'])).toBe(whole);
  for (let cut = 0; cut <= text.length; cut++) {
    const masker = new Masker(() => ['hunter2-secret']);
    expect(masker.push(text.slice(0, cut)) + masker.push(text.slice(cut)) + masker.flush()).toBe(whole);
  }
});

test('who destroys, or changes production, has to name the target', () => {
  const risky = (risk: 'reads' | 'changes' | 'destroys') => block('b', 'x', { risk });
  expect(confirmationFor(risky('reads'), { kubectl: 'prod-eu' })).toEqual({ kind: 'none' });
  expect(confirmationFor(risky('changes'), { kubectl: 'staging' })).toEqual({ kind: 'none' });
  expect(confirmationFor(risky('changes'), { kubectl: 'prod-eu' })).toMatchObject({ kind: 'typed', name: 'prod-eu' });
  expect(confirmationFor(risky('destroys'), { kubectl: 'staging' })).toMatchObject({ kind: 'typed', name: 'staging' });
  expect(confirmationFor(risky('changes'), { kubectl: 'b' }, undefined, { kubectl: 'a' })).toMatchObject({
    kind: 'confirm',
    message: expect.stringContaining('kubectl was a, now b') as string,
  });
});

test('a value that a command prints is quoted into the commands after it; a failure gives none', async () => {
  const blocks = [
    block('find', 'printf \'%s\\n\' "web-0; echo PWNED"', { attributes: { capture: 'POD' } }),
    block('use', 'echo "[" <POD> "]"', { placeholders: [{ name: 'POD', form: 'angle' }] }),
    block('fail', 'echo other; false', { attributes: { capture: 'POD' } }),
    block('empty', 'true', { attributes: { capture: 'POD' } }),
  ];
  const session = await start(runbook([step('s1', 'x', blocks)]));
  await expect(session.run(blocks[1]!)).rejects.toThrow('Needs a value: `POD`.');
  await session.run(blocks[0]!);
  await session.run(blocks[2]!);
  expect((await session.run(blocks[3]!)).message).toContain('not captured');
  await session.run(blocks[1]!);
  expect(session.state.executions['use']?.output).toBe('[ web-0; echo PWNED ]\n');
  expect(session.state.variables['POD']).toEqual({ value: 'web-0; echo PWNED', secret: false });
  await session.dispose();
});

test('a captured secret stays in memory', async () => {
  const find = block('find', 'echo "hunter$((20 + 2))xy"', { attributes: { capture: 'DB_PASSWORD' } });
  const session = await start(runbook([step('s1', 'x', [find])]));
  await session.run(find);
  expect(session.state.variables['DB_PASSWORD']).toEqual({ value: undefined, secret: true });
  expect(session.state.executions['find']?.output).toBe('***\n');
  await session.dispose();
  expect(await readFile(join(folder, 'r1.jsonl'), 'utf8')).not.toContain('hunter22');
});

test.each([
  ['ssh db-1', '#!/bin/sh\nshift\nexec sh -c "$*"\n', 'ssh'],
  ['kubectl exec web-0 --', '#!/bin/sh\nshift 3\nexec "$@"\n', 'kubectl'],
])('on=%s carries commands there as they are, with their values, folder and exit code', async (on, text, program) => {
  await writeFile(join(folder, program), text, { mode: 0o755 });
  await mkdir(join(folder, 'a b'));
  const there = block('there', ['printf "%s|" <text> "${PWD##*/}"', 'exit 7', 'echo never'], {
    attributes: { on, cwd: join(folder, 'a b') },
    placeholders: [{ name: 'text', form: 'angle' }],
  });
  const secret = block('secret', 'echo <password>', {
    attributes: { on },
    placeholders: [{ name: 'password', form: 'angle' }],
  });
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}:${before}`;
  const session = await start(runbook([step('s1', 'x', [there, secret])]));
  await session.setVariable('text', `it's $(touch PWNED) "x"`);
  process.env['PATH'] = before;
  expect((await session.run(there)).exitCode).toBe(7);
  expect(session.state.executions['there']?.output).toBe(`it's $(touch PWNED) "x"|a b|`);
  expect(await readdir(folder)).not.toContain('PWNED');
  const prepared = session.prepare(there);
  if ('refusal' in prepared) throw new Error(prepared.refusal);
  const asked: unknown[] = [];
  const target = await session.target(prepared, (questions) => {
    asked.push(...questions);
    return Promise.resolve({});
  });
  if (program === 'ssh') expect(target).toMatchObject({ ssh: 'db-1' });
  else expect(asked).toContainEqual(expect.objectContaining({ name: 'kubectl' }));
  await session.setVariable('password', 'hunter22');
  await expect(session.run(secret)).rejects.toThrow('is a secret');
  await session.dispose();
});

test('what cannot be recorded is not run, and is once it can be', async () => {
  const log = createRunLog(openLines(join(folder, 'runs'), 'r1'));
  const lost = 'could not save';
  let problem: string | undefined;
  const guarded: RunLog = { ...log, problem: () => problem };
  const touch = block('b1', 'touch ran');
  const session = await start(runbook([step('s1', 'x', [touch])]), false, guarded);
  problem = `Couldn't save this run's log: ${lost}. The run continues in memory until it can be saved.`;
  expect(await session.run(touch)).toMatchObject({
    how: 'could-not-start',
    message: `Couldn't save this run's log: ${lost}. Nothing was run.`,
  });
  expect(await readdir(folder)).not.toContain('ran');
  problem = undefined;
  expect(await session.run(touch)).toMatchObject({ how: 'exited', exitCode: 0 });
  expect(await readdir(folder)).toContain('ran');
  await session.dispose();
});
