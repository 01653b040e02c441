import type { FunctionNode, Node } from './types.ts';
import { isFunction } from './nodes.ts';
import { forEachChild } from './nodeIndex.ts';

const returned = new WeakMap<FunctionNode, readonly Node[]>();

/** The expressions that a function returns, those of functions inside left out. */
export function returnsOf(node: FunctionNode): readonly Node[] {
  const known = returned.get(node);
  if (known) return known;
  const found: Node[] = [];
  if (node.body && node.body.type !== 'BlockStatement') found.push(node.body);
  else if (node.body) {
    forEachInFunction(node.body, (inner) => {
      if (inner.type === 'ReturnStatement' && inner.argument) found.push(inner.argument);
    });
  }
  returned.set(node, found);
  return found;
}

/** Visits what runs when the function runs: everything below `root` but the bodies of other functions. */
export function forEachInFunction(root: Node, visit: (node: Node) => void): void {
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    visit(node);
    if (isFunction(node) && node !== root) continue;
    const children: Node[] = [];
    forEachChild(node, (child) => children.push(child));
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
}
