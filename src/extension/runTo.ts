import type { RunSession } from '../run/session.ts';
import type { Block } from '../blocks/model.ts';
import type { NotRun } from './runBlock.ts';

export interface Stopped extends NotRun {
  readonly block: string;
}

/**
 * Runs blocks one after the other, each with the questions that it asks by itself; never on after one that did not
 * succeed.
 * @param run runs one block; resolves with the reason where it was not run.
 * @returns where and why it stopped before the end.
 */
export async function runInOrder(
  session: RunSession,
  blocks: readonly Block[],
  run: (block: Block) => Promise<NotRun | undefined>,
): Promise<Stopped | undefined> {
  const last = blocks.at(-1)?.id;
  for (const block of blocks) {
    const prepared = session.prepare(block);
    if ('refusal' in prepared && prepared.notNow) continue;
    const refusal = await run(block);
    if (refusal !== undefined) return { block: block.id, ...refusal };
    const status = session.state.executions[block.id]?.status;
    const goesOn = 'commands' in prepared && prepared.background && status === 'running';
    if (status === 'succeeded' || status === 'dry-run' || goesOn || block.id === last) continue;
    return { block: block.id, message: 'Stopped here: this command did not succeed.' };
  }
  return undefined;
}
