import { mask } from '../masking/mask.ts';
import type { Outcome, RunEvent } from '../record/events.ts';
import { fieldsOf, text } from '../record/rawFields.ts';
import { Reduction } from '../record/reduce.ts';
import type { ExecutionState } from '../record/state.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { visible } from '../text/visible.ts';
import { withoutStyles } from '../run/expectation.ts';
import { blockState, statesOf, stepState, type Counts } from '../run/itemState.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';

/** A run as it is told afterwards: no secrets, nothing that a terminal or a page would obey. */
export interface RunReport {
  readonly run: string;
  readonly title: string;
  /** The runbook's file, as the run names it. */
  readonly path: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  /** `open` while it has not ended. */
  readonly outcome: Outcome | 'open';
  readonly drill: boolean;
  readonly dryRun: boolean;
  readonly severity?: string;
  readonly roles: Readonly<Record<string, string>>;
  /** How many steps are in each state, and the same in words. */
  readonly counts: Counts;
  readonly summary: string;
  readonly steps: readonly ReportStep[];
  /** Results of commands that belong to no step. */
  readonly results: readonly ReportResult[];
  readonly timeline: readonly TimelineEntry[];
  readonly warnings: readonly string[];
}

export interface ReportStep {
  readonly id: string;
  readonly title: string;
  readonly section?: string;
  readonly state: string;
  /** The state in words, with what is known of it. */
  readonly text: string;
  readonly by?: string;
  readonly finishedAt?: string;
  readonly results: readonly ReportResult[];
}

export interface ReportResult {
  readonly command: string;
  readonly text: string;
  readonly state: string;
  readonly exitCode?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly startedAt: string;
  readonly context: Readonly<Record<string, string>>;
  readonly output: string;
  /** `output` is the end of what was printed. */
  readonly truncated: boolean;
}

/** What the record of a run is read from. */
export interface ReportSource {
  readonly events: readonly RunEvent[];
  readonly warnings: readonly string[];
  /** By execution: the end of an output that the log does not hold. */
  readonly tails?: ReadonlyMap<string, string>;
}

/** The report of a run; undefined where the events start none. */
export function reportOf({ events: all, warnings, tails = new Map() }: ReportSource): RunReport | undefined {
  const said = all.map((event) => (isEvent(event) ? withoutSecrets(event) : event));
  const events = said.filter(isEvent);
  const runbook = runbookOf(events);
  if (runbook === undefined) return undefined;
  const reduction = new Reduction();
  for (const event of said) reduction.add(event);
  for (const [execution, tail] of tails) reduction.goOn(execution, tail, false);
  const state = reduction.state(runbook, warnings);
  const { steps, counts, summary, none } = statesOf(runbook, state);
  const result = (execution: ExecutionState): ReportResult =>
    resultOf(execution, blockState({ id: execution.block }, state));
  const inSteps = new Set<string>();
  const listed = runbook.steps.map((step): ReportStep => {
    const own = step.blocks.flatMap(({ id }) => (Object.hasOwn(state.executions, id) ? [state.executions[id]!] : []));
    for (const { block } of own) inSteps.add(block);
    const said = Object.hasOwn(state.steps, step.id) ? state.steps[step.id] : undefined;
    const { state: name, text: words } = Object.hasOwn(steps, step.id) ? stepState(runbook, step, state) : none;
    const { by, finishedAt } = said ?? {};
    const { id, title, section } = step;
    return { id, title, section, state: name, text: words, by, finishedAt, results: own.map(result) };
  });
  const {
    run,
    path = '',
    title = runbook.title,
    startedAt = '',
    endedAt,
    outcome,
    drill,
    dryRun,
    severity,
    roles,
  } = state;
  const others = Object.values(state.executions).filter(({ block }) => !inSteps.has(block));
  return clean({
    run,
    title: title || path,
    path,
    startedAt,
    endedAt,
    outcome: endedAt === undefined ? 'open' : (outcome ?? 'done'),
    drill,
    dryRun: dryRun === true,
    severity,
    roles,
    counts,
    summary,
    steps: listed,
    results: others.map(result),
    timeline: timelineOf(runbook, events),
    warnings: state.warnings,
  });
}

/** A log that somebody edited may hold anything. */
function isEvent(event: unknown): event is RunEvent {
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}

/** The runbook as the run saw it last. */
function runbookOf(events: readonly RunEvent[]): Runbook | undefined {
  const started = events
    .map((event) => (event.type === 'run-started' ? fieldsOf(event.runbook) : undefined))
    .find((fields) => fields !== undefined);
  if (started === undefined) return undefined;
  const changed = events.findLast((event) => event.type === 'runbook-changed');
  const snapshot = text(changed?.snapshot) ?? text(started['snapshot']) ?? '';
  return parseRunbook(snapshot, { fileName: text(started['path']) ?? '' });
}

function resultOf(execution: ExecutionState, { state, text }: { state: string; text: string }): ReportResult {
  const { command, exitCode, duration, startedAt, context = {}, output, truncated } = execution;
  return { command, text, state, exitCode, duration, startedAt, context, output: withoutStyles(output), truncated };
}

/** What only machines read, what steps are found by, and what is looked through as a whole. */
const asRecorded: ReadonlySet<string> = new Set([
  ...['v', 'id', 'at', 'type', 'execution', 'block', 'step', 'check', 'title', 'hash', 'snapshot', 'runbook', 'run'],
  ...['anchors', 'blocks', 'spilled', 'running'],
]);

/** Secrets are found in a text by itself; in the sentence that is made of it, the words before may hide them. */
function withoutSecrets(event: RunEvent): RunEvent {
  // The parts of an output are looked through when they are put together.
  if (event.type === 'block-output') return event;
  const entries = Object.entries(event).map(([key, value]: [string, unknown]) => [
    key,
    asRecorded.has(key) ? value : maskAll(value),
  ]);
  return Object.fromEntries(entries) as RunEvent;
}

/** A text, or the texts of a flat value. */
function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return mask(value);
  const fields = fieldsOf(value);
  if (fields === undefined) return value;
  return Object.fromEntries(
    Object.entries(fields).map(([key, one]) => [key, typeof one === 'string' ? mask(one) : one]),
  );
}

/** Every text of it without secrets, and with characters that would be obeyed shown as escapes. */
function clean<Value>(value: Value): Value {
  if (typeof value === 'string') return visible(mask(value)) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => clean(one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]: [string, unknown]) => [visible(mask(key)), clean(one)])) as Value;
}

/** Ids of executions whose output goes on in a side file, with its name. */
export function sideFilesOf(events: readonly RunEvent[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const event of events) {
    if (event?.type === 'block-output' && event.spilled) files.set(event.execution, event.spilled.file);
  }
  return files;
}
