import type { RunEventType } from './events.ts';
import { fieldsOf, type Raw } from './rawFields.ts';

/** Reads a field: the value that may be used, or undefined where it is dropped. */
type Field = (value: unknown, event: Raw) => unknown;

/** Becomes part of file names. */
const NAME = /^[\w-][\w.-]{0,199}$/;
const VARIABLE = /^[A-Za-z_]\w{0,199}$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,18}Z$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

const MAX_LABEL = 2_000;
const MAX_TEXT = 2_000_000;
/** A runbook's text: what is larger is not opened as one. */
const MAX_SNAPSHOT = 20_000_000;
const MAX_ENTRIES = 5_000;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

const label: Field = (value) => (isText(value, MAX_LABEL) ? value : undefined);
const text: Field = (value) => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : undefined);
const snapshot: Field = (value) => (isText(value, MAX_SNAPSHOT) ? value : undefined);
const name: Field = (value) => (isText(value, MAX_LABEL) && NAME.test(value) ? value : undefined);
const time: Field = (value) => (isText(value, 40) && ISO_TIME.test(value) ? value : undefined);
const flag: Field = (value) => (typeof value === 'boolean' ? value : undefined);
const number: Field = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const count: Field = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined);
const processId: Field = (value) => (Number.isSafeInteger(value) && (value as number) > 0 ? value : undefined);
const path: Field = (value) => (isText(value, 4_096) && !CONTROL.test(value) ? value : undefined);
/** Of a runbook: a file's name may hold anything but the character that ends it. */
const file: Field = (value) => (isText(value, 4_096) && !value.includes('\0') ? value : undefined);
/** As `pwd` prints it: a way back out of a folder stands in none. */
const folder: Field = (value) =>
  isText(value, 4_096) && !CONTROL.test(value) && /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(value) && !hasDots(value)
    ? value
    : undefined;

function hasDots(value: string): boolean {
  return value.split(/[\\/]/).includes('..');
}

function among(...values: readonly string[]): Field {
  return (value) => (values.includes(value as string) ? value : undefined);
}

function list(entry: Field): Field {
  return (value, event) =>
    Array.isArray(value)
      ? value
          .slice(0, MAX_ENTRIES)
          .map((one: unknown) => entry(one, event))
          .filter((one) => one !== undefined)
      : undefined;
}

/** Labels by labels. */
const labels: Field = (value) => {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const pairs = Object.entries(fields).slice(0, MAX_ENTRIES);
  return Object.fromEntries(pairs.filter(([key, one]) => isText(key, MAX_LABEL) && isText(one, MAX_LABEL)));
};

function record(known: Readonly<Record<string, Field>>): Field {
  return (value, event) => {
    const fields = fieldsOf(value);
    return fields && read(fields, known, event);
  };
}

const mark = { pid: processId, started: label, host: label };

/** A plain name beside the log, made of the execution's own. */
const spilled: Field = (value, event) => {
  const fields = fieldsOf(value);
  const file = fields?.['file'];
  const execution = event['execution'];
  if (name(file, event) === undefined || name(execution, event) === undefined) return undefined;
  if (!(file as string).endsWith(`.${execution as string}.out`)) return undefined;
  return { file, bytes: count(fields?.['bytes'], event) ?? 0 };
};

const step = { step: label, title: label, hash: label };
const check = { check: label, step: label, text: label };
const execution = { execution: name };

const every: Readonly<Record<string, Field>> = { v: number, id: name, at: time, by: label, type: label };

/** What each kind of event may hold. */
const known: Readonly<Record<RunEventType, Readonly<Record<string, Field>>>> = {
  'run-started': {
    run: name,
    runbook: record({ path: file, title: label, hash: label, snapshot }),
    drill: flag,
    dryRun: flag,
    replay: name,
    faults: text,
  },
  'step-entered': step,
  'step-ticked': step,
  'step-unticked': step,
  'step-skipped': { ...step, reason: text, automatic: flag },
  'step-failed': { ...step, reason: text },
  'check-ticked': check,
  'check-unticked': check,
  'block-started': {
    ...execution,
    block: label,
    step: label,
    command: text,
    shell: label,
    cwd: path,
    risk: among('reads', 'changes', 'destroys', 'unknown'),
    hash: label,
    context: labels,
    pid: processId,
    attempt: count,
    owner: record(mark),
  },
  'block-refused': { block: label, step: label, command: text, reason: text },
  'context-changed': { before: labels, now: labels },
  'block-process': { ...execution, ...mark },
  'block-output': { ...execution, stream: among('stdout', 'stderr'), text, spilled },
  'block-ended': {
    ...execution,
    exitCode: number,
    signal: label,
    duration: number,
    how: label,
    message: text,
    met: flag,
    retryInMs: count,
    // The same in logs of the first versions.
    again: count,
    cwd: folder,
    carried: list((value) => (isText(value, 200) && VARIABLE.test(value) ? value : undefined)),
  },
  'variable-set': { name: label, secret: flag, value: text, from: among('link') },
  noted: { kind: label, text, step: label },
  'role-changed': { role: label, person: label },
  'severity-changed': { severity: label },
  escalated: { to: label, reason: text },
  'message-sent': { channel: label, text },
  'runbook-changed': { hash: label, snapshot, anchors: labels, blocks: labels },
  resumed: { running: list(name) },
  'run-ended': { outcome: among('done', 'incomplete', 'abandoned'), left: text },
  'run-reopened': {},
};

/**
 * An event with the fields that its kind has, each as it may be: names by their pattern, paths that lead nowhere else,
 * texts of a bounded length. Whoever can commit to a repository can write a log, so nothing else of it is believed.
 */
export function checkedEvent(event: Raw): Raw {
  const type = event['type'];
  const own = typeof type === 'string' && Object.hasOwn(known, type) ? known[type as RunEventType] : {};
  return read(event, { ...every, ...own }, event);
}

function read(fields: Raw, readers: Readonly<Record<string, Field>>, event: Raw): Raw {
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(readers)) {
    const value = Object.hasOwn(fields, key) ? field(fields[key], event) : undefined;
    if (value !== undefined) result[key] = value;
  }
  return result;
}
