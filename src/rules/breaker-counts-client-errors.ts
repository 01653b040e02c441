import type { Policy, RemoteCall } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { callName } from './wording.ts';

export const breakerCountsClientErrors = defineRule({
  id: 'breaker-counts-client-errors',
  description: 'a circuit breaker that counts 4xx responses as failures',
  severity: 'info',
  preset: 'recommended',
  check({ file, facts }) {
    return facts.policies.flatMap((policy) => {
      if (policy.test || policy.role !== 'breaker' || policy.hasErrorFilter !== false) return [];
      const call = facts.calls.find((one) => isRunBy(policy, one) && rejectsOnClientErrors(file, policy, one));
      if (!call) return [];
      return [
        {
          range: calleeRange(file, policy.range),
          message: `4xx errors from ${callName(call)} open the breaker for every caller. Set errorFilter to ignore them (${policy.library} counts all errors by default).`,
        },
      ];
    });
  },
});

function isRunBy({ runs }: Policy, { range }: RemoteCall): boolean {
  return runs !== undefined && runs.start <= range.start && range.end <= runs.end;
}

/** The client rejects on a 4xx by itself, or the code around it throws unless `ok`; one that names statuses chooses. */
function rejectsOnClientErrors(file: ParsedFile, { runs }: Policy, { library, status, errors }: RemoteCall): boolean {
  if (!runs || (errors !== 'propagated' && errors !== 'unknown')) return false;
  const text = file.text.slice(runs.start, runs.end);
  if (/validateStatus|throwHttpErrors|ignoreResponseError|\b[45]\d\d\b/.test(text)) return false;
  const known = library && knowledge.byName(library.name)?.rejectsOnStatus;
  return known === true || (known === false && status === 'checked' && /\.ok\b/.test(text));
}
