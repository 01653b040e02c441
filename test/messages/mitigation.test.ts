import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '../../src/incident/events.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { Zone } from '../../src/incident/zone.ts';
import { listCsv, listRowOf, listTable, showText } from '../../src/messages/incidentText.ts';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { findTemplate, messageVariables, renderMessage } from '../../src/messages/templates.ts';
import { at, eventsOf } from '../incident/sample.ts';
import { usual } from '../incident/runs.ts';

const now = '2026-04-02T12:00:00.000Z';
const zone = new Zone('UTC');
const mitigated = { mitigated: '2026-04-02T10:20Z' };
const events = (phases: Record<string, string>): IncidentEvent[] =>
  eventsOf({ incident: 'I-1', declared: '2026-04-02T10:10Z', started: '2026-04-02T10:00Z', phases });

describe('the message to a contact says whether it is mitigated', () => {
  const said = (incident: readonly IncidentEvent[]): string =>
    renderMessage(
      findTemplate('escalation', [])!,
      messageVariables(reduceIncident(incident), { now, zone, more: { contact: 'Ada' } }),
    ).text;

  test.each([
    ['open', events({}), 'and is not mitigated.'],
    ['mitigated', events(mitigated), 'and is mitigated since 2026-04-02 10:20 UTC.'],
    [
      'resolved',
      events({ ...mitigated, resolved: '2026-04-02T10:40Z' }),
      'and is resolved since 2026-04-02 10:40 UTC.',
    ],
    ['back', [...events(mitigated), at('2026-04-02T11:00Z', { type: 'reopened' })], 'and is not mitigated.'],
    ['closed', [...events({}), at('2026-04-02T11:00Z', { type: 'closed' })], 'and is closed.'],
  ] as const)('%s', (_, incident, words) => {
    expect(said(incident)).toContain(words);
    expect(said(incident)).toMatch(/^Ada: we need your help/);
  });
});

describe('unknown variables are named', () => {
  const unknown = (text: string): readonly string[] =>
    renderMessage({ name: 'x', source: 'x', text }, messageVariables(reduceIncident(events({})), { now, zone }))
      .unknown;

  test.each(['{{severty}}', 'a {{ severty }} b', '{{severity}} {{severty}}'])('%s', (text) => {
    expect(unknown(text)).toEqual(['severty']);
  });

  test.each(['{{severity}}', '{{ impact }}', '{severty}', 'set {{ .Values.severty }} in the chart'])(
    '%s has none',
    (text) => {
      expect(unknown(text)).toEqual([]);
    },
  );
});

test('the list gives durations a unit in every form', () => {
  const rows = [events({ resolved: '2026-04-02T10:40:30Z' }), events({})].map((one) => listRowOf(reduceIncident(one)));
  expect(listCsv(rows).split('\r\n').slice(0, 3)).toEqual([
    'id,severity,status,started,declared,recover_seconds,services,title,drill',
    'I-1,SEV2,resolved,2026-04-02T10:00:00.000Z,2026-04-02T10:10:00.000Z,2430,api,Outage I-1,false',
    'I-1,SEV2,open,2026-04-02T10:00:00.000Z,2026-04-02T10:10:00.000Z,,api,Outage I-1,false',
  ]);
  expect(listTable(rows, zone)).toContain('40 min 30 s');
});

test('of several runs, each line says which it is of; of one, none does', () => {
  const shown = (...names: string[]): string =>
    showText(
      postmortemOf({ incident: { events: events({}), warnings: [] }, runs: names.map((name) => usual(name)), now }),
      zone,
    );
  expect(shown('one', 'two')).toMatch(/Step done {2}\[Restart it\] {2}\[run two\]/);
  expect(shown('one')).not.toContain('[run');
});
