import type { Ast, CallExpression, Node, Variable } from '../syntax/ast.ts';
import { changesOf, memberChanges } from './changes.ts';
import type { FileContext } from './context.ts';
import { isInside, unwrap } from './nodes.ts';
import { declaredBy } from './delay.ts';
import type { Rounds } from './delay.ts';
import { alwaysLeaves, anyBelow, anyOwn, endings, mayGoOn, mayLeave, nearestLoop, sequence, walkOwn } from './flow.ts';
import type { LoopNode } from './nodeIndex.ts';
import { limitIn, limitInside } from './retryBounds.ts';
import { asksForFailure, failureVariables, looksAtError, mentions, resultsOf, tellsSuccess } from './retryErrors.ts';
import { sameOperation } from './retrySameness.ts';
import { asSleep, estimateSleeps, sleepsIn } from './sleeps.ts';
import type { Sleep } from './sleeps.ts';

/** A place where an operation is done again because it failed, before its attributes are worked out. */
export interface RetrySite {
  /** The loop, or the call that goes round. */
  readonly node: Node;
  /** Its keyword or callee. */
  readonly head: Node;
  readonly form: 'loop' | 'recursion' | 'timer';
  readonly rounds: Rounds;
  /** The code that runs after a failure. */
  readonly failed: readonly Node[];
  readonly sleeps: readonly Sleep[];
  /** The calls that are done again. */
  readonly operations: readonly Node[];
  /** The conditions that every further round must pass. */
  readonly conditions: readonly Node[];
  /** Conditions on results that only ask whether it failed. */
  readonly selective: boolean;
}

/** The retry that a loop is: success leaves it, or gets on; failure goes round with the same operation. */
export function retryLoop(context: FileContext, loop: LoopNode, requests: ReadonlySet<Node>): RetrySite | undefined {
  if (loop.type === 'ForInStatement' || (loop.type === 'ForOfStatement' && loop.await)) return undefined;
  const tries: Ast.TryStatement[] = [];
  walkOwn(loop.body, (node) => {
    if (node.type === 'TryStatement' && node.handler && nearestLoop(node) === loop) tries.push(node);
    return node === loop.body || !isNestedLoop(node);
  });
  for (const attempt of tries) {
    const site = byException(context, loop, attempt, requests);
    if (site) return site;
  }
  return byResult(context, loop, requests);
}

function isNestedLoop(node: Node): boolean {
  return /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(node.type);
}

type Exit = 'always' | 'flag' | 'sometimes' | 'progress' | 'none';

function byException(
  context: FileContext,
  loop: LoopNode,
  attempt: Ast.TryStatement,
  requests: ReadonlySet<Node>,
): RetrySite | undefined {
  const handler = attempt.handler!;
  if (!mayGoOn(handler.body)) return undefined;
  const rest = statementsAfter(attempt, loop);
  // Straight after a caught failure the rest of the body may end the loop all the same.
  if (!endings(handler.body).has('continue') && !mayGoOn(attempt.block) && rest.length > 0) {
    const after = sequence(rest);
    if (!after.has('normal') && !after.has('continue')) return undefined;
  }
  const operations = operationsIn(context, attempt.block, requests);
  if (operations.length === 0) return undefined;
  const asynchronous = operations.some((node) => requests.has(node) || isAwaited(node));
  const failures = failureVariables(context, declaredBy(context, handler.param), handler.body);
  const rounds: Rounds = { region: loop, failures };
  const sleeps = sleepsOf(context, loop, handler.body);
  if (!asynchronous && sleeps.length === 0) return undefined;
  if (!sameOperation(context, loop, operations, [attempt.block])) return undefined;
  const exit = exitOf(context, loop, attempt, operations, rest);
  const limit = limitIn(context, testOf(loop), rounds) ?? limitInside(context, loop.body, rounds);
  const selective = looksAtError(
    context,
    handler.body,
    failures,
    (test) => limitIn(context, test, rounds)?.node === unwrap(test),
  );
  const counted = anyOwn(
    handler.body,
    (node) =>
      node.type === 'UpdateExpression' || (node.type === 'AssignmentExpression' && /^[-+]=$/.test(node.operator)),
  );
  const waits = sleeps.length > 0;
  if (exit === 'none') {
    // A worker that goes on after each success: only a count of failures in a row makes it a retry.
    if (!counted || !limitInside(context, handler.body, rounds)) return undefined;
  } else if (exit === 'sometimes' || exit === 'progress') {
    // A pause between two successes says nothing about failures.
    const pauses = sleeps.some(
      (sleep) => !isInside(sleep.node, attempt.block) && !isElsewhere(sleep.node, attempt, loop),
    );
    if (!pauses && !limit) return undefined;
  }
  if (!limit && !waits && !selective && !asynchronous) return undefined;
  const site: RetrySite = {
    node: loop,
    head: loop,
    form: 'loop',
    rounds,
    failed: [handler.body],
    sleeps,
    operations,
    conditions: testOf(loop) ? [testOf(loop)!] : [],
    selective: selective || selectiveResult(context, attempt.block, operations),
  };
  return isWaiting(context, site, attempt.block) ? undefined : site;
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
  walkOwn(block, (node) => {
    if (node.type === 'IfStatement' && asksForFailure(context, node.test, results) && !isPlain(node.test)) {
      found ||= endings(node.consequent).has('continue') || endings(node.consequent).has('break');
    }
    return !found;
  });
  return found;
}

function isPlain(test: Node): boolean {
  const node = unwrap(test);
  return node.type === 'UnaryExpression' || node.type === 'MemberExpression' || isOkComparison(node);
}

function isOkComparison(node: Node): boolean {
  if (node.type !== 'BinaryExpression') return false;
  const right = unwrap(node.right);
  return (
    right.type === 'Literal' &&
    (right.value === 200 || right.value === 0 || right.value === true || right.value === false)
  );
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
  if (loop.type === 'ForStatement' && redoes(context, loop, handler.body)) return 'progress';
  return 'none';
}

/** A variable of the loop's condition, or of an `if (done) break` behind the attempt, that success alone sets. */
function isFlagged(context: FileContext, loop: LoopNode, attempt: Ast.TryStatement, rest: readonly Node[]): boolean {
  const tests = [
    testOf(loop),
    ...rest.flatMap((node) => (node.type === 'IfStatement' && mayLeave(node.consequent) ? [node.test] : [])),
  ];
  return tests.some((test) =>
    anyBelow(test, (node) => {
      if (node.type === 'MemberExpression') {
        const changed = memberChanges(context, node, loop.body).filter((change) => change.kind === 'fresh');
        return changed.length > 0 && changed.every((change) => isInside(change.node, attempt.block));
      }
      const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
      if (!variable || isRead(node)) return false;
      const changed = changesOf(context, variable, loop.body).filter((change) => change.kind === 'fresh');
      return (
        changed.some((change) => isInside(change.node, attempt.block)) &&
        !changed.some((change) => isInside(change.node, attempt.handler!))
      );
    }),
  );
}

function isRead(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.property === node && !node.parent.computed;
}

/** The loop's condition changes through success only: the same item is tried again after a failure. */
function advancesOnlyIn(context: FileContext, loop: LoopNode, attempt: Ast.TryStatement): boolean {
  return anyBelow(testOf(loop), (node) => {
    const variable = node.type === 'Identifier' && !isRead(node) ? context.variable(node) : undefined;
    if (!variable) return false;
    const changed = changesOf(context, variable, loop.body);
    return changed.length > 0 && changed.every((change) => isInside(change.node, attempt.block));
  });
}

/** `i--` in the handler of a counting loop. */
function redoes(context: FileContext, loop: Ast.ForStatement, handler: Node): boolean {
  const counters = declaredBy(context, loop.init);
  return counters.some((variable) =>
    changesOf(context, variable, handler).some(
      (change) => change.node.type === 'UpdateExpression' && change.node.operator === '--',
    ),
  );
}

function leavesAfter(block: Node, position: number, loop: LoopNode): boolean {
  return anyOwn(block, (node) => {
    if (node.range[1] <= position) return false;
    if (node.type === 'ReturnStatement') return true;
    return node.type === 'BreakStatement' && (node.label !== null || breaks(node, loop));
  });
}

function breaks(node: Node, loop: LoopNode): boolean {
  for (let at = node.parent; at && at !== loop; at = at.parent)
    if (at.type === 'SwitchStatement' || isNestedLoop(at)) return false;
  return true;
}

/** Failure told by a result: `if (res.ok) return res`, `[value, error] = await op()`, `.catch(() => null)`. */
function byResult(context: FileContext, loop: LoopNode, requests: ReadonlySet<Node>): RetrySite | undefined {
  const operations = operationsIn(context, loop.body, requests).filter(
    (node) => nearestLoop(node) === loop && isAwaited(node),
  );
  if (operations.length === 0) return undefined;
  const results = failureVariables(
    context,
    operations.flatMap((node) => resultsOf(context, node)),
    loop.body,
  );
  if (results.size === 0) return undefined;
  const branches: Ast.IfStatement[] = [];
  let thrown = false;
  walkOwn(loop.body, (node) => {
    if (node.type === 'IfStatement' && nearestLoop(node) === loop && mentions(context, node.test, results))
      branches.push(node);
    if (
      node.type === 'ThrowStatement' &&
      unwrap(node.argument).type === 'Identifier' &&
      mentions(context, node.argument, results)
    )
      thrown = true;
    return true;
  });
  const caught = operations.some((node) => catchesToResult(node));
  const asked = branches.filter((branch) => asksForFailure(context, branch.test, results) || thrown || caught);
  if (asked.length === 0) return undefined;
  const leaves = asked.some((branch) => mayLeave(branch.consequent) || mayLeave(branch.alternate));
  const flagged = anyBelow(testOf(loop), (node) => node.type === 'Identifier' && mentions(context, node, results));
  if (!leaves && !flagged) return undefined;
  if (!flagged && !asked.some((branch) => separates(branch, loop))) return undefined;
  if (!sameOperation(context, loop, operations, [])) return undefined;
  const rounds: Rounds = { region: loop, failures: results };
  const sleeps = sleepsOf(context, loop, undefined);
  // What only waits after it was answered asks for news.
  const answered = asked.flatMap(({ test, consequent }) => (tellsSuccess(test) ? [consequent] : []));
  const waits = sleeps.filter((sleep) => isInside(sleep.node, loop));
  if (waits.length > 0 && waits.every(({ node }) => answered.some((way) => isInside(node, way)))) return undefined;
  const limit = limitIn(context, testOf(loop), rounds) ?? limitInside(context, loop.body, rounds);
  if (!limit && sleeps.length === 0 && !thrown) return undefined;
  const site: RetrySite = {
    node: loop,
    head: loop,
    form: 'loop',
    rounds,
    failed: [loop.body],
    sleeps,
    operations,
    conditions: testOf(loop) ? [testOf(loop)!] : [],
    selective:
      asked.some((branch) => selects(branch.test)) ||
      (thrown &&
        looksAtError(context, loop.body, results, (test) => isPlain(test) || unwrap(test).type === 'Identifier')),
  };
  return isWaiting(context, site, loop.body) ? undefined : site;
}

/** One way through the branch leaves the loop for good with a result, another goes round. */
function separates(branch: Ast.IfStatement, loop: LoopNode): boolean {
  const yes = endings(branch.consequent);
  const no = branch.alternate ? endings(branch.alternate) : sequence(statementsAfter(branch, loop));
  const ends = (all: ReadonlySet<string>): boolean => all.has('return') || all.has('break');
  const goesOn = (all: ReadonlySet<string>): boolean => all.has('normal') || all.has('continue');
  return (ends(yes) && goesOn(no)) || (goesOn(yes) && ends(no)) || (yes.has('continue') && ends(no));
}

/** `status === 429`, `status >= 500`, `isTransient(res)`; `!res.ok` and `status === 200` only ask whether it failed. */
function selects(test: Node): boolean {
  return anyBelow(test, (node) => {
    if (node.type === 'CallExpression') return node.arguments.length > 0;
    if (node.type !== 'BinaryExpression' || !/^(?:[<>]=?|[!=]==?)$/.test(node.operator)) return false;
    return (
      !isOkComparison(node) &&
      anyBelow(
        node.left as Node,
        (part) => part.type === 'Identifier' && /^(?:status|statusCode|code|httpStatus)$/.test(part.name),
      )
    );
  });
}

function catchesToResult(operation: Node): boolean {
  const call = unwrap(operation);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  return call.callee.property.type === 'Identifier' && call.callee.property.name === 'catch';
}

/** The calls in a block that do its work: requests, what is awaited or returned; failing that, calls whose result is used. */
export function operationsIn(context: FileContext, block: Node, requests: ReadonlySet<Node>): readonly Node[] {
  const awaited: CallExpression[] = [];
  const others: CallExpression[] = [];
  walkOwn(block, (node) => {
    if (node.type !== 'CallExpression') return true;
    if (asSleep(context, node)) return false;
    if (requests.has(node) || isAwaited(node)) awaited.push(node);
    else if (node.parent?.type === 'VariableDeclarator' || node.parent?.type === 'AssignmentExpression')
      others.push(node);
    return true;
  });
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

function sleepsOf(context: FileContext, loop: LoopNode, handler: Node | undefined): readonly Sleep[] {
  const plain = sleepsIn(context, loop.body);
  if (plain.length > 0 || !handler) return plain;
  return sleepsIn(context, handler, true);
}

export function testOf(loop: LoopNode): Node | undefined {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return undefined;
  return loop.test ?? undefined;
}

/** What runs after a statement until the loop's body ends. */
function statementsAfter(statement: Node, loop: LoopNode): readonly Node[] {
  const found: Node[] = [];
  for (let at: Node = statement; at !== loop.body && at.parent; at = at.parent) {
    const block = at.parent;
    if (block.type !== 'BlockStatement') continue;
    const index = block.body.findIndex((item) => item === at);
    found.push(...block.body.slice(index + 1));
  }
  return found;
}

/**
 * Waiting for something to be ready by asking again and again: what is asked gives nothing but whether it answered, at a
 * steady pace, for a time.
 */
function isWaiting(context: FileContext, site: RetrySite, block: Node): boolean {
  if (site.selective) return false;
  const used = site.operations.some((node) => {
    const results = resultsOf(context, node);
    if (results.length > 0) return anyBelow(block, (inner) => readsValue(context, inner, results));
    return node.parent?.type === 'ReturnStatement' || node.parent?.parent?.type === 'ReturnStatement';
  });
  if (used) return false;
  const { growth } = estimateSleeps(site.sleeps, site.rounds);
  if (growth !== 'constant') return false;
  const limit = limitIn(context, site.conditions[0], site.rounds) ?? limitInside(context, block, site.rounds);
  const asks = site.operations.every((node) => node.type === 'CallExpression' && isPlainGet(context, node));
  return (
    asks ||
    (limit !== undefined &&
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
