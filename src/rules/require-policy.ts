import { capital } from '../text/words.ts';
import type { RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName } from './wording.ts';

/** Their drivers have their own ways to come back; a retry belongs around the whole transaction or message. */
const drivers = new Set(['db', 'cache', 'queue', 'mail', 'websocket', 'injected', 'other:dns']);

/** A path without a host is asked of the server that the page came from. */
const ownServer = /^[\w$.]+\(\s*['"`]\/(?!\/)/;

export const requirePolicy = defineRule({
  id: 'require-policy',
  description: 'a remote call with a timeout but no retry or circuit breaker',
  severity: 'info',
  preset: 'strict',
  noChange:
    'Whether a call may be repeated, and which calls share a breaker, depends on what it does on the other side.',
  demoted: { browser: 'off', cli: 'off' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.calls.flatMap((call) => {
      if (!lacksPolicy(call) || isOwnServer(file, call)) return [];
      // Calls through one client are fixed in one place.
      const place = call.instance ? call.instance.range.start : call.range.start;
      if (seen.has(place)) return [];
      seen.add(place);
      return [
        {
          range: calleeRange(file, call.range),
          message: `${capital(callName(call))} has no retry or breaker, so any brief outage fails it. Add a retry with backoff, or a breaker.`,
        },
      ];
    });
  },
});

function isOwnServer(file: ParsedFile, { client, range }: RemoteCall): boolean {
  return client === 'global' && ownServer.test(file.text.slice(range.start, range.end));
}

/** Calls without a timeout are left to the rules about that. */
function lacksPolicy({ test, timeout, policy, retriedBy, streaming, client, api, options }: RemoteCall): boolean {
  if (test || streaming || client === 'injected' || client === 'imported-instance' || drivers.has(api)) return false;
  return timeout === 'bounded' && policy === 'none' && retriedBy.length === 0 && options.source === 'own';
}
