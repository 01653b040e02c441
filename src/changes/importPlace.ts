import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { isIdentifier } from '../ast/nodes.ts';
import { linesAfter } from './layout.ts';

/** Statements behind the last import, else behind directives, else at the start of the file. */
export function atImports(file: ParsedFile, statements: readonly string[]): TextEdit {
  const { body } = file.ast;
  const last = body.findLast((one) => one.type === 'ImportDeclaration' || requires(one)) ?? lastDirective(body);
  if (last) return linesAfter(file, last, statements);
  const start = /^#!.*\r?\n/.exec(file.text)?.[0].length ?? 0;
  return { range: { start, end: start }, newText: `${statements.join('\n')}\n\n` };
}

function lastDirective(body: readonly Ast.ProgramStatement[]): Node | undefined {
  return body.findLast((one) => one.type === 'ExpressionStatement' && 'directive' in one && Boolean(one.directive));
}

/** It takes something from another module. */
export function requires(statement: Node): boolean {
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(({ init }) => requiredBy(init) !== undefined)
  );
}

/** The module that `require(...)` names. */
export function requiredBy(init: Node | null | undefined): string | undefined {
  if (init?.type !== 'CallExpression' || !isIdentifier(init.callee, 'require')) return undefined;
  const [source] = init.arguments;
  return source?.type === 'Literal' ? String(source.value) : undefined;
}
