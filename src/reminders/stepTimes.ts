import { fieldsOf, text, type Raw } from '../record/rawFields.ts';
import { between, median } from '../incident/duration.ts';
import type { LinkedRun } from '../incident/timeline.ts';

/** How long the steps of one run took, and since when the present one goes on. */
export interface StepTimes {
  /** Milliseconds from the beginning of a step until it was done; skipped and unfinished steps have none. */
  readonly took: ReadonlyMap<string, number>;
  /** ISO 8601, UTC: when a step began that is not done. */
  readonly since: (step: string) => string | undefined;
}

const leaving: ReadonlySet<string> = new Set(['step-ticked', 'step-skipped', 'step-failed']);

/**
 * A step begins when it is entered, or with the end of the step before it: who goes on by ticking enters nothing.
 * Total over whatever events the readers let through.
 */
export function stepTimesOf(events: LinkedRun['events']): StepTimes {
  const entered = new Map<string, string>();
  const took = new Map<string, number>();
  let last: string | undefined;
  for (const event of events as readonly unknown[] as readonly (Raw | null)[]) {
    const at = text(event?.['at']);
    const type = text(event?.['type']);
    const step = text(event?.['step']);
    if (event === null || at === undefined || type === undefined) continue;
    // What lies between is time that nobody spent on the runbook.
    if (type === 'run-started' || type === 'resumed' || type === 'run-reopened') last = at;
    if (step === undefined) continue;
    if (type === 'step-entered' && !entered.has(step)) entered.set(step, at);
    if (!leaving.has(type)) continue;
    const from = entered.get(step) ?? last;
    const duration = from === undefined ? Number.NaN : between(from, at);
    if (type === 'step-ticked' && duration >= 0) took.set(step, duration);
    entered.delete(step);
    last = at;
  }
  return { took, since: (step) => entered.get(step) ?? last };
}

/** What a step usually takes. */
export interface UsualTime {
  /** Milliseconds: the median over the runs in which the step was done. */
  readonly median: number;
  readonly runs: number;
}

/** What the steps of a runbook usually take, by step id: from past runs. Drills and dry runs are no measure. */
export function usualTimes(runs: readonly Pick<LinkedRun, 'events'>[]): ReadonlyMap<string, UsualTime> {
  const all = new Map<string, number[]>();
  for (const { events } of runs) {
    const start = fieldsOf(events[0]);
    if (start?.['type'] !== 'run-started' || start['drill'] === true || start['dryRun'] === true) continue;
    for (const [step, duration] of stepTimesOf(events).took) {
      const known = all.get(step);
      if (known === undefined) all.set(step, [duration]);
      else known.push(duration);
    }
  }
  return new Map([...all].map(([step, times]) => [step, { median: median(times)!, runs: times.length }]));
}
