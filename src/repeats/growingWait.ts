import type { Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { enclosingFunction } from '../ast/nodes.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { replace } from '../changes/edits.ts';
import { grownWait } from './backoffText.ts';
import { counterOf, loopAt, type Loop } from './loopBackoff.ts';

/**
 * A random part that grows exponentially on top of a wait of a fixed length: no wait is shorter than it was, as the
 * server may have asked for it.
 * @param ms the length, where it is known; what is configured may be next to nothing
 */
export function growingWait(file: ParsedFile, range: Range, wait: Range, ms?: number): Suggestion | undefined {
  const loop = loopAt(file, range);
  const node = nodeAt(file, wait);
  if (!loop || !node || node.range[0] < loop.body.range[0] || node.range[1] > loop.body.range[1]) return undefined;
  if (node.type !== 'Literal' && node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined;
  if (enclosingFunction(node) !== enclosingFunction(loop) && !isHandedToPromise(node, loop)) return undefined;
  // A wait inside what is tried comes after an answer, or after none: it is not clear that something failed.
  const tried = isTried(node, loop);
  const counted = tried ? undefined : counterOf(file, loop);
  if (!counted) return undefined;
  const { counter, edits } = counted;
  return {
    title: 'Make the wait grow exponentially, with jitter',
    edits: [...edits, replace(node, grownWait(textOf(file, node), counter, ms))],
  };
}

/** `new Promise((resolve) => setTimeout(resolve, 500))`: it runs at once. */
function isHandedToPromise(node: Node, loop: Loop): boolean {
  const owner = enclosingFunction(node);
  return owner?.parent?.type === 'NewExpression' && enclosingFunction(owner) === enclosingFunction(loop);
}

/** It stands in a block whose failure the loop catches. */
function isTried(node: Node, loop: Loop): boolean {
  for (let at = node; at !== loop && at.parent; at = at.parent)
    if (at.parent.type === 'TryStatement' && at.parent.block === at && at.parent.handler) return true;
  return false;
}
