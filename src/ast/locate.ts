import type { Range } from '../text/range.ts';
import type { Node, ParsedFile } from './types.ts';

/** The child nodes of a node in source order as far as its properties are; `parent` is not a child. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key === 'parent') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Node).type === 'string' &&
    Array.isArray((value as Node).range)
  );
}

/** The nodes around a range, from the program down to the innermost one that holds it whole. */
export function pathTo(file: ParsedFile, range: Range): Node[] {
  const path: Node[] = [file.ast];
  for (;;) {
    const inner = childrenOf(path[path.length - 1]!).find(
      (child) => child.range[0] <= range.start && range.end <= child.range[1],
    );
    if (!inner) return path;
    path.push(inner);
  }
}

/** The outermost node with exactly this range and, where given, one of these types. */
export function nodeAt(file: ParsedFile, range: Range, ...types: readonly string[]): Node | undefined {
  return pathTo(file, range).find(
    (node) =>
      node.range[0] === range.start && node.range[1] === range.end && (types.length === 0 || types.includes(node.type)),
  );
}

export function rangeOf(node: Node): Range {
  return { start: node.range[0], end: node.range[1] };
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

const functionTypes = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

export function isFunction(node: Node): boolean {
  return functionTypes.includes(node.type);
}

/** `await` may be written at this range: inside an async function, or at the top level of a module. */
export function mayAwait(file: ParsedFile, range: Range): boolean {
  const around = pathTo(file, range).reverse().find(isFunction);
  if (around) return (around as { async?: boolean }).async === true;
  return file.ast.sourceType === 'module' && !/\.c[jt]s$/.test(file.path);
}

/** Every node below one, itself included; `into` says whether to go on below a node. */
export function* walk(node: Node, into: (node: Node) => boolean = () => true): Generator<Node> {
  yield node;
  if (!into(node)) return;
  for (const child of childrenOf(node)) yield* walk(child, into);
}
