import type { RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName, capitalized } from './wording.ts';

/** Their drivers have their own ways to come back; a retry belongs around the whole transaction or message. */
const drivers = new Set(['db', 'cache', 'queue', 'mail', 'websocket', 'injected', 'other:dns']);

/** A path without a host is asked of the server that the page came from. */
const ownServer = /^[\w$.]+\(\s*['"`]\/(?!\/)/;

export const requirePolicy = defineRule({
  id: 'require-policy',
  description: 'a call to another service that is bounded, and neither retried nor guarded by a breaker',
  severity: 'info',
  preset: 'strict',
  demoted: { browser: 'off', cli: 'off' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return facts.calls.flatMap((call) => {
      if (!lacksPolicy(call) || isOwnServer(file, call)) return [];
      // Calls through one client are mended in one place.
      const place = call.instance ? call.instance.range.start : call.range.start;
      if (seen.has(place)) return [];
      seen.add(place);
      return [
        {
          range: calleeRange(file, call.range),
          message: `${capitalized(callName(call))} is tried once: a peer that is down for a moment fails it, and one that is down for long gets every call all the same. Run it under a retry with backoff or a breaker (nothing around it is one).`,
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
