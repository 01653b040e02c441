import type { Boundary, LostRejection } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName } from './wording.ts';

const places: Readonly<Record<Boundary['kind'], string>> = {
  function: 'this function',
  'event-handler': 'this event handler',
  timer: 'this timer callback',
  'top-level': 'top-level code',
  consumer: 'this queue consumer',
  'express-handler': 'this Express 4 handler',
  'process-event': 'this process event handler',
  'for-each': 'this forEach callback',
  executor: 'this Promise executor',
};

/** Somebody outside the function waits for an answer that a rejection never gives. */
const waitedFor: ReadonlySet<Boundary['kind']> = new Set(['express-handler', 'consumer', 'executor']);

export const unhandledFailure = defineRule({
  id: 'unhandled-failure',
  description: 'an unhandled rejection: a dropped promise, or that of an event handler, timer or consumer',
  severity: 'error',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.rejections.flatMap((rejection) => {
      if (rejection.test) return [];
      // A listener of the whole process hears of dropped promises; a request or message still gets no answer.
      if (facts.outlivesRejections && (rejection.how === 'floating' || !waitedFor.has(rejection.boundary))) return [];
      // One `try` around the body of the function covers all of its calls.
      if (seen.has(rejection.owner)) return [];
      seen.add(rejection.owner);
      return [{ range: calleeRange(file, rejection.range), message: message(rejection, facts.outlivesRejections) }];
    });
  },
});

function message(rejection: LostRejection, outlived: boolean): string {
  const { boundary, how, through } = rejection;
  const what = through === undefined ? callName(rejection) : `${callName(rejection)} in \`${through}\``;
  if (how === 'floating')
    return `The promise of ${what} is dropped: if it fails, the unhandled rejection crashes the process. Await it, or add .catch(…).`;
  if (outlived)
    return `If ${what} fails, only the process's unhandledRejection listener hears of it. Catch it in ${places[boundary]}.`;
  return `If ${what} fails, the unhandled rejection crashes the process. Catch it in ${places[boundary]}.`;
}
