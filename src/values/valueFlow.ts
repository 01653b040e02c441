import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import { isFunction, isInside, memberName } from '../ast/nodes.ts';

/** The expression with everything around it that leaves the value alone: casts, `!`, optional chains, parentheses. */
export function outermostWrapper(node: Node): Node {
  let at = node;
  while (at.parent && /^(?:TSAs|TSNonNull|TSSatisfies|TSTypeAssertion|Chain|Parenthesized)/.test(at.parent.type))
    at = at.parent;
  return at;
}

/** `node.name(...)` where `node` is the receiver. */
export function methodOn(node: Node): { readonly name: string; readonly call: CallExpression } | undefined {
  const member = node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== node) return undefined;
  const outer = outermostWrapper(member);
  const call = outer.parent;
  const name = memberName(member);
  return call?.type === 'CallExpression' && call.callee === outer && name !== undefined ? { name, call } : undefined;
}

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

/** The call that a function is handed to, and where; undefined for one that is not a callback. */
export function handedTo(node: FunctionNode): { readonly call: CallExpression; readonly index: number } | undefined {
  const parent = node.parent;
  if (parent?.type !== 'CallExpression') return undefined;
  const index = parent.arguments.indexOf(node as never);
  return index < 0 ? undefined : { call: parent, index };
}

/** The name by which a call is made: `get` for `a.b.get()`. */
export function calledName(call: CallExpression): string | undefined {
  if (call.callee.type === 'Identifier') return call.callee.name;
  return call.callee.type === 'MemberExpression' ? memberName(call.callee) : undefined;
}

/** A call of `Promise.all` and its like. */
export function promiseCombinator(call: CallExpression): string | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise')
    return undefined;
  return memberName(callee);
}

/**
 * An `'error'` listener is set on an object somewhere in this file, or inside one node of it: `x.on('error', f)`,
 * `x.onerror = f`.
 */
export function listensForError(context: FileContext, object: string | Variable, within?: Node): boolean {
  return context.index.members.some((member) => {
    if (within && !isInside(member, within)) return false;
    const same =
      typeof object === 'string'
        ? member.object.type === 'MemberExpression' && context.text(member.object) === object
        : member.object.type === 'Identifier' && context.variable(member.object) === object;
    return same && setsErrorListener(context, member);
  });
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

/** A function that does nothing: `() => {}`, `noop`, `() => undefined`. */
export function isEmptyFunction(node: Node): boolean {
  if (node.type === 'Identifier') return /^noop$/i.test(node.name);
  if (node.type === 'MemberExpression') return /^noop$/i.test(memberName(node) ?? '');
  if (!isFunction(node) || !node.body) return false;
  const { body } = node;
  if (body.type === 'BlockStatement') {
    return body.body.every((statement) => statement.type === 'ReturnStatement' && isNothing(statement.argument));
  }
  return isNothing(body);
}

function isNothing(node: Node | null): boolean {
  if (!node) return true;
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'Literal') return node.value === null;
  return node.type === 'UnaryExpression' && node.operator === 'void';
}
