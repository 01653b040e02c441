import { describe, expect, test } from 'vitest';
import { readFault, readFaults, writtenFaults, type Fault } from '../../src/drill/faults.ts';
import { authored, authoredResult, recordingOf, type Recording } from '../../src/drill/recording.ts';
import { replayPorts } from '../../src/drill/replay.ts';
import { drillText, scoreDrill } from '../../src/drill/score.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { memoryLog } from '../../src/record/log.ts';
import { usualTimes } from '../../src/reminders/stepTimes.ts';
import type { CommandRequest } from '../../src/run/ports.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { book, runOf, usual } from '../incident/runs.ts';

const [look, restart, tell] = book.steps as [(typeof book.steps)[0], (typeof book.steps)[0], (typeof book.steps)[0]];
const [looking, restarting] = [look.blocks[0]!, restart.blocks[0]!];

const request = (execution: string, more: Partial<CommandRequest> = {}): CommandRequest => ({
  shell: '',
  commands: ['redis-cli ping'],
  cwd: '/',
  env: {},
  execution,
  ...more,
});
const clock = {
  now: () => '',
  elapsed: () => 0,
  after: (_: number, call: () => void) => (queueMicrotask(call), () => {}),
};

/** What executing a block gives in a drill: how it ended, and what was printed. */
async function replayed(recording: Recording, faults: readonly Fault[], block = looking.id): Promise<string> {
  const { log, runner } = replayPorts({ runbook: book, recording, faults, log: memoryLog(), clock });
  await log.append({ type: 'block-started', execution: 'e', block } as RunEvent);
  let printed = '';
  const running = runner.start(request('e'), (stream, chunk) => void (printed += `${stream}: ${chunk.text()}`));
  const { how, exitCode } = await running.result;
  return `${printed}${how} ${exitCode ?? '-'}`;
}

describe('what is replayed', () => {
  const recorded = recordingOf(
    runOf('r', '2026-04-02T10:00:00Z', [
      [0, { type: 'variable-set', name: 'namespace', secret: false, value: 'shop' }],
      [0, { type: 'variable-set', name: 'token', secret: true }],
      [1, { type: 'block-started', block: looking.id, execution: 'a' }],
      [1, { type: 'block-output', execution: 'a', stream: 'stdout', text: 'PONG\n' }],
      [2, { type: 'block-ended', execution: 'a', how: 'exited', exitCode: 3, duration: 9 }],
    ]).events,
  );

  test('is what a run recorded, with its values and without its secrets', async () => {
    expect([...recorded.values]).toEqual([
      ['namespace', 'shop'],
      ['token', undefined],
    ]);
    expect(await replayed(recorded, [])).toBe('stdout: PONG\nexited 3');
  });

  test('is what the runbook shows, where nothing is recorded', async () => {
    expect(await replayed(authored, [])).toBe('exited 0');
    const [step] = parseRunbook('# R\n\n## 1. A\n\n```sh {expect=3}\na\n```\n\n```output\nx\n```\n').steps;
    expect(authoredResult(step!.blocks[0]!)).toMatchObject({ how: 'exited', exitCode: 3 });
  });

  test.each([
    ['hang', 'timed-out -'],
    ['missing', 'stderr: sh: redis-cli: command not found\nexited 127'],
    ['differ', 'stdout: 0 results\nexited 0'],
  ] as const)('a fault: %s', async (kind, said) => {
    expect(await replayed(recorded, [{ kind, step: look.id }])).toBe(said);
    expect(await replayed(recorded, [{ kind, step: restart.id }])).toBe('stdout: PONG\nexited 3');
  });

  test.each([null, 1, {}, { type: 'block-ended', execution: 'x' }, { type: 'block-output', text: 1 }])(
    'a log with %j in it is no error',
    (event) => {
      expect(recordingOf([event, ...usual().events]).blocks.size).toBe(2);
    },
  );
});

test.each([
  ['hang=1', look.id],
  [`differ=${restart.id}`, restart.id],
  ['hang=9', 'no step 9 found'],
  ['hang=3', 'step 3 has no command'],
  ['explode=1', 'use hang=STEP, differ=STEP, missing=STEP, context or contact'],
  ['hang', 'use hang=STEP, differ=STEP, missing=STEP, context or contact'],
])('--inject %s', (text, wanted) => {
  const read = readFault(text, book);
  expect('fault' in read ? read.fault.step : read.problem).toBe(wanted);
});

test('a number in the title goes before the place of the step', () => {
  const numbered = parseRunbook('# R\n\n## 0. Z\n\n```sh\nz\n```\n\n## 1. A\n\n```sh\na\n```\n');
  const read = readFault('hang=1', numbered);
  expect('fault' in read && numbered.steps.find(({ id }) => id === read.fault.step)?.title).toBe('1. A');
});

test('the score: time against usual, skipped checks, faults noticed and not', () => {
  const drill = runOf('d', '2026-04-10T10:00:00Z', [
    [0, { type: 'block-started', block: looking.id, step: look.id, execution: 'a' }],
    [4, { type: 'step-ticked', step: look.id, title: look.title }],
    [5, { type: 'block-started', block: restarting.id, step: restart.id, execution: 'b' }],
    [6, { type: 'step-failed', step: restart.id, title: restart.title }],
  ]);
  const faults = [look, restart, tell].map(({ id }): Fault => ({ kind: 'differ', step: id }));
  const scores = scoreDrill({ runbook: book, events: drill.events, usual: usualTimes([usual()]), faults });
  expect(scores.map(({ status, took, usual: known, fault }) => [status, took, known?.median, fault?.noticed])).toEqual([
    ['done', 240_000, 120_000, false],
    ['failed', undefined, 1_500_000, true],
    ['not done', undefined, undefined, undefined],
  ]);
  expect(scores[0]!.skippedChecks).toEqual(['It answers']);
  const text = drillText(scores);
  expect(text).toContain('Look at the cache, 4 min (usually 2 min, 1 run)');
  expect(text).toContain('check skipped: It answers');
  expect(text).toMatch(/an output that differs, NOT noticed[^]*noticed[^]*not reached/);
  expect(text).toContain('1 of 3 steps done, 1 check skipped, 1 of 3 faults noticed.');
});

test('faults are kept in a log, and those of no step are judged by what was done', () => {
  const faults = [
    { kind: 'hang', step: 'a' },
    { kind: 'contact', step: '' },
    { kind: 'context', step: '' },
  ] as const;
  expect(readFaults(writtenFaults(faults))).toEqual(faults);
  expect(readFaults('hang\nexplode=a\n__proto__=a\n')).toEqual([]);
  const event = (type: string): RunEvent =>
    ({ v: 1, id: type, at: '2026-01-01T00:00:00Z', by: 'a', type }) as unknown as RunEvent;
  const report = (...types: string[]): string => drillText([], types.map(event), faults);
  expect(report()).toMatch(/does not answer, no contact was called\n.*wrong context, not reached/);
  expect(report('escalated', 'block-started')).toMatch(/does not answer, NOT noticed\n.*wrong context, NOT noticed/);
  expect(report('escalated', 'escalated', 'block-refused')).toMatch(
    /does not answer, noticed: the next one was called\n.*wrong context, noticed: a command was not confirmed/,
  );
});

test('faults of no step are counted with the others', () => {
  const event = (type: string): RunEvent => ({ v: 1, id: type, at: '2026-01-01T00:00:00Z', by: 'a', type }) as never;
  const sum = (types: readonly string[], ...kinds: Fault['kind'][]): string =>
    drillText(
      [],
      types.map(event),
      kinds.map((kind) => ({ kind, step: '' })),
    );
  expect(sum(['escalated', 'escalated'], 'contact')).toContain('1 of 1 faults noticed');
  expect(sum(['escalated', 'block-refused'], 'contact', 'context')).toContain('1 of 2 faults noticed');
  expect(sum([])).not.toContain('faults');
});

test('an output that differs, where nothing could show it, is the fault of the runbook', () => {
  const scored = (text: string): string => {
    const runbook = parseRunbook(text);
    const [step] = runbook.steps;
    const events = runOf('d', '2026-04-10T10:00:00Z', [
      [0, { type: 'block-started', block: step!.blocks[0]!.id, step: step!.id, execution: 'a' }],
      [1, { type: 'step-ticked', step: step!.id }],
    ]).events;
    return drillText(scoreDrill({ runbook, events, usual: new Map(), faults: [{ kind: 'differ', step: step!.id }] }));
  };
  expect(scored('# R\n\n## 1. A\n\n```sh\na\n```\n')).toContain('NOT noticed: the step has no check, and no `expect`');
  expect(scored('# R\n\n## 1. A\n\n```sh {expect=/up/}\na\n```\n')).toMatch(/NOT noticed\n/);
  expect(scored('# R\n\n## 1. A\n\n```sh\na\n```\n\n- [ ] It is up\n')).toMatch(/NOT noticed\n/);
});
