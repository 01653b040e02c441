import { someNode } from '../ast/walk.ts';
import type { Wraps } from '../knowledge/roles.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { AbstractValue, ClientValue, FileContext } from '../values/index.ts';
import type { Retry } from '../facts/model.ts';
import { isTimerCallee } from '../outcomes/signals.ts';
import { findRetries } from '../retries/retries.ts';

/** Something that runs a call under a policy. */
export interface Wrapping {
  readonly role: Wraps['role'];
  /** The call of the policy, in its file. */
  readonly node: Node;
  readonly file: FileContext;
  readonly wraps?: Wraps;
  readonly shape?: ClientValue;
  /** For a timeout: it bounds the wait. */
  readonly bounds?: boolean;
  /** For a retry: what it does. */
  readonly retry?: Retry;
  /** What of the call's own file stands between the call and this: nearer ones lie inside those further out. */
  readonly place: Node;
}

/** How a search got to a place: steps through helpers, and the way out of the call's own file. */
interface Way {
  readonly depth: number;
  readonly seen: Set<Node>;
  /** Set once the search has left the code around the call. */
  readonly place?: Node;
}

const MAX_DEPTH = 4;

/** All policies around a node, innermost first: in its function, around it, and around the functions that call it. */
export function wrappingsOf(context: FileContext, node: Node): readonly Wrapping[] {
  const found: Wrapping[] = [];
  collectWrappings(context, node, found, { depth: 0, seen: new Set() });
  return found;
}

function collectWrappings(context: FileContext, from: Node, found: Wrapping[], way: Way): void {
  let child = from;
  let key: string | undefined;
  for (let at = from.parent; at; child = at, at = at.parent) {
    const place = way.place ?? at;
    if (at.type === 'Property' && at.value === child) key = keyName(at.key, at.computed);
    if (at.type === 'CallExpression' && at.callee !== child) {
      argumentOf(context, at, child, found, { ...way, place }, child.type === 'ObjectExpression' ? key : undefined);
    } else if (at.type === 'NewExpression' && at.callee !== child) {
      const value = context.value(unwrap(at.callee));
      const wraps = value.kind === 'client' ? value.type.new?.wraps : undefined;
      const index = at.arguments.indexOf(child as never);
      if (wraps?.arguments.includes(index)) add(context, at, wraps, value as ClientValue, found, place);
      if (isIdentifier(at.callee, 'Promise') && settledByTimer(context, child)) {
        found.push({ role: 'timeout', node: at, file: context, bounds: true, place });
      }
    } else if (at.type === 'MemberExpression' && at.object === child && memberName(at) === 'pipe') {
      const pipe = at.parent;
      if (pipe.type === 'CallExpression' && pipe.callee === at) operators(context, pipe, found, way.place ?? pipe);
    } else if (at.type === 'ArrayExpression') {
      collectRace(context, at, child, found, place);
    }
    if (isFunction(at) && way.depth < MAX_DEPTH) collectCallers(context, at, found, { ...way, place });
  }
}

function argumentOf(
  context: FileContext,
  call: CallExpression,
  child: Node,
  found: Wrapping[],
  way: Way & { readonly place: Node },
  key: string | undefined,
): void {
  const index = call.arguments.indexOf(child as never);
  if (index < 0) return;
  const value = context.value(unwrap(call.callee));
  if (value.kind === 'client') {
    const wraps = value.type.call?.wraps;
    if (wraps?.arguments.includes(index)) add(context, call, wraps, value, found, way.place);
  } else if (value.kind === 'function' && way.depth < MAX_DEPTH) {
    inHouse(value, index, key, found, way);
  }
}

function add(context: FileContext, node: Node, wraps: Wraps, value: ClientValue, found: Wrapping[], place: Node): void {
  const retry = retriesIn(context).find((one) => one.range.start === node.range[0] && one.range.end === node.range[1]);
  if (wraps.composed && value.creation) {
    const made = value.creation.node;
    if (made.type === 'CallExpression') {
      for (const argument of made.arguments) {
        const inner = value.creation.file.value(argument);
        const policy = inner.kind === 'client' ? inner.type.policy : undefined;
        if (policy)
          found.push({
            role: policy,
            node,
            file: context,
            wraps,
            shape: value,
            bounds: policy === 'timeout',
            place,
            ...(policy === 'retry' && retry ? { retry } : {}),
          });
      }
      return;
    }
  }
  found.push({
    role: wraps.role,
    node,
    file: context,
    wraps,
    shape: value,
    bounds: wraps.timeout ? wraps.timeout.default !== 'none' : wraps.role === 'timeout',
    place,
    ...(wraps.role === 'retry' && retry ? { retry } : {}),
  });
}

/** A wrapper in sight: the policies that its body puts around the parameter, or around the member `key` of it. */
function inHouse(
  value: Extract<AbstractValue, { kind: 'function' }>,
  index: number,
  key: string | undefined,
  found: Wrapping[],
  way: Way & { readonly place: Node },
): void {
  if (way.seen.has(value.node)) return;
  const uses = parameterUses(value.file, value.node.params[index], key);
  // Only on the way into it: a helper that is handed another call of itself runs that one under both.
  const seen = new Set([...way.seen, value.node]);
  for (const use of uses) collectWrappings(value.file, use, found, { ...way, seen, depth: way.depth + 1 });
  collectRetries(value.file, value.node, uses, found, way.place);
}

/** Where a function uses what it is given: the parameter, what is taken out of it, or `options.run`. */
function parameterUses(file: FileContext, parameter: Node | undefined, key: string | undefined): readonly Node[] {
  const plain = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  const target = plain?.type === 'RestElement' ? plain.argument : plain;
  if (target?.type === 'ObjectPattern' && key !== undefined) {
    const own = target.properties.find(
      (property) => property.type === 'Property' && keyName(property.key, property.computed) === key,
    );
    return own?.type === 'Property' ? parameterUses(file, own.value, undefined) : [];
  }
  const variable = isIdentifier(target) ? file.variable(target) : undefined;
  const uses = (variable?.references ?? [])
    .map(({ identifier }) => identifier as Node)
    .filter((identifier) => identifier !== target);
  if (key === undefined) return uses;
  return uses.flatMap(({ parent }) =>
    parent?.type === 'MemberExpression' && memberName(parent) === key ? [parent] : [],
  );
}

/** The places that run a function of this file, where every one of them is under a policy. */
function collectCallers(
  context: FileContext,
  node: FunctionNode,
  found: Wrapping[],
  way: Way & { readonly place: Node },
): void {
  if (way.seen.has(node)) return;
  const uses = usesOf(context, node);
  if (uses.length === 0 || uses.length > 8) return;
  way.seen.add(node);
  collectRetries(context, node, uses, found, way.place);
  const perUse = uses.map((use) => {
    const around: Wrapping[] = [];
    collectWrappings(context, use, around, { depth: way.depth + 1, seen: new Set(way.seen), place: way.place });
    return around;
  });
  if (perUse.every((around) => around.length > 0)) found.push(...perUse[0]!);
}

const allIn = new WeakMap<FileContext, readonly Retry[]>();

function retriesIn(file: FileContext): readonly Retry[] {
  let retries = allIn.get(file);
  if (!retries) allIn.set(file, (retries = findRetries(file, [], false)));
  return retries;
}

const repeats = new WeakMap<FileContext, Map<FunctionNode, Map<Node | undefined, readonly Retry[]>>>();

/** Loops and recursions that run again what a function is: its calls at `uses`. */
function collectRetries(
  context: FileContext,
  owner: FunctionNode,
  uses: readonly Node[],
  found: Wrapping[],
  place: Node,
): void {
  const inFile = repeats.get(context) ?? new Map<FunctionNode, Map<Node | undefined, readonly Retry[]>>();
  if (inFile.size === 0) repeats.set(context, inFile);
  let known = inFile.get(owner);
  if (!known) inFile.set(owner, (known = new Map()));
  let retries = known.get(uses[0]);
  if (!retries) {
    const calls = uses.flatMap((use) => callOf(use));
    retries = calls.length > 0 ? findRetries(context, calls, false).filter((one) => one.calls.length > 0) : [];
    known.set(uses[0], retries);
  }
  for (const retry of retries) {
    // A library's retry is found where its callback is given to it.
    if (retry.form.startsWith('library:')) continue;
    found.push({ role: 'retry', node: owner, file: context, retry, place });
  }
}

function callOf(use: Node): readonly Node[] {
  const callee = use.parent?.type === 'MemberExpression' && use.parent.property === use ? use.parent : use;
  const call = callee.parent;
  return call?.type === 'CallExpression' && call.callee === callee ? [call] : [];
}

export function usesOf(context: FileContext, node: FunctionNode): readonly Node[] {
  const holder = node.parent;
  const name =
    node.type === 'FunctionDeclaration' ? node.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  const variable = name && context.variable(name);
  if (variable)
    return variable.references.filter(({ identifier }) => identifier !== name).map(({ identifier }) => identifier);
  const key = holder?.type === 'MethodDefinition' || holder?.type === 'PropertyDefinition' ? holder.key : undefined;
  if (!key || !isIdentifier(key as Node)) return [];
  const method = (key as { name: string }).name;
  return context.index.members.filter(
    (member) => member.object.type === 'ThisExpression' && memberName(member) === method && !isInsideOf(member, node),
  );
}

function isInsideOf(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

function operators(context: FileContext, pipe: CallExpression, found: Wrapping[], place: Node): void {
  for (const operator of pipe.arguments) {
    if (operator.type !== 'CallExpression') continue;
    const value = context.value(unwrap(operator.callee));
    const wraps = value.kind === 'client' ? value.type.call?.wraps : undefined;
    if (wraps && value.kind === 'client') add(context, operator, wraps, value, found, place);
  }
}

/** `Promise.race([call, timer])`. */
function collectRace(
  context: FileContext,
  list: Ast.ArrayExpression,
  child: Node,
  found: Wrapping[],
  place: Node,
): void {
  const call = list.parent;
  if (call.type !== 'CallExpression' || call.arguments[0] !== list) return;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !isIdentifier(callee.object, 'Promise') || memberName(callee) !== 'race')
    return;
  for (const element of list.elements) {
    if (element && element !== child && hasTimer(context, element, 0)) {
      found.push({ role: 'timeout', node: call, file: context, bounds: true, place });
      return;
    }
  }
}

function hasTimer(context: FileContext, expression: Node, depth: number): boolean {
  const node = unwrap(expression);
  if (depth > 3) return false;
  const timers = context.index.calls.some((call) => isInsideOf(call, node) && isTimerCallee(call.callee));
  if (timers) return true;
  if (node.type === 'Identifier') {
    const writes =
      context.variable(node)?.references.filter((reference) => reference.isWrite() && reference.writeExpr) ?? [];
    return writes.some((reference) => hasTimer(context, reference.writeExpr!, depth + 1));
  }
  if (node.type === 'CallExpression') {
    const value = context.value(unwrap(node.callee));
    return value.kind === 'function' && hasTimer(value.file, value.node, depth + 1);
  }
  return false;
}

/**
 * An executor of `new Promise` in which a timer settles the promise: armed beside the request on every path, not after
 * it has failed, and not to start it again.
 */
function settledByTimer(context: FileContext, executor: Node): boolean {
  if (!isFunction(executor)) return false;
  const names = executor.params.flatMap((parameter) => (isIdentifier(parameter) ? [parameter.name] : []));
  if (names.length === 0) return false;
  return context.index.calls.some((call) => {
    if (!isInsideOf(call, executor) || !isTimerCallee(call.callee)) return false;
    return (
      isArmedAlways(call, executor) && call.arguments[0] !== undefined && settles(context, call.arguments[0], names)
    );
  });
}

/** On the way through a function itself: in no function inside it, no branch and no handler of a failure. */
export function isArmedAlways(timer: Node, owner: Node): boolean {
  for (let at = timer.parent, child: Node = timer; at && at !== owner; child = at, at = at.parent) {
    if (isFunction(at) || at.type === 'CatchClause' || at.type === 'SwitchCase') return false;
    if (at.type === 'IfStatement' && at.test !== child) return false;
    if (at.type === 'ConditionalExpression' && at.test !== child) return false;
    if (at.type === 'LogicalExpression' && at.right === child) return false;
  }
  return true;
}

/** `reject(...)`, `resolve(null)`, `reject`; not `resolve(again())`, which starts something new. */
function settles(context: FileContext, callback: Node, names: readonly string[]): boolean {
  const plain = unwrap(callback);
  if (isIdentifier(plain)) return names.includes(plain.name);
  return someNode(plain, (node) => {
    if (isIdentifier(node) && names.includes(node.name) && node.parent?.type !== 'CallExpression') return true;
    if (node.type !== 'CallExpression' || !isIdentifier(node.callee) || !names.includes(node.callee.name)) return false;
    return !node.arguments.some((argument) => startsAgain(context, argument));
  });
}

/** A call of a function of the file: what it gives is waited for, without end. */
function startsAgain(context: FileContext, argument: Node): boolean {
  return someNode(argument, (node) => {
    if (node.type !== 'CallExpression') return false;
    const value = context.value(unwrap(node.callee));
    return value.kind === 'function' || value.kind === 'client';
  });
}
