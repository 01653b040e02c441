import type { DeclaredType, TypeAnswer } from '../facts/types.ts';
import { libraryOf, libraryTypeName, sameLibrary } from '../values/index.ts';
import type { AbstractValue, ClientValue, FileContext } from '../values/index.ts';

/** What an expression is by its type: a client, where everything that it may be is one of the same library. */
export function valueByTypes(context: FileContext, answer: TypeAnswer): ClientValue | undefined {
  const typed = sameLibrary(answer.map((types) => clientAmong(context, types) ?? { kind: 'unknown' }));
  return typed.kind === 'client' ? { ...typed, origin: 'injected', by: 'types' } : undefined;
}

/** The nearest of several types that a known library names. What stands for any name of a library counts for clients only. */
function clientAmong(context: FileContext, types: readonly DeclaredType[]): AbstractValue | undefined {
  for (const { package: specifier, name } of types) {
    const library = libraryOf(context, specifier);
    if (!library) continue;
    const named = Object.hasOwn(library.typeNames ?? {}, name) || Object.hasOwn(library.exports, name);
    const value = named || name.endsWith('Client') ? libraryTypeName(context, library, name) : undefined;
    if (value?.kind === 'client') return value;
  }
  return undefined;
}
