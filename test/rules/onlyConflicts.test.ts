import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const head = `import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
const ddb = new DynamoDBClient({});
declare const update: (round: number) => any;
`;
const loop = (handler: string): string => `${head}export async function claim() {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      return await ddb.send(new UpdateItemCommand(update(1)));
    } catch (e: any) {
      ${handler}
    }
  }
  throw new Error('contended');
}`;
const recursion = (handler: string): string => `${head}export async function claim(attempt = 0): Promise<unknown> {
  try {
    return await ddb.send(new UpdateItemCommand(update(1)));
  } catch (e: any) {
    ${handler}
  }
}`;

const rules = ['nested-retry', 'retry-without-backoff'] as const;

describe('a new round after a conflict, and after nothing else', () => {
  it.each([
    ['goes on', loop(`if (e.name === 'ConditionalCheckFailedException') continue; throw e;`)],
    ['throws all else', loop(`if (!(e instanceof ConditionalCheckFailedException) || attempt === 3) throw e;`)],
    ['has a name', loop(`const lost = e.name === 'TransactionConflictException'; if (!lost) { throw e; }`)],
    ['asks a helper', loop(`if (isVersionConflict(e)) { console.log('again'); } else { throw e; }`)],
    ['asks for one of several', loop(`if (e.code === '40001' || e.code === '23505') continue; throw e;`)],
    [
      'calls itself',
      recursion(`if (e.name === 'ConditionalCheckFailedException' && attempt < 4) return claim(attempt + 1); throw e;`),
    ],
  ])('is no burden where it %s', async (_, text) => {
    for (const rule of rules) expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['a conflict is what it gives up on', loop(`if (e.name === 'ConditionalCheckFailedException') throw e;`)],
    [
      'the rest goes round as well',
      loop(`if (e.name === 'ConditionalCheckFailedException') continue; console.log(e); if (attempt === 3) throw e;`),
    ],
    [
      'throttling is among them',
      loop(`if (e.name === 'ConditionalCheckFailedException' || e.name === 'ThrottlingException') continue; throw e;`),
    ],
    ['another condition goes on', loop(`if (e.code === '40001') continue; if (e.retryable) continue; throw e;`)],
    [
      'it calls itself after all else',
      recursion(
        `if (e.name === 'ConditionalCheckFailedException') throw e; if (attempt < 4) return claim(attempt + 1); throw e;`,
      ),
    ],
  ])('is found where %s', async (_, text) => {
    for (const rule of rules) expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
