import type { Node } from '../ast/types.ts';
import { unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

/**
 * `getKey(k)`, which catches all that it does and gives `null` instead: no failure of it ever gets to who tries again on
 * an exception.
 */
export function neverRejects(context: FileContext, operation: Node): boolean {
  if (operation.type !== 'CallExpression') return false;
  const known = context.value(unwrap(operation.callee));
  if (known.kind !== 'function' || known.node.body?.type !== 'BlockStatement') return false;
  const { body } = known.node.body;
  return body.some(({ type }) => type === 'TryStatement') && body.every(isHarmless);
}

function isHarmless(statement: Node): boolean {
  if (statement.type === 'TryStatement')
    return statement.handler !== null && !mayFail(statement.handler.body) && !statement.finalizer;
  return /^(?:VariableDeclaration|ReturnStatement)$/.test(statement.type) && !someNode(statement, isCall, OWN_BODY);
}

function mayFail(handler: Node): boolean {
  return someNode(handler, ({ type }) => /^(?:ThrowStatement|AwaitExpression)$/.test(type), OWN_BODY);
}

function isCall({ type }: Node): boolean {
  return /^(?:Call|New|Await)Expression$/.test(type);
}
