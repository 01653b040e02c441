import type { RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { isAnswerDropped } from '../catching/droppedAnswer.ts';
import { fallsBack } from '../catching/fallsBack.ts';
import { statusCheck, type GivenNames } from '../catching/statusCheck.ts';
import { callName } from './wording.ts';

/** Clients that resolve for 4xx and 5xx, and hand the response to the code that called them. */
const resolving = new Set(['fetch', 'undici', 'node-fetch']);

/** What others import: to throw where it gave the body of an error so far is for its next major version. */
const isSdk = /(?:^|\/)(?:[\w-]+-)?sdks?\/(?:.*\/)?[\w.-]+$/i;

export const uncheckedStatus = defineRule({
  id: 'unchecked-status',
  description: 'a response whose status is never checked',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  defaultOptions: { everyAnswer: false },
  presetOptions: { strict: { everyAnswer: true }, all: { everyAnswer: true } },
  options: {
    everyAnswer: {
      type: 'boolean',
      description:
        "Also where an error's body throws as soon as it is read, or says itself what failed. On in the presets strict and all.",
    },
  },
  check({ file, facts, options }) {
    const given: GivenNames = new Map();
    return (
      facts.calls
        .filter(
          (call) =>
            !call.test &&
            !call.streaming &&
            call.status === 'unchecked' &&
            !call.bodyChecked &&
            (options.everyAnswer || !call.bodyTells) &&
            (resolving.has(call.api) || call.statusInCallback === true),
        )
        .filter((call) => call.errors !== 'floating' && call.client !== 'injected' && !isGivenUp(call))
        // `void fetch(...)`: whoever wrote it wants to know nothing of the answer.
        .filter(({ range }) => !/\bvoid\s+$/.test(file.text.slice(Math.max(0, range.start - 12), range.start)))
        .map((call) => {
          const stays = isSdk.test(file.path) || fallsBack(file, call.range);
          const logs = goesOnAnyway(file, call);
          const change = stays ? undefined : statusCheck(file, call, given, logs);
          const advice = call.statusInCallback
            ? 'Check response.statusCode in its callback.'
            : `${logs ? 'Log it' : 'Throw'} unless response.ok.`;
          const saying = (what: string): string =>
            `The status of ${what} isn't checked, so a 500 or 429 looks like success. ${advice}`;
          return {
            range: calleeRange(file, call.range),
            message: saying(callName(call)),
            shared: saying(`${callName(call)} and {others} in this file`),
            suggestions: change ? [change] : [],
          };
        })
    );
  },
});

/**
 * Nobody takes the answer, and what follows has gone on whatever it was: what is deleted may be gone already, and an error
 * that no caller catches would end more than this request.
 */
function goesOnAnyway(file: ParsedFile, { range, method, errors, retriedBy }: RemoteCall): boolean {
  if (retriedBy.some(({ form }) => form !== 'default') || !isAnswerDropped(file, range)) return false;
  return method === 'DELETE' || errors !== 'handled';
}

/** Its failure is meant to go unnoticed, or that is reported; an error's body that is kept is neither. */
function isGivenUp({ errors, bodyUsed, silencedBy }: RemoteCall): boolean {
  return errors === 'swallowed' && (bodyUsed !== true || silencedBy !== undefined);
}
