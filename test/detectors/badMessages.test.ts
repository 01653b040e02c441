import { describe, expect, it } from 'vitest';
import { factsOf } from '../retries/found.ts';

const kafka =
  "import { Kafka } from 'kafkajs'; const consumer = new Kafka({ brokers: [b] }).consumer({ groupId: 'g' });";

/** Whether a message that cannot be read makes the consumer throw, again and again. */
function throws(handler: string, before = ''): boolean {
  const { queues } = factsOf(`${kafka} ${before} export const main = () => consumer.run({ ${handler} });`);
  return queues.some(({ throwsOnBadMessage }) => throwsOnBadMessage === true);
}

const decode = 'function decode(m) { return JSON.parse(m.value.toString()); }';

describe('a message that cannot be read', () => {
  it.each([
    ['in place', 'eachMessage: async ({ message }) => { await save(JSON.parse(String(message.value))); }'],
    ['in a function', 'eachMessage: async ({ message }) => { await save(decode(message)); }', decode],
    ['by name', 'eachMessage: handle', 'async function handle({ message }) { save(JSON.parse(message.value)); }'],
    [
      'in a try that throws again',
      'eachMessage: async (m) => { try { JSON.parse(m.value); } catch (e) { log(e); throw e; } }',
    ],
  ])('stops the consumer: %s', (_, handler, before = '') => {
    expect(throws(handler, before)).toBe(true);
  });

  it.each([
    ['caught', 'eachMessage: async (m) => { try { JSON.parse(m.value); } catch (e) { await bury(m, e); } }'],
    ['caught around a function', 'eachMessage: async (m) => { try { decode(m); } catch (e) { log(e); } }', decode],
    ['not read at all', 'eachMessage: async ({ message }) => { await save(message.value); }'],
  ])('does not: %s', (_, handler, before = '') => {
    expect(throws(handler, before)).toBe(false);
  });
});

describe('a message of RabbitMQ that cannot be read', () => {
  const consumes = (handler: string, before = '') =>
    factsOf(`import amqplib from 'amqplib'; ${before}
      export class A { async start() {
        this.connection = await amqplib.connect(url);
        this.channel = await this.connection.createChannel();
        await this.channel.consume('q', ${handler});
      } }`).queues.some(({ throwsOnBadMessage }) => throwsOnBadMessage === true);

  it.each([
    [
      'before the try of its handler',
      'async (m) => { const p = JSON.parse(m.content); try { await save(p); this.channel.ack(m); } catch (e) { this.channel.nack(m, false, false); } }',
    ],
    ['in a handler that waits for nothing', '(m) => { save(JSON.parse(m.content)); this.channel.ack(m); }'],
    ['by name', 'handle', 'async function handle(m) { await save(JSON.parse(String(m.content))); }'],
  ])('throws: %s', (_, handler, before = '') => {
    expect(consumes(handler, before)).toBe(true);
  });

  it.each([
    [
      'in the try of its handler',
      'async (m) => { try { await save(JSON.parse(m.content)); this.channel.ack(m); } catch (e) { this.channel.nack(m, false, false); } }',
    ],
    ['not read', '(m) => { save(m.content); this.channel.ack(m); }'],
    ['read by what is not in sight', 'handle', "import { handle } from 'handlers';"],
  ])('does not: %s', (_, handler, before = '') => {
    expect(consumes(handler, before)).toBe(false);
  });
});
