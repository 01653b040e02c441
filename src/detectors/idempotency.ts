import { someNode } from '../ast/walk.ts';
import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { isFunction, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';
import { isLoop } from '../ast/flow.ts';
import type { Retry } from '../facts/model.ts';

const keyNames = /^(?:x-)?idempotency-?key$|^x-request-id$|^(?:client)?requestToken$|^clientToken$/i;
const makers = /^(?:randomUUID|uuid|v4|v7|v1|nanoid|ulid|cuid|createId|randomBytes|random|now)$/;

/**
 * The idempotency key that a call sends: `stable` over the attempts of every retry around it, or `per-attempt`, which
 * defeats it. Undefined where it sends none in sight.
 */
export function idempotencyKey(
  context: FileContext,
  call: CallExpression | NewExpression,
  around: readonly Pick<Retry, 'range'>[],
): 'stable' | 'per-attempt' | undefined {
  const value = keyValue(context, call);
  if (!value) return undefined;
  const region = innermostRetry(call, around);
  return region && madeInside(context, value, region, 0) ? 'per-attempt' : 'stable';
}

function keyValue(context: FileContext, call: Node): Node | undefined {
  const holders: Node[] = [call];
  someNode(call, (node) => {
    const variable =
      node.type === 'Identifier' && node.parent?.type !== 'MemberExpression' ? context.variable(node) : undefined;
    const definition = variable?.defs[0]?.node;
    if (
      definition?.type === 'VariableDeclarator' &&
      definition.init &&
      unwrap(definition.init).type === 'ObjectExpression'
    ) {
      holders.push(definition.init);
    }
    return false;
  });
  let found: Node | undefined;
  for (const holder of holders) {
    someNode(holder, (node) => {
      if (node.type !== 'Property' || found) return false;
      const name = keyName(node.key, node.computed);
      if (name !== undefined && keyNames.test(name)) found = node.value as Node;
      return found !== undefined;
    });
  }
  return found;
}

/** The code that runs once for each attempt: the loop, or the callback that a library runs. */
function innermostRetry(call: Node, around: readonly Pick<Retry, 'range'>[]): Node | undefined {
  const ranges = around.filter(({ range }) => range.start <= call.range[0] && call.range[1] <= range.end);
  if (ranges.length === 0) return undefined;
  for (let at: Node = call; at.parent; at = at.parent) {
    const own = ranges.some(({ range }) => range.start === at.range[0] && range.end === at.range[1]);
    if (own && isLoop(at)) return (at as Node & { body: Node }).body;
    const parent: Node = at.parent;
    const run = parent.type === 'CallExpression' && isFunction(at);
    if (run && ranges.some(({ range }) => range.start === parent.range[0] && range.end === parent.range[1])) return at;
  }
  return undefined;
}

/** The key is made again in `region`: by a generator of random values or the clock that runs there. */
function madeInside(context: FileContext, value: Node, region: Node, depth: number): boolean {
  return someNode(value, (node) => {
    if (node.type === 'CallExpression' && isInside(node, region)) {
      const callee = unwrap(node.callee);
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression'
            ? memberName(callee)
            : undefined;
      return name !== undefined && makers.test(name);
    }
    if (node.type !== 'Identifier' || depth > 3) return false;
    const definition = context.variable(node)?.defs[0]?.node;
    if (definition?.type !== 'VariableDeclarator' || !definition.init || !isInside(definition, region)) return false;
    return !isInside(value, definition) && madeInside(context, definition.init, region, depth + 1);
  });
}
