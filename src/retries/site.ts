import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { CallExpression, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { unwrap } from '../ast/nodes.ts';
import { limitIn, limitInside } from '../backoff/bounds.ts';
import { mentions, resultsOf } from '../answers/errors.ts';
import { isPoll } from '../answers/polls.ts';
import { asSleep, estimateSleeps, sleepsIn } from '../backoff/sleeps.ts';
import type { Sleep } from '../backoff/sleeps.ts';

/** A place where an operation is done again because it failed, before its attributes are worked out. */
export interface RetrySite {
  /** The loop, or the call that goes round. */
  readonly node: Node;
  /** Its keyword or callee. */
  readonly head: Node;
  readonly form: 'loop' | 'recursion' | 'timer';
  readonly rounds: RetryRounds;
  /** The code that runs after a failure. */
  readonly failed: readonly Node[];
  readonly sleeps: readonly Sleep[];
  /** The calls that are done again. */
  readonly operations: readonly Node[];
  /** The conditions that every further round must pass. */
  readonly conditions: readonly Node[];
  /** Conditions on results that only ask whether it failed. */
  readonly selective: boolean;
  /** It goes round with a constant, as in `load(url, 'reload')`, which a guard can ask for: one more attempt. */
  readonly once?: boolean;
  /** It goes round through several functions, so that a missing limit proves nothing. */
  readonly winding?: boolean;
  /** Its end is known by other means than a condition on a count. */
  readonly guarded?: boolean;
  /** What comes round is what a batch has left undone. */
  readonly leftOver?: boolean;
  /** A success goes round as well: it works on, with something else each time. */
  readonly goesOn?: boolean;
}

/** The calls in a block that do its work: requests, what is awaited or returned; failing that, calls whose result is used. */
export function operationsIn(context: FileContext, block: Node, requests: ReadonlySet<Node>): readonly Node[] {
  const awaited: CallExpression[] = [];
  const others: CallExpression[] = [];
  walk(
    block,
    (node) => {
      if (node.type !== 'CallExpression') return true;
      if (asSleep(context, node)) return false;
      if (requests.has(node) || isAwaited(node)) awaited.push(node);
      else if (node.parent?.type === 'VariableDeclarator' || node.parent?.type === 'AssignmentExpression')
        others.push(node);
      return true;
    },
    OWN_BODY,
  );
  return awaited.length > 0 ? awaited : others;
}

export function isAwaited(node: Node): boolean {
  let at: Node = node;
  while (at.parent && /^(?:TSAs|TSNonNull|Chain)/.test(at.parent.type)) at = at.parent;
  if (at.parent?.type === 'AwaitExpression' || at.parent?.type === 'YieldExpression') return !isSleepPromise(node);
  return at.parent?.type === 'ReturnStatement';
}

function isSleepPromise(node: Node): boolean {
  return node.type === 'NewExpression';
}

export function sleepsOf(context: FileContext, loop: LoopNode, handler: Node | undefined): readonly Sleep[] {
  const plain = sleepsIn(context, loop.body);
  if (plain.length > 0 || !handler) return plain;
  return sleepsIn(context, handler, true);
}

export function testOf(loop: LoopNode): Node | undefined {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return undefined;
  return loop.test ?? undefined;
}

/**
 * Waiting for something to be ready by asking again and again: what is asked gives nothing but whether it answered, at a
 * steady pace, for a time.
 */
export function isWaiting(context: FileContext, site: RetrySite, block: Node): boolean {
  if (isPoll(site)) return true;
  if (site.selective) return false;
  const used = site.operations.some((node) => {
    const results = resultsOf(context, node);
    if (results.length > 0) return someNode(block, (inner) => readsValue(context, inner, results));
    return node.parent?.type === 'ReturnStatement' || node.parent?.parent?.type === 'ReturnStatement';
  });
  if (used) return false;
  const { growth } = estimateSleeps(site.sleeps, site.rounds);
  if (growth !== 'constant') return false;
  const limit = limitIn(context, site.conditions[0], site.rounds) ?? limitInside(context, block, site.rounds);
  const asks = site.operations.every((node) => node.type === 'CallExpression' && isPlainGet(context, node));
  // Whoever waits for readiness does not look at what went wrong.
  const looks = site.failed.some((region) => mentions(context, region, site.rounds.failures));
  return (
    asks ||
    (!looks &&
      limit !== undefined &&
      limit.bound === undefined &&
      limit.counter === undefined &&
      limit.node.type === 'BinaryExpression')
  );
}

/** The result is read for more than its outcome. */
function readsValue(context: FileContext, node: Node, results: readonly Variable[]): boolean {
  if (node.type !== 'Identifier') return false;
  const variable = context.variable(node);
  if (!variable || !results.includes(variable) || variable.identifiers.includes(node)) return false;
  const parent = node.parent;
  if (parent?.type === 'MemberExpression' && parent.property.type === 'Identifier') {
    return !/^(?:ok|status|statusCode|statusText)$/.test(parent.property.name);
  }
  return parent?.type !== 'IfStatement';
}

function isPlainGet(context: FileContext, call: CallExpression): boolean {
  const callee = unwrap(call.callee);
  const global = callee.type === 'Identifier' && callee.name === 'fetch' && !context.variable(callee);
  if (!global) return false;
  const method = context.options(call.arguments[1] as Node | undefined).get('method');
  return (
    method.state === 'absent' ||
    (method.state === 'present' && method.constant === 'GET') ||
    (method.state === 'present' && method.constant === 'HEAD')
  );
}
