import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { asideOf } from '../surroundings/asides.ts';
import { flag } from './prepare.ts';

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

/** Whether a block is a command that runs when everything is run. */
export function runsInPassing(runbook: Runbook, block: Block): boolean {
  const askedFor = isLeftOut(block) || blockRolledBackBy(runbook, block) !== undefined;
  return runnable(block) && !askedFor && asideOf(runbook, block) === undefined;
}

/** Whether a block holds a command. */
export function runnable(block: Block): boolean {
  return block.kind === 'command' && block.commands.length > 0;
}
