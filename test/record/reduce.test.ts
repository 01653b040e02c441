import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/record/log.ts';
import { reduce } from '../../src/record/reduce.ts';
import { stepHash } from '../../src/record/anchor.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { block, blockStarted, event, runbook, started, step } from '../run/sample.ts';

const book = runbook([
  step('s1', 'Look at the replica lag', [block('b1', 'true')], ['The lag is below a second']),
  step('s2', 'Promote the replica', [block('b2', 'true')]),
  step('s3', 'Tell the team'),
]);
const [s1, s2] = book.steps;

const done = (one: typeof s1): RunEvent =>
  event({ type: 'step-ticked', step: one!.id, title: one!.title, hash: stepHash(one!) });

test('an empty log is a run that stands at the first step', () => {
  expect(reduce(book, [])).toMatchObject({ run: '', drill: false, current: 's1', steps: {}, warnings: [] });
});

test('a tick finishes the step and moves on to the next one that is open', () => {
  const state = reduce(book, [
    started(),
    event({ type: 'step-entered', step: 's1' }),
    event({ type: 'step-skipped', step: 's2', reason: 'not needed' }),
    done(s1),
  ]);
  expect(state.current).toBe('s3');
  expect(state.steps['s1']).toMatchObject({ status: 'done', by: 'ada', changedSince: false });
  expect(state.steps['s2']).toMatchObject({ status: 'skipped', reason: 'not needed' });
});

test('who was called in and what was told is kept in order; severity and roles are the last ones', () => {
  const state = reduce(book, [
    started(),
    event({ type: 'severity-changed', severity: 'SEV2' }),
    event({ type: 'role-changed', role: 'scribe', person: 'bob' }),
    event({ type: 'escalated', to: 'database team', reason: 'no replica' }),
    event({ type: 'message-sent', channel: '#incidents', text: 'we are on it' }),
    event({ type: 'severity-changed', severity: 'SEV1' }),
    event({ type: 'role-changed', role: 'scribe', person: 'cy' }),
    event({ type: 'escalated' } as never),
  ]);
  expect(state).toMatchObject({ severity: 'SEV1', roles: { scribe: 'cy' } });
  expect(state.communication).toMatchObject([
    { to: 'database team', reason: 'no replica', by: 'ada' },
    { channel: '#incidents', text: 'we are on it' },
  ]);
  expect(state.warnings[0]).toMatch(/`escalated` at .* has no contact/);
});

test('unticking takes back who and when, and returns to the step', () => {
  const state = reduce(book, [started(), done(s1), event({ type: 'step-unticked', step: 's1' })]);
  expect(state.current).toBe('s1');
  expect(state.steps['s1']).toMatchObject({ status: 'to-do', finishedAt: undefined, by: undefined });
});

test('entering a step that is done only looks at it', () => {
  const state = reduce(book, [started(), done(s1), event({ type: 'step-entered', step: 's1' })]);
  expect(state.current).toBe('s1');
  expect(state.steps['s1']?.status).toBe('done');
});

test('output, end and expectation of the latest execution of a block', () => {
  const output = (execution: string, text: string) =>
    event({ type: 'block-output', execution, stream: 'stdout', text });
  const ended = (execution: string, exitCode: number, met?: boolean) =>
    event({ type: 'block-ended', execution, exitCode, duration: 12, how: 'exited', met });
  const events = [started(), blockStarted('b1', 'x1'), output('x1', 'old'), ended('x1', 1)];
  expect(reduce(book, events).executions['b1']).toMatchObject({ status: 'failed', exitCode: 1, output: 'old' });
  events.push(blockStarted('b1', 'x2'), output('x2', 'a\n'), output('x2', 'b\n'));
  expect(reduce(book, events).executions['b1']).toMatchObject({ status: 'running', output: 'a\nb\n', execution: 'x2' });
  expect(reduce(book, [...events, ended('x2', 0)]).executions['b1']?.status).toBe('succeeded');
  expect(reduce(book, [...events, ended('x2', 0, false)]).executions['b1']?.status).toBe('failed');
  expect(reduce(book, [...events, ended('x2', 3, true)]).executions['b1']?.status).toBe('succeeded');
});

test('only the tail of long output is carried', () => {
  const events = [started(), blockStarted('b1', 'x1')];
  for (let index = 0; index < 400; index++) {
    events.push(
      event({ type: 'block-output', execution: 'x1', stream: 'stdout', text: `${index} ${'x'.repeat(990)}\n` }),
    );
  }
  const state = reduce(book, events).executions['b1']!;
  expect(state.truncated).toBe(true);
  expect(state.output.length).toBeLessThanOrEqual(64 * 1024);
  expect(state.output.endsWith(`399 ${'x'.repeat(990)}\n`)).toBe(true);
  expect(state.output).toMatch(/^\d+ x/);
});

test('a command that ran when we stopped is unknown, unless another window still runs it', () => {
  const events = [started(), blockStarted('b1', 'x1'), blockStarted('b2', 'x2')];
  const state = reduce(book, [...events, event({ type: 'resumed', running: ['x2'] })]);
  expect(state.executions['b1']?.status).toBe('unknown');
  expect(state.executions['b2']?.status).toBe('running');
});

test('a command that runs, and being there, say nothing of the step; a done one stays done', () => {
  const begun = blockStarted('b1', 'x1', s1!.id);
  expect(reduce(book, [started(), begun]).steps[s1!.id]?.status).toBe('to-do');
  expect(reduce(book, [event({ type: 'step-entered', step: s1!.id })]).steps[s1!.id]?.status).toBe('to-do');
  expect(reduce(book, [started(), done(s1), begun]).steps[s1!.id]?.status).toBe('done');
});

test('a secret has no value in the state, even if the log has one', () => {
  const leaky = { ...event({ type: 'variable-set', name: 'token', secret: true }), value: 'hunter2' } as RunEvent;
  expect(reduce(book, [started(), leaky]).variables['token']).toEqual({ secret: true });
});

test('a step that was edited after it was done is marked; one that is gone is listed', () => {
  const events = [
    started(),
    done(s1),
    done(s2),
    event({ type: 'check-ticked', check: 's1-c0', text: 'The lag is below a second' }),
  ];
  const edited = runbook([
    step('n1', 'Look at the replica lag now', [block('b1', 'false')]),
    step('n3', 'Tell the team', [], ['The lag is below a second']),
  ]);
  const state = reduce(edited, events);
  expect(state.steps['n1']).toMatchObject({ status: 'done', changedSince: true });
  expect(state.vanished).toEqual([{ id: 's2', title: 'Promote the replica', status: 'done' }]);
  expect(state.checks).toEqual({ 'n3-c0': true });
  const moved = runbook([
    step('n2', 'Promote the replica', [block('b9', 'true')]),
    step('n1', s1!.title, s1!.blocks, ['The lag is below a second']),
  ]);
  expect(reduce(moved, events).steps).toMatchObject({ n1: { changedSince: false }, n2: { changedSince: false } });
});

test('anchors in the log keep later events of the new id from leaving the old one behind', () => {
  const edited = runbook([step('n1', 'Look at the replica lag now'), s2!]);
  const events = [
    started(),
    done(s1),
    event({ type: 'runbook-changed', hash: 'def', snapshot: '', anchors: { s1: 'n1' } }),
    event({ type: 'step-unticked', step: 'n1' }),
  ];
  expect(reduce(edited, events)).toMatchObject({ hash: 'def', steps: { n1: { status: 'to-do' } }, vanished: [] });
});

test('events that are there twice count once, and merged logs are read in the order of their times', () => {
  const [first, tick, note, untick] = [
    started(),
    done(s1),
    event({ type: 'noted', kind: 'note', text: 'lag is 3 s' }),
    event({ type: 'step-unticked', step: 's1' }),
  ];
  const state = reduce(book, [first, untick, first, tick, note, note]);
  expect(state.notes).toHaveLength(1);
  expect(state.steps['s1']?.status).toBe('to-do');
  expect(state).toEqual(reduce(book, [first, tick, note, untick]));
});

test('unknown, newer and broken events become warnings', () => {
  const rubbish = [
    null,
    7,
    [],
    'x',
    { type: '__proto__' },
    { type: 'toString' },
    { type: 'step-ticked' },
    { type: 'noted' },
  ];
  const newer = { ...done(s1), v: 2 };
  const orphan = event({ type: 'block-output', execution: 'nobody', stream: 'stdout', text: 'x' });
  const state = reduce(book, [...rubbish, newer, orphan, done(s2)] as unknown as RunEvent[]);
  expect(state.steps).toMatchObject({ s2: { status: 'done' } });
  expect(state.steps['s1']).toBeUndefined();
  expect(state.warnings.join('\n')).toMatch(/unknown type "__proto__"/);
  expect(state.warnings.join('\n')).toMatch(/newer Breakwater/);
  expect(state.warnings.join('\n')).toMatch(/has no step/);
});

const RUNS = Number(process.env['MUTATIONS'] ?? 20_000);

test(`${RUNS} mutated logs: nothing is thrown, no intact event is lost`, { timeout: 120_000 }, () => {
  const events = [
    started(),
    event({ type: 'step-entered', step: 's1' }),
    blockStarted('b1', 'x1'),
    event({ type: 'block-output', execution: 'x1', stream: 'stdout', text: 'ünï ✓ "quoted"\n' }),
    event({ type: 'block-ended', execution: 'x1', exitCode: 0, duration: 5, how: 'exited' }),
    done(s1),
    event({ type: 'variable-set', name: 'ns', secret: false, value: 'prod' }),
    ...Array.from({ length: 8 }, (_, index) => event({ type: 'noted', kind: 'note', text: `note ${index}` })),
    event({ type: 'runbook-changed', hash: 'def', snapshot: '# x', anchors: { s9: 's2' } }),
    event({ type: 'resumed', running: [] }),
    event({ type: 'run-ended', outcome: 'done' }),
  ];
  const lines = events.map((one) => JSON.stringify(one));
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('byte' as const), at: fc.nat(400), to: fc.integer({ min: 32, max: 126 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(400), to: fc.nat(40) }),
    fc.record({ kind: fc.constant('field' as const), at: fc.nat(12), to: fc.jsonValue({ maxDepth: 2 }) }),
    fc.record({ kind: fc.constant('line' as const), at: fc.nat(3), to: fc.string() }),
  );
  const mutate = (line: string, { kind, at, to }: { kind: string; at: number; to: unknown }): string => {
    const here = at % line.length;
    if (kind === 'byte') return line.slice(0, here) + String.fromCharCode(to as number) + line.slice(here + 1);
    if (kind === 'cut') return line.slice(0, here) + line.slice(here + 1 + (to as number));
    if (kind === 'line') return [String(to).replaceAll('\n', ' '), 'null', '[]', '{"mine":1}'][at]!;
    const fields = JSON.parse(line) as Record<string, unknown>;
    const names = Object.keys(fields);
    return JSON.stringify({ ...fields, [names[at % names.length]!]: to });
  };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(lines.length - 1), mutation), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (mutations, torn) => {
        const mutated: string[] = [...lines];
        for (const [index, how] of mutations) mutated[index] = mutate(lines[index]!, how);
        const text = mutated.join('\n') + (torn ? '\n{"v":1,"id":"to' : '\n');
        const content = decode(text);
        const state = reduce(book, content.events);
        const intact = events.filter((_, index) => mutated[index] === lines[index]);
        const ids = new Set(content.events.map((one) => one.id));
        const taken = new Set(mutated.filter((line, index) => line !== lines[index]).map(idIn));
        for (const one of intact) {
          if (!ids.has(one.id)) return false;
          // A mutated line may have become the double of an intact one.
          if (one.type === 'noted' && !taken.has(one.id) && !state.notes.some((note) => note.text === one.text))
            return false;
        }
        return true;
      },
    ),
    { numRuns: RUNS },
  );
});

function idIn(line: string): unknown {
  try {
    return (JSON.parse(line) as { id?: unknown } | null)?.id;
  } catch {
    return undefined;
  }
}
