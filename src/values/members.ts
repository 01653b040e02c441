import { staticMember } from './classes.ts';
import { clientMember } from './clientMembers.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/** What `object.name` is. */
export function memberValue(object: AbstractValue, name: string): AbstractValue {
  switch (object.kind) {
    case 'client':
      return clientMember(object, name);
    case 'object':
    case 'module':
      return object.member(name) ?? unknownMemberOf(object);
    case 'class':
      return staticMember(object, name) ?? unknownValue;
    case 'unknown':
      // A part of what was handed in was handed in.
      return object.injected ? { kind: 'unknown', injected: true } : unknownValue;
    default:
      return unknownValue;
  }
}

function unknownMemberOf(object: AbstractValue): AbstractValue {
  return object.kind === 'object' && object.origin === 'injected' ? { kind: 'unknown', injected: true } : unknownValue;
}
