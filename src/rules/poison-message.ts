import type { QueueOperation } from '../facts/model.ts';
import type { CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { skippedMessage } from '../catching/badMessage.ts';
import { setOption } from '../changes/edits.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange, nodeAt } from '../ast/locate.ts';

export const poisonMessage = defineRule({
  id: 'poison-message',
  description: 'a failing message or job that is retried immediately',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off' },
  check({ file, facts }) {
    return facts.queues.flatMap((operation) => {
      const message = operation.test ? undefined : describePoison(operation);
      return message === undefined
        ? []
        : [{ range: calleeRange(file, operation.range), message, suggestions: changes(file, operation) }];
    });
  },
});

function describePoison(operation: QueueOperation): string | undefined {
  const { library, options } = operation;
  if (library === 'amqplib') {
    if (operation.throwsOnBadMessage && comesBack(operation)) return unreadable;
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

const unreadable =
  'A message with invalid JSON throws here, is never acknowledged, and is delivered again forever. Catch it and dead-letter the message.';

/** Without acknowledgements, the broker has forgotten the message. */
function comesBack({ options, written }: QueueOperation): boolean {
  return !written.includes('noAck') || options.noAck === false;
}

/** Attempts of jobs that do not wait in between. */
function attemptsOf({ operation, options, backoff }: QueueOperation): number | undefined {
  if (backoff !== false) return undefined;
  const attempts = operation === 'add' ? options.attempts : options['defaultJobOptions.attempts'];
  return typeof attempts === 'number' ? attempts : undefined;
}

/** Where the options of a job are: behind its name and data, or among those of its queue. */
function changes(file: ParsedFile, { library, operation, range, throwsOnBadMessage }: QueueOperation): Suggestion[] {
  if (throwsOnBadMessage) return skippedMessage(file, range);
  if (library !== 'bullmq') return [];
  const call = nodeAt(file, range, 'CallExpression', 'NewExpression') as CallExpression | NewExpression | undefined;
  const [index, name] = operation === 'add' ? [2, 'backoff'] : [1, 'defaultJobOptions.backoff'];
  if (!call?.arguments[index]) return [];
  const edits = setOption(file, call, index, name, `{ type: 'exponential', delay: 1000 }`);
  return edits ? [{ title: 'Wait between attempts, for longer each time', edits }] : [];
}
