import type { RunEvent, RunEventType } from '../record/events.ts';
import { fieldsOf, number, text, type Raw } from '../record/rawFields.ts';
import type { Runbook } from '../runbook/model.ts';
import { because, capital } from '../text/words.ts';

/** One line of what happened during a run. */
export interface TimelineEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly text: string;
  /** Title of the step that it belongs to. */
  readonly step?: string;
  /** The command that it is about. */
  readonly command?: string;
}

/** What happened during a run, in order, for people: what only machines need is not in it. */
export function timelineOf(runbook: Runbook, events: readonly RunEvent[]): readonly TimelineEntry[] {
  const titles = new Map(runbook.steps.map(({ id, title }) => [id, title]));
  /** By execution: its end tells less. */
  const begun = new Map<string, Raw>();
  return events.flatMap((event) => {
    const fields: Raw = { ...event };
    const say = Object.hasOwn(sayings, event.type) ? sayings[event.type] : undefined;
    const said = say?.(field(fields), fields);
    const start = begun.get(field(fields)('execution')) ?? fields;
    if (event.type === 'block-started') begun.set(event.execution, fields);
    if (said === undefined) return [];
    const step = text(start['step']);
    const title = text(fields['title']) ?? (step === undefined ? undefined : (titles.get(step) ?? step));
    const command = text(start['command']);
    const entry = { at: field(fields)('at'), by: field(fields)('by'), text: said };
    return [{ ...entry, ...(step ? { step: title } : {}), ...(command ? { command } : {}) }];
  });
}

type Field = (name: string) => string;

/** A text of an event; empty where a log written by others does not have it. */
function field(event: Raw): Field {
  return (name) => text(event[name]) ?? '';
}

const sayings: Readonly<Record<RunEventType, (value: Field, event: Raw) => string | undefined>> = {
  'run-started': (_, { dryRun, drill }) => (dryRun ? 'Started as a dry run' : drill ? 'Started as a drill' : 'Started'),
  'step-entered': () => undefined,
  'step-ticked': () => 'Done',
  'step-unticked': () => 'Not done after all',
  'step-skipped': (value) => because('Skipped', value('reason')),
  'step-failed': (value) => because('Failed', firstLine(value('reason'))),
  'check-ticked': (value) => `Checked: ${value('text') || value('check')}`,
  'check-unticked': (value) => `Unchecked: ${value('text') || value('check')}`,
  'block-started': (_, { attempt }) => ((number(attempt) ?? 1) > 1 ? `Ran, attempt ${number(attempt)}` : 'Ran'),
  'block-process': () => undefined,
  'block-output': () => undefined,
  'block-ended': ending,
  'block-refused': (value) => because('Refused', value('reason')),
  'context-changed': (_, { before, now }) => `Target changed: ${contextText(fieldsOf(before), fieldsOf(now))}`,
  'variable-set': (value, { secret, from }) =>
    secret === true
      ? `Set ${value('name')} (secret)`
      : `Set ${value('name')}=${value('value')}${from === 'link' ? ' (from a link)' : ''}`,
  noted: (value) => `${capital(value('kind') || 'note')}: ${value('text')}`,
  'role-changed': (value) => `${capital(value('role'))}: ${value('person')}`,
  'severity-changed': (value) => `Severity: ${value('severity')}`,
  escalated: (value) => because(`Escalated to ${value('to')}`, value('reason')),
  'message-sent': (value) => `Told ${value('channel')}: ${value('text')}`,
  'runbook-changed': () => 'Runbook edited',
  resumed: () => 'Continued',
  'run-ended': (value) => because(endNames[value('outcome')] ?? 'Finished', value('left')),
  'run-reopened': () => 'Reopened',
};

const endNames: Readonly<Record<string, string>> = {
  done: 'Finished',
  incomplete: 'Finished, incomplete',
  abandoned: 'Abandoned',
};

const endings: Readonly<Record<string, string>> = {
  cancelled: 'Cancelled',
  'timed-out': 'Timed out',
  'dry-run': 'Dry run',
};

function ending(value: Field, event: Raw): string {
  const how = value('how');
  const code = number(event['exitCode']);
  const sentence = firstLine(value('message'));
  if (how === 'could-not-start') return because('Could not start', sentence);
  if (how !== 'exited') return (Object.hasOwn(endings, how) && endings[how]) || 'Result unknown';
  const met = typeof event['met'] === 'boolean' ? event['met'] : undefined;
  if (met ?? code === 0) return 'Succeeded';
  return code === 0 && sentence ? sentence : `Failed, exit code ${code ?? 'none'}`;
}

function contextText(before: Raw = {}, now: Raw = {}): string {
  return Object.entries(now)
    .map(([kind, name]) => `${kind} ${text(before[kind]) ?? 'none'} -> ${text(name) ?? 'none'}`)
    .join(', ');
}

function firstLine(said: string): string {
  return said.split('\n', 1)[0]!;
}
