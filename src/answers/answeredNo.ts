import type { Ast, Node } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';
import { rangeOf, unwrap } from '../ast/nodes.ts';
import type { Silence } from '../facts/rejections.ts';
import type { FileContext } from '../values/index.ts';

/** What these say is that it worked, so that `false` says that it did not. */
const outcome =
  /\b(?:ok|status\w*|success\w*|acknowledged|(?:affected|modified|deleted|matched|inserted)\w*|rowCount|changes)\b/i;

/** `try { return (await find(id)).length > 0 } catch { return false }`: there is none, as far as the caller can tell. */
export function answeredNo(
  context: FileContext,
  attempt: Ast.TryStatement,
  handler: Node,
  value: Node,
): Silence | undefined {
  const last = attempt.block.body.at(-1);
  const given = last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined;
  if (!given || context.text(value) !== 'false' || outcome.test(context.text(attempt.block))) return undefined;
  const compares =
    (given.type === 'BinaryExpression' && /^(?:[<>]=?|[!=]==?)$/.test(given.operator)) ||
    (given.type === 'UnaryExpression' && given.operator === '!') ||
    (given.type === 'CallExpression' &&
      /^(?:Boolean|some|every|includes|has)$/.test(calledName(given) ?? context.text(given.callee)));
  return compares ? { range: rangeOf(handler), value: 'false', ambiguous: true } : undefined;
}
