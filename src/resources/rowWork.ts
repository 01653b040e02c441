import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { nearestLoop } from '../ast/flow.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { isLimitedList } from './limitedLists.ts';
import { listOrigin } from './listOrigins.ts';

/**
 * Requests sent one after the other for the elements of a list. `grows`: to another service, for as many as there are
 * rows; `remote`: to another service, for a list of which nothing is known; `local`: to a database or cache.
 */
export type RowWork = 'grows' | 'remote' | 'local';

const MANY_MS = 60_000;
const GROWS_MS = 10 * 60_000;

/** What is done for each element takes longer than the period, sooner or later. */
export function mayOutlast(work: RowWork | undefined, periodMs: number | undefined): boolean {
  if (periodMs === undefined) return false;
  return (work === 'remote' && periodMs <= MANY_MS) || (work === 'grows' && periodMs <= GROWS_MS);
}

/** `for (const user of users) await notify(user)`, there or in a function that it calls. */
export function rowWork(file: FileContext, owner: FunctionNode, depth = 0): RowWork | undefined {
  let found: RowWork | undefined;
  for (const call of file.index.calls) {
    if (!isInside(call, owner)) continue;
    const value = file.value(unwrap(call.callee));
    const loop = nearestLoop(call);
    const sent = loop && isAwaited(call) ? sentIn(file, call) : undefined;
    if (loop && sent !== undefined) found = longest(found, workOf(file, loop, sent));
    else if (value.kind === 'function' && value.node !== owner && depth < 3)
      found = longest(found, rowWork(value.file, value.node, depth + 1));
    if (found === 'grows') return found;
  }
  return found;
}

function longest(one: RowWork | undefined, other: RowWork | undefined): RowWork | undefined {
  const order: readonly (RowWork | undefined)[] = ['grows', 'remote', 'local'];
  return order.find((work) => work === one || work === other);
}

/** A few rounds, as of tries or of settings, take no longer than a few calls. */
function workOf(file: FileContext, loop: Node, sent: 'remote' | 'local'): RowWork | undefined {
  if (loop.type === 'ForOfStatement') {
    const origin = listOrigin(file, loop.right);
    if (origin === 'small' || isLimitedList(file, loop.right)) return undefined;
    return sent === 'remote' && origin === 'grows' ? 'grows' : sent;
  }
  const test = 'test' in loop ? (loop.test as Node | null) : null;
  const counted =
    test?.type === 'BinaryExpression' && /^[<>]=?$/.test(test.operator)
      ? [test.left as Node, test.right].some((side) => typeof file.constant(side) === 'number')
      : false;
  return counted ? undefined : sent;
}

/** `await call`, also with handlers on it. */
function isAwaited(call: CallExpression): boolean {
  const outer = outermostWrapper(call);
  if (outer.parent?.type === 'AwaitExpression') return true;
  const step = methodOn(outer);
  return step !== undefined && /^(?:then|catch|finally)$/.test(step.name) && isAwaited(step.call);
}

function sentIn(file: FileContext, call: CallExpression): 'remote' | 'local' | undefined {
  const request = findRequest(file, call);
  if (request) return isBrief(request) ? 'local' : placeOf(request);
  const value = file.value(unwrap(call.callee));
  return value.kind === 'function' ? sentBy(value.file, value.node, 0, new Set()) : undefined;
}

/** The function, or one that it calls, sends a request. */
function sentBy(file: FileContext, from: FunctionNode, depth: number, seen: Set<Node>): 'remote' | 'local' | undefined {
  if (depth > 3 || seen.has(from)) return undefined;
  seen.add(from);
  let found: 'local' | undefined;
  for (const call of file.index.calls) {
    if (!isInside(call, from)) continue;
    const request = findRequest(file, call);
    const value = request ? undefined : file.value(unwrap(call.callee));
    const sent =
      request && !isBrief(request)
        ? placeOf(request)
        : value?.kind === 'function'
          ? sentBy(value.file, value.node, depth + 1, seen)
          : undefined;
    if (sent === 'remote') return sent;
    found ??= sent;
  }
  return found;
}

function placeOf({ client }: FoundRequest): 'remote' | 'local' {
  return /^(?:db|cache|queue|other:dns)$/.test(client.type.api ?? client.library.api) ? 'local' : 'remote';
}

/** A command to a cache ends in milliseconds; a datagram is sent and that is all. */
export function isBrief({ client }: FoundRequest): boolean {
  return client.library.name === 'node:dgram' || (client.type.api ?? client.library.api) === 'cache';
}
