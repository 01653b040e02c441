import type { Silence } from '../facts/rejections.ts';
import type { Ast, FunctionNode, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshParameter, indentAt, statementAtEnd } from '../changes/edits.ts';
import { bodyStart, linesBefore, styleOf } from '../changes/layout.ts';
import { errorLog } from '../changes/logger.ts';

/** The error that a handler drops is logged; what the handler gives stays as it is. */
export function loggedFailure(file: ParsedFile, { range, callback }: Silence): Suggestion | undefined {
  // What runs after a success as well would log nothing as an error.
  if (callback) return undefined;
  const handler = pathTo(file, range).findLast(
    (node) =>
      node.range[0] === range.start && node.range[1] === range.end && (node.type === 'CatchClause' || isFunction(node)),
  );
  const edits =
    handler?.type === 'CatchClause'
      ? loggedInCatch(file, handler)
      : isFunction(handler)
        ? loggedInCallback(file, handler)
        : undefined;
  return edits && { title: 'Log the error', edits };
}

function loggedInCatch(file: ParsedFile, { range, param, body }: Ast.CatchClause): TextEdit[] | undefined {
  if (param && param.type !== 'Identifier') return undefined;
  const error = param?.name ?? freshParameter(file, body, 'error');
  const head = range[0] + 'catch'.length;
  return [...(param ? [] : [{ range: { start: head, end: head }, newText: ` (${error})` }]), logIn(file, body, error)];
}

function logIn(file: ParsedFile, body: Ast.BlockStatement, error: string): TextEdit {
  const [first] = body.body;
  const line = `${errorLog(file, body, error)}${styleOf(file).end}`;
  return first ? linesBefore(file, first, [line]) : statementAtEnd(file, body, line);
}

function loggedInCallback(file: ParsedFile, callback: FunctionNode): TextEdit[] | undefined {
  const [param] = callback.params;
  if (param && param.type !== 'Identifier') return undefined;
  const error = param?.name ?? freshParameter(file, callback, 'error');
  const { range, body } = callback;
  const named: TextEdit[] = [];
  if (!param) {
    const open = file.text.indexOf('(', range[0]) + 1;
    if (open === 0 || open > (body?.range[0] ?? range[1])) return undefined;
    named.push({ range: { start: open, end: open }, newText: error });
  }
  if (body?.type === 'BlockStatement') return [...named, logIn(file, body, error)];
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, range[0]);
  const start = bodyStart(file, callback);
  const logged = `${errorLog(file, body ?? callback, error)}${end}`;
  // The value stays what it is, `undefined` included.
  return [
    ...named,
    { range: { start, end: start }, newText: `{\n${indent}${step}${logged}\n${indent}${step}return ` },
    { range: { start: range[1], end: range[1] }, newText: `${end}\n${indent}}` },
  ];
}
