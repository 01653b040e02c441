import type { Ast, ClassNode, FunctionNode, Node } from '../ast/types.ts';
import { isConstructor, isObjectAssign } from '../ast/declarations.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';

/** What `this` belongs to: a class, an object literal with methods, or a function that is called with `new`. */
export interface Owner {
  readonly node: ClassNode | Ast.ObjectExpression | FunctionNode;
  /** `this` is the class itself. */
  readonly isStatic: boolean;
}

/** What code puts on an owner besides its own members. */
export interface Additions {
  /** Values by name: `this.x = value`, `X.prototype.x = value`. */
  readonly values: Map<string, Node[]>;
  /** Objects whose members it gets: `Object.assign(this, object)`. */
  readonly merged: Node[];
  /** What it gets under names that are not in sight: `pools[name] = value`. */
  readonly elements: Node[];
}

interface FileAdditions {
  readonly own: ReadonlyMap<Node, Additions>;
  readonly statics: ReadonlyMap<Node, Additions>;
  /** Constructor functions -> what they inherit from: `util.inherits(X, Base)`. */
  readonly bases: ReadonlyMap<Node, Node>;
}

const nothing: Additions = { values: new Map(), merged: [], elements: [] };
const gathered = new WeakMap<FileContext, FileAdditions>();

export function additionsTo(context: FileContext, node: Node, isStatic = false): Additions {
  const found = additionsIn(context);
  return (isStatic ? found.statics : found.own).get(node) ?? nothing;
}

/** Names that an object or class gets outside its own text. */
export function namesAddedTo(context: FileContext, node: Node): readonly string[] {
  const all = [additionsTo(context, node), additionsTo(context, node, true)];
  return all.flatMap(({ values }) => [...values.keys()]);
}

/** The expression for what a constructor function inherits from. */
export function baseOfFunction(context: FileContext, node: FunctionNode): Node | undefined {
  return additionsIn(context).bases.get(node);
}

/** What `this` at a node belongs to; undefined where whoever calls decides. */
export function ownerOfThis(context: FileContext, node: Node): Owner | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'PropertyDefinition') return { node: at.parent.parent, isStatic: at.static };
    if (at.type === 'StaticBlock') return { node: at.parent.parent, isStatic: true };
    if (isFunction(at) && at.type !== 'ArrowFunctionExpression') return ownerOfFunction(context, at);
  }
  return undefined;
}

function ownerOfFunction(context: FileContext, node: FunctionNode): Owner | undefined {
  const holder = node.parent;
  if (holder?.type === 'MethodDefinition') return { node: holder.parent.parent, isStatic: holder.static };
  if (holder?.type === 'Property' && holder.parent.type === 'ObjectExpression') {
    return { node: prototypeOwner(context, holder.parent) ?? holder.parent, isStatic: false };
  }
  if (holder?.type === 'AssignmentExpression' && holder.right === node) {
    const owner = ownerOfTarget(context, unwrap(holder.left));
    if (owner) return owner;
  }
  return isConstructor(node) ? { node, isStatic: false } : undefined;
}

/** `X.prototype.method = function` and `object.method = function`. */
function ownerOfTarget(context: FileContext, target: Node): Owner | undefined {
  if (target.type !== 'MemberExpression') return undefined;
  const object = unwrap(target.object);
  const constructed = prototypeOf(context, object);
  if (constructed) return { node: constructed, isStatic: false };
  const literal = literalOf(context, object);
  return literal && { node: literal, isStatic: false };
}

/** The function whose prototype an object literal becomes: `X.prototype = {...}`, `Object.assign(X.prototype, {...})`. */
function prototypeOwner(context: FileContext, literal: Ast.ObjectExpression): FunctionNode | ClassNode | undefined {
  const holder = literal.parent;
  if (holder?.type === 'AssignmentExpression' && holder.right === literal) {
    return prototypeOf(context, unwrap(holder.left));
  }
  if (holder?.type === 'CallExpression' && holder.arguments[0] !== literal && isObjectAssign(holder)) {
    return holder.arguments[0] && prototypeOf(context, unwrap(holder.arguments[0]));
  }
  return undefined;
}

/** The function or class `X` of `X.prototype`. */
function prototypeOf(context: FileContext, node: Node): FunctionNode | ClassNode | undefined {
  if (node.type !== 'MemberExpression' || memberName(node) !== 'prototype') return undefined;
  const made = declared(context, unwrap(node.object));
  return made && (isFunction(made) || made.type === 'ClassDeclaration' || made.type === 'ClassExpression')
    ? made
    : undefined;
}

/** The object literal that a name, or `module.exports`, holds. */
function literalOf(context: FileContext, node: Node): Ast.ObjectExpression | undefined {
  const made = declared(context, node);
  return made?.type === 'ObjectExpression' ? made : undefined;
}

/** What a name is declared as, without working out what it is. */
function declared(context: FileContext, node: Node): Node | undefined {
  if (node.type !== 'Identifier') return undefined;
  const definition = context.variable(node)?.defs[0];
  if (!definition) return undefined;
  const { node: at } = definition;
  if (isFunction(at) && definition.type === 'FunctionName') return at;
  if (at.type === 'ClassDeclaration') return at;
  return at.type === 'VariableDeclarator' && at.id.type === 'Identifier' && at.init ? plainValue(at.init) : undefined;
}

/** `X = module.exports = function () {}`: the value at the end. */
function plainValue(node: Node): Node {
  const at = unwrap(node);
  return at.type === 'AssignmentExpression' ? plainValue(at.right) : at;
}

function additionsIn(context: FileContext): FileAdditions {
  const known = gathered.get(context);
  if (known) return known;
  const own = new Map<Node, Additions>();
  const statics = new Map<Node, Additions>();
  const bases = new Map<Node, Node>();
  const found: FileAdditions = { own, statics, bases };
  gathered.set(context, found);
  const of = ({ node, isStatic }: Owner): Additions => {
    const map = isStatic ? statics : own;
    let additions = map.get(node);
    if (!additions) map.set(node, (additions = { values: new Map(), merged: [], elements: [] }));
    return additions;
  };
  for (const { left, right, operator } of context.index.assignments) {
    if (!['=', '??=', '||='].includes(operator)) continue;
    const target = unwrap(left);
    if (target.type !== 'MemberExpression') continue;
    const owner = ownerOfObject(context, target);
    if (owner) addTo(of(owner), target, right);
  }
  for (const call of context.index.calls) {
    if (call.arguments.length < 2) continue;
    if (isObjectAssign(call)) {
      const owner = ownerOfObject(context, call.arguments[0]!, true);
      if (owner) of(owner).merged.push(...call.arguments.slice(1).filter((node) => node.type !== 'SpreadElement'));
    } else if (isInheriting(call)) {
      const made = declared(context, call.arguments[0]!);
      if (made) bases.set(made, call.arguments[1]!);
    }
  }
  return found;
}

function isInheriting({ callee }: Ast.CallExpression): boolean {
  return isIdentifier(callee, 'inherits') || (callee.type === 'MemberExpression' && memberName(callee) === 'inherits');
}

function addTo(additions: Additions, target: Ast.MemberExpression, value: Node): void {
  const name = memberName(target);
  if (name === undefined) {
    if (target.computed) additions.elements.push(value);
    return;
  }
  const list = additions.values.get(name);
  if (list) list.push(value);
  else additions.values.set(name, [value]);
}

/** What gets a member from `this.x = ...`, `self.x = ...`, `X.prototype.x = ...`, `X.x = ...` or `object.x = ...`. */
function ownerOfObject(context: FileContext, target: Node, whole = false): Owner | undefined {
  const object = unwrap(whole ? target : (target as Ast.MemberExpression).object);
  if (object.type === 'ThisExpression') return ownerOfThis(context, object);
  const constructed = prototypeOf(context, object);
  if (constructed) return { node: constructed, isStatic: false };
  const made = declared(context, object);
  if (!made) return undefined;
  // `const self = this`
  if (made.type === 'ThisExpression') return ownerOfThis(context, made);
  if (made.type === 'ObjectExpression') return { node: made, isStatic: false };
  return made.type === 'ClassDeclaration' || made.type === 'ClassExpression' || isFunction(made)
    ? { node: made, isStatic: true }
    : undefined;
}
