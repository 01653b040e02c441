import type { ParsedFile } from '../ast/types.ts';
import type { Suggestion } from './suggestion.ts';
import { milliseconds } from './figures.ts';
import { atImports } from './importPlace.ts';
import { styleOf } from './layout.ts';

/**
 * Suggestions with a constant in place of the number: the one of the file that has this name, else one that is declared
 * behind the imports. Limits of other lengths keep their number, and so does a place where the name means something else.
 * @param ms what the constant stands for
 */
export function withConstant(
  file: ParsedFile,
  suggestions: readonly Suggestion[],
  name: string | undefined,
  ms: number,
): readonly Suggestion[] {
  if (name === undefined) return suggestions;
  const number = new RegExp(`(?<![\\w.])${milliseconds(ms)}(?![\\w.])`, 'g');
  return suggestions.map((one) => {
    const written = one.edits.filter(({ newText }) => newText.search(number) >= 0);
    const declared = written.length > 0 ? declarationFor(file, name, ms, written[0]!.range.start) : undefined;
    if (!declared) return one;
    const edits = one.edits.map((edit) => ({ ...edit, newText: edit.newText.replace(number, name) }));
    return { ...one, edits: [...declared, ...edits] };
  });
}

/** What declares the constant, nothing where it is there; undefined where the name cannot be used at the offset. */
function declarationFor(file: ParsedFile, name: string, ms: number, offset: number): Suggestion['edits'] | undefined {
  const scopes = file.scopes.scopes.filter(({ set }) => (set.get(name)?.defs.length ?? 0) > 0);
  if (scopes.some(({ type }) => type !== 'module' && type !== 'global')) return undefined;
  const definition = scopes[0]?.set.get(name)?.defs[0];
  if (!definition) {
    const place = atImports(file, ['', `const ${name} = ${milliseconds(ms)}${styleOf(file).end}`]);
    // A file that imports nothing begins with it.
    return place.range.start > offset ? undefined : [{ ...place, newText: place.newText.replace(/^\n(?=const)/, '') }];
  }
  const isConstant = definition.parent?.type === 'VariableDeclaration' && definition.parent.kind === 'const';
  if (definition.type === 'ImportBinding') return [];
  return isConstant && definition.node.range[0] < offset ? [] : undefined;
}
