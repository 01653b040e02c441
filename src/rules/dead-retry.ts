import type { FileFacts, Retry } from '../facts/model.ts';
import { callsOf } from '../facts/retries.ts';
import { knowledge } from '../libraries/index.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { isFunction } from '../ast/nodes.ts';
import { callbacksOf, retryName } from './retryFacts.ts';

export const deadRetry = defineRule({
  id: 'dead-retry',
  description: 'a retry that never happens, because the call does not throw on an error status',
  severity: 'error',
  preset: 'recommended',
  check({ file, facts }) {
    return facts.retries.flatMap((retry) => {
      const why = retry.test ? undefined : (retry.dead ?? resolvesForErrors(file, facts, retry));
      return why === undefined
        ? []
        : [{ range: retry.head, message: `${retryName(retry)} never retries a 500, 503 or 429 here: ${why}.` }];
    });
  },
});

/** Libraries that look at nothing but whether the callback throws. */
const byThrowOnly = new Set(['p-retry', 'async-retry', 'promise-retry', 'exponential-backoff']);

/** The callback is nothing but a call that resolves whatever the status. */
function resolvesForErrors(file: ParsedFile, facts: FileFacts, retry: Retry): string | undefined {
  if (!byThrowOnly.has(retry.form.slice('library:'.length))) return undefined;
  const [callback, ...others] = callbacksOf(file, retry);
  const only = callback && others.length === 0 ? onlyResult(callback) : undefined;
  if (!only) return undefined;
  for (const call of callsOf(facts, retry)) {
    if (!call.library || call.range.start !== only.range[0] || call.range.end !== only.range[1]) continue;
    if (knowledge.byName(call.library.name)?.rejectsOnStatus !== false) continue;
    return `${call.api === 'http' ? 'the request' : call.api} resolves on every status. Throw unless response.ok`;
  }
  return undefined;
}

/** What a function gives back, where it does nothing else. */
function onlyResult(callback: Node): Node | undefined {
  if (!isFunction(callback)) return undefined;
  let result = (callback as { body?: Node | null }).body ?? undefined;
  if (result?.type === 'BlockStatement') {
    const [statement, ...others] = result.body;
    result =
      others.length === 0 && statement?.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
  }
  return result?.type === 'AwaitExpression' ? result.argument : result;
}
