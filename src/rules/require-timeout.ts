import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { boundingMends, duration } from './bounding.ts';
import { unprotected } from './protection.ts';
import { because, callName, clientName, count, sentence, whenNobodyAnswers } from './wording.ts';

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
  demoted: { browser: 'info', cli: 'info' },
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
    const stakes = whenNobodyAnswers(facts.environment);
    return [
      ...unboundedClients.map((client) => ({
        range: client.range,
        message: `${sentence(clientName(client))} has no timeout${uses(client)}: ${stakes}. ${advice(client, options)}.`,
        suggestions: boundingMends(file, client, options.timeoutMs),
      })),
      ...unboundedCalls.map((call) => ({
        range: call.range,
        message: `${sentence(callName(call))} has ${policyName(call)} but no timeout: ${stakes}, and the policy never gets its turn. ${advice(call, options)}.`,
        suggestions: boundingMends(file, call, options.timeoutMs),
      })),
    ];
  },
});

function uses({ calls }: ClientInstance): string {
  return calls.length > 0 ? ` and is used in ${count(calls.length, 'call')}` : '';
}

function policyName({ policy }: RemoteCall): string {
  if (policy === 'both') return 'a retry and a breaker';
  return policy === 'breaker' ? 'a breaker' : policy === 'unknown' ? 'a policy' : 'a retry';
}

function advice({ options, timeoutReason }: RemoteCall | ClientInstance, { timeoutMs }: Options): string {
  const how = options.timeoutOption ? `Set ${options.timeoutOption}, for example to` : 'Bound it, for example by';
  return `${how} ${duration(timeoutMs)}${because(timeoutReason)}`;
}
