import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/record/events.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import {
  nextContact,
  nextEscalation,
  remindersOf,
  timeBoxOf,
  type ReminderOptions,
} from '../../src/reminders/reminders.ts';
import { statusLine } from '../../src/reminders/statusLine.ts';
import { at, eventsOf, MINUTE, type Told } from '../incident/sample.ts';
import { runOf } from '../incident/runs.ts';
import type { IncidentEvent } from '../../src/incident/events.ts';

const began = '2026-04-02T10:00:00.000Z';
const minute = (count: number): string => new Date(Date.parse(began) + count * MINUTE).toISOString();

/** What is due, as `kind: text`. */
function due(
  now: number,
  more: Partial<ReminderOptions> = {},
  events: IncidentEvent[] = [],
  told: Partial<Told> = {},
): string[] {
  const state = reduceIncident([...eventsOf({ incident: 'a', declared: began, ...told }), ...events]);
  const options = { now: minute(now), contacts: [], runs: [], steps: [], ...more };
  return remindersOf(state, options).map(({ kind, text }) => `${kind}: ${text}`);
}

const updates = { updateEvery: 30 * MINUTE };
const sent = (when: number): IncidentEvent =>
  at(minute(when), { type: 'update-sent', channel: '#ops', text: 'So far ...' });

test('an update is due when none was sent for that long, from the declaration on', () => {
  expect(due(29, updates)).toEqual([]);
  expect(due(30, updates)).toEqual(['update: No update sent for 30 min']);
  expect(due(59, updates, [sent(30)])).toEqual([]);
  expect(due(61, updates, [sent(30)])).toEqual(['update: No update sent for 31 min']);
});

test('a message that was sent from a run is an update', () => {
  const runs = [runOf('r', began, [[20, { type: 'message-sent', channel: 'status page', text: 'Known' }]])];
  expect(due(49, { ...updates, runs })).toEqual([]);
  expect(due(51, { ...updates, runs })).toEqual(['update: No update sent for 31 min']);
});

test('users are told while it is mitigated, and no more when it is resolved', () => {
  const mitigated = at(minute(5), { type: 'phase', phase: 'mitigated' });
  expect(due(40, updates, [mitigated])).toHaveLength(1);
  expect(due(40, updates, [mitigated, at(minute(6), { type: 'phase', phase: 'resolved' })])).toEqual([]);
  expect(due(40, updates, [at(minute(6), { type: 'closed' })])).toEqual([]);
});

test('where the setting is off, nothing is due', () => {
  expect(due(10_000, { contacts: ['Ada'] })).toEqual([]);
});

const escalation = { escalateAfter: 15 * MINUTE, contacts: ['Ada', 'Bob'] };
const called = (when: number, to: string): IncidentEvent => at(minute(when), { type: 'escalated', to });

test('the next contact is due after that long without mitigation, and again after each call', () => {
  expect(due(14, escalation)).toEqual([]);
  expect(due(15, escalation)).toEqual(['escalation: Not mitigated for 15 min: escalate to Ada']);
  expect(due(29, escalation, [called(15, 'Ada')])).toEqual([]);
  expect(due(30, escalation, [called(15, 'ada ')])).toEqual(['escalation: Not mitigated for 15 min: escalate to Bob']);
  expect(due(90, escalation, [called(15, 'Ada'), called(30, 'Bob')])).toEqual([]);
});

test('whom a run called counts; whom nobody listed puts it off, and takes nobody from the list', () => {
  const runs = [runOf('r', began, [[10, { type: 'escalated', to: 'Ada' }]])];
  expect(due(24, { ...escalation, runs })).toEqual([]);
  expect(due(25, { ...escalation, runs })).toEqual(['escalation: Not mitigated for 15 min: escalate to Bob']);
  expect(due(25, escalation, [called(10, 'Carol')])).toEqual(['escalation: Not mitigated for 15 min: escalate to Ada']);
});

test('a contact with a number behind the name is called by the name', () => {
  const contacts = { ...escalation, contacts: ['Ada (phone: 555-1, after: 15m)', 'Bob'] };
  expect(due(15, contacts)).toEqual([
    'escalation: Not mitigated for 15 min: escalate to Ada (phone: 555-1, after: 15m)',
  ]);
  expect(due(30, contacts, [called(15, 'Ada')])).toEqual(['escalation: Not mitigated for 15 min: escalate to Bob']);
});

test('a mitigated incident calls nobody; one that came back waits from then on', () => {
  const mitigated = at(minute(5), { type: 'phase', phase: 'mitigated' });
  expect(due(60, escalation, [mitigated])).toEqual([]);
  const back = at(minute(60), { type: 'reopened' });
  expect(due(70, escalation, [mitigated, back])).toEqual([]);
  expect(due(75, escalation, [mitigated, back])).toEqual(['escalation: Not mitigated for 15 min: escalate to Ada']);
});

test('a runbook without contacts calls nobody', () => {
  expect(due(60, { escalateAfter: MINUTE })).toEqual([]);
  expect(nextContact({ escalations: [] }, { contacts: [], runs: [] })).toBeUndefined();
});

const step = (since: number, median: number, runs = 4): Partial<ReminderOptions> => ({
  steps: [{ title: 'Fail over', since: minute(since), usual: { median: median * MINUTE, runs } }],
});

test('a step is slow from three times its median on', () => {
  expect(due(11, step(0, 4))).toEqual([]);
  expect(due(12, step(0, 4))).toEqual([
    'slow-step: "Fail over" is 3x slower than usual: 12 min, median of 4 runs 4 min',
  ]);
  expect(due(30, step(10, 4))).toEqual([
    'slow-step: "Fail over" is 5x slower than usual: 20 min, median of 4 runs 4 min',
  ]);
});

test('two runs are no measure, nor is a step that takes seconds, nor one that nobody has done', () => {
  expect(due(60, step(0, 4, 2))).toEqual([]);
  expect(due(0.9, step(0, 0.05))).toEqual([]);
  expect(due(60, { steps: [{ title: 'New', since: began }] })).toEqual([]);
  expect(due(2, step(0, 0))).toEqual(['slow-step: "Fail over" is slower than usual: 2 min, median of 4 runs 0 s']);
});

test('a clock that was set back makes nothing due', () => {
  expect(due(-60, { ...updates, ...escalation, ...step(0, 1) })).toEqual([]);
});

test('the most urgent comes first, and no secret is said', () => {
  const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
  const found = due(40, { ...updates, escalateAfter: MINUTE, contacts: [`Ada ${token}`], ...step(0, 4) });
  expect(found.map((text) => text.split(':')[0])).toEqual(['escalation', 'update', 'slow-step']);
  expect(found.join()).not.toContain(token);
});

test('rubbish in a run is passed over', () => {
  const events = [null, 1, { type: 'escalated' }, { type: 'message-sent', at: 5 }] as unknown as RunEvent[];
  expect(due(31, { ...updates, runs: [{ events }] })).toHaveLength(1);
});

// -- What is always in sight ------------------------------------------------------------------------------------------

const line = (now: number, events: IncidentEvent[] = [], others = 0, told: Partial<Told> = {}) => {
  const state = reduceIncident([...eventsOf({ incident: 'a', declared: began, ...told }), ...events]);
  const options = { now: minute(now), contacts: [], runs: [], steps: [], ...updates };
  return statusLine(state, { now: minute(now), reminders: remindersOf(state, options), others });
};

test('the status line says severity, title and time since it began', () => {
  expect(line(12.5).text).toBe('SEV2 Outage a 12 min');
  expect(line(0).text).toBe('SEV2 Outage a 0 min');
  expect(line(12, [], 0, { started: minute(-60) }).text).toBe('SEV2 Outage a 1 h 12 min');
  expect(line(12, [at(minute(1), { type: 'severity-changed', severity: 'SEV1' })]).text).toBe('SEV1 Outage a 12 min');
  expect(line(12, [], 0, { drill: true }).text).toBe('SEV2 Outage a 12 min (drill)');
});

test('it says what is due in two words, and the whole in the detail', () => {
  const found = line(45, [at(minute(2), { type: 'role', role: 'commander', person: 'Ada' })], 2);
  expect(found.text).toBe('SEV2 Outage a 45 min: update due');
  expect(found.due).toBe(true);
  expect(found.detail.split('\n')).toEqual([
    'Incident: Outage a',
    'SEV2, open (detected 45 min ago)',
    'commander: Ada',
    '! No update sent for 45 min',
    '2 more incidents are open',
  ]);
});

test('the step that responders are at stays in sight, and whom to call next before that is due', () => {
  const detail = (now: number, events: IncidentEvent[] = [], contacts = ['on-call', 'lead']): readonly string[] => {
    const state = reduceIncident([...eventsOf({ incident: 'a', declared: began }), ...events]);
    const options = { now: minute(now), contacts, runs: [], steps: [], escalateAfter: 15 * MINUTE };
    const next = nextEscalation(state, options);
    const reminders = remindersOf(state, options);
    const sight = { now: minute(now), reminders, steps: ['Roll back'], ...(next ? { next } : {}) };
    return statusLine(state, sight).detail.split('\n').slice(2);
  };
  expect(detail(4.5)).toEqual(['step: Roll back', 'next to call: on-call, in 11 min']);
  expect(detail(16)).toEqual(['step: Roll back', '! Not mitigated for 16 min: escalate to on-call']);
  const called = at(minute(16), { type: 'escalated', to: 'on-call' });
  expect(detail(17, [called])).toEqual(['step: Roll back', 'next to call: lead, in 14 min']);
  const mitigated = at(minute(5), { type: 'phase', phase: 'mitigated' });
  for (const none of [detail(6, [mitigated]), detail(6, [], []), detail(-5)]) expect(none).toEqual(['step: Roll back']);
});

test('a clock that was set back shows no time', () => {
  expect(line(-5).text).toBe('SEV2 Outage a');
});

test('a step over the time box of its blocks is due, without past runs; other words are no time box', () => {
  const step = (...boxes: string[]): { timeBox?: number } => {
    const timeBox = timeBoxOf({ blocks: boxes.map((timebox) => ({ attributes: { timebox } })) });
    return timeBox === undefined ? {} : { timeBox };
  };
  const at = { title: 'Roll back', since: began };
  expect(due(9, { steps: [{ ...at, ...step('10m') }] })).toEqual([]);
  expect(due(12, { steps: [{ ...at, ...step('10m') }] })).toEqual([
    'slow-step: "Roll back" is over its time box of 10 min: 12 min',
  ]);
  // Several blocks are done one after the other, and the longest says how long that may take.
  expect(due(12, { steps: [{ ...at, ...step('30s', '15 min') }] })).toEqual([]);
  for (const text of ['soon', '', '-5m', '0m']) expect(step(text), text).toEqual({});
  expect(timeBoxOf({ blocks: [{ attributes: { timeout: '10m' } }] })).toBeUndefined();
});
