import { libraries, knowledge as builtIn } from '../libraries/index.ts';
import { makeKnowledge, typeOf } from '../knowledge/lookup.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library, Member, TypeRef, TypeSpec } from '../knowledge/schema.ts';
import type { Declared, DeclaredClient, DeclaredPolicy, DeclaredWrapper } from './configFile.ts';

const known = new Map<string, Knowledge>();

/** What is known besides what a project declares, or with it; the same object for equal declarations. */
export function knowledgeWith({ clients, wrappers, policies }: Declared): Knowledge {
  if (clients.length === 0 && wrappers.length === 0 && policies.length === 0) return builtIn;
  const key = JSON.stringify([clients, wrappers, policies]);
  let found = known.get(key);
  if (!found) {
    const own = declaredLibraries({ clients, wrappers, policies });
    known.set(key, (found = makeKnowledge([...own, ...libraries])));
  }
  return found;
}

/** What unchecked data declares, as far as it is well formed. */
export function declaredBy(data: unknown): Declared {
  const list = <T>(name: keyof Declared, ...needs: string[]): readonly T[] => {
    const value: unknown = (data as Record<string, unknown> | null | undefined)?.[name];
    if (!Array.isArray(value)) return [];
    return value.filter((one) =>
      needs.every((need) => typeof (one as Record<string, unknown> | null)?.[need] === 'string'),
    ) as T[];
  };
  return {
    clients: list<DeclaredClient>('clients', 'module', 'like'),
    wrappers: list<DeclaredWrapper>('wrappers', 'module', 'name'),
    policies: list<DeclaredPolicy>('policies', 'module', 'name', 'role'),
  };
}

/** The library that `like` names: by package, or by the inventory's word, as in "fetch". */
export function libraryLike(like: string): Library | undefined {
  return builtIn.byName(like) ?? libraries.find(({ api }) => api === like);
}

/** Words that `like` may hold. */
export function knownClientNames(): readonly string[] {
  return [...new Set(libraries.flatMap(({ name, api }) => (name === 'global' ? [api] : [name])))];
}

/** One library for each module: what is declared of it may be a client, wrappers and policies together. */
function declaredLibraries({ clients, wrappers, policies }: Declared): Library[] {
  const modules = new Set([...clients, ...wrappers, ...policies].map(({ module }) => module));
  return [...modules].map((module) => {
    const client = clients.find((one) => one.module === module);
    const like = client && libraryLike(client.like);
    const base = client && like ? clientLibrary(client, like) : plainLibrary(module);
    const functions: [string, TypeSpec][] = [
      ...wrappers.filter((one) => one.module === module).map((one): [string, TypeSpec] => [one.name, wrapperType(one)]),
      ...policies.filter((one) => one.module === module).map((one): [string, TypeSpec] => [one.name, policyType(one)]),
    ];
    return { ...base, exports: { ...base.exports, ...Object.fromEntries(functions) } };
  });
}

function plainLibrary(module: string): Library {
  return { name: module, api: `other:${module}`, modules: [module], exports: {}, types: {} };
}

/** The known library under another specifier; whatever else the module exports is such a client. */
function clientLibrary({ module, timeout }: DeclaredClient, like: Library): Library {
  const [global] = Object.values(like.globals ?? {});
  const fallback = like.exports['default'] ?? global;
  const instance = instanceType(like, fallback);
  const any: TypeRef | undefined = instance && {
    ...typeOf(like, instance),
    ...(typeof instance === 'string' ? { new: { returns: instance, createsClient: true, options: 0 } } : {}),
  };
  const { globals, ...rest } = like;
  return {
    ...rest,
    modules: [module],
    exports: {
      ...globals,
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(any === undefined ? {} : { '*': any }),
      ...like.exports,
    },
    ...(timeout ? { defaults: statedDefaults(like, timeout, `declared for ${module} in breakwater.config.json`) } : {}),
  };
}

function statedDefaults(like: Library, operation: 'bounded' | 'none', why: string): NonNullable<Library['defaults']> {
  return (like.defaults ?? [{ source: '' }]).map((entry) => ({
    ...entry,
    timeout: { operation, connect: operation, why },
    source: 'breakwater.config.json',
  }));
}

/** What an object is that starts requests: the default export, or what it or a class of the library makes. */
function instanceType(like: Library, fallback: TypeRef | undefined): TypeRef | undefined {
  if (fallback !== undefined && starts(like, fallback)) return fallback;
  const made = [fallback, ...Object.values(like.exports)].flatMap((ref) => {
    const type = ref === undefined ? undefined : typeOf(like, ref);
    return [type?.new?.returns, type?.call?.returns];
  });
  return made.find((ref) => ref !== undefined && ref !== 'this' && starts(like, ref)) ?? fallback;
}

function starts(like: Library, ref: TypeRef): boolean {
  const type = typeOf(like, ref);
  const members: (Member | undefined)[] = [type?.call, ...Object.values(type?.members ?? {})];
  return members.some((member) => member?.request !== undefined);
}

function wrapperType({ name, timeout, policy }: DeclaredWrapper): TypeSpec {
  const why = timeout === 'bounded' ? `${name} bounds its call` : `${name} has no timeout`;
  return {
    call: {
      request: {
        rejectsOnStatus: true,
        timeout: timeout ? { state: timeout, why } : { state: 'unknown', why: `no timeout declared for ${name}` },
        ...(policy ? { policy } : {}),
      },
    },
  };
}

function policyType({ role, argument = 0 }: DeclaredPolicy): TypeSpec {
  return { call: { wraps: { role, arguments: [argument] } } };
}
