import { defineRule } from './defineRule.ts';
import { timeoutSuggestions } from '../changes/bounding.ts';
import { duration } from '../changes/figures.ts';
import { adviceFor } from '../changes/patience.ts';
import { calleeRange } from '../ast/locate.ts';
import { unprotected } from './protection.ts';
import { callName, count, reasonIn, whenServerHangs, withReason } from './wording.ts';

interface Options {
  readonly timeoutMs: number;
  readonly reportUnknown: boolean;
}

export const unwrappedNetworkCall = defineRule<Options>({
  id: 'unwrapped-network-call',
  description: 'a network call without a timeout, retry or circuit breaker',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  defaultOptions: { timeoutMs: 10_000, reportUnknown: false },
  options: {
    timeoutMs: { type: 'integer', minimum: 1, description: 'Timeout used in suggestions, in milliseconds.' },
    reportUnknown: {
      type: 'boolean',
      description: 'Also report calls whose options come from a caller or cannot be followed.',
    },
  },
  check({ file, facts, options }) {
    const calls = unprotected(facts, options).unwrapped;
    // A page or a command is fixed where its requests are made, once for all of them; a server call by call.
    const page = (facts.environment === 'browser' || facts.environment === 'cli') && calls.length > 1;
    const others = page ? ` and ${count(calls.length - 1, 'other')} in this file` : '';
    return (page ? calls.slice(0, 1) : calls).map((call) => ({
      range: calleeRange(file, call.range),
      message: withReason(
        `No ${call.optionalTimeout === undefined ? 'timeout, retry or breaker' : 'default timeout'} on ${callName(call)}${others}. ` +
          (call.streaming
            ? 'It streams: limit the wait for headers and for each chunk'
            : `${adviceFor(file, call, duration(options.timeoutMs))}, or ${whenServerHangs(facts.environment)}`),
        reasonIn(facts.environment, call),
      ),
      suggestions: timeoutSuggestions(file, call, options.timeoutMs),
    }));
  },
});
