import { someNode } from '../ast/walk.ts';
import type { Node } from '../ast/types.ts';
import { isIdentifier, keyName, unwrap } from '../ast/nodes.ts';
import type { FileContext, OptionsView } from '../values/index.ts';
import type { TimeoutState } from '../facts/model.ts';

/** Options under which clients take the function that sends for them, or that has the last word on what is sent. */
const names = [
  ...['fetch', 'global.fetch', 'request.fetch', 'fetchFn', 'customFetch', 'fetchImplementation', 'fetcher'],
  'requestMiddleware',
];

/** What a `fetch` that a client is given does about time: its own signal bounds every request of the client. */
export function customFetchState(view: OptionsView): TimeoutState | undefined {
  for (const name of names) {
    const given = view.get(name);
    if (given.state === 'present') return stateOf(given.file, given.node, 0);
  }
  // `new Client({ transport: { request } })`: the module that sends is its own.
  return view.get('transport').state === 'present' ? 'unknown' : undefined;
}

function stateOf(context: FileContext, expression: Node, depth: number): TimeoutState | undefined {
  const node = unwrap(expression);
  if (isIdentifier(node, 'fetch') && !context.variable(node)?.defs.length) return undefined;
  if (node.type === 'Literal') return undefined;
  const known = context.value(node);
  if (known.kind === 'function') return setsSignal(known.node);
  // Another package's `fetch`: what it does of itself is in that library's figures, not in these.
  if (known.kind === 'client') return known.library.api === 'fetch' ? undefined : 'unknown';
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
  if (definition?.type === 'VariableDeclarator' && definition.init && depth < 4)
    return stateOf(context, definition.init, depth + 1);
  if (node.type === 'CallExpression') {
    const maker = context.value(unwrap(node.callee));
    if (maker.kind === 'function') return setsSignal(maker.node);
  }
  return 'unknown';
}

/** `fetch(url, { ...init, signal })`, `init.signal = ...`, or a timer that it races against. */
function setsSignal(owner: Node): TimeoutState | undefined {
  const sets = someNode(owner, (node) => {
    if (node.type === 'Property' && node.parent.type === 'ObjectExpression')
      return /^(?:signal|dispatcher)$/.test(keyName(node.key, node.computed) ?? '');
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
      return isIdentifier(node.left.property as Node, 'signal');
    return node.type === 'CallExpression' && isIdentifier(node.callee, 'setTimeout');
  });
  return sets ? 'bounded' : undefined;
}
