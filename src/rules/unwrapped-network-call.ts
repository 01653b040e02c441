import { defineRule } from './defineRule.ts';
import { limited, timeoutConstant, timeoutMs } from './limitOptions.ts';
import { duration } from '../changes/figures.ts';
import { adviceFor } from '../changes/patience.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
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
    const { unwrapped } = unprotected(facts, options);
    const handshakes = facts.calls.filter((call) => !unwrapped.includes(call) && waitsToOpen(file, call));
    return [...unwrapped, ...handshakes].map((call) => {
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

/**
 * `new Promise((resolve) => new WebSocket(url).on('open', resolve))`, `new Promise((resolve) => net.connect(port, host, resolve))`:
 * the promise waits for a server that may never answer.
 */
function waitsToOpen(file: ParsedFile, call: RemoteCall): boolean {
  const { library, timeout, options, boundary, target, test } = call;
  if (test || boundary.kind !== 'executor' || isLocal(target)) return false;
  const executor = file.text.slice(boundary.range.start, boundary.range.end);
  if (/set_?timeout|signal|timeout|timer|deadline/i.test(executor)) return false;
  if (library?.name === 'node:net') return leadsAway(file, call);
  if (library?.name !== 'ws' || timeout !== 'none' || options.source !== 'own') return false;
  return /['"]open['"]/.test(executor);
}

/** To a host, and so maybe to another machine. */
function leadsAway(file: ParsedFile, { range }: RemoteCall): boolean {
  const call = pathTo(file, range).findLast((node) => node.type === 'CallExpression');
  const [first, second] = (call?.arguments ?? []) as readonly Node[];
  if (second?.type === 'Literal') return !isLocal(String(second.value));
  if (first?.type !== 'ObjectExpression')
    return second !== undefined && !isFunction(second) && second.type !== 'ObjectExpression';
  const host = /\bhost(?:name)?\b(?:\s*:\s*['"`]([^'"`]*)['"`])?/.exec(file.text.slice(...first.range));
  return host !== null && !isLocal(host[1]);
}
