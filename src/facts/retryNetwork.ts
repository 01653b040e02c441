import type { FunctionNode, Node } from '../syntax/ast.ts';
import type { FileContext } from './context.ts';
import { isFunction, unwrap } from './context.ts';
import { anyBelow, walkAll } from './flow.ts';
import { isRequest } from './requests.ts';

/**
 * Whether code starts requests: itself, in callbacks, or in functions that it calls, here or in other files. `unknown`
 * where it runs what its caller gave it or something out of sight.
 */
export function reachesNetwork(
  context: FileContext,
  roots: readonly Node[],
  requests: ReadonlySet<Node>,
): boolean | 'unknown' {
  const seen = new Set<Node>();
  let open = false;
  for (const root of roots) {
    const reached = visit(context, root, requests, seen, 0);
    if (reached === true) return true;
    if (reached === 'unknown') open = true;
  }
  return open ? 'unknown' : false;
}

function visit(
  context: FileContext,
  root: Node,
  requests: ReadonlySet<Node>,
  seen: Set<Node>,
  depth: number,
): boolean | 'unknown' {
  let result: boolean | 'unknown' = false;
  walkAll(root, (node) => {
    if (result === true) return false;
    const isCall =
      node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
    if (!isCall) return undefined;
    if (requests.has(node) || isRequest(context, node)) {
      result = true;
      return false;
    }
    if (node.type !== 'CallExpression') return undefined;
    const inner = throughCall(context, node, requests, seen, depth);
    if (inner === true) result = true;
    else if (inner === 'unknown') result = 'unknown';
    return result !== true;
  });
  return result;
}

function throughCall(
  context: FileContext,
  call: Node & { type: string },
  requests: ReadonlySet<Node>,
  seen: Set<Node>,
  depth: number,
): boolean | 'unknown' {
  if (call.type !== 'CallExpression') return false;
  const callee = unwrap(call.callee);
  const target = isFunction(callee) ? { node: callee, file: context } : functionOf(context, callee);
  if (target) {
    if (seen.has(target.node) || depth > 5) return false;
    seen.add(target.node);
    return target.node.body ? visit(target.file, target.node.body, requests, seen, depth + 1) : false;
  }
  const shape = context.shape(callee);
  if (shape.kind === 'client') return false;
  return isAwaitedOrReturned(call) ? 'unknown' : false;
}

function functionOf(context: FileContext, callee: Node): { node: FunctionNode; file: FileContext } | undefined {
  let plain = callee;
  // `this.load.bind(this)`
  if (plain.type === 'CallExpression' && plain.callee.type === 'MemberExpression') plain = unwrap(plain.callee.object);
  const shape = context.shape(plain);
  return shape.kind === 'function' ? shape : undefined;
}

/** The function that an expression gives is run: a callback of a retry library. */
export function callbackReaches(
  context: FileContext,
  callback: Node,
  requests: ReadonlySet<Node>,
): boolean | 'unknown' {
  const plain = unwrap(callback);
  if (isFunction(plain)) return reachesNetwork(context, [plain.body ?? plain], requests);
  const target = functionOf(context, plain);
  if (target?.node.body) return reachesNetwork(target.file, [target.node.body], requests);
  return 'unknown';
}

function isAwaitedOrReturned(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return false;
  return (
    anyBelow(node, () => true) && /^(?:AwaitExpression|ReturnStatement|ArrowFunctionExpression)$/.test(parent.type)
  );
}
