import { expect, test } from 'vitest';
import { isRefusal } from '../../src/messages/refusal.ts';
import { webhookKinds } from '../../src/messages/webhookKinds.ts';

test.each([
  'invalid_token',
  'no_service',
  'Unauthorized',
  'error: no such channel',
  'not_found',
  'Bad payload received by generic incoming webhook.',
  'Summary or Text is required.',
])('an answer of %s is a no, whoever gives it', (said) => {
  for (const kind of webhookKinds) expect(isRefusal(said, kind)).toBe(true);
});

test.each(['ok', '1', '', 'queued', 'message received', '{"ok":true}', '{"error":null}', 'errors: 0'])(
  'an answer of %j is a yes',
  (said) => {
    for (const kind of webhookKinds) expect(isRefusal(said, kind)).toBe(false);
  },
);

test.each([
  '{"result":"failed"}',
  '{"ok":"false"}',
  '{"status":"error"}',
  '{"success":0}',
  '{"outcome":"Rejected"}',
  '[{"ok":false}]',
  '{"data":{"success":false}}',
  '{"result":{"status":"failed"}}',
  '{"success":0,"failure":1}',
  '{"failed":true}',
  '{"errcode":310000,"errmsg":"keywords not in content"}',
  '{"code":"403"}',
  '{"message":"Internal server error"}',
  '{"delivered":false}',
  'ok=false',
  'status: error',
  'false',
  'Webhook Bad Request - Null or empty event',
  'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429',
  '400 Bad Request',
  'Your message was not delivered.',
  'The payload could not be parsed',
])('a flag, a state or a sentence that says no is one: %s', (said) => {
  for (const kind of webhookKinds) expect(isRefusal(said, kind)).toBe(true);
});

test.each([
  '{"errors":[]}',
  '{"failed":0}',
  '{"message":"no error"}',
  '{"error":0}',
  '{"error":"none"}',
  '{"errcode":0,"errmsg":"ok"}',
  '{"success":3,"failed":1}',
  '{"success":"true","status":"queued"}',
  '{"delivered":false,"queued":true}',
  '{"status":"accepted","message":"The failed runs are listed"}',
  '{"code":0,"msg":"success","data":{}}',
  '{"status":200}',
  '{"type":"message"}',
  'ok=true',
  'errors=0',
  'error: none',
  'failed: 0',
  'no error',
  'Message sent, 0 failed',
  '450 messages queued',
  'Retry failed messages at /retry',
  'The message was not processed yet: it is in the queue',
])('what only names one is a yes: %s', (said) => {
  for (const kind of webhookKinds) expect(isRefusal(said, kind)).toBe(false);
});
