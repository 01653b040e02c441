import type { FileFacts, Retry } from '../facts/model.ts';
import { callsOf } from '../facts/retries.ts';
import { knowledge } from '../libraries/index.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import type { CallExpression } from '../ast/types.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshName, indentAt, replace } from '../changes/edits.ts';
import { losesComment, styleOf } from '../changes/layout.ts';
import { textOf } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { throwIfTransient } from '../catching/statusCheck.ts';
import { callbacksOf, retryName } from './retryFacts.ts';

export const deadRetry = defineRule({
  id: 'dead-retry',
  description: 'a retry that never happens, because the call does not throw on an error status',
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    return facts.retries.flatMap((retry) => {
      const why = retry.test ? undefined : (retry.dead ?? resolvesForErrors(file, facts, retry));
      if (why === undefined) return [];
      const message = `${retryName(retry)} never retries a 500, 503 or 429 here: ${why}.`;
      return [{ range: retry.head, message, suggestions: throwing(file, facts, retry) }];
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

/** A callback that is nothing but the request gets a body that looks at the answer before it gives it back. */
function throwing(file: ParsedFile, facts: FileFacts, retry: Retry): Suggestion[] {
  const [callback] = retry.dead === undefined ? callbacksOf(file, retry) : [];
  const request = callback && onlyResult(callback);
  const call = request && callsOf(facts, retry).find(({ range }) => range.start === request.range[0]);
  if (callback?.type !== 'ArrowFunctionExpression' || request?.type !== 'CallExpression' || !call) return [];
  if (!/^(?:fetch|node-fetch|undici)$/.test(call.api) || callback.returnType) return [];
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, callback.range[0]);
  const name = freshName(file, 'response');
  const lines = [
    `const ${name} = await ${textOf(file, request)}${end}`,
    throwIfTransient(file, request as CallExpression, call, name),
    `return ${name}${end}`,
  ];
  const params = callback.params.map((param) => textOf(file, param)).join(', ');
  const text = `async (${params}) => {${lines.map((line) => `\n${indent}${step}${line}`).join('')}\n${indent}}`;
  return losesComment(file, callback, request)
    ? []
    : [{ title: 'Throw for 429 and 5xx', edits: [replace(callback, text)] }];
}
