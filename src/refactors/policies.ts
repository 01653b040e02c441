import type { ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { freshName } from '../changes/edits.ts';
import { atImports } from '../changes/importPlace.ts';

/** A policy made once for the module, right behind the imports; the same one that stands there already is used again. */
export function placePolicy(
  file: ParsedFile,
  base: string,
  declare: (name: string) => string,
): { readonly name: string; readonly edits: readonly TextEdit[] } {
  for (const node of file.ast.body) {
    const id = node.type === 'VariableDeclaration' ? node.declarations[0]?.id : undefined;
    if (id?.type !== 'Identifier') continue;
    if (textOf(file, node).replaceAll('\r', '') === declare(id.name)) return { name: id.name, edits: [] };
  }
  const name = freshName(file, base);
  const place = atImports(file, ['', declare(name)]);
  return { name, edits: [{ ...place, newText: place.newText.replace(/^\n(?=const)/, '') }] };
}
