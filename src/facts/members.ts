import { memberOf } from '../knowledge/lookup.ts';
import type { Member, TypeSpec } from '../knowledge/schema.ts';
import { staticMember } from './classes.ts';
import { sibling } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { ClientShape, Shape } from './shape.ts';

const methodTypes = new WeakMap<Member, TypeSpec>();

/** What `object.name` is. */
export function memberShape(object: Shape, name: string): Shape {
  switch (object.kind) {
    case 'client':
      return clientMember(object, name);
    case 'object':
    case 'module':
      return object.member(name) ?? unknownMember(object);
    case 'class':
      return staticMember(object, name) ?? unknownShape;
    case 'unknown':
      // A part of what was handed in was handed in.
      return object.injected ? { kind: 'unknown', injected: true } : unknownShape;
    default:
      return unknownShape;
  }
}

function unknownMember(object: Shape): Shape {
  return object.kind === 'object' && object.origin === 'injected' ? { kind: 'unknown', injected: true } : unknownShape;
}

function clientMember(object: ClientShape, name: string): Shape {
  const member = memberOf(object.library, object.type, name);
  if (!member) return unknownShape;
  if (member.property !== undefined) return sibling(object, member.property, name) ?? unknownShape;
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
