import { staticMember } from './classes.ts';
import { clientMember } from './clientMembers.ts';
import { unknownShape } from './shape.ts';
import type { Shape } from './shape.ts';

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
