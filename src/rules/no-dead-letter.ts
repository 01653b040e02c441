import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { declarationOf, isLasting } from './queueOperations.ts';

export const noDeadLetter = defineRule({
  id: 'no-dead-letter',
  description: 'a queue that drops rejected messages because it has no dead letter exchange',
  severity: 'info',
  preset: 'strict',
  noChange:
    'A broker refuses to declare a queue again with other arguments, so the change is made there and here together.',
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
                'Messages rejected without requeue are dropped. Declare this queue with a deadLetterExchange (unless a broker policy does).',
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
