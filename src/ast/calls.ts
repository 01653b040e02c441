import type { CallExpression, FunctionNode, Node } from './types.ts';
import { isFunction, memberName } from './nodes.ts';

/** The expression with everything around it that leaves the value alone: casts, `!`, optional chains, parentheses. */
export function outermostWrapper(node: Node): Node {
  let at = node;
  while (at.parent && /^(?:TSAs|TSNonNull|TSSatisfies|TSTypeAssertion|Chain|Parenthesized)/.test(at.parent.type))
    at = at.parent;
  return at;
}

/** `node.name(...)` where `node` is the receiver. */
export function methodOn(node: Node): { readonly name: string; readonly call: CallExpression } | undefined {
  const member = node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== node) return undefined;
  const outer = outermostWrapper(member);
  const call = outer.parent;
  const name = memberName(member);
  return call?.type === 'CallExpression' && call.callee === outer && name !== undefined ? { name, call } : undefined;
}

/** The calls that are chained onto a node, the nearest first: `request.on('data', f).on('end', g)`. */
export function chainedCalls(node: Node): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  for (let at = node; at.parent?.type === 'MemberExpression' && at.parent.object === at;) {
    const member = at.parent;
    if (member.parent.type !== 'CallExpression' || member.parent.callee !== member) break;
    at = member.parent;
    calls.push(at);
  }
  return calls;
}

/** A node with all that is chained onto it: `http.get(...).on('error', f)`. */
export function withChain(node: Node): Node {
  return chainedCalls(node).at(-1) ?? node;
}

/** The call that a function is handed to, and where; undefined for one that is not a callback. */
export function handedTo(node: FunctionNode): { readonly call: CallExpression; readonly index: number } | undefined {
  const parent = node.parent;
  if (parent?.type !== 'CallExpression') return undefined;
  const index = parent.arguments.indexOf(node as never);
  return index < 0 ? undefined : { call: parent, index };
}

/** The name by which a call is made: `get` for `a.b.get()`. */
export function calledName(call: CallExpression): string | undefined {
  if (call.callee.type === 'Identifier') return call.callee.name;
  return call.callee.type === 'MemberExpression' ? memberName(call.callee) : undefined;
}

/** A call of `Promise.all` and its like. */
export function promiseCombinator(call: CallExpression): string | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise')
    return undefined;
  return memberName(callee);
}

/** A function that does nothing: `() => {}`, `noop`, `() => undefined`. */
export function isEmptyFunction(node: Node): boolean {
  if (node.type === 'Identifier') return /^noop$/i.test(node.name);
  if (node.type === 'MemberExpression') return /^noop$/i.test(memberName(node) ?? '');
  if (!isFunction(node) || !node.body) return false;
  const { body } = node;
  if (body.type === 'BlockStatement') {
    return body.body.every((statement) => statement.type === 'ReturnStatement' && isNothing(statement.argument));
  }
  return isNothing(body);
}

function isNothing(node: Node | null): boolean {
  if (!node) return true;
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'Literal') return node.value === null;
  return node.type === 'UnaryExpression' && node.operator === 'void';
}
