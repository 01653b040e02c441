import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLines } from '../../src/processes/runLog.ts';
import { createRunner } from '../../src/processes/runner.ts';
import { randomIds, systemClock } from '../../src/processes/system.ts';
import { createRunLog, decode } from '../../src/record/log.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { RunSession } from '../../src/run/session.ts';
import { block, blockStarted, event, runbook, started, step } from '../run/sample.ts';
import { scratch } from './bundled.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await scratch()));
afterEach(() => remove());

const LOGS = Number(process.env['HOSTILE_LOGS'] ?? 10_000);

const look = block('b1', 'pwd');
const book = runbook([step('s1', 'Look', [look])]);

const plain = (): RunEvent[] => [
  started('r1'),
  event({ type: 'step-entered', step: 's1' }),
  { ...blockStarted('b1', 'x1', 's1'), owner: { pid: 1, started: 'x', host: 'h' } } as RunEvent,
  event({ type: 'block-process', execution: 'x1', pid: 7, started: 'x', host: 'h' }),
  event({ type: 'block-output', execution: 'x1', stream: 'stdout', text: 'a' }),
  event({ type: 'block-output', execution: 'x1', stream: 'stdout', spilled: { file: 'r1.x1.out', bytes: 9 } }),
  event({ type: 'block-ended', execution: 'x1', exitCode: 0, duration: 1, how: 'exited', cwd: '/', carried: ['A'] }),
  event({ type: 'variable-set', name: 'ns', secret: false, value: 'x' }),
  event({ type: 'runbook-changed', hash: 'h', snapshot: '', anchors: { s1: 's1' } }),
  event({ type: 'resumed', running: ['x1'] }),
];

const hostile = (outside: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(
      outside,
      `../${outside}`,
      '../outside/secret',
      '../../outside/secret.out',
      '../outside/new.x1.out',
      'a/../../outside/x.x1.out',
      '..\\outside\\secret',
      '/etc/passwd',
      '/proc/self/environ',
      `${outside}/secret\0.out`,
      '.hidden',
      '.',
      '..',
      '',
      '\u001b[2K',
      '__proto__',
      'constructor',
      'x'.repeat(5_000),
      -1,
      0,
      1e308,
      null,
      [],
      {},
      { file: `${outside}/secret`, bytes: 5 },
      { file: '../outside/secret', bytes: -1 },
      [outside, '$(touch x)'],
    ),
    fc.string(),
    fc.jsonValue({ maxDepth: 1 }),
  );

/** Every place in an event, also within its objects. */
function places(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, one]) => places(one, [...way, key]))];
}

function changed(value: unknown, way: readonly string[], to: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return to;
  const copy = Array.isArray(value) ? ([...(value as unknown[])] as unknown as object) : { ...(value as object) };
  return Object.assign(copy, { [key]: changed((value as Record<string, unknown>)[key], rest, to) });
}

test(
  `${LOGS} logs with hostile names and paths: nothing outside is read or written`,
  { timeout: 600_000 },
  async () => {
    const outside = join(folder, 'outside');
    const runs = join(folder, 'runs');
    await mkdir(outside);
    await mkdir(runs);
    await writeFile(join(outside, 'secret'), 'planted');
    await writeFile(join(outside, 'secret.out'), 'planted');
    const events = plain();
    const mutation = fc.record({ index: fc.nat(events.length - 1), place: fc.nat(20), to: hostile(outside) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const mutated: unknown[] = [...events];
        for (const { index, place, to } of mutations) {
          const all = places(mutated[index]).slice(1);
          if (all.length > 0) mutated[index] = changed(mutated[index], all[place % all.length]!, to);
        }
        await writeFile(join(runs, 'r1.jsonl'), mutated.map((one) => JSON.stringify(one)).join('\n') + '\n');
        const lines = openLines(runs, 'r1');
        const log = createRunLog(lines);
        for (const one of (await log.read()).events) {
          if (one.type === 'block-output' && one.spilled)
            expect(await log.tail(one.spilled.file, 1_000)).not.toContain('planted');
          // What a session would write for an execution that this log names.
          if (one.type === 'run-started' && one.run !== undefined && one.run !== 'r1')
            await expect(log.spill(`${one.run}.x1.out`)).rejects.toThrow();
          if (one.type === 'block-ended' && one.cwd !== undefined) expect(one.cwd.split('/')).not.toContain('..');
          for (const [name, value] of Object.entries(one))
            if (/^(?:id|execution|run)$/.test(name)) expect(value).toMatch(/^[\w-][\w.-]{0,199}$/);
        }
        await log.close();
      }),
      { numRuns: LOGS },
    );
    expect(await readdir(outside)).toEqual(['secret', 'secret.out']);
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('planted');
    expect((await readdir(folder)).toSorted()).toEqual(['outside', 'runs']);
    expect(await readdir(runs)).toEqual(['r1.jsonl']);
  },
);

test('fields that no event has are dropped, and those that an event has stay', () => {
  const [, , , , output] = plain();
  const written = { ...output, extra: 'x', __proto__: 'y', toString: 'z' };
  expect(decode(JSON.stringify(written)).events).toEqual([output]);
  for (const one of plain()) expect(decode(JSON.stringify(one)).events).toEqual([one]);
});

test('a command runs nowhere else because a log says so, unless it was agreed to', async () => {
  const outside = join(folder, 'outside');
  const home = join(folder, 'home');
  await mkdir(outside);
  await mkdir(join(home, 'deep'), { recursive: true });
  const resumed = async (cwd: string): Promise<RunSession> => {
    const runs = join(home, `runs-${cwd.length}`);
    await mkdir(runs);
    const ended = event({ type: 'block-ended', execution: 'x1', exitCode: 0, duration: 1, how: 'exited', cwd });
    const events = [started('r1'), blockStarted('b1', 'x1'), ended];
    await writeFile(join(runs, 'r1.jsonl'), events.map((one) => JSON.stringify(one)).join('\n') + '\n');
    const ports = { runner: createRunner(), clock: systemClock, ids: randomIds, by: 'ada', cwd: home };
    const log = createRunLog(openLines(runs, 'r1'));
    return RunSession.resume({ ...ports, log }, book, { hash: '0', snapshot: '' });
  };
  const away = await resumed(outside);
  const prepared = away.prepare(look);
  expect(prepared).toMatchObject({ cwd: outside });
  expect('concerns' in prepared && prepared.concerns.join()).toContain(`in \`${outside}\``);
  await away.dispose();
  const inside = await resumed(join(home, 'deep'));
  expect(inside.prepare(look)).toMatchObject({ cwd: join(home, 'deep'), concerns: [] });
  await inside.dispose();
});
