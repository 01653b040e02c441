import { returnsOf } from './functions.ts';
import { isFunction, isIdentifier, memberName, unwrap } from './nodes.ts';
import type { FunctionNode, Node } from './types.ts';

/**
 * What a function calls with all that it is given, and whose answer it gives: `f` of `(...args) => f(...args)` and
 * of `function () { return f.apply(this, arguments); }`, also where
 * `f` is only there after something that is waited for. Undefined for every other function.
 */
export function handsAllOnTo(node: FunctionNode): Node | undefined {
  const [rest, ...others] = node.params;
  if (rest === undefined) return node.type === 'ArrowFunctionExpression' ? undefined : appliedTo(returnsOf(node));
  if (rest?.type !== 'RestElement' || others.length > 0 || rest.argument.type !== 'Identifier') return undefined;
  const [given, ...more] = returnsOf(node);
  return given === undefined || more.length > 0 ? undefined : calleeOf(given, rest.argument.name);
}

/** `fetch` of `function () { return fetch.apply(this, arguments); }`, and of `fetch(...arguments)`. */
function appliedTo([given, ...more]: readonly Node[]): Node | undefined {
  const call = given && unwrap(given);
  if (call?.type !== 'CallExpression' || more.length > 0) return undefined;
  const callee = unwrap(call.callee);
  const last = call.arguments.at(-1);
  if (last?.type === 'SpreadElement')
    return call.arguments.length === 1 && isIdentifier(last.argument, 'arguments') ? callee : undefined;
  const applies = callee.type === 'MemberExpression' && memberName(callee) === 'apply' && call.arguments.length === 2;
  return applies && last && isIdentifier(last, 'arguments') ? callee.object : undefined;
}

function calleeOf(given: Node, name: string): Node | undefined {
  const call = unwrap(given);
  if (call.type !== 'CallExpression') return undefined;
  const [first, ...others] = call.arguments;
  if (first === undefined || others.length > 0) return undefined;
  if (first.type === 'SpreadElement') return isIdentifier(first.argument, name) ? call.callee : undefined;
  // `import('x').then(({ default: f }) => f(...args))`.
  const after = unwrap(call.callee);
  if (after.type !== 'MemberExpression' || memberName(after) !== 'then' || !isFunction(first)) return undefined;
  const [inner, ...rest] = returnsOf(first);
  return inner === undefined || rest.length > 0 ? undefined : calleeOf(inner, name);
}
