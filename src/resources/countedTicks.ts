import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';

const equal = /^===?$/;
const compares = /^(?:===?|[<>]=?)$/;
const asksTheTime = /\bDate\.now\(\)|\bnew Date\(|\bperformance\.now\(\)/;

/**
 * `if (--left === 0) { left = 60; load(); }`, `if (Date.now() - last > HOUR) { last = Date.now(); load(); }`: of many ticks
 * only one does the work, so that its period says nothing of how often that is begun.
 */
export function countsTicks(context: FileContext, tick: FunctionNode): boolean {
  return someNode(tick.body, (node) => node.type === 'IfStatement' && isCount(context, tick, node), OWN_BODY);
}

function isCount(context: FileContext, tick: FunctionNode, { test, consequent, alternate }: Ast.IfStatement): boolean {
  const compared = unwrap(test);
  if (alternate || compared.type !== 'BinaryExpression' || !compares.test(compared.operator)) return false;
  const changed = (where: (change: Node) => boolean): boolean =>
    someNode(tick.body, (node) => {
      const target = changedBy(node);
      return target !== undefined && where(node) && mentions(context, compared, target);
    });
  const starts = changed((change) => isInside(change, consequent));
  const counts = changed((change) => !isInside(change, consequent)) && (equal.test(compared.operator) || starts);
  if (!counts && !(starts && asksTheTime.test(context.text(compared)))) return false;
  return !someNode(tick.body, (node) => isWork(context, node) && !isInside(node, consequent));
}

function changedBy(node: Node): Node | undefined {
  if (node.type === 'UpdateExpression') return node.argument;
  return node.type === 'AssignmentExpression' ? node.left : undefined;
}

function mentions(context: FileContext, test: Node, target: Node): boolean {
  const text = context.text(target);
  return someNode(test, (node) => node.type === target.type && context.text(node) === text);
}

/** What may go over the network. */
function isWork(context: FileContext, node: Node): boolean {
  if (node.type === 'AwaitExpression') return true;
  return node.type === 'CallExpression' && /^(?:function|client)$/.test(context.value(unwrap(node.callee)).kind);
}
