import type { Boundary, FileFacts } from '../facts/model.ts';
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
};

export const unhandledFailure = defineRule({
  id: 'unhandled-failure',
  description: 'an unhandled rejection in an event handler, timer or consumer',
  severity: 'error',
  preset: 'recommended',
  demoted: { browser: 'off', cli: 'info' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.calls.flatMap((call) => {
      const { boundary } = call;
      if (call.test || call.errors !== 'propagated' || !boundary.lost) return [];
      const consequence = consequenceOf(facts, boundary.kind);
      if (consequence === undefined) return [];
      // One `try` around the body of the handler covers all of its calls.
      if (seen.has(boundary.range.start)) return [];
      seen.add(boundary.range.start);
      return [
        {
          range: calleeRange(file, call.range),
          message: `If ${callName(call)} fails, ${consequence}. Catch it in ${places[boundary.kind]}.`,
        },
      ];
    });
  },
});

/** What follows from a failure; nothing to speak of where the program goes on, has heard of it, and nobody waits. */
function consequenceOf({ environment, survives }: FileFacts, kind: Boundary['kind']): string | undefined {
  if (!survives?.rejections)
    return `the unhandled rejection ${environment === 'cli' ? 'ends the command' : 'crashes the process'}`;
  if (kind === 'express-handler') return 'the request is never answered';
  return kind === 'consumer' ? 'the message is neither acknowledged nor refused' : undefined;
}
