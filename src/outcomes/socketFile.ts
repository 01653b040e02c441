import { isFunction } from '../ast/nodes.ts';
import { argumentsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';

/** `net.connect(socketPath)`, `net.connect({ path })`: a program of the same machine. */
export function isSocketFile(context: FileContext, { client, node }: FoundRequest): boolean {
  const [first, second] = client.library.name === 'node:net' ? argumentsOf(node) : [];
  if (!first || (second && !isFunction(second))) return false;
  const text = context.text(first);
  return first.type === 'ObjectExpression'
    ? /\bpath\b/.test(text) && !/\b(?:host|port)\b/.test(text)
    : /(?:path|sock|pipe)\w*['"`]?$/i.test(text);
}
