import type { Block } from '../blocks/model.ts';
import { allBlocks, runnable } from '../run/plan.ts';
import type { RunSession } from '../run/session.ts';
import type { Asked, Caveat, Step } from '../runbook/model.ts';
import { handworkOf, isByHand } from '../surroundings/handwork.ts';

/** What a run is asked about: the runbook, what has come to pass, and which of several ways it goes. */
export type Walked = Pick<RunSession, 'runbook' | 'state' | 'standpoint'>;

/** What is asked for above one of a step's commands, below the one before it. */
export function askedBefore(step: Step, block: Block): readonly Asked[] {
  if (!runnable(block)) return [];
  const from = step.blocks.findLast((one) => runnable(one) && one.line < block.line)?.line ?? 0;
  return (step.beforehand ?? []).filter(({ line }) => line > from && line < block.line);
}

/** What of a step's checks stands above its last command, and what below it. */
export function checksOf(step: Step, where: 'before' | 'after'): Step['checks'] {
  const last = step.blocks.findLast(runnable)?.line ?? Infinity;
  return step.checks.filter(({ text, line }) => text !== step.title && line > last === (where === 'after'));
}

/**
 * What is to be done by hand before a run that goes through many commands comes to this one: since the last of those
 * above it that were started. Not what is checked off, nor what the run passes over.
 * @param within the steps that the run goes through.
 */
export function handworkBefore(walked: Walked, block: Block, within = walked.runbook.steps): readonly Asked[] {
  const { runbook, state } = walked;
  if (state.dryRun === true || Object.hasOwn(state.executions, block.id)) return [];
  const above = allBlocks(runbook).filter(({ id, line }) => line < block.line && Object.hasOwn(state.executions, id));
  const from = above.at(-1)?.line ?? 0;
  return within
    .filter(({ line }) => line < block.line)
    .flatMap((step) => {
      if (step.blocks.some(({ id }) => id === block.id))
        return [...contentOf(walked, step, block), ...askedBefore(step, block)].toSorted((a, b) => a.line - b.line);
      return isClosed(walked, step) || isPassedOver(walked, step.line, block)
        ? []
        : leftOf(walked, step, { block, from });
    })
    .filter(({ line }) => line >= from && line < block.line);
}

/** What a step above leaves to be done: all of it where it is by hand, else its content and what stands below its commands. */
function leftOf(
  walked: Walked,
  step: Step,
  { block, from }: { readonly block: Block; readonly from: number },
): readonly Asked[] {
  const { runbook, state } = walked;
  const content = contentOf(walked, step, block);
  if (isByHand(runbook, step)) {
    if (content.length > 0 || step.line <= from) return content;
    return [{ text: step.title, line: step.line }];
  }
  const commands = step.blocks.filter(runnable);
  const last = commands.at(-1)?.line ?? 0;
  // Of a step that was passed over, nothing is to be seen to.
  if (!commands.some(({ id }) => Object.hasOwn(state.executions, id))) return content;
  const checks = checksOf(step, 'after').filter(({ id }) => state.checks[id] !== true);
  const sentences = (step.afterwards ?? []).map((text) => ({ text, line: last }));
  return [...content, ...sentences, ...checks.map(({ text, line }) => ({ text, line }))];
}

/** Content that is to be written or typed somewhere. */
function contentOf(walked: Walked, { blocks }: Step, next: Block): readonly Asked[] {
  return blocks.flatMap((block) => {
    const text = isPassedOver(walked, block.line, next) ? undefined : handworkOf(block);
    if (text === undefined) return [];
    return [{ text: `${text.replace(/^by hand: /, '')} (line ${block.line})`, line: block.line }];
  });
}

function isClosed({ state }: Walked, { id, checks }: Step): boolean {
  const status = Object.hasOwn(state.steps, id) ? state.steps[id]!.status : undefined;
  const ticked = checks.length > 0 && checks.every((check) => state.checks[check.id] === true);
  return status === 'done' || status === 'skipped' || ticked;
}

/** Whether a line is on another way than the one that is gone, or on a branch that the next command is not on. */
function isPassedOver(walked: Walked, at: number, { line }: Block): boolean {
  const { caveats = [] } = walked.runbook;
  const holds = (one: Caveat, inner: number): boolean => one.line <= inner && inner <= one.endLine;
  const aside = caveats.some((one) => one.aside && holds(one, at) && !holds(one, line));
  return aside || walked.standpoint(at).kind === 'elsewhere';
}
