import type { RunSession } from '../run/session.ts';
import type { Block } from '../blocks/model.ts';
import { wayAt, type Choice, type Way } from '../surroundings/ways.ts';
import type { NotRun } from './runBlock.ts';

export interface Stopped extends NotRun {
  readonly block: string;
}

/** How blocks are run in order. */
interface InOrder {
  /** Runs one block; resolves with the reason where it was not run. */
  run(block: Block): Promise<NotRun | undefined>;
  /** Asks which of several ways the run goes. */
  askWay(choice: Choice): Promise<Way | undefined>;
  /** The block that was asked for itself. */
  readonly wanted?: string;
}

/**
 * Runs blocks one after the other, each with the questions that it asks by itself, and of several ways one; never on
 * after one that did not succeed.
 * @returns where and why it stopped before the end.
 */
export async function runInOrder(
  session: RunSession,
  blocks: readonly Block[],
  { run, askWay, wanted }: InOrder,
): Promise<Stopped | undefined> {
  const last = blocks.at(-1)?.id;
  for (const block of blocks) {
    const way = await settleWay(session, block, askWay);
    if (way === 'open') return { block: block.id, message: 'Stopped here: the runbook means one of several ways.' };
    if (way === 'elsewhere' && block.id !== wanted) continue;
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

/** Who runs everything up to a block has chosen the ways that it stands in, where nothing is chosen yet. */
export async function chooseWayTo(session: RunSession, block: Block | undefined): Promise<void> {
  if (block) await settleWay(session, block, (choice) => Promise.resolve(wayAt(choice, block.line)));
}

async function settleWay(
  session: RunSession,
  { line }: Block,
  askWay: InOrder['askWay'],
): Promise<'on-the-way' | 'elsewhere' | 'open'> {
  for (;;) {
    const at = session.standpoint(line);
    if (at.kind !== 'open') return at.kind;
    const way = await askWay(at.choice);
    if (!way) return 'open';
    await session.choose(at.choice, way);
  }
}
