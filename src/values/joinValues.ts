import { typeOf } from '../knowledge/lookup.ts';
import type { Library, TypeRef, TypeSpec } from '../knowledge/schema.ts';
import type { FileContext } from './context.ts';
import type { ClientOrigin } from '../facts/model.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClientValue, Creation, AbstractValue, ObjectValue } from './abstractValue.ts';

/** A value of a library's type. */
export function valueOfLibraryType(
  context: FileContext,
  library: Library,
  ref: TypeRef,
  origin: ClientOrigin,
  fallbackName: string,
  made?: Creation,
): AbstractValue {
  const type = typeOf(library, ref);
  if (!type) return unknownValue;
  const version = library.name === 'global' ? undefined : context.port.version(packageOf(library), context.file.path);
  return {
    kind: 'client',
    library,
    type,
    typeName: typeof ref === 'string' ? ref : fallbackName,
    origin,
    ...(version === undefined ? {} : { version }),
    ...(made ? { creation: made } : {}),
  };
}

function packageOf(library: Library): string {
  return library.name;
}

/** The same kind of value with another type of the same library. */
export function withType(value: ClientValue, ref: TypeRef, fallbackName: string): ClientValue | undefined {
  const type: TypeSpec | undefined = typeOf(value.library, ref);
  return type && { ...value, type, typeName: typeof ref === 'string' ? ref : fallbackName };
}

/** A value that reaches this place through a parameter. */
export function withOrigin(value: AbstractValue, origin: ClientOrigin): AbstractValue {
  if (value.kind === 'client') return value.origin === origin ? value : { ...value, origin };
  return value;
}

/** One of several values: what is known of them together. */
export function joinValues(shapes: readonly AbstractValue[]): AbstractValue {
  let joined: AbstractValue | undefined;
  for (const value of shapes) joined = joined === undefined ? value : joinTwo(joined, value);
  return joined ?? unknownValue;
}

/** `given.fetch ?? fetch`: what stands in for the platform's is called as that is, and where none is given it is that. */
function joinOrigins(a: ClientValue, b: ClientValue): ClientValue['origin'] | undefined {
  const origins = [a.origin, b.origin];
  if (!origins.includes('injected')) return undefined;
  return origins.includes('global') ? 'global' : 'injected';
}

function joinTwo(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === b) return a;
  if (a.kind === 'client' && b.kind === 'client') {
    if (a.library !== b.library) return a;
    const origin = joinOrigins(a, b);
    const made = a.creation ?? b.creation;
    const base = a.creation || !b.creation ? a : b;
    return { ...base, origin: origin ?? base.origin, ...(made ? { creation: made } : {}) };
  }
  if (a.kind === 'client' || b.kind === 'client') {
    const client = (a.kind === 'client' ? a : b) as ClientValue;
    const other = a.kind === 'client' ? b : a;
    // `fields.client ?? new Client()`: whoever calls may bring one along.
    const injected = other.kind === 'unknown' && other.injected && client.origin !== 'global';
    return injected ? { ...client, origin: 'injected' } : client;
  }
  if (a.kind === 'literal' && b.kind === 'literal') return a.value === b.value ? a : unknownValue;
  if (a.kind === 'literal' || a.kind === 'unknown') return b.kind === 'literal' ? unknownValue : b;
  return a;
}

const elementMethods = new Set(['get', 'at', 'find', 'pop', 'shift', 'findLast']);
const listMethods = new Set(['filter', 'slice', 'reverse', 'sort', 'concat', 'values', 'toSorted', 'flat']);

/** A list, set or map whose elements are all one kind of value. */
export function listOf(element: AbstractValue): AbstractValue {
  const list: AbstractValue = {
    kind: 'object',
    element,
    member(name) {
      if (/^\d+$/.test(name)) return element;
      if (elementMethods.has(name)) return { kind: 'object', member: () => undefined, returns: () => element };
      return listMethods.has(name) ? { kind: 'object', member: () => undefined, returns: () => list } : undefined;
    },
  };
  return list;
}

/** Values of one library together; unknown where they differ in kind. */
export function sameLibrary(values: readonly AbstractValue[]): AbstractValue {
  const [first] = values;
  if (first?.kind === 'object' || first?.kind === 'module') {
    return values.every((value) => value.kind === first.kind) ? joinMembersOf(values) : unknownValue;
  }
  if (first?.kind !== 'client') return unknownValue;
  return values.every((value) => value.kind === 'client' && value.library === first.library)
    ? joinValues(values)
    : unknownValue;
}

/** A member of what is no client: of an object or a module. */
function partOf(value: AbstractValue, name: string): AbstractValue {
  return value.kind === 'object' || value.kind === 'module' ? (value.member(name) ?? unknownValue) : unknownValue;
}

function joinMembersOf(values: readonly AbstractValue[]): ObjectValue {
  return { kind: 'object', member: (name) => sameLibrary(values.map((value) => partOf(value, name))) };
}
