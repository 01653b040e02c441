import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import { knowledge } from '../libraries/index.ts';
import { nodeAt } from '../ast/locate.ts';
import { unwrap } from '../ast/nodes.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { setOption } from '../changes/edits.ts';

/** Clients that take the figure of their own retry with each call. */
const perCall = /^(?:got|ky|ofetch)$/;

function isRetriedHere(call: RemoteCall | undefined): boolean {
  return call === undefined || call.retriedBy.some(({ form }) => form !== 'default');
}

/** The retry that a client makes by itself, taken off where another one goes round it: at the call, or at its client. */
export function clientRetryOff(file: ParsedFile, facts: FileFacts, call: RemoteCall): Suggestion | undefined {
  const { library, instance, options } = call;
  const known = library && knowledge.byName(library.name)?.retryOptions;
  const option = known?.attempts?.[0];
  const off = known?.off?.find((value) => typeof value === 'number');
  if (!library || option === undefined || off === undefined) return undefined;
  const title = `Take off the retry of ${library.name} (${option}: ${off})`;
  if (instance) {
    const client =
      instance.file === undefined && facts.clients.find(({ range }) => range.start === instance.range.start);
    if (!client) return undefined;
    // Calls that no other retry goes round would have none at all.
    if (client.escapes || !client.calls.every((at) => isRetriedHere(facts.calls[at]))) return undefined;
    const made = nodeAt(file, client.range, 'CallExpression', 'NewExpression') as
      CallExpression | NewExpression | undefined;
    const index =
      made?.arguments.length === 0
        ? 0
        : made?.arguments.findIndex(({ range }) => range[0] === client.options.range?.start);
    if (!made || index === undefined || index < 0) return undefined;
    const [argument] = made.arguments.slice(index);
    if (argument && unwrap(argument).type !== 'ObjectExpression') return undefined;
    const edits = setOption(file, made, index, option, String(off));
    return edits && { title, edits };
  }
  const node = nodeAt(file, call.range, 'CallExpression') as CallExpression | undefined;
  if (!node || !perCall.test(library.name) || options.index === undefined) return undefined;
  const edits = setOption(file, node, options.index, option, String(off));
  return edits && { title, edits };
}
