import { methodOn, outermostWrapper } from '../ast/calls.ts';
import type { CallExpression, Node, Variable } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import { isIdentifier, isInside, memberName } from '../ast/nodes.ts';

/** The variable that a value is given to, whole. */
export function variableFor(context: FileContext, node: Node): Variable | undefined {
  const parent = node.parent;
  if (parent?.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier') {
    return context.variable(parent.id);
  }
  if (parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'Identifier') {
    return context.variable(parent.left);
  }
  return undefined;
}

/** Text of `this.x` that a value is given to. */
export function fieldFor(context: FileContext, node: Node): string | undefined {
  const parent = node.parent;
  if (parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression') {
    return context.text(parent.left);
  }
  if (parent?.type === 'PropertyDefinition' && parent.value === node && !parent.computed) {
    return `this.${context.text(parent.key)}`;
  }
  return undefined;
}

/** Places where a variable's value is read. */
export function readsOf(variable: Variable): readonly Node[] {
  return variable.references.filter((reference) => reference.isRead()).map((reference) => reference.identifier);
}

/**
 * An `'error'` listener is set on an object somewhere in this file, or inside one node of it: `x.on('error', f)`,
 * `x.onerror = f`.
 */
export function listensForError(context: FileContext, object: string | Variable, within?: Node): boolean {
  return membersOf(context, object).some(
    (member) => (!within || isInside(member, within)) && setsErrorListener(context, member),
  );
}

const membersByObject = new WeakMap<FileContext, Map<string | Variable, Node[]>>();

/** Members that are asked of a variable, or of a field by its text. Sorted once, as a file may ask for thousands. */
function membersOf(context: FileContext, object: string | Variable): readonly Node[] {
  let sorted = membersByObject.get(context);
  if (!sorted) {
    sorted = new Map();
    for (const member of context.index.members) {
      const of = member.object;
      const key = of.type === 'MemberExpression' ? context.text(of) : isIdentifier(of) && context.variable(of);
      if (!key) continue;
      const known = sorted.get(key);
      if (known) known.push(member);
      else sorted.set(key, [member]);
    }
    membersByObject.set(context, sorted);
  }
  return sorted.get(object) ?? [];
}

/** A class, or another method of it, sets an `'error'` listener on its own instances. */
export function listensOnThis(context: FileContext, owner: Node): boolean {
  return context.index.members.some(
    (member) =>
      isInside(member, owner) &&
      /^(?:ThisExpression|Super)$/.test(member.object.type) &&
      setsErrorListener(context, member),
  );
}

const listening = /^(?:on|once|addListener|addEventListener|prependListener)$/;

function setsErrorListener(context: FileContext, member: Node): boolean {
  const { parent } = member;
  const name = memberName(member);
  if (name === 'onerror') return parent?.type === 'AssignmentExpression' && parent.left === member;
  const outer = outermostWrapper(member);
  const call = outer.parent;
  if (call?.type !== 'CallExpression' || call.callee !== outer || name === undefined) return false;
  if (listening.test(name) && isErrorEvent(context, call)) return true;
  return chainedListener(context, call);
}

/** `.on('connect', f).on('error', g)`: a listener further along a chain of calls. */
export function chainedListener(context: FileContext, start: Node): boolean {
  for (
    let at = outermostWrapper(start), step = methodOn(at);
    step;
    at = outermostWrapper(step.call), step = methodOn(at)
  ) {
    if (listening.test(step.name) && isErrorEvent(context, step.call)) return true;
  }
  return false;
}

function isErrorEvent(context: FileContext, call: CallExpression): boolean {
  const event = context.constant(call.arguments[0] as Node | undefined);
  return event === 'error' || event === 'connect_error';
}
