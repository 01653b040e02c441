import { expect, test } from 'vitest';
import type { IncidentEvent, Phase } from '../../src/incident/events.ts';
import { phaseConflict } from '../../src/incident/phaseOrder.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { timesOfIncident } from '../../src/incident/times.ts';
import { at, eventsOf, MINUTE } from './sample.ts';

const day = (time: string): string => `2026-04-01T${time}:00.000Z`;
const reached = (phase: Phase, time: string): IncidentEvent =>
  at(day('10:00'), { type: 'phase', phase, time: day(time) });
const declared = eventsOf({ incident: 'I-1', declared: day('10:00'), started: day('09:50') });

test('acknowledged before it was declared: counted from the start of the impact, and detection is not known', () => {
  const state = reduceIncident([...declared, reached('acknowledged', '09:55')]);
  const { durations, problems } = timesOfIncident(state);
  expect(state.times.detected).toBeUndefined();
  expect(durations).toEqual({ acknowledge: 5 * MINUTE });
  expect(problems).toEqual([expect.stringContaining('its time to detect is not counted')]);
});

test('written down when it was over: no time to detect that is longer than the incident', () => {
  const state = reduceIncident([...declared, reached('resolved', '09:58')]);
  expect(timesOfIncident(state).durations).toEqual({ recover: 8 * MINUTE });
});

test('a detection that is recorded counts, also one that is declared afterwards', () => {
  const events = [...declared, reached('acknowledged', '09:55'), reached('detected', '09:52')];
  const { durations, problems } = timesOfIncident(reduceIncident(events));
  expect(durations).toEqual({ detect: 2 * MINUTE, acknowledge: 3 * MINUTE });
  expect(problems).toEqual([]);
});

test('declared before anybody acknowledged it, it was detected when it was declared', () => {
  const later = at(day('10:04'), { type: 'phase', phase: 'acknowledged' });
  const { durations, problems } = timesOfIncident(reduceIncident([...declared, later]));
  expect([durations, problems]).toEqual([{ detect: 10 * MINUTE, acknowledge: 4 * MINUTE }, []]);
});

test('without a recorded start, a time before detection stays told and uncounted', () => {
  const bare = eventsOf({ incident: 'I-1', declared: day('10:00') });
  const { durations, problems } = timesOfIncident(reduceIncident([...bare, reached('acknowledged', '09:55')]));
  expect(durations).toEqual({});
  expect(problems).toEqual([expect.stringContaining('is before detected')]);
});

test('a time before an assumed detection contradicts nothing; one before a recorded detection does', () => {
  expect(phaseConflict(reduceIncident(declared), 'acknowledged', day('09:55'))).toBeUndefined();
  const recorded = reduceIncident([...declared, reached('detected', '09:57')]);
  expect(phaseConflict(recorded, 'acknowledged', day('09:55'))).toContain('before detected');
  const bare = reduceIncident(eventsOf({ incident: 'I-1', declared: day('10:00') }));
  expect(phaseConflict(bare, 'acknowledged', day('09:55'))).toContain('before detected');
});
