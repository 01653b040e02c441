import { describe, expect, it } from 'vitest';
import { statesOf } from '../../src/run/itemState.ts';
import { leftOpen, outcomeOf } from '../../src/reports/leftOpen.ts';
import { reduce } from '../../src/record/reduce.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { block, blockStarted, event, runbook, started, step } from '../run/sample.ts';

const book = runbook(['a', 'b', 'c', 'd', 'constructor'].map((id) => step(id, id, [block(`b-${id}`, 'true')])));
const countsAfter = (...events: readonly RunEvent[]) => statesOf(book, reduce(book, [started(), ...events])).counts;
const all = (type: 'step-ticked' | 'step-skipped'): RunEvent[] => book.steps.map(({ id }) => event({ type, step: id }));

describe('leftOpen', () => {
  it('counts what is unfinished, failed, unknown and running', () => {
    const counts = countsAfter(
      event({ type: 'step-ticked', step: 'a' }),
      event({ type: 'step-entered', step: 'b' }),
      event({ type: 'step-failed', step: 'c' }),
      blockStarted('b-d', 'x', 'd'),
      event({ type: 'block-ended', execution: 'x', how: 'unknown', duration: 1 }),
    );
    expect(leftOpen(counts, 1)).toBe(
      '2 steps unfinished, 1 step failed, 1 step with an unknown result, 1 command still running.',
    );
    expect(outcomeOf(counts, 0)).toBe('incomplete');
  });

  it('tells a run that leaves nothing open from one without steps', () => {
    expect(leftOpen(countsAfter(...all('step-ticked')), 0)).toBe('All steps are done or skipped (5).');
    expect(outcomeOf(countsAfter(...all('step-skipped')), 0)).toBe('done');
    expect(outcomeOf(countsAfter(...all('step-ticked')), 1)).toBe('incomplete');
    const none = runbook([]);
    expect(leftOpen(statesOf(none, reduce(none, [])).counts, 0)).toBe('This runbook has no steps.');
  });

  it('counts commands that run after the last step', () => {
    expect(leftOpen(countsAfter(...all('step-ticked')), 2)).toBe('2 commands still running.');
  });
});
