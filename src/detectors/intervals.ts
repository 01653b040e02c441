import { someNode } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, isInside, rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';
import type { IntervalFact } from '../facts/model.ts';
import { isTimer } from '../retries/sleeps.ts';

/** `setInterval` around network work: the next tick does not wait for the last one. */
export function findIntervals(context: FileContext, requests: readonly Node[], test: boolean): readonly IntervalFact[] {
  const found: IntervalFact[] = [];
  for (const call of context.index.calls) {
    if (!isTimer(context, call, 'setInterval')) continue;
    const tick = tickOf(context, call);
    if (!tick) continue;
    const calls = requests.flatMap((node, i) => (reachesRequest(context, tick, node, 0, new Set()) ? [i] : []));
    if (calls.length === 0) continue;
    found.push({ kind: 'interval', range: rangeOf(call), guarded: isGuarded(context, tick), calls, test });
  }
  return found;
}

function tickOf(context: FileContext, call: CallExpression): FunctionNode | undefined {
  const [callback] = call.arguments;
  if (!callback) return undefined;
  const plain = unwrap(callback as Node);
  if (isFunction(plain)) return plain;
  const value = context.value(plain);
  return value.kind === 'function' && value.file === context ? value.node : undefined;
}

/** The request is made by the function, or by one of this file that it calls. */
function reachesRequest(
  context: FileContext,
  from: FunctionNode,
  request: Node,
  depth: number,
  seen: Set<Node>,
): boolean {
  if (isInside(request, from)) return true;
  if (depth > 3 || seen.has(from)) return false;
  seen.add(from);
  return context.index.calls.some((call) => {
    if (!isInside(call, from)) return false;
    const value = context.value(unwrap(call.callee));
    return (
      value.kind === 'function' &&
      value.file === context &&
      reachesRequest(context, value.node, request, depth + 1, seen)
    );
  });
}

/** `if (running) return; running = true`: a tick that finds the last one still at work gives way. */
function isGuarded(context: FileContext, tick: FunctionNode): boolean {
  const flags = new Set<string>();
  someNode(tick.body, (node) => {
    if (node.type === 'IfStatement') {
      const test = unwrap(node.test);
      const flag = test.type === 'UnaryExpression' ? unwrap(test.argument) : test;
      if (flag.type === 'Identifier' || flag.type === 'MemberExpression') flags.add(context.text(flag));
    }
    return false;
  });
  return someNode(tick.body, (node) => {
    if (node.type !== 'AssignmentExpression' || !flags.has(context.text(node.left))) return false;
    const value = unwrap(node.right);
    return value.type !== 'Literal' || value.value === true;
  });
}
