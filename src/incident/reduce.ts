import type { IncidentDeclared, IncidentEvent, Phase, PhaseDeclared } from './events.ts';
import { isAfter, LATER_THAN_LOG } from './future.ts';
import { describeClockStep, inOrderOfTime } from './order.ts';
import { takenBackIn } from './phaseTimes.ts';
import type { IncidentState, Span } from './state.ts';

/** A stretch during which the incident went on. */
interface Stretch {
  from?: string;
  mitigated?: string;
  resolved?: string;
}

interface Reached {
  readonly at: string;
  /** Id of the event that says so. */
  readonly from: string;
}

interface Draft {
  declared?: IncidentDeclared;
  /** When the last event was recorded: nothing that it tells of can be later. */
  readonly last: number;
  severity?: string;
  readonly times: Partial<Record<Phase, Reached>>;
  /** Phases of which the declaration's time was taken back. */
  readonly notAsDeclared: Set<Phase>;
  readonly stretches: Stretch[];
  closedAt?: string;
  readonly roles: Map<string, string>;
  readonly notes: IncidentState['notes'][number][];
  readonly runs: Set<string>;
  readonly updates: IncidentState['updates'][number][];
  /** By key. */
  readonly sending: Map<string, IncidentState['sending'][number]>;
  readonly escalations: IncidentState['escalations'][number][];
  readonly severities: { at: string; severity: string }[];
  readonly warnings: string[];
}

/**
 * The picture of an incident after its events. Pure and total: what cannot be, such as an incident that was reopened
 * while it was open, becomes a warning and leaves the rest alone.
 * @param events as a log has them; those of merged logs are put in the order of their times
 * @param warnings put before those that the events give rise to
 */
export function reduceIncident(events: readonly IncidentEvent[], warnings: readonly string[] = []): IncidentState {
  const ordered = inOrderOfTime(events);
  const draft: Draft = {
    last: events.reduce((last, { at }) => Math.max(last, Date.parse(at) || -Infinity), -Infinity),
    times: {},
    notAsDeclared: new Set(),
    stretches: [{}],
    roles: new Map(),
    notes: [],
    runs: new Set(),
    updates: [],
    sending: new Map(),
    escalations: [],
    severities: [],
    warnings: [...warnings],
  };
  for (const step of ordered.steps.slice(0, 5)) draft.warnings.push(describeClockStep(step));
  const declared = events.filter((event) => event.type === 'incident-declared');
  draft.declared = declared[0];
  if (declared.length > 1)
    draft.warnings.push(
      `This log declares ${declared.length} incidents. Only the first, ${declared[0]!.incident}, counts.`,
    );
  const isTakenBack = takenBackIn(ordered.events);
  for (const event of ordered.events) if (event.type !== 'phase' || !isTakenBack(event)) apply(draft, event);
  return stateOf(draft);
}

function apply(draft: Draft, event: IncidentEvent): void {
  switch (event.type) {
    case 'incident-declared':
      return;
    case 'phase':
      return applyPhase(draft, event);
    case 'note':
      draft.notes.push(event);
      return;
    case 'role':
      draft.roles.set(event.role, event.person);
      return;
    case 'run-linked':
      draft.runs.add(event.run);
      return;
    case 'update-sent':
      draft.updates.push(event);
      if (event.key !== undefined) draft.sending.delete(event.key);
      return;
    case 'update-sending':
      if (event.outcome === undefined || event.outcome === 'unknown') draft.sending.set(event.key, event);
      else draft.sending.delete(event.key);
      return;
    case 'severity-changed':
      draft.severity = event.severity;
      draft.severities.push({ at: event.at, severity: event.severity });
      return;
    case 'escalated':
      draft.escalations.push(event);
      return;
    case 'closed':
      draft.closedAt = event.at;
      return;
    case 'reopened': {
      const current = draft.stretches.at(-1)!;
      const over = current.mitigated ?? current.resolved ?? draft.closedAt;
      draft.closedAt = undefined;
      if (over === undefined) {
        draft.warnings.push(`It was reopened at ${event.at} while it was still open. This changes nothing.`);
        return;
      }
      if (current.mitigated === undefined) current.resolved ??= over;
      draft.stretches.push({ from: event.time ?? event.at });
      delete draft.times.mitigated;
      delete draft.times.resolved;
    }
  }
}

function applyPhase(draft: Draft, event: PhaseDeclared): void {
  const { times, stretches, declared, notAsDeclared } = draft;
  const { phase, withdraws, withdrawn } = event;
  if (withdrawn !== true && phase !== 'started' && event.time !== undefined && isAfter(event.time, draft.last)) {
    draft.warnings.push(`${phase} was given a time (${event.time}) ${LATER_THAN_LOG}`);
    return;
  }
  if (withdrawn === true && withdraws !== undefined) {
    // Others that are named were left out from the beginning.
    if (withdraws === declared?.id) notAsDeclared.add(phase);
    return;
  }
  const reached = withdrawn === true ? undefined : (event.time ?? event.at);
  if (reached === undefined && times[phase] === undefined) notAsDeclared.add(phase);
  if (reached === undefined) delete times[phase];
  else times[phase] = { at: reached, from: event.id };
  if (phase === 'mitigated' || phase === 'resolved') stretches.at(-1)![phase] = reached;
}

function stateOf(draft: Draft): IncidentState {
  const { declared, closedAt, stretches, roles, severities } = draft;
  const warnings = [...draft.warnings];
  if (declared === undefined) warnings.push('This log declares no incident: it can be viewed, not counted.');
  const reached = Object.entries(reachedIn(draft));
  const times: IncidentState['times'] = Object.fromEntries(reached.map(([phase, { at }]) => [phase, at]));
  const current = stretches.at(-1)!;
  const status =
    closedAt !== undefined ? 'closed' : current.resolved ? 'resolved' : current.mitigated ? 'mitigated' : 'open';
  if (closedAt !== undefined && current.resolved === undefined && declared !== undefined)
    warnings.push(
      `It was closed at ${closedAt} without being resolved. Its downtime ends there; its time to recover is unknown.`,
    );
  const commander = roles.get('commander') ?? declared?.commander;
  return {
    incident: declared?.incident ?? '',
    title: declared?.title ?? 'Incident without a declaration',
    severity: draft.severity ?? declared?.severity ?? 'unknown',
    services: declared?.services ?? [],
    impact: declared?.impact,
    commander,
    runbook: declared?.runbook,
    slo: declared?.slo,
    drill: declared?.drill === true,
    declared,
    status,
    times,
    timeFrom: Object.fromEntries(reached.flatMap(([phase, one]) => ('from' in one ? [[phase, one.from]] : []))),
    stretches: stretches.map(({ from = times.started ?? times.detected, mitigated }) => ({ from, mitigated })),
    impactSpans: declared === undefined ? [] : spansOf(draft, times, warnings),
    reopened: stretches.length - 1,
    roles: Object.fromEntries(commander === undefined ? roles : new Map([['commander', commander], ...roles])),
    notes: draft.notes,
    runs: [...draft.runs],
    updates: draft.updates,
    sending: [...draft.sending.values()],
    escalations: draft.escalations,
    severities: declared === undefined ? severities : [{ at: declared.at, severity: declared.severity }, ...severities],
    warnings,
  };
}

/** When each phase was reached, and which event says so. */
function reachedIn({
  times,
  declared,
  notAsDeclared,
}: Draft): Partial<Record<Phase, Reached | { readonly at: string }>> {
  const asDeclared = (phase: Phase, at: string | undefined): Reached | undefined =>
    declared === undefined || at === undefined || notAsDeclared.has(phase) ? undefined : { at, from: declared.id };
  const started = times.started ?? asDeclared('started', declared?.startedAt);
  const recorded = times.detected ?? asDeclared('detected', declared?.detectedAt);
  const detected = recorded ?? (declared && !knownBefore(times, started, declared) ? { at: declared.at } : undefined);
  return { ...times, ...(started ? { started } : {}), ...(detected ? { detected } : {}) };
}

/** Whether somebody knew of an incident before it was declared: when it was detected is not known then. */
function knownBefore(times: Draft['times'], started: Reached | undefined, declared: IncidentDeclared): boolean {
  const reached = [times.acknowledged, times.mitigated, times.resolved].flatMap((one) => one?.at ?? []);
  return started !== undefined && reached.some((at) => at >= started.at && at < declared.at);
}

/** A span that would end before it began is told about and not counted. */
function spansOf({ stretches, closedAt }: Draft, times: IncidentState['times'], warnings: string[]): readonly Span[] {
  return stretches.flatMap(({ from = times.started ?? times.detected, mitigated, resolved }, index): Span[] => {
    if (from === undefined) return [];
    const ends = [mitigated, resolved].filter((end) => end !== undefined).sort();
    const to = ends[0] ?? (index === stretches.length - 1 ? closedAt : undefined);
    if (to === undefined) return [{ from }];
    if (to >= from) return [{ from, to }];
    warnings.push(
      `Its impact would end (${to}) before it began (${from}): a clock was changed, or a time is wrong. ` +
        'It is not counted as downtime; correct the phase with its time.',
    );
    return [];
  });
}
