import type { RunEvent } from '../record/events.ts';
import { between, durationText } from './duration.ts';
import type { IncidentEvent } from './events.ts';
import type { EntryKind } from './entryKind.ts';
import { describeClockStep, inOrderOfTime, datedEvents } from './order.ts';
import { Cleaner } from './clean.ts';
import { entryKindOf, runTeller, type Teller } from './runEntries.ts';
import { because, capital } from '../text/words.ts';

/** One line of what happened, without secrets and control characters. */
export interface TimelineEntry {
  /** ISO 8601, UTC: when it happened, as far as that was recorded. */
  readonly at: string;
  /** Empty for a gap. */
  readonly by: string;
  readonly kind: EntryKind;
  readonly text: string;
  /** Name of the run that it is from; absent for the incident's own. */
  readonly run?: string;
  readonly step?: string;
  readonly command?: string;
  readonly result?: string;
  readonly evidence?: string;
}

/** A run and what its log holds. */
export interface LinkedRun {
  readonly run: string;
  readonly events: readonly RunEvent[];
  readonly warnings: readonly string[];
}

export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** Clocks that were set back, and entries that were not shown. */
  readonly warnings: readonly string[];
}

export interface TimelineOptions {
  /** Milliseconds without an entry that are marked as a gap; 15 minutes by default. */
  readonly gap?: number;
  /** Entries at most: checks, then steps, then the middle are not shown where there are more. 2,000 by default. */
  readonly limit?: number;
}

interface Keyed {
  /** The time that decides the order. */
  readonly key: string;
  readonly kind: EntryKind;
  readonly event: IncidentEvent | RunEvent;
  readonly log: Log;
}

/** One of the logs that make a timeline. */
interface Log {
  /** Looks for secrets, which takes time: of what is shown only. */
  readonly tell: (event: IncidentEvent | RunEvent) => TimelineEntry;
}

const MINUTE = 60_000;

/** What happened, merged from an incident and its runs. Each log keeps its own order, also where a clock was set back. */
export function timelineOf(
  incident: readonly IncidentEvent[],
  runs: readonly LinkedRun[],
  { gap = 15 * MINUTE, limit = 2_000 }: TimelineOptions = {},
): Timeline {
  const warnings: string[] = [];
  const cleaner = new Cleaner();
  const own = inOrderOfTime(incident);
  warnings.push(...own.steps.map(describeClockStep));
  // Hidden in each text by itself, where it is as it was written, and in the sentence that is made of them.
  const log: Log = { tell: (event) => cleaner.fields(incidentEntry(cleaner.fields(event as IncidentEvent))) };
  const entries = own.events.map((event, index): Keyed => ({
    key: keyOf(event, own.keys[index]!),
    kind: incidentEntry(event).kind,
    event,
    log,
  }));
  const logs = runs.map(({ run, events }) => ({ run, ...inOrderOfTime(datedEvents(events)) }));
  const most = Math.max(2, limit);
  const { total, cut } = whatToCut(entries, logs, most);
  for (const { run, events, keys, steps } of logs) {
    warnings.push(...steps.map((step) => `Run ${run}: ${describeClockStep(step)}`));
    const log = logOfRun(run, events, cleaner);
    for (let index = 0; index < events.length; index++) {
      const event = events[index]!;
      const kind = entryKindOf(event.type);
      if (kind !== undefined && !cut.has(kind)) entries.push({ key: keys[index]!, kind, event, log });
    }
  }
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const { shown, warning } = shortened(entries, most, total);
  if (warning !== undefined) warnings.push(warning);
  return { entries: withGaps(shown, gap), warnings: warnings.slice(0, 20) };
}

function logOfRun(run: string, events: readonly RunEvent[], cleaner: Cleaner): Log {
  // Of most runs of a long incident nothing is shown.
  let teller: Teller | undefined;
  return {
    tell: (event) => {
      teller ??= runTeller(events);
      const { at, by } = event;
      return cleaner.fields({ at, by, run, kind: 'run', text: '', ...teller(cleaner.fields(event)) });
    },
  };
}

/** A phase stands where it was reached, not where somebody wrote it down. */
function keyOf(event: IncidentEvent, key: string): string {
  return (event.type === 'phase' || event.type === 'reopened') && event.time !== undefined ? event.time : key;
}

function incidentEntry(event: IncidentEvent): TimelineEntry {
  const { at, by } = event;
  const entry = (kind: EntryKind, said: string): TimelineEntry => ({ at, by, kind, text: said });
  switch (event.type) {
    case 'incident-declared':
      return entry('phase', `Incident declared (${event.severity}): ${event.title}`);
    case 'phase': {
      const written = event.time === undefined || event.time === at ? '' : ` (written down at ${at})`;
      if (event.withdrawn === true) return entry('phase', `Taken back: ${event.phase}`);
      return { ...entry('phase', `${capital(event.phase)}${written}`), at: event.time ?? at };
    }
    case 'note': {
      const note = entry('note', `${capital(event.kind)}: ${event.text}`);
      return event.evidence === undefined ? note : { ...note, evidence: event.evidence };
    }
    case 'role':
      return entry('role', `${capital(event.role)}: ${event.person}`);
    case 'run-linked':
      return entry('run', `Run ${event.run} belongs to this incident`);
    case 'update-sent':
      return entry('message', `Message to ${event.channel}: ${event.text}`);
    case 'severity-changed':
      return entry('severity', `Severity: ${event.severity}`);
    case 'escalated':
      return entry('escalation', because(`Escalated to ${event.to}`, event.reason));
    case 'reopened':
      return { ...entry('phase', because('Reopened', event.reason)), at: event.time ?? at };
    case 'closed':
      return entry('phase', because('Closed', event.reason));
  }
}

/** How many entries there are, and which kinds of them nobody gets to see: those are not even put in order. */
function whatToCut(
  own: readonly Keyed[],
  logs: readonly { readonly events: readonly RunEvent[] }[],
  limit: number,
): { readonly total: number; readonly cut: ReadonlySet<EntryKind> } {
  const counts = new Map<EntryKind, number>();
  for (const { events } of logs) {
    for (const { type } of events) {
      const kind = entryKindOf(type);
      if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, own.length);
  const cut = new Set<EntryKind>();
  let left = total;
  for (const kind of ['check', 'step'] as const) {
    if (left <= limit) break;
    cut.add(kind);
    left -= counts.get(kind) ?? 0;
  }
  return { total, cut };
}

function shortened(
  entries: readonly Keyed[],
  limit: number,
  total: number,
): { readonly shown: readonly Keyed[]; readonly warning?: string } {
  const shown =
    entries.length > limit
      ? [...entries.slice(0, Math.ceil(limit / 2)), ...entries.slice(-Math.floor(limit / 2))]
      : entries;
  if (total === shown.length) return { shown };
  return {
    shown,
    warning: `The timeline shows ${shown.length} of ${total} entries: checks, then steps, then the middle are cut first.`,
  };
}

function withGaps(entries: readonly Keyed[], gap: number): readonly TimelineEntry[] {
  const all: TimelineEntry[] = [];
  let last: Keyed | undefined;
  for (const next of entries) {
    const silent = last === undefined ? 0 : between(last.key, next.key);
    if (silent >= gap)
      all.push({ at: last!.key, by: '', kind: 'gap', text: `Nothing recorded for ${durationText(silent)}` });
    last = next;
    all.push(next.log.tell(next.event));
  }
  return all;
}
