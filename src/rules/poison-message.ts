import type { QueueOperation } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const poisonMessage = defineRule({
  id: 'poison-message',
  description: 'a failing message or job that is retried immediately',
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
      ? 'A failing message is requeued immediately, forever. Dead-letter it, or count its deliveries (requeue defaults to true).'
      : undefined;
  }
  if (library === 'kafkajs') {
    return operation.throwsOnBadMessage
      ? 'A message with invalid JSON throws here, is delivered again forever, and blocks its partition. Catch it and dead-letter the message.'
      : undefined;
  }
  if (library !== 'bullmq' || operation.opaque) return undefined;
  const attempts = attemptsOf(operation);
  if (attempts === undefined || attempts < 2) return undefined;
  return `Failed jobs are retried without delay, ${attempts} attempts in all. Add backoff: { type: 'exponential', delay: 1000 }.`;
}

/** Attempts of jobs that do not wait in between. */
function attemptsOf({ operation, options, backoff }: QueueOperation): number | undefined {
  if (backoff !== false) return undefined;
  const attempts = operation === 'add' ? options.attempts : options['defaultJobOptions.attempts'];
  return typeof attempts === 'number' ? attempts : undefined;
}
