import type { FileFacts, RemoteCall, Retry } from '../facts/model.ts';
import type { Finding } from './model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { retryOf } from '../facts/retries.ts';
import { isPlainHttp, retrySubject } from './retryFacts.ts';

export const retryUnsafeMethod = defineRule({
  id: 'retry-unsafe-method',
  description: 'a retried POST or PATCH without an idempotency key',
  severity: 'warning',
  preset: 'recommended',
  check({ file, facts }) {
    const reached = facts.retries.flatMap((retry) => elsewhere(file.text, retry));
    const here = facts.calls.flatMap((call) => {
      const sender = isUnsafe(call) && !onlyReads(file.text, call) ? sentAgainBy(facts, call) : undefined;
      if (sender === undefined) return [];
      const what =
        call.idempotencyKey === 'per-attempt'
          ? `, each time with a new idempotency key. Create the key outside the retry.`
          : ': the first may have succeeded. Create an Idempotency-Key outside the retry.';
      return [{ range: calleeRange(file, call.range), message: `${sender} may send this ${call.method} twice${what}` }];
    });
    return [...here, ...reached];
  },
});

/** A POST in a function of another file, which this retry calls again. */
function elsewhere(text: string, retry: Retry): Finding[] {
  if (retry.test || retry.errors !== 'all' || retry.bounded === 'unknown') return [];
  const call = retry.reached?.find(
    (one) =>
      isPlainHttp(one) &&
      (one.method === 'POST' || one.method === 'PATCH') &&
      !one.keyed &&
      !reading.test(text.slice(one.through.start, one.through.end)),
  );
  if (!call) return [];
  const message = `${retrySubject(retry)} may send a ${call.method} twice: the first may have succeeded. Create an Idempotency-Key outside the retry.`;
  return [{ range: call.through, message }];
}

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
    const retry = retryOf(facts, ref) ?? ref;
    if (retry.bounded === undefined || retry.bounded === 'unknown') continue;
    if (call.idempotencyKey === 'per-attempt' || retry.errors === 'all') return retrySubject(retry);
  }
  return undefined;
}
