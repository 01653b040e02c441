import { cleanText } from './clean.ts';
import { fieldsOf, text, type Raw } from '../record/rawFields.ts';
import { noteKinds, phases, sendingOutcomes, type IncidentEventType } from './events.ts';

/** Reads a field: the value that may be used, or undefined where it is dropped. */
type Field = (value: unknown) => unknown;

/** Becomes part of file names. */
export const SAFE_NAME = /^[\w-][\w.-]{0,199}$/;
const MAX_LABEL = 500;
const MAX_TEXT = 200_000;
const MAX_SERVICES = 200;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

const label: Field = (value) => (isText(value, MAX_LABEL) && value.trim() !== '' ? value.trim() : undefined);
const long: Field = (value) => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : undefined);
const name: Field = (value) => (isText(value, 200) && SAFE_NAME.test(value) ? value : undefined);
const flag: Field = (value) => (typeof value === 'boolean' ? value : undefined);

/** A path within the workspace: neither absolute nor with a way back out. A name may hold whatever is no end of it. */
const innerPath: Field = (value) =>
  isText(value, 4_096) && !value.includes('\0') && !/^(?:[\\/]|[A-Za-z]:)/.test(value) && !hasDots(value)
    ? value
    : undefined;

function hasDots(value: string): boolean {
  return value.split(/[\\/]/).includes('..');
}

const time: Field = (value) => (typeof value === 'string' ? readTime(value) : undefined);

/** A moment as ISO 8601 in UTC with milliseconds; undefined where the text is none. An offset is needed. */
export function readTime(value: string): string | undefined {
  const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/.exec(value.trim());
  if (form === null) return undefined;
  // Date.parse takes the 30th of February for the 2nd of March.
  const [year, month, day] = form.slice(1, 4).map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined;
  const parsed = Date.parse(value.trim());
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
}

const labels: Field = (value) =>
  Array.isArray(value)
    ? [...new Set(value.slice(0, MAX_SERVICES).map(label))].filter((one) => one !== undefined)
    : undefined;

const finding: Field = (value) => {
  const fields = fieldsOf(value);
  const rule = name(fields?.['rule']);
  const path = innerPath(fields?.['path']);
  const line = fields?.['line'];
  const known = rule !== undefined && path !== undefined && typeof line === 'number' && Number.isSafeInteger(line);
  return known && line > 0 ? { rule, path, line } : undefined;
};

function among(values: readonly string[]): Field {
  return (value) => (values.includes(value as string) ? value : undefined);
}

const every: Readonly<Record<string, Field>> = { id: name, at: time, by: label, type: label };

type Fields = Readonly<Record<string, Field>>;
interface Kind {
  readonly needed: Fields;
  readonly optional?: Fields;
}

/** What each kind of event holds. */
const kinds: Readonly<Record<IncidentEventType, Kind>> = {
  'incident-declared': {
    needed: { incident: name, severity: label, title: label },
    optional: {
      services: labels,
      impact: long,
      commander: label,
      runbook: innerPath,
      startedAt: time,
      detectedAt: time,
      slo: label,
      drill: flag,
    },
  },
  phase: { needed: { phase: among(phases) }, optional: { time, withdrawn: flag, withdraws: name } },
  note: { needed: { kind: among(noteKinds), text: long }, optional: { evidence: long, finding } },
  role: { needed: { role: label, person: label } },
  'run-linked': { needed: { run: name } },
  'update-sent': {
    needed: { channel: label, text: long },
    optional: { template: label, key: label, facts: label, receiver: label },
  },
  'update-sending': {
    needed: { channel: label, key: label },
    optional: { outcome: among(sendingOutcomes), reason: long, receiver: label },
  },
  'severity-changed': { needed: { severity: label } },
  escalated: { needed: { to: label }, optional: { reason: long } },
  reopened: { needed: {}, optional: { reason: long, time } },
  closed: { needed: {}, optional: { reason: long } },
};

/** Said of a phase whose time is none: when it was written down is not when it was reached. */
export const NO_VALID_TIME = 'has no valid `time` and is not counted: declare it again with its time';

/** An event with the fields that its kind has, or why it cannot be used. */
export type Checked = { readonly event: Raw; readonly dropped: readonly string[] } | { readonly problem: string };

/**
 * Whoever can commit to a repository can write a log: names must fit their pattern, paths lead nowhere else, texts have
 * a bounded length, and what no event has is left away.
 */
export function checkedIncidentEvent(raw: Raw): Checked {
  const type = text(raw['type']) ?? '';
  if (!Object.hasOwn(kinds, type))
    return { problem: `has the unknown type ${JSON.stringify(cleanText(type).slice(0, 60))}` };
  const { needed, optional = {} } = kinds[type as IncidentEventType];
  const event: Record<string, unknown> = { v: 1 };
  for (const [key, field] of Object.entries({ ...every, ...needed })) {
    const value = Object.hasOwn(raw, key) ? field(raw[key]) : undefined;
    if (value !== undefined) event[key] = value;
    else if (key === 'by') event[key] = 'unknown';
    else return { problem: `(\`${type}\`) has no valid \`${key}\`` };
  }
  if (type === 'phase' && raw['withdrawn'] !== true && raw['time'] !== undefined && time(raw['time']) === undefined)
    return { problem: `(\`phase\`, ${String(event['phase'])}) ${NO_VALID_TIME}` };
  const dropped: string[] = [];
  for (const [key, field] of Object.entries({ after: name, ...optional })) {
    if (!Object.hasOwn(raw, key) || raw[key] === null) continue;
    const value = field(raw[key]);
    if (value === undefined) dropped.push(key);
    else event[key] = value;
  }
  if (type === 'incident-declared') {
    event['services'] ??= [];
    event['drill'] ??= false;
  }
  return { event, dropped };
}
