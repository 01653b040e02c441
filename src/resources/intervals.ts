import { findNode, someNode } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import {
  ancestors,
  enclosingFunction,
  isFunction,
  isIdentifier,
  isInside,
  keyName,
  memberName,
  rangeOf,
  unwrap,
} from '../ast/nodes.ts';
import { functionOwner } from '../ast/flow.ts';
import type { FileContext } from '../values/index.ts';
import type { IntervalFact } from '../facts/model.ts';
import { isTimer } from '../backoff/sleeps.ts';
import { countsTicks } from './countedTicks.ts';
import { isRare, periodOf } from './periods.ts';
import { mayOutlast, rowWork } from './rowWork.ts';
import { scheduleOf } from './schedules.ts';
import { Reach } from './tickReach.ts';
import type { Hangs, Tick } from './tickReach.ts';

/** Timers and schedules around network work: the next tick does not wait for the last one. */
export function findIntervals(
  context: FileContext,
  requests: readonly Node[],
  test: boolean,
  hangs: Hangs = () => false,
): readonly IntervalFact[] {
  const found: IntervalFact[] = [];
  const reach = new Reach(context, requests, hangs);
  for (const call of context.index.calls) {
    if (!isTimer(context, call, 'setInterval')) continue;
    const tick = tickOf(context, call);
    if (!tick) continue;
    const period = periodOf(context, call.arguments[1]);
    const many = rowWork(tick.file, tick.node);
    if (isRare(context, call.arguments[1]) && !mayOutlast(many, period)) continue;
    const reached = reach.from(tick);
    if (!reached || countsTicks(tick.file, tick.node)) continue;
    found.push({
      kind: 'interval',
      range: rangeOf(call),
      guarded: isGuarded(tick.file, tick.node) || clearsItself(context, call, tick),
      ...(period === undefined ? {} : { periodMs: period }),
      ...(isHeartbeat(context, call, tick) ? { heartbeat: true as const } : {}),
      ...(mayOutlast(many, period) ? { many: true as const } : {}),
      ...reached,
      test,
    });
  }
  for (const node of [...context.index.calls, ...context.index.news]) {
    const fact = scheduleFact(context, node, reach, test);
    if (fact) found.push(fact);
  }
  return found;
}

/** `const timer = setInterval(() => { if (ready()) { clearInterval(timer); run(); } }, 100)`: it runs once. */
function clearsItself(context: FileContext, call: CallExpression, { node, file }: Tick): boolean {
  const { parent } = call;
  const holder =
    parent.type === 'VariableDeclarator' ? parent.id : parent.type === 'AssignmentExpression' ? parent.left : undefined;
  if (!holder || file !== context) return false;
  const clear = findNode(
    node.body,
    (one) =>
      one.type === 'CallExpression' &&
      isIdentifier(one.callee, 'clearInterval') &&
      one.arguments[0] !== undefined &&
      context.text(one.arguments[0]) === context.text(holder),
  );
  const block = clear && [...ancestors(clear)].find(({ type }) => type === 'BlockStatement');
  // What it does stands behind the end of the timer, and nothing beside the two.
  return (
    block !== undefined &&
    !someNode(
      node.body,
      (one) => isWork(one) && one !== clear && !(isInside(one, block) && one.range[0] > clear!.range[1]),
    )
  );
}

function isWork(node: Node): boolean {
  return node.type === 'AwaitExpression' || node.type === 'CallExpression' || node.type === 'NewExpression';
}

/** The same for what a library runs by a schedule: `cron.schedule('* * * * * *', drain)`. */
function scheduleFact(
  context: FileContext,
  node: CallExpression | NewExpression,
  reach: Reach,
  test: boolean,
): IntervalFact | undefined {
  const schedule = scheduleOf(context, node);
  if (!schedule) return undefined;
  const { tick, file, library, option, waits, minutes, periodMs } = schedule;
  const many = minutes === undefined && periodMs === undefined ? undefined : rowWork(file, tick);
  // A minute is enough for a call or two; not for one element of a list after the other.
  if (minutes === 1 && !many) return undefined;
  if (minutes !== undefined && minutes > 1 && !mayOutlast(many, minutes * 60_000)) return undefined;
  const reached = reach.from({ node: tick, file });
  if (!reached) return undefined;
  const guarded = waits || isGuarded(file, tick) || locksFirst(file, tick);
  const scheduler = { library, ...(option === undefined ? {} : { option }) };
  const outlasts = periodMs === undefined ? many !== undefined : mayOutlast(many, periodMs);
  const period = { ...(periodMs === undefined ? {} : { periodMs }), ...(outlasts ? { many: true as const } : {}) };
  return { kind: 'interval', range: rangeOf(node), guarded, ...period, ...reached, scheduler, test };
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

function tickOf(context: FileContext, call: CallExpression): Tick | undefined {
  const [callback] = call.arguments;
  if (!callback) return undefined;
  const plain = withoutBind(unwrap(callback as Node));
  if (isFunction(plain)) return { node: plain, file: context };
  const value = context.value(plain);
  return value.kind === 'function' ? { node: value.node, file: value.file } : undefined;
}

/** `this.poll.bind(this)` is `this.poll`. */
function withoutBind(node: Node): Node {
  if (node.type !== 'CallExpression') return node;
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? unwrap(callee.object) : node;
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
