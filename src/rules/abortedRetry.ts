import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { callsOf, retryOf } from '../facts/retries.ts';
import { importedName } from '../changes/edits.ts';
import { styleOf } from '../changes/layout.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { nodeAt } from '../ast/locate.ts';
import { isFunction, isIdentifier, memberName } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

/**
 * p-retry goes on for what its function throws by itself, such as a part that was not processed, and no longer repeats
 * a call that its client has given up on: an `AbortError` ends it with the error inside.
 */
export function leftToClient(file: ParsedFile, facts: FileFacts, call: RemoteCall): Suggestion | undefined {
  const ref = call.retriedBy.find(({ form }) => form === 'library:p-retry');
  const retry = ref && retryOf(facts, ref);
  const tried = retry && nodeAt(file, retry.range, 'CallExpression');
  const task = tried?.type === 'CallExpression' ? tried.arguments[0] : undefined;
  if (!retry || !isFunction(task) || !task.body || !call.library) return undefined;
  if (!someNode(task.body, ({ type }) => type === 'ThrowStatement', OWN_BODY)) return undefined;
  const calls = callsOf(facts, retry).filter(({ retriedBy: [inner] }) => inner?.form === 'default');
  const nodes = calls.map(({ range }) => nodeAt(file, range, 'CallExpression'));
  const abort = importedName(file, 'p-retry', 'AbortError');
  if (!abort || !nodes.every((node) => node?.parent?.type === 'AwaitExpression')) return undefined;
  const { end } = styleOf(file);
  const newText = `.catch((error) => { throw new ${abort.local}(error)${end} })`;
  const edits = calls.map(({ range }) => ({ range: { start: range.end, end: range.end }, newText }));
  return {
    title: `Repeat no failure that ${call.library.name} has retried (AbortError)`,
    edits: [...abort.edits, ...edits],
  };
}

/** Its failure ends p-retry at once: `.catch((error) => { throw new AbortError(error); })`. */
export function endsRetry(file: ParsedFile, { range }: RemoteCall): boolean {
  const member = nodeAt(file, range, 'CallExpression')?.parent;
  if (member?.type !== 'MemberExpression' || memberName(member) !== 'catch') return false;
  const handler = member.parent.type === 'CallExpression' ? member.parent.arguments[0] : undefined;
  return (
    isFunction(handler) &&
    someNode(
      handler,
      (node) =>
        node.type === 'ThrowStatement' &&
        node.argument.type === 'NewExpression' &&
        isIdentifier(node.argument.callee, 'AbortError'),
    )
  );
}
