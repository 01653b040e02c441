import { defineRule } from './defineRule.ts';
import { boundingMends, duration } from './bounding.ts';
import { calleeRange } from './nodes.ts';
import { unprotected } from './protection.ts';
import { because, callName, sentence, whenNobodyAnswers } from './wording.ts';

interface Options {
  readonly timeoutMs: number;
  readonly reportUnknown: boolean;
}

export const unwrappedNetworkCall = defineRule<Options>({
  id: 'unwrapped-network-call',
  description: 'a network call that nothing bounds, retries or breaks off',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  defaultOptions: { timeoutMs: 10_000, reportUnknown: false },
  options: {
    timeoutMs: { type: 'integer', minimum: 1, description: 'The timeout that suggestions write, in milliseconds.' },
    reportUnknown: {
      type: 'boolean',
      description: 'Report calls as well whose options come from a caller or cannot be followed.',
    },
  },
  check({ file, facts, options }) {
    return unprotected(facts, options).unwrapped.map((call) => ({
      range: calleeRange(file, call.range),
      message:
        `${sentence(callName(call))} has no timeout, retry or breaker: ${whenNobodyAnswers(facts.environment)}. ` +
        (call.streaming
          ? 'It streams: bound the wait for headers and for each chunk'
          : `Bound it, say by ${duration(options.timeoutMs)}`) +
        `${because(call.timeoutReason)}.`,
      suggestions: boundingMends(file, call, options.timeoutMs),
    }));
  },
});
