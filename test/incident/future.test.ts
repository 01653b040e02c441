import { expect, test } from 'vitest';
import { metricsOf } from '../../src/incident/metrics.ts';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, eventsOf, incident, MINUTE } from './sample.ts';

const now = '2026-04-02T12:00:00.000Z';
const told = { incident: 'a', declared: '2026-04-02T10:00Z', started: '2026-04-02T10:00Z' };
const figures = (state: ReturnType<typeof incident>) => metricsOf([state], { now, zone: new Zone('UTC') });

test.each(['acknowledged', 'mitigated', 'resolved'] as const)('%s in the future is in no number', (phase) => {
  const { incidents, notes } = figures(incident({ ...told, phases: { [phase]: '2026-04-02T18:00Z' } }));
  for (const { count } of Object.values(incidents.all.times).slice(1)) expect(count).toBe(0);
  expect(incidents.all.open).toBe(1);
  expect(incidents.all.downtime).toBe(120 * MINUTE);
  expect(notes.join('\n')).toContain(`a: ${phase} is in the future (2026-04-02T18:00:00.000Z) and is not counted`);
});

test('a time that is later than its log is in no number', () => {
  const time = '2026-04-02T11:30:00.000Z';
  const events = [...eventsOf(told), at('2026-04-02T10:20Z', { type: 'phase', phase: 'resolved', time })];
  const { incidents, notes } = figures(reduceIncident(events));
  expect(incidents.all.times.recover.count).toBe(0);
  expect(notes.join('\n')).toContain(`resolved was given a time (${time}) later than anything in this log`);
});

test('clocks that differ by minutes are no mistake', () => {
  const { incidents, notes } = figures(incident({ ...told, phases: { resolved: '2026-04-02T12:03Z' } }));
  expect(incidents.all.times.recover.mean).toBe(123 * MINUTE);
  expect(notes.join('\n')).not.toContain('future');
});

test('a post-mortem leaves out what is in the future, too', () => {
  const events = eventsOf({ ...told, phases: { resolved: '2026-04-02T18:00Z' } });
  const found = postmortemOf({ incident: { events, warnings: [] }, runs: [], now });
  expect(found.durations.recover).toBeUndefined();
  expect(found.status).toBe('open');
  expect(found.warnings.join('\n')).toContain('Resolved is in the future');
});

test('a close without a resolution is told of where it ends downtime', () => {
  const events = [...eventsOf(told), at('2026-04-02T11:00Z', { type: 'closed' })];
  const { incidents, notes } = figures(reduceIncident(events));
  expect(incidents.all.downtime).toBe(60 * MINUTE);
  expect(notes).toContain(
    'a was closed without being resolved: it is not in the time to recover, and its downtime ends when it was closed.',
  );
  const mitigated = [
    ...eventsOf({ ...told, phases: { mitigated: '2026-04-02T10:30Z' } }),
    at('2026-04-02T11:00Z', { type: 'closed' }),
  ];
  expect(figures(reduceIncident(mitigated)).notes).toContain(
    'a was closed without being resolved: it is not in the time to recover.',
  );
  const resolved = eventsOf({ ...told, phases: { resolved: '2026-04-02T10:30Z' } });
  expect(figures(reduceIncident([...resolved, at('2026-04-02T11:00Z', { type: 'closed' })])).notes).toEqual([]);
});
