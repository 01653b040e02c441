import { phases, type Phase } from './events.ts';
import type { IncidentState, Span } from './state.ts';

/** By how much the clocks of two responders may differ before a time counts as wrong. Milliseconds. */
const CLOCK_SKEW = 300_000;

/** Said of a phase whose time is later than anything that its log tells of. */
export const LATER_THAN_LOG = 'later than anything in this log was recorded, and is not counted: correct it.';

/** Whether a time is later than another by more than clocks differ. */
export function isAfter(time: string, limit: number): boolean {
  return Date.parse(time) > limit + CLOCK_SKEW;
}

/**
 * A state without what can't have happened yet: phases and spans that a log dates in the future. What is left out is
 * said, one sentence each. The start is left alone: an incident that hasn't begun is told of as such.
 */
export function knownBy(state: IncidentState, now: string): { state: IncidentState; problems: readonly string[] } {
  const limit = Date.parse(now);
  const isFuture = (time: string | undefined): boolean => time !== undefined && isAfter(time, limit);
  const start = state.times.started === undefined ? 'detected' : 'started';
  const future = phases.filter((phase) => phase !== start && isFuture(state.times[phase]));
  const late = [...state.impactSpans, ...state.stretches].some(({ from }) => isFuture(from));
  if (future.length === 0 && !late) return { state, problems: [] };
  const times: Partial<Record<Phase, string>> = { ...state.times };
  for (const phase of future) delete times[phase];
  const impactSpans = state.impactSpans
    .filter(({ from }) => from === state.times[start] || !isFuture(from))
    .map(({ from, to }): Span => (to === undefined || isFuture(to) ? { from } : { from, to }));
  return {
    state: {
      ...state,
      times,
      impactSpans,
      stretches: state.stretches.map(({ from, mitigated }) => (isFuture(mitigated) ? { from } : { from, mitigated })),
      status:
        state.status === 'closed' ? 'closed' : times.resolved ? 'resolved' : times.mitigated ? 'mitigated' : 'open',
    },
    problems: [
      ...future.map(
        (phase) => `${phase} is in the future (${state.times[phase]}) and is not counted: a clock is wrong.`,
      ),
      ...(late ? ['it would come back in the future, which is not counted: a clock is wrong.'] : []),
    ],
  };
}
