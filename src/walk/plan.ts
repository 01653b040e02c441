import type { Block } from '../blocks/model.ts';
import type { RunState } from '../record/state.ts';
import { allBlocks, runnable, runsInPassing } from '../run/plan.ts';
import { isOnOtherWay } from '../run/ways.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import { casesOf } from './cases.ts';

/**
 * What is still to be run so that everything up to the block `last` has been: commands of steps that are open, in the
 * order of the text. Empty where there is no such block.
 */
export function blocksUpTo(runbook: Runbook, state: RunState, last: string): readonly Block[] {
  const all = allBlocks(runbook);
  const end = all.findIndex(({ id }) => id === last);
  const closed = blocksOf(runbook, closedSteps(runbook, state));
  return all.slice(0, end + 1).filter((block) => {
    if (!runnable(block)) return false;
    return block.id === last || (!closed.has(block.id) && isOpen(runbook, state, block));
  });
}

/** The steps in the same section as `step`. */
export function stepsInSection({ steps }: Runbook, step: string): readonly Step[] {
  const section = steps.find(({ id }) => id === step)?.section;
  return steps.filter((one) => one.section === section);
}

/** Commands of steps in the same section as `step` that are still to be run, in the order of the text. */
export function blocksInSection(runbook: Runbook, state: RunState, step: string): readonly Block[] {
  const closed = closedSteps(runbook, state);
  return stepsInSection(runbook, step)
    .filter(({ id }) => !closed.has(id))
    .flatMap(({ blocks }) => blocks)
    .filter((block) => runnable(block) && isOpen(runbook, state, block))
    .toSorted((a, b) => a.line - b.line);
}

/** Commands whose latest execution failed, in the order of the text; not of steps that are done or skipped. */
export function blocksFailed(runbook: Runbook, state: RunState): readonly Block[] {
  const closed = blocksOf(runbook, closedSteps(runbook, state));
  return allBlocks(runbook).filter((block) => {
    if (closed.has(block.id)) return false;
    const { status, retryInMs } = state.executions[block.id] ?? {};
    return runnable(block) && (status === 'failed' || status === 'timed-out') && retryInMs === undefined;
  });
}

/** Whether a block is still to be run in passing: not what has run as it stands, runs, or is only run when asked for. */
function isOpen(runbook: Runbook, state: RunState, block: Block): boolean {
  const { status = '', edited } = state.executions[block.id] ?? {};
  const ran = status === 'running' || (!edited && /^(?:succeeded|dry-run)$/.test(status));
  return !ran && isInPassing(runbook, block) && !isOnOtherWay(runbook, block, state);
}

/** Whether a run comes to a block by itself: it is on the one way, or the responder is asked whether its case is given. */
function isInPassing(runbook: Runbook, block: Block): boolean {
  return runsInPassing(runbook, block) || casesOf(runbook, block).length > 0;
}

function closedSteps({ steps }: Runbook, state: RunState): ReadonlySet<string> {
  return new Set(
    steps.filter(({ id }) => /^(?:done|skipped)$/.test(state.steps[id]?.status ?? '')).map(({ id }) => id),
  );
}

function blocksOf(runbook: Runbook, steps: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(runbook.steps.filter(({ id }) => steps.has(id)).flatMap(({ blocks }) => blocks.map(({ id }) => id)));
}
