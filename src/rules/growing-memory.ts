import type { GrowthFact } from '../facts/holding.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const growingMemory = defineRule({
  id: 'growing-memory',
  description: 'memory that each request, connection or message adds to and nothing frees',
  severity: 'warning',
  preset: 'recommended',
  noChange: 'When an entry is no longer needed, or how many may be kept, only the program knows.',
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    return facts.growth
      .filter(({ test }) => !test)
      .map((one) => ({ range: calleeRange(file, one.range), message: messageFor(one) }));
  },
});

function messageFor({ what, name, per }: GrowthFact): string {
  return what === 'collection'
    ? `\`${name}\` grows with every ${per} and never shrinks. Delete old entries, or use an LRU cache with a limit.`
    : `Each request adds a listener to \`${name}\` and none is removed. Remove it when the request ends.`;
}
