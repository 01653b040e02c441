import type { Ast, ClassNode, Node } from '../ast/types.ts';
import { Answers } from '../ast/answers.ts';
import { isFunction, keyName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { jsdocType } from './jsdoc.ts';
import { clientMember } from './clientMembers.ts';
import { argumentsAt } from '../ast/callArguments.ts';
import { joinValues, withType, withOrigin } from './joinValues.ts';
import { additionsTo, ownerOfThis } from './owners.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClassValue, ClientValue, ObjectValue, AbstractValue } from './abstractValue.ts';
import { resultOf } from './results.ts';

interface Members {
  readonly fields: ReadonlyMap<string, readonly Node[]>;
  readonly statics: ReadonlyMap<string, readonly Node[]>;
}

const membersOf = new WeakMap<ClassNode, Members>();
const instances = new WeakMap<FileContext, Map<ClassNode, ObjectValue>>();

/** An instance of a class in sight. */
export function instanceOf(value: ClassValue): ObjectValue {
  const inFile = instances.get(value.file) ?? new Map<ClassNode, ObjectValue>();
  const known = inFile.get(value.node);
  if (known) return known;
  const members = new Answers<string, AbstractValue | undefined>(undefined);
  const self: ObjectValue = {
    kind: 'object',
    class: value,
    node: value.node,
    file: value.file,
    member: (name) => members.of(name, () => ownMember(value, name, self) ?? inheritedMember(value, name)),
  };
  instances.set(value.file, inFile.set(value.node, self));
  return self;
}

function inheritedMember(value: ClassValue, name: string): AbstractValue | undefined {
  if (!value.node.superClass) return undefined;
  const base = value.file.value(value.node.superClass);
  if (base.kind === 'class') return instanceOf(base).member(name);
  if (base.kind === 'function') return value.file.member(value.file.constructed(base), name);
  if (base.kind !== 'client') return undefined;
  const made = madeByBase(value, base);
  return made && clientMember(made, name);
}

/** What an instance of a class is as an instance of the library's class that it extends. */
function madeByBase({ node, file }: ClassValue, base: ClientValue): ClientValue | undefined {
  const constructs = base.type.new;
  if (constructs?.returns === undefined || constructs.returns === 'this') return undefined;
  const made = withType(base, constructs.returns, base.typeName);
  if (!made) return undefined;
  const call = superCall(node);
  const options = call ? argumentsAt(call.arguments, constructs.options) : [];
  const at = call ?? node;
  const creation = { node: at, range: { start: at.range[0], end: at.range[1] }, file, options };
  return { ...made, origin: 'instance', ...(constructs.createsClient && call ? { creation } : {}) };
}

/** The `super(...)` of a class. */
function superCall(node: ClassNode): Ast.CallExpression | undefined {
  const made = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor') as
    Ast.MethodDefinition | undefined;
  for (const statement of made?.value.body?.body ?? []) {
    if (statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression') {
      if (statement.expression.callee.type === 'Super') return statement.expression;
    }
  }
  return undefined;
}

/** The library's class that a class in sight extends, through others or not, where none on the way has a constructor. */
export function libraryBase(value: ClassValue): ClientValue | undefined {
  const passed = new Set<ClassNode>();
  let at: AbstractValue = value;
  while (at.kind === 'class' && !passed.has(at.node)) {
    const { node, file }: ClassValue = at;
    passed.add(node);
    if (node.body.body.some((member) => member.type === 'MethodDefinition' && member.kind === 'constructor'))
      return undefined;
    at = file.value(node.superClass);
  }
  return at.kind === 'client' ? at : undefined;
}

/** `super`: the class that is extended in a static method, and where it is called; else an instance of it. */
export function superValue(context: FileContext, node: Node): AbstractValue {
  const owner = ownerOfThis(context, node);
  if (owner?.node.type !== 'ClassDeclaration' && owner?.node.type !== 'ClassExpression') return unknownValue;
  const value: ClassValue = { kind: 'class', node: owner.node, file: context };
  const base = context.value(owner.node.superClass);
  if (owner.isStatic || node.parent?.type === 'CallExpression') return base;
  if (base.kind === 'class') return instanceOf(base);
  return (base.kind === 'client' && madeByBase(value, base)) || unknownValue;
}

export function staticMember(known: ClassValue, name: string): AbstractValue | undefined {
  const passed = new Set<ClassNode>();
  let at: AbstractValue = known;
  // Classes of files that import each other may seem to extend themselves.
  while (at.kind === 'class' && !passed.has(at.node)) {
    const { node, file }: ClassValue = at;
    passed.add(node);
    const found = ownStatic(at, known, name);
    if (found) return found;
    at = file.value(node.superClass);
  }
  if (at.kind !== 'client') return undefined;
  const inherited = clientMember(at, name);
  return inherited.kind === 'unknown' ? undefined : inherited;
}

function ownStatic(value: ClassValue, receiver: ClassValue, name: string): AbstractValue | undefined {
  const nodes = [
    ...(collect(value).statics.get(name) ?? []),
    ...(additionsTo(value.file, value.node, true).values.get(name) ?? []),
  ];
  return nodes.length === 0 ? undefined : joinMembers(value, nodes, receiver);
}

/** What `this` is at a node. */
export function thisValue(context: FileContext, node: Node): AbstractValue {
  const given = receiverByLibrary(context, node);
  if (given) return given;
  const owner = ownerOfThis(context, node);
  if (!owner) return unknownValue;
  if (owner.node.type === 'ClassDeclaration' || owner.node.type === 'ClassExpression') {
    const value: ClassValue = { kind: 'class', node: owner.node, file: context };
    return owner.isStatic ? value : instanceOf(value);
  }
  if (owner.node.type === 'ObjectExpression') return context.value(owner.node);
  return owner.isStatic ? unknownValue : context.constructed({ kind: 'function', node: owner.node, file: context });
}

/**
 * What `this` is in functions that a library calls on its objects: `schema.methods.pay = function () { this.save() }`,
 * `schema.pre('save', function () { this.populate() })`, `Model.byName = function () { return this.findOne() }`.
 */
function receiverByLibrary(context: FileContext, node: Node): AbstractValue | undefined {
  let at: Node | undefined = node.parent;
  while (at && (!isFunction(at) || at.type === 'ArrowFunctionExpression')) {
    if (at.type === 'ClassBody') return undefined;
    at = at.parent;
  }
  const holder = at?.parent;
  if (holder?.type === 'CallExpression' && holder.callee !== at) {
    const caller = context.value(unwrap(holder.callee));
    const receiver = caller.kind === 'client' ? caller.type.call?.callback?.receiver : undefined;
    return caller.kind === 'client' && receiver !== undefined ? withType(caller, receiver, 'receiver') : undefined;
  }
  const assigned: Node | undefined = holder?.type === 'Property' ? holder.parent.parent : holder;
  if (assigned?.type !== 'AssignmentExpression' || assigned.left.type !== 'MemberExpression') return undefined;
  const object = context.value(holder?.type === 'Property' ? assigned.left : assigned.left.object);
  return object.kind === 'client' ? object : undefined;
}

function ownMember(known: ClassValue, name: string, self: ObjectValue): AbstractValue | undefined {
  const additions = additionsTo(known.file, known.node);
  const nodes = [...(collect(known).fields.get(name) ?? []), ...(additions.values.get(name) ?? [])];
  if (nodes.length > 0) return joinMembers(known, nodes, self);
  for (const merged of additions.merged) {
    const found = known.file.member(known.file.value(merged), name);
    if (found.kind !== 'unknown') return withReceiver(found, self);
  }
  return undefined;
}

/** One member's value, of all that declares or fills it. */
function joinMembers(known: ClassValue, nodes: readonly Node[], self: AbstractValue): AbstractValue {
  const values: AbstractValue[] = [];
  let typed: AbstractValue = unknownValue;
  for (const node of nodes) {
    if (node.type === 'MethodDefinition') {
      if (node.value.type === 'TSEmptyBodyFunctionExpression') continue;
      const method: AbstractValue = { kind: 'function', node: node.value, file: known.file, receiver: self };
      if (node.kind !== 'set') return node.kind === 'get' ? resultOf(method) : method;
    } else if (node.type === 'PropertyDefinition') {
      if (node.value) values.push(withReceiver(known.file.value(node.value), self));
      const annotation = node.typeAnnotation?.typeAnnotation;
      typed = annotation ? known.file.valueOfType(annotation) : jsdocType(known.file, node);
    } else if (node.type === 'TSParameterProperty') {
      const parameter = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
      values.push(known.file.value(parameter));
    } else values.push(withReceiver(known.file.value(node), self));
  }
  const value = joinValues(values.filter((found) => found.kind !== 'literal' || values.length === 1));
  if (value.kind === 'client' || typed.kind === 'unknown') return value;
  if (value.kind === 'function' || (value.kind === 'object' && typed.kind !== 'client')) return value;
  return withOrigin(typed, 'injected');
}

function withReceiver(value: AbstractValue, receiver: AbstractValue): AbstractValue {
  return value.kind === 'function' && !value.receiver ? { ...value, receiver } : value;
}

/** Fields, methods and parameter properties, gathered once. */
function collect(value: ClassValue): Members {
  const known = membersOf.get(value.node);
  if (known) return known;
  const fields = new Map<string, Node[]>();
  const statics = new Map<string, Node[]>();
  const add = (to: Map<string, Node[]>, name: string | undefined, node: Node): void => {
    if (name === undefined) return;
    const list = to.get(name);
    if (list) list.push(node);
    else to.set(name, [node]);
  };
  for (const member of value.node.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      for (const parameter of member.value.params) {
        if (parameter.type !== 'TSParameterProperty') continue;
        const target =
          parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
        if (target.type === 'Identifier') add(fields, target.name, parameter);
      }
    } else if (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') {
      add(member.static ? statics : fields, keyName(member.key as Node, member.computed), member);
    }
  }
  const members = { fields, statics };
  membersOf.set(value.node, members);
  return members;
}
