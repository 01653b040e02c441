import { describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

/** A broker in memory: what is not persistent is gone after a restart, and a consumer gets what prefetch lets through. */
const broker = `
const queues = new Map(); let limit = Infinity;
export const restart = () => { for (const [name, all] of queues) queues.set(name, all.filter((one) => one.options?.persistent)); };
export const left = (name) => queues.get(name)?.length ?? 0;
export let most = 0;
const channel = {
  assertQueue: async (name) => { queues.set(name, queues.get(name) ?? []); },
  sendToQueue: (name, body, options) => queues.get(name).push({ body, options }),
  publish: (exchange, name, body, options) => queues.get(name).push({ body, options }),
  prefetch: async (n) => { limit = n; },
  on: () => channel,
  consume: async (name, handler) => {
    const all = queues.get(name).splice(0, limit);
    most = all.length;
    for (const one of all) handler(one);
  },
  ack: () => undefined,
};
export default { connect: async () => ({ createChannel: async () => channel, on: () => undefined }) };
`;
const amqp = (body: string) => `import amqp from 'amqplib';
export async function run() {
  const link = await amqp.connect('amqp://127.0.0.1');
  link.on('error', console.error);
  const channel = await link.createChannel();
  channel.on('error', console.error);
  await channel.assertQueue('jobs', { durable: true });
${body}
}`;

describe('messages that are kept: lossy-queue', () => {
  const rule = 'lossy-queue';
  const standIns = { amqplib: broker };

  it.each([
    ['no options', `  channel.sendToQueue('jobs', Buffer.from('a'));`],
    ['options', `  channel.sendToQueue('jobs', Buffer.from('a'), { priority: 1 });`],
  ])('survive a restart of the broker: %s', async (_, body) => {
    const script = `await (await load()).run(); const broker = await import('amqplib'); broker.restart(); return broker.left('jobs');`;
    const before = amqp(body);
    const after = await changed(rule, before);
    expect((await runInChild(before, script, { standIns })).value).toBe(0);
    expect((await runInChild(after, script, { standIns })).value).toBe(1);
  });

  it('come a few at a time', async () => {
    const before =
      amqp(`  for (let n = 0; n < 50; n++) channel.sendToQueue('jobs', Buffer.from('a'), { persistent: true });
  await channel.consume('jobs', async (message) => {
    try {
      await fetch('http://127.0.0.1:1', { signal: AbortSignal.timeout(1000) });
    } catch (error) {
      console.error(error);
    }
    channel.ack(message!);
  });`);
    const after = await changed(rule, before);
    const script = `await (await load()).run(); return (await import('amqplib')).most;`;
    expect((await runInChild(before, script, { standIns })).value).toBe(50);
    expect((await runInChild(after, script, { standIns })).value).toBe(10);
  });

  it('are counted as sent when the broker has them: kafkajs', async () => {
    const before = `import { Kafka } from 'kafkajs';\nconst producer = new Kafka({}).producer();\nexport const send = (messages: object[]) => producer.send({ topic: 'a', acks: 0, messages });`;
    const after = await changed(rule, before);
    expect(after).toContain(`{ topic: 'a', messages }`);
    const standIns = {
      // Without acks: 0, a broker that has not got it is an error.
      kafkajs: `export class Kafka { producer() { return { send: async ({ acks = -1 }) => { if (acks !== 0) throw new Error('not enough replicas'); return []; } }; } }`,
    };
    const script = `return await (await load()).send([]);`;
    expect((await runInChild(before, script, { standIns })).value).toEqual([]);
    expect((await runInChild(after, script, { standIns })).error).toBe('Error: not enough replicas');
  });

  it('leaves the place of an acknowledgement to the reader', async () => {
    const text = amqp(
      `  await channel.consume('jobs', async (m) => {\n    await fetch(String(m));\n  }, { noAck: true });`,
    );
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('attempts that wait: poison-message', () => {
  const standIns = {
    bullmq: `export class Queue { constructor(_, { defaultJobOptions } = {}) { this.all = defaultJobOptions; } async add(_, __, own) { return { ...this.all, ...own }; } }`,
  };
  it.each([
    ['of a job', `const jobs = new Queue('jobs');\nexport const add = () => jobs.add('a', {}, { attempts: 3 });`],
    [
      'of all jobs',
      `const jobs = new Queue('jobs', { defaultJobOptions: { attempts: 3 } });\nexport const add = () => jobs.add('a', {});`,
    ],
  ])('have a growing delay: %s', async (_, text) => {
    const before = `import { Queue } from 'bullmq';\n${text}`;
    const after = await changed('poison-message', before);
    const script = `return await (await load()).add();`;
    expect((await runInChild(before, script, { standIns })).value).toEqual({ attempts: 3 });
    expect((await runInChild(after, script, { standIns })).value).toEqual({
      attempts: 3,
      backoff: { type: 'exponential', delay: 1000 },
    });
  });

  it('offers nothing for a message of amqplib, whose dead letters are declared elsewhere', async () => {
    const text = `import type { Channel } from 'amqplib';\nexport const run = (channel: Channel) =>\n  channel.consume('jobs', async (m: any) => {\n    try {\n      await work(m);\n    } catch (error) {\n      channel.nack(m);\n    }\n  });`;
    expect(await offers('poison-message', text)).toBe(0);
  });
});

describe('requests that end: no-graceful-shutdown', () => {
  const rule = 'no-graceful-shutdown';
  const serve = `import { createServer } from 'node:http';
const app = createServer((request, response) => {
  setTimeout(() => response.end('done'), 20_000);
});
export const port = Number(process.env.PORT || 18_437);
`;
  // The request is on its way when the signal comes.
  const script = (start: string) => `${start}
    const answer = fetch('http://127.0.0.1:' + port).then((response) => response.text());
    await pause(100);
    process.kill(process.pid, 'SIGTERM');
    return await answer;`;

  it.each([
    ['nobody keeps the server', `${serve}app.listen(port); // here`],
    ['somebody does', `${serve}const server = app.listen(port);\nconsole.log(server.listening);`],
    ['a helper starts it', `${serve}const start = () => {\n  app.listen(port);\n};\nstart();`],
  ])('lets them: %s', async (_, before) => {
    const after = await changed(rule, before);
    expect(after.match(/= app\.listen/g) ?? []).toHaveLength(before.match(/= app\.listen/g)?.length ?? 0);
    const free = 20_000 + Math.floor(Math.random() * 20_000);
    const start = `process.env.PORT = '${free}'; const { port } = await load();`;
    expect((await runInChild(before, script(start))).crashed).toBe(1);
    expect((await runInChild(after, script(start))).value).toBe('done');
  });
});
