import { isFunction } from './nodes.ts';
import type { Node } from './types.ts';

/** Keys that hold no child: what points upwards, positions, and what parsers add for their own use. */
const NOT_CHILDREN = new Set(['parent', 'loc', 'range', 'tokens', 'comments', 'type', 'regex', 'raw', 'start', 'end']);

/** Calls `visit` for every child node, in the order of its properties: arguments may come before the callee. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const record = node as unknown as Record<string, unknown>;
  for (const key in record) {
    if (NOT_CHILDREN.has(key)) continue;
    const value = record[key];
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      for (const item of value) {
        if (item !== null && typeof item === 'object' && typeof (item as Node).type === 'string') visit(item as Node);
      }
    } else if (typeof (value as Node).type === 'string') visit(value as Node);
  }
}

/** The child nodes of a node. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

export interface WalkOptions {
  /** Whether functions inside `root` are visited too; `root` itself always is. Default true. */
  readonly intoFunctions?: boolean;
}

/** What runs when `root` runs: functions inside it are left out. */
export const OWN_BODY: WalkOptions = { intoFunctions: false };

/**
 * Visits `root` and everything below it, parents before children, children in the order of `forEachChild`. Return false
 * from `visit` to leave out what is below a node. Nothing is visited where `root` is absent. Depth costs no stack.
 */
export function walk(
  root: Node | null | undefined,
  visit: (node: Node) => unknown,
  { intoFunctions = true }: WalkOptions = {},
): void {
  if (!root) return;
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (!intoFunctions && node !== root && isFunction(node)) continue;
    if (visit(node) === false) continue;
    const first = stack.length;
    forEachChild(node, (child) => stack.push(child));
    // The last pushed is visited first.
    for (let low = first, high = stack.length - 1; low < high; low++, high--) {
      const kept = stack[low]!;
      stack[low] = stack[high]!;
      stack[high] = kept;
    }
  }
}

/** The first node, `root` included, that fits a test; undefined where none does. */
export function findNode(
  root: Node | null | undefined,
  test: (node: Node) => boolean,
  options?: WalkOptions,
): Node | undefined {
  let found: Node | undefined;
  walk(
    root,
    (node) => {
      if (found) return false;
      if (test(node)) found = node;
      return found === undefined;
    },
    options,
  );
  return found;
}

/** Whether some node, `root` included, fits a test. */
export function someNode(root: Node | null | undefined, test: (node: Node) => boolean, options?: WalkOptions): boolean {
  return findNode(root, test, options) !== undefined;
}
