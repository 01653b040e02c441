import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, Node } from '../ast/types.ts';
import { changesOf, memberChanges } from '../backoff/changes.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { declaredBy } from '../backoff/delay.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import { alwaysLeaves, endings, mayGoOn, mayLeave, nearestLoop, sequence } from '../ast/flow.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { limitIn, limitInside } from '../backoff/bounds.ts';
import { asksForFailure, failureVariables, isPlain, looksAtError, resultsOf, tellsSuccess } from '../answers/errors.ts';
import { resultRetry } from './results.ts';
import { neverRejects } from '../backoff/caughtInside.ts';
import { asksPerson } from '../backoff/person.ts';
import { takesWork } from '../backoff/takesWork.ts';
import { sameOperation } from './sameness.ts';
import { startsOverAtOnce } from './startsOver.ts';
import { asksToStop, worksOn } from './workers.ts';
import { asksForNews, onlyAsks, statementsAfter, waitsUntilThere } from '../answers/polls.ts';
import { attemptsOf } from './attempts.ts';
import { isAwaited, isWaiting, operationsIn, sleepsOf, testOf } from './site.ts';
import type { RetrySite } from './site.ts';
import type { Sleep } from '../backoff/sleeps.ts';

/** The retry that a loop is: success leaves it, or gets on; failure goes round with the same operation. */
export function retryLoop(context: FileContext, loop: LoopNode, requests: ReadonlySet<Node>): RetrySite | undefined {
  if (loop.type === 'ForInStatement' || (loop.type === 'ForOfStatement' && loop.await)) return undefined;
  const tries: Ast.TryStatement[] = [];
  walk(
    loop.body,
    (node) => {
      if (node.type === 'TryStatement' && node.handler && nearestLoop(node) === loop) tries.push(node);
      return node === loop.body || !isNestedLoop(node);
    },
    OWN_BODY,
  );
  for (const attempt of tries) {
    const site = exceptionRetry(context, loop, attempt, requests);
    if (site) return asksPerson(context, loop.body) ? undefined : site;
  }
  const site = resultRetry(context, loop, requests);
  return site && !asksPerson(context, loop.body) ? site : undefined;
}

function isNestedLoop(node: Node): boolean {
  return /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(node.type);
}

type Exit = 'always' | 'flag' | 'sometimes' | 'progress' | 'none';

function exceptionRetry(
  context: FileContext,
  loop: LoopNode,
  attempt: Ast.TryStatement,
  requests: ReadonlySet<Node>,
): RetrySite | undefined {
  const handler = attempt.handler!;
  if (!mayGoOn(handler.body)) return undefined;
  const rest = statementsAfter(attempt, loop);
  if (endsAfterFailure(attempt, rest)) return undefined;
  const all = operationsIn(context, attempt.block, requests);
  if (all.length === 0 || all.every((node) => neverRejects(context, node))) return undefined;
  const taking = all.filter(takesWork);
  // What is taken is something else each time: only the taking itself is done again, and only where nothing paces it.
  const works = taking.length > 0 && taking.length < all.length;
  const operations = works ? taking : all;
  const asynchronous = operations.some((node) => requests.has(node) || isAwaited(node));
  const failures = failureVariables(context, declaredBy(context, handler.param), handler.body);
  const rounds: RetryRounds = { region: loop, failures };
  const sleeps = works ? pausesOutside(context, loop, attempt) : sleepsOf(context, loop, handler.body);
  if (works && (sleeps.length > 0 || alwaysLeaves(attempt.block))) return undefined;
  if (!asynchronous && sleeps.length === 0) return undefined;
  if (!sameOperation(context, loop, operations, [attempt.block])) return undefined;
  const exit = exitOf(context, loop, attempt, operations, rest);
  if (sleeps.length > 0 && waitsUntilThere(context, handler.body, failures)) return undefined;
  const limit = limitIn(context, testOf(loop), rounds) ?? limitInside(context, loop.body, rounds);
  const selective = looksAtError(
    context,
    handler.body,
    failures,
    (test) => limitIn(context, test, rounds)?.node === unwrap(test),
  );
  if (exit === 'flag' && !limit && operations.every((node) => asksForReadiness(node))) return undefined;
  // A worker that goes on after each success: only a count of failures in a row makes it a retry, or no pause at all.
  const hot = exit === 'none' && !works && !limit ? startsOverAtOnce(loop, attempt, all, requests) : undefined;
  if (exit === 'none' && !works && !hot && !(countsIn(handler.body) && limitInside(context, handler.body, rounds)))
    return undefined;
  if (!works && (exit === 'sometimes' || exit === 'progress') && !limit && !pausesAfterFailure(sleeps, attempt, loop))
    if (exit === 'progress' || sleeps.length > 0 || !onlyAsks(context, loop, operations)) return undefined;
  if (!limit && sleeps.length === 0 && !selective && !asynchronous) return undefined;
  const site: RetrySite = {
    node: loop,
    head: loop,
    form: 'loop',
    rounds,
    failed: [handler.body],
    sleeps: hot ? [] : sleeps,
    operations: hot ? [hot] : operations,
    conditions: testOf(loop) ? [testOf(loop)!] : [],
    ...(works || goesOn(context, loop, [attempt.block, ...rest], operations, exit) ? { goesOn: true } : {}),
    // What goes round for the next of something tries nothing again for the sake of a failure.
    selective: hot !== undefined || selective || selectiveResult(context, attempt.block, operations),
  };
  if (exit !== 'always' && waitsForAnswer(context, loop, site, limit)) return undefined;
  return isWaiting(context, site, attempt.block) ? undefined : site;
}

/** An answer may say "not yet", and a failure waits no longer or shorter than that. */
function waitsForAnswer(
  context: FileContext,
  loop: LoopNode,
  site: RetrySite,
  limit: ReturnType<typeof limitIn>,
): boolean {
  const { operations, sleeps, rounds } = site;
  const answers = operations.flatMap((node) => resultsOf(context, node));
  const results = failureVariables(context, answers, loop.body);
  const attempts = limit && attemptsOf(context, site, limit);
  return asksForNews(context, { loop, operations, results, sleeps, rounds, attempts });
}

/** A success goes round as well: the loop is not there for one operation. */
function goesOn(
  context: FileContext,
  loop: LoopNode,
  parts: readonly Node[],
  operations: readonly Node[],
  exit: Exit,
): boolean {
  if (exit === 'none') return true;
  const open = exit === 'sometimes' || (exit === 'flag' && asksToStop(testOf(loop)));
  return open && worksOn(context, parts, operations);
}

/** Straight after a caught failure the rest of the body may end the loop all the same. */
function endsAfterFailure(attempt: Ast.TryStatement, rest: readonly Node[]): boolean {
  if (rest.length === 0 || endings(attempt.handler!.body).has('continue') || mayGoOn(attempt.block)) return false;
  const after = sequence(rest);
  return !after.has('normal') && !after.has('continue');
}

/** Waits that a failure comes by as well: in the handler, before the attempt or behind it. */
function pausesOutside(context: FileContext, loop: LoopNode, attempt: Ast.TryStatement): readonly Sleep[] {
  return sleepsOf(context, loop, attempt.handler!.body).filter(({ node }) => !isInside(node, attempt.block));
}

/** `failures++`, `failures += 1` */
function countsIn(handler: Node): boolean {
  return someNode(
    handler,
    (node) =>
      node.type === 'UpdateExpression' || (node.type === 'AssignmentExpression' && /^[-+]=$/.test(node.operator)),
    OWN_BODY,
  );
}

/** A pause between two successes says nothing about failures. */
function pausesAfterFailure(sleeps: readonly Sleep[], attempt: Ast.TryStatement, loop: LoopNode): boolean {
  return sleeps.some(({ node }) => !isInside(node, attempt.block) && !isElsewhere(node, attempt, loop));
}

/** `healthy = await healthCheck(url)`, until it is. */
function asksForReadiness(operation: Node): boolean {
  if (operation.type !== 'CallExpression' || operation.parent?.parent?.type !== 'AssignmentExpression') return false;
  return /[hH]ealth|[rR]eady|[aA]live|[rR]eachable|^(?:is|ping|check)(?:[A-Z]|$)/.test(calledName(operation) ?? '');
}

/** On a way that never comes to the attempt, as where there is nothing to do yet. */
function isElsewhere(node: Node, attempt: Node, loop: LoopNode): boolean {
  for (let at = node; at !== loop.body && at.parent; at = at.parent) {
    const parent = at.parent;
    if (isInside(attempt, parent)) return false;
    if (parent.type === 'IfStatement' && at !== parent.test && at.range[1] < attempt.range[0])
      if (!endings(at).has('normal')) return true;
  }
  return false;
}

/** What is looked at inside the attempt itself: `if (res.status === 503) throw`, `if (res.status === 429) continue`. */
function selectiveResult(context: FileContext, block: Node, operations: readonly Node[]): boolean {
  const results = failureVariables(
    context,
    operations.flatMap((node) => resultsOf(context, node)),
    block,
  );
  let found = false;
  walk(
    block,
    (node) => {
      if (node.type === 'IfStatement' && asksForFailure(context, node.test, results) && !isPlain(node.test)) {
        const ways = endings(node.consequent);
        found ||= ways.has('continue') || ways.has('break') || (ways.has('return') && !tellsSuccess(node.test));
      }
      return !found;
    },
    OWN_BODY,
  );
  return found;
}

function exitOf(
  context: FileContext,
  loop: LoopNode,
  attempt: Ast.TryStatement,
  operations: readonly Node[],
  rest: readonly Node[],
): Exit {
  const handler = attempt.handler!;
  const first = Math.min(...operations.map((node) => node.range[0]));
  if (alwaysLeaves(attempt.block)) return 'always';
  const skipsRest = !endings(handler.body).has('normal');
  const after = sequence(rest);
  if (skipsRest && rest.length > 0 && !after.has('normal') && !after.has('continue')) return 'always';
  if (isFlagged(context, loop, attempt, rest)) return 'flag';
  if (leavesAfter(attempt.block, first, loop) || (skipsRest && rest.some((statement) => mayLeave(statement))))
    return 'sometimes';
  if (loop.type !== 'ForStatement' && loop.type !== 'ForOfStatement' && advancesOnlyIn(context, loop, attempt))
    return 'progress';
  if (loop.type === 'ForStatement' && repeatsSameRound(context, loop, handler.body)) return 'progress';
  return 'none';
}

/** A variable of the loop's condition, or of an `if (done) break` behind the attempt, that success alone sets. */
function isFlagged(context: FileContext, loop: LoopNode, attempt: Ast.TryStatement, rest: readonly Node[]): boolean {
  const tests = [
    testOf(loop),
    ...rest.flatMap((node) => (node.type === 'IfStatement' && mayLeave(node.consequent) ? [node.test] : [])),
  ];
  return tests.some((test) =>
    someNode(test, (node) => {
      if (node.type === 'MemberExpression') {
        const changed = memberChanges(context, node, loop.body).filter((change) => change.kind === 'fresh');
        return changed.length > 0 && changed.every((change) => isInside(change.node, attempt.block));
      }
      const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
      if (!variable || isRead(node)) return false;
      const changed = changesOf(context, variable, loop.body).filter((change) => change.kind === 'fresh');
      const succeeds = changed.some((change) => isInside(change.node, attempt.block));
      const fails = changed.some((change) => isInside(change.node, attempt.handler!));
      // `while (!done)` that success ends, or `while (failed)` that a failure keeps up.
      return isNegated(node) || !fails ? succeeds && !fails : fails && !succeeds;
    }),
  );
}

function isNegated(node: Node): boolean {
  return node.parent?.type === 'UnaryExpression' && node.parent.operator === '!';
}

function isRead(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed;
}

/** The loop's condition changes through success only: the same item is tried again after a failure. */
function advancesOnlyIn(context: FileContext, loop: LoopNode, attempt: Ast.TryStatement): boolean {
  return someNode(testOf(loop), (node) => {
    const variable = node.type === 'Identifier' && !isRead(node) ? context.variable(node) : undefined;
    if (!variable) return false;
    const changed = changesOf(context, variable, loop.body);
    return changed.length > 0 && changed.every((change) => isInside(change.node, attempt.block));
  });
}

/** `i--` in the handler of a counting loop. */
function repeatsSameRound(context: FileContext, loop: Ast.ForStatement, handler: Node): boolean {
  const counters = declaredBy(context, loop.init);
  return counters.some((variable) =>
    changesOf(context, variable, handler).some(
      (change) => change.node.type === 'UpdateExpression' && change.node.operator === '--',
    ),
  );
}

function leavesAfter(block: Node, position: number, loop: LoopNode): boolean {
  return someNode(
    block,
    (node) => {
      if (node.range[1] <= position) return false;
      if (node.type === 'ReturnStatement') return true;
      return node.type === 'BreakStatement' && (node.label !== null || breaks(node, loop));
    },
    OWN_BODY,
  );
}

function breaks(node: Node, loop: LoopNode): boolean {
  for (let at = node.parent; at && at !== loop; at = at.parent)
    if (at.type === 'SwitchStatement' || isNestedLoop(at)) return false;
  return true;
}
