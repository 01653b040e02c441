import type { FileFacts, IntervalFact } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { spacedInterval } from './intervalChange.ts';
import { callName, count } from './wording.ts';

export const overlappingInterval = defineRule({
  id: 'overlapping-interval',
  description: 'a setInterval or cron schedule whose network calls can overlap',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  defaultOptions: { everyInterval: false },
  presetOptions: { strict: { everyInterval: true }, all: { everyInterval: true } },
  options: {
    everyInterval: {
      type: 'boolean',
      description:
        'Also heartbeats, periods of 30 s or more or of an unknown length, and calls whose timeout ends them early. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    return facts.intervals
      .filter((interval) => !interval.test && !interval.guarded && !isOneCommand(facts, interval))
      .filter((interval) => options.everyInterval || isByCalendar(interval) || isTight(facts, interval))
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
function isOneCommand(facts: FileFacts, { calls }: IntervalFact): boolean {
  return calls.length > 0 && calls.every((index) => /^(?:cache|other:dgram)$/.test(facts.calls[index]?.api ?? ''));
}

function isByCalendar({ scheduler, periodMs }: IntervalFact): boolean {
  return scheduler !== undefined && periodMs === undefined;
}

const TIGHT_MS = 30_000;
/** What a call with a timeout mostly takes at most. */
const BOUNDED_MS = 5_000;

/** A round may well take longer than its period: that is short, and nothing ends the calls before the next. */
function isTight(facts: FileFacts, { periodMs, heartbeat, many, hangs, calls }: IntervalFact): boolean {
  if (heartbeat || periodMs === undefined) return false;
  if (many) return true;
  const bounded = !hangs && calls.every((index) => facts.calls[index]?.timeout === 'bounded');
  return bounded ? periodMs <= BOUNDED_MS : periodMs < TIGHT_MS;
}
