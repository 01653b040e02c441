import type { FunctionNode, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { indentAt } from '../changes/edits.ts';
import { bodyStart, deeper, losesComment, styleOf } from '../changes/layout.ts';

/** `async (req, res) => res.send(await load())` with its expression as the statement of a `try`; what it gives is lost. */
export function inOwnBlock(file: ParsedFile, owner: FunctionNode, handler: readonly string[]): TextEdit[] | undefined {
  const { body } = owner;
  if (owner.type !== 'ArrowFunctionExpression' || !body || body.type === 'BlockStatement') return undefined;
  // It would have to give what it says that it gives.
  if (owner.returnType) return undefined;
  const start = bodyStart(file, owner);
  // In parentheses, or as an object, it is laid out by hand; and what begins so would end the statement before.
  if (start !== body.range[0] || /^[[({/`+-]/.test(textOf(file, body)) || losesComment(file, owner, body))
    return undefined;
  const { step, end } = styleOf(file);
  const indent = indentAt(file.text, owner.range[0]);
  const closing = handler.map((line) => `\n${indent}${step}${line}`).join('');
  const arrow = file.text.lastIndexOf('=>', start) + 2;
  // Below its arrow, the expression is a step deeper already.
  const isBelow = /[\r\n]/.test(file.text.slice(arrow, start));
  const further = isBelow ? step : step + step;
  return [
    { range: { start: arrow, end: start }, newText: ` {\n${indent}${step}try {\n${indent}${step}${step}` },
    ...deeper(file, start, body.range[1]).map((edit) => ({ ...edit, newText: further })),
    { range: { start: body.range[1], end: body.range[1] }, newText: `${end}${closing}\n${indent}}` },
  ];
}
