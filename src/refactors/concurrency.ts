import type { FileFacts } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction, memberName, rangeOf } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import { isDropped, limitedFanOut, mappedBy } from '../changes/fanOutChange.ts';
import { importNames, isEsModule, majorOf } from './imports.ts';
import type { Manifest, Refactor } from './model.ts';
import { calleeName, promiseMethod, trimmed } from './target.ts';

interface Mapped {
  readonly all: CallExpression;
  readonly list: Node;
  readonly callback: Node;
}

/** `Promise.all(list.map(...))` with so many at once: through p-limit or p-map where the project has one, else in parts. */
export function concurrencyRefactor(
  file: ParsedFile,
  facts: FileFacts,
  range: Range,
  manifest: Manifest,
): Refactor | undefined {
  const found = mappedAt(file, range);
  if (!found || facts.test || isLimited(facts, found)) return undefined;
  if (usable(file, manifest, 'p-limit', 3)) {
    const { locals, edits } = importNames(file, manifest, 'p-limit', [], 'pLimit');
    const limited = limitedFanOut(file, rangeOf(found.callback), locals['default']!);
    return limited && { title: limited.title, edits: [...edits, ...limited.edits] };
  }
  if (usable(file, manifest, 'p-map', 4) && promiseMethod(found.all) === 'all' && !isDropped(found.all)) {
    const { locals, edits } = importNames(file, manifest, 'p-map', [], 'pMap');
    const mapped = mappedBy(file, found, locals['default']!);
    return mapped && { title: mapped.title, edits: [...edits, ...mapped.edits] };
  }
  return limitedFanOut(file, rangeOf(found.callback));
}

/** The library is there for a file of this kind: since the version after this one it is an ES module only. */
function usable(file: ParsedFile, manifest: Manifest, name: string, lastCommon: number): boolean {
  const major = majorOf(manifest, name);
  return major !== undefined && (major <= lastCommon || isEsModule(file, manifest));
}

/** From the inside out, as far as the function that the selection stands in; the callback itself is not one. */
function mappedAt(file: ParsedFile, range: Range): Mapped | undefined {
  const path = pathTo(file, trimmed(file, range)).reverse();
  for (const node of path) {
    if (node.type === 'BlockStatement' || node.type === 'Program') return undefined;
    if (isFunction(node) && node.body?.type === 'BlockStatement') continue;
    const found = mappedIn(node);
    if (found) return found;
  }
  return undefined;
}

/** Of a call, or of a statement that waits for it. */
function mappedIn(node: Node): Mapped | undefined {
  switch (node.type) {
    case 'CallExpression': {
      const method = promiseMethod(node);
      const [map, ...others] = node.arguments;
      if ((method !== 'all' && method !== 'allSettled') || others.length > 0 || map?.type !== 'CallExpression')
        return undefined;
      const { callee } = map;
      const [callback, ...more] = map.arguments;
      if (callee.type !== 'MemberExpression' || callee.optional || memberName(callee) !== 'map') return undefined;
      return callback && more.length === 0 && callee.object.type !== 'ArrayExpression'
        ? { all: node, list: callee.object, callback }
        : undefined;
    }
    case 'AwaitExpression':
    case 'ReturnStatement':
      return node.argument ? mappedIn(node.argument) : undefined;
    case 'ExpressionStatement':
      return mappedIn(node.expression);
    case 'VariableDeclaration':
      return node.declarations.length === 1 && node.declarations[0].init
        ? mappedIn(node.declarations[0].init)
        : undefined;
    default:
      return undefined;
  }
}

/** Something limits it, or the list is known to be short. */
function isLimited({ calls }: FileFacts, { all, callback }: Mapped): boolean {
  const waits = someNode(
    callback,
    (node) =>
      node.type === 'CallExpression' && /limit|throttle|queue|semaphore|acquire|schedule/i.test(calleeName(node) ?? ''),
  );
  const inside = calls.filter(({ range }) => all.range[0] <= range.start && range.end <= all.range[1]);
  return waits || (inside.length > 0 && inside.every(({ fanout }) => fanout === 'no'));
}
