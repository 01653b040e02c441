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
    return facts.growth.map((one) => ({ range: calleeRange(file, one.range), message: messageFor(one) }));
  },
});

function messageFor({ what, name, per, onDemand }: GrowthFact): string {
  if (what === 'listener')
    return `Each request adds a listener to \`${name}\` and none is removed. Remove it when the request ends.`;
  if (!onDemand)
    return `\`${name}\` grows with every ${per} and never shrinks. Delete old entries, or use an LRU cache with a limit.`;
  return `\`${name}\` keeps the entries of clients that just disconnect. Delete them on 'disconnect' or 'close' as well.`;
}
