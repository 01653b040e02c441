import { expect, test } from 'vitest';
import type { UpdateSending, UpdateSent } from '../../src/incident/events.ts';
import { cutOffBefore, overtakenBy, sentBefore, type Leaving } from '../../src/messages/sentBefore.ts';
import { receiverOf } from '../../src/messages/webhook.ts';

const base = { v: 1, id: 'e1', at: '2026-05-05T10:00:00.000Z', by: 'ann' };
const receiver = receiverOf('https://hooks.example.com/T0/secret');
const sent = (more: Partial<UpdateSent>): UpdateSent => ({
  ...base,
  type: 'update-sent',
  channel: 'slack',
  text: 'x',
  receiver,
  ...more,
});
const begun = (more: Partial<UpdateSending>): UpdateSending => ({
  ...base,
  type: 'update-sending',
  channel: 'slack',
  key: 'k0',
  receiver,
  ...more,
});
const leaving = (more: Partial<Leaving> = {}): Leaving => ({
  keys: ['k1', 'k1-by-hand'],
  channel: 'slack',
  receiver,
  facts: 'f1',
  now: '2026-05-05T10:01:00.000Z',
  ...more,
});

test('the address of a webhook is not in what stands for it', () => {
  expect(receiver).not.toMatch(/secret|example/);
  expect(receiver).not.toBe(receiverOf('https://hooks.example.com/T0/other'));
});

test.each([
  ['the same text', [sent({ key: 'k1' })], [], leaving(), /^this very message was sent to slack at/],
  ['the same text, sent by hand', [sent({ key: 'k1-by-hand' })], [], leaving(), /^this very message was sent/],
  ['the same text, cut off', [], [begun({ key: 'k1' })], leaving(), /may have arrived: look there first$/],
  ['the same facts a minute later', [sent({ key: 'k0', facts: 'f1' })], [], leaving(), /^a message that says the same/],
  [
    'the same facts, ten minutes later',
    [sent({ facts: 'f1' })],
    [],
    leaving({ now: '2026-05-05T10:10:00Z' }),
    undefined,
  ],
  ['other facts', [sent({ facts: 'f0' })], [], leaving(), undefined],
  ['the same facts, with others since', [sent({ facts: 'f1' }), sent({ facts: 'f2' })], [], leaving(), undefined],
  ['the same facts to another receiver', [sent({ facts: 'f1', receiver: 'r2' })], [], leaving(), undefined],
] as const)('%s', (_, updates, sending, message, said) => {
  const why = sentBefore({ updates, sending }, message);
  if (said === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(said);
});

test.each([
  ['another text to the same receiver', [begun({})], /^a message began to leave for slack at/],
  ['of an older log, which names no receiver', [begun({ receiver: undefined as never })], /may have arrived/],
  ['to the same receiver by another name', [begun({ channel: 'customers' })], /may have arrived/],
  ['to another receiver', [begun({ receiver: 'r2' })], undefined],
  ['by hand, to another channel', [begun({ channel: 'status page', receiver: undefined as never })], undefined],
] as const)('a message that was cut off, %s', (_, sending, said) => {
  const why = cutOffBefore([{ incident: 'I-1', updates: [], sending }], 'I-1', leaving());
  if (said === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(said);
});

test('another message that was sent since tells that somebody has looked; the one that was cut off stays guarded', () => {
  const sending = [begun({ key: 'k1' })];
  const updates = [sent({ key: 'k2', at: '2026-05-05T10:00:30.000Z' })];
  expect(cutOffBefore([{ incident: 'I-1', updates, sending }], 'I-1', leaving({ keys: ['k3'] }))).toBeUndefined();
  expect(sentBefore({ updates, sending }, leaving())).toMatch(/may have arrived/);
  const earlier = [sent({ at: '2026-05-05T09:00:00.000Z' })];
  expect(cutOffBefore([{ incident: 'I-1', updates: earlier, sending }], 'I-1', leaving())).toBeDefined();
});

test('a message of another incident that was cut off holds back one to the same receiver, until one was sent since', () => {
  const own = { incident: 'I-2', updates: [], sending: [] };
  const other = { incident: 'I-1', updates: [], sending: [begun({})] };
  expect(cutOffBefore([own, other], 'I-2', leaving())).toMatch(/^a message of incident I-1 began to leave for slack/);
  expect(cutOffBefore([own, other], 'I-2', leaving({ receiver: 'r2' }))).toBeUndefined();
  const looked = { ...own, updates: [sent({ at: '2026-05-05T10:00:30.000Z' })] };
  expect(cutOffBefore([looked, other], 'I-2', leaving())).toBeUndefined();
  expect(cutOffBefore([{ ...own, updates: [sent({ receiver: 'r2' })] }, other], 'I-2', leaving())).toBeDefined();
});

test('of two that begin at the same moment, the one whose line came first goes on', () => {
  const events = [begun({ id: 'old' }), begun({ id: 'a', key: 'ka' }), begun({ id: 'b', key: 'kb' })];
  const known = new Set(['old']);
  expect(overtakenBy(events, 'a', { known, message: leaving() })).toBeUndefined();
  expect(overtakenBy(events, 'b', { known, message: leaving() })?.id).toBe('a');
  // One to another receiver overtakes nobody.
  const elsewhere = [begun({ id: 'a', receiver: 'r2' }), begun({ id: 'b' })];
  expect(overtakenBy(elsewhere, 'b', { known: new Set(), message: leaving() })).toBeUndefined();
});

test.each([
  ['https://h/a', 'https://h/a/', true],
  ['https://h/a', 'https://H/a#x', true],
  ['https://h/a', 'https://h/b', false],
  ['https://h/a?key=1', 'https://h/a?key=2', false],
])('%s and %s are one receiver: %s', (one, other, same) => {
  expect(receiverOf(one) === receiverOf(other)).toBe(same);
});
