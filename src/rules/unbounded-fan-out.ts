import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { limitedFanOut } from '../changes/fanOutChange.ts';
import { callName } from './wording.ts';

/** A pool, a connection or the resolver's threads take one after the other, whatever number is started. */
const queues = /^(?:db|cache|queue|other:dns)$/;

export const unboundedFanOut = defineRule({
  id: 'unbounded-fan-out',
  description: 'one request per element of a collection, all at once',
  severity: 'info',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    const here = facts.calls
      .filter(
        (call) => !call.test && call.fanout === 'unbounded' && call.client !== 'injected' && !queues.test(call.api),
      )
      .map((call) => {
        const change = limitedFanOut(file, call.range);
        return {
          range: calleeRange(file, call.range),
          message: `Starts ${callName(call)} for every element at once; a long list floods the server. Limit concurrency (e.g. p-limit).`,
          suggestions: change ? [change] : [],
        };
      });
    const elsewhere = facts.fanOuts
      .filter(({ test, api }) => !test && !queues.test(api))
      .map((one) => {
        const change = limitedFanOut(file, one.range);
        return {
          range: calleeRange(file, one.range),
          message: `Starts ${callName(one)} in \`${one.through}\` for every element at once; a long list floods the server. Limit concurrency (e.g. p-limit).`,
          suggestions: change ? [change] : [],
        };
      });
    return [...here, ...elsewhere];
  },
});
