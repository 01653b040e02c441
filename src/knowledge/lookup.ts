import type { Library, TypeRef, TypeSpec } from './schema.ts';

/** All libraries, with the look-ups that facts need. Own clients of a team come first and win. */
export interface Knowledge {
  readonly libraries: readonly Library[];
  /** The library that an import specifier gives, without resolving anything. */
  byModule(specifier: string): Library | undefined;
  /** The library and type behind a global identifier. */
  byGlobal(name: string): { readonly library: Library; readonly type: TypeRef } | undefined;
  byName(name: string): Library | undefined;
  /** The library and type that a use of `parameter.path` points to. */
  byUse(path: string): { readonly library: Library; readonly type: string } | undefined;
}

export function makeKnowledge(libraries: readonly Library[]): Knowledge {
  const exact = new Map<string, Library>();
  const prefixes: { prefix: string; library: Library }[] = [];
  const endings: { ending: string; library: Library }[] = [];
  const globals = new Map<string, { library: Library; type: TypeRef }>();
  const names = new Map<string, Library>();
  const uses = new Map<string, { library: Library; type: string }>();
  for (const library of libraries) {
    if (!names.has(library.name)) names.set(library.name, library);
    for (const [type, { recognizedBy }] of Object.entries(library.types)) {
      for (const path of recognizedBy ?? []) uses.set(path, { library, type });
    }
    for (const ending of library.generated ?? []) endings.push({ ending, library });
    for (const module of library.modules) {
      if (module.endsWith('*')) prefixes.push({ prefix: module.slice(0, -1), library });
      else if (!exact.has(module)) exact.set(module, library);
    }
    for (const [name, type] of Object.entries(library.globals ?? {})) {
      if (!globals.has(name)) globals.set(name, { library, type });
    }
  }
  // The narrowest pattern wins, whatever the order of the libraries.
  prefixes.sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    libraries,
    byModule: (specifier) => {
      const found = exact.get(specifier) ?? prefixes.find(({ prefix }) => specifier.startsWith(prefix))?.library;
      if (found || !specifier.includes('/')) return found;
      const plain = specifier.replace(/\.[mc]?[jt]s$/, '');
      return endings.find(({ ending }) => plain.endsWith(ending))?.library;
    },
    byGlobal: (name) => globals.get(name),
    byName: (name) => names.get(name),
    byUse: (path) => uses.get(path),
  };
}

/** The type that a reference names, `extends` not yet applied; undefined where the data names a type that is not there. */
export function typeOf(library: Library, ref: TypeRef): TypeSpec | undefined {
  return typeof ref === 'string' ? library.types[ref] : ref;
}

/** The member of a type or of the types that it extends; `'*'` where neither has it by name. */
export function memberOf(
  library: Library,
  type: TypeSpec,
  name: string,
): NonNullable<TypeSpec['members']>[string] | undefined {
  return named(library, type, name, new Set()) ?? named(library, type, '*', new Set());
}

function named(
  library: Library,
  type: TypeSpec,
  name: string,
  seen: Set<TypeSpec>,
): NonNullable<TypeSpec['members']>[string] | undefined {
  if (seen.has(type)) return undefined;
  seen.add(type);
  if (type.members && Object.hasOwn(type.members, name)) return type.members[name];
  for (const base of type.extends ?? []) {
    const spec = library.types[base];
    const found = spec && named(library, spec, name, seen);
    if (found) return found;
  }
  return undefined;
}
