import type { Boundary } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName } from './wording.ts';

const places: Readonly<Record<Boundary['kind'], string>> = {
  function: 'this function',
  'event-handler': 'an event handler',
  timer: 'a timer',
  'top-level': 'the top level',
  consumer: 'a queue consumer',
  'express-handler': 'an Express 4 handler',
  'process-event': 'a process event',
};

export const unhandledFailure = defineRule({
  id: 'unhandled-failure',
  description: 'a failure that leaves an event handler, timer or consumer, where nobody can catch it',
  severity: 'error',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.calls.flatMap((call) => {
      const { boundary } = call;
      if (call.test || call.errors !== 'propagated' || !boundary.lost) return [];
      // One `try` around the body of the handler mends all of its calls.
      if (seen.has(boundary.range.start)) return [];
      seen.add(boundary.range.start);
      return [
        {
          range: calleeRange(file, call.range),
          message: `When ${callName(call)} fails, the rejection leaves ${places[boundary.kind]}, where nobody can catch it, and ends the process. Catch it in the handler.`,
        },
      ];
    });
  },
});
