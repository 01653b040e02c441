import { cleanLine } from '../incident/clean.ts';
import { exactDuration } from '../incident/duration.ts';
import { fieldsOf, text } from '../record/rawFields.ts';
import type { RunEvent } from '../record/events.ts';
import { stepTimesOf, type UsualTime } from '../reminders/stepTimes.ts';
import type { Block } from '../blocks/model.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import { faultWords, type Fault } from './faults.ts';

export interface DrillSource {
  readonly runbook: Runbook;
  /** Of the drill's own log. */
  readonly events: readonly RunEvent[];
  /** What steps take in runs that are no drills, by step id. */
  readonly usual: ReadonlyMap<string, UsualTime>;
  readonly faults: readonly Fault[];
}

export interface StepScore {
  readonly title: string;
  readonly status: 'done' | 'skipped' | 'failed' | 'not done';
  /** Milliseconds. */
  readonly took?: number;
  readonly usual?: UsualTime;
  /** Checks of a step that is done, which nobody ticked. */
  readonly skippedChecks: readonly string[];
  /** Whether a fault of this step was noticed: it wasn't just checked off. Absent where none of its commands ran. */
  readonly fault?: {
    readonly kind: Fault['kind'];
    readonly noticed?: boolean;
    /** The runbook has nothing by which an output that differs could be told: neither a check nor `expect`. */
    readonly unchecked?: boolean;
  };
}

const UNCHECKED = ': the step has no check, and no `expect` for its command';

/** How the responder did, step by step. */
export function scoreDrill({ runbook, events, usual, faults }: DrillSource): readonly StepScore[] {
  const status = new Map<string, StepScore['status']>();
  const ticked = new Set<string>();
  const reached = new Set<string>();
  for (const event of (events as readonly unknown[]).map(fieldsOf)) {
    const step = text(event?.['step']) ?? '';
    const kind = event?.['type'];
    if (kind === 'step-ticked') status.set(step, 'done');
    if (kind === 'step-unticked') status.delete(step);
    if (kind === 'step-skipped') status.set(step, 'skipped');
    if (kind === 'step-failed') status.set(step, 'failed');
    if (kind === 'block-started') reached.add(step);
    if (kind === 'check-ticked') ticked.add(text(event?.['check']) ?? '');
    if (kind === 'check-unticked') ticked.delete(text(event?.['check']) ?? '');
  }
  const { took } = stepTimesOf(events);
  return runbook.steps.map((step, index): StepScore => {
    const own = status.get(step.id) ?? 'not done';
    const [time, known] = [took.get(step.id), usual.get(step.id)];
    const fault = faults.find((one) => one.step !== '' && one.step === step.id);
    return {
      title: cleanLine(step.title, 300),
      status: own,
      ...(time === undefined ? {} : { took: time }),
      ...(known === undefined ? {} : { usual: known }),
      skippedChecks: own === 'done' ? checksLeft(step, ticked) : [],
      ...(fault === undefined
        ? {}
        : {
            fault: {
              kind: fault.kind,
              ...noticedIn([step, runbook.steps[index + 1]], fault, own !== 'done', reached.has(step.id)),
            },
          }),
    };
  });
}

/** @param steps that of the fault, and the next: one without a command may be a check of what came before */
function noticedIn(
  [step, next]: readonly [Step, Step | undefined],
  { kind }: Fault,
  noticed: boolean,
  reached: boolean,
): Partial<StepScore['fault']> {
  if (!reached) return {};
  const checked =
    step.checks.length > 0 ||
    step.blocks.some((block) => isCompared(block)) ||
    next?.blocks.every((block) => block.kind !== 'command') === true;
  return { noticed, ...(kind === 'differ' && !noticed && !checked ? { unchecked: true } : {}) };
}

function isCompared({ attributes }: Block): boolean {
  return 'expect' in attributes || 'expected_similarity' in attributes;
}

function checksLeft(step: Step, ticked: ReadonlySet<string>): readonly string[] {
  return step.checks
    .filter(({ id, line }) => line !== step.line && !ticked.has(id))
    .map((check) => cleanLine(check.text, 300));
}

/** The report on a drill, for a terminal. @param events and faults of the whole drill, for those of no step */
export function drillText(
  scores: readonly StepScore[],
  events: readonly RunEvent[] = [],
  all: readonly Fault[] = [],
): string {
  const lines = scores.flatMap(({ title, status, took, usual, skippedChecks, fault }) => [
    `  ${status.padEnd(8)}  ${title}${timeText(took, usual)}`,
    ...skippedChecks.map((check) => `            check skipped: ${check}`),
    ...(fault === undefined
      ? []
      : [
          `            fault: ${faultWords[fault.kind]}, ${noticedText(fault.noticed)}${fault.unchecked === true ? UNCHECKED : ''}`,
        ]),
  ]);
  const apart = all.flatMap(({ kind }) => apartFault(kind, events) ?? []);
  const faults = [...scores.flatMap(({ fault }) => fault ?? []), ...apart];
  const noticed = faults.filter((fault) => fault.noticed === true).length;
  const skipped = scores.reduce((sum, { skippedChecks }) => sum + skippedChecks.length, 0);
  const done = scores.filter(({ status }) => status === 'done').length;
  const sum = [
    `${done} of ${scores.length} steps done`,
    `${skipped} ${skipped === 1 ? 'check' : 'checks'} skipped`,
    ...(faults.length === 0 ? [] : [`${noticed} of ${faults.length} faults noticed`]),
  ];
  return `Drill report (nothing was executed; in no numbers)\n${[...lines, ...apart.map(({ text }) => text)].join('\n')}\n${sum.join(', ')}.\n`;
}

/** Of a contact who does not answer: whether somebody else was called. Of a wrong context: whether a command was refused. */
function apartFault(
  kind: Fault['kind'],
  events: readonly RunEvent[],
): { readonly text: string; readonly noticed: boolean } | undefined {
  const count = (type: string): number => events.filter((event) => fieldsOf(event)?.['type'] === type).length;
  if (kind !== 'contact' && kind !== 'context') return undefined;
  const [noticed, how] =
    kind === 'contact'
      ? contactNoticed(count('escalated'))
      : contextNoticed(count('block-started'), count('block-refused'));
  return { text: `  fault: ${faultWords[kind]}, ${how}`, noticed };
}

function contactNoticed(calls: number): readonly [boolean, string] {
  if (calls > 1) return [true, 'noticed: the next one was called'];
  return [false, calls === 0 ? 'no contact was called' : 'NOT noticed'];
}

function contextNoticed(ran: number, refused: number): readonly [boolean, string] {
  if (refused > 0) return [true, 'noticed: a command was not confirmed'];
  return [false, ran > 0 ? 'NOT noticed' : 'not reached'];
}

function noticedText(noticed: boolean | undefined): string {
  return noticed === undefined ? 'not reached' : noticed ? 'noticed' : 'NOT noticed';
}

function timeText(took: number | undefined, usual: UsualTime | undefined): string {
  if (took === undefined) return '';
  const than =
    usual === undefined
      ? 'no runs to compare with'
      : `usually ${exactDuration(usual.median)}, ${usual.runs === 1 ? '1 run' : `${usual.runs} runs`}`;
  return `, ${exactDuration(took)} (${than})`;
}
