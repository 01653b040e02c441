import { someNode } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import {
  enclosingFunction,
  isFunction,
  isIdentifier,
  isInside,
  keyName,
  memberName,
  rangeOf,
  unwrap,
} from '../ast/nodes.ts';
import { functionOwner, nearestLoop } from '../ast/flow.ts';
import { findRequest, isRequest } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import type { IntervalFact } from '../facts/model.ts';
import { isTimer } from '../backoff/sleeps.ts';
import { scheduleOf } from './schedules.ts';

/** Timers and schedules around network work: the next tick does not wait for the last one. */
export function findIntervals(context: FileContext, requests: readonly Node[], test: boolean): readonly IntervalFact[] {
  const found: IntervalFact[] = [];
  for (const call of context.index.calls) {
    if (!isTimer(context, call, 'setInterval')) continue;
    const tick = tickOf(context, call);
    if (!tick) continue;
    if (isRare(context, call.arguments[1])) continue;
    const calls = requests.flatMap((node, i) =>
      tick.file === context && reachesRequest(context, tick.node, node, 0, new Set()) ? [i] : [],
    );
    if (calls.length === 0 && !reachesElsewhere(tick.file, context, tick.node, 0, new Set())) continue;
    const period = call.arguments[1] ? context.constant(call.arguments[1] as Node) : undefined;
    found.push({
      kind: 'interval',
      range: rangeOf(call),
      guarded: isGuarded(tick.file, tick.node),
      ...(typeof period === 'number' ? { periodMs: period } : {}),
      ...(isHeartbeat(context, call, tick) ? { heartbeat: true as const } : {}),
      calls,
      test,
    });
  }
  for (const node of [...context.index.calls, ...context.index.news]) {
    const fact = scheduleFact(context, node, requests, test);
    if (fact) found.push(fact);
  }
  return found;
}

/** The same for what a library runs by a schedule: `cron.schedule('* * * * * *', drain)`. */
function scheduleFact(
  context: FileContext,
  node: CallExpression | NewExpression,
  requests: readonly Node[],
  test: boolean,
): IntervalFact | undefined {
  const schedule = scheduleOf(context, node);
  if (!schedule) return undefined;
  const { tick, file, library, option, waits, minutely } = schedule;
  // A minute is enough for a call or two; not for one element of a list after the other.
  if (minutely && !sendsInLoop(file, tick)) return undefined;
  const calls = requests.flatMap((request, i) =>
    file === context && reachesRequest(context, tick, request, 0, new Set()) ? [i] : [],
  );
  if (calls.length === 0 && !reachesElsewhere(file, context, tick, 0, new Set())) return undefined;
  const guarded = waits || isGuarded(file, tick) || locksFirst(file, tick);
  const scheduler = { library, ...(option === undefined ? {} : { option }) };
  return { kind: 'interval', range: rangeOf(node), guarded, calls, scheduler, test };
}

/** `for (const user of users) await notify(user)`, there or in a function that it waits for. */
function sendsInLoop(file: FileContext, owner: FunctionNode, depth = 0): boolean {
  return file.index.calls.some((call) => {
    if (!isInside(call, owner) || call.parent.type !== 'AwaitExpression') return false;
    const value = file.value(unwrap(call.callee));
    if (nearestLoop(call))
      return isRequest(file, call) || (value.kind === 'function' && sends(value.file, value.node, 0, new Set()));
    return value.kind === 'function' && value.node !== owner && depth < 2
      ? sendsInLoop(value.file, value.node, depth + 1)
      : false;
  });
}

/** The function, or one that it calls, sends a request. */
function sends(file: FileContext, from: FunctionNode, depth: number, seen: Set<Node>): boolean {
  if (depth > 3 || seen.has(from)) return false;
  seen.add(from);
  return file.index.calls.some((call) => {
    if (!isInside(call, from)) return false;
    const request = findRequest(file, call);
    if (request) return !isBrief(request);
    const value = file.value(unwrap(call.callee));
    return value.kind === 'function' && sends(value.file, value.node, depth + 1, seen);
  });
}

/** The first thing that a run waits for is a lock, which it does not get while the last one is at work. */
function locksFirst(file: FileContext, tick: FunctionNode): boolean {
  let first: Node | undefined;
  someNode(tick.body, (node) => {
    if (node.type === 'AwaitExpression') first ??= node.argument;
    return first !== undefined;
  });
  return first !== undefined && /lock|mutex|semaphore|leader|exclusive/i.test(file.text(first));
}

const beats =
  /heart_?-?beat|keep_?-?alive|\bping|\b(?:extend|renew|touch|prolong|refresh)\w*(?:Lock|Lease|Visibility|Session|Lifetime)|changeVisibility\w*|\/(?:heartbeat|ping|keepalive|alive)\b/i;
const BEAT_CHARACTERS = 600;

/** It says that it is there, or renews what it holds, and no more: that one comes while the last is under way does no harm. */
function isHeartbeat(context: FileContext, call: CallExpression, { node, file }: Tick): boolean {
  const text = file.text(node);
  if (text.length <= BEAT_CHARACTERS && beats.test(text)) return true;
  const holder = enclosingFunction(call);
  const name = holder ? functionOwner(holder) : undefined;
  const key = name?.type === 'Identifier' ? name.name : holder ? keyOf(holder) : '';
  const callback = call.arguments[0] ? context.text(call.arguments[0] as Node).slice(0, 100) : '';
  return beats.test(key) || (!isFunction(unwrap(call.arguments[0] as Node)) && beats.test(callback));
}

/** The name of a method. */
function keyOf({ parent }: FunctionNode): string {
  return parent?.type === 'MethodDefinition' || parent?.type === 'Property'
    ? (keyName(parent.key, parent.computed) ?? '')
    : '';
}

/** A period so long that only a call without any end could overlap, which is for other rules to say. */
const RARE_MS = 60_000;

function isRare(context: FileContext, period: Node | undefined): boolean {
  const value = period && context.constant(period);
  if (typeof value === 'number') return value >= RARE_MS;
  // `minutes * 60 * 1000`.
  if (period?.type === 'BinaryExpression') return knownFactor(context, period) >= RARE_MS;
  if (period?.type !== 'CallExpression' || !isIdentifier(period.callee, 'ms')) return false;
  const text = context.constant(period.arguments[0] as Node | undefined);
  return typeof text === 'string' && /^\d+\s*(?:m|mins?|minutes?|h|hrs?|hours?|d|days?)$/.test(text.trim());
}

/** What is certain of a product; whoever counts in minutes counts at least one. */
function knownFactor(context: FileContext, expression: Node): number {
  const node = unwrap(expression);
  const value = context.constant(node);
  if (typeof value === 'number') return value;
  if (node.type !== 'BinaryExpression') return 1;
  if (node.operator !== '*') return 0;
  return knownFactor(context, node.left as Node) * knownFactor(context, node.right);
}

interface Tick {
  readonly node: FunctionNode;
  readonly file: FileContext;
}

function tickOf(context: FileContext, call: CallExpression): Tick | undefined {
  const [callback] = call.arguments;
  if (!callback) return undefined;
  const plain = unwrap(callback as Node);
  if (isFunction(plain)) return { node: plain, file: context };
  const value = context.value(plain);
  return value.kind === 'function' ? { node: value.node, file: value.file } : undefined;
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

/** A function of another file that the tick waits for, or starts, makes a request. */
function reachesElsewhere(
  file: FileContext,
  home: FileContext,
  from: FunctionNode,
  depth: number,
  seen: Set<Node>,
): boolean {
  if (depth > 3 || seen.has(from)) return false;
  seen.add(from);
  return file.index.calls.some((call) => {
    if (!isInside(call, from)) return false;
    const request = file === home ? undefined : findRequest(file, call);
    if (request && !isBrief(request)) return true;
    const value = file.value(unwrap(call.callee));
    return value.kind === 'function' && reachesElsewhere(value.file, home, value.node, depth + 1, seen);
  });
}

/** A command to a cache ends in milliseconds; a datagram is sent and that is all. */
function isBrief({ client }: FoundRequest): boolean {
  return client.library.name === 'node:dgram' || (client.type.api ?? client.library.api) === 'cache';
}

/**
 * `if (running) return; running = true`: a tick that finds the last one still at work gives way. A tick that only calls
 * a function is as guarded as that one.
 */
function isGuarded(context: FileContext, tick: FunctionNode, depth = 0): boolean {
  if (givesWay(context, tick)) return true;
  const only = depth < 3 ? onlyCall(tick) : undefined;
  const value = only && context.value(unwrap(only.callee));
  return value?.kind === 'function' && isGuarded(value.file, value.node, depth + 1);
}

function givesWay(context: FileContext, tick: FunctionNode): boolean {
  const flags = new Set<string>();
  someNode(tick.body, (node) => {
    if (node.type === 'IfStatement') for (const flag of flagsOf(node.test)) flags.add(context.text(flag));
    return false;
  });
  return someNode(tick.body, (node) => {
    if (node.type !== 'AssignmentExpression' || !flags.has(context.text(node.left))) return false;
    const value = unwrap(node.right);
    return value.type !== 'Literal' || value.value === true;
  });
}

/** What a condition looks at: `busy`, `!this.busy`, `busy || stopped`, `busy === true`. */
function flagsOf(test: Node): readonly Node[] {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return flagsOf(node.argument);
  if (node.type === 'LogicalExpression') return [...flagsOf(node.left), ...flagsOf(node.right)];
  if (node.type === 'BinaryExpression' && node.right.type === 'Literal' && typeof node.right.value === 'boolean')
    return flagsOf(node.left as Node);
  return node.type === 'Identifier' || node.type === 'MemberExpression' ? [node] : [];
}

/** The call that a function consists of: `() => void poll()`, `() => { poll().catch(log); }`. */
function onlyCall({ body }: FunctionNode): CallExpression | undefined {
  if (body?.type === 'BlockStatement') {
    const [statement, ...more] = body.body;
    if (more.length > 0) return undefined;
    if (statement?.type === 'ExpressionStatement') return calledIn(statement.expression);
    return statement?.type === 'ReturnStatement' && statement.argument ? calledIn(statement.argument) : undefined;
  }
  return body ? calledIn(body) : undefined;
}

function calledIn(expression: Node): CallExpression | undefined {
  const node = unwrap(expression);
  if (node.type === 'AwaitExpression' || (node.type === 'UnaryExpression' && node.operator === 'void'))
    return calledIn(node.argument);
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  const handled = callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(memberName(callee) ?? '');
  return handled ? calledIn(callee.object) : node;
}
