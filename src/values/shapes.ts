import { typeOf } from '../knowledge/lookup.ts';
import type { Library, TypeRef, TypeSpec } from '../knowledge/schema.ts';
import type { FileContext } from './context.ts';
import type { ClientOrigin } from '../facts/model.ts';
import { unknownShape } from './shape.ts';
import type { ClientShape, Made, Shape } from './shape.ts';

/** A value of a library's type. */
export function libraryType(
  context: FileContext,
  library: Library,
  ref: TypeRef,
  origin: ClientOrigin,
  fallbackName: string,
  made?: Made,
): Shape {
  const type = typeOf(library, ref);
  if (!type) return unknownShape;
  const version = library.name === 'global' ? undefined : context.port.version(packageOf(library), context.file.path);
  return {
    kind: 'client',
    library,
    type,
    typeName: typeof ref === 'string' ? ref : fallbackName,
    origin,
    ...(version === undefined ? {} : { version }),
    ...(made ? { made } : {}),
  };
}

function packageOf(library: Library): string {
  return library.name;
}

/** The same kind of value with another type of the same library. */
export function sibling(shape: ClientShape, ref: TypeRef, fallbackName: string): ClientShape | undefined {
  const type: TypeSpec | undefined = typeOf(shape.library, ref);
  return type && { ...shape, type, typeName: typeof ref === 'string' ? ref : fallbackName };
}

/** A value that reaches this place through a parameter. */
export function withOrigin(shape: Shape, origin: ClientOrigin): Shape {
  if (shape.kind === 'client') return shape.origin === origin ? shape : { ...shape, origin };
  return shape;
}

/** One of several values: what is known of them together. */
export function joinAll(shapes: readonly Shape[]): Shape {
  let joined: Shape | undefined;
  for (const shape of shapes) joined = joined === undefined ? shape : join(joined, shape);
  return joined ?? unknownShape;
}

function join(a: Shape, b: Shape): Shape {
  if (a === b) return a;
  if (a.kind === 'client' && b.kind === 'client') {
    if (a.library !== b.library) return a;
    const injected = a.origin === 'injected' || b.origin === 'injected';
    const made = a.made ?? b.made;
    const base = a.made || !b.made ? a : b;
    return { ...base, origin: injected ? 'injected' : base.origin, ...(made ? { made } : {}) };
  }
  if (a.kind === 'client' || b.kind === 'client') {
    const client = (a.kind === 'client' ? a : b) as ClientShape;
    const other = a.kind === 'client' ? b : a;
    // `fields.client ?? new Client()`: whoever calls may bring one along.
    return other.kind === 'unknown' && other.injected ? { ...client, origin: 'injected' } : client;
  }
  if (a.kind === 'literal' && b.kind === 'literal') return a.value === b.value ? a : unknownShape;
  if (a.kind === 'literal' || a.kind === 'unknown') return b.kind === 'literal' ? unknownShape : b;
  return a;
}
