import type { Block } from '../blocks/model.ts';
import type { Runbook, Step } from '../runbook/model.ts';

/** What the responder does with content, a query or a statement; undefined for blocks that need nothing. */
export function handworkOf({ kind, goesInto, swallows }: Block): string | undefined {
  if (swallows) return 'by hand: text of the page, in a code block because a fence is never closed';
  if (kind !== 'config') return undefined;
  if (goesInto === undefined) return 'by hand: use this as the text says';
  const file = /[/.]/.test(goesInto) && !/\s/.test(goesInto);
  return file ? `by hand: write this to ${goesInto}` : `by hand: run this in the ${goesInto.replace(/^the /i, '')}`;
}

/** Whether content that passes for output stands below no command of its step: it may be meant to be done or written. */
export function isShownAlone({ blocks }: Step, block: Block): boolean {
  const before = blocks.slice(0, Math.max(0, blocks.indexOf(block)));
  return /^(?:output|other)$/.test(block.kind) && before.at(-1)?.kind !== 'command';
}

/** Whether a step is done by hand alone: nothing in it runs, and no step below it says how. */
export function isByHand(runbook: Runbook, step: Step): boolean {
  if (step.blocks.some(({ kind, commands }) => kind === 'command' && commands.length > 0)) return false;
  const next = runbook.steps[runbook.steps.indexOf(step) + 1];
  return next === undefined || next.level <= step.level || step.blocks.some(({ kind }) => kind === 'config');
}
