import { isFunction } from '../ast/nodes.ts';
import { argumentsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';

/** `net.connect(socketPath)`, `net.connect({ path })`, `net.connect(6379)`: without a host it is a program of the same machine. */
export function isSocketFile(context: FileContext, { client, node }: FoundRequest): boolean {
  const [first, second] = client.library.name === 'node:net' ? argumentsOf(node) : [];
  if (!first || (second && !isFunction(second))) return false;
  const text = context.text(first);
  if (first.type === 'ObjectExpression') return !/\bhost|\.\.\./.test(text);
  return first.type === 'Literal' || /(?:path|sock|pipe|port)\w*['"`]?$/i.test(text);
}
