import { text, type Raw } from '../record/rawFields.ts';
import { cleanLine } from '../incident/clean.ts';
import { between, durationText, readDuration } from '../incident/duration.ts';
import type { IncidentState } from '../incident/state.ts';
import type { UsualTime } from './stepTimes.ts';
import type { LinkedRun } from '../incident/timeline.ts';

/** Something that is due. It is shown, and does nothing by itself. */
export interface Reminder {
  readonly kind: 'escalation' | 'update' | 'slow-step';
  /** One sentence without a full stop. No secret is in it. */
  readonly text: string;
  /** Of an escalation: whom to call, as the runbook names them. */
  readonly contact?: string;
}

/** The step that a responder is at. */
export interface PresentStep {
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly usual?: UsualTime;
  /** Milliseconds that the runbook gives it; absent: no limit. */
  readonly timeBox?: number;
}

export interface ReminderOptions {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Milliseconds without a message after which one is due; absent: never. */
  readonly updateEvery?: number;
  /** Milliseconds without mitigation after which the next contact is due; absent: never. */
  readonly escalateAfter?: number;
  /** In the order of the runbook's front matter. */
  readonly contacts: readonly string[];
  /** Runs of the incident: what was sent and who was called from them counts as well. */
  readonly runs: readonly Pick<LinkedRun, 'events'>[];
  readonly steps: readonly PresentStep[];
}

/** The time that the attributes of a step's blocks give it, in milliseconds: the longest of them. */
export function timeBoxOf({
  blocks,
}: {
  readonly blocks: readonly { readonly attributes: Readonly<Record<string, string | undefined>> }[];
}): number | undefined {
  const given = blocks.flatMap(({ attributes }) => readDuration(attributes['timebox'] ?? '') ?? []);
  return given.length === 0 ? undefined : Math.max(...given);
}

/** How much longer than usual is worth a word; below a minute nothing is, nor what fewer runs than these show. */
const TIMES_SLOWER = 3;
const MIN_SLOW = 60_000;
const MIN_RUNS = 3;

/** What is due now, the most urgent first; nothing once the incident is resolved. */
export function remindersOf(state: IncidentState, options: ReminderOptions): readonly Reminder[] {
  if (state.status !== 'open' && state.status !== 'mitigated') return [];
  return [...escalation(state, options), ...update(state, options), ...slowSteps(options)];
}

/** What is told in the runs of an incident. */
interface Told {
  readonly calls: readonly { readonly at: string; readonly to: string }[];
  readonly messages: readonly string[];
}

function toldIn(runs: ReminderOptions['runs']): Told {
  const calls: { at: string; to: string }[] = [];
  const messages: string[] = [];
  for (const { events } of runs) {
    for (const event of events as readonly unknown[] as readonly (Raw | null)[]) {
      const type = event?.['type'];
      const at = text(event?.['at']);
      if (at === undefined) continue;
      if (type === 'escalated') calls.push({ at, to: text(event?.['to']) ?? '' });
      else if (type === 'message-sent') messages.push(at);
    }
  }
  return { calls, messages };
}

/** The first contact that was not called yet; undefined where all were, or there is none. */
export function nextContact(
  { escalations }: Pick<IncidentState, 'escalations'>,
  { contacts, runs }: Pick<ReminderOptions, 'contacts' | 'runs'>,
): string | undefined {
  const called = new Set([...escalations, ...toldIn(runs).calls].map(({ to }) => sameName(to)));
  return contacts.find((contact) => !called.has(sameName(contact)));
}

/** Whom the runbook calls next. */
export interface NextEscalation {
  readonly contact: string;
  /** Milliseconds since the incident began, or somebody was called. */
  readonly waited: number;
  /** Milliseconds until they are to be called; not above 0 once that is due. */
  readonly left: number;
}

/** Undefined where nobody is to be called: it is mitigated, nobody is listed or left, or the setting is off. */
export function nextEscalation(
  state: IncidentState,
  options: Omit<ReminderOptions, 'steps' | 'updateEvery'>,
): NextEscalation | undefined {
  const { now, escalateAfter } = options;
  const contact = nextContact(state, options);
  if (state.status !== 'open' || escalateAfter === undefined || contact === undefined) return undefined;
  // A reopened incident waits from its return on.
  const began = state.reopened > 0 ? state.impactSpans.at(-1)?.from : (state.times.detected ?? state.times.started);
  const calls = [...state.escalations, ...toldIn(options.runs).calls];
  const since = latest([began, ...calls.map(({ at }) => at)]);
  const waited = since === undefined ? Number.NaN : between(since, now);
  // A clock that was set back tells nothing.
  return waited >= 0 ? { contact, waited, left: escalateAfter - waited } : undefined;
}

function escalation(state: IncidentState, options: ReminderOptions): readonly Reminder[] {
  const next = nextEscalation(state, options);
  if (next === undefined || next.left > 0) return [];
  const { contact, waited } = next;
  return [
    {
      kind: 'escalation',
      contact,
      text: cleanLine(`Not mitigated for ${whole(waited)}: escalate to ${cleanLine(contact)}`),
    },
  ];
}

function update({ updates, declared }: IncidentState, options: ReminderOptions): Reminder[] {
  const { now, updateEvery, runs } = options;
  const { messages } = toldIn(runs);
  const since = latest([declared?.at, ...updates.map(({ at }) => at), ...messages]);
  const waited = since === undefined ? 0 : between(since, now);
  return updateEvery !== undefined && waited >= updateEvery
    ? [{ kind: 'update', text: `No update sent for ${whole(waited)}` }]
    : [];
}

function slowSteps({ now, steps }: ReminderOptions): readonly Reminder[] {
  return steps.flatMap(({ title: written, since, usual, timeBox }): Reminder[] => {
    const title = cleanLine(written);
    const taken = between(since, now);
    if (timeBox !== undefined && taken >= timeBox) {
      const said = `"${title}" is over its time box of ${durationText(timeBox)}: ${taken < 60_000 ? durationText(taken) : whole(taken)}`;
      return [{ kind: 'slow-step', text: cleanLine(said) }];
    }
    if (usual === undefined || usual.runs < MIN_RUNS || !(taken >= MIN_SLOW)) return [];
    if (taken < usual.median * TIMES_SLOWER) return [];
    // A step that took no time at all has no measure for "times slower".
    const times = usual.median < 1_000 ? 'slower' : `${Math.floor(taken / usual.median)}x slower`;
    const said = `"${title}" is ${times} than usual: ${whole(taken)}, median of ${usual.runs} runs ${durationText(usual.median)}`;
    return [{ kind: 'slow-step', text: cleanLine(said) }];
  });
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .filter((time) => time !== undefined)
    .reduce<string | undefined>((a, b) => (a && a > b ? a : b), undefined);
}

/** To the minute, so that what is shown does not change every second. */
function whole(milliseconds: number): string {
  return durationText(Math.floor(milliseconds / 60_000) * 60_000);
}

/** Without what stands behind a name in brackets: "Ada (phone: 1)" is Ada. */
function sameName(name: string): string {
  return name
    .replace(/ \([^()]*\)\s*$/, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
