import { memberOf } from '../knowledge/lookup.ts';
import type { Member, TypeSpec } from '../knowledge/schema.ts';
import { listOf, withType } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClientValue, AbstractValue } from './abstractValue.ts';

const methodTypes = new WeakMap<Member, TypeSpec>();

/** What a property or method of a library's object is, by the library's data. */
export function clientMember(object: ClientValue, name: string): AbstractValue {
  const member = memberOf(object.library, object.type, name);
  if (!member) return unknownValue;
  if (member.propertyMany !== undefined) return listOf(withType(object, member.propertyMany, name) ?? unknownValue);
  if (member.property !== undefined) return withType(object, member.property, name) ?? unknownValue;
  return { ...object, type: methodType(member), typeName: `${object.typeName}.${name}` };
}

/** A method as a value: something that can be called. */
function methodType(member: Member): TypeSpec {
  let type = methodTypes.get(member);
  if (!type) {
    type = { call: member };
    methodTypes.set(member, type);
  }
  return type;
}
