import type { FileFacts, Retry } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { defineRule } from './defineRule.ts';
import { recursionBackoff } from './recursionBackoff.ts';
import { growingWait } from '../repeats/growingWait.ts';
import { loopBackoff } from '../repeats/loopBackoff.ts';
import { isFunction } from '../ast/nodes.ts';
import { pathTo } from '../ast/locate.ts';
import { comesUpPatiently, isDriver, nameOf, neverEnds } from './retryFacts.ts';
import { isLocal } from './protection.ts';
import { mendsOrWaits, retriesOnlyAnswer } from '../repeats/onlyAnswer.ts';
import { saysWait } from '../repeats/saidOfRetry.ts';
import { retriesOnlyConflicts } from '../repeats/onlyConflicts.ts';
import { callsOf } from '../facts/retries.ts';
import { withReason } from './wording.ts';

const FEW_ATTEMPTS = 3;
/** With a pause of a second between them. */
const SPACED_ATTEMPTS = 5;
const LONG_WAIT_MS = 30_000;
/** Requests this rare are a burden to nobody: only the larger presets report them. */
const EASY = { attempts: 10, longWaitMs: 5_000, fewAttempts: 5, shortWaitMs: 100 } as const;

export const retryWithoutBackoff = defineRule({
  id: 'retry-without-backoff',
  description: 'a network retry without increasing delays',
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
        'Also fixed waits of 5 s or more, random ones, up to ten attempts a second apart, waits for one status or until a time is over, workers, and retries through several functions. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    return facts.retries
      .filter(
        (retry) =>
          isHammering(retry) &&
          !isPatient(retry) &&
          (options.everyInterval || !isEasy(retry)) &&
          !comesUpPatiently(retry) &&
          !(retry.delay === 'constant' && isHere(facts, retry)) &&
          !inStore(facts, retry) &&
          !isLeaving(file, retry) &&
          !retriesOnlyConflicts(file, retry) &&
          !(retriesOnlyAnswer(file, retry) && mendsOrWaits(file, retry)) &&
          !isUnboundedByDefault(file, facts, retry),
      )
      .map((retry) => {
        const suggestion = isNear(facts, retry) || saysWait(file, retry) ? undefined : backoffFor(file, retry);
        const how =
          retry.delay === 'none'
            ? 'Retries immediately'
            : `Retries at a ${retry.jitter === true ? 'random' : 'fixed'} interval`;
        const saying = (where: string): string =>
          withReason(
            `${how}${where}, hammering a server that is already down. Add exponential backoff with jitter`,
            retry.reason,
          );
        const name = functionAround(file, retry);
        return {
          range: retry.head,
          message: saying(''),
          // Whoever mends one of them mends the function.
          ...(name === undefined || suggestion ? {} : { shared: saying(` here and in {others} of \`${name}\``) }),
          suggestions: suggestion ? [suggestion] : [],
        };
      });
  },
});

/** The program tries to end in good order, and ends all the same where that fails. */
function isLeaving(file: ParsedFile, { range }: Retry): boolean {
  return pathTo(file, range).some((node) => isFunction(node) && /shut_?down|terminate|teardown/i.test(nameOf(node)));
}

function functionAround(file: ParsedFile, { range }: Retry): string | undefined {
  const names = pathTo(file, range).flatMap((node) => (isFunction(node) ? nameOf(node) || [] : []));
  return names.at(-1);
}

/** What it connects to is on this machine: waits that grow only make it wait for what is there already. */
function isNear(facts: FileFacts, retry: Retry): boolean {
  const calls = callsOf(facts, retry);
  return (
    calls.length > 0 &&
    calls.every(({ library, target }) => library?.name === 'node:net' || loopback.test(target ?? ''))
  );
}

/** All of it is asked of a program of this machine, such as one behind the file of a socket. */
function isHere(facts: FileFacts, retry: Retry): boolean {
  const calls = callsOf(facts, retry);
  return calls.length > 0 && calls.every(({ target }) => isLocal(target));
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)(?::|$)/;

function backoffFor(file: ParsedFile, retry: Retry): Suggestion | undefined {
  const { form, delay, range, delayRange, waitMs } = retry;
  if (form === 'recursion' || form === 'timer') return recursionBackoff(file, retry);
  if (form !== 'loop') return undefined;
  if (delay === 'none') return loopBackoff(file, range);
  return delayRange && growingWait(file, range, delayRange, waitMs);
}

function isHammering(retry: Retry): boolean {
  // Once more is no hammer, at once or with something changed ("load(url, 'reload')").
  if (retry.attempts === 2 || retry.afterRefresh) return false;
  return !retry.test && retry.network === true && (retry.delay === 'none' || retry.delay === 'constant');
}

/** A few attempts with a pause between them end before they could be a burden, and a long wait is none in itself. */
function isPatient({ delay, attempts = Infinity, waitMs = 0 }: Retry): boolean {
  if (delay !== 'constant') return false;
  return waitMs >= LONG_WAIT_MS || attempts <= (waitMs >= 1000 ? SPACED_ATTEMPTS : FEW_ATTEMPTS);
}

/** A wait of seconds, or for what a status says is about to change: fixed, and no burden. */
function isEasy({ delay, errors, bounded, attempts = Infinity, waitMs, jitter, ...retry }: Retry): boolean {
  // Who comes round through other functions may do something else there; a worker that pauses asks for the next.
  if (retry.winding) return true;
  if (delay === 'constant' && (retry.goesOn || retry.deadline)) return true;
  if (delay !== 'constant') return false;
  // Random waits come at no interval, and a few of them are over soon.
  if (jitter === true && bounded === true) return true;
  if (waitMs !== undefined && waitMs >= EASY.longWaitMs) return true;
  if (errors === 'selective' && bounded !== false && (waitMs === undefined || waitMs >= 1000)) return true;
  if (waitMs === undefined) return false;
  return attempts <= (waitMs >= 1000 ? EASY.attempts : waitMs >= EASY.shortWaitMs ? EASY.fewAttempts : 0);
}

/**
 * A transaction or document in conflict is tried again at once, as the database's own guides say; a program that waits
 * for its broker, or whose client has a backoff of its own inside each round, hammers nobody;
 * nor do three messages to it.
 */
function inStore(facts: FileFacts, retry: Retry): boolean {
  const calls = callsOf(facts, retry);
  if (calls.length === 0) return false;
  if (calls.every(({ api }) => /^(?:db|cache)$/.test(api))) return true;
  return calls.every(
    (call) =>
      isDriver(call) &&
      (retry.delay === 'constant' ||
        (retry.attempts ?? Infinity) <= FEW_ATTEMPTS ||
        call.retriedBy.some(({ form }) => form === 'default')),
  );
}

/** One default that has neither limit nor wait is one thing to fix: `unbounded-retry` reports it. */
function isUnboundedByDefault(file: ParsedFile, facts: FileFacts, retry: Retry): boolean {
  return retry.form !== 'loop' && neverEnds(file, facts, retry);
}
