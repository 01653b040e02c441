import type { Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { alwaysThrows } from '../ast/flow.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { ancestors, isFunction, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

/** What is given or kept there tells of a failure: a status, an error, `success: false`. */
const tells = /err|fail|status|success|ok\b|reject|exception|problem|message|\bres\b|\breply\b|\bctx\b|next\(/i;

/**
 * A failure of a call is caught in the same function, and something else is given in its place: an error thrown for an
 * answer that was taken so far would change what the function gives.
 */
export function fallsBack(file: ParsedFile, range: Range): boolean {
  const call = nodeAt(file, range, 'CallExpression');
  let inner = call;
  for (const node of call ? ancestors(call) : []) {
    if (isFunction(node)) return false;
    if (node.type === 'TryStatement' && node.block === inner && node.handler)
      return givesOther(file, node.handler.body);
    inner = node;
  }
  return false;
}

/** A handler that gives or keeps something that tells nothing of the failure. */
function givesOther(file: ParsedFile, body: Node): boolean {
  if (alwaysThrows(body)) return false;
  return someNode(
    body,
    (node) =>
      (node.type === 'ReturnStatement' && node.argument !== null && isOther(file, node.argument)) ||
      (node.type === 'AssignmentExpression' && !tells.test(textOf(file, node)) && isOther(file, node.right)),
    OWN_BODY,
  );
}

function isOther(file: ParsedFile, node: Node): boolean {
  const value = unwrap(node);
  // What only logs gives nothing.
  if (value.type === 'CallExpression' && /^(?:console|log(?:ger)?)\b|\.log(?:ger)?\b/i.test(textOf(file, value)))
    return false;
  return !tells.test(textOf(file, value));
}
