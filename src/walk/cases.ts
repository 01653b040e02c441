import type { Block } from '../blocks/model.ts';
import { blockRolledBackBy, isLeftOut } from '../run/plan.ts';
import type { Runbook } from '../runbook/model.ts';
import { caveatsAround } from '../surroundings/asides.ts';
import { caseConcern } from '../surroundings/concerns.ts';
import { askedBefore, type Walked } from './handwork.ts';

/**
 * The cases that a block is only meant for, of which the responder says whether they hold. None for what only reads, and
 * for what is left out whatever the case.
 */
export function casesOf(runbook: Runbook, block: Block): readonly string[] {
  const around = caveatsAround(runbook, block);
  const other = around.some(({ kind, aside }) => aside && kind !== 'optional') || isLeftOut(block);
  if (other || block.risk === 'reads' || blockRolledBackBy(runbook, block) !== undefined) return [];
  return around.filter(({ kind }) => kind === 'optional').map(({ text }) => text);
}

/**
 * The sentences that are still to be agreed to before a block runs.
 * @param given cases that the responder has said to hold, when all that is by hand was asked about too; undefined where
 *   the block alone was asked for: then what stands right above it is one of the sentences, unless the block only reads.
 */
export function concernsLeft(
  { runbook, state }: Walked,
  block: Block,
  concerns: readonly string[],
  given: readonly string[] | undefined,
): readonly string[] {
  if (given !== undefined) {
    const settled = given.map(caseConcern);
    return concerns.filter((one) => !settled.includes(one));
  }
  if (block.risk === 'reads' || state.dryRun === true || Object.hasOwn(state.executions, block.id)) return concerns;
  const step = runbook.steps.find(({ blocks }) => blocks.some(({ id }) => id === block.id));
  const asked = step === undefined ? [] : askedBefore(step, block);
  return [...asked.map(({ text }) => `By hand before this: "${text.replace(/[.:]$/, '')}".`), ...concerns];
}
