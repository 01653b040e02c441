import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'poison-message';
const failing = (handling: string, before = '') =>
  `import type { Channel } from 'amqplib';\nexport const run = (channel: Channel) =>\n  channel.consume('jobs', async (m: any) => {\n${before}    try {\n      await work(m);\n      channel.ack(m);\n    } catch (error) {\n      ${handling}\n    }\n  });`;
const bull = (options: string, queue = '') =>
  `import { Queue } from 'bullmq';\nconst jobs = new Queue('jobs'${queue});\nexport const add = () => jobs.add('a', {}${options});`;

describe(rule, () => {
  it.each([
    ['a message that goes back', failing('channel.nack(m);')],
    ['requeue said out loud', failing('console.error(error);\nchannel.nack(m, false, true);')],
    ['reject', failing('channel.reject(m, true);')],
    [
      'a promise that fails',
      `import type { Channel } from 'amqplib';\nexport const run = (channel: Channel) =>\n  channel.consume('jobs', (m: any) => {\n    work(m).catch(() => channel.nack(m));\n  });`,
    ],
    [
      'what is read outside of the try',
      failing('channel.nack(m, false, false);', 'const body = JSON.parse(m.content);\n'),
    ],
    ['attempts without a pause', bull(', { attempts: 3 }')],
    ['attempts without a pause by default', bull('', ', { defaultJobOptions: { attempts: 3 } }')],
    ['attempts of bull', bull(', { attempts: 3 }').replace("{ Queue } from 'bullmq'", "Queue from 'bull'")],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a message that is refused for good', failing('channel.nack(m, false, false);')],
    [
      'what is read of a message that the broker has forgotten',
      failing('log(error);', 'const body = JSON.parse(m.content);\n').replace(/\}\);$/, '}, { noAck: true });'),
    ],
    ['a requeue that is not known', failing('channel.nack(m, false, again(error));')],
    ['a choice', failing('if (isTransient(error)) channel.nack(m);\nelse channel.ack(m);')],
    ['a second chance', failing('channel.nack(m, false, !m.fields.redelivered);')],
    ['a limit before', failing('channel.nack(m);', 'if (m.fields.redelivered) return channel.ack(m);\n')],
    ['a pause', failing('setTimeout(() => channel.nack(m), 5000);')],
    [
      'a message that is not wanted',
      `import type { Channel } from 'amqplib';\nexport const run = (channel: Channel) => channel.consume('jobs', (m: any) => channel.nack(m));`,
    ],
    ['a backoff', bull(', { attempts: 3, backoff: 1000 }')],
    ['a backoff by default', bull(', { attempts: 3 }', ', { defaultJobOptions: { backoff: 1000 } }')],
    ['defaults from elsewhere', bull(', { attempts: 3 }', ', { defaultJobOptions: defaults() }')],
    ['one attempt', bull(', { attempts: 1 }')],
    ['options from elsewhere', bull(', { attempts: 3, ...more() }')],
    [
      'a queue from elsewhere',
      `import type { Queue } from 'bullmq';\nexport const add = (jobs: Queue) => jobs.add('a', {}, { attempts: 3 });`,
    ],
    ['attempts and backoff by default', bull('', ', { defaultJobOptions: { attempts: 3, backoff: 5 } }')],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('says how often', async () => {
    const { messages } = await lintInMemory(bull(', { attempts: 7 }'), { rule });
    expect(messages[0]?.message).toContain('without delay, 7 attempts in all');
  });
});

describe('a channel that comes from elsewhere', () => {
  const own = (body: string, channel = 'this.channel'): string =>
    `import amqp from './amqp.js';\nexport class Jobs {\n  async run(work: any) {\n    this.channel = await amqp.channel();\n    await ${channel}.consume('jobs', async (m: any) => {\n${body}\n    });\n  }\n}`;
  const works = 'try { await work(job); this.channel.ack(m); } catch { this.channel.nack(m, false, false); }';
  const found = async (text: string) =>
    (await lintInMemory(text, { rule: 'poison-message' })).messages.filter(({ message }) => /JSON/.test(message));

  it.each([
    ['in a field', own(`const job = JSON.parse(m.content.toString());\n${works}`)],
    ['of a call', own(`const job = JSON.parse(m.content);\n${works}`, '(await amqp.channel())')],
    [
      'by a listener without promises',
      `import { channel } from './rabbit.js';\nchannel.consume('jobs', (m) => {\n  const job = JSON.parse(m.content);\n  save(job, (e) => (e ? channel.nack(m) : channel.ack(m)));\n});`,
    ],
  ])('hands over messages that cannot be read, too: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    [
      'the message is read in a try',
      own(
        `try { await work(JSON.parse(m.content)); this.channel.ack(m); } catch { this.channel.nack(m, false, false); }`,
      ),
    ],
    ['nothing is parsed', own(`const job = m.content.toString();\n${works}`)],
    ['it is another consumer', own(`const job = JSON.parse(m.body);\nawait work(job);`)],
  ])('is silent where %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
