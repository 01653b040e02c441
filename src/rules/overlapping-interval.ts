import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName, count } from './wording.ts';

export const overlappingInterval = defineRule({
  id: 'overlapping-interval',
  description: 'a setInterval whose network calls can overlap',
  severity: 'warning',
  preset: 'recommended',
  demoted: { browser: 'off', cli: 'info' },
  check({ file, facts }) {
    return facts.intervals
      .filter((interval) => !interval.test && !interval.guarded)
      .map((interval) => {
        const first = facts.calls[interval.calls[0]!];
        const what =
          first === undefined
            ? 'the network call inside it'
            : interval.calls.length === 1
              ? callName(first)
              : count(interval.calls.length, 'network call');
        return {
          range: calleeRange(file, interval.range),
          message: `setInterval doesn't wait for ${what}, so slow runs overlap. Use setTimeout after each run instead.`,
        };
      });
  },
});
