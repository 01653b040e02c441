import type { ExecutionState, RunState } from '../record/state.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { OUTPUT_DIFFERS } from './expectation.ts';
import { runnable, runsInPassing } from './plan.ts';
import { isOnOtherWay } from './ways.ts';

/** What a step or a block is in. Where the responder is, is another matter: `RunState.current`. */
export type StateName =
  | 'not-started'
  | 'started'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'refused'
  | 'skipped'
  | 'unknown'
  | 'done';

/** The state of a step or a block, in the same words wherever it is shown. */
export interface ItemState {
  readonly state: StateName;
  /** One or two words. */
  readonly word: string;
  /** What the word leaves open: an exit code, a reason. */
  readonly detail?: string;
  /** Both: `failed, exit code 3`. */
  readonly text: string;
  /** Since when it is running, ISO 8601. */
  readonly since?: string;
}

const words: Readonly<Record<StateName, string>> = {
  'not-started': 'not started',
  started: 'in progress',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  refused: 'refused',
  skipped: 'skipped',
  unknown: 'unknown',
  done: 'done',
};

/** What a step's commands are in together is the first of these that one of them is in. */
const worstFirst: readonly StateName[] = ['running', 'failed', 'unknown', 'cancelled', 'refused'];

const notStarted: ItemState = itemState('not-started');

/** The state of a block: what its latest execution came to; a refusal counts where it has never run. */
export function blockState(block: Pick<Block, 'id'>, { executions, refusals }: Results): ItemState {
  const execution = own(executions, block.id);
  if (execution !== undefined) return executionState(execution);
  const refusal = own(refusals, block.id);
  return refusal === undefined ? notStarted : itemState('refused', refusal.reason);
}

/**
 * The state of a step. What the responder said of it (done, skipped) stands until a command of it runs later, or fails
 * later; else its commands decide. Being there is not doing: entering a step changes nothing.
 */
export function stepState(runbook: Runbook, step: Step, run: Results & Pick<RunState, 'steps' | 'checks'>): ItemState {
  const said = own(run.steps, step.id);
  const blocks = step.blocks.filter(runnable);
  const decided = said?.status === 'done' || said?.status === 'skipped' || said?.status === 'failed';
  if (!decided) return commandsState(runbook, blocks, run) ?? checksState(step, run);
  const later = blocks.filter((block) => isLater(own(run.executions, block.id), said.finishedAt));
  const since = later.length === 0 ? undefined : worst(later, run);
  if (since !== undefined) return since;
  // Only all that it takes undoes a failure or a skip.
  const redone = said.status !== 'done' && later.length > 0 && commandsState(runbook, blocks, run);
  return redone || itemState(said.status, said.reason);
}

/** How many steps are in each state. */
export type Counts = Readonly<Record<StateName, number>>;

/** The states of all steps and blocks of a run; those that have not started are left out. */
export interface RunStates {
  readonly steps: Readonly<Record<string, ItemState>>;
  readonly blocks: Readonly<Record<string, ItemState>>;
  readonly counts: Counts;
  /** The counts in words: `2 of 5 done, 1 failed, 1 running`. */
  readonly summary: string;
  /** What a step or block is in that is not listed. */
  readonly none: ItemState;
}

/** The states of a run. */
export function statesOf(runbook: Runbook, run: Results & Pick<RunState, 'steps' | 'checks'>): RunStates {
  const counts = Object.fromEntries(Object.keys(words).map((name) => [name, 0])) as Record<StateName, number>;
  const steps: [string, ItemState][] = [];
  for (const step of runbook.steps) {
    const state = stepState(runbook, step, run);
    counts[state.state]++;
    if (state !== notStarted) steps.push([step.id, state]);
  }
  const ids = new Set([...Object.keys(run.executions), ...Object.keys(run.refusals)]);
  const blocks = Object.fromEntries([...ids].map((id) => [id, blockState({ id }, run)]));
  return { steps: Object.fromEntries(steps), blocks, counts, summary: summaryOf(counts), none: notStarted };
}

function summaryOf(counts: Counts): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'No steps';
  const also = (['failed', 'running', 'unknown', 'cancelled', 'refused', 'skipped'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `, ${counts[name]} ${words[name]}`);
  return `${counts.done} of ${total} done${also.join('')}`;
}

type Results = Pick<RunState, 'executions' | 'refusals'>;

function itemState(state: StateName, detail?: string, since?: string): ItemState {
  return {
    state,
    word: words[state],
    text: detail ? `${words[state]}, ${lowerFirst(detail)}` : words[state],
    ...(detail ? { detail } : {}),
    ...(since === undefined ? {} : { since }),
  };
}

function executionState(execution: ExecutionState): ItemState {
  const { status, exitCode, message, met, retryInMs, attempt = 1, startedAt, edited } = execution;
  const before = edited ? 'before the command was edited' : undefined;
  if (retryInMs !== undefined) return itemState('running', `attempt ${attempt} failed, will retry`, startedAt);
  switch (status) {
    case 'running':
      return itemState('running', before, startedAt);
    case 'succeeded':
      return itemState('succeeded', before);
    case 'failed':
      return itemState('failed', joined(whyFailed(exitCode, met, message), before));
    case 'timed-out':
      return itemState('failed', joined('timed out', before));
    case 'cancelled':
      return itemState('cancelled', before);
    case 'unknown':
      return itemState('unknown', joined('process gone', before));
    case 'dry-run':
      return itemState('not-started', 'dry run');
  }
}

function whyFailed(exitCode: number | undefined, met: boolean | undefined, message: string | undefined): string {
  const sentence = message?.split('\n', 1)[0]?.replace(/\.$/, '');
  if (met === false && exitCode === 0) return sentence || OUTPUT_DIFFERS;
  return exitCode === undefined ? (sentence ?? 'could not start') : `exit code ${exitCode}`;
}

/** Together; undefined where none of them has started. */
function commandsState(runbook: Runbook, blocks: readonly Block[], run: Results): ItemState | undefined {
  const bad = worst(blocks, run);
  if (bad !== undefined) return bad;
  const succeeded = (block: Block): boolean => {
    const execution = own(run.executions, block.id);
    return execution?.status === 'succeeded' && !execution.edited;
  };
  const wanted = blocks.filter(
    (block) =>
      runsInPassing(runbook, block) && block.attributes['when'] === undefined && !isOnOtherWay(runbook, block, run),
  );
  if (blocks.some(succeeded) && wanted.every(succeeded)) return itemState('succeeded', 'not checked off');
  const ran = blocks.filter(({ id }) => own(run.executions, id)?.status === 'succeeded').length;
  return ran === 0 ? undefined : itemState('started', `${ran} of ${Math.max(wanted.length, ran)} commands ran`);
}

function checksState({ checks }: Step, run: Pick<RunState, 'checks'>): ItemState {
  const ticked = checks.filter(({ id }) => own(run.checks, id) === true).length;
  return ticked === 0 ? notStarted : itemState('started', `${ticked} of ${checks.length} checks`);
}

function worst(blocks: readonly Block[], run: Results): ItemState | undefined {
  const states = blocks.map((block) => blockState(block, run));
  for (const name of worstFirst) {
    const found = states.find(({ state }) => state === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether something happened after the responder had decided: a command began, or it failed only then. */
function isLater(execution: ExecutionState | undefined, decided: string | undefined): boolean {
  if (execution === undefined || decided === undefined) return false;
  if (execution.startedAt > decided) return true;
  if (execution.status !== 'failed' && execution.status !== 'timed-out') return false;
  const ended = Date.parse(execution.startedAt) + (execution.duration ?? 0);
  return ended > Date.parse(decided);
}

/** Ids come from documents: one may be `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Unless it begins with a name. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
