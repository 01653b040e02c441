import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent, RunEventType } from '../../src/record/events.ts';
import { reduce } from '../../src/record/reduce.ts';
import type { IncidentEvent, IncidentEventType } from '../../src/incident/events.ts';
import { decodeIncident } from '../../src/incident/log.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import { metricsCsv, metricsJson, metricsLine, metricsMarkdown, metricsTable } from '../../src/incident/metricsText.ts';
import { metricsOpenMetrics } from '../../src/messages/openMetrics.ts';
import { pageHtml } from '../../src/dashboard/postmortemHtml.ts';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { postmortemMarkdown, timelineMarkdown } from '../../src/incident/postmortemMarkdown.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { defaultTemplates, messageVariables, renderMessage } from '../../src/messages/templates.ts';
import { webhookBody } from '../../src/messages/webhook.ts';
import { webhookKinds } from '../../src/messages/webhookKinds.ts';
import { Zone } from '../../src/incident/zone.ts';
import { remindersOf } from '../../src/reminders/reminders.ts';
import { statusLine } from '../../src/reminders/statusLine.ts';
import { reportOf } from '../../src/reports/report.ts';
import { reportHtml } from '../../src/reports/reportHtml.ts';
import { reportMarkdown } from '../../src/reports/reportMarkdown.ts';
import { reportText } from '../../src/reports/reportText.ts';
import { log, pageOf } from '../dashboard/sample.ts';
import { runbook } from '../run/sample.ts';
import { book, runOf, snapshot } from './runs.ts';
import { secretForms } from '../masking/secretForms.ts';

const zone = new Zone('Europe/Berlin');
const now = '2026-05-01T00:00:00.000Z';

/** Everything that Breakwater says of an incident and its runs. */
function everythingSaid(
  incident: readonly IncidentEvent[],
  runs: readonly { run: string; events: readonly RunEvent[] }[],
): string[] {
  const linked = runs.map(({ run, events }) => ({ run, events, warnings: [] }));
  const postmortem = postmortemOf({ incident: { events: incident, warnings: [] }, runs: linked, now });
  const bare = postmortemOf({ runs: linked.slice(0, 1), now });
  const state = reduceIncident(incident);
  const metrics = metricsOf([state], { now, zone, slos: { '*': '99.9%' } });
  const pages = [postmortem, bare].flatMap((one) => [postmortemMarkdown(one, zone), timelineMarkdown(one, zone)]);
  const reports = linked.flatMap((run) => reportOf(run) ?? []);
  const { title } = state;
  const steps = [{ title, since: '2026-04-02T10:00:00.000Z', timeBox: 1 }];
  const sight = { now, contacts: [title], runs: linked, steps, updateEvery: 1, escalateAfter: 1 };
  const variables = messageVariables(state, { now, zone });
  const messages = defaultTemplates.map((template) => renderMessage(template, variables).text);
  const bodies = webhookKinds.flatMap((kind) =>
    [...messages, state.title].map((text) =>
      webhookBody(kind, { incident: state.incident, title: state.title, text }, 'k'),
    ),
  );
  return [
    ...pages,
    ...pages.map((page) => pageHtml(page, state.title)),
    JSON.stringify([postmortem, bare]),
    ...reports.flatMap((one) => [reportText(one), reportMarkdown(one), reportHtml(one), JSON.stringify(one)]),
    ...remindersOf(state, sight).map(({ text }) => text),
    statusLine(state, { now, reminders: remindersOf(state, sight), steps: [title] }).detail,
    metricsLine(metrics),
    metricsMarkdown(metrics),
    metricsTable(metrics),
    metricsJson(metrics),
    metricsCsv(metrics),
    metricsOpenMetrics(metrics),
    pageOf(
      [state],
      runs.map((run) => log(run.events)),
    ),
    ...messages,
    ...bodies,
  ];
}

/** Refuses to compile until it has every event of a run. */
const everyType: Readonly<Record<RunEventType, true>> = {
  'run-started': true,
  'step-entered': true,
  'step-ticked': true,
  'step-unticked': true,
  'step-skipped': true,
  'step-failed': true,
  'check-ticked': true,
  'check-unticked': true,
  'block-started': true,
  'block-process': true,
  'block-output': true,
  'block-ended': true,
  'block-refused': true,
  'context-changed': true,
  'variable-set': true,
  noted: true,
  'role-changed': true,
  'severity-changed': true,
  escalated: true,
  'message-sent': true,
  'runbook-changed': true,
  resumed: true,
  'run-ended': true,
  'run-reopened': true,
};
const types = [...Object.keys(everyType), 'nonsense'];
const everyIncidentType: Readonly<Record<IncidentEventType, true>> = {
  'incident-declared': true,
  phase: true,
  note: true,
  role: true,
  'run-linked': true,
  'update-sent': true,
  'update-sending': true,
  'severity-changed': true,
  escalated: true,
  reopened: true,
  closed: true,
};
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '__proto__',
    -1,
    Number.NaN,
    [],
    {},
    true,
    'x'.repeat(300),
    snapshot,
    '\u001b[2J\u202e',
  ),
  fc.constantFrom(...book.steps.map(({ id }) => id), ...book.steps.flatMap(({ blocks }) => blocks.map(({ id }) => id))),
  fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
);
const keys = [
  'id',
  'at',
  'by',
  'step',
  'block',
  'execution',
  'command',
  'text',
  'reason',
  'run',
  'runbook',
  'duration',
  'how',
  ...[
    'check',
    'to',
    'channel',
    'role',
    'person',
    'severity',
    'outcome',
    'left',
    'from',
    'attempt',
    'anchors',
    'blocks',
  ],
  ...['running', 'before', 'now', 'stream', 'exitCode', 'met', 'message', 'secret'],
];
const anyRunEvent = fc
  .tuple(
    fc.constantFrom(...types),
    fc.dictionary(fc.constantFrom(...keys, 'name', 'value', 'snapshot', 'title', 'kind'), odd),
  )
  .map(([type, fields]) => ({ type, at: now, by: 'x', ...fields }) as unknown as RunEvent);
const anyIncidentLine = fc
  .tuple(
    fc.constantFrom(...Object.keys(everyIncidentType)),
    fc.constantFrom('started', 'detected', 'acknowledged', 'mitigated', 'resolved'),
    fc.nat(1e6),
    odd,
    odd,
  )
  .map(([type, phase, id, one, two]) =>
    JSON.stringify({
      ...{
        v: 1,
        id: `i${id}`,
        at: '2026-04-01T10:00:00Z',
        by: 'x',
        type,
        incident: 'I',
        severity: 'S',
        title: 't',
        run: 'r',
      },
      ...{
        phase,
        kind: 'decision',
        to: one,
        reason: two,
        withdrawn: id % 3 === 0,
        text: one,
        time: two,
        role: one,
        person: two,
        channel: one,
        services: [one, two],
      },
    }),
  );

test('reports never throw on any events that reduce accepts', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(anyIncidentLine, { maxLength: 12 }),
      fc.array(fc.oneof(anyRunEvent, odd), { maxLength: 30 }),
      (lines, events) => {
        const run = { run: 'r', events: events as RunEvent[] };
        reduce(runbook([]), run.events);
        expect(
          everythingSaid(decodeIncident(lines.join('\n')).events, [run]).every((said) => typeof said === 'string'),
        ).toBe(true);
      },
    ),
    { numRuns: Number(process.env['INCIDENT_RUNS'] ?? 150) },
  );
});

test('secrets in a thousand places are in nothing that is said', { timeout: 240_000 }, () => {
  // Every second one of those that stand on a line: each costs half a second, and their kinds have tests of their own.
  const lines = secretForms.filter(([, form]) => !form.includes('\n'));
  const secrets = lines.filter((_, number) => number % 2 === 0).slice(0, 30);
  let places = 0;
  const said: { secret: readonly string[]; all: string }[] = [];
  for (const [, form, ...hidden] of secrets) {
    const at = '2026-04-02T10:10:00.000Z';
    const base = { v: 1, at, by: form.slice(0, 400) };
    const text = form;
    const label = form.slice(0, 400);
    const incident = [
      {
        ...base,
        id: 'a',
        type: 'incident-declared',
        incident: 'I-1',
        severity: label,
        title: label,
        services: [label],
        impact: text,
        commander: label,
        slo: label,
        drill: false,
      },
      { ...base, id: 'b', type: 'note', kind: 'decision', text, evidence: text },
      { ...base, id: 'c', type: 'note', kind: 'action', text },
      { ...base, id: 'c2', type: 'note', kind: 'hypothesis', text: `It is in the log:\n${text}` },
      { ...base, id: 'd', type: 'role', role: 'scribe', person: label },
      { ...base, id: 'e', type: 'escalated', to: label, reason: text },
      { ...base, id: 'f', type: 'update-sent', channel: label, text },
      { ...base, id: 'g', type: 'reopened', reason: text },
      { ...base, id: 'h', type: 'closed', reason: text },
    ] as unknown as IncidentEvent[];
    const [first, second] = book.steps;
    const run = runOf('r', at, [
      [1, { type: 'variable-set', name: 'host', secret: false, value: text }],
      [2, { type: 'block-started', block: second!.blocks[0]!.id, step: second!.id, execution: 'x', command: text }],
      [3, { type: 'block-ended', execution: 'x', how: 'exited', exitCode: 1, duration: 1, message: text }],
      [4, { type: 'step-skipped', step: first!.id, title: text, reason: text }],
      [5, { type: 'noted', kind: 'hypothesis', text }],
      [6, { type: 'message-sent', channel: text, text }],
      [6, { type: 'block-output', execution: 'x', stream: 'stdout', text }],
      [6, { type: 'block-refused', block: first!.blocks[0]!.id, step: first!.id, command: text, reason: text }],
      [6, { type: 'check-ticked', check: 'c', text }],
      [6, { type: 'step-failed', step: second!.id, title: text, reason: text }],
      [6, { type: 'role-changed', role: 'scribe', person: text }],
      [6, { type: 'escalated', to: text, reason: text }],
      [6, { type: 'context-changed', before: { kubectl: text }, now: { kubectl: text } }],
      [
        7,
        {
          type: 'runbook-changed',
          hash: 'h',
          snapshot: `${snapshot}\n4. Do it\n\n   \`\`\`sh\n   echo '${text}'\n   \`\`\`\n`,
        },
      ],
      [8, { type: 'run-ended', outcome: 'done', left: text }],
    ]);
    places += 34;
    said.push({ secret: hidden, all: everythingSaid(incident, [run]).join('\n') });
  }
  expect(places).toBeGreaterThan(1_000);
  // Words such as `here` stand in our own sentences, too.
  const leaks = said.flatMap(({ secret, all }) =>
    secret
      .filter((one) => one.length > 5 && all.includes(one))
      .map((one) => all.slice(Math.max(0, all.indexOf(one) - 80), all.indexOf(one) + 40)),
  );
  expect(leaks).toEqual([]);
});
