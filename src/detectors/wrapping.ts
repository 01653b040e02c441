import { someNode } from '../ast/walk.ts';
import type { Wraps } from '../knowledge/schema.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { AbstractValue, ClientValue, FileContext } from '../values/index.ts';
import { isTimerCallee } from './signals.ts';
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
}

const MAX_DEPTH = 4;

/** All policies around a node, innermost first: in its function, around it, and around the functions that call it. */
export function wrappingsOf(context: FileContext, node: Node): readonly Wrapping[] {
  const found: Wrapping[] = [];
  collectWrappings(context, node, found, 0, new Set());
  return found;
}

function collectWrappings(context: FileContext, from: Node, found: Wrapping[], depth: number, seen: Set<Node>): void {
  let child = from;
  for (let at = from.parent; at; child = at, at = at.parent) {
    if (at.type === 'CallExpression' && at.callee !== child) {
      argumentOf(context, at, child, found, depth, seen);
    } else if (at.type === 'NewExpression' && at.callee !== child) {
      const value = context.value(unwrap(at.callee));
      const wraps = value.kind === 'client' ? value.type.new?.wraps : undefined;
      const index = at.arguments.indexOf(child as never);
      if (wraps?.arguments.includes(index)) add(context, at, wraps, value as ClientValue, found);
      if (isIdentifier(at.callee, 'Promise') && settledByTimer(context, child)) {
        found.push({ role: 'timeout', node: at, file: context, bounds: true });
      }
    } else if (at.type === 'MemberExpression' && at.object === child && memberName(at) === 'pipe') {
      const pipe = at.parent;
      if (pipe.type === 'CallExpression' && pipe.callee === at) operators(context, pipe, found);
    } else if (at.type === 'ArrayExpression') {
      collectRace(context, at, child, found);
    }
    if (isFunction(at) && depth < MAX_DEPTH) collectCallers(context, at, found, depth, seen);
  }
}

function argumentOf(
  context: FileContext,
  call: CallExpression,
  child: Node,
  found: Wrapping[],
  depth: number,
  seen: Set<Node>,
): void {
  const index = call.arguments.indexOf(child as never);
  if (index < 0) return;
  const value = context.value(unwrap(call.callee));
  if (value.kind === 'client') {
    const wraps = value.type.call?.wraps;
    if (wraps?.arguments.includes(index)) add(context, call, wraps, value, found);
  } else if (value.kind === 'function' && depth < MAX_DEPTH) {
    inHouse(value, index, found, depth, seen);
  }
}

function add(context: FileContext, node: Node, wraps: Wraps, value: ClientValue, found: Wrapping[]): void {
  if (wraps.composed && value.creation) {
    const made = value.creation.node;
    if (made.type === 'CallExpression') {
      for (const argument of made.arguments) {
        const inner = value.creation.file.value(argument);
        const policy = inner.kind === 'client' ? inner.type.policy : undefined;
        if (policy)
          found.push({ role: policy, node, file: context, wraps, shape: value, bounds: policy === 'timeout' });
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
  });
}

/** A wrapper in sight: the policies that its body puts around the parameter. */
function inHouse(
  value: Extract<AbstractValue, { kind: 'function' }>,
  index: number,
  found: Wrapping[],
  depth: number,
  seen: Set<Node>,
): void {
  if (seen.has(value.node)) return;
  seen.add(value.node);
  const parameter = value.node.params[index];
  const target =
    parameter?.type === 'AssignmentPattern'
      ? parameter.left
      : parameter?.type === 'RestElement'
        ? parameter.argument
        : parameter;
  const variable = isIdentifier(target) ? value.file.variable(target) : undefined;
  const uses = (variable?.references ?? [])
    .map(({ identifier }) => identifier)
    .filter((identifier) => identifier !== target);
  for (const identifier of uses) collectWrappings(value.file, identifier, found, depth + 1, seen);
  collectRetries(value.file, value.node, uses, found);
}

/** The places that run a function of this file, where every one of them is under a policy. */
function collectCallers(
  context: FileContext,
  node: FunctionNode,
  found: Wrapping[],
  depth: number,
  seen: Set<Node>,
): void {
  if (seen.has(node)) return;
  const uses = usesOf(context, node);
  if (uses.length === 0 || uses.length > 8) return;
  seen.add(node);
  collectRetries(context, node, uses, found);
  const perUse = uses.map((use) => {
    const around: Wrapping[] = [];
    collectWrappings(context, use, around, depth + 1, new Set(seen));
    return around;
  });
  if (perUse.every((around) => around.length > 0)) found.push(...perUse[0]!);
}

const retryOf = new WeakMap<FunctionNode, Node | null>();

/** Loops and recursions that run again what a function is: its calls at `uses`. */
function collectRetries(context: FileContext, owner: FunctionNode, uses: readonly Node[], found: Wrapping[]): void {
  let site = retryOf.get(owner);
  if (site === undefined) {
    const calls = uses.flatMap((use) => callOf(use));
    const retry = calls.length > 0 ? findRetries(context, calls, false).find((one) => one.calls.length > 0) : undefined;
    site = retry ? (calls[retry.calls[0]!] ?? null) : null;
    retryOf.set(owner, site);
  }
  if (site) found.push({ role: 'retry', node: site, file: context });
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

function operators(context: FileContext, pipe: CallExpression, found: Wrapping[]): void {
  for (const operator of pipe.arguments) {
    if (operator.type !== 'CallExpression') continue;
    const value = context.value(unwrap(operator.callee));
    const wraps = value.kind === 'client' ? value.type.call?.wraps : undefined;
    if (wraps && value.kind === 'client') add(context, operator, wraps, value, found);
  }
}

/** `Promise.race([call, timer])`. */
function collectRace(context: FileContext, list: Ast.ArrayExpression, child: Node, found: Wrapping[]): void {
  const call = list.parent;
  if (call.type !== 'CallExpression' || call.arguments[0] !== list) return;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !isIdentifier(callee.object, 'Promise') || memberName(callee) !== 'race')
    return;
  for (const element of list.elements) {
    if (element && element !== child && hasTimer(context, element, 0)) {
      found.push({ role: 'timeout', node: call, file: context, bounds: true });
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
