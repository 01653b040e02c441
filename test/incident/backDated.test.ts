import { describe, expect, test } from 'vitest';
import { exactDuration } from '../../src/incident/duration.ts';
import type { IncidentEvent, NewIncidentEvent } from '../../src/incident/events.ts';
import { timelineOf, type LinkedRun } from '../../src/incident/timeline.ts';
import { at } from './sample.ts';
import { usual } from './runs.ts';

const texts = (events: readonly IncidentEvent[], runs: readonly LinkedRun[] = []): string[] =>
  timelineOf(events, runs).entries.map((entry) => `${entry.at.slice(8, 16)} ${entry.text}`);

const LATE = '2026-06-30T09:00:00.000Z';
const written = `(written down at ${LATE})`;
const on = (time: string): string => `2026-04-02T${time}:00.000Z`;
const declared = (more: object = {}): IncidentEvent =>
  at(LATE, {
    type: 'incident-declared',
    incident: 'I-1',
    severity: 'SEV2',
    title: 'Down',
    services: [],
    drill: false,
    ...more,
  } as NewIncidentEvent);
const phase = (name: string, time: string): IncidentEvent =>
  at(LATE, { type: 'phase', phase: name, time: on(time) } as NewIncidentEvent);

describe('an incident that is written down later', () => {
  const events = [
    declared({ startedAt: on('10:00'), detectedAt: on('10:40') }),
    phase('acknowledged', '10:45'),
    phase('resolved', '11:30'),
  ];

  test('tells start and detection where they were, and no silence before and after', () => {
    expect(texts(events)).toEqual([
      `02T10:00 Impact started ${written}`,
      `02T10:40 Detected ${written}`,
      `02T10:45 Acknowledged ${written}`,
      '02T10:45 Nothing recorded for 45 min',
      `02T11:30 Resolved ${written}`,
      '30T09:00 Incident declared (SEV2): Down',
    ]);
  });

  test('that came back was silent again, and says when that was written down', () => {
    const again = [...events, at(LATE, { type: 'reopened', time: on('12:00') }), phase('resolved', '12:30')];
    expect(texts(again).slice(5, 8)).toEqual([
      `02T12:00 Reopened ${written}`,
      '02T12:00 Nothing recorded for 30 min',
      `02T12:30 Resolved ${written}`,
    ]);
  });

  test('whose end was taken back is silent all the same', () => {
    const end = events[2]!;
    const open = [...events, at(LATE, { type: 'phase', phase: 'resolved', withdrawn: true, withdraws: end.id })];
    expect(texts(open)[5]).toMatch(/^02T11:30 Nothing recorded for/);
  });

  test('of which the start was taken back says so at its row', () => {
    const taken = [...events, at(LATE, { type: 'phase', phase: 'started', withdrawn: true, withdraws: events[0]!.id })];
    expect(texts(taken)[0]).toBe(`02T10:00 Impact started ${written} (taken back later)`);
    expect(texts(taken)[1]).not.toContain('taken back');
  });
});

test('without times of its own a declaration is one row; a run alone keeps its gaps', () => {
  expect(texts([declared()])).toEqual(['30T09:00 Incident declared (SEV2): Down']);
  expect(texts([], [usual()])).toContainEqual(expect.stringContaining('Nothing recorded for 25 min'));
});

test.each([
  [9_610_000, '2 h 40 min 10 s'],
  [10_830_000, '3 h 30 s'],
  [59_499, '59 s'],
  [3_600_000, '1 h'],
  [273_906_000, '3 d 4 h 5 min 6 s'],
  [0, '0 s'],
  [-61_000, '-1 min 1 s'],
])('%d ms to the second', (milliseconds, text) => {
  expect(exactDuration(milliseconds)).toBe(text);
});
