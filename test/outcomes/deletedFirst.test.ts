import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const command = `import { SQSClient, DeleteMessageCommand } from '@aws-sdk/client-sqs';\nconst sqs = new SQSClient({});\n`;
const gone = (of: string): string =>
  `await sqs.send(new DeleteMessageCommand({ QueueUrl: 'q', ReceiptHandle: ${of}.ReceiptHandle }));`;
const each = (body: string): string =>
  `${command}export async function all(messages: any[], work: any) {\n  for (const m of messages) {\n    ${body}\n  }\n}`;

const take = (body: string): string =>
  `${command}export async function take(work: any, read: any) {\n  while (true) {\n    const got = await sqs.receive({ QueueUrl: 'q' });\n    const m = got.Messages[0];\n    if (!m) continue;\n    ${body}\n  }\n}`;

describe('a message of SQS that is deleted', () => {
  it.each([
    ['before the work', each(`${gone('m')}\n    await work(m);`)],
    [
      'before work on what it says',
      each(`const order = JSON.parse(m.Body);\n    ${gone('m')}\n    await work(order.id);`),
    ],
    [
      'in a loop behind a test',
      each(`${gone('m')}\n    await work(m);`).replace('for (const', 'if (messages.length) for (const'),
    ],
    [
      'by the old client',
      `const AWS = require('aws-sdk');\nconst sqs = new AWS.SQS();\nexports.one = async (m, work) => {\n  await sqs.deleteMessage({ QueueUrl: 'q', ReceiptHandle: m.ReceiptHandle }).promise();\n  await work(m.Body);\n};`,
    ],
    [
      'and then handed to whoever asked for it',
      take(
        `${gone('m')}\n    if (!m.Body) continue;\n    const order = JSON.parse(m.Body);\n    if (!order.id) continue;\n    return order;`,
      ),
    ],
    [
      'in a try of its own',
      take(`try { ${gone('m')} } catch (error) { console.error(error); continue; }\n    return m;`),
    ],
    [
      'once it is read, and handed on with more',
      take(`const body = JSON.parse(m.Body ?? '{}');\n    ${gone('m')}\n    return { ...body, at: Date.now() };`),
    ],
  ])('%s is lost if the work fails', async (_, text) => {
    expect(await findingsOf('lossy-queue', text)).toHaveLength(1);
  });

  it.each([
    ['after the work', each(`await work(m);\n    ${gone('m')}`)],
    ['before something about another', each(`${gone('m')}\n    await work('next');`)],
    ['because it cannot be read', each(`if (!m.Body) {\n      ${gone('m')}\n      await work(m.MessageId);\n    }`)],
    ['after a part of the work', each(`await work(m, 1);\n    ${gone('m')}\n    await work(m, 2);`)],
    ['and then named', take(`${gone('m')}\n    return m.MessageId;`)],
    [
      'once what it asks for is done',
      take(`const done = await work(m);\n    ${gone('m')}\n    return { ...m, done };`),
    ],
    ['once it is worked on at once', take(`const found = read(m);\n    ${gone('m')}\n    return found;`)],
    ['before something else is returned', take(`${gone('m')}\n    return sqs;`)],
  ])('%s is not', async (_, text) => {
    expect(await findingsOf('lossy-queue', text)).toEqual([]);
  });
});
