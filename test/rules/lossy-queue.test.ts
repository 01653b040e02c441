import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'lossy-queue';
const given = (body: string) =>
  `import type { Channel } from 'amqplib';\nconst jobs = 'jobs';\nexport async function run(channel: Channel, body: Buffer, options: any) {\n${body}\n}`;
const made = (body: string) =>
  `import amqp from 'amqplib';\nexport async function run() {\nconst link = await amqp.connect('amqp://a');\nconst channel = await link.createChannel();\n${body}\n}`;
const kafka = (acks: string) =>
  `import { Kafka } from 'kafkajs';\nconst producer = new Kafka({}).producer();\nexport const send = (messages: any) => producer.send({ topic: 'a'${acks}, messages });`;
const handler = 'async (m) => { await work(m); channel.ack(m); }';

describe(rule, () => {
  it.each([
    [
      'a transient message',
      given(`await channel.assertQueue('jobs', { durable: true });\nchannel.sendToQueue('jobs', body);`),
    ],
    [
      'a queue that is durable by default',
      given(`await channel.assertQueue(jobs);\nchannel.sendToQueue('jobs', body, {});`),
    ],
    [
      'noAck',
      given(
        `await channel.assertQueue('jobs');\nawait channel.consume('jobs', async (m) => { await work(m); }, { noAck: true });`,
      ),
    ],
    ['no prefetch', made(`await channel.consume('jobs', ${handler});`)],
    [
      'no prefetch on a field',
      `import amqp from 'amqplib';\nclass A {\n  async start() {\n    const link = await amqp.connect('amqp://a');\n    this.channel = await link.createChannel();\n    await this.channel.consume('jobs', async (m) => { await work(m); });\n  }\n}\nnew A().start();`,
    ],
    ['acks: 0', kafka(', acks: 0')],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a persistent message',
      given(`await channel.assertQueue('jobs');\nchannel.sendToQueue('jobs', body, { persistent: true });`),
    ],
    [
      'a delivery mode',
      given(`await channel.assertQueue('jobs');\nchannel.sendToQueue('jobs', body, { deliveryMode: 2 });`),
    ],
    [
      'options from elsewhere',
      given(`await channel.assertQueue('jobs');\nchannel.sendToQueue('jobs', body, options);`),
    ],
    [
      'a queue of unknown options',
      given(`await channel.assertQueue('jobs', options);\nchannel.sendToQueue('jobs', body);`),
    ],
    [
      'a queue of a computed option',
      given(`await channel.assertQueue('jobs', { durable: options.keep });\nchannel.sendToQueue('jobs', body);`),
    ],
    [
      'a transient queue',
      given(`await channel.assertQueue('jobs', { durable: false });\nchannel.sendToQueue('jobs', body);`),
    ],
    [
      'an exclusive queue',
      given(`await channel.assertQueue('jobs', { exclusive: true });\nchannel.sendToQueue('jobs', body);`),
    ],
    ['a reply', given(`await channel.assertQueue('jobs');\nchannel.sendToQueue(options.replyTo, body);`)],
    [
      'another queue of the same spelling',
      `import type { Channel } from 'amqplib';\nexport const declare = (channel: Channel, q: string) => channel.assertQueue(q);\nexport const send = (channel: Channel, q: string) => channel.sendToQueue(q, Buffer.from(''));`,
    ],
    [
      'noAck without work',
      given(
        `await channel.assertQueue('jobs');\nawait channel.consume('jobs', (m) => console.log(m), { noAck: true });`,
      ),
    ],
    [
      'noAck for live updates',
      given(
        `await channel.assertQueue('', { exclusive: true });\nawait channel.consume('', async (m) => { await work(m); }, { noAck: true });`,
      ),
    ],
    ['a prefetch', made(`await channel.prefetch(10);\nawait channel.consume('jobs', ${handler});`)],
    ['a channel that others get', made(`limit(channel);\nawait channel.consume('jobs', ${handler});`)],
    ['a channel from elsewhere', given(`await channel.consume('jobs', ${handler});`)],
    ['all replicas', kafka('')],
    ['the leader', kafka(', acks: 1')],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('says what proves it', async () => {
    const { messages } = await lintInMemory(kafka(', acks: 0'), { rule });
    expect(messages[0]?.message).toContain('(kafkajs waits for all in-sync replicas by default)');
  });
});

describe('acknowledgements', () => {
  const amqp = (body: string): string =>
    `import amqp from 'amqplib';\nexport const start = (channel) => channel.consume('jobs', async (message) => {\n${body}\n});`;
  const kafka = (run: string): string =>
    `import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({ brokers: ['a:9092'] }).consumer({ groupId: 'a' });\nexport const start = () => consumer.run({ ${run} });`;
  it.each([
    ['one before the work', amqp(`channel.ack(message);\nawait work(message);`)],
    [
      'one in a finally',
      amqp(`try { await work(message); } catch (error) { console.error(error); } finally { channel.ack(message); }`),
    ],
    [
      'an offset before the work',
      kafka(
        `eachBatch: async ({ batch, resolveOffset }) => { for (const one of batch.messages) { resolveOffset(one.offset); await work(one); } }`,
      ),
    ],
    [
      'an offset in a finally',
      kafka(
        `autoCommit: false, eachMessage: async ({ topic, partition, message }) => { try { await work(message); } finally { await consumer.commitOffsets([{ topic, partition, offset: message.offset }]); } }`,
      ),
    ],
    [
      'a message of Pub/Sub',
      `import { PubSub } from '@google-cloud/pubsub';\nconst jobs = new PubSub().subscription('jobs');\njobs.on('message', async (message) => { message.ack(); await work(message.data); });`,
    ],
  ])('reports %s', async (_, text) => {
    expect(
      (await lintInMemory(text, { rule })).messages.filter(({ message }) => /before|finally/.test(message)),
    ).toHaveLength(1);
  });

  it.each([
    ['one after the work', amqp(`await work(message);\nchannel.ack(message);`)],
    [
      'one for messages that are not wanted',
      amqp(`if (!message.content) { channel.ack(message); return; }\nawait work(message);\nchannel.ack(message);`),
    ],
    [
      'a finally behind a dead letter queue',
      amqp(
        `try { await work(message); } catch (error) { await park(message, error); } finally { channel.ack(message); }`,
      ),
    ],
    [
      'an offset after the work',
      kafka(
        `eachBatch: async ({ batch, resolveOffset, heartbeat }) => { for (const one of batch.messages) { await work(one); resolveOffset(one.offset); await heartbeat(); } }`,
      ),
    ],
    [
      'an answer of a socket',
      `import amqp from 'amqplib';\nio.on('save', async (data, reply) => { reply.ack(); await work(data); });\nexport const a = amqp.connect('amqp://a');`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(
      (await lintInMemory(text, { rule })).messages.filter(({ message }) => /before|finally/.test(message)),
    ).toEqual([]);
  });
});
