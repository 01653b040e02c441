import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import type { ExecutionView, ItemState } from '../../src/protocol/webview.ts';
import { diffLines } from '../../src/webview/diffView.ts';
import { resultText } from '../../src/webview/resultRow.ts';

const execution = (more: Partial<ExecutionView>): ExecutionView => ({
  execution: 'x',
  block: 'b',
  command: 'true',
  startedAt: '2026-01-01T00:00:00.000Z',
  status: 'failed',
  printed: 0,
  truncated: false,
  ...more,
});
const failed: ItemState = { state: 'failed', word: 'failed', text: 'failed' };

describe('resultText', () => {
  it('says once that only the output differs', () => {
    const message = 'Output differs from what the runbook shows\n@@ -1 +1 @@\n-a\n+b\n';
    expect(resultText(failed, execution({ exitCode: 0, met: false, message }))).toEqual({
      headline: 'Output differs from what the runbook shows',
      patch: '@@ -1 +1 @@\n-a\n+b',
    });
  });

  it('says that a command failed, and how', () => {
    expect(resultText(failed, execution({ exitCode: 3 }))).toMatchObject({ headline: 'Failed', exitCode: 3 });
    const met = execution({ exitCode: 1, met: false, message: 'Exit code 1.' });
    expect(resultText(failed, met)).toMatchObject({ headline: 'Failed', exitCode: 1 });
    expect(resultText(failed, execution({ status: 'timed-out' })).headline).toBe('Failed, timed out');
  });

  it('says what was refused, which has no execution', () => {
    const refused: ItemState = { state: 'refused', word: 'refused', text: 'refused, no', detail: 'no' };
    expect(resultText(refused, undefined)).toEqual({ headline: 'Refused', sentence: 'no' });
  });
});

describe('diffLines', () => {
  it('keeps what differs with what is around it, and no headers', () => {
    const lines = (last: string): string => ['a', 'b', 'c', 'd', 'e', 'f', 'g', last, ''].join('\n');
    const patch = createTwoFilesPatch('runbook', 'output', `0\n${lines('h')}`, `1\n${lines('--i')}`, '', '', {
      context: 1,
    });
    expect(diffLines(patch)).toEqual([
      { kind: 'expected', text: '0' },
      { kind: 'actual', text: '1' },
      { kind: 'same', text: 'a' },
      { kind: 'gap', text: '' },
      { kind: 'same', text: 'g' },
      { kind: 'expected', text: 'h' },
      { kind: 'actual', text: '--i' },
    ]);
  });

  it('has nothing to say of no difference', () => expect(diffLines('')).toEqual([]));
});
