import type { Retry } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { loopBackoff } from './loopBackoff.ts';
import { neverEnds } from './retryFacts.ts';
import { withReason } from './wording.ts';

export const retryWithoutBackoff = defineRule({
  id: 'retry-without-backoff',
  description: 'a network retry without increasing delays',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return facts.retries
      .filter((retry) => isHammering(retry) && !isUnboundedByDefault(file, retry))
      .map((retry) => {
        const suggestion = retry.form === 'loop' && retry.delay === 'none' ? loopBackoff(file, retry.range) : undefined;
        return {
          range: retry.head,
          message: withReason(
            `${retry.delay === 'none' ? 'Retries immediately' : 'Retries at a fixed interval'}, ` +
              'hammering a server that is already down. ' +
              'Add exponential backoff with jitter',
            retry.reason,
          ),
          suggestions: suggestion ? [suggestion] : [],
        };
      });
  },
});

function isHammering(retry: Retry): boolean {
  // Once more with something changed ("load(url, 'reload')") is a fallback, not a hammer.
  if (retry.form === 'recursion' && retry.attempts === 2) return false;
  return !retry.test && retry.network === true && (retry.delay === 'none' || retry.delay === 'constant');
}

/** One default that has neither limit nor wait is one thing to fix: `unbounded-retry` reports it. */
function isUnboundedByDefault(file: ParsedFile, retry: Retry): boolean {
  return retry.form !== 'loop' && neverEnds(file, retry);
}
