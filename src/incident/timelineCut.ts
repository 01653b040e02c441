import type { RunEvent } from '../record/events.ts';
import { firstOf, lastOf } from './ends.ts';
import type { IncidentEvent } from './events.ts';
import type { InOrder } from './order.ts';
import { entryKindOf } from './runEntries.ts';
import type { EntryKind, TimelineEntry } from './timelineEntry.ts';

/** An entry before it is told. */
export interface Keyed {
  /** The time that decides the order. */
  readonly key: string;
  readonly kind: EntryKind;
  readonly event: IncidentEvent | RunEvent;
  /** Its place in its log: decides between equal times of one log. */
  readonly index: number;
  readonly log: Log;
}

/** One of the logs that make a timeline. */
export interface Log {
  /** Decides between equal times of several logs. */
  readonly order: number;
  /** Looks for secrets, which takes time: of what is shown only. */
  readonly tell: (event: IncidentEvent | RunEvent) => TimelineEntry;
}

/** A run's log in the order that its entries are told in. */
export interface RunInOrder extends InOrder<RunEvent> {
  readonly log: Log;
}

/** What is shown of all entries: those of the incident by themselves come before those of its runs. */
export function shownOf(
  own: readonly Keyed[],
  logs: readonly RunInOrder[],
  limit: number,
): { readonly shown: readonly Keyed[]; readonly total: number } {
  const { cut, left, total } = whatToCut(own.length, logs, limit);
  const room = Math.max(0, limit - own.length);
  const forwards = logs.map((log) => entriesOf(log, cut, false));
  const ofRuns =
    left <= limit
      ? forwards.flatMap((entries) => [...entries])
      : [
          ...firstOf(forwards, Math.ceil(room / 2), inOrder),
          ...lastOf(
            // Runs are told of in the order in which they began, as a rule.
            logs.map((log) => entriesOf(log, cut, true)).reverse(),
            Math.floor(room / 2),
            inOrder,
          ),
        ];
  const all = own.length <= limit ? [...own, ...ofRuns] : endsOf([...own].sort(inOrder), limit);
  return { shown: all.sort(inOrder), total };
}

function inOrder(one: Keyed, other: Keyed): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.log.order - other.log.order || one.index - other.index;
}

function endsOf(entries: readonly Keyed[], limit: number): Keyed[] {
  return [...entries.slice(0, Math.ceil(limit / 2)), ...entries.slice(-Math.floor(limit / 2))];
}

function* entriesOf(run: RunInOrder, cut: ReadonlySet<EntryKind>, backwards: boolean): Generator<Keyed> {
  const { events, keyAt, log } = run;
  for (let count = 0; count < events.length; count++) {
    const index = backwards ? events.length - 1 - count : count;
    const event = events[index]!;
    const kind = entryKindOf(event.type);
    if (kind !== undefined && !cut.has(kind)) yield { key: keyAt(index), kind, event, index, log };
  }
}

/** How many entries there are, and which kinds of them nobody gets to see: those are not even put in order. */
function whatToCut(
  own: number,
  logs: readonly { readonly events: readonly RunEvent[] }[],
  limit: number,
): { readonly total: number; readonly left: number; readonly cut: ReadonlySet<EntryKind> } {
  const counts = new Map<EntryKind, number>();
  for (const { events } of logs) {
    for (const { type } of events) {
      const kind = entryKindOf(type);
      if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, own);
  const cut = new Set<EntryKind>();
  let left = total;
  for (const kind of ['check', 'step'] as const) {
    if (left <= limit) break;
    cut.add(kind);
    left -= counts.get(kind) ?? 0;
  }
  return { total, left, cut };
}
