import type { IncidentEvent, NewIncidentEvent, Phase, PhaseDeclared } from './events.ts';
import type { IncidentState } from './state.ts';

/** What became of the time that an event gave a phase. */
export type Superseded = 'corrected' | 'taken back';

/** Tells which times of phases were taken back by the id of their event. */
export function takenBackIn(events: readonly IncidentEvent[]): (event: PhaseDeclared) => boolean {
  const named = new Set(
    events.flatMap((event) => (event.type === 'phase' && event.withdraws ? [`${event.phase} ${event.withdraws}`] : [])),
  );
  return ({ phase, id }) => named.has(`${phase} ${id}`);
}

/** Times of phases that no longer hold, by the id of their event. @param events in the order of their times */
export function supersededIn(events: readonly IncidentEvent[]): ReadonlyMap<string, Superseded> {
  const isTakenBack = takenBackIn(events);
  const known = new Map<Phase, string>();
  const superseded = new Map<string, Superseded>();
  const replace = (phase: Phase, id: string | undefined): void => {
    const before = known.get(phase);
    if (before !== undefined) superseded.set(before, id === undefined ? 'taken back' : 'corrected');
    if (id === undefined) known.delete(phase);
    else known.set(phase, id);
  };
  for (const event of events) {
    if (event.type === 'reopened') {
      // What was reached before it came back was reached all the same.
      known.delete('mitigated');
      known.delete('resolved');
    }
    if (event.type !== 'phase') continue;
    if (isTakenBack(event)) superseded.set(event.id, 'taken back');
    else if (event.withdrawn !== true) replace(event.phase, event.id);
    else if (event.withdraws === undefined) replace(event.phase, undefined);
  }
  return superseded;
}

/**
 * Takes back the time that a phase has now: the one before it holds again. Or why that can't be, in a sentence without
 * its full stop.
 */
export function withdrawalOf(
  { incident, times, timeFrom }: Pick<IncidentState, 'incident' | 'times' | 'timeFrom'>,
  phase: Phase,
): Extract<NewIncidentEvent, { readonly type: 'phase' }> | { readonly problem: string } {
  if (times[phase] === undefined) return { problem: `${incident} has no phase ${phase} to take back` };
  const withdraws = timeFrom[phase];
  // Without a time of its own, an incident was detected when it was declared.
  if (withdraws === undefined)
    return { problem: `${incident} counts as ${phase} when it was declared: correct that with a time` };
  return { type: 'phase', phase, withdrawn: true, withdraws };
}
