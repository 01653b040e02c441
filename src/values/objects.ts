import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import { Answers } from '../ast/answers.ts';
import { keyName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { joinValues, sameLibrary } from './joinValues.ts';
import { additionsTo, baseOfFunction } from './owners.ts';
import type { Additions } from './owners.ts';
import { resultOf } from './results.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue, FunctionValue, ObjectValue } from './abstractValue.ts';

/** Alternatives that are looked at before an answer: more than that is a table of data, not of clients. */
const MAX_WAYS = 12;

/** An object literal, with what its methods put on `this` and what others put on it. */
export function objectValue(context: FileContext, node: Ast.ObjectExpression): ObjectValue {
  // `options = { ...options, x }` spreads the object into itself.
  const members = new Answers<string, AbstractValue | undefined>(undefined);
  const self: ObjectValue = {
    kind: 'object',
    node,
    file: context,
    get element() {
      return elementOf(context, node, self);
    },
    member: (name) => members.of(name, () => memberOfLiteral(context, node, name, self)),
  };
  return self;
}

function memberOfLiteral(
  context: FileContext,
  node: Ast.ObjectExpression,
  name: string,
  self: ObjectValue,
): AbstractValue | undefined {
  const written = propertyValue(context, node, name, self);
  const additions = additionsTo(context, node);
  const values = additions.values.get(name);
  // `client: null`, filled by a method.
  if (values && (!written || written.kind === 'unknown' || isEmpty(written))) {
    return joinFilled(values.map((value) => withReceiver(context.value(value), self)));
  }
  return written ?? addedMember(context, additions, name, self);
}

function isEmpty(value: AbstractValue): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === undefined);
}

/** Of what fills a member, what says most: a client is reset to null, too. */
function joinFilled(values: readonly AbstractValue[]): AbstractValue {
  return joinValues(values.filter((value) => value.kind !== 'literal' || values.length === 1));
}

function addedMember(
  context: FileContext,
  additions: Additions,
  name: string,
  self: ObjectValue,
): AbstractValue | undefined {
  for (const merged of additions.merged) {
    const found = context.member(context.value(merged), name);
    if (found.kind !== 'unknown') return withReceiver(found, self);
  }
  // `db[model.name] = model`: what it gets under names that are not in sight, if all of it is alike.
  const values = additions.elements.slice(0, MAX_WAYS).map((value) => context.value(value));
  return values.length > 0 && values.every((value) => value.kind === 'client') ? sameLibrary(values) : undefined;
}

function withReceiver(value: AbstractValue, receiver: AbstractValue): AbstractValue {
  return value.kind === 'function' && !value.receiver ? { ...value, receiver } : value;
}

/** What `{ http: httpModule, https: httpsModule }[name]` is: one of several that are alike, or nothing known. */
function elementOf(context: FileContext, node: Ast.ObjectExpression, self: ObjectValue): AbstractValue {
  const nodes: Node[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement' || nodes.length >= MAX_WAYS) return unknownValue;
    nodes.push(property.value as Node);
  }
  nodes.push(...additionsTo(context, node).elements.slice(0, MAX_WAYS));
  if (nodes.length === 0) return unknownValue;
  return sameLibrary(nodes.map((value) => withReceiver(context.value(value), self)));
}

function propertyValue(
  context: FileContext,
  node: Ast.ObjectExpression,
  name: string,
  self: ObjectValue,
): AbstractValue | undefined {
  for (let i = node.properties.length - 1; i >= 0; i--) {
    const property = node.properties[i]!;
    if (property.type === 'SpreadElement') {
      const spread = context.value(property.argument);
      const found = spread.kind === 'unknown' ? undefined : context.member(spread, name);
      if (found && found.kind !== 'unknown') return found;
      continue;
    }
    if (keyName(property.key, property.computed) !== name) continue;
    const value = context.value(property.value);
    if (value.kind !== 'function') return value;
    const bound = { ...value, receiver: self };
    return property.kind === 'get' ? resultOf(bound) : bound;
  }
  return undefined;
}

const constructed = new WeakMap<FileContext, Map<FunctionNode, ObjectValue>>();

/** What `new` on a function gives: what it puts on `this`, and its prototype. */
export function constructedBy(value: FunctionValue): ObjectValue {
  const { node, file } = value;
  const inFile = constructed.get(file) ?? new Map<FunctionNode, ObjectValue>();
  const known = inFile.get(node);
  if (known) return known;
  const members = new Answers<string, AbstractValue | undefined>(undefined);
  const self: ObjectValue = {
    kind: 'object',
    node,
    file,
    member: (name) => members.of(name, () => memberOfConstructed(file, node, name, self)),
  };
  constructed.set(file, inFile.set(node, self));
  return self;
}

function memberOfConstructed(
  context: FileContext,
  node: FunctionNode,
  name: string,
  self: ObjectValue,
): AbstractValue | undefined {
  const additions = additionsTo(context, node);
  const values = additions.values.get(name);
  if (values) return joinFilled(values.map((value) => withReceiver(context.value(value), self)));
  const prototype = context.value(additionsTo(context, node, true).values.get('prototype')?.[0]);
  const shared = prototype.kind === 'object' ? prototype.member(name) : undefined;
  if (shared) return withReceiver(shared, self);
  return addedMember(context, additions, name, self) ?? inheritedOfFunction(context, node, name);
}

function inheritedOfFunction(context: FileContext, node: FunctionNode, name: string): AbstractValue | undefined {
  const expression = baseOfFunction(context, node);
  if (!expression) return undefined;
  return context.member(context.constructed(context.value(unwrap(expression))), name);
}
