import type { RunEvent } from '../record/events.ts';
import { between, durationText } from './duration.ts';
import type { IncidentEvent, Phase, PhaseDeclared } from './events.ts';
import { describeClockStep, inOrderOfTime, datedEvents } from './order.ts';
import { supersededIn, type Superseded } from './phaseTimes.ts';
import { Cleaner } from './clean.ts';
import { runTeller, type Teller } from './runEntries.ts';
import { shownOf, type Keyed, type Log, type RunInOrder } from './timelineCut.ts';
import type { EntryKind, TimelineEntry } from './timelineEntry.ts';
import { because, capital } from '../text/words.ts';

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
  /** Entries at most: where there are more, checks, then steps, then the middle of runs are left out. 2,000 by default. */
  readonly limit?: number;
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
  const { events, keyAt, steps } = inOrderOfTime(incident.flatMap(asTold));
  warnings.push(...steps.map(describeClockStep));
  const superseded = supersededIn(events);
  const log = logOfIncident(cleaner, superseded);
  const unended = unendedIn(events);
  const own = events.flatMap((event, index): readonly Keyed[] => {
    // Older logs tell of the end in a note.
    if (event.type === 'update-sending' && event.reason === undefined && !unended.has(event)) return [];
    const { kind } = incidentEntry(event);
    return [{ key: keyOf(event, keyAt(index)), kind, event, index, log }];
  });
  const logs = runs.map(({ run, events: all }, index): RunInOrder => {
    const ordered = inOrderOfTime(datedEvents(all));
    warnings.push(...ordered.steps.map((step) => `Run ${run}: ${describeClockStep(step)}`));
    return { ...ordered, log: logOfRun(run, index + 1, ordered.events, cleaner) };
  });
  const { shown, total } = shownOf(own, logs, Math.max(2, limit));
  const cut = total > shown.length;
  if (cut)
    warnings.push(
      `The timeline shows ${shown.length} of ${total} entries: checks, then steps, then the middle of runs are cut first.`,
    );
  const entries = withGaps(shown, { gap, superseded, known: cut ? 'shown' : 'recorded' });
  return { entries, warnings: warnings.slice(0, 20) };
}

/** Moments that a declaration names are told where they were, by themselves: phases may be corrected and taken back. */
function asTold(event: IncidentEvent, _: number, all: readonly IncidentEvent[]): readonly IncidentEvent[] {
  const idOf = (id: string, phase: Phase): string => `${id} ${phase}`;
  if (event.type === 'phase') {
    const withdraws = all.find(({ id, type }) => id === event.withdraws && type === 'incident-declared')?.id;
    return withdraws === undefined ? [event] : [{ ...event, withdraws: idOf(withdraws, event.phase) }];
  }
  if (event.type !== 'incident-declared') return [event];
  const { v, id, at, by, after, startedAt, detectedAt } = event;
  const told = (phase: Phase, time: string | undefined): readonly IncidentEvent[] =>
    time === undefined ? [] : [{ v, id: idOf(id, phase), at, by, after, type: 'phase', phase, time }];
  return [...told('started', startedAt), ...told('detected', detectedAt), event];
}

/** Messages that began to leave, and of which nothing says how that ended. */
function unendedIn(events: readonly IncidentEvent[]): ReadonlySet<IncidentEvent> {
  const last = new Map<string, IncidentEvent>();
  for (const event of events)
    if ((event.type === 'update-sending' || event.type === 'update-sent') && event.key !== undefined)
      last.set(event.key, event);
  return new Set([...last.values()].filter((one) => one.type === 'update-sending' && one.outcome === undefined));
}

/** Hidden in each text by itself, where it is as it was written, and in the sentence that is made of them. */
function logOfIncident(cleaner: Cleaner, superseded: ReadonlyMap<string, Superseded>): Log {
  return {
    order: 0,
    tell: (event) => {
      const entry = cleaner.fields(incidentEntry(cleaner.fields(event as IncidentEvent)));
      const later = superseded.get((event as IncidentEvent).id);
      return later === undefined ? entry : { ...entry, text: `${entry.text} (${later} later)` };
    },
  };
}

function logOfRun(run: string, order: number, events: readonly RunEvent[], cleaner: Cleaner): Log {
  // Of most runs of a long incident nothing is shown.
  let teller: Teller | undefined;
  return {
    order,
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
      if (event.withdrawn === true) return entry('phase', `Taken back: ${event.phase}`);
      const said = event.phase === 'started' ? 'Impact started' : capital(event.phase);
      return { ...entry('phase', `${said}${writtenLater(event)}`), at: event.time ?? at };
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
    case 'update-sending':
      return entry(
        'message',
        `Message to ${event.channel}: ${event.reason ?? 'it began to leave, and may have arrived'}`,
      );
    case 'severity-changed':
      return entry('severity', `Severity: ${event.severity}`);
    case 'escalated':
      return entry('escalation', because(`Escalated to ${event.to}`, event.reason));
    case 'reopened':
      return { ...entry('phase', because(`Reopened${writtenLater(event)}`, event.reason)), at: event.time ?? at };
    case 'closed':
      return entry('phase', because('Closed', event.reason));
  }
}

/** When it was written down, where that was later than it happened. */
function writtenLater({ at, time }: { readonly at: string; readonly time?: string }): string {
  return time === undefined || time === at ? '' : ` (written down at ${at})`;
}

interface Gaps {
  readonly gap: number;
  readonly superseded: ReadonlyMap<string, Superseded>;
  /** What the entries are: where some were cut, a silence between those shown is none of the responders. */
  readonly known: 'shown' | 'recorded';
}

function withGaps(entries: readonly Keyed[], { gap, superseded, known }: Gaps): readonly TimelineEntry[] {
  const all: TimelineEntry[] = [];
  let last: Keyed | undefined;
  let over = false;
  for (const next of entries) {
    // Before anybody knows of it, and when it is over, nobody is silent.
    const quiet = last === undefined || over || isPhase(last.event, 'started');
    const silent = quiet ? 0 : between(last!.key, next.key);
    if (silent >= gap)
      all.push({ at: last!.key, by: '', kind: 'gap', text: `Nothing ${known} for ${durationText(silent)}` });
    last = next;
    over = isOverAfter(next, over, superseded);
    all.push(next.log.tell(next.event));
  }
  return all;
}

/** Whether an incident is over with an event that tells when it was resolved, closed or back. */
function isOverAfter({ event }: Keyed, before: boolean, superseded: ReadonlyMap<string, Superseded>): boolean {
  if (event.type === 'closed') return true;
  if (event.type === 'reopened') return false;
  return before || (isPhase(event, 'resolved') && !superseded.has(event.id));
}

function isPhase(event: Keyed['event'], phase: Phase): event is PhaseDeclared {
  return event.type === 'phase' && event.phase === phase && event.withdrawn !== true;
}
