import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { declarationOf, isLasting } from './queueOperations.ts';

export const noDeadLetter = defineRule({
  id: 'no-dead-letter',
  description: 'a queue whose refused messages are dropped, for want of a dead letter exchange',
  severity: 'info',
  preset: 'strict',
  check({ file, facts }) {
    const refuses = facts.queues.some(({ operation, options }) => operation === 'nack' && options.requeue === false);
    if (!refuses) return [];
    const consumed = facts.queues
      .filter(({ operation, library, test }) => operation === 'consume' && library === 'amqplib' && !test)
      .map((operation) => declarationOf(operation, facts.queues));
    return [...new Set(consumed)].flatMap((declared) =>
      declared &&
      isLasting(declared) &&
      !declared.written.some((name) => deadLetters.test(name)) &&
      !hasDeadLetter(declared)
        ? [
            {
              range: calleeRange(file, declared.range),
              message:
                'Messages that this file refuses without requeue are dropped, and with them what they asked for. Declare the queue with deadLetterExchange (none is set here; a policy of the broker may set one).',
            },
          ]
        : [],
    );
  },
});

const deadLetters = /dead-?letter/i;

/** `arguments` that come from elsewhere may hold it. */
function hasDeadLetter({ written }: { readonly written: readonly string[] }): boolean {
  return written.includes('arguments') && !written.some((name) => name.startsWith('arguments.'));
}
