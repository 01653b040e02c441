import { describe, expect, it } from 'vitest';
import { leftOpen } from '../../src/extension/leftOpen.ts';
import type { StepStatus } from '../../src/record/state.ts';

const state = (statuses: Readonly<Record<string, StepStatus>>): Parameters<typeof leftOpen>[1] => ({
  steps: Object.fromEntries(Object.entries(statuses).map(([id, status]) => [id, { status, changedSince: false }])),
});

describe('leftOpen', () => {
  it('counts what is unfinished, failed and running', () => {
    const now = state({ a: 'done', b: 'doing', c: 'failed', d: 'skipped' });
    expect(leftOpen(['a', 'b', 'c', 'd', 'e', 'constructor'], now, 1)).toBe(
      '3 steps unfinished, 1 step failed, 1 command still running.',
    );
  });

  it('tells a run that leaves nothing open from one without steps', () => {
    expect(leftOpen(['a', 'b'], state({ a: 'done', b: 'skipped' }), 0)).toBe('All steps are done or skipped (2).');
    expect(leftOpen([], state({}), 0)).toBe('This runbook has no steps.');
  });

  it('counts commands that run after the last step', () => {
    expect(leftOpen(['a'], state({ a: 'done' }), 2)).toBe('2 commands still running.');
  });
});
