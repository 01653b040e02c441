import type { FileFacts, RemoteCall } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { isPlainHttp, retrySubject, retryOf } from './retryFacts.ts';

export const retryUnsafeMethod = defineRule({
  id: 'retry-unsafe-method',
  description: 'a retried POST or PATCH without an idempotency key',
  severity: 'warning',
  preset: 'recommended',
  check({ file, facts }) {
    return facts.calls.flatMap((call) => {
      const sender = isUnsafe(call) && !onlyReads(file.text, call) ? sentAgainBy(facts, call) : undefined;
      if (sender === undefined) return [];
      const what =
        call.idempotencyKey === 'per-attempt'
          ? `, each time with a new idempotency key. Create the key outside the retry.`
          : ': the first may have succeeded. Create an Idempotency-Key outside the retry.';
      return [{ range: calleeRange(file, call.range), message: `${sender} may send this ${call.method} twice${what}` }];
    });
  },
});

function isUnsafe(call: RemoteCall): boolean {
  return !call.test && isPlainHttp(call) && (call.method === 'POST' || call.method === 'PATCH');
}

const reading = /graphql|search|query|embed|complet|chat|predict|generat|rerank|moderat|token|auth|login|lookup|rpc/i;

/** Queries, logins and models are asked by POST as well, and may be asked twice. */
function onlyReads(text: string, { range }: RemoteCall): boolean {
  return reading.test(text.slice(range.start, range.end));
}

/** What sends it again after failures that leave open whether it was processed. */
function sentAgainBy(facts: FileFacts, call: RemoteCall): string | undefined {
  if (call.idempotencyKey === 'stable') return undefined;
  for (const ref of call.retriedBy) {
    const retry = retryOf(facts, ref);
    if (!retry || retry.bounded === 'unknown') continue;
    if (call.idempotencyKey === 'per-attempt' || retry.errors === 'all') return retrySubject(retry);
  }
  return undefined;
}
