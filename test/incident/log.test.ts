import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeIncident, mergeIncidentLogs } from '../../src/incident/log.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, eventsOf } from './sample.ts';

const lines = (...values: unknown[]): string =>
  values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');
const declared = eventsOf({ incident: 'I-1', declared: '2026-04-01T10:00Z' })[0]!;

test('reads what it wrote', () => {
  const events = [
    declared,
    at('2026-04-01T10:01Z', { type: 'note', kind: 'decision', text: 'Fail over', evidence: '5xx' }),
  ];
  expect(decodeIncident(lines(...events))).toEqual({ events, warnings: [] });
});

test('torn, foreign and unknown lines are said; the rest counts', () => {
  const { events, warnings } = decodeIncident(
    lines('{"type":"no', [1], '"text"', declared, { ...declared, id: 'x1', type: 'exploded' }, declared),
    'I-1.jsonl',
  );
  expect(events).toEqual([declared]);
  expect(warnings).toEqual([
    'Skipped line 5 of I-1.jsonl: it has the unknown type "exploded".',
    'Line 1 of I-1.jsonl was unreadable and skipped.',
    "Lines 2 and 3 of I-1.jsonl aren't Breakwater's.",
  ]);
});

test('an editor that puts a byte order mark first takes nothing away', () => {
  expect(decodeIncident(`\uFEFF${lines(declared)}`)).toEqual({ events: [declared], warnings: [] });
});

test('a newer log can be viewed and not continued', () => {
  const content = decodeIncident(lines(declared, { ...declared, id: 'n', v: 2 }));
  expect(content.events).toEqual([declared]);
  expect(content.refused).toMatch(/newer Breakwater/);
});

test.each([
  ['run', { type: 'run-linked', run: '../../etc/passwd' }],
  ['run', { type: 'run-linked', run: '.hidden' }],
  ['id', { type: 'closed', id: 'a/b' }],
  ['at', { type: 'closed', at: '2026-02-30T00:00:00Z' }],
  ['phase', { type: 'phase', phase: 'constructor' }],
  ['text', { type: 'note', kind: 'action' }],
])('refuses an event whose %s is none: %j', (key, fields) => {
  const { events, warnings } = decodeIncident(lines({ ...at('2026-04-01T10:00Z', { type: 'closed' }), ...fields }));
  expect(events).toEqual([]);
  expect(warnings[0]).toContain(`has no valid \`${key}\``);
});

test.each(['../secret.md', '/etc/passwd', 'C:\\x.md', 'a/../../b.md', 'a\u0000.md'])(
  'a runbook elsewhere is dropped: %j',
  (runbook) => {
    const { events, warnings } = decodeIncident(lines({ ...declared, runbook }));
    expect(events[0]).not.toHaveProperty('runbook');
    expect(warnings[0]).toMatch(/ignored `runbook`/);
  },
);

test('logs of several responders are one, each event once', () => {
  const mine = at('2026-04-01T10:05Z', { type: 'phase', phase: 'acknowledged' });
  const theirs = at('2026-04-01T10:03Z', { type: 'note', kind: 'observation', text: 'Errors' }, 'grace');
  const merged = mergeIncidentLogs([decodeIncident(lines(declared, mine)), decodeIncident(lines(declared, theirs))]);
  expect(merged.events).toHaveLength(3);
  expect(reduceIncident(merged.events)).toMatchObject({ status: 'open', times: { acknowledged: mine.at } });
});

test('a phase can be corrected and taken back', () => {
  const events = [
    declared,
    at('2026-04-01T10:30Z', { type: 'phase', phase: 'mitigated' }),
    at('2026-04-01T10:40Z', { type: 'phase', phase: 'mitigated', time: '2026-04-01T10:20:00.000Z' }),
    at('2026-04-01T10:41Z', { type: 'phase', phase: 'resolved' }),
    at('2026-04-01T10:42Z', { type: 'phase', phase: 'resolved', withdrawn: true }),
  ];
  expect(reduceIncident(events)).toMatchObject({
    status: 'mitigated',
    times: { mitigated: '2026-04-01T10:20:00.000Z' },
    impactSpans: [{ from: '2026-04-01T10:00:00.000Z', to: '2026-04-01T10:20:00.000Z' }],
  });
});

test('a clock that was set back is said, and what came after stays after', () => {
  const events = [
    declared,
    at('2026-04-01T10:30Z', { type: 'severity-changed', severity: 'SEV1' }),
    at('2026-04-01T09:40Z', { type: 'severity-changed', severity: 'SEV3' }),
  ];
  const state = reduceIncident(events);
  expect(state.severity).toBe('SEV3');
  expect(state.warnings[0]).toMatch(/ada go back from 2026-04-01T10:30:00.000Z/);
  // Two people whose clocks differ are no such case.
  const other = [declared, events[1]!, { ...events[2]!, by: 'grace' }];
  expect(reduceIncident(other).warnings).toEqual([]);
});

test('what cannot be is said: reopened while open, closed without an end, two declarations, none', () => {
  const warning = (...more: Parameters<typeof reduceIncident>[0]): string =>
    reduceIncident([declared, ...more]).warnings.join('\n');
  expect(warning(at('2026-04-01T10:30Z', { type: 'reopened' }))).toMatch(/still open/);
  expect(warning(at('2026-04-01T10:30Z', { type: 'closed' }))).toMatch(/without being resolved/);
  expect(warning({ ...declared, id: 'again' })).toMatch(/declares 2 incidents/);
  expect(reduceIncident([]).warnings.join()).toMatch(/declares no incident/);
  expect(warning(at('2026-04-01T10:30Z', { type: 'role', role: 'scribe', person: 'bo' }))).toBe('');
});

test('the reader never throws, and what it read reduces', () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, '', '../x', 'I-1', '2026-04-01T10:00:00Z', 1e308, -1, [], {}),
    fc.jsonValue(),
  );
  const keys = [
    'v',
    'id',
    'at',
    'by',
    'type',
    'incident',
    'severity',
    'title',
    'services',
    'phase',
    'time',
    'kind',
    'text',
  ];
  const types = fc.constantFrom(
    'incident-declared',
    'phase',
    'note',
    'reopened',
    'closed',
    '__proto__',
    'severity-changed',
  );
  const line = fc
    .tuple(types, fc.dictionary(fc.constantFrom(...keys), value))
    .map(([type, fields]) => JSON.stringify({ ...declared, type, ...fields }));
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (all) => {
      const { events, warnings } = decodeIncident(all.join('\n'));
      expect(typeof reduceIncident(events, warnings).title).toBe('string');
    }),
    { numRuns: 500 },
  );
});

test.each([
  [['{', declared, '{', '{'], 'Lines 1, 3 and 4 of a.jsonl were unreadable and skipped.'],
  [[declared, '{"type":"no'], 'Line 2 of a.jsonl was unreadable and skipped.'],
  [[...'{{{{{{{{'], 'Lines 1, 2, 3, 4, 5 and 3 more of a.jsonl were unreadable and skipped.'],
])('torn lines are named by file and line: %#', (written, sentence) => {
  expect(decodeIncident(lines(...written), 'a.jsonl').warnings).toEqual([sentence]);
  expect(decodeIncident(lines(declared), 'a.jsonl').warnings).toEqual([]);
});

describe('a phase whose time is none', () => {
  const told = eventsOf({ incident: 'I-1', declared: '2026-04-01T10:00Z', started: '2026-04-01T10:00Z' });
  const late = at('2026-04-09T10:00Z', { type: 'phase', phase: 'resolved' });
  const measured = (...more: unknown[]) => {
    const { events, warnings } = decodeIncident(lines(...told, ...more), 'I-1.jsonl');
    const now = '2026-04-10T00:00:00.000Z';
    return metricsOf([reduceIncident(events, warnings)], { now, zone: new Zone('UTC') });
  };

  test.each([null, 'yesterday', '', 17, '2026-02-30T10:00:00Z'])('%j is in no number, and that is told', (time) => {
    const { incidents, notes } = measured({ ...late, time });
    expect(incidents.all.times.recover.count).toBe(0);
    expect(notes.join('\n')).toMatch(/line 2 of I-1\.jsonl.*resolved.*has no valid `time` and is not counted/);
  });

  test('one without a time counts when it was written down, and one that takes a time back needs none', () => {
    expect(measured(late).incidents.all.times.recover.count).toBe(1);
    const back = at('2026-04-09T11:00Z', { type: 'phase', phase: 'resolved', withdrawn: true, withdraws: late.id });
    const { incidents, notes } = measured(late, { ...back, time: null });
    expect(incidents.all.times.recover.count).toBe(0);
    expect(notes.join('\n')).not.toContain('valid');
  });
});
