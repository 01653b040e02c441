import type { QueueOperation } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { declarationOf, isLasting } from './queueOperations.ts';

export const lossyQueue = defineRule({
  id: 'lossy-queue',
  description: 'messages that are lost when a process restarts, from a queue that is meant to keep them',
  severity: 'warning',
  preset: 'recommended',
  demoted: { cli: 'off' },
  check({ file, facts }) {
    return facts.queues.flatMap((operation) => {
      const message = operation.test ? undefined : describeLoss(operation, facts.queues);
      return message === undefined ? [] : [{ range: calleeRange(file, operation.range), message }];
    });
  },
});

function describeLoss(operation: QueueOperation, queues: readonly QueueOperation[]): string | undefined {
  const { library, operation: kind, options, opaque } = operation;
  if (library === 'kafkajs' && kind === 'publish') {
    return options.acks === 0
      ? 'With acks: 0 nobody answers, so a message that the broker never got counts as sent. Leave it out (kafkajs waits for all in-sync replicas unless told otherwise).'
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
  'The queue survives a restart of the broker and this message does not. Send it with { persistent: true } (amqplib sends transient messages unless told otherwise, and this file declares the queue durable).';
const unacknowledged =
  'With noAck the broker forgets a message as it sends it, so a crash or failure in this handler loses it. Leave noAck out and call ack() when the work is done (this file declares the queue durable).';
const flooded =
  'The broker sends the whole backlog at once, and all of it is handled at the same time and kept in memory. Call prefetch() on the channel before consume() (without it RabbitMQ sets no limit).';
