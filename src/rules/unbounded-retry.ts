import type { Retry } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { ATTEMPTS, attemptLimit } from '../repeats/attemptLimit.ts';
import { recursionLimit } from './recursionLimit.ts';
import type { ParsedFile } from '../ast/types.ts';
import { retriesOnlyAnswer } from '../repeats/onlyAnswer.ts';
import { saysNoEnd } from '../repeats/saidOfRetry.ts';
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
      .filter((retry) => neverEnds(file, facts, retry) || asksForEver(file, retry))
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
          asksForEver(file, retry)
            ? `${retrySubject(retry)} asks again as long as the answer stays the same, and its caller may wait endlessly. Limit the attempts`
            : `${retrySubject(retry)} never gives up, so calls pile up while the server is down. ${advice(retry)}`,
          retry.reason,
        ),
        suggestions: saysNoEnd(file, retry)
          ? []
          : [...attemptLimit(file, retry), ...recursionLimit(file, retry, ATTEMPTS)],
      }));
  },
});

/** A poll without a limit: the server is up, and its answer may never change. */
function asksForEver(file: ParsedFile, retry: Retry): boolean {
  const { test, bounded, network, form, attempts } = retry;
  if (test || bounded !== false || network !== true || attempts !== undefined) return false;
  return form === 'recursion' && retriesOnlyAnswer(file, retry);
}

function advice({ form, delay }: Retry): string {
  return form !== 'loop' && (delay === 'none' || delay === 'constant')
    ? 'Limit the attempts and add backoff'
    : 'Limit the attempts';
}
