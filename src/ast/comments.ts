import type { Node, ParsedFile } from './types.ts';

/** JSDoc comments of a file by where the token behind them begins. */
const commentEnds = new WeakMap<ParsedFile, Map<number, string>>();

/** The JSDoc comment that stands before a node, or before the declaration that it is in. */
function jsdocBefore(file: ParsedFile, owner: Node): string | undefined {
  if (file.comments.length === 0) return undefined;
  let ends = commentEnds.get(file);
  if (!ends) {
    ends = new Map(
      file.comments
        .filter((comment) => comment.type === 'Block' && comment.value.startsWith('*'))
        .map((comment) => [nextToken(file.text, comment.range[1]), comment.value]),
    );
    commentEnds.set(file, ends);
  }
  for (let at: Node | undefined = owner; at; at = at.parent) {
    const found = ends.get(at.range[0]);
    if (found !== undefined) return found;
    if (at.type.endsWith('Statement') || at.type === 'MethodDefinition' || at.type === 'Property') break;
    if (at !== owner && (at.type.endsWith('Declaration') || at.type === 'ClassBody')) break;
  }
  return undefined;
}

function nextToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/** What JSDoc writes as the type of a declaration (`@type`) or of a parameter (`@param`). */
export function jsdocTypeOf(file: ParsedFile, owner: Node, parameter?: string): string | undefined {
  const pattern = parameter
    ? new RegExp(`@param\\s*\\{([^}]+)\\}\\s*\\[?${parameter.replace(/\$/g, '\\$')}\\b`)
    : /@type\s*\{([^}]+)\}/;
  return pattern.exec(jsdocBefore(file, owner) ?? '')?.[1];
}
