import { typeOf } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import type { FileContext } from './context.ts';
import { libraryType, sibling, withOrigin } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** The library behind a specifier, `node:` looked through. A project may declare its own modules, as imports write them. */
export function libraryOf(context: FileContext, specifier: string): Library | undefined {
  return context.knowledge.byModule(specifier) ?? context.knowledge.byModule(specifier.replace(/^node:/, ''));
}

/** `import * as x from specifier`, `require(specifier)`, `await import(specifier)`. */
export function moduleShape(context: FileContext, specifier: string): Shape {
  const library = libraryOf(context, specifier);
  if (library) return libraryNamespace(context, library);
  const local = context.port.summary(specifier, context.file.path);
  if (!local) return unknownShape;
  const whole = local.summary.value('module.exports');
  if (whole?.kind === 'client' || whole?.kind === 'function' || whole?.kind === 'class') return whole;
  return {
    kind: 'module',
    member: (name) => local.summary.value(name),
  };
}

/** The export of a module that an import names. */
export function importShape(context: FileContext, specifier: string, name: string): Shape {
  const library = libraryOf(context, specifier);
  if (library) return libraryExport(context, library, name) ?? unknownShape;
  const local = context.port.summary(specifier, context.file.path);
  if (!local) return unknownShape;
  const found =
    local.summary.value(name) ??
    (name === 'default' ? local.summary.value('module.exports') : undefined) ??
    unknownShape;
  // Where an instance was made in sight, the place tells; where only its type is known, that it came through an import.
  const elsewhere = found.kind === 'client' && found.origin === 'instance' && !found.made;
  return elsewhere ? withOrigin(found, 'imported-instance') : found;
}

/** What an object is whose type is an import. */
export function importedType(context: FileContext, specifier: string, name: string): Shape {
  const library = libraryOf(context, specifier);
  if (!library) return context.port.summary(specifier, context.file.path)?.summary.type(name) ?? unknownShape;
  return libraryTypeName(context, library, name);
}

/** What an object is whose type is exported by a library. */
export function libraryTypeName(context: FileContext, library: Library, name: string): Shape {
  const named = library.typeNames?.[name];
  if (named !== undefined) return libraryType(context, library, named, 'injected', name);
  const value = libraryExport(context, library, name);
  const made = value?.kind === 'client' ? value.type.new?.gives : undefined;
  if (made !== undefined && value?.kind === 'client') {
    return { ...(sibling(value, made, name) ?? value), origin: 'injected' };
  }
  const any = library.typeNames?.['*'];
  return any === undefined ? unknownShape : libraryType(context, library, any, 'injected', name);
}

function libraryNamespace(context: FileContext, library: Library): Shape {
  // A package's default export is what `require` gives, unless the data says otherwise.
  const ref = library.namespace ?? library.exports['default'];
  const itself = ref === undefined ? undefined : typeOf(library, ref);
  if (itself) {
    const named = exportsAsMembers(library);
    const members = library.namespace ? { ...named, ...itself.members } : { ...itself.members, ...named };
    return libraryType(
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

function libraryExport(context: FileContext, library: Library, name: string): Shape | undefined {
  if (Object.hasOwn(library.exports, name))
    return libraryType(context, library, library.exports[name]!, 'import', name);
  if (name === 'default') return libraryNamespace(context, library);
  const any = library.exports['*'];
  return any === undefined ? undefined : libraryType(context, library, any, 'import', name);
}
