import type { FunctionNode, Node } from './types.ts';
import { OWN_BODY, walk } from './walk.ts';

const returned = new WeakMap<FunctionNode, readonly Node[]>();

/** The expressions that a function returns, those of functions inside left out. */
export function returnsOf(node: FunctionNode): readonly Node[] {
  const known = returned.get(node);
  if (known) return known;
  const found: Node[] = [];
  if (node.body && node.body.type !== 'BlockStatement') found.push(node.body);
  else if (node.body) {
    walk(
      node.body,
      (inner) => {
        if (inner.type === 'ReturnStatement' && inner.argument) found.push(inner.argument);
      },
      OWN_BODY,
    );
  }
  returned.set(node, found);
  return found;
}
