import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../src/incident/timeline.ts';
import { bothTimes, bothTimesToSecond, Zone } from '../../src/incident/zone.ts';
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
  expect(bothTimesToSecond('2026-03-29T00:59:59.000Z', new Zone('Europe/Berlin'))).toBe(
    '2026-03-29 00:59:59 UTC (01:59:59 Europe/Berlin)',
  );
  expect(bothTimes('2026-03-29T01:00:00.000Z', new Zone('UTC'))).toBe('2026-03-29 01:00 UTC');
});

describe('more entries than anybody reads', () => {
  const runs = Array.from({ length: 6 }, (_, run) =>
    runOf(
      `r${run}`,
      `2026-04-02T10:${20 + 5 * run}:00Z`,
      Array.from({ length: 20 }, (_, index) => {
        return [index / 4, { type: 'noted', kind: 'note', text: `${run}-${index}` }] as const;
      }),
    ),
  );

  test.each([
    ['in the order of their beginning', runs],
    ['the other way round', runs.toReversed()],
    ['all at once', runs.map(({ run }, index) => ({ ...runs[0]!, run, warnings: [`${index}`] }))],
  ])('of runs %s: the first and the last ones are those of all in order', (_, logs) => {
    const all = timelineOf([], logs, { gap: 1e9 }).entries;
    const cut = timelineOf([], logs, { gap: 1e9, limit: 21 }).entries;
    expect(cut).toEqual([...all.slice(0, 11), ...all.slice(-10)]);
  });

  test('the incident keeps all of its own: phases in the middle are what a post-mortem is about', () => {
    const { entries } = timelineOf(incident, runs, { limit: 9 });
    expect(entries.filter(({ kind }) => kind === 'phase').map(({ text }) => text)).toEqual([
      'Incident declared (SEV2): Outage I-1',
      'Acknowledged',
      'Resolved (written down at 2026-04-02T10:50:00.000Z)',
    ]);
    expect(entries.filter(({ run }) => run !== undefined)).toHaveLength(6);
  });

  test('a silence among those shown is not called a silence of the responders', () => {
    const texts = timelineOf(incident, runs, { limit: 9 }).entries.map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('Nothing'))).toEqual([expect.stringMatching(/^Nothing shown for /)]);
  });

  test('notes of an incident alone are cut in the middle', () => {
    const notes = Array.from({ length: 30 }, (_, index) =>
      at(`2026-04-02T11:${10 + index}Z`, { type: 'note', kind: 'observation', text: `${index}` }),
    );
    expect(timelineOf(notes, runs, { limit: 4, gap: 1e9 }).entries.map(({ text }) => text)).toEqual(
      ['0', '1', '28', '29'].map((number) => `Observation: ${number}`),
    );
  });
});
