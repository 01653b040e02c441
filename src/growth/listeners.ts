import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { GrowthFact } from '../facts/holding.ts';
import { requestHandlerAround } from '../resources/requestHandlers.ts';

const removes =
  /^(?:off|removeListener|removeAllListeners|removeEventListener|unsubscribe|close|end|destroy|quit|disconnect)$/;

/** `bus.on('change', ...)` inside a handler, on something that outlives the request. */
export function growingListeners(context: FileContext): readonly Omit<GrowthFact, 'test'>[] {
  return context.index.calls.flatMap((call): Omit<GrowthFact, 'test'>[] => {
    if (!/^(?:on|addListener)$/.test(calledName(call) ?? '') || call.arguments.length < 2) return [];
    const callee = unwrap(call.callee);
    const emitter = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    if (!emitter || !isFunction(unwrap(call.arguments[1] as Node))) return [];
    const handler = requestHandlerAround(context, call);
    if (!handler || !outlives(context, emitter, handler)) return [];
    if (isRemoved(context, emitter, handler, call)) return [];
    return [{ kind: 'growth', range: rangeOf(call), what: 'listener', name: context.text(emitter), per: 'request' }];
  });
}

/** `process`, or a variable of the module that is no application, router or server. */
function outlives(context: FileContext, emitter: Node, handler: FunctionNode): boolean {
  if (emitter.type !== 'Identifier') return false;
  const variable = context.variable(emitter);
  if (!variable) return emitter.name === 'process';
  const definition = variable.defs[0];
  if (!definition || definition.type === 'Parameter') return false;
  if (isInside(definition.node as Node, handler)) return false;
  return definition.type === 'ImportBinding' || !enclosingFunction(definition.node as Node);
}

/** Somebody takes it off again, when the request ends. */
function isRemoved(context: FileContext, emitter: Node, handler: FunctionNode, call: CallExpression): boolean {
  if (
    /\bsetMaxListeners\b/.test(context.text(handler)) ||
    outermostWrapper(call).parent?.type !== 'ExpressionStatement'
  )
    return true;
  const name = context.text(emitter);
  return someNode(
    handler,
    (node) =>
      node.type === 'MemberExpression' && removes.test(memberName(node) ?? '') && context.text(node.object) === name,
  );
}
