import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { importSource } from '../backoff/sleeps.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/**
 * The list for each element of which a function of the project calls the function that it is given at `index`, all at
 * once: `ids` in `mapAsync(ids, load)`, where `mapAsync = (list, fn) => Promise.all(list.map(fn))`.
 */
export function listOfHelper(context: FileContext, call: CallExpression, index: number): Node | undefined {
  const callee = unwrap(call.callee);
  if (lodashMethod(context, call, each)) return index === 1 ? (call.arguments[0] as Node) : undefined;
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return undefined;
  const value = context.value(callee);
  if (value.kind !== 'function') return undefined;
  const helper = value.node;
  const given = helper.params[index];
  const variable = given?.type === 'Identifier' ? value.file.variable(given) : undefined;
  for (const read of variable ? readsOf(variable) : []) {
    const list = mappedList(read);
    const at = list ? parameterIndex(value.file, helper, list) : -1;
    const argument = at < 0 || at === index ? undefined : call.arguments[at];
    if (argument && argument.type !== 'SpreadElement') return argument;
  }
  return undefined;
}

const each = /^(?:map|flatMap|forEach|each)$/;
const ofLodash = /^(?:lodash|lodash-es|underscore)(?:\/(?!fp\b)(\w+))?$/;

/** `_.map(list, load)`, `map(list, load)` of `lodash/map`: a function of it that takes a list first, by its name. */
export function lodashMethod(context: FileContext, call: CallExpression, names: RegExp): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  const module = source && ofLodash.exec(source.module);
  if (!source || !module) return false;
  return names.test(callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : (module[1] ?? source.name));
}

/** Which parameter of the function a list is; -1 for one that is cut to parts, or made there. */
function parameterIndex(file: FileContext, helper: FunctionNode, list: Node): number {
  const node = unwrap(list);
  if (node.type !== 'Identifier') return -1;
  const definition = file.variable(node)?.defs[0];
  if (definition?.type !== 'Parameter' || (definition.node as Node) !== helper) return -1;
  return helper.params.findIndex((parameter) => isIdentifier(parameter, node.name));
}

/** `fn` in `list.map(fn)`, or `fn(one)` in a function that is mapped over a list that waits for nothing in between. */
function mappedList(read: Node): Node | undefined {
  const call = read.parent;
  if (call?.type !== 'CallExpression') return undefined;
  if (call.callee !== read) return call.arguments[0] === read ? listOfMap(call) : undefined;
  for (let at: Node | undefined = call; at; at = at.parent) {
    if (at.type === 'ForOfStatement')
      return at.await || someNode(at.body, (node) => node.type === 'AwaitExpression', OWN_BODY) ? undefined : at.right;
    if (!isFunction(at)) continue;
    const handed: Node | undefined = at.parent;
    return handed?.type === 'CallExpression' && handed.arguments[0] === at ? listOfMap(handed) : undefined;
  }
  return undefined;
}

function listOfMap(call: CallExpression): Node | undefined {
  if (!/^(?:map|forEach|flatMap)$/.test(calledName(call) ?? '') || call.callee.type !== 'MemberExpression')
    return undefined;
  return call.callee.object;
}
