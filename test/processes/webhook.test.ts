import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeAnswer } from '../../src/messages/answer.ts';
import { maskedAddress } from '../../src/files/webAddress.ts';
import { sendWebhook, type WebhookOptions, type WebhookRequest } from '../../src/processes/webhook.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let address: string;
let answers: Answer[];
/** Bodies that arrived whole, and the keys they came with. */
let arrived: { readonly body: string; readonly key: unknown }[];
let waits: number[];

const PATH = '/services/T000/B000/verysecretpath';

beforeEach(async () => {
  answers = [];
  arrived = [];
  waits = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      arrived.push({ body, key: request.headers['idempotency-key'] });
      (answers.shift() ?? status(200))(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end('ok');
const hang: Answer = () => undefined;
const reset: Answer = (response) => response.socket!.resetAndDestroy();

const send = (more: Partial<WebhookRequest> = {}, options: WebhookOptions = {}) =>
  sendWebhook(
    { address, body: '{"text":"down"}', key: 'k1', confirmed: true, ...more },
    {
      timeout: 200,
      random: () => 0.5,
      wait: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      ...options,
    },
  );

test('sends once, with a key, and never shows the address', async () => {
  const result = await send();
  expect(result).toMatchObject({ outcome: 'accepted', attempts: 1 });
  expect(arrived).toEqual([{ body: '{"text":"down"}', key: 'k1' }]);
  expect(result.message).not.toContain('verysecretpath');
  expect(maskedAddress(address)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\*\*\*$/);
});

test('nothing leaves without a confirmation, nor over plain http to another machine', async () => {
  expect(await send({ confirmed: false })).toMatchObject({ outcome: 'failed', attempts: 0 });
  expect(await send({ address: 'http://hooks.example/x' })).toMatchObject({ outcome: 'failed', attempts: 0 });
  expect(await send({ address: 'no address' })).toMatchObject({ outcome: 'failed', attempts: 0 });
  expect(arrived).toEqual([]);
});

test('503 and 429 are tried again, longer each time, and as Retry-After says', async () => {
  answers = [status(503), status(503), status(429, { 'Retry-After': '7' })];
  expect(await send()).toMatchObject({ outcome: 'accepted', attempts: 4 });
  // Half of 500 ms, half of 1 s, then what the server asks for.
  expect(waits).toEqual([250, 500, 7_000]);
  expect(new Set(arrived.map(({ key }) => key))).toEqual(new Set(['k1']));
});

test('gives up with a sentence, also where the server asks for more time than there is', async () => {
  answers = [status(503), status(503), status(503), status(503)];
  expect(await send()).toMatchObject({
    outcome: 'failed',
    attempts: 4,
    message: expect.stringMatching(/Gave up .* 4 times: it answered with status 503/),
  });
  answers = [status(429, { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() })];
  expect(await send()).toMatchObject({
    outcome: 'failed',
    attempts: 1,
    message: expect.stringMatching(/asks to wait \d+ s/),
  });
});

test.each([400, 401, 403, 404, 410, 302, 308])('%d is final', async (code) => {
  answers = [status(code, { Location: address })];
  expect(await send()).toMatchObject({ outcome: 'rejected', attempts: 1 });
  expect(arrived).toHaveLength(1);
});

test.each([
  ['a hang', hang, /no answer came within 0\.2 s/],
  ['a reset after it was accepted', reset, /reset before an answer came/],
  ['a failure behind a gateway', status(502), /status 502/],
])('%s is not sent twice: it may have arrived', async (_, answer, why) => {
  answers = [answer];
  const result = await send();
  expect(result).toMatchObject({ outcome: 'unknown', attempts: 1 });
  expect(result.message).toMatch(why);
  expect(result.message).toMatch(/It may have arrived/);
  expect(arrived).toHaveLength(1);
});

const says =
  (text: string): Answer =>
  (response) =>
    response.writeHead(200).end(text);

test.each([
  ['slack', 'invalid_token', 'rejected'],
  ['slack', 'channel_is_archived\n', 'rejected'],
  ['json', '{"ok":false,"error":"channel_not_found"}', 'rejected'],
  ['json', ' {"success": false}', 'rejected'],
  ['json', '{"status":"error","message":"no such channel"}', 'rejected'],
  ['json', '{"errors":["bad"]}', 'rejected'],
  ['json', '{"statusCode":500}', 'rejected'],
  ['json', '{"status":"ok","error":null,"errors":[],"code":0}', 'accepted'],
  ['json', '<!DOCTYPE html><title>Sign in</title>', 'unknown'],
  ['slack', 'ok', 'accepted'],
  ['slack', '{"ok":true}', 'accepted'],
  ['json', 'invalid_token', 'rejected'],
  ['json', 'token_accepted', 'accepted'],
  ['json', '{"ok":true,"failed":false}', 'accepted'],
  ['json', '{"text":"{\\"ok\\":false}"}', 'accepted'],
  ['teams', '1', 'accepted'],
] as const)('a receiver of kind %s that answers 200 with %j: %s', async (kind, text, outcome) => {
  answers = [says(text)];
  expect(await send({ judge: (said) => judgeAnswer(said, { kind }) })).toMatchObject({ outcome, attempts: 1 });
  expect(arrived).toHaveLength(1);
});

test('a receiver that drops duplicates gets it again, under the same key', async () => {
  answers = [hang, reset];
  expect(await send({ deduplicates: true })).toMatchObject({ outcome: 'accepted', attempts: 3 });
  expect(new Set(arrived.map(({ key }) => key))).toEqual(new Set(['k1']));
});

test.each([
  ['no answer', hang],
  ['resets', reset],
  ['a failure behind a gateway', status(502)],
])('%s, each time: it may have arrived, though the receiver drops duplicates', async (_, answer) => {
  answers = [answer, answer, answer, answer, answer];
  const result = await send({ deduplicates: true });
  expect(result.outcome).toBe('unknown');
  expect(result.message).toMatch(/Gave up .*may have arrived/);
});

test('where each attempt was surely not taken, nothing has arrived', async () => {
  answers = [status(503), status(503), status(503), status(503), status(503)];
  expect((await send({ deduplicates: true })).outcome).toBe('failed');
});

test('an answer that breaks off after its status may be one of any kind', async () => {
  answers = [
    (response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('part');
      setTimeout(() => response.socket?.destroy(), 20);
    },
  ];
  expect(await send()).toMatchObject({ outcome: 'unknown', attempts: 1 });
});

test('nobody listens: tried again, then said', async () => {
  await new Promise((resolve) => server.close(resolve));
  const result = await send();
  expect(result).toMatchObject({ outcome: 'failed', attempts: 4 });
  expect(result.message).toMatch(/connection was refused/);
  expect(result.message).not.toContain('verysecretpath');
});

test('an answer that comes byte by byte is let go of', async () => {
  let ended: (() => void) | undefined;
  const gone = new Promise<void>((resolve) => (ended = resolve));
  answers = [
    (response) => {
      response.writeHead(200, { 'Content-Length': '100000' });
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => (clearInterval(timer), ended!()));
    },
  ];
  expect(await send()).toMatchObject({ outcome: 'accepted' });
  // Only the sender ends it: the limit of the test is for what hangs.
  await gone;
});

test.each([
  'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429',
  'Microsoft Teams endpoint returned HTTP error 413 with ContextId x',
])('an answer of 200 that says it failed is no success: %s', async (text) => {
  answers = [(response) => response.writeHead(200).end(text)];
  expect(await send({ judge: (said) => judgeAnswer(said, { kind: 'teams' }) })).toMatchObject({
    outcome: 'rejected',
    attempts: 1,
  });
});

test.each(['1', 'ok', '{"ok":true,"failed":0}', '', '{"text":"Delivery failed: payments"}'])(
  'an answer of 200 is one: %s',
  async (text) => {
    const message = { incident: 'i', title: 'Payments', text: 'Delivery failed: payments' };
    answers = [(response) => response.writeHead(200).end(text)];
    expect(await send({ judge: (said) => judgeAnswer(said, { kind: 'teams', message }) })).toMatchObject({
      outcome: 'accepted',
    });
  },
);

test('an answer that breaks off leaves open whether the message was taken; one that says no is a no', async () => {
  const cut =
    (text: string): Answer =>
    (response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write(text, () => response.socket!.destroy());
    };
  answers = [cut('ok'), cut('invalid_token')];
  const open = await send({ judge: (answer) => judgeAnswer(answer, { kind: 'slack' }) });
  expect(open).toMatchObject({ outcome: 'unknown', attempts: 1, message: expect.stringContaining('may have arrived') });
  expect(await send({ judge: (answer) => judgeAnswer(answer, { kind: 'slack' }) })).toMatchObject({
    outcome: 'rejected',
  });
  expect(arrived).toHaveLength(2);
});

test.each([
  ['https://hooks.example.org:99999/verysecretpath', 'the port in the webhook address is wrong'],
  ['https://hooks.example.org:80x/verysecretpath', 'the port in the webhook address is wrong'],
  ['http://hooks.example.org:80/verysecretpath', 'must be an https:// address'],
  ['https://', 'must be an https:// address'],
  ['ftp://hooks.example.org:99999/x', 'must be an https:// address'],
])('%s is not sent to: %s', async (wrong, sentence) => {
  const { outcome, message } = await send({ address: wrong });
  expect([outcome, message]).toEqual(['failed', expect.stringContaining(sentence)]);
  expect(message).not.toContain('verysecretpath');
});

test('a no is told in the words of the receiver: on one line, shortened, without the address', async () => {
  const judge = (said: string) => judgeAnswer(said, { kind: 'json' });
  const token = PATH.split('/').at(-1)!;
  answers = [
    says('{"errcode":310000,"errmsg":"keywords not in content"}'),
    says(`Cannot POST ${PATH}`),
    says(`{"ok":false,"error":"no hook ${token}\\r\\n\\u001b[31m at ${encodeURIComponent(PATH)}"}`),
    says(`{"ok":false,"error":"${'x'.repeat(110)} ${token}"}`),
    says('The queue of this hook is full'),
  ];
  const told = [];
  for (let index = 0; index < 5; index++)
    told.push((await send({ judge })).message.replace(/^\S+ (?:did|to \S+) /, ''));
  expect(told.join('\n')).not.toMatch(/verysecret|\u001b/);
  expect(told[0]).toBe('not take the message: it answered "keywords not in content (310000)".');
  expect(told[1]).toBe('not take the message: it answered "Cannot POST ***".');
  expect(told[2]).toMatch(/it answered "no hook \*\*\*.*"\.$/);
  expect(told[2]).not.toContain('\n');
  expect(told[3]!.length).toBeLessThan(180);
  expect(told[4]).toContain('it answered "The queue of this hook is full". It may have arrived');
});
