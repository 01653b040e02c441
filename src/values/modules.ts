import { typeOf } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import type { FileContext } from './context.ts';
import { valueOfLibraryType, withType, withOrigin } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/**
 * The library behind a specifier, `node:` looked through. A project may declare its own modules, as imports write them;
 * of packages that nobody describes, their code tells.
 */
export function libraryOf(context: FileContext, specifier: string): Library | undefined {
  const known = context.knowledge.byModule(specifier) ?? context.knowledge.byModule(specifier.replace(/^node:/, ''));
  return known ?? context.port.learned?.(specifier, context.file.path);
}

/** `import * as x from specifier`, `require(specifier)`, `await import(specifier)`. */
export function moduleValue(context: FileContext, specifier: string): AbstractValue {
  const library = libraryOf(context, specifier);
  if (library) return libraryNamespace(context, library);
  const local = context.port.summary(specifier, context.file.path);
  if (!local) return unknownValue;
  const whole = local.summary.value('module.exports');
  if (whole?.kind === 'client' || whole?.kind === 'function' || whole?.kind === 'class') return whole;
  return {
    kind: 'module',
    member: (name) => local.summary.value(name),
  };
}

/** The export of a module that an import names. */
export function importedValue(context: FileContext, specifier: string, name: string): AbstractValue {
  const library = libraryOf(context, specifier);
  if (library) return libraryExport(context, library, name) ?? unknownValue;
  const local = context.port.summary(specifier, context.file.path);
  if (!local) return unknownValue;
  const found =
    local.summary.value(name) ??
    (name === 'default' ? local.summary.value('module.exports') : undefined) ??
    unknownValue;
  // Where an instance was made in sight, the place tells; where only its type is known, that it came through an import.
  const elsewhere = found.kind === 'client' && found.origin === 'instance' && !found.creation;
  return elsewhere ? withOrigin(found, 'imported-instance') : found;
}

/** What an object is whose type is an import. */
export function importedType(context: FileContext, specifier: string, name: string): AbstractValue {
  const library = libraryOf(context, specifier);
  if (!library) return context.port.summary(specifier, context.file.path)?.summary.type(name) ?? unknownValue;
  return libraryTypeName(context, library, name);
}

/** What an object is whose type is exported by a library. */
export function libraryTypeName(context: FileContext, library: Library, name: string): AbstractValue {
  const named = library.typeNames?.[name];
  if (named !== undefined) return valueOfLibraryType(context, library, named, 'injected', name);
  const value = libraryExport(context, library, name);
  const made = value?.kind === 'client' ? value.type.new?.returns : undefined;
  if (made !== undefined && value?.kind === 'client') {
    return { ...(withType(value, made, name) ?? value), origin: 'injected' };
  }
  const any = library.typeNames?.['*'];
  return any === undefined ? unknownValue : valueOfLibraryType(context, library, any, 'injected', name);
}

function libraryNamespace(context: FileContext, library: Library): AbstractValue {
  // A package's default export is what `require` gives, unless the data says otherwise.
  const ref = library.namespace ?? library.exports['default'];
  const itself = ref === undefined ? undefined : typeOf(library, ref);
  if (itself) {
    const named = exportsAsMembers(library);
    const members = library.namespace ? { ...named, ...itself.members } : { ...itself.members, ...named };
    return valueOfLibraryType(
      context,
      library,
      { ...itself, members },
      'import',
      typeof ref === 'string' ? ref : library.name,
    );
  }
  return { kind: 'module', member: (name) => libraryExport(context, library, name) };
}

function exportsAsMembers(library: Library): Record<string, { property: Library['exports'][string] }> {
  return Object.fromEntries(Object.entries(library.exports).map(([name, property]) => [name, { property }]));
}

function libraryExport(context: FileContext, library: Library, name: string): AbstractValue | undefined {
  if (Object.hasOwn(library.exports, name))
    return valueOfLibraryType(context, library, library.exports[name]!, 'import', name);
  if (name === 'default') return libraryNamespace(context, library);
  const [family] = Object.keys(library.exports)
    .filter((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)))
    .sort((a, b) => b.length - a.length);
  const any = family === undefined ? undefined : library.exports[family];
  return any === undefined ? undefined : valueOfLibraryType(context, library, any, 'import', name);
}
