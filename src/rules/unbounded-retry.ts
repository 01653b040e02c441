import type { Retry } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { ATTEMPTS, attemptLimit } from '../repeats/attemptLimit.ts';
import { recursionLimit } from './recursionLimit.ts';
import { neverEnds, retrySubject } from './retryFacts.ts';
import { withReason } from './wording.ts';

export const unboundedRetry = defineRule({
  id: 'unbounded-retry',
  description: 'a retry that never gives up',
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    const seen = new Set<string>();
    return facts.retries
      .filter((retry) => neverEnds(file, facts, retry))
      .filter(({ head }) => {
        // The policy is what needs the fix: the same one is not reported for each of its uses.
        const callee = file.text.slice(head.start, head.end);
        const known = callee.includes('.') && seen.has(callee);
        seen.add(callee);
        return !known;
      })
      .map((retry) => ({
        range: retry.head,
        message: withReason(
          `${retrySubject(retry)} never gives up, so calls pile up while the server is down. ${advice(retry)}`,
          retry.reason,
        ),
        suggestions: [...attemptLimit(file, retry), ...recursionLimit(file, retry, ATTEMPTS)],
      }));
  },
});

function advice({ form, delay }: Retry): string {
  return form !== 'loop' && (delay === 'none' || delay === 'constant')
    ? 'Limit the attempts and add backoff'
    : 'Limit the attempts';
}
