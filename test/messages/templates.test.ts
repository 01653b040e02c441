import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { reduceIncident } from '../../src/incident/reduce.ts';
import {
  defaultTemplates,
  findTemplate,
  messageVariables,
  renderMessage,
  templateFromFile,
  templatesOf,
  updateEveryOf,
} from '../../src/messages/templates.ts';
import { idempotencyKey, webhookBody } from '../../src/messages/webhook.ts';
import type { IncidentState } from '../../src/incident/state.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, eventsOf } from '../incident/sample.ts';

const state = reduceIncident([
  ...eventsOf({
    incident: 'I-1',
    declared: '2026-04-02T10:10Z',
    started: '2026-04-02T10:00Z',
    services: ['shop', 'cache'],
  }),
  at('2026-04-02T10:20Z', { type: 'note', kind: 'decision', text: 'Fail over <now>' }),
]);
const variables = messageVariables(state, {
  now: '2026-04-02T11:00:00.000Z',
  zone: new Zone('UTC'),
  more: { host: 'db-2' },
});
const template = (text: string) => ({ name: 'mine', source: 'communication/mine.md', text });

test.each(defaultTemplates.map((one) => [one.name, one] as const))('%s knows all its variables', (_, one) => {
  const { text, problems } = renderMessage(one, variables);
  expect(problems.filter((problem) => problem.startsWith('Unknown'))).toEqual([]);
  expect(text).not.toContain('{{');
});

test('fills in what is known, says what is not known yet', () => {
  expect(
    renderMessage(template('{{ severity }} {{services}}, {{elapsed}}, {{host}}: {{decision}}'), variables),
  ).toEqual({
    text: 'SEV2 shop, cache, 1 h, db-2: Fail over <now>',
    unknown: [],
    problems: [],
  });
  const { text, problems } = renderMessage(template('Impact: {{impact}}'), variables);
  expect(text).toBe('Impact: not known yet');
  expect(problems).toEqual([
    expect.stringMatching(/`impact` has no value yet in template `mine` \(communication\/mine.md\)/),
  ]);
});

test('an unknown variable is named and stays visible, whatever it is called', () => {
  for (const name of ['severty', '__proto__', 'constructor', 'toString']) {
    const { text, problems } = renderMessage(template(`It is {{${name}}}`), variables);
    expect(text).toBe(`It is {{${name}}}`);
    expect(problems).toEqual([expect.stringContaining(`Unknown variable \`${name}\``)]);
  }
  // Values are not templates.
  expect(renderMessage(template('{{impact}}'), { impact: '{{title}}', title: 'x' }).text).toBe('{{title}}');
});

test("a team's templates go before ours", () => {
  const runbook = parseRunbook(
    '---\ntemplates:\n  status: "We see {{impact}}"\n  customer: {text: "Sorry", channel: status page}\n  broken: 1\n---\n# X\n',
  );
  const own = templatesOf(runbook, 'x.md');
  expect(own.map(({ name, channel, text }) => [name, channel, text])).toEqual([
    ['status', undefined, 'We see {{impact}}'],
    ['customer', 'status page', 'Sorry'],
  ]);
  expect(findTemplate('status', own)!.text).toBe('We see {{impact}}');
  expect(findTemplate('resolved', own)!.source).toBe('built in');
  expect(findTemplate('nothing', own)).toBeUndefined();
  expect(templateFromFile('communication/vip.md', '---\nchannel: "#vip"\n---\nHello {{title}}\n')).toEqual({
    name: 'vip',
    channel: '#vip',
    text: 'Hello {{title}}',
    source: 'communication/vip.md',
  });
});

test('webhook bodies: Slack, Teams, JSON', () => {
  const message = { incident: 'I-1', title: 'Outage', text: '<!channel> down\n[x](http://e.example)' };
  const key = idempotencyKey(message, '#ops');
  expect(JSON.parse(webhookBody('slack', message, key))).toEqual({
    text: '&lt;!channel&gt; down\n[x](http://e.example)',
  });
  expect(webhookBody('teams', message, key)).toContain('"AdaptiveCard"');
  expect(webhookBody('teams', message, key)).toContain('\\\\[x\\\\](http');
  expect(JSON.parse(webhookBody('json', message, key))).toEqual({ ...message, key });
  expect(idempotencyKey(message, '#ops')).toBe(key);
  expect(idempotencyKey({ ...message, text: 'up' }, '#ops')).not.toBe(key);
  expect(idempotencyKey(message, '#dev')).not.toBe(key);
});

test('a status of an incident that is over announces no other update, and counts no further', () => {
  const times = [
    at('2026-04-01T10:20Z', { type: 'phase', phase: 'mitigated' }),
    at('2026-04-01T10:30Z', { type: 'phase', phase: 'resolved' }),
  ];
  const events = [...eventsOf({ incident: 'I-1', declared: '2026-04-01T10:00Z' }), ...times];
  const said = (now: IncidentState): string =>
    renderMessage(
      findTemplate('status', [], now)!,
      messageVariables(now, { now: '2026-04-01T18:00:00.000Z', zone: new Zone('UTC') }),
    ).text;
  const over = said(reduceIncident(events));
  expect(over).toContain('Status: resolved since 2026-04-01 10:30 UTC, impaired for 20 min');
  expect(over).not.toMatch(/Next update|8 h/);
  expect(said(reduceIncident(events.slice(0, -1)))).toContain('Next update in 30 min.');
  // What a team wrote is as it is.
  const own = [{ name: 'status', text: 'Next update soon', source: 'own' }];
  expect(findTemplate('status', own, { status: 'resolved' })!.text).toBe('Next update soon');
});

test.each([
  ['updateEvery: 15m', undefined, 'Next update in 15 min.'],
  ['updateEvery: 90', undefined, 'Next update in 1 h 30 min.'],
  ['update_every: 1 hour', 10, 'Next update in 1 h.'],
  ['updateEvery: never', 10, 'Next update when there is news.'],
  ['title: T', 10, 'Next update in 10 min.'],
  ['title: T', 0, 'Next update when there is news.'],
  ['title: T', undefined, 'Next update in 30 min.'],
  // Not a length of time: as if it were not there.
  ['updateEvery: soon', 10, 'Next update in 10 min.'],
])('when the next update is due: %s, with a setting of %s', (line, setting, said) => {
  const { frontMatter } = parseRunbook(`---\n${line}\n---\n# H\n`);
  const state = reduceIncident(eventsOf({ incident: 'I-1', declared: '2026-04-01T10:00Z' }));
  const updateEvery = updateEveryOf(frontMatter, setting);
  const now = '2026-04-01T10:14:00.000Z';
  const variables = messageVariables(state, { now, zone: new Zone('UTC'), updateEvery });
  expect(renderMessage(findTemplate('status', [])!, variables).text).toContain(said);
});
