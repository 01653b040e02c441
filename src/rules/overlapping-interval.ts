import type { FileFacts, IntervalFact, RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { LEAVES_OUT, spacedInterval } from '../repeats/intervalChange.ts';
import { guardedSchedule } from '../repeats/scheduleChange.ts';
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
        'Also heartbeats, periods of 30 s or more or of an unknown length, and single requests that only read or have a timeout. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    return facts.intervals
      .filter((interval) => !interval.test && !interval.guarded && !isOneCommand(facts, interval))
      .filter((interval) => options.everyInterval || mayPileUp(file, facts, interval))
      .map((interval) => {
        const first = facts.calls[interval.calls[0]!];
        const what =
          first === undefined
            ? 'the network call inside it'
            : interval.calls.length === 1
              ? callName(first)
              : count(interval.calls.length, 'network call');
        const { scheduler } = interval;
        const change = scheduler ? guardedSchedule(file, interval.range) : spacedInterval(file, interval.range);
        const held = change && mayHang(facts, interval) ? hanging : '';
        const remedy = change?.title === LEAVES_OUT ? `${LEAVES_OUT}.` : 'Use setTimeout after each run instead.';
        return {
          range: calleeRange(file, interval.range),
          message: scheduler
            ? `${scheduler.library} doesn't wait for ${what}, so slow runs overlap. ${remedyFor(scheduler)}${held}`
            : `setInterval doesn't wait for ${what}, so slow runs overlap. ${remedy}${held}`,
          suggestions: change ? [change] : [],
        };
      });
  },
});

/** Runs that wait for one another wait for one that hangs, too. */
const hanging = ' Limit its calls too: one that hangs would hold up all later runs.';

function mayHang(facts: FileFacts, { calls, hangs }: IntervalFact): boolean {
  return hangs === true || calls.some((index) => facts.calls[index]?.timeout === 'none');
}

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

/** A round may well take longer than its period, and two of them at once do harm: work is done twice, or adds up. */
function mayPileUp(file: ParsedFile, facts: FileFacts, interval: IntervalFact): boolean {
  const { heartbeat, periodMs, many, hangs } = interval;
  if (heartbeat) return false;
  if (many) return true;
  const short = periodMs !== undefined && periodMs < BOUNDED_MS;
  if (!hangs && !short && isSingleRead(file, facts, interval)) return false;
  return isByCalendar(interval) || (periodMs !== undefined && periodMs < TIGHT_MS);
}

/** One request that reads, or that ends in time: a second one beside it is one more request, and no more. */
function isSingleRead(file: ParsedFile, facts: FileFacts, { range, calls }: IntervalFact): boolean {
  const known = calls.map((index) => facts.calls[index]);
  // What another file sends is known only as far as that it may hang.
  if (known.length === 0) return true;
  if (known.every((call) => call?.timeout === 'bounded') && !known.some((call) => call && isLooped(file, call, range)))
    return true;
  const [only, ...others] = known;
  return others.length === 0 && only?.method === 'GET' && !isLooped(file, only, range);
}

/** Sent for one element of a list after the other, in the function that the timer runs or one that it calls. */
function isLooped(file: ParsedFile, { range, fanout }: RemoteCall, timer: Range): boolean {
  const inside = pathTo(file, range).filter(({ range: [start] }) => start > timer.start || timer.start > range.end);
  return fanout === 'unbounded' || inside.some(({ type }) => /^(?:For(?:Of|In)?|While|DoWhile)Statement$/.test(type));
}
