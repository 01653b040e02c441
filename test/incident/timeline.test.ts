import { expect, test } from 'vitest';
import { timelineOf } from '../../src/incident/timeline.ts';
import { bothTimes, Zone } from '../../src/incident/zone.ts';
import { at, eventsOf } from './sample.ts';
import { runOf, usual } from './runs.ts';

const incident = [
  ...eventsOf({ incident: 'I-1', declared: '2026-04-02T10:10Z', phases: { acknowledged: '2026-04-02T10:15Z' } }),
  at('2026-04-02T10:50Z', { type: 'phase', phase: 'resolved', time: '2026-04-02T10:43:00.000Z' }),
];

const texts = (...args: Parameters<typeof timelineOf>): string[] =>
  timelineOf(...args).entries.map((entry) => `${entry.at.slice(11, 16)} ${entry.kind}: ${entry.text}`);

test('merges the incident and its runs by time, with results of commands, and marks gaps', () => {
  expect(texts(incident, [usual()])).toEqual([
    '10:10 phase: Incident declared (SEV2): Outage I-1',
    '10:12 run: Started Cache down',
    '10:13 run: Set namespace = shop-prod',
    '10:14 command: Command run',
    '10:15 phase: Acknowledged',
    '10:15 step: Step done',
    '10:16 note: Hypothesis: The node is gone',
    '10:17 command: Command run',
    '10:17 gap: Nothing recorded for 25 min',
    '10:42 step: Step done',
    '10:43 phase: Resolved (written down at 2026-04-02T10:50:00.000Z)',
    '10:43 step: Step skipped: They sit here',
    '10:44 run: Run finished (done)',
  ]);
  const commands = timelineOf(incident, [usual()]).entries.filter(({ kind }) => kind === 'command');
  expect(commands.map(({ command, result, step }) => [command, result, step])).toEqual([
    ['redis-cli -h cache-1 ping', 'failed with exit code 1 after 3 s', 'Look at the cache'],
    ['kubectl -n shop-prod rollout restart statefulset/cache', 'timed out after 10 s', 'Restart it'],
  ]);
});

test('where a clock was set back, a log keeps its order and it is said', () => {
  const run = runOf('r', '2026-04-02T10:00:00Z', [
    [10, { type: 'noted', kind: 'note', text: 'before' }],
    [-50, { type: 'noted', kind: 'note', text: 'after' }],
  ]);
  const { entries, warnings } = timelineOf([], [run], { gap: 1e9 });
  expect(entries.map(({ text }) => text)).toEqual(['Started Cache down', 'Note: before', 'Note: after']);
  expect(warnings).toEqual([expect.stringMatching(/^Run r: Times recorded by grace go back/)]);
});

test('a long timeline is cut and says so; phases and notes at its ends stay', () => {
  const checks = Array.from(
    { length: 50 },
    (_, index) => [index / 60, { type: 'check-ticked', check: `c${index}` }] as const,
  );
  const { entries, warnings } = timelineOf(incident, [runOf('r', '2026-04-02T10:11:00Z', checks)], { limit: 10 });
  expect(entries.filter(({ kind }) => kind === 'check')).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/shows 4 of 54 entries/)]);
});

test('events that are none of ours are not in it', () => {
  const run = {
    ...usual(),
    events: [null, { type: 'noted' }, { type: 'toString', at: '2026-04-02T10:00:00Z', by: 'x' }] as never,
  };
  expect(timelineOf([], [run]).entries).toEqual([]);
});

test('both times: UTC and the clocks of the zone, on another day with its date', () => {
  expect(bothTimes('2026-03-29T00:59:59.000Z', new Zone('Europe/Berlin'))).toBe(
    '2026-03-29 00:59 UTC (01:59 Europe/Berlin)',
  );
  expect(bothTimes('2026-03-29T01:00:00.000Z', new Zone('Europe/Berlin'))).toBe(
    '2026-03-29 01:00 UTC (03:00 Europe/Berlin)',
  );
  expect(bothTimes('2026-03-29T01:00:00.000Z', new Zone('America/Los_Angeles'))).toBe(
    '2026-03-29 01:00 UTC (2026-03-28 18:00 America/Los_Angeles)',
  );
  expect(bothTimes('2026-03-29T01:00:00.000Z', new Zone('UTC'))).toBe('2026-03-29 01:00 UTC');
});
