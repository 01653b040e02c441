import { describe, expect, it, test } from 'vitest';
import type { BlockEnded, RunEvent } from '../../src/record/events.ts';
import { reduce } from '../../src/record/reduce.ts';
import { statesOf } from '../../src/run/itemState.ts';
import { block, blockStarted, event, runbook, started, step } from './sample.ts';

const book = runbook([
  step('s1', 'Look', [block('b1', 'true'), block('b2', 'true')]),
  step('s2', 'Ask', [], ['Is it up?', 'Is it fast?']),
  step('s3', 'Undo', [
    block('b3', 'true', { attributes: { rollback: 'b4' } }),
    block('b4', 'false'),
    block('b5', 'ls', { attributes: { excludeFromRunAll: 'true' } }),
  ]),
  step('constructor', 'Named like a property'),
]);

function states(...events: readonly RunEvent[]) {
  return statesOf(book, reduce(book, [started(), ...events]));
}
const textOf = (id: string, ...events: readonly RunEvent[]): string => {
  const { steps, none } = states(...events);
  return (Object.hasOwn(steps, id) ? steps[id]! : none).text;
};
let count = 0;
/** A block that ran and ended. */
function ran(id: string, how: Partial<BlockEnded> = { exitCode: 0 }, stepId = 's1'): RunEvent[] {
  const execution = `x${++count}`;
  const begun = blockStarted(id, execution, stepId);
  return [begun, event({ type: 'block-ended', execution, how: 'exited', duration: 1, ...how })];
}
const says = (type: 'step-entered' | 'step-ticked' | 'step-unticked' | 'step-skipped', id = 's1'): RunEvent =>
  event({ type, step: id });

describe('a step', () => {
  it('is not started by being there', () => {
    expect(textOf('s1')).toBe('not started');
    expect(textOf('s1', says('step-entered'))).toBe('not started');
    expect(states(says('step-entered')).steps).toEqual({});
    expect(textOf('constructor')).toBe('not started');
  });

  it('is running from its first command on, since that began', () => {
    const begun = blockStarted('b1', 'x', 's1');
    expect(states(begun).steps['s1']).toEqual({ state: 'running', word: 'running', text: 'running', since: begun.at });
  });

  it('has succeeded when all its commands have, and is done only when it is checked off', () => {
    expect(textOf('s1', ...ran('b1'))).toBe('in progress, 1 of 2 commands ran');
    expect(textOf('s1', ...ran('b1'), ...ran('b2'))).toBe('succeeded, not checked off');
    expect(textOf('s1', ...ran('b1'), ...ran('b2'), says('step-ticked'))).toBe('done');
    expect(textOf('s1', says('step-ticked'))).toBe('done');
    expect(textOf('s1', says('step-ticked'), says('step-unticked'))).toBe('not started');
    expect(textOf('s3', ...ran('b3', undefined, 's3'))).toBe('succeeded, not checked off');
  });

  it('says how it failed, was cancelled, or that nobody knows', () => {
    expect(textOf('s1', ...ran('b1', { exitCode: 3 }))).toBe('failed, exit code 3');
    expect(textOf('s1', ...ran('b1', { how: 'timed-out' }))).toBe('failed, timed out');
    expect(textOf('s1', ...ran('b1', { how: 'cancelled' }))).toBe('cancelled');
    expect(textOf('s1', ...ran('b1', { how: 'unknown' }))).toBe('unknown, process gone');
    expect(textOf('s1', ...ran('b1', { how: 'dry-run' }))).toBe('not started');
    expect(textOf('s1', ...ran('b1', { exitCode: 3 }), ...ran('b2'))).toBe('failed, exit code 3');
    expect(textOf('s1', ...ran('b1', { exitCode: 3 }), ...ran('b1'), ...ran('b2'))).toBe('succeeded, not checked off');
  });

  it('has not "failed with exit code 0" where only its output differs', () => {
    const message = 'Output differs from what the runbook shows\n--- a\n+++ b';
    expect(textOf('s1', ...ran('b1', { exitCode: 0, met: false, message }))).toBe(
      'failed, output differs from what the runbook shows',
    );
    expect(textOf('s1', ...ran('b1', { exitCode: 0, met: false }))).toMatch(/failed, output differs/);
    expect(textOf('s1', ...ran('b1', { exitCode: 1, met: false, message: 'Exit code 1.' }))).toBe(
      'failed, exit code 1',
    );
  });

  it('keeps a reason to skip it, which is not done; a refusal counts where nothing has run', () => {
    const skipped = event({ type: 'step-skipped', step: 's1', reason: 'Not ours' });
    expect(textOf('s1', skipped)).toBe('skipped, not ours');
    expect(states(skipped).counts).toMatchObject({ done: 0, skipped: 1 });
    const refused = event({
      type: 'block-refused',
      block: 'b1',
      step: 's1',
      command: 'true',
      reason: 'confirmation cancelled',
    });
    expect(textOf('s1', refused)).toBe('refused, confirmation cancelled');
    expect(textOf('s1', refused, ...ran('b1'), ...ran('b2'))).toBe('succeeded, not checked off');
    expect(textOf('s1', ...ran('b1'), ...ran('b2'), refused)).toBe('succeeded, not checked off');
  });

  it('is told by what happened after it was checked off or skipped', () => {
    expect(textOf('s1', says('step-ticked'), ...ran('b1', { exitCode: 2 }))).toBe('failed, exit code 2');
    expect(textOf('s1', says('step-ticked'), ...ran('b1'))).toBe('done');
    expect(textOf('s1', says('step-skipped'), ...ran('b1'))).toBe('in progress, 1 of 2 commands ran');
    expect(textOf('s1', ...ran('b1', { exitCode: 2 }), says('step-ticked'))).toBe('done');
    const begun = blockStarted('b1', 'late', 's1');
    const failed = event({ type: 'block-ended', execution: 'late', how: 'exited', exitCode: 9, duration: 60_000 });
    expect(textOf('s1', begun, says('step-ticked'), failed)).toBe('failed, exit code 9');
    expect(textOf('s1', begun, says('step-ticked'))).toBe('done');
  });

  it('without commands is in progress with its first check', () => {
    expect(textOf('s2', event({ type: 'check-ticked', check: 's2-c0' }))).toBe('in progress, 1 of 2 checks');
  });
});

test('a run in words', () => {
  expect(states().summary).toBe('0 of 4 done');
  const events = [...ran('b1', { exitCode: 1 }), says('step-ticked', 's2'), says('step-skipped', 's3')];
  expect(states(...events).summary).toBe('1 of 4 done, 1 failed, 1 skipped');
  expect(statesOf(runbook([]), reduce(runbook([]), [])).summary).toBe('No steps');
});

test('a block that waits for its next attempt is running; an edited one says so', () => {
  const failed = ran('b1', { exitCode: 1, retryInMs: 500 });
  expect(states(...failed).blocks['b1']).toMatchObject({ state: 'running', detail: 'attempt 1 failed, will retry' });
  const old = { ...ran('b1')[0]!, hash: 'of an older text' } as RunEvent;
  const ended = event({ type: 'block-ended', execution: `x${count}`, how: 'exited', exitCode: 0, duration: 1 });
  expect(states(old, ended).blocks['b1']?.text).toBe('succeeded, before the command was edited');
  expect(textOf('s1', old, ended, ...ran('b2'))).toBe('in progress, 2 of 2 commands ran');
});
