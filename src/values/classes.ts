import type { Ast, ClassNode, Node } from '../ast/types.ts';
import { isFunction, keyName, memberName } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { jsdocType } from './jsdoc.ts';
import { clientMember } from './clientMembers.ts';
import { joinAll, sibling, withOrigin } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { ClassShape, ObjectShape, Shape } from './shape.ts';
import { resultOf } from './results.ts';

interface Members {
  readonly fields: ReadonlyMap<string, readonly Node[]>;
  readonly statics: ReadonlyMap<string, Node>;
}

const membersOf = new WeakMap<ClassNode, Members>();
const instances = new WeakMap<ClassNode, ObjectShape>();

/** An instance of a class in sight. */
export function instanceOf(shape: ClassShape): ObjectShape {
  const known = instances.get(shape.node);
  if (known) return known;
  const cache = new Map<string, Shape | undefined>();
  const self: ObjectShape = {
    kind: 'object',
    class: shape,
    node: shape.node,
    file: shape.file,
    member(name) {
      if (cache.has(name)) return cache.get(name);
      cache.set(name, undefined);
      const found = ownMember(shape, name, self) ?? inherited(shape, name);
      cache.set(name, found);
      return found;
    },
  };
  instances.set(shape.node, self);
  return self;
}

function inherited(shape: ClassShape, name: string): Shape | undefined {
  if (!shape.node.superClass) return undefined;
  const base = shape.file.shape(shape.node.superClass);
  if (base.kind === 'class') return instanceOf(base).member(name);
  if (base.kind === 'client' && base.type.new?.gives !== undefined) {
    const made = sibling(base, base.type.new.gives, base.typeName);
    return made ? clientMember({ ...made, origin: 'instance' }, name) : undefined;
  }
  return undefined;
}

export function staticMember(shape: ClassShape, name: string): Shape | undefined {
  const passed = new Set<ClassNode>();
  let at: Shape = shape;
  // Classes of files that import each other may seem to extend themselves.
  while (at.kind === 'class' && !passed.has(at.node)) {
    const { node, file }: ClassShape = at;
    passed.add(node);
    const value = collect(at).statics.get(name);
    if (value) {
      const found = file.shape(value);
      return found.kind === 'function' ? { ...found, receiver: at } : found;
    }
    at = file.shape(node.superClass);
  }
  return undefined;
}

/** What `this` is at a node. */
export function thisShape(context: FileContext, node: Node): Shape {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'PropertyDefinition') return ofClass(context, at.parent.parent, at.static);
    if (!isFunction(at) || at.type === 'ArrowFunctionExpression') continue;
    const holder = at.parent;
    if (holder?.type === 'MethodDefinition') return ofClass(context, holder.parent.parent, holder.static);
    if (holder?.type === 'Property' && holder.parent.type === 'ObjectExpression') return context.shape(holder.parent);
    return unknownShape;
  }
  return unknownShape;
}

function ofClass(context: FileContext, node: ClassNode, isStatic: boolean): Shape {
  const shape: ClassShape = { kind: 'class', node, file: context };
  return isStatic ? shape : instanceOf(shape);
}

function ownMember(shape: ClassShape, name: string, self: ObjectShape): Shape | undefined {
  const nodes = collect(shape).fields.get(name);
  if (!nodes) return undefined;
  const values: Shape[] = [];
  let typed: Shape = unknownShape;
  for (const node of nodes) {
    if (node.type === 'MethodDefinition') {
      if (node.value.type === 'TSEmptyBodyFunctionExpression') continue;
      const method: Shape = { kind: 'function', node: node.value, file: shape.file, receiver: self };
      return node.kind === 'get' ? resultOf(method) : method;
    }
    if (node.type === 'PropertyDefinition') {
      if (node.value) values.push(methodLike(shape.file.shape(node.value), self));
      const annotation = node.typeAnnotation?.typeAnnotation;
      typed = annotation ? shape.file.typeShape(annotation) : jsdocType(shape.file, node);
    } else if (node.type === 'TSParameterProperty') {
      const parameter = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
      values.push(shape.file.shape(parameter));
    } else values.push(shape.file.shape(node));
  }
  const value = joinAll(values.filter((found) => found.kind !== 'literal' || values.length === 1));
  if (value.kind === 'client' || typed.kind === 'unknown') return value;
  if (value.kind === 'function' || (value.kind === 'object' && typed.kind !== 'client')) return value;
  return withOrigin(typed, 'injected');
}

function methodLike(shape: Shape, receiver: Shape): Shape {
  return shape.kind === 'function' ? { ...shape, receiver } : shape;
}

/** Fields, methods, parameter properties and everything assigned to `this.x`, gathered once. */
function collect(shape: ClassShape): Members {
  const known = membersOf.get(shape.node);
  if (known) return known;
  const fields = new Map<string, Node[]>();
  const statics = new Map<string, Node>();
  const add = (name: string | undefined, node: Node): void => {
    if (name === undefined) return;
    const list = fields.get(name);
    if (list) list.push(node);
    else fields.set(name, [node]);
  };
  for (const member of shape.node.body.body) {
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
  const [start, end] = shape.node.range;
  for (const assignment of shape.file.index.assignments) {
    if (assignment.range[0] < start || assignment.range[1] > end) continue;
    const { left } = assignment;
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
    if (nearestClass(assignment) === shape.node) add(memberName(left), assignment.right);
  }
  const members = { fields, statics };
  membersOf.set(shape.node, members);
  return members;
}

function nearestClass(node: Ast.Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  }
  return undefined;
}
