import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory, fixedText, fixesOf } from './harness.ts';

const rule = 'missing-error-listener';
const amqp = `import amqp from 'amqplib/callback_api';\n`;
const http = `import http from 'node:http';\n`;

describe('connections that come to a callback or through then', () => {
  it.each([
    [
      'listened to in the callback',
      `${amqp}amqp.connect('amqp://a', (err, conn) => {\n  if (err) throw err;\n  conn.on('error', log);\n});`,
    ],
    [
      'kept, and listened to there',
      `${amqp}let kept;\namqp.connect('amqp://a', (err, conn) => {\n  kept = conn;\n  kept.on('error', log);\n});`,
    ],
    [
      'handed to a function by name',
      `${amqp}amqp.connect('amqp://a', opened);\nfunction opened(err, conn) {\n  conn.on('error', log);\n}`,
    ],
    ['taken by whoever calls', `${amqp}export const open = (cb) => amqp.connect('amqp://a', cb);`],
    [
      'listened to in then',
      `import amqp from 'amqplib';\namqp.connect('amqp://a').then((conn) => {\n  conn.on('error', log);\n});`,
    ],
  ])('are fine when %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'a callback',
      `${amqp}amqp.connect('amqp://a', (err, conn) => {\n  if (err) throw err;\n  conn.createChannel(use);\n});`,
    ],
    ['then', `import amqp from 'amqplib';\namqp.connect('amqp://a').then((conn) => {\n  conn.createChannel();\n});`],
  ])('are reported for %s, and nothing is written onto what the call gives', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([
      "Add .on('error', …) to this amqplib connection `conn`, or a connection or channel closed by the broker crashes the process.",
    ]);
    expect(fixesOf(messages[0]!)).toEqual([]);
  });

  it('are promises until they are awaited', async () => {
    const text = `import amqp from 'amqplib';\nconst opening = amqp.connect('amqp://a');\nopening.then(use);`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.flatMap((message) => fixesOf(message))).toEqual([]);
  });
});

describe('a listener that is written for whoever waits', () => {
  const request = `const req = http.get('http://a.example', (res) => done(res));`;
  it.each([
    [
      'a promise',
      `${http}export const load = () =>\n  new Promise((resolve, reject) => {\n    const req = http.get('http://a.example', resolve);\n    use(req.path);\n  });`,
      ".on('error', reject)",
    ],
    [
      'a callback',
      `${http}export function load(cb) {\n  const req = http.get('http://a.example', (res) => {\n    res.on('end', () => cb(null, res));\n  });\n  req.end();\n}`,
      ".on('error', cb)",
    ],
    ['nobody', `${http}export function load() {\n  ${request}\n  req.end();\n}`, '(error) => console.error(error)'],
  ])('tells %s', async (_, text, expected) => {
    expect(await fixedText(rule, text)).toContain(expected);
  });

  it('is left out where the promise cannot be rejected', async () => {
    const text = `${http}export const load = () =>\n  new Promise((resolve) => {\n    http.get('http://a.example', resolve);\n  });`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages).toHaveLength(1);
    expect(fixesOf(messages[0]!)).toEqual([]);
  });

  it('leaves the comment at the end of the line in its place', async () => {
    const text = `import { Pool } from 'pg';\nconst pool = new Pool(); // one for all\npool.query('select 1');`;
    expect(await fixedText(rule, text)).toContain("new Pool(); // one for all\npool.on('error'");
  });
});
