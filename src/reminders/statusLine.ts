import { cleanLine } from '../incident/clean.ts';
import { between, durationText } from '../incident/duration.ts';
import type { NextEscalation, Reminder } from './reminders.ts';
import type { IncidentState } from '../incident/state.ts';
import { startOf } from '../incident/times.ts';

/** What is always in sight of an open incident. No secret is in it. */
export interface StatusLine {
  /** `SEV2 Checkout fails 12 min`, with what is due. */
  readonly text: string;
  /** Several lines of plain text. */
  readonly detail: string;
  readonly due: boolean;
}

const MAX_TITLE = 32;

export interface InSight {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly reminders: readonly Reminder[];
  /** Titles of the steps that responders are at. */
  readonly steps?: readonly string[];
  readonly next?: NextEscalation;
  /** How many more incidents are open. */
  readonly others?: number;
}

export function statusLine(
  state: IncidentState,
  { now, reminders, steps = [], next, others = 0 }: InSight,
): StatusLine {
  const { severity, title, drill, roles, status } = state;
  const since = (from: string | undefined): string | undefined => {
    const elapsed = from === undefined ? -1 : between(from, now);
    return elapsed < 0 ? undefined : minutes(elapsed);
  };
  const elapsed = since(startOf(state));
  const due = reminders[0] === undefined ? '' : `: ${dueWords(reminders[0])}`;
  const sign = `${cleanLine(severity, 20)} ${cleanLine(title, MAX_TITLE)}${elapsed === undefined ? '' : ` ${elapsed}`}`;
  const times = (['started', 'detected', 'acknowledged', 'mitigated'] as const).flatMap((phase) => {
    const ago = since(state.times[phase]);
    return ago === undefined ? [] : [`${phase} ${ago} ago`];
  });
  // Each text by itself: in a sentence, the words before it may hide a secret.
  const lines = [
    `${drill ? 'Drill' : 'Incident'}: ${cleanLine(title)}`,
    `${cleanLine(severity)}, ${status}${times.length > 0 ? ` (${times.join(', ')})` : ''}`,
    ...Object.entries(roles).map(([role, person]) => `${cleanLine(role)}: ${cleanLine(person)}`),
    ...steps.map((step) => `step: ${cleanLine(step)}`),
    ...(next !== undefined && next.left > 0
      ? [`next to call: ${cleanLine(next.contact)}, in ${roundedUp(next.left)}`]
      : []),
    ...reminders.map((reminder) => `! ${reminder.text}`),
    ...(others > 0 ? [others === 1 ? 'One more incident is open' : `${others} more incidents are open`] : []),
  ];
  return {
    text: `${sign}${drill ? ' (drill)' : ''}${due}`,
    detail: lines.map((line) => cleanLine(line)).join('\n'),
    due: reminders.length > 0,
  };
}

/** Short enough for a status bar. */
function dueWords({ kind }: Reminder): string {
  return { escalation: 'escalate', update: 'update due', 'slow-step': 'slow step' }[kind];
}

function roundedUp(milliseconds: number): string {
  return durationText(Math.ceil(milliseconds / 60_000) * 60_000);
}

/** Whole minutes: what changes every second draws eyes that are needed elsewhere. */
function minutes(milliseconds: number): string {
  return milliseconds < 60_000 ? '0 min' : durationText(Math.floor(milliseconds / 60_000) * 60_000);
}
