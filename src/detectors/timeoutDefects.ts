import type { Ast, Node } from '../ast/types.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { Retry, TimeoutDefect } from '../facts/model.ts';
import { misplacedOptions } from '../outcomes/misplacedOptions.ts';
import { isTimerCallee } from '../outcomes/signals.ts';
import { callOptions } from './timeout.ts';
import { responseOf } from './timeoutEvents.ts';
import type { Wrapping } from './wrapping.ts';

/**
 * Timeouts that hold and do less than they seem to, for what stands around the call: a signal that is used up, a wait
 * that ends without the request, a timer that is cleared before the body is in.
 */
export function misleadingTimeouts(
  context: FileContext,
  found: FoundRequest,
  wrappings: readonly Wrapping[],
  retries: readonly Retry[],
): readonly TimeoutDefect[] {
  const signal = callOptions(context, found).get('signal');
  if (signal.state === 'present' && signal.file === context && signal.constant === undefined) {
    return [
      ...spentSignalDefects(context, found.node, signal.node, retries),
      ...clearedEarly(context, found, signal.node),
      ...clearedBeforeBody(context, found, signal.node),
    ];
  }
  return [...misplacedOptions(context, found), ...wrappings.flatMap((wrapping) => notCancelled(context, wrapping))];
}

/** `AbortSignal.timeout` starts to count when it is made: made once, it is over for all later attempts and calls. */
function spentSignalDefects(
  context: FileContext,
  call: Node,
  signal: Node,
  retries: readonly Retry[],
): readonly TimeoutDefect[] {
  const made = timeoutSignalOf(context, signal, 0);
  if (!made || isInside(made, call)) return [];
  if (!enclosingFunction(made) && enclosingFunction(call)) {
    if (isInField(made)) return [];
    const why = 'this one starts when the module loads, so later calls abort immediately';
    return [{ kind: 'spent-signal', range: rangeOf(made), why }];
  }
  const around = retries.find(
    ({ range }) =>
      range.start <= call.range[0] &&
      call.range[1] <= range.end &&
      !(range.start <= made.range[0] && made.range[1] <= range.end),
  );
  if (!around) return [];
  const why = 'this one is shared, so once it fires every retry aborts immediately';
  return [{ kind: 'spent-signal', range: rangeOf(made), why }];
}

/** The `AbortSignal.timeout(...)` that an expression is, through variables and `AbortSignal.any`. */
function timeoutSignalOf(context: FileContext, expression: Node, depth: number): Node | undefined {
  const node = unwrap(expression);
  if (depth > 4) return undefined;
  if (node.type === 'Identifier') {
    const writes = context.variable(node)?.references.filter((reference) => reference.isWrite()) ?? [];
    const value = writes.length === 1 ? writes[0]!.writeExpr : undefined;
    return value ? timeoutSignalOf(context, value, depth + 1) : undefined;
  }
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || !isIdentifier(callee.object, 'AbortSignal')) return undefined;
  if (memberName(callee) === 'timeout') return node;
  const list = node.arguments[0];
  if (memberName(callee) !== 'any' || list?.type !== 'ArrayExpression') return undefined;
  for (const element of list.elements) {
    const found = element && timeoutSignalOf(context, element, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function isInField(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'PropertyDefinition') return true;
  return false;
}

/** A wrapper that gives up waiting and leaves the request running. */
function notCancelled(
  context: FileContext,
  { role, bounds, file, node, wraps, shape: value }: Wrapping,
): TimeoutDefect[] {
  if (!bounds || file !== context || (role !== 'timeout' && role !== 'breaker')) return [];
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : node;
  const name = value?.library.name;
  const cancels = wraps ? (wraps.timeout?.cancels ?? true) : false;
  if (cancels === true) return [];
  if (cancels === 'with-signal' && usesParameter(node)) return [];
  const what = name ?? (isIdentifier(callee, 'Promise') ? 'the timer' : '`Promise.race`');
  return [
    {
      kind: 'not-cancelled',
      range: rangeOf(callee),
      why: `${what} stops waiting but does not cancel the request`,
    },
  ];
}

function usesParameter(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  return node.arguments.some((argument) => isFunction(argument) && argument.params.length > 0);
}

const bodyReaders = new Set(['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes', 'body']);

/** `clearTimeout(timer)` between the answer's headers and the reading of its body. */
function clearedEarly(context: FileContext, found: FoundRequest, signal: Node): readonly TimeoutDefect[] {
  const owner = enclosingFunction(found.node);
  const response = responseOf(found.chain);
  const node = unwrap(signal);
  if (!owner || !response || node.type !== 'MemberExpression') return [];
  const reads = (context.variable(response)?.references ?? [])
    .map(({ identifier }) => identifier)
    .filter(({ parent }) => parent?.type === 'MemberExpression' && bodyReaders.has(memberName(parent) ?? ''))
    .filter(({ parent }) => !isThrownAway(parent!));
  const last = Math.max(-1, ...reads.map(({ range }) => range[0]));
  const controller = context.text(node.object);
  for (const call of context.index.calls) {
    if (!isIdentifier(call.callee, 'clearTimeout') || enclosingFunction(call) !== owner) continue;
    if (call.range[0] < found.chain.range[1] || call.range[0] > last || isInCatch(call, owner)) continue;
    if (!call.arguments[0] || !abortsAfter(context, call.arguments[0], controller)) continue;
    const why = 'the timer is cleared before the body is read, so the body can hang';
    return [{ kind: 'partial', range: rangeOf(call), why }];
  }
  return [];
}

/** `response.body?.cancel()`: nothing waits for the rest. */
function isThrownAway(body: Node): boolean {
  const { parent } = body;
  return parent?.type === 'MemberExpression' && /^(?:cancel|destroy|dump)$/.test(memberName(parent) ?? '');
}

/**
 * `try { return await fetch(u, { signal }) } finally { clearTimeout(timer) }`: the response leaves with its body unread.
 * The same for `return response.json()` without `await`, and for `fetch(u, { signal }).finally(() => clearTimeout(timer))`.
 */
function clearedBeforeBody(context: FileContext, found: FoundRequest, signal: Node): readonly TimeoutDefect[] {
  const node = unwrap(signal);
  const owner = enclosingFunction(found.node);
  if (!owner || node.type !== 'MemberExpression') return [];
  const controller = context.text(node.object);
  const cleared = context.index.calls.find(
    (call) =>
      isIdentifier(call.callee, 'clearTimeout') &&
      call.arguments[0] !== undefined &&
      abortsAfter(context, call.arguments[0], controller) &&
      endsWithHeaders(context, found, call, owner),
  );
  if (!cleared) return [];
  const why = 'the timer is cleared once the headers arrive, and the body is read without a limit';
  return [{ kind: 'partial', range: rangeOf(cleared), why }];
}

function endsWithHeaders(context: FileContext, found: FoundRequest, cleared: Node, owner: Node): boolean {
  const callback = enclosingFunction(cleared);
  if (callback && callback !== owner) {
    const step = methodOn(outermostWrapper(found.chain));
    return step?.name === 'finally' && step.call.arguments[0] === callback && isGivenAway(step.call);
  }
  const attempt = attemptEndedBy(cleared, owner);
  if (!attempt || !isInside(found.chain, attempt.block)) return false;
  if (isGivenAway(found.chain)) return true;
  const response = responseOf(found.chain);
  const reads = response ? (context.variable(response)?.references ?? []) : [];
  return reads.some(({ identifier }) => {
    if (!isInside(identifier, attempt.block)) return false;
    const step = methodOn(outermostWrapper(identifier));
    const result = step && bodyReaders.has(step.name) ? step.call : identifier;
    return outermostWrapper(result).parent?.type === 'ReturnStatement';
  });
}

/** The `try` whose `finally` a call stands in. */
function attemptEndedBy(node: Node, owner: Node): Ast.TryStatement | undefined {
  for (let at = node.parent, child = node; at && at !== owner; child = at, at = at.parent) {
    if (at.type === 'TryStatement' && at.finalizer === child) return at;
  }
  return undefined;
}

/** Returned as it comes, awaited or not. */
function isGivenAway(node: Node): boolean {
  let at = outermostWrapper(node);
  while (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
  return at.parent?.type === 'ReturnStatement' || (isFunction(at.parent) && at.parent.body === at);
}

function isInCatch(node: Node, owner: Node): boolean {
  for (let at = node.parent; at && at !== owner; at = at.parent) if (at.type === 'CatchClause') return true;
  return false;
}

function abortsAfter(context: FileContext, timer: Node, controller: string): boolean {
  const values = timer.type === 'Identifier' ? (context.variable(timer)?.references ?? []) : [];
  return values.some(({ writeExpr }) => {
    const value = writeExpr && unwrap(writeExpr);
    return (
      value?.type === 'CallExpression' &&
      isTimerCallee(value.callee) &&
      context.text(value).includes(`${controller}.abort`)
    );
  });
}
