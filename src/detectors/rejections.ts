import type { Range } from '../text/range.ts';
import { isExecutor } from '../ast/functions.ts';
import { walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { findRequest, readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { LostRejection, RemoteCall } from '../facts/model.ts';
import { versionFits } from '../knowledge/versions.ts';
import { importSource } from '../backoff/sleeps.ts';
import { boundaryOf, boundaryOfCallback } from '../outcomes/boundary.ts';
import { isBluebird, takesCallback } from '../outcomes/callbacks.ts';
import { answersByPromise } from '../outcomes/errors.ts';
import { endsOnPurpose, givesPromise, rejectionOf } from '../outcomes/promises.ts';
import type { CallInContext } from './calls.ts';

const MAX_DEPTH = 4;

type SentNode = CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression;

/** Requests, here and in functions of the project, whose failure nobody hears of before the process does. */
export function findLostRejections(
  context: FileContext,
  calls: readonly CallInContext[],
  test: boolean,
): readonly LostRejection[] {
  const requests = new Set<Node>(calls.map(({ node }) => node));
  const search = new RejectionSearch();
  const found: LostRejection[] = [];
  const lists: LostRejection[] = [];
  for (const one of calls) {
    if (!answersByPromise(context, one.found)) continue;
    const lost = lossOf(context, one.node, mayFloat(context, one.call, one.found.node, one.node));
    if (!lost) continue;
    const quiet = lost.how === 'floating' && isBluebird(one.call, one.node) ? { onlyWarns: true as const } : {};
    found.push({ kind: 'rejection', range: rangeOf(one.node), ...lost, api: one.call.api, ...quiet, test });
  }
  for (const call of context.index.calls) {
    if (requests.has(call)) continue;
    found.push(...lostCallbacks(context, call, search, test));
    const lost = lossOf(context, call, true);
    const sent = lost && (search.sentBy(context, call.callee) ?? search.sentTogether(context, call));
    if (lost && sent)
      (promiseCombinator(call) ? lists : found).push({
        kind: 'rejection',
        range: rangeOf(call),
        ...lost,
        ...sent,
        test,
      });
  }
  // What the parts of a list say of themselves is said.
  const rest = lists.filter((list) => !found.some(({ how, range }) => how === list.how && isIn(range, list.range)));
  return [...found, ...rest].sort((a, b) => a.range.start - b.range.start);
}

function isIn(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

type Loss = Pick<LostRejection, 'how' | 'boundary' | 'owner' | 'pending'>;

/** Where a promise that rejects is lost; undefined where somebody may handle it. */
function lossOf(context: FileContext, node: Node, floats: boolean): Loss | undefined {
  const outcome = rejectionOf(context, node);
  if (outcome === 'propagated') {
    const { kind, lost, range } = boundaryOf(context, node);
    return lost ? { how: 'callback', boundary: kind, owner: range.start } : undefined;
  }
  if (!floats || (outcome !== 'floating' && outcome !== 'voided')) return undefined;
  const owner = enclosingFunction(node);
  // A program that cannot start is meant to end.
  if (!owner || runsAtOnce(owner) || isDiscardedChain(node)) return undefined;
  const { kind } = boundaryOf(context, node);
  if (kind === 'function' && endsOnPurpose(node)) return undefined;
  const pending = isExecutor(owner) && settles(context, node, owner) ? { pending: true as const } : {};
  return { how: 'floating', boundary: kind, owner: owner.range[0], ...pending };
}

/** `new Promise((resolve) => { load().then(resolve) })`: what comes after the call settles the promise around it. */
function settles(context: FileContext, node: Node, executor: FunctionNode): boolean {
  let statement = node;
  while (statement.parent && statement.parent.type !== 'BlockStatement' && statement.parent !== executor)
    statement = statement.parent;
  const settlers = executor.params.map((one) => (one.type === 'Identifier' ? context.variable(one) : undefined));
  const uses = settlers.flatMap((variable) => (variable ? readsOf(variable) : []));
  return uses.length > 0 && uses.every((use) => isInside(use, statement));
}

/** `(async () => { ... })()` at the top of a file: its start. */
function runsAtOnce(owner: FunctionNode): boolean {
  return owner.parent?.type === 'CallExpression' && owner.parent.callee === owner && !enclosingFunction(owner.parent);
}

const closing = /^(?:close|end|quit|disconnect|destroy|stop|shutdown|release|abort|terminate)(?:All|Async)?$/;

/** Nobody waits for a client to say goodbye. */
function isDiscardedChain(node: Node): boolean {
  return node.type === 'CallExpression' && closing.test(calledName(node) ?? '');
}

const promising =
  /^(?:fetch|axios|got|ky|undici|superagent|node-fetch|ofetch|graphql-request|db|cache|mail|aws-sdk|graphql|other:needle|other:request)$|^sdk:/;
/** Queues whose every command gives a promise: brokers beside them confirm by callback, or not at all. */
const promisingQueues = /^(?:bullmq|kafkajs)$/;
/** Clients of these whose calls answer to a callback, or not at all, where none is given. */
const silent = /^(?:mysql|mysql2|memcached|tedious|oracledb|cassandra-driver|node:\w+)$/;

/** A call that is not awaited gives a promise: that is not known of every client, nor where it is given a callback. */
function mayFloat(context: FileContext, { api, library }: RemoteCall, node: Node, chain: Node): boolean {
  if (takesCallback(context, node) || (chain !== node && takesCallback(context, chain))) return false;
  const name = library?.name ?? '';
  // Before 4, its commands answer to a callback: node-redis, "v3 to v4".
  if (name === 'redis' && library?.version !== undefined && versionFits(library.version, '<4')) return false;
  return promisingQueues.test(name) || (promising.test(api) && !silent.test(name));
}

/** Functions handed on by their name to what drops their promise: `setInterval(poll, 1000)`, `router.get('/', list)`. */
function lostCallbacks(
  context: FileContext,
  call: CallExpression,
  search: RejectionSearch,
  test: boolean,
): readonly LostRejection[] {
  return call.arguments.flatMap((argument, index) => {
    const plain = unwrap(argument as Node);
    if (!/^(?:Identifier|MemberExpression|CallExpression)$/.test(plain.type)) return [];
    const boundary = boundaryOfCallback(context, call, index);
    if (!boundary?.lost) return [];
    const named = plain.type === 'CallExpression' ? boundFunction(plain) : plain;
    const sent = named && search.sentBy(context, named);
    if (!sent) return [];
    const range = rangeOf(plain);
    return [{ kind: 'rejection', range, how: 'callback', boundary: boundary.kind, owner: range.start, ...sent, test }];
  });
}

/** `Promise.coroutine(function* () { ... })` of Bluebird. */
function isCoroutine(node: FunctionNode): boolean {
  const handed = node.generator ? handedTo(node) : undefined;
  return handed !== undefined && calledName(handed.call) === 'coroutine';
}

/** `Promise.all(...)`, where the file calls Bluebird `Promise`. */
function isOfBluebird(context: FileContext, { callee }: CallExpression): boolean {
  const root = callee.type === 'MemberExpression' ? callee.object : undefined;
  return root?.type === 'Identifier' && importSource(context, root)?.module === 'bluebird';
}

/** What a variable is set to, once and for all. */
function onlyValue(context: FileContext, name: Ast.Identifier): Node | undefined {
  const variable = context.variable(name);
  const definition = variable?.defs.length === 1 ? variable.defs[0]!.node : undefined;
  if (definition?.type !== 'VariableDeclarator' || definition.id.type !== 'Identifier' || !definition.init)
    return undefined;
  const written = variable!.references.filter((one) => one.isWrite()).length;
  return written > 1 ? undefined : unwrap(definition.init);
}

/** `this.poll.bind(this)`. */
function boundFunction(call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? unwrap(callee.object) : undefined;
}

type Sent = Pick<LostRejection, 'api' | 'through' | 'notAlways' | 'onlyWarns'>;

/** What rejects with the first of its promises; `allSettled` never does. */
const together = /^(?:all|race|any)$/;

/** Which functions reject when a request of theirs fails; each is read once. */
class RejectionSearch {
  readonly #known = new Map<FunctionNode, string | undefined>();

  /** What the function that an expression stands for sends without handling its failure. */
  sentBy(context: FileContext, callee: Node): Sent | undefined {
    const plain = unwrap(callee);
    if (isFunction(plain)) return undefined;
    const value = context.value(plain);
    const api = value.kind === 'function' ? this.#apiOf(value.file, value.node, 0) : undefined;
    if (api === undefined) return undefined;
    const through =
      plain.type === 'Identifier' ? plain.name : plain.type === 'MemberExpression' ? memberName(plain) : '';
    const notAlways = value.kind === 'function' && !givesPromise(value.node);
    const warns = value.kind === 'function' && isCoroutine(value.node) ? { onlyWarns: true as const } : {};
    return through ? { api, through, ...(notAlways ? { notAlways } : {}), ...warns } : undefined;
  }

  /** `Promise.all(list.map(async (one) => ...)).then(answer)`: what one of them sends. */
  sentTogether(context: FileContext, call: CallExpression): Sent | undefined {
    if (!together.test(promiseCombinator(call) ?? '') || !call.arguments[0]) return undefined;
    const warns = isOfBluebird(context, call) ? { onlyWarns: true as const } : {};
    const list = unwrap(call.arguments[0] as Node);
    const made = list.type === 'Identifier' ? onlyValue(context, list) : list;
    if (made?.type === 'ArrayExpression') {
      const sent = made.elements.map((one) => one && this.#apiWithin(context, made, one as Node, 0));
      const api = sent.find((one) => one !== undefined && one !== null);
      return api == null ? undefined : { api, ...warns };
    }
    if (made?.type !== 'CallExpression' || calledName(made) !== 'map') return undefined;
    const [mapped] = made.arguments.map((one) => unwrap(one as Node));
    if (!mapped) return undefined;
    if (!isFunction(mapped)) return this.sentBy(context, mapped);
    const api = mapped.body ? this.#apiWithin(context, mapped, mapped.body, 0) : undefined;
    return api === undefined ? undefined : { api, ...warns };
  }

  #apiOf(file: FileContext, owner: FunctionNode, depth: number): string | undefined {
    if (this.#known.has(owner)) return this.#known.get(owner);
    if (depth > MAX_DEPTH || !owner.body) return undefined;
    this.#known.set(owner, undefined);
    const found = this.#apiWithin(file, owner, owner.body, depth);
    this.#known.set(owner, found);
    return found;
  }

  #apiWithin(file: FileContext, owner: Node, region: Node, depth: number): string | undefined {
    let found: string | undefined;
    walk(region, (node) => {
      if (found !== undefined || (isFunction(node) && !runsInside(node))) return false;
      if (/^(?:Call|New|TaggedTemplate)Expression$/.test(node.type)) {
        found = this.#rejecting(file, owner, node as SentNode, depth);
      }
      return found === undefined;
    });
    return found;
  }

  /** What a call sends whose rejection leaves the function around it. */
  #rejecting(file: FileContext, owner: Node, node: SentNode, depth: number): string | undefined {
    const request = findRequest(file, node);
    if (request && !answersByPromise(file, request)) return undefined;
    const at = request?.chain ?? node;
    if (isKept(at)) return undefined;
    const value = request
      ? undefined
      : file.value(unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee));
    if (!request && (value?.kind !== 'function' || value.node === owner)) return undefined;
    const outcome = rejectionOf(file, at);
    // A promise of a list goes where the list goes.
    if (outcome !== 'propagated' && !(outcome === 'unknown' && owner.type === 'ArrayExpression')) return undefined;
    if (request) return request.client.type.api ?? request.client.library.api;
    return value?.kind === 'function' ? this.#apiOf(value.file, value.node, depth + 1) : undefined;
  }
}

/** `this.connecting = client.connect()`: whoever waits for that is not known. */
function isKept(node: Node): boolean {
  return outermostWrapper(node).parent?.type === 'AssignmentExpression';
}

/** A callback whose result is part of what the function around it waits for. */
function runsInside(node: FunctionNode): boolean {
  const handed = handedTo(node);
  return handed !== undefined && /^(?:map|flatMap|then|finally|\$?transaction)$/.test(calledName(handed.call) ?? '');
}
