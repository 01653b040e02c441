import { defineRule } from './defineRule.ts';
import { limited, timeoutConstant, timeoutMs } from './limitOptions.ts';
import { duration } from '../changes/figures.ts';
import { adviceFor } from '../changes/patience.ts';
import { calleeRange } from '../ast/locate.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { RemoteCall } from '../facts/model.ts';
import { isMigration } from './migration.ts';
import { isLocal, unprotected } from './protection.ts';
import { callName, reasonIn, whenServerHangs, withReason } from './wording.ts';

interface Options {
  readonly timeoutMs: number;
  readonly timeoutConstant?: string;
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
    timeoutMs,
    timeoutConstant,
    reportUnknown: {
      type: 'boolean',
      description: 'Also report calls whose options come from a caller or cannot be followed.',
    },
  },
  check({ file, facts, options }) {
    if (isMigration(file)) return [];
    const handshakes = facts.calls.filter((call) => waitsToOpen(file, call));
    return [...unprotected(facts, options).unwrapped, ...handshakes].map((call) => {
      const saying = (others: string): string =>
        withReason(
          `No ${call.optionalTimeout === undefined ? 'timeout, retry or breaker' : 'default timeout'} on ${callName(call)}${others}. ` +
            (call.streaming
              ? 'It streams: limit the wait for headers and for each chunk'
              : `${adviceFor(file, call, duration(options.timeoutMs))}, or ${whenServerHangs(facts.environment)}`),
          reasonIn(facts.environment, call),
        );
      return {
        range: calleeRange(file, call.range),
        message: saying(''),
        shared: saying(' and {others} in this file'),
        suggestions: () => limited(file, call, options),
      };
    });
  },
});

/** `new Promise((resolve) => new WebSocket(url).on('open', resolve))`: the promise waits for a server that may never answer. */
function waitsToOpen(
  { text }: ParsedFile,
  { api, library, timeout, options, boundary, target, test }: RemoteCall,
): boolean {
  if (test || api !== 'websocket' || library?.name !== 'ws' || timeout !== 'none' || options.source !== 'own')
    return false;
  const executor = text.slice(boundary.range.start, boundary.range.end);
  return (
    boundary.kind === 'executor' &&
    !isLocal(target) &&
    /['"]open['"]/.test(executor) &&
    !/setTimeout|[sS]ignal/.test(executor)
  );
}
