import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const head = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, DynamoDBDocument, GetCommand } from '@aws-sdk/lib-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
`;
const bounded = `new DynamoDBClient({ maxAttempts: 2, requestHandler: new NodeHttpHandler({ socketTimeout: 5000, connectionTimeout: 1000 }) })`;
const versions = { '@aws-sdk/client-dynamodb': '3.1169.0', '@aws-sdk/lib-dynamodb': '3.1169.0' };
const found = async (text: string) =>
  (await lintInMemory(head + text, { rule: 'require-timeout' }, { versions })).messages;

describe('the document client of DynamoDB', () => {
  it.each([
    ['a client', `const raw = ${bounded}; const ddb = DynamoDBDocumentClient.from(raw, { marshallOptions: {} });`],
    ['one made in place', `const ddb = DynamoDBDocument.from(${bounded}, { marshallOptions: {} });`],
    [
      'one of a caller',
      `declare const raw: DynamoDBClient; const ddb = DynamoDBDocumentClient.from(raw, { marshallOptions: {} });`,
    ],
  ])('has the settings of %s', async (_, text) => {
    expect(
      await found(`${text}\nexport const get = () => ddb.send(new GetCommand({ TableName: 'a', Key: {} }));`),
    ).toEqual([]);
  });

  it.each([
    [
      'by name',
      `const raw = new DynamoDBClient({});\nexport const ddb = DynamoDBDocumentClient.from(raw, { marshallOptions: {} });`,
    ],
    ['in place', `export const ddb = DynamoDBDocument.from(new DynamoDBClient({}), { marshallOptions: {} });`],
  ])('is one with its client, which is reported: %s', async (_, text) => {
    const [message, ...others] = await found(
      `${text}\nexport const get = () => ddb.send(new GetCommand({ TableName: 'a', Key: {} }));`,
    );
    expect(others).toEqual([]);
    expect(message?.message).toContain('No timeout on');
    for (const { edits } of message?.suggestions ?? [])
      for (const { range } of edits) expect((head + text).slice(0, range.start)).not.toContain('marshallOptions');
  });
});
