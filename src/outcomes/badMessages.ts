import { OWN_BODY, walk } from '../ast/walk.ts';
import type { QueueRole } from '../knowledge/roles.ts';
import type { CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import { ancestors, isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { argumentsAt } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { alwaysThrows } from '../ast/flow.ts';

const handlers = new Set(['eachMessage', 'eachBatch']);

/**
 * A message that cannot be read makes the consumer throw: `JSON.parse(message.value)` outside of any `try`. Whatever the
 * message says, reading it again fails again.
 */
export function throwsOnBadMessage(
  context: FileContext,
  node: CallExpression | NewExpression,
  role: QueueRole,
): boolean {
  if (role.operation !== 'consume') return false;
  const given = role.handler === undefined ? undefined : (node.arguments[role.handler] as Node | undefined);
  if (given !== undefined && given.type !== 'SpreadElement') return throwsIn(context, given);
  return argumentsAt(node.arguments as readonly Node[], role.options).some((holder) => {
    const plain = unwrap(holder);
    if (plain.type !== 'ObjectExpression') return false;
    return plain.properties.some((property) => {
      if (property.type !== 'Property' || !handlers.has(keyName(property.key, property.computed) ?? '')) return false;
      return throwsIn(context, property.value as Node);
    });
  });
}

function throwsIn(context: FileContext, given: Node): boolean {
  const handler = handlerOf(context, given);
  return handler !== undefined && parsesUnguarded(handler.file, handler.node, handler.node, 0);
}

function handlerOf(
  context: FileContext,
  value: Node,
): { readonly node: FunctionNode; readonly file: FileContext } | undefined {
  const plain = unwrap(value);
  if (isFunction(plain)) return { node: plain, file: context };
  const known = context.value(plain);
  return known.kind === 'function' ? known : undefined;
}

/** A text is parsed, here or in a function that is called, and no `try` on the way takes the failure. */
function parsesUnguarded(file: FileContext, root: FunctionNode, owner: FunctionNode, depth: number): boolean {
  let found = false;
  walk(
    owner.body,
    (node) => {
      if (found || node.type !== 'CallExpression' || isGuarded(node, owner)) return !found;
      if (isParse(node)) found = true;
      else if (depth < 2) {
        const value = file.value(unwrap(node.callee));
        if (value.kind === 'function' && value.node !== root)
          found = parsesUnguarded(value.file, root, value.node, depth + 1);
      }
      return !found;
    },
    OWN_BODY,
  );
  return found;
}

/** `JSON.parse(text)`. */
export function isParse({ callee }: CallExpression): boolean {
  const plain = unwrap(callee);
  return plain.type === 'MemberExpression' && isIdentifier(plain.object, 'JSON') && memberName(plain) === 'parse';
}

/** In the block of a `try` whose handler does not throw again. */
export function isGuarded(node: Node, owner: FunctionNode): boolean {
  let child = node;
  for (const at of ancestors(node)) {
    if (at === owner) return false;
    if (at.type === 'TryStatement' && at.block === child && at.handler && !alwaysThrows(at.handler.body)) return true;
    child = at;
  }
  return false;
}
