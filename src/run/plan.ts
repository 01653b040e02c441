import type { Block, Runbook } from '../runbook/model.ts';
import { flag } from './prepare.ts';
import type { RunState } from '../record/state.ts';

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
  const closed = new Set(
    runbook.steps
      .filter(({ id }) => /^(?:done|skipped)$/.test(state.steps[id]?.status ?? ''))
      .flatMap(({ blocks }) => blocks.map(({ id }) => id)),
  );
  return all.slice(0, end + 1).filter((block) => {
    if (!runnable(block)) return false;
    if (block.id === last) return true;
    const status = state.executions[block.id]?.status;
    return (
      !closed.has(block.id) &&
      !/^(?:succeeded|running|dry-run)$/.test(status ?? '') &&
      !isLeftOut(block) &&
      blockRolledBackBy(runbook, block) === undefined
    );
  });
}

function runnable(block: Block): boolean {
  return block.kind === 'command' && block.commands.length > 0;
}
