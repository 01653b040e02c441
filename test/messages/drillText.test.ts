import { expect, test } from 'vitest';
import { drillText, webhookBody } from '../../src/messages/webhook.ts';
import { webhookKinds } from '../../src/messages/webhookKinds.ts';

const message = { incident: 'I-1', title: 'Cache down', text: 'SEV3: Cache down\nStatus: open' };

test.each(webhookKinds)('a message of a drill says so in the body for %s, that of an incident does not', (kind) => {
  const body = webhookBody(kind, { ...message, drill: true }, 'k');
  expect(body).toMatch(/DRILL\W{1,4}SEV3: Cache down/);
  expect(webhookBody(kind, message, 'k')).not.toMatch(/drill/i);
  expect(webhookBody(kind, { ...message, drill: false }, 'k')).toBe(webhookBody(kind, message, 'k'));
});

test('generic JSON names it, its title tells it, and so does the title of a card', () => {
  expect(JSON.parse(webhookBody('json', { ...message, drill: true }, 'k'))).toEqual({
    incident: 'I-1',
    title: '[DRILL] Cache down',
    text: '[DRILL] SEV3: Cache down\nStatus: open',
    drill: true,
    key: 'k',
  });
  expect(webhookBody('teams', { ...message, drill: true }, 'k')).toMatch(/DRILL\W{1,4}Cache down/);
});

test.each([
  ['Help us', '[DRILL] Help us'],
  ['[DRILL] Help us', '[DRILL] Help us'],
  ['[drill] Help us', '[drill] Help us'],
  ['Drill bits are sold out', '[DRILL] Drill bits are sold out'],
])('%s is told of a drill once', (text, told) => {
  expect(drillText(text, { drill: true })).toBe(told);
  expect(drillText(text, { drill: false })).toBe(text);
});
