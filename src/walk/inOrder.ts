import type { Block } from '../blocks/model.ts';
import type { RunSession } from '../run/session.ts';
import type { Asked, Step } from '../runbook/model.ts';
import { wayAt, type Choice, type Way } from '../surroundings/ways.ts';
import { casesOf } from './cases.ts';
import { handworkBefore, type Walked } from './handwork.ts';

/** Why a block was not run, as a sentence; and the placeholders that need a value for it to run. */
export interface NotRun {
  readonly message: string;
  readonly missing?: readonly string[];
}

export interface Stopped extends NotRun {
  readonly block: string;
}

/** The run that blocks are run in. */
export type InRun = Walked & Pick<RunSession, 'prepare' | 'choose' | 'isSecret'>;

/** How blocks are run in order. */
export interface InOrder {
  /**
   * Runs one block; resolves with the reason where it was not run.
   * @param given its cases, which hold; undefined where it has not been asked about them, nor about what is by hand.
   */
  run(block: Block, given: readonly string[] | undefined): Promise<NotRun | undefined>;
  /** Asks which of several ways the run goes. */
  askWay(choice: Choice): Promise<Way | undefined>;
  /** Asks whether that has been done by hand. */
  askDone(asked: readonly Asked[]): Promise<boolean>;
  /** Asks whether a case is given; undefined where the run is to stop. */
  askCase(text: string): Promise<boolean | undefined>;
  /** The steps that are gone through; all of them where they are not told. */
  readonly within?: readonly Step[];
  /** The block that was asked for itself. */
  readonly wanted?: string;
}

/**
 * Runs blocks one after the other, each with the questions that it asks by itself, and of several ways one; never on
 * after one that did not succeed, nor past what is to be done by hand before the responder has said that it is done.
 * What is meant for a case that is not given is left out.
 * @returns where and why it stopped before the end.
 */
export async function runInOrder(session: InRun, blocks: readonly Block[], how: InOrder): Promise<Stopped | undefined> {
  const last = blocks.at(-1)?.id;
  const cases = new Map<string, boolean>();
  const done = new Set<number>();
  for (const block of blocks) {
    const stop = (message: string): Stopped => ({ block: block.id, message: `Stopped here: ${message}` });
    const way = await settleWay(session, block, how.askWay);
    if (way === 'open') return stop('the runbook means one of several ways.');
    if (way === 'elsewhere' && block.id !== how.wanted) continue;
    const prepared = session.prepare(block);
    if ('refusal' in prepared && prepared.notNow) continue;
    // Who asked for the last one itself is asked about its case when it runs.
    const wanted = block.id === how.wanted ? [] : casesOf(session.runbook, block);
    const given = await settleCases(wanted, cases, how.askCase);
    if (given === 'open') return stop(`not said yet whether this holds: "${wanted.find((one) => !cases.has(one))}".`);
    if (given === 'not-given') continue;
    // A value that is missing is asked for first: after it, the run comes here again.
    const blank = 'refusal' in prepared && prepared.missing.some((name) => !session.isSecret(name));
    const handwork = blank ? [] : await handworkOnTheWay(session, block, how);
    if (handwork === 'open') return stop('the runbook means one of several ways.');
    const asked = handwork.filter(({ line }) => !done.has(line));
    if (asked.length > 0 && !(await how.askDone(asked)))
      return stop(`first by hand: "${asked[0]!.text.replace(/[.:]$/, '')}".`);
    for (const { line } of asked) done.add(line);
    const refusal = await how.run(block, blank ? undefined : wanted);
    if (refusal !== undefined) return { block: block.id, ...refusal };
    const status = session.state.executions[block.id]?.status;
    const goesOn = 'commands' in prepared && prepared.background && status === 'running';
    if (status === 'succeeded' || status === 'dry-run' || goesOn || block.id === last) continue;
    return stop('this command did not succeed.');
  }
  return undefined;
}

/** Who runs everything up to a block has chosen the ways that it stands in, where nothing is chosen yet. */
export async function chooseWayTo(session: InRun, block: Block | undefined): Promise<void> {
  if (block) await settleWay(session, block, (choice) => Promise.resolve(wayAt(choice, block.line)));
}

/** What is by hand before a block, on the ways that the run goes; ways that hold nothing else are asked about as well. */
async function handworkOnTheWay(
  session: InRun,
  block: Block,
  { within, askWay }: Pick<InOrder, 'within' | 'askWay'>,
): Promise<readonly Asked[] | 'open'> {
  for (;;) {
    const all = handworkBefore(session, block, within);
    const open = all.find(({ line }) => session.standpoint(line).kind === 'open');
    if (open === undefined) return all;
    if ((await settleWay(session, open, askWay)) === 'open') return 'open';
  }
}

/** Each case is asked about once. */
async function settleCases(
  wanted: readonly string[],
  known: Map<string, boolean>,
  askCase: InOrder['askCase'],
): Promise<'given' | 'not-given' | 'open'> {
  for (const text of wanted) {
    const given = known.get(text) ?? (await askCase(text));
    if (given === undefined) return 'open';
    known.set(text, given);
    if (!given) return 'not-given';
  }
  return 'given';
}

async function settleWay(
  session: InRun,
  { line }: { readonly line: number },
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
