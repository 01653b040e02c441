import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'no-dead-letter';
const consumer = (options: string, refusal = 'channel.nack(m, false, false)', queue = "'jobs'") =>
  `import type { Channel } from 'amqplib';\nexport async function run(channel: Channel, more: any) {\n  await channel.assertQueue('jobs'${options});\n  await channel.consume(${queue}, (m: any) => ${refusal});\n}`;

describe(rule, () => {
  it.each([
    ['a queue without options', consumer('')],
    ['a durable queue', consumer(', { durable: true, arguments: { "x-max-length": 5 } }')],
    ['reject', consumer('', 'channel.reject(m, false)')],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual(['3: channel.assertQueue']);
  });

  it.each([
    ['a dead letter exchange', consumer(`, { deadLetterExchange: more.failed }`)],
    ['one among the arguments', consumer(`, { arguments: { 'x-dead-letter-exchange': 'failed' } }`)],
    ['arguments from elsewhere', consumer(', { arguments: more }')],
    ['options from elsewhere', consumer(', more')],
    ['a queue for one connection', consumer(', { exclusive: true }')],
    ['a consumer that puts back', consumer('', 'channel.nack(m)')],
    ['a consumer of another queue', consumer('', undefined, "'others'")],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
