import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const breakerWithoutFallback = defineRule({
  id: 'breaker-without-fallback',
  description: 'a breaker whose refusals reach the caller as errors, with nothing in their stead',
  severity: 'info',
  preset: 'strict',
  check({ file, facts }) {
    return facts.policies
      .filter(
        ({ test, role, hasFallback, failures }) =>
          !test && role === 'breaker' && hasFallback === false && failures === 'propagated',
      )
      .map(({ range, library, name }) => ({
        range: calleeRange(file, range),
        message: `While ${name ? `\`${name}\`` : 'this breaker'} is open each call fails at once, and the error goes on to the caller. Give it a fallback(), or catch the error where it is fired (this ${library} breaker has no fallback, and no call of it is caught).`,
      }));
  },
});
