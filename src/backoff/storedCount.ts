import type { Node } from '../ast/types.ts';
import { keyName, memberName, unwrap } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

/**
 * `const tries = (message.metadata?.tries ?? 0) + 1`, where the same file puts `tries` back into what goes round: a count
 * that is kept with what is sent.
 * @param name that of the variable; @param init what it is set to
 */
export function isStoredCount(context: FileContext, name: string, init: Node): boolean {
  const sum = unwrap(init);
  if (sum.type !== 'BinaryExpression' || sum.operator !== '+') return false;
  const step = unwrap(sum.right);
  if (step.type !== 'Literal' || typeof step.value !== 'number') return false;
  const field = fieldOf(sum.left as Node);
  return field !== undefined && someNode(context.file.ast, (node) => storesIn(node, field, name));
}

/** `tries` of `message.tries`, `(message.metadata?.tries as number) || 0`. */
function fieldOf(node: Node): string | undefined {
  const plain = unwrap(node);
  if (plain.type === 'LogicalExpression') return fieldOf(plain.left);
  if (plain.type === 'CallExpression' && plain.arguments.length === 1) return fieldOf(plain.arguments[0] as Node);
  return plain.type === 'MemberExpression' ? memberName(plain) : undefined;
}

/** `{ ...metadata, tries }`, `message.tries = next` */
function storesIn(node: Node, field: string, name: string): boolean {
  const isIt = (value: Node): boolean => value.type === 'Identifier' && value.name === name;
  if (node.type === 'Property')
    return node.parent.type === 'ObjectExpression' && keyName(node.key, node.computed) === field && isIt(node.value);
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return false;
  return memberName(node.left) === field && isIt(unwrap(node.right));
}
