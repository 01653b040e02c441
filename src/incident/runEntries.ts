import type { RunEvent, RunEventType } from '../record/events.ts';
import { fieldsOf, number, text, type Raw } from '../record/rawFields.ts';
import { durationText } from './duration.ts';
import type { EntryKind } from './timelineEntry.ts';
import { because, capital } from '../text/words.ts';

/** What an entry tells, without when and who. */
export interface RunEntry {
  readonly kind: EntryKind;
  readonly text: string;
  readonly step?: string;
  readonly command?: string;
  /** How a command ended; absent while that is not known. */
  readonly result?: string;
}

type Say = (field: (name: string) => string, event: Raw) => string;

/** Events that people want to read; undefined for what only machines need. Commands are told by `runTeller`. */
const sayings: Readonly<Record<RunEventType, readonly [EntryKind, Say] | undefined>> = {
  'step-entered': undefined,
  'block-started': undefined,
  'block-process': undefined,
  'block-output': undefined,
  'block-ended': undefined,
  'run-started': [
    'run',
    (_, event) => {
      const title = text(fieldsOf(event['runbook'])?.['title']) ?? 'a runbook';
      return `Started ${title}${event['drill'] === true ? ' as a drill' : ''}`;
    },
  ],
  'step-ticked': ['step', () => 'Step done'],
  'step-unticked': ['step', () => 'Step reopened'],
  'step-skipped': ['step', (field) => because('Step skipped', field('reason'))],
  'step-failed': ['step', (field) => because('Step failed', field('reason'))],
  'check-ticked': ['check', (field) => `Checked: ${field('text') || field('check')}`],
  'check-unticked': ['check', (field) => `Unchecked: ${field('text') || field('check')}`],
  'block-refused': ['command', (field) => because('Not run', field('reason'))],
  'context-changed': ['run', () => 'Commands act on another target from here'],
  'variable-set': [
    'run',
    (field, event) =>
      event['secret'] === true
        ? `Set ${field('name')} (secret)`
        : `Set ${field('name')} = ${field('value')}${event['from'] === 'link' ? ' (from a link)' : ''}`,
  ],
  noted: ['note', (field) => `${capital(field('kind') || 'note')}: ${field('text')}`],
  'role-changed': ['role', (field) => `${capital(field('role'))}: ${field('person')}`],
  'severity-changed': ['severity', (field) => `Severity: ${field('severity')}`],
  escalated: ['escalation', (field) => because(`Escalated to ${field('to')}`, field('reason'))],
  'message-sent': ['message', (field) => `Message to ${field('channel')}: ${field('text')}`],
  'runbook-changed': ['run', () => 'Runbook edited'],
  resumed: ['run', () => 'Run continued'],
  'run-ended': ['run', (field) => because(`Run finished (${field('outcome') || 'done'})`, field('left'))],
  'run-reopened': ['run', () => 'Run reopened'],
};

/** What kind of entry an event of a run makes; undefined where it makes none. */
export function entryKindOf(type: string): EntryKind | undefined {
  return kindOfType.get(type);
}

/** Asked of every event of every run. */
const kindOfType: ReadonlyMap<string, EntryKind> = new Map([
  ...Object.entries(sayings).flatMap(([type, saying]) => (saying ? [[type, saying[0]] as const] : [])),
  ['block-started', 'command'],
]);

function sayingOf(type: string): readonly [EntryKind, Say] | undefined {
  return Object.hasOwn(sayings, type) ? sayings[type as RunEventType] : undefined;
}

/** Tells an event of a run; undefined for what only machines need. */
export type Teller = (event: unknown) => RunEntry | undefined;

/**
 * Tells events of one run. A command's entry holds its result, wherever in the log that is. Texts are taken as they are
 * in the event given.
 */
export function runTeller(events: readonly RunEvent[]): Teller {
  const titles = new Map<string, string>();
  const ends = new Map<string, Raw>();
  for (const event of events as readonly unknown[]) {
    const fields = event as Raw;
    const title = text(fields['title']);
    if (title !== undefined) titles.set(text(fields['step']) ?? '', title);
    if (fields['type'] === 'block-ended') ends.set(text(fields['execution']) ?? '', fields);
  }
  return (event) => {
    const fields = event as Raw;
    const field = (name: string): string => text(fields[name]) ?? '';
    const step = titles.get(field('step')) ?? text(fields['step']);
    const about = step === undefined ? {} : { step };
    const type = field('type');
    if (type === 'block-started') {
      const end = ends.get(field('execution'));
      const attempt = number(fields['attempt']) ?? 1;
      const result = end === undefined ? undefined : resultText(end);
      const said = attempt > 1 ? `Command run, attempt ${attempt}` : 'Command run';
      return { kind: 'command', text: said, command: field('command'), ...about, result: result ?? 'result unknown' };
    }
    const saying = sayingOf(type);
    if (saying === undefined) return undefined;
    const [kind, say] = saying;
    const command = type === 'block-refused' ? { command: field('command') } : {};
    return { kind, text: say(field, fields), ...about, ...command };
  };
}

const endings: Readonly<Record<string, string>> = {
  cancelled: 'cancelled',
  'timed-out': 'timed out',
  'could-not-start': 'could not start',
  'dry-run': 'dry run, nothing was executed',
};

/** `succeeded after 3 s`, `exit code 1 after 2 min`. A negative duration is a changed clock, and left away. */
function resultText(end: Raw): string {
  const how = text(end['how']) ?? '';
  const code = number(end['exitCode']);
  const met = typeof end['met'] === 'boolean' ? end['met'] : undefined;
  const duration = number(end['duration']) ?? -1;
  const after =
    duration < 0 ? '' : ` after ${duration < 1_000 ? `${Math.round(duration)} ms` : durationText(duration)}`;
  if (how !== 'exited')
    return `${(Object.hasOwn(endings, how) && endings[how]) || 'result unknown'}${how === 'timed-out' ? after : ''}`;
  if (met ?? code === 0) return `succeeded${after}`;
  return code === 0 ? `not the expected result${after}` : `failed with exit code ${code ?? 'unknown'}${after}`;
}
