import { describe, expect, test } from 'vitest';
import type { IncidentEvent, NewIncidentEvent, Phase } from '../../src/incident/events.ts';
import { decodeIncident } from '../../src/incident/log.ts';
import { beforeItWasOver, beforeStart } from '../../src/incident/phaseOrder.ts';
import { withdrawalOf } from '../../src/incident/phaseTimes.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { timelineOf } from '../../src/incident/timeline.ts';
import { timesOfIncident } from '../../src/incident/times.ts';
import { at, eventsOf, HOUR, MINUTE } from './sample.ts';

const day = (time: string): string => `2026-04-01T${time}:00.000Z`;
const declared = eventsOf({ incident: 'I-1', declared: day('10:00'), started: day('09:30') });
const phaseAt = (time: string, phase: Phase, reached?: string): IncidentEvent =>
  at(day(time), { type: 'phase', phase, ...(reached ? { time: day(reached) } : {}) });

/** The log after a phase was taken back. */
function without(events: readonly IncidentEvent[], phase: Phase): readonly IncidentEvent[] {
  const withdrawal = withdrawalOf(reduceIncident(events), phase);
  if ('problem' in withdrawal) throw new Error(withdrawal.problem);
  return [...events, at(day('20:00'), withdrawal)];
}

describe('a phase is taken back', () => {
  test('the start that was declared', () => {
    const events = without(declared, 'started');
    expect(reduceIncident(events).times).toEqual({ detected: day('10:00') });
    // It survives being written and read.
    const read = decodeIncident(events.map((event) => JSON.stringify(event)).join('\n')).events;
    expect(reduceIncident(read).times).toEqual({ detected: day('10:00') });
  });

  test('one correction after the other, the latest first', () => {
    const corrected = [...declared, phaseAt('10:10', 'started', '09:40'), phaseAt('10:11', 'started', '09:50')];
    const once = without(corrected, 'started');
    expect(reduceIncident(once).times.started).toBe(day('09:40'));
    const twice = without(once, 'started');
    expect(reduceIncident(twice).times.started).toBe(day('09:30'));
    expect(reduceIncident(without(twice, 'started')).times.started).toBeUndefined();
  });

  test('a resolution: it is mitigated still, and open before that', () => {
    const events = [...declared, phaseAt('10:20', 'mitigated'), phaseAt('10:30', 'resolved')];
    expect(reduceIncident(without(events, 'resolved'))).toMatchObject({ status: 'mitigated' });
    expect(reduceIncident(without(without(events, 'resolved'), 'mitigated'))).toMatchObject({
      status: 'open',
      impactSpans: [{ from: day('09:30') }],
    });
  });

  test('not what there is none of; a detection without a time of its own is the declaration', () => {
    const state = reduceIncident(declared);
    expect(withdrawalOf(state, 'resolved')).toEqual({ problem: 'I-1 has no phase resolved to take back' });
    expect(withdrawalOf(state, 'detected')).toEqual({ problem: expect.stringContaining('when it was declared') });
  });

  test('in an older log, which names no time, all corrections go; the declaration goes where there are none', () => {
    const old = at(day('20:00'), { type: 'phase', phase: 'started', withdrawn: true });
    expect(reduceIncident([...declared, old]).times.started).toBeUndefined();
    const corrected = [...declared, phaseAt('10:10', 'started', '09:40'), phaseAt('10:11', 'started', '09:50')];
    expect(reduceIncident([...corrected, old]).times.started).toBe(day('09:30'));
  });

  test('of another phase, or of an event that is not there, nothing changes', () => {
    for (const withdraws of [declared[0]!.id, 'gone']) {
      const event = { type: 'phase', phase: 'mitigated', withdrawn: true, withdraws } as NewIncidentEvent;
      const events = [...declared, phaseAt('10:20', 'mitigated'), at(day('20:00'), event)];
      expect(reduceIncident(events).times).toMatchObject({ mitigated: day('10:20'), started: day('09:30') });
    }
  });
});

describe('the timeline marks times that no longer hold', () => {
  const texts = (events: readonly IncidentEvent[]): string[] =>
    timelineOf(events, [], { gap: 100 * HOUR }).entries.map(({ text }) => text);

  test('corrected, taken back; not what was reached before it came back', () => {
    const events = [...declared, phaseAt('10:20', 'mitigated'), phaseAt('10:30', 'mitigated', '10:25')];
    expect(texts(events).slice(2)).toEqual([
      'Mitigated (corrected later)',
      `Mitigated (written down at ${day('10:30')})`,
    ]);
    expect(texts(without(events, 'mitigated')).slice(2)).toEqual([
      'Mitigated',
      `Mitigated (written down at ${day('10:30')}) (taken back later)`,
      'Taken back: mitigated',
    ]);
    const back = [
      ...declared,
      phaseAt('10:20', 'mitigated'),
      at(day('11:00'), { type: 'reopened' }),
      phaseAt('11:10', 'mitigated'),
    ];
    expect(texts(back).slice(2)).toEqual(['Mitigated', 'Reopened', 'Mitigated']);
  });

  test('also in an older log', () => {
    const old = at(day('20:00'), { type: 'phase', phase: 'mitigated', withdrawn: true });
    expect(texts([...declared, phaseAt('10:20', 'mitigated'), old]).slice(2)).toEqual([
      'Mitigated (taken back later)',
      'Taken back: mitigated',
    ]);
  });
});

describe('no time before the start', () => {
  const state = reduceIncident([...declared, phaseAt('10:20', 'mitigated'), phaseAt('10:40', 'resolved')]);

  test('of a phase, of a start after what followed, of a return', () => {
    expect(beforeStart(state, 'mitigated', day('09:00'))).toMatch(/before the incident started .*09:30/);
    expect(beforeStart(state, 'started', day('10:30'))).toMatch(/after mitigated .*correct mitigated first/);
    expect(beforeItWasOver(state, day('08:00'))).toMatch(/before the incident started/);
    expect(beforeItWasOver(state, day('10:10'))).toMatch(/before it was mitigated .*10:20/);
  });

  test('what can be is not refused', () => {
    expect(beforeStart(state, 'mitigated', day('09:30'))).toBeUndefined();
    // It was declared at 10:00, which says little about when it was detected.
    expect(beforeStart(state, 'started', day('10:05'))).toBeUndefined();
    expect(beforeItWasOver(state, day('10:25'))).toBeUndefined();
    const unknown = reduceIncident(eventsOf({ incident: 'I-2', declared: day('10:00') }));
    expect(beforeStart(unknown, 'acknowledged', day('09:55'))).toBeUndefined();
    expect(beforeStart(unknown, 'mitigated', '1999-01-01T00:00:00.000Z')).toMatch(/long before .* say when it started/);
  });
});

describe('time to mitigate of an incident that came back', () => {
  const first = [...declared, phaseAt('10:00', 'mitigated')];
  const back = [...first, at(day('15:00'), { type: 'reopened' })];
  const mitigate = (events: readonly IncidentEvent[]): number | undefined =>
    timesOfIncident(reduceIncident(events)).durations.mitigate;

  test('what it took each time, without the time in which it was well', () => {
    expect(mitigate([...back, phaseAt('15:10', 'mitigated')])).toBe(40 * MINUTE);
    expect(mitigate(first)).toBe(30 * MINUTE);
  });

  test('unknown until it is mitigated again, and where one end was not recorded', () => {
    expect(mitigate(back)).toBeUndefined();
    expect(mitigate([...back, phaseAt('15:10', 'resolved')])).toBeUndefined();
    const resolved = [...declared, phaseAt('10:00', 'resolved'), at(day('15:00'), { type: 'reopened' })];
    expect(mitigate([...resolved, phaseAt('15:10', 'mitigated')])).toBeUndefined();
  });
});
