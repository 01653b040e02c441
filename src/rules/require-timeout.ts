import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { timeoutSuggestions, duration, milliseconds } from './bounding.ts';
import { calleeRange } from '../ast/locate.ts';
import { unprotected } from './protection.ts';
import { because, callName, clientName, count, capitalized, whenNobodyAnswers } from './wording.ts';

interface Options {
  readonly timeoutMs: number;
  readonly reportUnknown: boolean;
}

export const requireTimeout = defineRule<Options>({
  id: 'require-timeout',
  description: 'a client, pool or retried call without a timeout',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  defaultOptions: { timeoutMs: 10_000, reportUnknown: false },
  options: {
    timeoutMs: { type: 'integer', minimum: 1, description: 'The timeout that suggestions write, in milliseconds.' },
    reportUnknown: {
      type: 'boolean',
      description: 'Report calls and clients as well whose options come from a caller or cannot be followed.',
    },
  },
  check({ file, facts, options }) {
    const { unboundedCalls, unboundedClients } = unprotected(facts, options);
    return [
      ...unboundedClients.map((client) => ({
        range: calleeRange(file, client.range),
        message: `${capitalized(clientName(client))} has no timeout${describeUses(client)}: ${whenNobodyAnswers(facts.environment)}. ${advice(client, options)}.`,
        suggestions: timeoutSuggestions(file, client, options.timeoutMs),
      })),
      ...unboundedCalls.map((call) => ({
        range: calleeRange(file, call.range),
        message: `${capitalized(callName(call))} has ${policyName(call)} but no timeout: a silent peer never reaches it. ${advice(call, options)}.`,
        suggestions: timeoutSuggestions(file, call, options.timeoutMs),
      })),
    ];
  },
});

function describeUses({ calls }: ClientInstance): string {
  return calls.length > 0 ? ` and ${count(calls.length, 'call')}` : '';
}

function policyName({ policy }: RemoteCall): string {
  if (policy === 'both') return 'a retry and a breaker';
  return policy === 'breaker' ? 'a breaker' : policy === 'unknown' ? 'a policy' : 'a retry';
}

function advice({ options, timeoutReason }: RemoteCall | ClientInstance, { timeoutMs }: Options): string {
  const { timeoutOption } = options;
  const how =
    timeoutOption === undefined
      ? `Bound it, say by ${duration(timeoutMs)}`
      : timeoutOption === 'signal'
        ? `Pass AbortSignal.timeout(${milliseconds(timeoutMs)}) in each attempt`
        : `Set ${timeoutOption}, say to ${duration(timeoutMs)}`;
  return `${how}${because(timeoutReason)}`;
}
