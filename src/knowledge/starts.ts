import { typeOf } from './lookup.ts';
import type { Library, Member, TypeRef } from './schema.ts';

/** Whether something of this type can start a request, or is a thing that facts tell of. */
export function startsSomething(library: Library, ref: TypeRef, seen = new Set<unknown>()): boolean {
  const type = typeOf(library, ref);
  if (!type || seen.has(type)) return false;
  seen.add(type);
  if (type.policy !== undefined || type.emitter) return true;
  const does = (member: Member | undefined): boolean =>
    member !== undefined &&
    (member.request !== undefined ||
      member.queue !== undefined ||
      member.server !== undefined ||
      (member.returns !== undefined && startsSomething(library, member.returns, seen)) ||
      (member.returnsMany !== undefined && startsSomething(library, member.returnsMany, seen)) ||
      (member.property !== undefined && startsSomething(library, member.property, seen)));
  return (
    does(type.call) ||
    does(type.new) ||
    Object.values(type.members ?? {}).some(does) ||
    (type.extends ?? []).some((base) => startsSomething(library, base, seen))
  );
}
