import type { Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

/**
 * How a promise is dropped: as a statement of its own, or within an expression whose value nobody takes, such as
 * `void row?.update()`, `changed && save()` and `a ? save() : drop()`. Undefined where somebody may have it.
 */
export function dropOf(call: Node): 'plain' | 'within' | undefined {
  let within = false;
  for (let at: Node = call; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'ExpressionStatement') return within ? 'within' : 'plain';
    if (parent.type === 'UnaryExpression' && parent.operator === 'void') return 'within';
    if (parent.type === 'LogicalExpression' && parent.right === at) within = true;
    else if (parent.type === 'ConditionalExpression' && parent.test !== at) within = true;
    else if (parent.type !== 'ChainExpression') return undefined;
  }
  return undefined;
}

const telling =
  /\b(?:console|log(?:ger)?|captureException|report\w*|next|reject|res(?:p(?:onse)?)?|reply|ctx|String|Error\w*|debug|print)\b|Error$/i;

/**
 * The call stands in a `try` whose `catch` does more than tell of the failure: it takes back, or marks as failed, what
 * may have been done before this call. Waited for, the call would set that off.
 */
export function isUndoneByCatch(file: ParsedFile, call: Node): boolean {
  for (let at: Node = call; at.parent && !isFunction(at); at = at.parent)
    if (at.parent.type === 'TryStatement' && at.parent.block === at && at.parent.handler)
      return someNode(at.parent.handler.body, (node) => isWork(file, node), OWN_BODY);
  return false;
}

function isWork(file: ParsedFile, node: Node): boolean {
  return node.type === 'CallExpression' && !telling.test(textOf(file, node.callee));
}
