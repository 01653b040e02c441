import { staticMember } from './classes.ts';
import { clientMember } from './clientMembers.ts';
import { unknownValue } from './abstractValue.ts';
import { mayBeClient } from '../knowledge/registries.ts';
import type { AbstractValue, UnknownValue } from './abstractValue.ts';

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
      return memberOfUnknown(object, name);
    default:
      return unknownValue;
  }
}

/** A part of what was handed in was handed in. */
function memberOfUnknown({ parameter, injected }: UnknownValue, name: string): AbstractValue {
  const handed = parameter && mayBeClient(name) ? parameter.file.port.handed?.(parameter, name) : undefined;
  return handed ?? (injected ? { kind: 'unknown', injected } : unknownValue);
}

function unknownMemberOf(object: AbstractValue): AbstractValue {
  return object.kind === 'object' && object.origin === 'injected' ? { kind: 'unknown', injected: true } : unknownValue;
}
