import type { Boundary } from '../facts/model.ts';
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
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.calls.flatMap((call) => {
      const { boundary } = call;
      if (call.test || call.errors !== 'propagated' || !boundary.lost) return [];
      // One `try` around the body of the handler covers all of its calls.
      if (seen.has(boundary.range.start)) return [];
      seen.add(boundary.range.start);
      return [
        {
          range: calleeRange(file, call.range),
          message: `If ${callName(call)} fails, the unhandled rejection crashes the process. Catch it in ${places[boundary.kind]}.`,
        },
      ];
    });
  },
});
