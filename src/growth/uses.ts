import type { Node } from '../ast/types.ts';
import { isIdentifier, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';

/** A place that puts something into a collection: under a key, or at the end of a list. */
export interface Addition {
  readonly node: Node;
  /** The key, or the element of a list. */
  readonly key: Node;
  readonly isList: boolean;
}

/** What a place does to a collection: `other` where it may shrink or limit it, or hand it to somebody who may. */
export type Use = 'asks' | 'removes' | 'other' | Addition;

const adding = /^(?:set|add|push|unshift)$/;
const asking =
  /^(?:get|has|forEach|map|flatMap|filter|find|findIndex|some|every|includes|indexOf|keys|values|entries|join|reduce|at|slice|concat|hasOwnProperty|toString)$/;
/** They read what they are given, and keep no hold of it. */
const reading = /^(?:JSON\.stringify|Object\.(?:keys|values|entries)|Array\.from|console\.\w+)$/;
const answering = /^(?:json|send|emit|write|end|log|debug|info|warn|error)$/;

/** What one read of a collection is for. */
export function useOf(read: Node, textOf: (node: Node) => string): Use {
  const outer = outermostWrapper(read);
  const step = methodOn(outer);
  if (step) {
    const [key] = step.call.arguments as readonly Node[];
    if (adding.test(step.name) && key) return { node: step.call, key, isList: /^(?:push|unshift)$/.test(step.name) };
    if (step.name === 'delete') return 'removes';
    return asking.test(step.name) ? 'asks' : 'other';
  }
  const { parent } = outer;
  if (parent?.type === 'MemberExpression' && parent.object === outer)
    return parent.computed ? useOfElement(outermostWrapper(parent), parent.property) : useOfSize(parent, textOf);
  return parent && isOnlyRead(outer, parent, textOf) ? 'asks' : 'other';
}

/** `users[id]`: set, counted up, deleted, or asked for. */
function useOfElement(element: Node, key: Node): Use {
  const { parent } = element;
  if (parent?.type === 'AssignmentExpression' && parent.left === element)
    return isNothing(parent.right) ? 'other' : { node: parent, key, isList: false };
  if (parent?.type === 'UpdateExpression') return { node: parent, key, isList: false };
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete' ? 'removes' : 'asks';
}

function isNothing(value: Node): boolean {
  const plain = unwrap(value);
  if (plain.type === 'Literal') return plain.value === null || plain.value === false;
  return isIdentifier(plain, 'undefined');
}

/** How many there are: told to somebody, or asked whether there are any. Compared with more, it is a limit. */
function useOfSize(member: Node, textOf: (node: Node) => string): Use {
  if (!/\.(?:length|size)$/.test(textOf(member))) return 'other';
  const { parent } = outermostWrapper(member);
  if (parent?.type === 'TemplateLiteral' || parent?.type === 'Property' || parent?.type === 'CallExpression')
    return 'asks';
  if (parent?.type === 'BinaryExpression')
    return parent.operator === '+' || [parent.left, parent.right].some((one) => textOf(one) === '0') ? 'asks' : 'other';
  return 'other';
}

function isOnlyRead(node: Node, parent: Node, textOf: (node: Node) => string): boolean {
  if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return parent.right === node;
  if (parent.type === 'BinaryExpression') return parent.operator === 'in' && parent.right === node;
  if (parent.type === 'SpreadElement') return true;
  if (parent.type !== 'CallExpression' || parent.callee === node) return false;
  if (reading.test(textOf(parent.callee))) return true;
  return parent.callee.type === 'MemberExpression' && answering.test(calledName(parent) ?? '');
}
