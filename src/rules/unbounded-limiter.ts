import { defineRule } from './defineRule.ts';
import type { CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { setOption } from '../changes/edits.ts';
import { calleeRange, nodeAt } from '../ast/locate.ts';

const limits: Readonly<Record<string, { readonly option: string; readonly fact: string }>> = {
  'p-queue': { option: 'concurrency', fact: 'Infinity by default' },
  bottleneck: { option: 'maxConcurrent', fact: 'unlimited by default' },
};

export const unboundedLimiter = defineRule({
  id: 'unbounded-limiter',
  description: 'a queue or limiter without a limit',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    return facts.policies.flatMap((policy) => {
      const known = limits[policy.library];
      if (policy.test || policy.unlimited !== true || !known) return [];
      return [
        {
          range: calleeRange(file, policy.range),
          message: `This ${policy.library} limiter has no limit and starts everything at once. Set ${known.option} (${known.fact}).`,
          suggestions: limited(file, policy.range, known.option),
        },
      ];
    });
  },
});

const AT_ONCE = 10;

function limited(file: ParsedFile, range: Range, option: string): Suggestion[] {
  const made = nodeAt(file, range, 'NewExpression', 'CallExpression') as CallExpression | NewExpression | undefined;
  const edits = made && setOption(file, made, 0, option, String(AT_ONCE));
  return edits ? [{ title: `Run ${AT_ONCE} at a time (${option}: ${AT_ONCE})`, edits }] : [];
}
