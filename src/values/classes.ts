import type { Ast, ClassNode, Node } from '../ast/types.ts';
import { isFunction, keyName, memberName } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { jsdocType } from './jsdoc.ts';
import { clientMember } from './clientMembers.ts';
import { joinValues, withType, withOrigin } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClassValue, ObjectValue, AbstractValue } from './abstractValue.ts';
import { resultOf } from './results.ts';

interface Members {
  readonly fields: ReadonlyMap<string, readonly Node[]>;
  readonly statics: ReadonlyMap<string, Node>;
}

const membersOf = new WeakMap<ClassNode, Members>();
const instances = new WeakMap<ClassNode, ObjectValue>();

/** An instance of a class in sight. */
export function instanceOf(value: ClassValue): ObjectValue {
  const known = instances.get(value.node);
  if (known) return known;
  const cache = new Map<string, AbstractValue | undefined>();
  const self: ObjectValue = {
    kind: 'object',
    class: value,
    node: value.node,
    file: value.file,
    member(name) {
      if (cache.has(name)) return cache.get(name);
      cache.set(name, undefined);
      const found = ownMember(value, name, self) ?? inheritedMember(value, name);
      cache.set(name, found);
      return found;
    },
  };
  instances.set(value.node, self);
  return self;
}

function inheritedMember(value: ClassValue, name: string): AbstractValue | undefined {
  if (!value.node.superClass) return undefined;
  const base = value.file.value(value.node.superClass);
  if (base.kind === 'class') return instanceOf(base).member(name);
  if (base.kind === 'client' && base.type.new?.returns !== undefined) {
    const made = withType(base, base.type.new.returns, base.typeName);
    return made ? clientMember({ ...made, origin: 'instance' }, name) : undefined;
  }
  return undefined;
}

export function staticMember(known: ClassValue, name: string): AbstractValue | undefined {
  const passed = new Set<ClassNode>();
  let at: AbstractValue = known;
  // Classes of files that import each other may seem to extend themselves.
  while (at.kind === 'class' && !passed.has(at.node)) {
    const { node, file }: ClassValue = at;
    passed.add(node);
    const value = collect(at).statics.get(name);
    if (value) {
      const found = file.value(value);
      return found.kind === 'function' ? { ...found, receiver: at } : found;
    }
    at = file.value(node.superClass);
  }
  return undefined;
}

/** What `this` is at a node. */
export function thisValue(context: FileContext, node: Node): AbstractValue {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'PropertyDefinition') return memberOfClassNode(context, at.parent.parent, at.static);
    if (!isFunction(at) || at.type === 'ArrowFunctionExpression') continue;
    const holder = at.parent;
    if (holder?.type === 'MethodDefinition') return memberOfClassNode(context, holder.parent.parent, holder.static);
    if (holder?.type === 'Property' && holder.parent.type === 'ObjectExpression') return context.value(holder.parent);
    return unknownValue;
  }
  return unknownValue;
}

function memberOfClassNode(context: FileContext, node: ClassNode, isStatic: boolean): AbstractValue {
  const value: ClassValue = { kind: 'class', node, file: context };
  return isStatic ? value : instanceOf(value);
}

function ownMember(known: ClassValue, name: string, self: ObjectValue): AbstractValue | undefined {
  const nodes = collect(known).fields.get(name);
  if (!nodes) return undefined;
  const values: AbstractValue[] = [];
  let typed: AbstractValue = unknownValue;
  for (const node of nodes) {
    if (node.type === 'MethodDefinition') {
      if (node.value.type === 'TSEmptyBodyFunctionExpression') continue;
      const method: AbstractValue = { kind: 'function', node: node.value, file: known.file, receiver: self };
      return node.kind === 'get' ? resultOf(method) : method;
    }
    if (node.type === 'PropertyDefinition') {
      if (node.value) values.push(methodLike(known.file.value(node.value), self));
      const annotation = node.typeAnnotation?.typeAnnotation;
      typed = annotation ? known.file.valueOfType(annotation) : jsdocType(known.file, node);
    } else if (node.type === 'TSParameterProperty') {
      const parameter = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
      values.push(known.file.value(parameter));
    } else values.push(known.file.value(node));
  }
  const value = joinValues(values.filter((found) => found.kind !== 'literal' || values.length === 1));
  if (value.kind === 'client' || typed.kind === 'unknown') return value;
  if (value.kind === 'function' || (value.kind === 'object' && typed.kind !== 'client')) return value;
  return withOrigin(typed, 'injected');
}

function methodLike(value: AbstractValue, receiver: AbstractValue): AbstractValue {
  return value.kind === 'function' ? { ...value, receiver } : value;
}

/** Fields, methods, parameter properties and everything assigned to `this.x`, gathered once. */
function collect(value: ClassValue): Members {
  const known = membersOf.get(value.node);
  if (known) return known;
  const fields = new Map<string, Node[]>();
  const statics = new Map<string, Node>();
  const add = (name: string | undefined, node: Node): void => {
    if (name === undefined) return;
    const list = fields.get(name);
    if (list) list.push(node);
    else fields.set(name, [node]);
  };
  for (const member of value.node.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      for (const parameter of member.value.params) {
        if (parameter.type !== 'TSParameterProperty') continue;
        const target =
          parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
        if (target.type === 'Identifier') add(target.name, parameter);
      }
    } else if (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') {
      const name = keyName(member.key as Node, member.computed);
      if (!member.static) add(name, member);
      else if (name !== undefined && member.value) statics.set(name, member.value as Node);
    }
  }
  const [start, end] = value.node.range;
  for (const assignment of value.file.index.assignments) {
    if (assignment.range[0] < start || assignment.range[1] > end) continue;
    const { left } = assignment;
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
    if (nearestClass(assignment) === value.node) add(memberName(left), assignment.right);
  }
  const members = { fields, statics };
  membersOf.set(value.node, members);
  return members;
}

function nearestClass(node: Ast.Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  }
  return undefined;
}
