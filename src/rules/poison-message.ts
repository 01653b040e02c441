import type { QueueOperation } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const poisonMessage = defineRule({
  id: 'poison-message',
  description: 'a message or job that fails and is tried again at once, again and again',
  severity: 'warning',
  preset: 'recommended',
  demoted: { cli: 'off' },
  check({ file, facts }) {
    return facts.queues.flatMap((operation) => {
      const message = operation.test ? undefined : describePoison(operation);
      return message === undefined ? [] : [{ range: calleeRange(file, operation.range), message }];
    });
  },
});

function describePoison(operation: QueueOperation): string | undefined {
  const { library, options } = operation;
  if (library === 'amqplib') {
    return operation.operation === 'nack' && operation.onFailure === 'always' && options.requeue === true
      ? 'A message that always fails goes back to the queue at once and comes again, for ever, and holds up those behind it. Refuse it without requeue to a dead letter exchange, or count its deliveries (requeue is true unless set).'
      : undefined;
  }
  if (library !== 'bullmq' || operation.opaque) return undefined;
  const attempts = attemptsOf(operation);
  if (attempts === undefined || attempts < 2) return undefined;
  return `A job that fails is run again at once, ${attempts} times within moments, while what it needs is still down. Add backoff: { type: 'exponential', delay: 1000 } (BullMQ does not wait between attempts unless backoff is set).`;
}

/** Attempts of jobs that do not wait in between. */
function attemptsOf({ operation, options, backoff }: QueueOperation): number | undefined {
  if (backoff !== false) return undefined;
  const attempts = operation === 'add' ? options.attempts : options['defaultJobOptions.attempts'];
  return typeof attempts === 'number' ? attempts : undefined;
}
