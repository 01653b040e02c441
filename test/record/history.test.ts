import { expect, test } from 'vitest';
import { summarizeLog } from '../../src/record/history.ts';

const start = (more: object = {}): string =>
  JSON.stringify({ type: 'run-started', at: '2026-03-01T03:00:00Z', runbook: { path: 'a.md', title: 'A' }, ...more });

test('the ends of a log tell what was run, since when, and whether it has ended', () => {
  const open = {
    path: 'a.md',
    title: 'A',
    startedAt: '2026-03-01T03:00:00.000Z',
    ended: false,
    drill: false,
    dryRun: false,
  };
  expect(summarizeLog(start(), start())).toEqual(open);
  expect(summarizeLog(start({ drill: true }), '{"type":"run-ended"}\n')).toEqual({
    ...open,
    drill: true,
    ended: true,
    outcome: 'done',
  });
  const end = '{"type":"run-ended","outcome":"incomplete","at":"2026-03-01T04:00:00Z"}\n';
  expect(summarizeLog(start(), end)).toMatchObject({ outcome: 'incomplete', endedAt: '2026-03-01T04:00:00Z' });
  expect(summarizeLog(start(), `${end}{"type":"run-reopened"}\n`)).toEqual(open);
});

test('a note that mentions run-ended does not end a run; a torn last line is not an end', () => {
  const note = JSON.stringify({ type: 'noted', text: 'no run-ended yet' });
  expect(summarizeLog(start(), `${note}\n`)).toMatchObject({ ended: false });
  expect(summarizeLog(start(), '{"type":"run-ended","a')).toMatchObject({ ended: false });
});

test.each(['', 'null', '[]', '{"type":"noted"}', start({ at: 'soon' }), start({ runbook: { path: 1 } })])(
  'what starts no run has no summary: %s',
  (line) => {
    expect(summarizeLog(line, line)).toBeUndefined();
  },
);
