import type { RunState } from '../record/state.ts';

/**
 * What ending a run would leave open, in one sentence: `5 steps unfinished, 1 step failed, 1 command still running.`
 * @param steps ids of the runbook's steps. @param running how many commands run.
 */
export function leftOpen(steps: readonly string[], state: Pick<RunState, 'steps'>, running: number): string {
  const status = steps.map((id) => (Object.hasOwn(state.steps, id) ? state.steps[id]!.status : 'to-do'));
  const failed = status.filter((one) => one === 'failed').length;
  const unfinished = status.filter((one) => one === 'to-do' || one === 'doing').length;
  const facts = [
    unfinished > 0 && `${counted(unfinished, 'step')} unfinished`,
    failed > 0 && `${counted(failed, 'step')} failed`,
    running > 0 && `${counted(running, 'command')} still running`,
  ].filter(Boolean);
  if (facts.length > 0) return `${facts.join(', ')}.`;
  return steps.length === 0 ? 'This runbook has no steps.' : `All steps are done or skipped (${steps.length}).`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
