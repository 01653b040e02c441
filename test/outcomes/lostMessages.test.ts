import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const lost = async (text: string): Promise<readonly string[]> =>
  (await lintInMemory(text, { rule: 'lossy-queue' })).messages
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('Without prefetch'));

const amqp = (body: string, more = '', head = 'async (message) =>'): string =>
  `import amqp from 'amqplib';\ndeclare const work: any, park: any;\n${more}\nexport const start = (channel) => channel.consume('jobs', ${head} {\n${body}\n});`;

describe('a message that is acknowledged because its work failed', () => {
  it.each([
    [
      'in a catch',
      amqp(`try { await work(message); channel.ack(message); } catch (e) { console.error(e); channel.ack(message); }`),
    ],
    ['in a catch that says nothing', amqp(`try { await work(message); } catch { channel.ack(message); }`)],
    [
      'by a rejection handler',
      amqp(`work(message).catch((e) => { console.error(e); channel.ack(message); });`, '', '(message) =>'),
    ],
    [
      'by the second of two handlers',
      amqp(
        `p = p.then(() => channel.ack(message), (e) => { channel.ack(message); log(e); });`,
        'declare let p: any;',
        '(message) =>',
      ),
    ],
    [
      'in a method that gets each message',
      `import { Channel } from 'amqplib';\nexport class A {\n  channel: Channel;\n  start() { this.channel.consume('jobs', this.onMessage.bind(this)); }\n  async onMessage(message) { try { await this.work(message); } catch (e) { console.error(e); this.channel.ack(message); } }\n}`,
    ],
    [
      'by NestJS',
      `import { EventPattern, Ctx, RmqContext } from '@nestjs/microservices';\nexport class A {\n  @EventPattern('paid')\n  async paid(data: any, @Ctx() context: RmqContext) {\n    const channel = context.getChannelRef();\n    const message = context.getMessage();\n    try { await this.work(data); channel.ack(message); } catch (e) { this.logger.error(e); channel.ack(message); }\n  }\n}`,
    ],
  ])('is lost: %s', async (_, text) => {
    expect(await lost(text)).toEqual([
      'ack() where the work failed: the message counts as done and is lost. Requeue or dead-letter it.',
    ]);
  });

  it.each([
    [
      'it is parked first',
      amqp(
        `try { await work(message); channel.ack(message); } catch (e) { await park(message); channel.ack(message); }`,
      ),
    ],
    [
      'it cannot be read',
      amqp(
        `let order; try { order = JSON.parse(message.content); } catch (e) { console.error(e); channel.ack(message); return; }\nawait work(order); channel.ack(message);`,
      ),
    ],
    [
      'it was tried often enough',
      amqp(
        `try { await work(message); channel.ack(message); } catch (e) { if (message.tries > 3) channel.ack(message); else channel.nack(message); }`,
      ),
    ],
    [
      'a rejection handler parks it',
      amqp(`work(message).catch((e) => park(message, e).then(() => channel.ack(message)));`, '', '(message) =>'),
    ],
    [
      'the failure is refused',
      amqp(`work(message).then(() => channel.ack(message), () => channel.nack(message));`, '', '(message) =>'),
    ],
    [
      'it is no message of a queue',
      `import amqp from 'amqplib';\nexport const f = (socket, request) => request.run().catch((e) => { console.error(e); socket.ack(e); });`,
    ],
  ])('is not where %s', async (_, text) => {
    expect(await lost(text)).toEqual([]);
  });
});

describe('a message that is acknowledged whatever became of the work', () => {
  it.each([
    [
      'behind a catch that logs',
      amqp(`try { await work(message); } catch (e) { console.error(e); }\nchannel.ack(message);`),
    ],
    [
      'in a loop',
      amqp(
        `for (const one of message.parts) { await work(one); }\ntry { await work(message); } catch { }\nchannel.ack(message);`,
      ),
    ],
    [
      'in a function of that name',
      `import amqp from 'amqplib';\ndeclare const channel: any;\nasync function onJob(message) { try { await work(message); } catch (e) { console.error(e); }\nchannel.ack(message); }\nchannel.consume('jobs', onJob);`,
    ],
  ])('is lost: %s', async (_, text) => {
    expect(await lost(text)).toEqual([
      'ack() runs even if the work failed, as the catch above only logs: the message is lost. Requeue or dead-letter it.',
    ]);
  });

  it.each([
    [
      'the catch leaves',
      amqp(`try { await work(message); } catch (e) { console.error(e); return; }\nchannel.ack(message);`),
    ],
    [
      'the catch refuses it',
      amqp(`try { await work(message); } catch (e) { channel.nack(message); throw e; }\nchannel.ack(message);`),
    ],
    [
      'the catch remembers',
      amqp(
        `let failed = false; try { await work(message); } catch (e) { failed = true; }\nif (failed) channel.nack(message); else channel.ack(message);`,
      ),
    ],
    [
      'the catch parks it',
      amqp(`try { await work(message); } catch (e) { await park(message); }\nchannel.ack(message);`),
    ],
  ])('is not where %s', async (_, text) => {
    expect(await lost(text)).toEqual([]);
  });
});

describe('a message that is acknowledged beside the work', () => {
  const own = `async function handle(order) { await work(order); }`;
  it.each([
    ['of an own function', amqp(`handle(message);\nchannel.ack(message);`, own)],
    [
      'on what it says',
      amqp(`const order = JSON.parse(message.content);\nhandle(order);\nchannel.ack(message);`, own, '(message) =>'),
    ],
    ['with a chain', amqp(`work(message).then(() => console.log('done'));\nchannel.ack(message);`, '', '(message) =>')],
  ])('is lost: %s', async (_, text) => {
    expect(await lost(text)).toEqual([
      "ack() doesn't wait for the work above it: a crash or error loses the message. Await the work first.",
    ]);
  });

  it.each([
    ['the work is awaited', amqp(`await handle(message);\nchannel.ack(message);`, own)],
    [
      'the work is done at once',
      amqp(`handle(message);\nchannel.ack(message);`, `function handle(order) { seen.add(order); }`),
    ],
    [
      'something else is started',
      amqp(`report();\nawait work(message);\nchannel.ack(message);`, `async function report() { await work('idle'); }`),
    ],
    [
      'the chain acknowledges it',
      amqp(`work(message).then(() => channel.ack(message), () => channel.nack(message));`, '', '(message) =>'),
    ],
  ])('is not where %s', async (_, text) => {
    expect(await lost(text)).toEqual([]);
  });
});

describe('a message whose failure is only logged', () => {
  const kafka = (body: string): string =>
    `import { Kafka } from 'kafkajs';\ndeclare const work: any, park: any;\nconst consumer = new Kafka({ brokers: ['a:9092'] }).consumer({ groupId: 'a' });\nexport const start = () => consumer.run({ eachMessage: async ({ message }) => {\n${body}\n} });`;
  it.each([
    ['kafkajs', kafka(`try { await work(message); } catch (e) { console.error(e); }`)],
    [
      'kafkajs, read first',
      kafka(
        `const value = message.value.toString();\ntry { await work(value); } catch (e) { logger.error('failed', e); }`,
      ),
    ],
    [
      'sqs-consumer',
      `import { Consumer } from 'sqs-consumer';\nConsumer.create({ queueUrl: 'q', handleMessage: async (message) => { try { await work(message); } catch (e) { console.error(e); } } });`,
    ],
  ])('counts as done: %s', async (_, text) => {
    expect(await lost(text)).toHaveLength(1);
  });

  it.each([
    ['is thrown on', kafka(`try { await work(message); } catch (e) { console.error(e); throw e; }`)],
    ['is parked', kafka(`try { await work(message); } catch (e) { await park(message); }`)],
    ['is one of reading it', kafka(`try { JSON.parse(message.value.toString()); } catch (e) { console.error(e); }`)],
  ])('is none of it where it %s', async (_, text) => {
    expect(await lost(text)).toEqual([]);
  });
});

describe('a job that is taken out of a list of Redis', () => {
  const redis = (body: string): string =>
    `import Redis from 'ioredis';\nconst redis = new Redis();\ndeclare const work: any;\nexport async function run() {\n  while (true) {\n${body}\n  }\n}`;
  it.each([
    [
      'and worked on',
      redis(`const job = await redis.brpop('jobs', 0);\nif (!job) continue;\nawait work(JSON.parse(job[1]));`),
    ],
    [
      'in parts',
      redis(
        `const [, raw] = await redis.blpop('jobs', 0);\nconst job = JSON.parse(raw);\ntry { await work(job.id); } catch (e) { console.error(e); }`,
      ),
    ],
    [
      'by the other client',
      `import { client } from './client.js';\nexport async function next() {\n  let job = null;\n  job = await client.brPop('jobs', 5);\n  if (job) { const payload = JSON.parse(job.element); await work(payload); }\n}`,
    ],
  ])('%s is lost at a crash', async (_, text) => {
    expect(await lost(text)).toHaveLength(1);
  });

  it.each([
    [
      'and put back',
      redis(
        `const job = await redis.brpop('jobs', 0);\ntry { await work(job); } catch { await redis.lpush('jobs', job[1]); }`,
      ),
    ],
    [
      'and moved to another',
      redis(`const job = await redis.blmove('jobs', 'busy', 'LEFT', 'RIGHT', 0);\nawait work(job);`),
    ],
    ['and only shown', redis(`const job = await redis.brpop('jobs', 0);\nconsole.log(job);\nawait work('next');`)],
    [
      'and handed back',
      `import Redis from 'ioredis';\nconst redis = new Redis();\nexport const next = async () => { const job = await redis.brpop('jobs', 0); return job; };`,
    ],
  ])('%s is not', async (_, text) => {
    expect(await lost(text)).toEqual([]);
  });
});
