import type { Ast, Node } from '../ast/types.ts';
import { isInside } from '../ast/nodes.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { asksToStop } from './workers.ts';
import { testOf } from './site.ts';

/**
 * A worker that starts over as soon as its first request has failed: `while (true) { try { const c = await connect();
 * await consume(c); } catch (e) { log(e); } }`. What it waits for after a success does not pace it while the server is
 * down. Anything awaited on the way back may wait, and what is asked for first, other than the request, may be the next
 * of something.
 * @returns the request
 */
export function startsOverAtOnce(
  loop: LoopNode,
  attempt: Ast.TryStatement,
  operations: readonly Node[],
  requests: ReadonlySet<Node>,
): Node | undefined {
  const [first] = operations;
  if (!first || !requests.has(first) || !asksToStop(testOf(loop)) || loop.type === 'ForOfStatement') return undefined;
  const handler = attempt.handler!;
  const pauses = (node: Node): boolean =>
    node.type === 'AwaitExpression' ||
    node.type === 'YieldExpression' ||
    (node.type === 'ForOfStatement' && node.await);
  const outside = someNode(loop, (node) => pauses(node) && !isInside(node, attempt.block), OWN_BODY);
  const leaves = someNode(
    handler,
    (node) => node.type === 'ReturnStatement' || node.type === 'BreakStatement',
    OWN_BODY,
  );
  const asksBefore = someNode(attempt.block, (node) => pauses(node) && node.range[1] < first.range[0], OWN_BODY);
  return outside || leaves || asksBefore ? undefined : first;
}
