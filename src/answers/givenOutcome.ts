import { calledName } from '../ast/calls.ts';
import { isFunction, keyName, memberName } from '../ast/nodes.ts';
import type { CallExpression, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';

/** Fields by which a body says whether what was asked for was done. A message alone may be what was asked for. */
const outcomes = /^(?:ok|success|succeeded|isSuccess|error|errors|failed)$/i;
/** Calls that give a value to whoever waits for it: of a promise, or of a client. */
const givers = /^(?:resolve|json|send)$/;

/**
 * Whether a part of a parsed body is its own word for success or failure, and whoever waits gets it:
 * `const { success, message } = await response.json(); return { success, message }`.
 */
export function givesOutcome(context: FileContext, part: Node): boolean {
  const name = fieldOf(context, part);
  return name !== undefined && outcomes.test(name) && isGiven(part);
}

/** The field that a part of a body is: by its name, or by what it was taken apart by. */
function fieldOf(context: FileContext, part: Node): string | undefined {
  if (part.type === 'MemberExpression') return memberName(part);
  const taken = part.type === 'Identifier' ? context.variable(part)?.identifiers[0] : undefined;
  // One with a default may be there whatever the answer.
  const holder = taken?.parent;
  if (holder?.type !== 'Property' || holder.parent?.type !== 'ObjectPattern') return undefined;
  return keyName(holder.key, holder.computed);
}

/** It is in an object or list that a function gives back: alone it is a value like any other. */
function isGiven(part: Node): boolean {
  let held = false;
  for (let at = part; at.parent; at = at.parent) {
    const { parent }: Node = at;
    held ||= /^(?:Object|Array)Expression$/.test(parent.type);
    switch (parent.type) {
      case 'ReturnStatement':
        return held;
      case 'Property':
        if (parent.value !== at) return false;
        break;
      case 'ConditionalExpression':
        if (parent.test === at) return false;
        break;
      case 'MemberExpression':
        if (parent.object !== at) return false;
        break;
      case 'CallExpression':
        if (parent.callee !== at) return held && gives(parent);
        break;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'LogicalExpression':
      case 'UnaryExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return held && isFunction(parent) && parent.body === at;
    }
  }
  return false;
}

function gives(call: CallExpression): boolean {
  const name = call.callee.type === 'Identifier' ? call.callee.name : calledName(call);
  return givers.test(name ?? '');
}
