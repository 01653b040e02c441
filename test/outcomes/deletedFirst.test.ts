import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const command = `import { SQSClient, DeleteMessageCommand } from '@aws-sdk/client-sqs';\nconst sqs = new SQSClient({});\n`;
const gone = (of: string): string =>
  `await sqs.send(new DeleteMessageCommand({ QueueUrl: 'q', ReceiptHandle: ${of}.ReceiptHandle }));`;
const each = (body: string): string =>
  `${command}export async function all(messages: any[], work: any) {\n  for (const m of messages) {\n    ${body}\n  }\n}`;

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
  ])('%s is lost if the work fails', async (_, text) => {
    expect(await findingsOf('lossy-queue', text)).toHaveLength(1);
  });

  it.each([
    ['after the work', each(`await work(m);\n    ${gone('m')}`)],
    ['before something about another', each(`${gone('m')}\n    await work('next');`)],
    ['because it cannot be read', each(`if (!m.Body) {\n      ${gone('m')}\n      await work(m.MessageId);\n    }`)],
    ['after a part of the work', each(`await work(m, 1);\n    ${gone('m')}\n    await work(m, 2);`)],
  ])('%s is not', async (_, text) => {
    expect(await findingsOf('lossy-queue', text)).toEqual([]);
  });
});
