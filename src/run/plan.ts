import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { asideOf } from '../surroundings/asides.ts';
import type { RunState } from '../record/state.ts';
import { flag } from './prepare.ts';
import { isOnOtherWay } from './ways.ts';

/** All blocks in the order of the text. */
export function allBlocks(runbook: Runbook): readonly Block[] {
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
}

/** The block that takes back what this one does, as `rollback=id` names it; undefined where it holds no command. */
export function rollbackOf(runbook: Runbook, block: Block): Block | undefined {
  const id = block.attributes['rollback'];
  if (id === undefined || id === block.id) return undefined;
  return allBlocks(runbook).find((one) => one.id === id && runnable(one));
}

/** The block that this one takes back: such a block runs when the responder asks for it, never in passing. */
export function blockRolledBackBy(runbook: Runbook, block: Block): Block | undefined {
  return allBlocks(runbook).find((one) => one.id !== block.id && one.attributes['rollback'] === block.id);
}

/** The block says that it only runs when it is asked for itself, never when all is run. */
export function isLeftOut(block: Block): boolean {
  return flag(block.attributes['excludeFromRunAll']);
}

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

/** Commands of steps in the same section as `step` that are still to be run, in the order of the text. */
export function blocksInSection(runbook: Runbook, state: RunState, step: string): readonly Block[] {
  const section = runbook.steps.find(({ id }) => id === step)?.section;
  const closed = closedSteps(runbook, state);
  return runbook.steps
    .filter((one) => one.section === section && !closed.has(one.id))
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
  return !ran && runsInPassing(runbook, block) && !isOnOtherWay(runbook, block, state);
}

/** Whether a block is a command that runs when everything is run. */
export function runsInPassing(runbook: Runbook, block: Block): boolean {
  const askedFor = isLeftOut(block) || blockRolledBackBy(runbook, block) !== undefined;
  return runnable(block) && !askedFor && asideOf(runbook, block) === undefined;
}

function closedSteps({ steps }: Runbook, state: RunState): ReadonlySet<string> {
  return new Set(
    steps.filter(({ id }) => /^(?:done|skipped)$/.test(state.steps[id]?.status ?? '')).map(({ id }) => id),
  );
}

function blocksOf(runbook: Runbook, steps: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(runbook.steps.filter(({ id }) => steps.has(id)).flatMap(({ blocks }) => blocks.map(({ id }) => id)));
}

/** Whether a block holds a command. */
export function runnable(block: Block): boolean {
  return block.kind === 'command' && block.commands.length > 0;
}
