import { withoutBackground } from '../record/background.ts';
import { fieldsOf, number, text, type Raw } from '../record/rawFields.ts';
import { Reduction } from '../record/reduce.ts';
import type { RunState } from '../record/state.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { cleanText } from './clean.ts';
import { isAsWritten, withBlanks } from './commandMatch.ts';
import { because } from '../text/words.ts';
import { between, readDuration } from './duration.ts';
import { inOrderOfTime, datedEvents } from './order.ts';
import type { LinkedRun } from './timeline.ts';

export type DeviationKind =
  | 'skipped-step'
  | 'failed-step'
  | 'failed-check'
  | 'step-not-done'
  | 'edited-command'
  | 'unticked-check'
  | 'missing-check'
  | 'timed-out'
  | 'slow-step';

/** Something that went otherwise than the runbook says. Texts are as recorded: `clean` hides secrets. */
export interface Deviation {
  readonly kind: DeviationKind;
  readonly run: string;
  /** The runbook's file. */
  readonly path: string;
  readonly step: string;
  /** Line of the step, check or block, 1-based, in the text that the run saw last. */
  readonly line: number;
  /** What happened, in one sentence without the step's title. */
  readonly text: string;
  /** Of an edited command: as the runbook has it, and as it would write what ran. */
  readonly edit?: { readonly before: string; readonly after: string };
  /** Of a step or command, milliseconds. */
  readonly took?: number;
}

/** A run against the runbook as it saw it last. */
export interface RunReview {
  readonly run: string;
  readonly path: string;
  readonly title: string;
  readonly drill: boolean;
  /** The runbook's text; empty where the log does not hold it. */
  readonly snapshot: string;
  readonly deviations: readonly Deviation[];
}

/** Longer than this is told of a step without a time of its own. Milliseconds. */
const SLOW_STEP = 10 * 60_000;

/** Parsed once per text: a thousand runs are of a few runbooks. */
export class RunbookTexts {
  readonly #parsed = new Map<string, Runbook>();

  parse(snapshot: string, path: string): Runbook {
    const key = `${path}\n${snapshot}`;
    const known = this.#parsed.get(key) ?? parseRunbook(snapshot, { fileName: path });
    this.#parsed.set(key, known);
    return known;
  }
}

/** What a run did otherwise than its runbook says. Undefined where the events start no run. */
export function reviewRun({ run, events }: LinkedRun, texts = new RunbookTexts()): RunReview | undefined {
  const ordered = inOrderOfTime(datedEvents(events)).events;
  const raw = ordered as readonly unknown[] as readonly Raw[];
  const start = raw.find((event) => event['type'] === 'run-started');
  const runbookFields = fieldsOf(start?.['runbook']);
  if (start === undefined || runbookFields === undefined) return undefined;
  const changed = raw.findLast((event) => event['type'] === 'runbook-changed' && text(event['snapshot']) !== undefined);
  const snapshot = text(changed?.['snapshot'] ?? runbookFields['snapshot']) ?? '';
  const path = text(runbookFields['path']) ?? '';
  const runbook = texts.parse(snapshot, path);
  const reduction = new Reduction((said) => texts.parse(said, path));
  // What was printed says nothing about steps, and is most of a log.
  for (const event of ordered) if (event.type !== 'block-output') reduction.add(event);
  const state = reduction.state(runbook);
  const of = (
    step: Step,
    kind: DeviationKind,
    line: number,
    said: string,
    more: Partial<Deviation> = {},
  ): Deviation => ({
    kind,
    run,
    path,
    step: step.title,
    line,
    text: said,
    ...more,
  });
  const failed = new Set(
    runbook.steps.filter(({ id }) => Object.hasOwn(state.steps, id) && state.steps[id]?.status === 'failed'),
  );
  const unasked = skippedUnasked(raw);
  const deviations = runbook.steps.flatMap((step) =>
    stepDeviations(step, state, of).filter(({ kind }) => kind !== 'skipped-step' || !unasked.has(step.id)),
  );
  const commands = commandDeviations(raw, runbook)
    // A step that failed says so itself.
    .filter(({ kind, step }) => kind !== 'failed-check' || !failed.has(step))
    .map(({ step, block, ...more }) => of(step, more.kind, block.line, more.text, more));
  const drill = start['drill'] === true;
  return { run, path, title: runbook.title, drill, snapshot, deviations: [...deviations, ...commands] };
}

/** What the command line recorded before it said that nobody decided it. */
const NOTHING_TO_RUN = new Set(['no commands', 'by hand: nothing to run']);

/** Steps whose latest skip nobody decided: a run in passing has nothing to run for them. */
function skippedUnasked(events: readonly Raw[]): ReadonlySet<string> {
  const steps = new Set<string>();
  for (const event of events) {
    if (event['type'] !== 'step-skipped') continue;
    const step = text(event['step']) ?? '';
    if (event['automatic'] === true || NOTHING_TO_RUN.has(text(event['reason']) ?? '')) steps.add(step);
    else steps.delete(step);
  }
  return steps;
}

type Tell = (step: Step, kind: DeviationKind, line: number, said: string, more?: Partial<Deviation>) => Deviation;

function stepDeviations(step: Step, state: RunState, of: Tell): readonly Deviation[] {
  const own = Object.hasOwn(state.steps, step.id) ? state.steps[step.id] : undefined;
  const done = own?.status === 'done';
  const found: Deviation[] = [];
  if (own?.status === 'skipped')
    found.push(
      of(
        step,
        'skipped-step',
        step.line,
        own.reason ? `Skipped: ${cleanText(own.reason)}` : 'Skipped without a reason',
      ),
    );
  else if (own?.status === 'failed') {
    const [reason = ''] = cleanText(own.reason ?? '').split('\n');
    found.push(of(step, 'failed-step', step.line, because('Failed', reason)));
  } else if (!done && state.endedAt !== undefined)
    found.push(of(step, 'step-not-done', step.line, 'Not done when the run ended'));
  if (done)
    for (const check of step.checks)
      if (state.checks[check.id] !== true && check.line !== step.line)
        found.push(of(step, 'unticked-check', check.line, `Done without its check: ${cleanText(check.text)}`));
  const ran = step.blocks.filter((block) => Object.hasOwn(state.executions, block.id));
  if (ran.some(lacksCheck) && step.checks.length === 0)
    found.push(of(step, 'missing-check', step.line, 'Changes something and has no check that it worked'));
  if (own?.enteredAt !== undefined && own.finishedAt !== undefined) {
    const took = between(own.enteredAt, own.finishedAt);
    if (took >= SLOW_STEP) found.push(of(step, 'slow-step', step.line, 'Took long', { took }));
  }
  return found;
}

function lacksCheck({ risk, expectedOutput, attributes }: Block): boolean {
  return (risk === 'changes' || risk === 'destroys') && expectedOutput === undefined && !('expect' in attributes);
}

interface CommandDeviation {
  readonly kind: DeviationKind;
  readonly step: Step;
  readonly block: Block;
  readonly text: string;
  readonly edit?: Deviation['edit'];
  readonly took?: number;
}

/** Commands that were edited before they ran, and those that ran out of time; each once per block. */
function commandDeviations(events: readonly Raw[], runbook: Runbook): readonly CommandDeviation[] {
  const blocks = new Map(runbook.steps.flatMap((step) => step.blocks.map((block) => [block.id, { step, block }])));
  const values = new Map<string, string>();
  const started = new Map<string, string>();
  const found = new Map<string, CommandDeviation>();
  for (const event of events) {
    const execution = text(event['execution']) ?? '';
    if (event['type'] === 'variable-set' && event['secret'] !== true)
      values.set(text(event['name']) ?? '', text(event['value']) ?? '');
    if (event['type'] === 'block-started') {
      const id = text(event['block']) ?? '';
      started.set(execution, id);
      const own = blocks.get(id);
      const edited = own && editOf(own.block, text(event['command']) ?? '', values);
      if (own && edited)
        found.set(`edit ${id}`, { kind: 'edited-command', ...own, text: 'Edited before it ran', edit: edited });
    }
    const own = event['type'] === 'block-ended' ? blocks.get(started.get(execution) ?? '') : undefined;
    if (own !== undefined) {
      // What went well at a later try is as the runbook has it.
      found.delete(`check ${own.block.id}`);
      if (event['met'] === false)
        found.set(`check ${own.block.id}`, { kind: 'failed-check', ...own, text: 'Not the result that it expects' });
    }
    if (own !== undefined && event['how'] === 'timed-out') {
      // Ending it takes some time of its own.
      const took = readDuration(own.block.attributes['timeout'] ?? '') ?? number(event['duration']);
      found.set(`time ${own.block.id}`, { kind: 'timed-out', ...own, text: 'Ran out of its time', took });
    }
  }
  return [...found.values()];
}

function editOf(block: Block, sent: string, values: ReadonlyMap<string, string>): Deviation['edit'] {
  const written = block.commands.join('\n');
  const ran = withoutBackground(sent);
  if (ran.trim() === '' || [sent, ran].some((one) => isAsWritten(block, written, one))) return undefined;
  return { before: written, after: withBlanks(block, written, ran, values) };
}
