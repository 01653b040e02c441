import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import type { RetryRounds } from './delay.ts';
import { endings, mayLeave, nearestLoop, sequence } from '../ast/flow.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { limitIn, limitInside } from './bounds.ts';
import {
  asksForFailure,
  failureVariables,
  isOkComparison,
  isPlain,
  looksAtError,
  mentions,
  resultsOf,
  tellsSuccess,
} from './errors.ts';
import { sameOperation } from './sameness.ts';
import { isAwaited, isWaiting, operationsIn, sleepsOf, statementsAfter, testOf } from './site.ts';
import type { RetrySite } from './site.ts';

/** Failure told by a result: `if (res.ok) return res`, `[value, error] = await op()`, `.catch(() => null)`. */
export function resultRetry(context: FileContext, loop: LoopNode, requests: ReadonlySet<Node>): RetrySite | undefined {
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
        thrown = true;
      return true;
    },
    OWN_BODY,
  );
  const caught = operations.some((node) => catchesToResult(node));
  const asked = branches.filter((branch) => asksForFailure(context, branch.test, results) || thrown || caught);
  if (asked.length === 0) return undefined;
  const leaves = asked.some((branch) => mayLeave(branch.consequent) || mayLeave(branch.alternate));
  const flagged = someNode(testOf(loop), (node) => node.type === 'Identifier' && mentions(context, node, results));
  if (!leaves && !flagged) return undefined;
  if (!flagged && !asked.some((branch) => isSeparatingBranch(branch, loop))) return undefined;
  if (!sameOperation(context, loop, operations, [])) return undefined;
  const rounds: RetryRounds = { region: loop, failures: results };
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
      asked.some((branch) => isSelectiveTest(branch.test)) ||
      (thrown &&
        looksAtError(context, loop.body, results, (test) => isPlain(test) || unwrap(test).type === 'Identifier')),
  };
  return isWaiting(context, site, loop.body) ? undefined : site;
}

/** One way through the branch leaves the loop for good with a result, another goes round. */
function isSeparatingBranch(branch: Ast.IfStatement, loop: LoopNode): boolean {
  const yes = endings(branch.consequent);
  const no = branch.alternate ? endings(branch.alternate) : sequence(statementsAfter(branch, loop));
  const ends = (all: ReadonlySet<string>): boolean => all.has('return') || all.has('break');
  const goesOn = (all: ReadonlySet<string>): boolean => all.has('normal') || all.has('continue');
  return (ends(yes) && goesOn(no)) || (goesOn(yes) && ends(no)) || (yes.has('continue') && ends(no));
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
  return call.callee.property.type === 'Identifier' && call.callee.property.name === 'catch';
}
