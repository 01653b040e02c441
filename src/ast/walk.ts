import { isFunction } from './nodes.ts';
import type { Node } from './types.ts';

/** Keys that hold no child: what points upwards, positions, and what parsers add for their own use. */
const NOT_CHILDREN = new Set(['parent', 'loc', 'range', 'tokens', 'comments', 'type', 'regex', 'raw', 'start', 'end']);

/**
 * Children of the nodes that are being visited, those of the innermost last: one array for all, since there are
 * millions of nodes.
 */
const buffer: Node[] = [];

/**
 * Calls `visit` for every child node, in source order: parsers differ in the order of a node's properties, and nothing
 * may hang on it.
 */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const first = buffer.length;
  try {
    addChildren(node, first);
    const end = buffer.length;
    for (let at = first; at < end; at++) visit(buffer[at]!);
  } finally {
    buffer.length = first;
  }
}

function addChildren(node: Node, first: number): void {
  const record = node as unknown as Record<string, unknown>;
  for (const key in record) {
    if (NOT_CHILDREN.has(key)) continue;
    const value = record[key];
    if (value === null || typeof value !== 'object') continue;
    if (!Array.isArray(value)) {
      if (typeof (value as Node).type === 'string') insert(value as Node, first);
      continue;
    }
    for (const item of value) {
      if (item !== null && typeof item === 'object' && typeof (item as Node).type === 'string')
        insert(item as Node, first);
    }
  }
}

/** Puts a child behind those of its siblings that begin before it, or at the same place. */
function insert(child: Node, first: number): void {
  let at = buffer.length;
  buffer.push(child);
  const start = child.range[0];
  while (at > first && buffer[at - 1]!.range[0] > start) {
    buffer[at] = buffer[at - 1]!;
    at--;
  }
  buffer[at] = child;
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
