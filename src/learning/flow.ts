import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { FunctionNode, Node } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import { isRequest } from '../values/index.ts';
import type { AbstractValue, FileContext } from '../values/index.ts';

export type FunctionInSight = Extract<AbstractValue, { kind: 'function' }>;
type CallLike = Extract<Node, { type: 'CallExpression' | 'NewExpression' | 'TaggedTemplateExpression' }>;

/** Names of what sends on behalf of others, for receivers of which nothing else is known. */
const SENDER =
  /(?:client|api|https?|request(?:er|or)?|transport|sdk|core|conn(?:ection)?|driver|fetcher|sender|agent)$/i;
const FETCH =
  /^[#_]*(?:\w*_)?(?:(?:base|inner|custom|raw|real|global|native|user|my)_?)?fetch(?:_?(?:fn|impl|function|method|api))?$/i;
const TRANSPORT = /^[#_]*(?:transport|protocol|https?|lib|mod|client)$/i;
const SOCKET = /(?:socket|stream|conn(?:ection)?)$/i;
/** Functions that one question leads through at most. */
const MAX_FUNCTIONS = 3_000;
const MAX_NAMESAKES = 8;

/** By what a package sends, where the call that sends cannot be told from others by its value. */
export interface Means {
  readonly sockets: boolean;
  /** It hands the platform's `fetch` on: `this.fetch = options.fetch ?? fetch`. */
  readonly fetch: boolean;
  /** It hands Node's `http` or `https` on: `transport.request(options)`. */
  readonly http: boolean;
}

/** Which functions of a package lead to a request, over all files that were read of it. */
export class RequestFlow {
  readonly #files: readonly FileContext[];
  readonly #means: Means;
  readonly #known = new Map<FunctionNode, boolean>();
  #methods: Map<string, FunctionInSight[]> | undefined;

  constructor(files: readonly FileContext[], means: Means) {
    this.#files = files;
    this.#means = means;
  }

  /** Whether calling a function starts a request, in it or in what it calls. */
  leadsToRequest(value: FunctionInSight): boolean {
    const seen = new Map<FunctionNode, FunctionInSight>();
    const open = [value];
    for (let at = open.pop(); at && seen.size < MAX_FUNCTIONS; at = open.pop()) {
      const known = this.#known.get(at.node);
      if (known === false || seen.has(at.node)) continue;
      if (known || this.#follow(at, open)) {
        this.#known.set(value.node, true);
        return true;
      }
      seen.set(at.node, at);
    }
    // Nothing that was passed leads anywhere, or the answer would have been another.
    for (const node of seen.keys()) this.#known.set(node, false);
    return false;
  }

  /** Whether a function starts a request itself; adds what it calls to `open`. */
  #follow({ node, file }: FunctionInSight, open: FunctionInSight[]): boolean {
    for (const call of callsIn(node)) {
      if (isRequest(file, call) || this.sends(file, call)) return true;
      for (const one of this.#calledBy(file, call)) open.push(one);
    }
    return false;
  }

  /** A call that sends by its name: `this.fetch(url)`, `transport.request(options)`, `this.socket.write(data)`. */
  sends(file: FileContext, call: CallLike): boolean {
    if (call.type !== 'CallExpression') return false;
    const callee = calledFunction(call);
    const value = file.value(callee);
    if (value.kind === 'client') return callee !== unwrap(call.callee) && value.type.call?.request !== undefined;
    if (value.kind !== 'unknown') return false;
    if (this.#means.fetch && FETCH.test(nameOf(callee) ?? '')) return true;
    if (callee.type !== 'MemberExpression') return false;
    const object = nameOf(unwrap(callee.object)) ?? '';
    switch (memberName(callee)) {
      case 'request':
        return this.#means.http && TRANSPORT.test(object);
      case 'write':
        return this.#means.sockets && SOCKET.test(object);
      default:
        return false;
    }
  }

  #calledBy(file: FileContext, call: CallLike): FunctionInSight[] {
    const callee =
      call.type === 'CallExpression'
        ? calledFunction(call)
        : unwrap(call.type === 'NewExpression' ? call.callee : call.tag);
    const value = file.value(callee);
    const found: FunctionInSight[] = [];
    if (value.kind === 'function') found.push(value);
    else if (value.kind === 'class') found.push(...constructorOf(value.node, value.file));
    else if (value.kind === 'unknown' && callee.type === 'MemberExpression') found.push(...this.#namesakes(callee));
    for (const argument of call.type === 'TaggedTemplateExpression' ? [] : call.arguments) {
      if (argument.type !== 'Identifier' && argument.type !== 'MemberExpression') continue;
      const given = file.value(argument);
      if (given.kind === 'function') found.push(given);
    }
    return found;
  }

  /** Methods of the package with the name that is called on something which sends by its name. */
  #namesakes(callee: Extract<Node, { type: 'MemberExpression' }>): readonly FunctionInSight[] {
    const name = memberName(callee);
    const object = unwrap(callee.object);
    if (name === undefined) return [];
    if (object.type !== 'ThisExpression' && !SENDER.test(nameOf(object) ?? '')) return [];
    const all = this.#methodsByName().get(name) ?? [];
    return all.length > MAX_NAMESAKES ? [] : all;
  }

  #methodsByName(): ReadonlyMap<string, readonly FunctionInSight[]> {
    if (this.#methods) return this.#methods;
    const methods = new Map<string, FunctionInSight[]>();
    for (const file of this.#files) {
      for (const node of file.index.functions) {
        const name = methodName(node);
        if (name === undefined) continue;
        const list = methods.get(name) ?? [];
        methods.set(name, list);
        list.push({ kind: 'function', node, file });
      }
    }
    return (this.#methods = methods);
  }
}

/** What is called: `f` of `f.call(this, x)`, `f.bind(this)(x)`. */
function calledFunction(call: Extract<CallLike, { type: 'CallExpression' }>): Node {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && /^(?:call|apply)$/.test(memberName(callee) ?? ''))
    return unwrap(callee.object);
  if (callee.type !== 'CallExpression') return callee;
  const inner = unwrap(callee.callee);
  return inner.type === 'MemberExpression' && memberName(inner) === 'bind' ? unwrap(inner.object) : callee;
}

/** The last word of an expression: `client` of `this.#client`, `api` of `getApi()`. */
function nameOf(node: Node): string | undefined {
  if (isIdentifier(node)) return node.name;
  if (node.type === 'MemberExpression') return memberName(node);
  return node.type === 'CallExpression' ? nameOf(unwrap(node.callee)) : undefined;
}

function methodName(node: FunctionNode): string | undefined {
  const holder = node.parent;
  if (holder?.type === 'MethodDefinition' && holder.kind !== 'constructor') return keyOf(holder);
  if (holder?.type === 'Property' || holder?.type === 'PropertyDefinition') return keyOf(holder);
  return holder?.type === 'AssignmentExpression' && holder.left.type === 'MemberExpression'
    ? memberName(holder.left)
    : undefined;
}

function keyOf(holder: Node): string | undefined {
  const { key } = holder as unknown as { key: Node };
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier'
    ? `${key.type === 'PrivateIdentifier' ? '#' : ''}${key.name}`
    : undefined;
}

function constructorOf(node: Node, file: FileContext): FunctionInSight[] {
  const { body } = (node as unknown as { body: { body: readonly Node[] } }).body;
  return body.flatMap((member): FunctionInSight[] =>
    member.type === 'MethodDefinition' && member.kind === 'constructor' && isFunction(member.value as Node)
      ? [{ kind: 'function', node: member.value as FunctionNode, file }]
      : [],
  );
}

const calls = new WeakMap<FunctionNode, readonly CallLike[]>();

/**
 * Calls that run when a function is called, callbacks included. Functions that it only makes are left out: those that it
 * returns, keeps in an object or gives a name, which are looked at where they are called.
 */
function callsIn(node: FunctionNode): readonly CallLike[] {
  const known = calls.get(node);
  if (known) return known;
  const found: CallLike[] = [];
  walk(node.body, (at) => {
    if (at !== node.body && isFunction(at) && isOnlyMade(at)) return false;
    if (at.type === 'CallExpression' || at.type === 'NewExpression' || at.type === 'TaggedTemplateExpression')
      found.push(at);
    return true;
  });
  calls.set(node, found);
  return found;
}

function isOnlyMade(node: Node): boolean {
  const holder = node.parent;
  switch (holder?.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'MemberExpression':
    case 'AwaitExpression':
    case 'ConditionalExpression':
    case 'SequenceExpression':
      return false;
    default:
      return true;
  }
}
