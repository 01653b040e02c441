import { describe, expect, it } from 'vitest';
import { putBack } from '../../src/webview/undo.ts';

describe('putBack', () => {
  const change = { step: 's1', title: 'Look' };

  it('takes a tick or a skip back, and goes to the step', () => {
    expect(putBack({ ...change, status: 'to-do' })).toEqual([
      { type: 'tick', step: 's1', ticked: false },
      { type: 'enter', step: 's1' },
    ]);
  });

  it('ticks again what was done, and skips again what was skipped, for the same reason', () => {
    expect(putBack({ ...change, status: 'done' })[0]).toEqual({ type: 'tick', step: 's1', ticked: true });
    expect(putBack({ ...change, status: 'skipped', reason: 'not ours' })[0]).toEqual({
      type: 'skip',
      step: 's1',
      reason: 'not ours',
    });
  });
});
