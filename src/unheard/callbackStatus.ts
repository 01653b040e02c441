import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { ancestors, isFunction, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { argumentsOf, readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { declaredBy } from '../backoff/delay.ts';
import type { RemoteCall } from '../facts/model.ts';

type CallbackStatus = Pick<RemoteCall, 'status' | 'bodyChecked' | 'bodyUsed' | 'bodyTells' | 'statusInCallback'>;

const statusFields = /^(?:ok|status|statusCode|statusMessage)$/;
const logs = /^(?:console|log|logger|debug)$/;
const validators = /^(?:safeParse\w*|validate\w*|assert\w*|ensure\w*|check\w*|verify\w*|is[A-Z]\w*)$/;

/**
 * `request(url, (error, response, body) => ...)`: whether the callback, which gets no error for a 4xx or 5xx, asks for the
 * status before it takes the body for an answer. Undefined where there is no such callback in sight.
 */
export function callbackStatus(context: FileContext, found: FoundRequest): CallbackStatus | undefined {
  if (found.client.library.statusInCallback !== true) return undefined;
  const last = argumentsOf(found.node).at(-1);
  const callback = last && callbackOf(context, last);
  if (!callback) return undefined;
  const { file, node } = callback;
  const status = new Callback(file, node).status();
  return status && { ...status, statusInCallback: true };
}

function callbackOf(
  context: FileContext,
  given: Node,
): { readonly file: FileContext; readonly node: FunctionNode } | undefined {
  const plain = unwrap(given);
  if (isFunction(plain)) return { file: context, node: plain };
  const value = plain.type === 'Identifier' ? context.value(plain) : undefined;
  return value?.kind === 'function' ? value : undefined;
}

class Callback {
  readonly #context: FileContext;
  readonly #node: FunctionNode;

  constructor(context: FileContext, node: FunctionNode) {
    this.#context = context;
    this.#node = node;
  }

  /** Undefined where the body is not used, or somebody else gets the response. */
  status(): Omit<CallbackStatus, 'statusInCallback'> | undefined {
    const [, response, body] = this.#node.params as readonly Node[];
    const asked = response && this.#askedOf(response);
    if (!asked) return undefined;
    if (asked === 'status') return { status: 'checked' };
    const reads = [...asked, ...(body ? this.#readsIn(body) : [])];
    if (reads.length === 0 || reads.every((read) => isLogged(read))) return undefined;
    const derived = this.#derived(reads);
    if (derived.some((read) => isHandedToOwn(this.#context, read))) return undefined;
    if (derived.some((read) => isTested(read, !reads.includes(read))))
      return { status: 'unchecked', bodyChecked: true };
    const tells = derived.some((read) => readsPartOfPart(read));
    return { status: 'unchecked', bodyUsed: true, ...(tells ? { bodyTells: true as const } : {}) };
  }

  /** The reads of its body; `'status'` where its status is asked for, undefined where it is given to somebody else. */
  #askedOf(response: Node): readonly Node[] | 'status' | undefined {
    if (response.type === 'ObjectPattern') {
      const names = response.properties.map((one) =>
        one.type === 'Property' ? keyName(one.key, one.computed) : undefined,
      );
      if (names.some((name) => name === undefined)) return undefined;
      return names.some((name) => statusFields.test(name!)) ? 'status' : this.#readsIn(response);
    }
    if (response.type !== 'Identifier') return undefined;
    const bodies: Node[] = [];
    for (const read of this.#readsIn(response)) {
      const { parent } = outermostWrapper(read);
      const name = parent?.type === 'MemberExpression' ? memberName(parent) : undefined;
      if (name !== undefined && statusFields.test(name)) return 'status';
      if (name === 'body') bodies.push(parent!);
      else if (name === undefined && !isOnlyThere(read)) return undefined;
    }
    return bodies;
  }

  #readsIn(target: Node): readonly Node[] {
    const names =
      target.type === 'ObjectPattern'
        ? target.properties.flatMap((one) => (one.type === 'Property' ? [one.value as Node] : []))
        : [target];
    return names.flatMap((name) => {
      const variable = name.type === 'Identifier' ? this.#context.variable(name) : undefined;
      return variable ? readsOf(variable).filter((read) => isInside(read, this.#node)) : [];
    });
  }

  /** The reads of the body, and of all that is made of it in the callback: `const { items } = JSON.parse(body)`. */
  #derived(reads: readonly Node[]): readonly Node[] {
    const all = [...reads];
    const seen = new Set<Variable>();
    for (let i = 0; i < all.length && i < MAX_READS; i++) {
      for (const variable of this.#keptIn(all[i]!)) {
        if (seen.has(variable)) continue;
        seen.add(variable);
        all.push(...readsOf(variable));
      }
    }
    return all;
  }

  #keptIn(read: Node): readonly Variable[] {
    for (const at of ancestors(read)) {
      if (isFunction(at) || /Statement$/.test(at.type)) {
        const left =
          at.type === 'ExpressionStatement' && at.expression.type === 'AssignmentExpression'
            ? at.expression.left
            : undefined;
        const variable = left?.type === 'Identifier' ? this.#context.variable(left) : undefined;
        return variable && !variable.identifiers.includes(read as never) ? [variable] : [];
      }
      if (at.type === 'VariableDeclarator') return declaredBy(this.#context, at.id);
    }
    return [];
  }
}

const MAX_READS = 100;

/** `if (error || !response)`, `response && response.body`: only whether there is one. */
function isOnlyThere(read: Node): boolean {
  const { parent } = outermostWrapper(read);
  return /^(?:UnaryExpression|LogicalExpression|IfStatement|ConditionalExpression)$/.test(parent?.type ?? '');
}

function isLogged(read: Node): boolean {
  for (const at of ancestors(read)) {
    if (isFunction(at)) return false;
    if (at.type !== 'CallExpression') continue;
    const callee = unwrap(at.callee);
    const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
    if (root.type === 'Identifier' && logs.test(root.name)) return true;
  }
  return false;
}

/** A function of the project, which may look at it. */
function isHandedToOwn(context: FileContext, read: Node): boolean {
  const outer = outermostWrapper(read);
  const { parent } = outer;
  if (parent?.type !== 'CallExpression' || parent.callee === outer) return false;
  return context.value(unwrap(parent.callee)).kind === 'function';
}

/**
 * It decides what is done next, by a part of it or as a whole, or has to pass a validator.
 * @param made it is made of the body: that there is one says something
 */
function isTested(read: Node, made: boolean): boolean {
  let child: Node = read;
  let part = made;
  for (const at of ancestors(read)) {
    if (isFunction(at)) return false;
    if (at.type === 'MemberExpression' && at.object === child) part = true;
    if (at.type === 'BinaryExpression') part = true;
    if (at.type === 'CallExpression' && validators.test(calledName(at) ?? '')) return true;
    if (part && isTestOf(at, child)) return true;
    if (/Statement$/.test(at.type)) return false;
    child = at;
  }
  return false;
}

function isTestOf(at: Node, child: Node): boolean {
  if (at.type === 'IfStatement' || at.type === 'ConditionalExpression') return at.test === child;
  if (at.type === 'SwitchStatement') return at.discriminant === child;
  return at.type === 'LogicalExpression' && at.left === child;
}

/** `body.items[0].name`, `JSON.parse(body).items.length`: an error's body has no such part, and that throws. */
function readsPartOfPart(read: Node): boolean {
  let at = outermostWrapper(read);
  for (let parts = 0; ;) {
    const { parent } = at;
    if (parent?.type === 'CallExpression' && calledName(parent) === 'parse' && parent.arguments[0] === at)
      at = outermostWrapper(parent);
    else if (parent?.type === 'MemberExpression' && parent.object === at) {
      if (++parts === 2) return !parent.optional;
      at = outermostWrapper(parent);
    } else return false;
  }
}
