import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const breakerWithoutFallback = defineRule({
  id: 'breaker-without-fallback',
  description: 'a circuit breaker without a fallback',
  severity: 'info',
  preset: 'strict',
  noChange: 'What callers can do without, and what to serve in its place, is a decision about the product.',
  check({ file, facts }) {
    return facts.policies
      .filter(
        ({ test, role, hasFallback, failures }) =>
          !test && role === 'breaker' && hasFallback === false && failures === 'propagated',
      )
      .map(({ range, library, name }) => ({
        range: calleeRange(file, range),
        message: `While ${name ? `\`${name}\`` : `this ${library} breaker`} is open, every call fails. Add a fallback(), or catch the errors where it is fired.`,
      }));
  },
});
