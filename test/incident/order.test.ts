import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IncidentEvent } from '../../src/incident/events.ts';
import { inOrderOfTime } from '../../src/incident/order.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { at, eventsOf } from './sample.ts';

const declared = eventsOf({ incident: 'I-1', declared: '2026-04-01T10:00Z' })[0]!;
const after = (before: IncidentEvent, event: IncidentEvent): IncidentEvent => ({ ...event, after: before.id });
const ids = (events: readonly IncidentEvent[]): string[] => inOrderOfTime(events).events.map(({ id }) => id);

/** Two branches of one log, both written by the same person. */
const branches = (first: IncidentEvent[], second: IncidentEvent[]): readonly (readonly IncidentEvent[])[] => [
  [declared, ...first, ...second],
  [declared, ...second, ...first],
];

test('who merges two branches makes no difference: the later correction holds', () => {
  const bob = after(
    declared,
    at('2026-04-01T12:00Z', { type: 'phase', phase: 'mitigated', time: '2026-04-01T10:30:00.000Z' }),
  );
  const ann = after(
    declared,
    at('2026-04-01T12:10Z', { type: 'phase', phase: 'mitigated', time: '2026-04-01T11:00:00.000Z' }),
  );
  for (const merged of branches([bob], [ann])) {
    const { times, warnings } = reduceIncident(merged);
    expect(times.mitigated).toBe('2026-04-01T11:00:00.000Z');
    expect(warnings).toEqual([]);
  }
});

test('reopened on one branch and resolved on the other, later', () => {
  const back = after(declared, at('2026-04-01T12:00Z', { type: 'reopened' }));
  const over = after(declared, at('2026-04-01T12:10Z', { type: 'phase', phase: 'resolved' }));
  const [one, other] = branches([back], [over]).map((merged) => reduceIncident(merged));
  expect(one!.status).toBe(other!.status);
  expect(one!.times).toEqual(other!.times);
});

test('what was there when an event was written stays before it, though the clock was set back', () => {
  const first = after(declared, at('2026-04-01T12:00Z', { type: 'note', kind: 'action', text: '1' }));
  const second = after(first, at('2026-04-01T11:00Z', { type: 'note', kind: 'action', text: '2' }));
  const third = after(second, at('2026-04-01T11:00:10Z', { type: 'note', kind: 'action', text: '3' }));
  const { events, steps } = inOrderOfTime([declared, first, second, third]);
  expect(events.map(({ id }) => id)).toEqual([declared, first, second, third].map(({ id }) => id));
  expect(steps).toHaveLength(1);
});

test('older logs, which do not say what was there, keep what one person wrote in its order', () => {
  const first = at('2026-04-01T12:00Z', { type: 'note', kind: 'action', text: '1' });
  const second = at('2026-04-01T11:00Z', { type: 'note', kind: 'action', text: '2' });
  expect(ids([declared, first, second])).toEqual([declared.id, first.id, second.id]);
});

test('any two branches give one order, and each keeps its own', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 6 });
  const branch = (times: number[], name: string): IncidentEvent[] => {
    let before: IncidentEvent = declared;
    return times.map((minute, index) => {
      const time = new Date(Date.parse('2026-04-01T10:00Z') + minute * 60_000 + (name === 'a' ? 0 : 1)).toISOString();
      const event = {
        ...at(time, { type: 'note', kind: 'action', text: name }),
        id: `${name}${index}`,
        after: before.id,
      };
      before = event;
      return event;
    });
  };
  fc.assert(
    fc.property(minutes, minutes, (one, other) => {
      const [a, b] = [branch(one, 'a'), branch(other, 'b')];
      const [first, second] = branches(a, b).map(ids);
      expect(first!.filter((id) => id.startsWith('a'))).toEqual(a.map(({ id }) => id));
      expect(first!.filter((id) => id.startsWith('b'))).toEqual(b.map(({ id }) => id));
      expect(second!.filter((id) => id.startsWith('a'))).toEqual(a.map(({ id }) => id));
      expect(second).toEqual(first);
    }),
  );
});
