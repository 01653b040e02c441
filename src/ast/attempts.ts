import type { Ast, Node } from './types.ts';
import { OWN_BODY, someNode } from './walk.ts';

/** `try { return await op(); } catch (e) { log(e); } await wait(); return again();`: the handler that goes on to a statement. */
export function caughtBefore(block: Ast.BlockStatement, statement: Node): Ast.CatchClause | undefined {
  const before = block.body.slice(0, block.body.indexOf(statement as never));
  const attempt = before.findLast(({ type }) => type === 'TryStatement') as Ast.TryStatement | undefined;
  const caught = attempt?.handler;
  return caught && leavesOnceDone(attempt.block) && !leavesAlways(caught.body) ? caught : undefined;
}

/** `again(entry.parent)`: what comes next, rather than the same once more. */
export function asksForPart(node: Node): boolean {
  return node.type === 'CallExpression' && node.arguments.some(({ type }) => type === 'MemberExpression');
}

/** All that is waited for stands in one block, which ends with a return. */
function leavesOnceDone(block: Ast.BlockStatement): boolean {
  const last = block.body.at(-1);
  if (last?.type === 'ReturnStatement') return someNode(block, ({ type }) => type === 'AwaitExpression', OWN_BODY);
  if (last?.type !== 'IfStatement' || last.alternate || last.consequent.type !== 'BlockStatement') return false;
  const waits = block.body.some(
    (one) => one !== last && someNode(one, ({ type }) => type === 'AwaitExpression', OWN_BODY),
  );
  return !waits && leavesOnceDone(last.consequent);
}

function leavesAlways({ body }: Ast.BlockStatement): boolean {
  return /^(?:Return|Throw|Continue|Break)Statement$/.test(body.at(-1)?.type ?? '');
}
