import type { FileFacts, IntervalFact } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import type { ParsedFile } from '../ast/types.ts';
import { spacedInterval } from '../changes/intervalChange.ts';
import { functionName } from '../changes/waiting.ts';
import { callName, count } from './wording.ts';

export const overlappingInterval = defineRule({
  id: 'overlapping-interval',
  description: 'a setInterval or cron schedule whose network calls can overlap',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  check({ file, facts }) {
    return facts.intervals
      .filter(
        (interval) =>
          !interval.test && !interval.guarded && !isHeartbeat(facts, interval) && !saysAlive(file, facts, interval),
      )
      .map((interval) => {
        const first = facts.calls[interval.calls[0]!];
        const what =
          first === undefined
            ? 'the network call inside it'
            : interval.calls.length === 1
              ? callName(first)
              : count(interval.calls.length, 'network call');
        const { scheduler } = interval;
        const change = scheduler ? undefined : spacedInterval(file, interval.range);
        return {
          range: calleeRange(file, interval.range),
          message: scheduler
            ? `${scheduler.library} doesn't wait for ${what}, so slow runs overlap. ${remedyFor(scheduler)}`
            : `setInterval doesn't wait for ${what}, so slow runs overlap. Use setTimeout after each run instead.`,
          suggestions: change ? [change] : [],
        };
      });
  },
});

function remedyFor({ option }: NonNullable<IntervalFact['scheduler']>): string {
  return option === undefined
    ? 'Return early while a run goes on.'
    : `Set ${option}, or return early while a run goes on.`;
}

/**
 * A few commands to a cache: they are sent one after the other over one connection, and end in milliseconds. A datagram
 * is sent and that is all.
 */
function isHeartbeat(facts: FileFacts, { calls }: IntervalFact): boolean {
  return calls.length > 0 && calls.every((index) => /^(?:cache|other:dgram)$/.test(facts.calls[index]?.api ?? ''));
}

/** It says that work goes on: one more is as good as the last, as long as each of them ends. */
function saysAlive(file: ParsedFile, facts: FileFacts, { calls, range, scheduler }: IntervalFact): boolean {
  if (scheduler || calls.length === 0 || calls.some((index) => facts.calls[index]?.timeout === 'none')) return false;
  const owner = pathTo(file, range).findLast((node) => isFunction(node));
  const name = owner && isFunction(owner) ? (functionName(owner) ?? '') : '';
  return /heart_?beat|keep_?alive/i.test(`${name} ${file.text.slice(range.start, range.end)}`);
}
