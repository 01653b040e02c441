import type { Node } from '../ast/types.ts';
import { endings, nearestLoop } from '../ast/flow.ts';
import { isIdentifier, isInside, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';

/** `if (failed && !fallback) { fallback = true; continue; }` as the only way round: one more attempt, in another way. */
export function roundsOnceByFlag(loop: Node): boolean {
  if (!('body' in loop) || endings(loop.body as Node).has('normal')) return false;
  const ways: Node[] = [];
  walk(
    loop.body as Node,
    (node) => {
      if (node.type === 'ContinueStatement' && nearestLoop(node) === loop) ways.push(node);
    },
    OWN_BODY,
  );
  return ways.length > 0 && ways.every((way) => isTakenOnce(way, loop));
}

function isTakenOnce(way: Node, loop: Node): boolean {
  for (let at = way; at !== loop && at.parent; at = at.parent) {
    const { parent } = at;
    if (
      parent.type === 'IfStatement' &&
      parent.consequent === at &&
      flagsOf(parent.test).some((name) => sets(at, name))
    )
      return isInside(parent, loop);
  }
  return false;
}

/** `fallback` of `failed && !fallback`. */
function flagsOf(test: Node): readonly string[] {
  const plain = unwrap(test);
  if (plain.type === 'LogicalExpression')
    return plain.operator === '&&' ? [...flagsOf(plain.left), ...flagsOf(plain.right)] : [];
  if (plain.type !== 'UnaryExpression' || plain.operator !== '!') return [];
  return plain.argument.type === 'Identifier' ? [plain.argument.name] : [];
}

function sets(branch: Node, name: string): boolean {
  return someNode(
    branch,
    (node) =>
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      isIdentifier(node.left, name) &&
      node.right.type === 'Literal' &&
      node.right.value === true,
    OWN_BODY,
  );
}
