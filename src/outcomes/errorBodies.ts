import type { Node, Variable } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, isInside, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import type { RemoteCall } from '../facts/model.ts';
import { looksAtBody, usesBody } from '../answers/bodyChecks.ts';

const MAX_DEPTH = 8;
/** What every object has, an error's body included. */
const inherited =
  /^(?:hasOwnProperty|toString|toLocaleString|valueOf|isPrototypeOf|propertyIsEnumerable|then|catch|finally)$/;

/**
 * Whether a failure shows though nobody asks for the status: in what the code does with the body, or by what the server is.
 * @param request the call that holds the address; @param target its host, where that is known
 */
function bodyTells(context: FileContext, call: Node, request: Node, target: string | undefined): boolean {
  return tellsInBody(context, request, target) || failsOnErrorBody(context, call) || isHandedToUsers(context, call);
}

/**
 * Whether an error's body cannot pass for an answer: what is read of the JSON is an object's member that the body of an
 * error does not have, and the code needs something of that at once. `data.voices.slice(0, 20)`, `[{ email }] = body` and
 * `for (const item of body)` throw.
 */
function failsOnErrorBody(context: FileContext, call: Node): boolean {
  return new Follower(context, call).throwsOnError();
}

/** `return (await fetch(url)).json()` of a library: the error in it is its user's to see, who has the whole answer. */
function isHandedToUsers(context: FileContext, call: Node): boolean {
  if (context.port.isPublished?.(context.file.path) !== true) return false;
  const home = enclosingFunction(call);
  return home !== undefined && isExported(home) && new Follower(context, call).isReturnedWhole(home);
}

/** A function, or the method of a class, that other files may import. */
function isExported(home: Node): boolean {
  const holder = home.parent?.type === 'MethodDefinition' ? home.parent.parent?.parent : home;
  for (let at: Node | null | undefined = holder; at; at = at.parent) {
    if (/^Export/.test(at.parent?.type ?? '')) return true;
    if (at !== holder && isFunction(at)) return false;
    if (!/^(?:VariableDecl|Class|Function|ArrowFunction)/.test(at.type)) return false;
  }
  return false;
}

class Follower {
  readonly #context: FileContext;
  readonly #call: Node;

  constructor(context: FileContext, call: Node) {
    this.#context = context;
    this.#call = call;
  }

  throwsOnError(): boolean {
    return this.#bodies(this.#call, 0).some((body) => this.#ofBody(body, false, 0));
  }

  /** `return (await fetch(url)).json()`, `fetch(url).then((response) => response.json())`. */
  isReturnedWhole(home: Node): boolean {
    return this.#bodies(this.#call, 0).some((body) => {
      let at = outermostWrapper(body);
      while (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
      return at.parent === home || (at.parent?.type === 'ReturnStatement' && enclosingFunction(at) === home);
    });
  }

  /** Follows the response, or a promise of it, to where its JSON is read. */
  #bodies(node: Node, depth: number): readonly Node[] {
    const outer = outermostWrapper(node);
    const { parent } = outer;
    if (!parent || depth > MAX_DEPTH) return [];
    if (parent.type === 'AwaitExpression') return this.#bodies(parent, depth + 1);
    if (parent.type === 'VariableDeclarator' && parent.init === outer)
      return this.#reads(parent.id).flatMap((read) => this.#bodies(read, depth + 1));
    const method = methodOn(outer);
    if (method?.name === 'json') return [method.call];
    if (method?.name !== 'then') return [];
    const callback = method.call.arguments[0];
    if (!isFunction(callback) || !callback.params[0]) return [];
    // `.then((response) => response.json())`: what comes next has the JSON.
    const given = unwrap(callback.body);
    const json = given.type === 'CallExpression' ? unwrap(given.callee) : undefined;
    if (json?.type === 'MemberExpression' && isIdentifier(json.object) && memberName(json) === 'json')
      return [method.call];
    return this.#reads(callback.params[0]).flatMap((read) => this.#bodies(read, depth + 1));
  }

  /** @param part the node is a member of the body, which an error's body does not have */
  #ofBody(node: Node, part: boolean, depth: number): boolean {
    const outer = outermostWrapper(node);
    const { parent } = outer;
    if (!parent || depth > MAX_DEPTH) return false;
    switch (parent.type) {
      case 'AwaitExpression':
        return this.#ofBody(parent, part, depth + 1);
      case 'MemberExpression':
        return this.#ofMember(outer, parent, part, depth);
      case 'SpreadElement':
        return outermostWrapper(parent).parent?.type !== 'ObjectExpression' && this.#isAtOnce(parent);
      case 'ForOfStatement':
        return parent.right === outer && this.#isAtOnce(parent);
      case 'CallExpression':
        return part && parent.arguments[0] === outer && listsKeys(parent.callee) && this.#isAtOnce(parent);
      case 'VariableDeclarator':
        return parent.init === outer && this.#ofTarget(parent.id, part, depth);
      case 'AssignmentExpression':
        return parent.right === outer && this.#ofTarget(parent.left, part, depth);
      default:
        return false;
    }
  }

  #ofMember(outer: Node, member: Node, part: boolean, depth: number): boolean {
    if (member.type !== 'MemberExpression' || member.object !== outer) return false;
    const method = methodOn(outer);
    if (method?.name === 'then' && !part) {
      const callback = method.call.arguments[0];
      return (
        isFunction(callback) && callback.params[0] !== undefined && this.#ofTarget(callback.params[0], part, depth)
      );
    }
    if (part) return !member.optional && this.#isAtOnce(member);
    if (method) return !inherited.test(method.name) && !method.call.optional && this.#isAtOnce(member);
    return this.#ofBody(member, true, depth + 1);
  }

  /** What the body, or its member, is taken apart into. */
  #ofTarget(target: Node, part: boolean, depth: number): boolean {
    if (target.type === 'ArrayPattern') return this.#isAtOnce(target);
    if (target.type === 'Identifier') return this.#reads(target).some((read) => this.#ofBody(read, part, depth + 1));
    if (target.type !== 'ObjectPattern') return false;
    if (part) return this.#isAtOnce(target);
    return target.properties.some((property) => {
      // A member with a default is there whatever the answer.
      if (property.type !== 'Property' || property.value.type === 'AssignmentPattern') return false;
      return this.#ofTarget(property.value as Node, true, depth + 1);
    });
  }

  #reads(target: Node): readonly Node[] {
    const variable: Variable | undefined = target.type === 'Identifier' ? this.#context.variable(target) : undefined;
    return variable ? readsOf(variable) : [];
  }

  /** It runs whenever the answer is there: in the same function or a callback of `then`, on no branch of its own. */
  #isAtOnce(node: Node): boolean {
    const home = enclosingFunction(this.#call);
    for (const at of ancestors(node)) {
      if (at === home || isInside(this.#call, at)) return true;
      if (branches.test(at.type)) return false;
      if (isFunction(at)) {
        const handed = handedTo(at);
        return handed !== undefined && calledName(handed.call) === 'then' && isInside(this.#call, handed.call);
      }
    }
    return home === undefined;
  }
}

const branches = /^(?:IfStatement|ConditionalExpression|LogicalExpression|SwitchCase|CatchClause|AssignmentPattern)$/;

/** `Object.keys(undefined)` throws, and so do its like. */
function listsKeys(callee: Node): boolean {
  const plain = unwrap(callee);
  return (
    plain.type === 'MemberExpression' &&
    ((isIdentifier(plain.object, 'Object') && /^(?:keys|values|entries|fromEntries)$/.test(memberName(plain) ?? '')) ||
      (isIdentifier(plain.object, 'Array') && memberName(plain) === 'from'))
  );
}

/** Servers that answer 200 whatever became of the request, and say in the body what failed. */
const hosts = /^(?:(?:\w+\.)?slack\.com|api\.vk\.(?:com|ru)|(?:api\.)?telegra\.ph|(?:gql|graphql)\..+)$/;
const addresses = /\bslack\.com\/api\/|\bapi\.vk\.(?:com|ru)\/|\/login\/oauth\/access_token\b|\/graphql\b(?!\/\w)/i;
const graphqlDocument = /\bquery\s*:\s*[`'"]\s*(?:query|mutation|\{)/;

/**
 * Whether the status of an answer says nothing of its success: Slack, VK, GitHub's token exchange and GraphQL answer 200.
 * @param target its host, where that is known
 */
function tellsInBody({ file }: FileContext, request: Node, target: string | undefined): boolean {
  if (target !== undefined && hosts.test(target)) return true;
  const text = file.text.slice(...request.range);
  return addresses.test(text.slice(0, MAX_ADDRESS)) || graphqlDocument.test(text);
}

const MAX_ADDRESS = 300;

/** What is known of the body of an answer whose status nobody asks for. */
export function bodyOf(
  context: FileContext,
  node: Node,
  { node: request }: FoundRequest,
  target: string | undefined,
): Pick<RemoteCall, 'bodyChecked' | 'bodyUsed' | 'bodyTells'> {
  if (looksAtBody(context, node)) return { bodyChecked: true };
  return {
    ...(usesBody(context, node) ? { bodyUsed: true } : {}),
    ...(bodyTells(context, node, request, target) ? { bodyTells: true } : {}),
  };
}
