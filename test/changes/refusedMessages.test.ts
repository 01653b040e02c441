import { describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

/** A broker in memory that delivers again what is refused for that; a handler that throws ends its connection. */
const amqplib = `
export const told = { acked: [], dead: [], again: 0 };
let deliver;
const channel = {
  assertQueue: async () => undefined, prefetch: async () => undefined, on: () => channel,
  consume: async (_, handler) => { deliver = (content, redelivered = false) => handler({ content: Buffer.from(content), fields: { redelivered } }); },
  ack: ({ content }) => told.acked.push(String(content)),
  nack: (message, _, requeue) => {
    if (!requeue) return told.dead.push(String(message.content));
    told.again++;
    return deliver(message.content, true);
  },
};
export const send = (content) => deliver(content);
export default { connect: async () => ({ createChannel: async () => channel, on: () => undefined }) };
`;
const consuming = (handler: string, declared = ''): string => `import amqp from 'amqplib';
export async function run() {
  const link = await amqp.connect('amqp://127.0.0.1');
  link.on('error', console.error);
  const channel = await link.createChannel();
  channel.on('error', console.error);
  await channel.assertQueue('jobs', { durable: true${declared} });
  await channel.prefetch(3);
  await channel.consume('jobs', ${handler});
}
`;
/** The types of amqplib, as far as they are needed here. */
const typed = (text: string): string =>
  text.replace(
    /^import amqp.*$/m,
    `type Message = { content: { toString(): string }; fields: { redelivered: boolean } };
type Channel = { on(name: string, f: (error: Error) => void): void; assertQueue(name: string, options: object): Promise<void>; prefetch(n: number): Promise<void>; consume(name: string, f: (message: Message | null) => void): Promise<void>; ack(message: Message): void; nack(message: Message, all?: boolean, again?: boolean): void };
declare const amqp: { connect(url: string): Promise<{ on(name: string, f: (error: Error) => void): void; createChannel(): Promise<Channel> }> };`,
  );
const standIns = { amqplib };
const script = (texts: readonly string[]): string =>
  `await (await load()).run(); const broker = await import('amqplib');
   for (const text of ${JSON.stringify(texts)}) await broker.send(text);
   await pause(2000); return broker.told;`;

describe('a message that is no JSON', () => {
  const rule = 'poison-message';

  it.each([
    [
      'in a plain handler',
      `(message) => {\n    const job = JSON.parse(message!.content.toString());\n    console.log(job.id);\n    channel.ack(message!);\n  }`,
    ],
    [
      'taken apart, in a branch',
      `async (message) => {\n    if (message) {\n      const { id } = JSON.parse(String(message.content)) as { id: string };\n      console.log(id);\n      channel.ack(message);\n    }\n  }`,
    ],
    [
      'with a type',
      `async (message: any) => {\n    const job: { id: string } = JSON.parse(message.content.toString());\n    console.log(job.id);\n    channel.ack(message);\n  }`,
    ],
  ])('is logged and refused for good, and the others are worked on: %s', async (_, handler) => {
    const before = consuming(handler);
    const after = await changed(rule, before);
    const texts = ['no JSON', '{"id":"a"}'];
    const [was, now] = await Promise.all([before, after].map((text) => runInChild(text, script(texts), { standIns })));
    expect(was!.value).toBeUndefined();
    expect(now!.value).toEqual({ acked: ['{"id":"a"}'], dead: ['no JSON'], again: 0 });
    expect(now!.output).toContain('SyntaxError');
    expect(typeErrors({ after: typed(after) })).toEqual([]);
  });

  it('is skipped in a partition of Kafka', async () => {
    const kafkajs = `export class Kafka { consumer() { return { run: async ({ eachMessage }) => { for (const value of ['no JSON', '{"id":"a"}']) await eachMessage({ message: { value: Buffer.from(value) } }); } }; } }`;
    const before = `import { Kafka } from 'kafkajs';\nconst consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'a' });\nexport const seen: string[] = [];\nexport const run = () => consumer.run({\n  eachMessage: async ({ message }) => {\n    const order = JSON.parse(message.value!.toString());\n    seen.push(order.id);\n  },\n});\n`;
    const after = await changed(rule, before);
    const run = (text: string) =>
      runInChild(text, 'const { run, seen } = await load(); await run(); return seen;', { standIns: { kafkajs } });
    expect((await run(before)).error).toContain('SyntaxError');
    expect((await run(after)).value).toEqual(['a']);
  });

  it.each([
    [
      'what is parsed goes on at once',
      `(message: any) => {\n    console.log(JSON.parse(message.content.toString()));\n    channel.ack(message);\n  }`,
    ],
    [
      'it is something else',
      `(message: any) => {\n    const limits = JSON.parse(process.env.LIMITS!);\n    console.log(limits, message);\n    channel.ack(message);\n  }`,
    ],
    [
      'it is one of many',
      `(message: any) => {\n    for (const line of String(message.content).split('\\n')) {\n      const job = JSON.parse(line);\n      console.log(job);\n    }\n    channel.ack(message);\n  }`,
    ],
  ])('is left to the reader where %s', async (_, handler) => {
    expect(await offers(rule, consuming(handler))).toBe(0);
  });
});

describe('a message whose handling fails', () => {
  const rule = 'unhandled-failure';
  const work = `const answer = await fetch('http://127.0.0.1:1', { signal: AbortSignal.timeout(1000) });\n    if (!answer.ok) throw new Error('status');`;
  const dead = `, deadLetterExchange: 'failed'`;

  it.each([
    ['at the end', `async (message) => {\n    ${work}\n    channel.ack(message!);\n  }`],
    [
      'after an early end',
      `async (message) => {\n    if (!message) return;\n    ${work}\n    channel.ack(message);\n  }`,
    ],
    ['in a branch', `async (message) => {\n    if (message) {\n      ${work}\n      channel.ack(message);\n    }\n  }`],
  ])('is tried once more and then dead-lettered, where it is acknowledged %s', async (_, handler) => {
    const before = consuming(handler, dead);
    const after = await changed(rule, before);
    const [was, now] = await Promise.all([before, after].map((text) => runInChild(text, script(['a']), { standIns })));
    expect(was!.value).toBeUndefined();
    expect(now!.value).toEqual({ acked: [], dead: ['a'], again: 1 });
    expect(typeErrors({ after: typed(after) })).toEqual([]);
  });

  it.each([
    ['no dead letters are in sight', `async (message: any) => {\n    ${work}\n    channel.ack(message);\n  }`, ''],
    ['it is acknowledged first', `async (message: any) => {\n    channel.ack(message);\n    ${work}\n  }`, dead],
    [
      'it is refused already',
      `async (message: any) => {\n    ${work}\n    if (answer.status === 204) return channel.nack(message);\n    channel.ack(message);\n  }`,
      dead,
    ],
  ])('is left to the reader where %s', async (_, handler, declared) => {
    expect(await offers(rule, consuming(handler, declared))).toBe(0);
  });
});

describe('a job whose failure is only logged', () => {
  const rule = 'lossy-queue';
  const bullmq = `export class Worker { constructor(_, run) { this.run = run; } }`;
  const work = `await fetch('http://127.0.0.1:1', { signal: AbortSignal.timeout(1000) }).then((r) => { if (!r.ok) throw new Error('no'); });`;
  const worker = (handler: string, rest = ''): string =>
    `import { Worker } from 'bullmq';\nexport const worker = new Worker('q', async (job) => {\n  try {\n    ${work}\n  } ${handler}${rest}\n});\n`;

  it.each([
    ['by its name', `catch (e) {\n    console.error(e);\n  }`],
    ['without one', `catch {\n    console.error('failed');\n  }`],
    ['in one line', `catch (error) { console.error(error); }`],
  ])('fails, as its queue has to hear: %s', async (_, handler) => {
    const before = worker(handler);
    const after = await changed(rule, before);
    const run = (text: string) => runInChild(text, 'return (await load()).worker.run({});', { standIns: { bullmq } });
    expect((await run(before)).error).toBeUndefined();
    expect((await run(after)).error).toContain('fetch failed');
  });

  it.each([
    ['the log says that it is left', worker(`catch (e) {\n    console.error('failed, skipping', e);\n  }`)],
    ['something is done afterwards', worker(`catch (e) {\n    console.error(e);\n  }`, '\n  console.log(job);')],
  ])('is left to the reader where %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});
