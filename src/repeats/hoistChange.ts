import type { Ast, Node, ParsedFile, Variable } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { walk } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { listOf, withoutStatement } from '../changes/layout.ts';
import { methodCalledOn } from '../ast/objectUses.ts';

/**
 * A policy object made once, in front of the function that made it for each call; what sets it up moves along. Only
 * where all that it is made from is known before that function: names of the module that stand above.
 */
export function madeOnce(file: ParsedFile, range: Range, setsUp: RegExp): Suggestion | undefined {
  const path = pathTo(file, range);
  const declaration = path.findLast((node): node is Ast.VariableDeclaration => node.type === 'VariableDeclaration');
  const list = declaration && listOf(declaration);
  const top = path[1];
  if (!declaration || !list || !top || top === declaration || declaration.declarations.length > 1) return undefined;
  const { id } = declaration.declarations[0]!;
  const variable = id.type === 'Identifier' ? variableOf(file, id) : undefined;
  if (!variable || named(file, variable.name) > 1) return undefined;
  const setup = list.filter((one) => isSetUp(variable, one, setsUp));
  const calls = variable.references.filter(({ identifier }) => setsUp.test(methodCalledOn(identifier) ?? ''));
  const moved = [declaration, ...setup];
  if (calls.length !== setup.length || !moved.every((one) => isKnownAbove(file, one, top, variable))) return undefined;
  const at = withComments(file, top);
  const newText = `${moved.map((one) => textOf(file, one)).join('\n')}\n\n`;
  return {
    title: 'Create it once, outside the function',
    edits: [{ range: { start: at, end: at }, newText }, ...moved.map((one) => withoutStatement(file, one))],
  };
}

function variableOf(file: ParsedFile, id: Node): Variable | undefined {
  return file.scopes.scopes.flatMap(({ variables }) => variables).find(({ identifiers }) => identifiers.includes(id));
}

function named(file: ParsedFile, name: string): number {
  return file.scopes.scopes.flatMap(({ variables }) => variables).filter((variable) => variable.name === name).length;
}

/** `breaker.fallback(...)` as a statement. */
function isSetUp({ references }: Variable, statement: Node, setsUp: RegExp): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  return references.some(({ identifier }) => {
    const call = identifier.parent?.parent;
    return call === statement.expression && setsUp.test(methodCalledOn(identifier) ?? '');
  });
}

/** Every name in it is its own, global, or declared at the top of the module and set before `top` is reached. */
function isKnownAbove(file: ParsedFile, node: Node, top: Node, itself: Variable): boolean {
  let known = true;
  walk(node, (one) => {
    if (/^(?:Await|Yield|This)Expression$/.test(one.type) || one.type === 'Super') known = false;
  });
  for (const { references } of file.scopes.scopes) {
    for (const { identifier, resolved } of references) {
      if (identifier.range[0] < node.range[0] || identifier.range[1] > node.range[1]) continue;
      const definition = resolved?.defs[0];
      if (!resolved || !definition || resolved === itself) continue;
      const [start, end] = definition.node.range;
      const own = start >= node.range[0] && end <= node.range[1];
      const above =
        /^(?:module|global)$/.test(resolved.scope.type) && (end <= top.range[0] || definition.type === 'FunctionName');
      if (!own && !above) known = false;
    }
  }
  return known;
}

const commentsAbove = /(?:(?:\/\*(?:(?!\*\/)[\s\S])*\*\/|\/\/[^\r\n]*)[ \t]*\r?\n[ \t]*)+$/;

/** Where a statement begins with the comments right above it: they are about it. */
function withComments({ text }: ParsedFile, { range: [start] }: Node): number {
  return start - (commentsAbove.exec(text.slice(0, start))?.[0].length ?? 0);
}
