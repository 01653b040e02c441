import { isFunction, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { Ast, ClassNode, FunctionNode, Node } from '../ast/types.ts';
import { each } from '../knowledge/members.ts';
import type { Library, Member, TypeRef, TypeSpec } from '../knowledge/schema.ts';
import { startsSomething } from '../knowledge/starts.ts';
import { instanceOf, namesAddedTo, resultOf, staticMember } from '../values/index.ts';
import type { AbstractValue, ClassValue, FileContext, ObjectValue } from '../values/index.ts';
import type { FunctionInSight, RequestFlow } from './flow.ts';

/** Steps from an export to a method: `client.chat.completions.create`. */
const MAX_DEPTH = 6;
const MAX_TYPES = 400;

const NO_LIBRARY: Library = { name: '', api: '', modules: [], exports: {}, types: {} };

type Drawn = Pick<Library, 'exports' | 'types'>;

/** What starts a request where it is called, whatever its arguments; the last one may hold options. */
const REQUEST: Member = { request: { options: -1 } };

/**
 * What of a package's exports starts requests, as data like that of a known library: only functions and methods that
 * were shown to lead to one, and what leads to them.
 */
export class ShapeOfPackage {
  readonly #flow: RequestFlow;
  readonly #types: Record<string, TypeSpec> = {};
  /** Names of types by the function or class that they are, and by what an object was made by. */
  readonly #functions = new Map<Node, string>();
  readonly #objects = new Map<Node, string>();
  readonly #open = new Set<string>();
  #count = 0;

  constructor(flow: RequestFlow) {
    this.#flow = flow;
  }

  of(exports: ReadonlyMap<string, AbstractValue>): Drawn {
    const found: Record<string, TypeRef> = {};
    for (const [name, value] of exports) {
      const type = this.#typeOf(value, 0);
      if (type !== undefined) found[name] = type;
    }
    const drawn = { ...NO_LIBRARY, exports: found, types: this.#types };
    const ways = Object.entries(found).filter(([, ref]) => startsSomething(drawn, ref));
    return { exports: Object.fromEntries(ways), types: this.#types };
  }

  #typeOf(value: AbstractValue, depth: number): TypeRef | undefined {
    switch (value.kind) {
      case 'function':
        return this.#named(this.#functions, value.node, depth, () => this.#functionType(value, depth));
      case 'class':
        return this.#named(this.#functions, value.node, depth, () => this.#classType(value, depth));
      case 'object':
        return this.#named(this.#objects, value.node, depth, () => {
          const names = namesOfObject(value);
          const members = this.#membersOf(names, (name) => value.member(name), depth);
          return isEmpty(members) ? undefined : { members: this.#withOthers(members, names, value) };
        });
      case 'client':
        if (value.type.call?.request) return { call: REQUEST };
        return !isEmpty(value.type.members) && startsSomething(value.library, value.type) ? anything : undefined;
      default:
        return undefined;
    }
  }

  /** The type of what a node makes, worked out once; it has its name before its members, which may lead back to it. */
  #named(
    names: Map<Node, string>,
    node: Node | undefined,
    depth: number,
    work: () => TypeSpec | undefined,
  ): TypeRef | undefined {
    if (!node || depth > MAX_DEPTH || this.#count > MAX_TYPES) return undefined;
    const known = names.get(node);
    if (known !== undefined) return known in this.#types || this.#open.has(known) ? known : undefined;
    const name = `T${this.#count++}`;
    names.set(node, name);
    this.#open.add(name);
    const type = work();
    this.#open.delete(name);
    if (type) this.#types[name] = type;
    return type && name;
  }

  #functionType(value: FunctionInSight, depth: number): TypeSpec | undefined {
    const { node, file } = value;
    const requests = this.#flow.leadsToRequest(value);
    const returns = this.#typeOf(resultOf(value), depth + 1);
    const constructed = this.#typeOf(file.constructed(value), depth + 1);
    const assigned = membersAssignedTo(file, node);
    const members = this.#membersOf([...assigned.keys()], (name) => file.value(assigned.get(name)), depth + 1);
    if (!requests && returns === undefined && constructed === undefined && isEmpty(members)) return undefined;
    const makes = returns === undefined ? {} : { returns, createsClient: true, options: OPTIONS };
    return {
      ...(requests || returns !== undefined ? { call: { ...(requests ? REQUEST : {}), ...makes } } : {}),
      ...(constructed === undefined ? {} : { new: { returns: constructed, createsClient: true, options: OPTIONS } }),
      ...(isEmpty(members) ? {} : { members }),
    };
  }

  #classType(value: ClassValue, depth: number): TypeSpec | undefined {
    const made = this.#typeOf(instanceOf(value), depth + 1);
    const members = this.#membersOf(namesOfClass(value, true), (name) => staticMember(value, name), depth + 1);
    if (made === undefined && isEmpty(members)) return undefined;
    return {
      ...(made === undefined ? {} : { new: { returns: made, createsClient: true, options: OPTIONS } }),
      ...(isEmpty(members) ? {} : { members }),
    };
  }

  #membersOf(
    names: readonly string[],
    valueOf: (name: string) => AbstractValue | undefined,
    depth: number,
  ): Record<string, Member> {
    const members: Record<string, Member> = {};
    for (const name of new Set(names)) {
      if (LOCAL.test(name)) continue;
      const value = valueOf(name);
      const type = value && this.#typeOf(value, depth + 1);
      if (type !== undefined) members[name] = this.#asMember(type);
    }
    return members;
  }

  /**
   * The members of a client with those that were not shown to send: its methods that wait for something, and what is put
   * on it at run time, count where their result is awaited.
   */
  #withOthers(
    members: Record<string, Member>,
    names: readonly string[],
    value: ObjectValue,
  ): Readonly<Record<string, Member>> {
    if (!Object.values(members).some((member) => member.request)) return members;
    const others: Record<string, Member> = { ...local };
    for (const name of names) {
      const member = value.member(name);
      if (LOCAL.test(name) || member?.kind !== 'function' || !waits(member)) others[name] = {};
      else others[name] = AWAITED;
    }
    return { ...others, '*': { property: awaited(2) }, ...members };
  }

  /** A method where the type is that of a function, else a property. */
  #asMember(type: TypeRef): Member {
    const spec = typeof type === 'string' ? this.#types[type] : type;
    return spec?.call && !spec.members && !spec.new ? spec.call : { property: type };
  }
}

/** What objects have besides what they are for. */
const local = each(
  ['on', 'once', 'off', 'then', 'catch', 'finally', 'close', 'destroy', 'disconnect', 'end', 'quit', 'use', 'toString'],
  {},
);

const AWAITED: Member = { request: { options: -1, sentBy: ['then'] } };

/** What it gives is waited for, as far as its text tells. */
function waits({ node, file }: FunctionInSight): boolean {
  return node.async || /\bPromise\b|\bpromis|\bcallback\b|\bcb\b|__awaiter/.test(file.text(node));
}

/** Arguments that may hold the options of a client: an address or a key often comes first. */
const OPTIONS = [0, 1];

/** Of clients of other packages, and of what cannot be listed: whatever is awaited on it. */
const anything: TypeSpec = awaited(3);

/** An object of which any method, at any depth, starts a request where its result is awaited. */
export function awaited(depth: number): TypeSpec {
  const call: Member = {
    request: { options: -1, sentBy: ['then'] },
    ...(depth > 0 ? { returns: depth > 1 ? awaited(depth - 1) : {} } : {}),
  };
  return { call, ...(depth > 0 ? { members: { ...local, '*': { property: awaited(depth - 1) } } } : {}) };
}

/** Methods that send nothing by their name, or are about the object itself. */
const LOCAL =
  /^(?:[#_].*|constructor|on|once|off|addListener|removeListener|removeAllListeners|emit|toString|toJSON|inspect|valueOf|then|catch|finally|close|destroy|dispose|disconnect|end|quit|shutdown|set[A-Z]\w*)$/;

function isEmpty(record: object | undefined): boolean {
  return Object.keys(record ?? {}).length === 0;
}

function namesOfClass(value: ClassValue, isStatic: boolean): string[] {
  const names: string[] = [];
  const passed = new Set<ClassNode>();
  let at: AbstractValue = value;
  while (at.kind === 'class' && !passed.has(at.node)) {
    const { node, file }: ClassValue = at;
    passed.add(node);
    for (const member of node.body.body) {
      if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
      const name = member.static === isStatic ? keyName(member.key as Node, member.computed) : undefined;
      if (name !== undefined) names.push(name);
    }
    names.push(...namesAddedTo(file, node));
    at = node.superClass ? file.value(node.superClass) : { kind: 'unknown' };
  }
  return names;
}

function namesOfObject(value: ObjectValue): string[] {
  const { node, file } = value;
  if (!node || !file) return [];
  if (value.class) return namesOfClass(value.class, false);
  const names = [...(value.names?.() ?? []), ...namesAddedTo(file, node)];
  if (isFunction(node)) {
    const prototype = unwrapped(membersAssignedTo(file, node).get('prototype'));
    return prototype?.type === 'ObjectExpression' ? [...names, ...namesOfLiteral(prototype, file)] : names;
  }
  return node.type === 'ObjectExpression' ? [...names, ...namesOfLiteral(node, file)] : names;
}

function namesOfLiteral(node: Ast.ObjectExpression, file: FileContext): string[] {
  return node.properties.flatMap((property): string | string[] => {
    if (property.type === 'Property') return keyName(property.key as Node, property.computed) ?? [];
    const spread = file.value(unwrap(property.argument));
    return spread.kind === 'object' && spread.node !== node ? namesOfObject(spread) : [];
  });
}

function unwrapped(node: Node | undefined): Node | undefined {
  return node && unwrap(node);
}

const assigned = new WeakMap<FileContext, Map<FunctionNode, Map<string, Node>>>();

/** `request.get = function () {}`: what a file puts on a function. */
function membersAssignedTo(file: FileContext, node: FunctionNode): ReadonlyMap<string, Node> {
  let all = assigned.get(file);
  if (!all) {
    assigned.set(file, (all = new Map()));
    for (const { left, right } of file.index.assignments) {
      if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') continue;
      const name = memberName(left);
      const owner = name === undefined ? undefined : file.value(left.object);
      if (owner?.kind !== 'function') continue;
      const members = all.get(owner.node) ?? new Map<string, Node>();
      all.set(owner.node, members.set(name!, right));
    }
  }
  return all.get(node) ?? new Map<string, Node>();
}
