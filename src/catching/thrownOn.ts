import type { Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { freshParameter, statementAtEnd } from '../changes/edits.ts';
import { styleOf } from '../changes/layout.ts';
import type { Suggestion } from '../changes/suggestion.ts';

/** What the log says becomes of the failure, and would not any more: `skipping this job`. */
const otherEnd = /\b(?:ignor|skip|swallow|continu|proceed|drop|discard|non-?fatal|no(?:t| need to) retr|won't retr)/i;

/**
 * The error of a `catch` that only logs is thrown on, so that its queue hears of it; none where the `catch` says that it
 * is left on purpose, or where something is done afterwards that would not be.
 */
export function thrownOn(file: ParsedFile, range: Range): Suggestion[] {
  const handler = pathTo(file, range).findLast(
    (node) => node.type === 'CatchClause' && node.range[0] === range.start,
  ) as Extract<Node, { type: 'CatchClause' }> | undefined;
  const attempt = handler?.parent;
  const block = attempt?.parent;
  if (!handler || attempt?.type !== 'TryStatement' || block?.type !== 'BlockStatement') return [];
  if (block.body.at(-1) !== attempt || otherEnd.test(textOf(file, handler))) return [];
  if (handler.param && handler.param.type !== 'Identifier') return [];
  const error = handler.param?.name ?? freshParameter(file, handler.body, 'error');
  const head = handler.range[0] + 'catch'.length;
  const named = handler.param ? [] : [{ range: { start: head, end: head }, newText: ` (${error})` }];
  const last = statementAtEnd(file, handler.body, `throw ${error}${styleOf(file).end}`);
  return [{ title: 'Throw the error on', edits: [...named, last] }];
}
