import { expect, test } from 'vitest';
import { judgeAnswer } from '../../src/messages/answer.ts';
import { webhookKinds, type WebhookKind } from '../../src/messages/webhookKinds.ts';

const outcome = (said: string, kind: WebhookKind): string => judgeAnswer(said, { kind }).outcome;
/** What the kinds of which all answers are known take for one is told in answer.test.ts. */
const expectYes = (said: string): void => {
  expect(outcome(said, 'json')).toBe('accepted');
  for (const kind of webhookKinds) expect(outcome(said, kind)).not.toBe('rejected');
};

test.each([
  'invalid_token',
  'no_service',
  'Unauthorized',
  'error: no such channel',
  'not_found',
  'Bad payload received by generic incoming webhook.',
  'Summary or Text is required.',
])('an answer of %s is a no, whoever gives it', (said) => {
  for (const kind of webhookKinds) expect(outcome(said, kind)).toBe('rejected');
});

test.each(['ok', '1', '', 'queued', 'message received', '{"ok":true}', '{"error":null}', 'errors: 0'])(
  'an answer of %j is a yes',
  (said) => {
    expectYes(said);
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
  for (const kind of webhookKinds) expect(outcome(said, kind)).toBe('rejected');
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
])('what only names one is a yes: %s', (said) => {
  expectYes(said);
});

test.each([
  '{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}',
  '{"code":9499,"msg":"Bad Request","data":{}}',
  '{"StatusCode":1,"StatusMessage":"token is invalid"}',
  '{"results":[{"success":false}]}',
  '{"results":[{"id":1,"success":false,"error":"no such channel"},{"id":2,"success":false}]}',
  '[{"ok":false},{"ok":false}]',
  '<?xml version="1.0"?><response><status>error</status><message>no</message></response>',
  '<soap:Envelope xmlns:soap="x"><soap:Body><soap:Fault><faultcode>soap:Client</faultcode></soap:Fault></soap:Body></soap:Envelope>',
  '<rsp stat="fail"><err code="1" msg="no"/></rsp>',
  '{"errcode":40001,"errmsg":"invalid credential"}',
  '{"ok":false,"error_code":404,"description":"chat not found"}',
  '{"ret":-1,"msg":"sign error"}',
  '{"ret":1001}',
  '{"status":"fail","data":{"title":"required"}}',
  '{"data":null,"errors":[{"message":"not allowed"}]}',
  '{"status":"invalid event","message":"Event object is invalid","errors":["x"]}',
  '{"result":"error","msg":"Invalid API key","code":"INVALID_API_KEY"}',
  '{"code":"BAD_REQUEST"}',
  '{"success":false,"error":"unauthorized"}',
  '{"code":40101,"http":401,"error":"unauthorized"}',
  '{"user":"invalid","errors":["user identifier is invalid"],"status":0}',
  '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}',
  '{"message":"Unknown Webhook","code":10015}',
  '{"errno":7}',
  '{"resultCode":"13","resultDesc":"x"}',
  '<result><success>false</success></result>',
  '{"data":{"results":[{"status":"failed"}]}}',
])('a code, a list or an element says no: %s', (said) => {
  for (const kind of webhookKinds) expect(outcome(said, kind)).toBe('rejected');
});

test.each([
  '{"code":0,"msg":"success","data":{}}',
  '{"Extra":null,"StatusCode":0,"StatusMessage":"success"}',
  '{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}',
  '{"errcode":0,"errmsg":"ok"}',
  '{"ok":true,"result":{"message_id":12,"text":"failed","chat":{"id":-100}}}',
  '{"ret":0,"msg":""}',
  '{"status":"success","message":"Event processed","dedup_key":"x"}',
  '{"result":"Request will be processed","took":0.302,"requestId":"43a29c5c"}',
  '{"id":42,"msg":"","result":"success"}',
  '{"success":true}',
  '{"id":"sPs71M8A2T","time":1643935928,"expires":1643936928,"event":"message","topic":"mytopic","message":"invalid token"}',
  '{"status":1,"request":"647d2300-702c-4b38-8b2f-d56326ae460b"}',
  '{"name":"spaces/A/messages/B","text":"errors: 5"}',
  '1',
  '',
  'ok',
  '{"results":[{"success":true},{"success":false}]}',
  '[]',
  '{"results":[]}',
  '<response><status>ok</status></response>',
  '<?xml version="1.0"?><rsp stat="ok"/>',
  '{"code":1,"message":"Message queued"}',
  '{"code":20000,"msg":"操作成功"}',
  '{"code":1000,"message":"sent"}',
  '{"code":200,"message":"ok"}',
  '{"code":"OK","message":"OK"}',
  '{"data":{"createMessage":{"id":"1"}}}',
  '{"code":"NO_ERROR"}',
  '{"id":"123","type":0,"content":"x","channel_id":"1","flags":0}',
  '{"code":201}',
  '{"returnCode":0}',
  '{"ret":"SUCCESS"}',
  '{"StatusCode":200}',
  '{"messages":[{"id":"wamid.x","message_status":"accepted"}]}',
  '{"id":7,"status":"triggered","code":1}',
])('what the same receivers answer where they take it is a yes: %s', (said) => {
  expectYes(said);
});
