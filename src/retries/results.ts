import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import { alwaysLeaves, nearestLoop, sequence } from '../ast/flow.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { ancestors, memberName, unwrap } from '../ast/nodes.ts';
import { limitIn, limitInside } from '../backoff/bounds.ts';
import {
  asksForFailure,
  failureVariables,
  isOkComparison,
  isPlain,
  looksAtError,
  mentions,
  resultsOf,
  tellsFailure,
} from '../answers/errors.ts';
import { takesWork } from '../backoff/takesWork.ts';
import { sameOperation } from './sameness.ts';
import { asksForNews, comparesWithWord, isSeparatingBranch, onlyAsks, waitsForNews } from '../answers/polls.ts';
import { attemptsOf } from './attempts.ts';
import { isAwaited, isWaiting, operationsIn, sleepsOf, testOf } from './site.ts';
import type { RetrySite } from './site.ts';

/** `return res.json()` reads what was answered: it is no operation of its own. */
function readsAnswer(context: FileContext, node: Node, results: ReadonlySet<Variable>): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  if (
    callee.type !== 'MemberExpression' ||
    !/^(?:json|text|arrayBuffer|blob|formData|bytes)$/.test(memberName(callee) ?? '')
  )
    return false;
  const answer = unwrap(callee.object);
  const variable = answer.type === 'Identifier' ? context.variable(answer) : undefined;
  return variable !== undefined && results.has(variable);
}

/** It takes work, itself or in the function of this file that it calls. */
function handsOutWork(context: FileContext, node: Node): boolean {
  if (takesWork(node)) return true;
  const value = node.type === 'CallExpression' ? context.value(unwrap(node.callee)) : undefined;
  return value?.kind === 'function' && someNode(value.node.body, takesWork);
}

/** Failure told by a result: `if (res.ok) return res`, `[value, error] = await op()`, `.catch(() => null)`. */
export function resultRetry(context: FileContext, loop: LoopNode, requests: ReadonlySet<Node>): RetrySite | undefined {
  const awaited = operationsIn(context, loop.body, requests).filter(
    (node) => nearestLoop(node) === loop && isAwaited(node),
  );
  if (awaited.length === 0) return undefined;
  const results = failureVariables(
    context,
    awaited.flatMap((node) => resultsOf(context, node)),
    loop.body,
  );
  const operations = awaited.filter((node) => !readsAnswer(context, node, results));
  // Nothing to do yet is no failure, and what comes next is something else.
  if (results.size === 0 || operations.some((node) => handsOutWork(context, node))) return undefined;
  const { branches, throwsResult } = looksAtResults(context, loop, results);
  const asked = branches.filter(({ test }) => throwsResult || asksWhetherFailed(context, test, results, operations));
  const flagged = isFlagged(context, loop, { operations, results, asks: asked.length > 0 });
  const switched = switchedRetry(context, loop, results);
  if (!flagged && !switched && !leavesBySuccess(asked, loop)) return undefined;
  if (!sameOperation(context, loop, operations, [])) return undefined;
  const test = testOf(loop);
  const rounds: RetryRounds = { region: loop, failures: results };
  const sleeps = sleepsOf(context, loop, undefined);
  if (waitsForNews(asked, sleeps, loop)) return undefined;
  const limit = limitIn(context, test, rounds) ?? limitInside(context, loop.body, rounds);
  if (!limit && sleeps.length === 0 && !throwsResult && !awaitsCaught(context, test, operations))
    if (!onlyAsks(context, loop, operations)) return undefined;
  const site: RetrySite = {
    node: loop,
    head: loop,
    form: 'loop',
    rounds,
    failed: [loop.body],
    sleeps,
    operations,
    conditions: test ? [test] : [],
    selective:
      switched ||
      asked.some((branch) => isSelectiveTest(branch.test)) ||
      (throwsResult &&
        looksAtError(context, loop.body, results, (test) => isPlain(test) || unwrap(test).type === 'Identifier')),
  };
  const attempts = limit && attemptsOf(context, site, limit);
  // What failed to be caught is all that this loop hears of a failure.
  const caught = operations.some((node) => catchesToResult(node) || isAction(node));
  if (!caught && asksForNews(context, { loop, operations, results, sleeps, rounds, attempts })) return undefined;
  return isWaiting(context, site, loop.body) ? undefined : site;
}

/** The branches of a loop's own rounds that ask for a result, and whether one is thrown: `if (error) throw error`. */
function looksAtResults(
  context: FileContext,
  loop: LoopNode,
  results: ReadonlySet<Variable>,
): { readonly branches: readonly Ast.IfStatement[]; readonly throwsResult: boolean } {
  const branches: Ast.IfStatement[] = [];
  let throwsResult = false;
  walk(
    loop.body,
    (node) => {
      if (node.type === 'IfStatement' && nearestLoop(node) === loop && mentions(context, node.test, results))
        branches.push(node);
      if (
        node.type === 'ThrowStatement' &&
        unwrap(node.argument).type === 'Identifier' &&
        mentions(context, node.argument, results)
      )
        throwsResult = true;
      return true;
    },
    OWN_BODY,
  );
  return { branches, throwsResult: throwsResult && !endsOnFailure(branches[0], loop) };
}

/** `if (error) throw error`, before anything else is asked of the answer: what goes round goes on, as from page to page. */
function endsOnFailure(first: Ast.IfStatement | undefined, loop: LoopNode): boolean {
  if (!first || unwrap(first.test).type !== 'Identifier' || !alwaysLeaves(first.consequent)) return false;
  // Caught within the loop, it may go round all the same.
  for (const at of ancestors(first)) {
    if (at === loop) return true;
    if (at.type === 'TryStatement' && at.handler) return false;
  }
  return false;
}

function asksWhetherFailed(
  context: FileContext,
  test: Node,
  results: ReadonlySet<Variable>,
  operations: readonly Node[],
): boolean {
  return (
    asksForFailure(context, test, results) ||
    operations.some((node) => catchesToResult(node)) ||
    (operations.every((node) => isAction(node)) && asksForWhole(context, test, results))
  );
}

/** `while (!sent)`, `while (!res.ok)`: the loop's own condition asks whether it went well. */
function isFlagged(
  context: FileContext,
  loop: LoopNode,
  found: {
    readonly operations: readonly Node[];
    readonly results: ReadonlySet<Variable>;
    /** Whether the body asks for a failure too. */
    readonly asks: boolean;
  },
): boolean {
  const { operations, results, asks } = found;
  const test = testOf(loop);
  if (test === undefined) return false;
  if (asks && mentions(context, test, results)) return true;
  if (asksForFailure(context, test, results)) return true;
  const flags = [...flagsOf(context, loop, operations, results)].filter(
    (flag) => !comparesWithWord(context, test, flag),
  );
  return mentions(context, test, new Set(flags));
}

/** `while (!res) res = await fetch(u).catch(() => undefined)`: a failure alone keeps the loop up. */
function awaitsCaught(context: FileContext, test: Node | undefined, operations: readonly Node[]): boolean {
  if (test === undefined) return false;
  const caught = operations.filter((node) => catchesToResult(node));
  return mentions(context, test, new Set(caught.flatMap((node) => resultsOf(context, node))));
}

function leavesBySuccess(asked: readonly Ast.IfStatement[], loop: LoopNode): boolean {
  return asked.some((branch) => isSeparatingBranch(branch, loop) && !leavesByFailure(branch));
}

/** `if (!answer) return last`: what goes round is a success, as where a model asks for tools until it needs none. */
function leavesByFailure({ test, consequent }: Ast.IfStatement): boolean {
  return alwaysLeaves(consequent) && tellsFailure(test);
}

const actions =
  /^(?:acquire|lock|tryLock|obtain|claim|reserve|send|post|put|publish|submit|create|insert|update|upload|write|save|set|setnx|connect|login|register|enqueue|push|commit)/i;

/** What is done again changes something: whoever reads again and again may only be waiting. */
function isAction(operation: Node): boolean {
  const callee = operation.type === 'CallExpression' ? unwrap(operation.callee) : undefined;
  const name =
    callee?.type === 'MemberExpression' ? memberName(callee) : callee?.type === 'Identifier' ? callee.name : '';
  return actions.test(name ?? '');
}

/** `result === 1`, `!lock`, `id === null`: the result itself says whether it was done. */
function asksForWhole(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  const node = unwrap(test);
  const plain = node.type === 'UnaryExpression' && node.operator === '!' ? unwrap(node.argument) : node;
  const asked =
    plain.type === 'BinaryExpression' && /^[!=]==?$/.test(plain.operator) ? unwrap(plain.left as Node) : plain;
  return asked.type === 'Identifier' && mentions(context, asked, results);
}

/** Variables that hold whether it went well: `sent = result.ok`, `done = await op().then(() => true, () => false)`. */
function flagsOf(
  context: FileContext,
  loop: LoopNode,
  operations: readonly Node[],
  results: ReadonlySet<Variable>,
): ReadonlySet<Variable> {
  const flags = new Set(operations.filter((node) => catchesToResult(node)).flatMap((node) => resultsOf(context, node)));
  someNode(loop.body, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return false;
    const variable = context.variable(node.left);
    if (variable && asksForFailure(context, node.right, results)) flags.add(variable);
    return false;
  });
  return flags;
}

/** `switch (res.status) { case 200: return res; case 503: continue; }` */
function switchedRetry(context: FileContext, loop: LoopNode, results: ReadonlySet<Variable>): boolean {
  return someNode(
    loop.body,
    (node) => {
      if (node.type !== 'SwitchStatement' || nearestLoop(node) !== loop) return false;
      if (!asksForFailure(context, node.discriminant, results)) return false;
      const ways = node.cases.map(({ consequent }) => sequence(consequent));
      return ways.some((way) => way.has('return')) && ways.some((way) => way.has('continue') || way.has('break'));
    },
    OWN_BODY,
  );
}

/** `status === 429`, `status >= 500`, `isTransient(res)`; `!res.ok` and `status === 200` only ask whether it failed. */
function isSelectiveTest(test: Node): boolean {
  return someNode(test, (node) => {
    if (node.type === 'CallExpression') return node.arguments.length > 0;
    if (node.type !== 'BinaryExpression' || !/^(?:[<>]=?|[!=]==?)$/.test(node.operator)) return false;
    return (
      !isOkComparison(node) &&
      someNode(
        node.left as Node,
        (part) => part.type === 'Identifier' && /^(?:status|statusCode|code|httpStatus)$/.test(part.name),
      )
    );
  });
}

function catchesToResult(operation: Node): boolean {
  const call = unwrap(operation);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const name = memberName(call.callee);
  return name === 'catch' || (name === 'then' && call.arguments.length === 2);
}
