import type { Retry } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { neverEnds, retrySubject } from './retryFacts.ts';
import { because } from './wording.ts';

export const unboundedRetry = defineRule({
  id: 'unbounded-retry',
  description: 'a retry that never gives up while somebody waits for it',
  severity: 'error',
  preset: 'recommended',
  check({ file, facts }) {
    const seen = new Set<string>();
    return facts.retries
      .filter((retry) => neverEnds(file, retry))
      .filter(({ head }) => {
        // The policy is what has to be mended: the same one is not reported for each of its uses.
        const callee = file.text.slice(head.start, head.end);
        const known = callee.includes('.') && seen.has(callee);
        seen.add(callee);
        return !known;
      })
      .map((retry) => ({
        range: retry.head,
        message: `${retrySubject(retry)} never gives up: while the peer is down, callers wait and pile up. ${advice(retry)}${because(retry.reason)}.`,
      }));
  },
});

function advice({ form, delay }: Retry): string {
  return form !== 'loop' && delay === 'none' ? 'Limit the attempts, and wait longer each time' : 'Limit the attempts';
}
