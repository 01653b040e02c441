import type { Boundary, FileFacts, LostRejection } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { caughtFailure } from '../changes/failureChanges.ts';
import { isMigration } from './migration.ts';
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
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.rejections.flatMap((rejection) => {
      if (rejection.test) return [];
      // A listener of the whole process hears of dropped promises, and may end it on purpose; a request or message still
      // gets no answer.
      const heard = facts.survives?.rejections === true || facts.endsOnRejection === true;
      if (heard && (rejection.how === 'floating' || !waitedFor.has(rejection.boundary))) return [];
      // One `try` around the body of the function covers all of its calls.
      if (seen.has(rejection.owner)) return [];
      seen.add(rejection.owner);
      const change = caughtFailure(file, rejection);
      return [
        {
          range: calleeRange(file, rejection.range),
          message: message(rejection, facts),
          ...(rejection.how === 'floating' && isMigration(file) ? { shared: inMigration } : {}),
          ...(rejection.onlyWarns ? { severity: 'warning' as const } : {}),
          suggestions: change ? [change] : [],
        },
      ];
    });
  },
});

/** What it drops, it drops all over, and one decision changes the file. */
const inMigration =
  'This promise and {others} of the migration are dropped: one that fails passes for done. Await them.';

function message({ boundary, how, through, onlyWarns, ...call }: LostRejection, facts: FileFacts): string {
  const what = through === undefined ? callName(call) : `${callName(call)} in \`${through}\``;
  const crash = `the unhandled rejection ${facts.environment === 'cli' ? 'ends the command' : 'crashes the process'}`;
  if (onlyWarns) {
    const lost = boundary === 'executor' ? 'the promise around it never settles' : 'only a warning is printed';
    return `The promise of ${what} is dropped: if it fails, ${lost}. Await it, or add .catch(…).`;
  }
  if (how === 'floating')
    return `The promise of ${what} is dropped: if it fails, ${crash}. Await it, or add .catch(…).`;
  const consequence = facts.survives?.rejections ? unanswered(boundary) : crash;
  return `If ${what} fails, ${consequence}. Catch it in ${places[boundary]}.`;
}

/** What follows where the process goes on and has heard of the rejection, but somebody waits for an answer. */
function unanswered(boundary: Boundary['kind']): string {
  if (boundary === 'express-handler') return 'the request is never answered';
  if (boundary === 'consumer') return 'the message is neither acknowledged nor refused';
  return 'the promise never settles';
}
