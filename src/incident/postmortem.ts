import { fieldsOf, text, type Raw } from '../record/rawFields.ts';
import { clean } from './clean.ts';
import { reviewRun, RunbookTexts, type Deviation, type RunReview } from './deviations.ts';
import { between, exactDuration } from './duration.ts';
import type { IncidentEvent, NoteKind, NotedFinding, Phase } from './events.ts';
import { knownBy } from './future.ts';
import { reduceIncident } from './reduce.ts';
import { runbookPatches, type RunbookPatch, type TextsToday } from './runbookPatch.ts';
import type { IncidentState, Span } from './state.ts';
import { timelineOf, type LinkedRun } from './timeline.ts';
import type { TimelineEntry } from './timelineEntry.ts';
import { measureFormulas, startOf, timesOfIncident, type Measure } from './times.ts';

/** What a post-mortem is written from. */
export interface PostmortemSource {
  /** Events of the incident's log; absent for the record of a bare run. */
  readonly incident?: { readonly events: readonly IncidentEvent[]; readonly warnings: readonly string[] };
  readonly runs: readonly LinkedRun[];
  /** ISO 8601, UTC: what is open counts until then. */
  readonly now: string;
  /** Of the timeline; as `timelineOf`. */
  readonly gap?: number;
  readonly limit?: number;
  /** By path, for the patches. */
  readonly today?: TextsToday;
}

export interface PostmortemRun {
  readonly run: string;
  readonly title: string;
  readonly path: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly drill: boolean;
}

export interface ActionItem {
  readonly text: string;
  readonly owner: string;
  /** ISO 8601 date. */
  readonly due: string;
  /** What Breakwater found in the code. */
  readonly finding?: NotedFinding;
}

/** What is known of an incident, or of a bare run, afterwards. No text of it holds a secret or a control character. */
export interface Postmortem {
  readonly kind: 'incident' | 'run';
  /** Name of the incident or the run. */
  readonly id: string;
  readonly title: string;
  readonly drill: boolean;
  readonly severity?: string;
  readonly status?: IncidentState['status'];
  readonly services: readonly string[];
  readonly impact?: string;
  readonly runbook?: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly times: Readonly<Partial<Record<Phase, string>>>;
  readonly impactSpans: readonly Span[];
  /** Milliseconds of impact, until now where it goes on. */
  readonly downtime?: number;
  /** Milliseconds. */
  readonly durations: Readonly<Partial<Record<Measure, number>>>;
  readonly formulas: Readonly<Record<Measure, string>>;
  readonly runs: readonly PostmortemRun[];
  readonly timeline: readonly TimelineEntry[];
  readonly notes: Readonly<Record<NoteKind, readonly string[]>>;
  readonly deviations: readonly Deviation[];
  readonly patches: readonly RunbookPatch[];
  /** Why a patch is not there, or not whole; also among the warnings. */
  readonly unpatched: readonly string[];
  readonly actions: readonly ActionItem[];
  /** Names of runs whose logs were not there. */
  readonly unread: readonly string[];
  /** What could not be read, counted or shown; one sentence each. */
  readonly warnings: readonly string[];
}

const DAYS_TO_ACT = 14;
const MAX_DEVIATIONS = 200;
/** Of one kind; all of them are in the timeline. */
const MAX_NOTES = 200;

/** Puts together what is known. Total over whatever events the readers let through. */
export function postmortemOf(source: PostmortemSource): Postmortem {
  const { incident, runs, now } = source;
  const known = incident && knownBy(reduceIncident(incident.events, incident.warnings), now);
  const state = known?.state;
  const timeline = timelineOf(incident?.events ?? [], runs, source);
  const texts = new RunbookTexts();
  const { reviews, rest } = reviewsOf(runs, texts);
  const unread = runs.filter((run) => startOfRun(run) === undefined);
  const { durations, problems } = state ? timesOfIncident(state) : { durations: {}, problems: [] };
  const { patches, problems: unpatched } = runbookPatches(reviews, source.today);
  const titles = new Map(reviews.map(({ run, title }) => [run, title]));
  const summaries = runs.map((run) => summaryOf(run, titles));
  const deviations = reviews.flatMap((review) => review.deviations);
  const end = state?.times.resolved ?? summaries[0]?.endedAt ?? state?.declared?.at ?? now;
  const facts = {
    kind: state ? ('incident' as const) : ('run' as const),
    id: state ? state.incident : (runs[0]?.run ?? ''),
    title: state?.title ?? summaries[0]?.title ?? '',
    drill: state?.drill ?? reviews.some(({ drill }) => drill),
    severity: state?.severity,
    status: state?.status,
    services: state?.services ?? [],
    impact: state?.impact,
    runbook: state?.runbook,
    roles: state?.roles ?? {},
    times: state?.times ?? {},
    impactSpans: state?.impactSpans ?? [],
    durations,
    formulas: measureFormulas,
    runs: summaries,
    unread: unread.map(({ run }) => run),
    notes: notesOf(state, runs),
    deviations: deviations.slice(0, MAX_DEVIATIONS),
    actions: actionsOf(state, patches, deviations, end),
    warnings: [
      ...(state?.warnings ?? []),
      ...[...(known?.problems ?? []), ...problems].map((problem) => `${problem[0]!.toUpperCase()}${problem.slice(1)}`),
      ...runs.flatMap(({ run, warnings }) => warnings.map((warning) => `Run ${run}: ${warning}`)),
      ...unread.map(
        ({ run }) => `Run ${run}: its log isn't in this folder or starts no run, so nothing of it is shown.`,
      ),
      ...timeline.warnings.filter((warning) => !state?.warnings.includes(warning)),
      ...(deviations.length > MAX_DEVIATIONS ? [`Only the first ${MAX_DEVIATIONS} deviations are shown.`] : []),
      ...(rest > 0 ? [`${rest} runs were not compared with their runbook: the others deviate often enough.`] : []),
      ...unpatched,
      ...openWarning(state, now),
    ],
  };
  const downtime = state === undefined ? undefined : downtimeOf(state, now);
  return {
    ...clean(facts),
    ...(downtime === undefined ? {} : { downtime }),
    timeline: timeline.entries,
    patches,
    unpatched,
  };
}

/** Runs against their runbooks, until there is more to say than anybody reads. `rest`: how many were not looked at. */
function reviewsOf(runs: readonly LinkedRun[], texts: RunbookTexts): { reviews: readonly RunReview[]; rest: number } {
  const reviews: RunReview[] = [];
  let found = 0;
  for (const [index, run] of runs.entries()) {
    if (found > MAX_DEVIATIONS) return { reviews, rest: runs.length - index };
    const review = reviewRun(run, texts);
    if (review === undefined) continue;
    reviews.push(review);
    found += review.deviations.length;
  }
  return { reviews, rest: 0 };
}

function startOfRun({ events }: LinkedRun): Raw | undefined {
  const raw = events as readonly unknown[] as readonly (Raw | null)[];
  return raw.find((event) => event?.['type'] === 'run-started') ?? undefined;
}

function summaryOf({ run, events }: LinkedRun, titles: ReadonlyMap<string, string>): PostmortemRun {
  const raw = events as readonly unknown[] as readonly (Raw | null)[];
  const start = startOfRun({ run, events, warnings: [] });
  const end = raw.findLast((event) => event?.['type'] === 'run-ended' || event?.['type'] === 'run-reopened');
  const runbook = fieldsOf(start?.['runbook']);
  const endedAt = end?.['type'] === 'run-ended' ? text(end['at']) : undefined;
  const startedAt = text(start?.['at']);
  return {
    run,
    title: text(runbook?.['title']) ?? titles.get(run) ?? run,
    path: text(runbook?.['path']) ?? '',
    drill: start?.['drill'] === true,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

function notesOf(state: IncidentState | undefined, runs: readonly LinkedRun[]): Postmortem['notes'] {
  const notes: Record<NoteKind, string[]> = { observation: [], hypothesis: [], decision: [], action: [] };
  const add = (kind: NoteKind, said: string): void => {
    if (notes[kind].length < MAX_NOTES) notes[kind].push(said);
  };
  for (const { kind, text: said } of state?.notes ?? []) add(kind, said);
  for (const { events } of runs) {
    for (const event of events as readonly unknown[] as readonly (Raw | null)[]) {
      if (event?.['type'] !== 'noted') continue;
      const kind = text(event['kind']) ?? '';
      const said = text(event['text']);
      if (said !== undefined && Object.hasOwn(notes, kind)) add(kind as NoteKind, said);
    }
  }
  return notes;
}

/** Proposals: people decide which of them are worth doing, and who does them. */
function actionsOf(
  state: IncidentState | undefined,
  patches: readonly RunbookPatch[],
  deviations: readonly Deviation[],
  end: string,
): readonly ActionItem[] {
  const time = Date.parse(end);
  const due = Number.isNaN(time) ? '' : new Date(time + DAYS_TO_ACT * 86_400_000).toISOString().slice(0, 10);
  const item = (said: string): ActionItem => ({ text: said, owner: 'unassigned', due });
  const skipped = [...new Set(deviations.filter(({ kind }) => kind === 'unticked-check').map(({ step }) => step))];
  return [
    ...(state?.notes
      .filter(({ kind }) => kind === 'action')
      .map((note) => ({ ...item(note.text), ...(note.finding ? { finding: note.finding } : {}) })) ?? []),
    ...patches.map(({ path }) => item(`Review the patch for ${path} below`)),
    ...skipped.slice(0, 20).map((step) => item(`Decide whether the checks of the step "${step}" are still right`)),
  ];
}

function openWarning(state: IncidentState | undefined, now: string): readonly string[] {
  if (state === undefined || state.status === 'resolved' || state.status === 'closed') return [];
  return [`This incident is not resolved: what follows is the state at ${now}.`];
}

function downtimeOf(state: IncidentState, now: string): number | undefined {
  if (startOf(state) === undefined || state.impactSpans.length < state.reopened + 1) return undefined;
  const sum = state.impactSpans.reduce((all, { from, to = now }) => all + between(from, to), 0);
  return sum < 0 ? undefined : sum;
}

/** One or two sentences on what happened, for the top of the page. */
export function summarySentence({
  kind,
  severity,
  services,
  durations,
  downtime,
  drill,
  runs,
  title,
}: Postmortem): string {
  if (kind === 'run') {
    const [run] = runs;
    const took = run?.startedAt && run.endedAt ? between(run.startedAt, run.endedAt) : -1;
    return `${drill ? 'Drill' : 'Run'} of ${title}${took >= 0 ? `, which took ${exactDuration(took)}` : ''}.`;
  }
  const about = services.length === 0 ? '' : ` It affected ${services.join(', ')}.`;
  const recovered = durations.recover === undefined ? '' : ` It was resolved after ${exactDuration(durations.recover)}`;
  const impaired = downtime === undefined ? '' : `${recovered ? '; i' : ' I'}mpact lasted ${exactDuration(downtime)}`;
  const ran =
    runs.length === 0
      ? ''
      : ` ${runs.length === 1 ? 'One run of a runbook' : `${runs.length} runs of runbooks`} took part.`;
  const end = recovered || impaired ? `${recovered}${impaired}.` : '';
  return `${drill ? 'Drill of a ' : ''}${severity ?? ''} incident: ${title}.${about}${end}${ran}`.trim();
}
