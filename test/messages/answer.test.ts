import { describe, expect, test } from 'vitest';
import type { AnswerVerdict } from '../../src/incident/events.ts';
import { judgeAnswer } from '../../src/messages/answer.ts';
import { webhookBody, type OutgoingMessage } from '../../src/messages/webhook.ts';
import { webhookKinds } from '../../src/messages/webhookKinds.ts';

const message = (text: string, title = 'Checkout'): OutgoingMessage => ({ incident: 'inc-1', title, text });
const judged = (
  said: unknown,
  sent = message('hello team'),
  kind: (typeof webhookKinds)[number] = 'json',
): AnswerVerdict => judgeAnswer(typeof said === 'string' ? said : JSON.stringify(said), { kind, message: sent });
const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('a message that reads like an error', () => {
  const texts = [
    'Error 500 on checkout',
    'Forbidden: users cannot log in',
    'Webhook delivery failed for customers in the EU',
    'Invalid "certificate" <b>expired</b> & gone\nNot found at C:\\new\\temp',
  ];
  const answers: readonly [string, (text: string) => unknown][] = [
    ['alone', (text) => text],
    ['as a string', (text) => JSON.stringify(text)],
    ['for a page', (text) => html(text)],
    ['for a page, in JSON', (text) => ({ message: html(html(text)) })],
    ['by name', (text) => ({ message: text })],
    ['within data', (text) => ({ data: { msg: text } })],
    ['beside an id', (text) => ({ id: 25, appid: 5, message: text, title: 'Checkout', priority: 5 })],
    ['shortened', (text) => ({ message: `${text.slice(0, 14)}...` })],
    ['with its title', (text) => ({ message: `Checkout: ${text}` })],
    ['in XML', (text) => `<response><message>${html(text)}</message></response>`],
    ['after a word', (text) => `Received: ${text}`],
    ['as the whole body', (text) => ({ body: webhookBody('json', message(text), 'k') })],
    ['in a list', (text) => [{ message: text }]],
  ];
  test.each(answers)('is taken where it is sent back %s', (_, answer) => {
    for (const text of texts)
      for (const kind of webhookKinds)
        expect([text, judged(answer(text), message(text), kind)]).toEqual([text, { outcome: 'accepted' }]);
  });

  test('is never a no by its title alone', () => {
    expect(judged({ message: 'Forbidden area' }, message('x', 'Forbidden area')).outcome).toBe('accepted');
  });

  test('under the name of an error, or by a word or two, it leaves open who speaks', () => {
    expect(judged({ error: texts[0] }, message(texts[0]!)).outcome).toBe('unknown');
    expect(judged('Forbidden', message('Forbidden')).outcome).toBe('unknown');
    expect(judged({ message: 'Webhook delivery failed' }, message(texts[2]!)).outcome).toBe('unknown');
  });

  test('does not hide what is said of it', () => {
    expect(judged(`Error: not delivered: ${texts[1]}`, message(texts[1]!)).outcome).toBe('rejected');
    expect(judged({ ok: false, message: texts[0] }, message(texts[0]!)).outcome).toBe('rejected');
    expect(judged({ message: 'Forbidden' }, message('Error 500 on checkout')).outcome).toBe('rejected');
    expect(judged({ message: texts[0] }, message('All is well')).outcome).toBe('rejected');
  });
});

test('a message with an id that nobody sent may have arrived; one with all that belongs to it has', () => {
  expect(judged({ id: 7, message: 'Unauthorized' }).outcome).toBe('unknown');
  expect(judged({ id: 'unauthorized', message: 'Unauthorized' }).outcome).toBe('rejected');
  expect(judged({ id: 7, topic: 'ops', message: 'Unauthorized' }).outcome).toBe('accepted');
  expect(judged({ id: 7, topic: 'ops', message: 'x', error: 'no such topic' }).outcome).toBe('rejected');
});

describe.each(['slack', 'teams'] as const)('a receiver of kind %s', (kind) => {
  test.each(['ok', '1', '', ' ok\n', 'Accepted', '{}', '{"ok":true}', '{"success":true}'])(
    'takes it with %j',
    (said) => {
      expect(judged(said, undefined, kind).outcome).toBe('accepted');
    },
  );
  test.each([
    'hello',
    'Unable to process the incoming webhook',
    'The connector configuration was removed',
    'Message received',
    '{"text":"something else"}',
    '{"ok":',
  ])('leaves open what %j says', (said) => {
    expect(judged(said, undefined, kind).outcome).toBe('unknown');
  });
  test.each(['invalid_token', 'Bad payload received by generic incoming webhook.', '{"ok":false,"error":"x"}'])(
    'says no: %s',
    (said) => {
      expect(judged(said, undefined, kind).outcome).toBe('rejected');
    },
  );
});

test.each([
  'Queue is full.',
  '"Queue is full."',
  'There is no scenario listening for this webhook.',
  'channel_is_archived',
  'No message was sent.',
  '0 messages delivered',
  'Messages must be sent as a form',
  'Sorry: nobody lives here',
  '\u53d1\u9001\u9891\u7387\u8d85\u9650',
  '{"message":"Bad credentials","documentation_url":"https://docs.example.org"}',
  '{"message":"no Route matched with those values"}',
  '{"data":{"message":"Try the other door"}}',
  '<r><message>Try the other door</message></r>',
  '{"ok":true}\n{"ok":false}',
  "{'ok': False}",
])('a sentence that nobody knows leaves open whether it was taken: %s', (said) => {
  expect(judged(said).outcome).toBe('unknown');
});

test.each([
  'hello',
  'OK.',
  'Message delivered. No errors.',
  '43a29c5c-702c-4b38-8b2f-d56326ae460b',
  'sPs71M8A2T',
  'token_accepted',
  'Message sent, 0 failed',
  'The alert was recorded, without errors.',
  '{}',
  '[]',
  '{"message":"Workflow was started"}',
  '{"message":"Received: Checkout fails with error 500"}',
  '{"ok":true,"message":"Try the other door"}',
  '{"code":0,"message":"Try the other door"}',
  '{"code":"00000","msg":"\u64cd\u4f5c\u6210\u529f"}',
  '{"id":"1","status":"open","title":"Checkout error","severity":"critical"}',
  '{"event_id":"$x"}',
  '{"name":"spaces/A/messages/B","text":"Checkout fails: unauthorized error"}',
])('an answer against which nothing speaks is a yes: %s', (said) => {
  expect(judged(said).outcome).toBe('accepted');
});

describe.each([
  {
    form: 'a wait before the next try',
    no: [
      '{"message":"You are being rate limited.","retry_after":0.3,"global":false}',
      '{"retry_after":64.5,"code":0}',
      '{"status":1111321,"punish":"x","wait":5}',
    ],
    yes: [
      '{"ok":true,"retry_after":1}',
      '{"status":"queued","retry_after":5}',
      '{"retry_after":0}',
      '{"status":"ok","wait":5}',
    ],
  },
  {
    form: 'a request without a result',
    no: [
      '{"message":"Could not authenticate","took":0.001,"requestId":"q"}',
      '{"message":"Key format is not valid!","took":0,"requestId":"q"}',
    ],
    yes: ['{"result":"Request will be processed","took":0.3,"requestId":"q"}', '{"took":0.3,"requestId":"q"}'],
  },
  {
    form: 'errors of fields',
    no: [
      '{"content":["Must be 2000 or fewer in length."]}',
      '{"text":["This field is required."],"title":["Ensure this is short."]}',
    ],
    yes: ['{"recipients":["Ana Must"],"ids":["a1"]}', '{"accepted":["must@example.org"],"took":1}', '{"ids":[]}'],
  },
  {
    form: 'an element',
    no: [
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code></Error></ErrorResponse>',
      '<s:Fault><Reason>bad</Reason></s:Fault>',
    ],
    yes: ['<errors/>', '<error>0</error>', '<Response><Id>7</Id></Response>'],
  },
  {
    form: 'a number',
    no: [
      '{"status":2,"status_message":"invalidAuthToken"}',
      '{"meta":{"code":403}}',
      '{"httpStatus":500}',
      '{"response_code":404}',
    ],
    yes: [
      '{"status":1,"request":"x"}',
      '{"status":0,"status_message":"ok"}',
      '{"meta":{"code":200}}',
      '{"status":2,"status_message":"ok"}',
      '{"httpStatus":202}',
    ],
  },
  {
    form: 'a list of what failed',
    no: [
      '{"Failed":[{"Id":"1"}],"Successful":[]}',
      '{"rejected":["a"],"accepted":[]}',
      '{"errorMessages":["x"],"errors":{}}',
    ],
    yes: [
      '{"Failed":[],"Successful":[{"Id":"1"}]}',
      '{"rejected":["a"],"accepted":["b"]}',
      '{"errorMessages":[],"errors":{}}',
    ],
  },
  {
    form: 'a word',
    no: [
      '{"status":"expired"}',
      '{"result":"throttled"}',
      '{"status":"unsubscribed"}',
      '{"state":"disabled"}',
      'FAIL',
      'NOK.',
      'throttled',
      '404 page not found',
      'Cannot POST /x',
    ],
    yes: ['{"status":"pending"}', '{"name":"expired"}', '404', 'unthrottled', '{"id":404,"code":"ROOM-404"}'],
  },
  {
    form: 'a key',
    no: [
      '{"exception":"NullPointer"}',
      '{"fault":{"faultstring":"Invalid ApiKey"}}',
      '{"__type":"AccessDeniedException","message":"x"}',
    ],
    yes: ['{"exception":null,"id":1}', '{"fault":{}}', '{"__type":"Message"}'],
  },
])('$form', ({ no, yes }) => {
  test.each(no)('says no: %s', (said) => expect(judged(said).outcome).toBe('rejected'));
  test.each(yes)('says no such thing: %s', (said) => expect(judged(said).outcome).toBe('accepted'));
});

test.each([
  ['{"errcode":310000,"errmsg":"keywords not in content"}', 'keywords not in content (310000)'],
  ['{"ok":false,"error":"channel_not_found"}', 'channel_not_found'],
  ['{"error":{"code":404,"message":"not there","status":"NOT_FOUND"}}', 'not there (404)'],
  ['{"errors":[{"message":"first"},{"message":"second"}]}', 'first; second'],
  ['invalid_token', 'invalid_token'],
  ['{"success":false}', '{"success":false}'],
  ['error: a\r\nb\u001b[31m', 'error: a b'],
  ['{"ok":false,"error":"bad password=Xk29fjQ2p1"}', 'bad password=***'],
])('%s is told as: %s', (said, why) => {
  const verdict = judged(said);
  expect(verdict.outcome).toBe('rejected');
  expect('why' in verdict && verdict.why).toMatch(
    new RegExp(`^${why.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:\\\\x1b\\[31m)?$`),
  );
});

test.each(['Retry failed messages at /retry', 'The message was not processed yet: it is in the queue'])(
  'a sentence of success that sounds like a failure is no refusal: %s',
  (said) => {
    for (const kind of webhookKinds) expect(judged(said, undefined, kind).outcome).toBe('unknown');
  },
);
