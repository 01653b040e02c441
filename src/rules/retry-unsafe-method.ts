import type { FileFacts, RemoteCall } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { unwrap } from '../ast/nodes.ts';
import { calleeRange, nodeAt, textOf } from '../ast/locate.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import { findProperty } from './edits.ts';
import { isPlainHttp, retrySubject, retryOf } from './retryFacts.ts';

export const retryUnsafeMethod = defineRule({
  id: 'retry-unsafe-method',
  description: 'a POST or PATCH that is sent again without an idempotency key',
  severity: 'warning',
  preset: 'recommended',
  check({ file, facts }) {
    return facts.calls.flatMap((call) => {
      const again = isUnsafe(call) && !onlyReads(file, call) ? sentAgainBy(facts, call) : undefined;
      if (again === undefined) return [];
      const what =
        call.idempotencyKey === 'per-attempt'
          ? `, and its idempotency key is new each time. Make the key outside the retry.`
          : ': the first may have been carried out though its answer was lost. Send an Idempotency-Key made outside the retry.';
      return [{ range: calleeRange(file, call.range), message: `${again} may send this ${call.method} twice${what}` }];
    });
  },
});

function isUnsafe(call: RemoteCall): boolean {
  return !call.test && isPlainHttp(call) && (call.method === 'POST' || call.method === 'PATCH');
}

const reading = /graphql|search|query|embed|complet|chat|predict|generat|rerank|moderat|token|auth|login|lookup|rpc/i;

/** Queries, logins and models are asked by POST as well, and may be asked twice: the address tells, nothing else does. */
function onlyReads(file: ParsedFile, { range }: RemoteCall): boolean {
  const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const address = call && addressOf(call);
  return address !== undefined && reading.test(addressText(file, address));
}

/** The argument, or the option of the only argument, that holds the address. */
function addressOf(call: CallExpression): Node | undefined {
  const first = call.arguments[0] as Node | undefined;
  const plain = first && unwrap(first);
  if (plain?.type !== 'ObjectExpression') return plain;
  const named = ['url', 'path', 'pathname', 'uri'].map((name) => findProperty(plain, name));
  return named.find((property) => property !== undefined)?.value as Node | undefined;
}

/** The address as written, and what the variables in it are set to. */
function addressText(file: ParsedFile, address: Node): string {
  const names = new Set<string>();
  walk(address, (node) => {
    if (node.type === 'Identifier') names.add(node.name);
  });
  const values = file.scopes.scopes.flatMap(({ variables }) =>
    variables.flatMap(({ name, defs }) => {
      const definition = names.has(name) ? defs[0]?.node : undefined;
      return definition?.type === 'VariableDeclarator' && definition.init ? [textOf(file, definition.init)] : [];
    }),
  );
  return [textOf(file, address), ...values].join('\n').replace(/https?:\/\/[^/\s'"`?]+/g, '');
}

/** Who does it again after failures that do not tell whether it was carried out. */
function sentAgainBy(facts: FileFacts, call: RemoteCall): string | undefined {
  if (call.idempotencyKey === 'stable') return undefined;
  for (const ref of call.retriedBy) {
    const retry = retryOf(facts, ref);
    if (!retry || retry.bounded === 'unknown') continue;
    if (call.idempotencyKey === 'per-attempt' || retry.errors === 'all') return retrySubject(retry);
  }
  return undefined;
}
