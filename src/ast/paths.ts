import { calledName } from './calls.ts';
import { ancestors, isInside, unwrap } from './nodes.ts';
import type { Ast, Node } from './types.ts';

/** In a `try` within a block or function. */
export function isTried(node: Node, block: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === block) return false;
    if (at.type === 'TryStatement') return true;
  }
  return false;
}

/** The block that holds one statement is around the other: who gets to the second has run the first. */
export function sharesPath(release: Node, leaving: Node): boolean {
  const block = [...ancestors(release)].find((at) => at.type === 'BlockStatement' || at.type === 'SwitchCase');
  return block !== undefined && isInside(leaving, block);
}

/** `find({ transaction })` */
export function inArgument(property: Node): boolean {
  for (let at = property.parent; at; at = at.parent) {
    if (at.type === 'CallExpression') return true;
    if (!['ObjectExpression', 'Property', 'SpreadElement'].includes(at.type)) return false;
  }
  return false;
}

/** `await query().catch(log)` */
export function isCaught(node: Ast.AwaitExpression): boolean {
  const value = unwrap(node.argument);
  return value.type === 'CallExpression' && /^(?:catch|allSettled)$/.test(calledName(value) ?? '');
}

/** One of them runs where an `if` is so, the other where it is not. */
export function inOtherBranch(node: Node, other: Node): boolean {
  for (const at of ancestors(other)) {
    if (at.type !== 'IfStatement') continue;
    const [yes, no] = [at.consequent, at.alternate];
    if (no && ((isInside(node, yes) && isInside(other, no)) || (isInside(node, no) && isInside(other, yes))))
      return true;
  }
  return false;
}
