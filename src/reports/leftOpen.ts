import type { Outcome } from '../record/events.ts';
import type { Counts } from '../run/itemState.ts';

/**
 * What ending a run would leave open, in one sentence: `5 steps unfinished, 1 step failed, 1 command still running.`
 * @param counts how many steps are in each state. @param running how many commands run.
 */
export function leftOpen(counts: Counts, running: number): string {
  const { failed, unknown } = counts;
  const unfinished = unfinishedIn(counts) - unknown;
  const facts = [
    unfinished > 0 && `${counted(unfinished, 'step')} unfinished`,
    failed > 0 && `${counted(failed, 'step')} failed`,
    unknown > 0 && `${counted(unknown, 'step')} with an unknown result`,
    running > 0 && `${counted(running, 'command')} still running`,
  ].filter(Boolean);
  if (facts.length > 0) return `${facts.join(', ')}.`;
  const steps = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return steps === 0 ? 'This runbook has no steps.' : `All steps are done or skipped (${steps}).`;
}

/** How a run that is finished now has gone, by how its steps stand. */
export function outcomeOf(counts: Counts, running: number): Outcome {
  return unfinishedIn(counts) + counts.failed + running === 0 ? 'done' : 'incomplete';
}

/** Neither done nor skipped nor failed. */
function unfinishedIn(counts: Counts): number {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total - counts.done - counts.skipped - counts.failed;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
