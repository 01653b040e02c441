import type { RunEvent } from '../record/events.ts';
import { cleanText } from './clean.ts';

/** What every event of a run or an incident has, as a log may hold it. */
interface Dated {
  readonly at: string;
  readonly by: string;
  readonly id?: string;
  /** Id of the event that the log ended with when this one was written. */
  readonly after?: string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,18}Z$/;

/** Events of a run that say when and who; whatever else a log holds cannot be put in an order. */
export function datedEvents(events: readonly RunEvent[]): readonly RunEvent[] {
  return events.every(isDated) ? events : events.filter(isDated);
}

function isDated(event: RunEvent): boolean {
  return typeof event?.at === 'string' && typeof event.by === 'string' && ISO_TIME.test(event.at);
}

/** A place where the times of one author run backwards. */
export interface ClockStep {
  readonly by: string;
  readonly before: string;
  readonly after: string;
}

export interface InOrder<Event> {
  readonly events: readonly Event[];
  /** The time that decided where an event stands, to merge by. */
  readonly keyAt: (index: number) => string;
  readonly steps: readonly ClockStep[];
}

/** Two processes of one person that write at once are no clock that was set back. */
const AT_ONCE_MS = 5_000;

/**
 * Events in the order of their times, except that none is put before one that was there when it was written: where a
 * clock was set back, the log knows better than the clock. Logs that were merged give the same order whoever merged
 * them. Events of older logs do not say what was there: they stay behind what the same person wrote earlier in the log.
 */
export function inOrderOfTime<Event extends Dated>(events: readonly Event[]): InOrder<Event> {
  // Nearly every log is in order, and may be long.
  if (events.every(({ at }, index) => index === 0 || events[index - 1]!.at <= at))
    return { events, keyAt: (index) => events[index]!.at, steps: [] };
  const latest = new Map<string, string>();
  const previous = new Map<string, string>();
  const written = new Map<string, { readonly event: Event; readonly key: string; readonly depth: number }>();
  const steps: ClockStep[] = [];
  const keyed = events.map((event, index) => {
    const { at, by } = event;
    const there = event.after === undefined ? undefined : written.get(event.after);
    const before = there === undefined ? previous.get(by) : there.event.by === by ? there.event.at : undefined;
    const followsNothing = event.after !== undefined && there === undefined;
    if (!followsNothing && before !== undefined && Date.parse(before) - Date.parse(at) > AT_ONCE_MS)
      steps.push({ by, before, after: at });
    previous.set(by, at);
    const last = there?.key ?? (followsNothing ? '' : (latest.get(by) ?? ''));
    const key = at < last ? last : at;
    latest.set(by, key);
    const depth = there === undefined ? index : there.depth + 1;
    if (event.id !== undefined) written.set(event.id, { event, key, depth });
    return { event, key, depth, index };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.depth - b.depth || a.index - b.index));
  return { events: keyed.map(({ event }) => event), keyAt: (index) => keyed[index]!.key, steps };
}

/** What is said of a clock that was set back. */
export function describeClockStep({ by, before, after }: ClockStep): string {
  return (
    `Times recorded by ${cleanText(by)} go back from ${before} to ${after}: a clock was changed, or logs were merged. ` +
    'Durations across this moment may be wrong.'
  );
}
