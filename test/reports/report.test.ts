import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/record/events.ts';
import { reportOf } from '../../src/reports/report.ts';
import { reportHtml } from '../../src/reports/reportHtml.ts';
import { reportMarkdown } from '../../src/reports/reportMarkdown.ts';
import { reportText } from '../../src/reports/reportText.ts';
import { timelineOf } from '../../src/reports/timeline.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { blockStarted, event, runbook, started } from '../run/sample.ts';

const snapshot = '# Failover\n\n## 1. Look\n\n```sh\nuptime\n```\n\n## 2. Promote\n\n```sh\npromote\n```\n';
const book = parseRunbook(snapshot);
const [look, promote] = book.steps;
const base = started() as Extract<RunEvent, { type: 'run-started' }>;
const start: RunEvent = { ...base, runbook: { ...base.runbook, snapshot } };

function ran(): RunEvent[] {
  const id = promote!.blocks[0]!.id;
  return [
    start,
    event({ type: 'step-ticked', step: look!.id, title: look!.title }),
    event({ type: 'context-changed', before: { kubectl: 'staging' }, now: { kubectl: 'prod' } }),
    event({
      type: 'block-refused',
      block: id,
      step: promote!.id,
      command: 'promote',
      reason: 'confirmation cancelled',
    }),
    blockStarted(id, 'x1', promote!.id),
    event({ type: 'block-output', execution: 'x1', stream: 'stdout', text: 'a <b>\n```\n\u001b[31mred\n' }),
    event({
      type: 'block-ended',
      execution: 'x1',
      how: 'exited',
      exitCode: 0,
      duration: 1500,
      met: false,
      message: 'Output differs from what the runbook shows\n-x',
    }),
    event({ type: 'run-ended', outcome: 'incomplete', left: '1 step failed.' }),
  ];
}

test('a report tells the states, results and outcome of a run from its log alone', () => {
  const report = reportOf({ events: ran(), warnings: [] })!;
  expect(report).toMatchObject({
    outcome: 'incomplete',
    summary: '1 of 2 done, 1 failed',
    path: 'runbooks/failover.md',
  });
  expect(report.steps).toMatchObject([
    { title: look!.title, text: 'done', by: 'ada' },
    { text: 'failed, output differs from what the runbook shows', results: [{ output: 'a <b>\n```\nred\n' }] },
  ]);
  expect(reportOf({ events: [...ran(), event({ type: 'run-reopened' })], warnings: [] })).toMatchObject({
    outcome: 'open',
  });
  expect(reportOf({ events: ran().slice(1), warnings: [] })).toBeUndefined();
});

test('the timeline has refusals, targets that change, edits and the end', () => {
  const edited = event({ type: 'runbook-changed', hash: 'x', snapshot });
  expect(timelineOf(book, [...ran(), edited]).map(({ text }) => text)).toEqual([
    'Started',
    'Done',
    'Target changed: kubectl staging -> prod',
    'Refused: confirmation cancelled',
    'Ran',
    'Output differs from what the runbook shows',
    'Finished, incomplete: 1 step failed.',
    'Runbook edited',
  ]);
});

test('events with fields missing are told without them', () => {
  const types = ['noted', 'context-changed', 'block-ended', 'run-ended', 'escalated', 'block-refused', 'constructor'];
  const broken = types.map((type) => ({ type, at: '', by: '' }) as unknown as RunEvent);
  const texts = timelineOf(runbook([]), broken).map(({ text }) => text);
  expect(texts).toEqual(['Note: ', 'Target changed: ', 'Result unknown', 'Finished', 'Escalated to ', 'Refused']);
});

test.each(['__proto__', 'constructor', 'toString', 'new'])(
  'a command that ended by %s has an unknown result',
  (how) => {
    const events = ran().map((one) => (one.type === 'block-ended' ? ({ ...one, how } as unknown as RunEvent) : one));
    expect(timelineOf(runbook([]), events).map(({ text }) => text)).toContain('Result unknown');
  },
);

test('documents hold the output as text, in a fence longer than its own', () => {
  const report = reportOf({ events: ran(), warnings: ['A <warning>'] })!;
  expect(reportMarkdown(report)).toContain('````text\na <b>\n```\nred\n````');
  expect(reportMarkdown(report)).toContain('> A \\<warning\\>');
  const html = reportHtml(report);
  expect(html).toContain('<pre>a &lt;b&gt;\n```\nred\n</pre>');
  expect(html).not.toMatch(/<b>|<warning>/);
  expect(reportText(report)).toContain('2. Promote: failed, output differs from what the runbook shows');
});

test('a secret stays one in the sentence that is made of it, whatever stands before it', () => {
  const said = '  password: three small words9 # note';
  const events = [
    start,
    event({ type: 'step-skipped', step: look!.id, title: look!.title, reason: said }),
    event({ type: 'message-sent', channel: said, text: said }),
    event({ type: 'role-changed', role: 'scribe', person: said }),
    // Of a look-alike all is shown.
    event({ type: 'noted', kind: 'note', text: 'three small words' }),
  ];
  const report = reportOf({ events, warnings: [] })!;
  const all = [reportText(report), reportMarkdown(report), reportHtml(report), JSON.stringify(report)].join('\n');
  expect(all).not.toContain('words9');
  expect(all).toContain('Note: three small words');
});

test('what is no event, or names no runbook, is passed over', () => {
  const odd = [null, 1, 'x', [], {}, { type: 'run-started' }, { type: 'block-output', spilled: 1 }] as never[];
  expect(reportOf({ events: [...odd, ...ran()], warnings: [] })).toMatchObject({
    summary: '1 of 2 done, 1 failed',
    warnings: expect.arrayContaining(["Skipped a log entry that isn't an event."]) as unknown,
  });
  expect(reportOf({ events: odd, warnings: [] })).toBeUndefined();
});
