import type { Policy, RemoteCall } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import type { CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { setOption } from '../changes/edits.ts';
import { calleeRange, nodeAt } from '../ast/locate.ts';
import { callName } from './wording.ts';

export const breakerCountsClientErrors = defineRule({
  id: 'breaker-counts-client-errors',
  description: 'a circuit breaker that counts 4xx responses as failures',
  severity: 'info',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    return facts.policies.flatMap((policy) => {
      if (policy.test || policy.role !== 'breaker' || policy.hasErrorFilter !== false) return [];
      const call = facts.calls.find((one) => isRunBy(policy, one) && rejectsOnClientErrors(file, policy, one));
      if (!call) return [];
      return [
        {
          range: calleeRange(file, policy.range),
          message: `4xx errors from ${callName(call)} open the breaker for every caller. Set errorFilter to ignore them (${policy.library} counts all errors by default).`,
          suggestions: filtered(file, policy, call),
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

/** Where the errors of a client have the status; absent where it rejects for none by itself. */
const statusOf: Readonly<Record<string, string>> = {
  axios: 'response?.status',
  got: 'response?.statusCode',
  ky: 'response?.status',
  ofetch: 'response?.status',
  superagent: 'status',
};

function filtered(file: ParsedFile, { library, range }: Policy, call: RemoteCall): Suggestion[] {
  const status = statusOf[call.library?.name ?? ''];
  const made = nodeAt(file, range, 'NewExpression') as CallExpression | NewExpression | undefined;
  if (status === undefined || library !== 'opossum' || !made) return [];
  const filter = `(error) => error.${status} >= 400 && error.${status} < 500 && error.${status} !== 429`;
  const edits = setOption(file, made, 1, 'errorFilter', filter);
  return edits ? [{ title: 'Do not count 4xx other than 429', edits }] : [];
}
