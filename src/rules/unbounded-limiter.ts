import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

const limits: Readonly<Record<string, { readonly option: string; readonly fact: string }>> = {
  'p-queue': { option: 'concurrency', fact: 'Infinity by default' },
  bottleneck: { option: 'maxConcurrent', fact: 'unlimited by default' },
};

export const unboundedLimiter = defineRule({
  id: 'unbounded-limiter',
  description: 'a queue or limiter without a limit',
  severity: 'warning',
  preset: 'recommended',
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return facts.policies.flatMap((policy) => {
      const known = limits[policy.library];
      if (policy.test || policy.unlimited !== true || !known) return [];
      return [
        {
          range: calleeRange(file, policy.range),
          message: `This ${policy.library} limiter has no limit and starts everything at once. Set ${known.option} (${known.fact}).`,
        },
      ];
    });
  },
});
