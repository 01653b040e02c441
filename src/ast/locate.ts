import type { Range } from '../text/range.ts';
import { isFunction } from './nodes.ts';
import type { Node, ParsedFile } from './types.ts';
import { childrenOf } from './walk.ts';

/** Lists that are long are searched by halves, and kept: a body of thousands of statements is asked for each of them. */
const LONG = 16;
const longLists = new WeakMap<Node, readonly Node[]>();

/** The last path of each file: several parts of a finding are read from the same place, one after the other. */
const lastPaths = new WeakMap<ParsedFile, { readonly start: number; readonly end: number; readonly path: Node[] }>();

/** The nodes around a range, from the program down to the innermost one that holds it whole. */
export function pathTo(file: ParsedFile, range: Range): Node[] {
  const { start, end } = range;
  const last = lastPaths.get(file);
  if (last?.start === start && last.end === end) return [...last.path];
  const path: Node[] = [file.ast];
  for (;;) {
    const inner = childAround(path[path.length - 1]!, range);
    if (!inner) break;
    path.push(inner);
  }
  lastPaths.set(file, { start, end, path });
  return [...path];
}

/** The first child that holds a range whole. */
function childAround(node: Node, range: Range): Node | undefined {
  let children = longLists.get(node);
  if (!children) {
    children = childrenOf(node);
    if (children.length > LONG) longLists.set(node, children);
  }
  if (children.length <= LONG)
    return children.find((child) => child.range[0] <= range.start && range.end <= child.range[1]);
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.range[0] <= range.start) low = middle + 1;
    else high = middle;
  }
  let found: Node | undefined;
  // The nodes of a long list follow each other; only those that begin at the same place may hold each other.
  for (let at = low - 1; at >= 0 && children[at]!.range[1] >= range.end; at--) found = children[at];
  return found;
}

/** The outermost node with exactly this range and, where given, one of these types. */
export function nodeAt(file: ParsedFile, range: Range, ...types: readonly string[]): Node | undefined {
  return pathTo(file, range).find(
    (node) =>
      node.range[0] === range.start && node.range[1] === range.end && (types.length === 0 || types.includes(node.type)),
  );
}

/**
 * What a finding underlines of a call: from its start to the end of its callee, `fetch` of `fetch(url)` and `new Pool`
 * of `new Pool({})`. The whole range where no call is there.
 */
export function calleeRange(file: ParsedFile, range: Range): Range {
  const node = nodeAt(file, range, 'CallExpression', 'NewExpression', 'TaggedTemplateExpression');
  if (node?.type === 'TaggedTemplateExpression') return { start: range.start, end: node.tag.range[1] };
  if (node?.type === 'CallExpression' || node?.type === 'NewExpression')
    return { start: range.start, end: node.callee.range[1] };
  return range;
}

export function textOf(file: ParsedFile, node: Node): string {
  return file.text.slice(node.range[0], node.range[1]);
}

/** `await` may be written at this range: inside an async function, or at the top level of a module. */
export function mayAwait(file: ParsedFile, range: Range): boolean {
  const around = pathTo(file, range).reverse().find(isFunction);
  if (around) return around.async;
  return file.ast.sourceType === 'module' && !/\.c[jt]s$/.test(file.path);
}
