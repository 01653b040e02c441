import type { QueueOperation } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { thrownOn } from '../catching/thrownOn.ts';
import { keptMessage } from './queueChanges.ts';
import { declarationOf, isLasting } from './queueOperations.ts';

export const lossyQueue = defineRule({
  id: 'lossy-queue',
  description: 'queue settings that lose messages on a crash or restart',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off' },
  check({ file, facts }) {
    const lost = facts.acknowledgements
      .filter(({ test }) => !test)
      .map(({ range, when, name }) => ({
        range: calleeRange(file, range),
        message: acknowledged[when](name),
        suggestions: when === 'caught' ? thrownOn(file, range) : [],
      }));
    const queues = facts.queues.flatMap((operation) => {
      const message = operation.test ? undefined : describeLoss(operation, facts.queues);
      return message === undefined
        ? []
        : [{ range: calleeRange(file, operation.range), message, suggestions: keptMessage(file, operation) }];
    });
    return [...queues, ...lost];
  },
});

const acknowledged = {
  first: (name: string) =>
    `${name}() before the work: a crash or error loses the message. Call it once the work is done.`,
  dropped: (name: string) =>
    `${name}() doesn't wait for the work above it: a crash or error loses the message. Await the work first.`,
  failed: (name: string) =>
    `${name}() where the work failed: the message counts as done and is lost. Requeue or dead-letter it.`,
  after: (name: string) =>
    `${name}() runs even if the work failed, as the catch above only logs: the message is lost. Requeue or dead-letter it.`,
  caught: () =>
    'This catch only logs, so a job that failed counts as done and is never tried again. Throw the error on.',
  'caught-within': (name: string) =>
    `${name}() only logs what fails, so a job that failed counts as done and is never tried again. Let it throw the error on.`,
  popped: (name: string) =>
    `${name}() takes the job out of Redis before the work: a crash loses it. Move it to a second list (BLMOVE) until it is done.`,
  finally: (name: string) =>
    `${name}() in a finally: a message whose handling fails counts as done. Acknowledge after success, and requeue or dead-letter the rest.`,
};

function describeLoss(operation: QueueOperation, queues: readonly QueueOperation[]): string | undefined {
  const { library, operation: kind, options, opaque } = operation;
  if (library === 'kafkajs' && kind === 'publish') {
    return options.acks === 0
      ? 'With acks: 0, a message the broker never received counts as sent. Remove it (kafkajs waits for all in-sync replicas by default).'
      : undefined;
  }
  if (library !== 'amqplib' || opaque) return undefined;
  const declared = declarationOf(operation, queues);
  const lasting = declared !== undefined && isLasting(declared);
  if (kind === 'publish') return lasting && isTransient(operation) ? transient : undefined;
  if (kind !== 'consume' || operation.handlerWaits !== true) return undefined;
  if (options.noAck === true) return lasting ? unacknowledged : undefined;
  if (operation.written.includes('noAck') && options.noAck === undefined) return undefined;
  return operation.prefetched === false ? flooded : undefined;
}

/** amqplib sends with delivery mode 1 unless one of these is written. */
function isTransient({ written }: QueueOperation): boolean {
  return !written.includes('persistent') && !written.includes('deliveryMode');
}

const transient =
  'This message is lost if the broker restarts, though its queue is durable. Send it with { persistent: true }.';
const unacknowledged =
  'With noAck, a crash or error in this handler loses the message. Remove noAck and call ack() after the work.';
const flooded =
  'Without prefetch, the broker sends the whole backlog at once. Call prefetch() on the channel before consume().';
