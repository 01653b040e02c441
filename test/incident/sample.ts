import type { IncidentEvent, NewIncidentEvent, Phase } from '../../src/incident/events.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import type { IncidentState } from '../../src/incident/state.ts';

let count = 0;

/** An event at a moment, written by ada. */
export function at(time: string, fields: NewIncidentEvent, by = 'ada'): IncidentEvent {
  count++;
  return { v: 1, id: `i${count}`, at: new Date(time).toISOString(), by, ...fields } as IncidentEvent;
}

export interface Told {
  readonly incident: string;
  readonly services?: readonly string[];
  readonly severity?: string;
  /** ISO 8601 each. */
  readonly declared: string;
  readonly started?: string;
  readonly slo?: string;
  readonly drill?: boolean;
  readonly phases?: Readonly<Partial<Record<Phase, string>>>;
}

/** The events of an incident in which nothing but its phases happens. */
export function eventsOf({ incident, declared, started, phases = {}, ...more }: Told): IncidentEvent[] {
  return [
    at(declared, {
      type: 'incident-declared',
      incident,
      severity: more.severity ?? 'SEV2',
      title: `Outage ${incident}`,
      services: more.services ?? ['api'],
      drill: more.drill === true,
      ...(started === undefined ? {} : { startedAt: new Date(started).toISOString() }),
      ...(more.slo === undefined ? {} : { slo: more.slo }),
    }),
    ...Object.entries(phases).map(([phase, time]) => at(time, { type: 'phase', phase: phase as Phase })),
  ];
}

export const incident = (told: Told): IncidentState => reduceIncident(eventsOf(told));

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
