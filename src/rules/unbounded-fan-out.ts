import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName } from './wording.ts';

/** A pool, a connection or the resolver's threads take one after the other, whatever number is started. */
const queues = /^(?:db|cache|queue|other:dns)$/;

export const unboundedFanOut = defineRule({
  id: 'unbounded-fan-out',
  description: 'a request for every element of a collection at once, however long it is',
  severity: 'info',
  preset: 'recommended',
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    return facts.calls
      .filter(
        (call) => !call.test && call.fanout === 'unbounded' && call.client !== 'injected' && !queues.test(call.api),
      )
      .map((call) => ({
        range: calleeRange(file, call.range),
        message: `As many of ${callName(call)} start at once as the collection has elements, and a long one floods the peer. Limit them, for example with p-limit.`,
      }));
  },
});
