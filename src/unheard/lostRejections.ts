import type { Range } from '../text/range.ts';
import { isExecutor } from '../ast/functions.ts';
import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, methodOn, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import type { RemoteCall } from '../facts/model.ts';
import type { LostRejection } from '../facts/rejections.ts';
import { versionFits } from '../knowledge/versions.ts';
import { boundaryOf, boundaryOfCallback } from '../outcomes/boundary.ts';
import { isBluebird, isSentLater, takesCallback } from '../outcomes/callbacks.ts';
import { answersByPromise } from '../outcomes/errors.ts';
import { endsOnPurpose, rejectionOf } from '../outcomes/promises.ts';
import { RejectionSearch } from './rejectionSearch.ts';
import { unknownSender } from '../outcomes/unknownClients.ts';
import { findUnreadMessages } from './clientMessages.ts';
import { executorOf, leavesOpen } from './executors.ts';
import { findUnsettled } from './unsettled.ts';

/** A remote call with the node that it is found at. */
interface CallInContext {
  readonly found: FoundRequest;
  readonly node: Node;
  readonly call: RemoteCall;
}

/** Requests, here and in functions of the project, whose failure nobody hears of before the process does. */
export function findLostRejections(
  context: FileContext,
  calls: readonly CallInContext[],
  test: boolean,
): readonly LostRejection[] {
  const requests = new Set<Node>(calls.map(({ node }) => node));
  const search = new RejectionSearch();
  const found: LostRejection[] = [...findUnreadMessages(context, test), ...findUnsettled(context, test)];
  const lists: LostRejection[] = [];
  for (const one of calls) {
    if (!answersByPromise(context, one.found)) continue;
    const lost = lossOf(context, one.node, mayFloat(context, one));
    if (!lost) continue;
    const quiet = lost.how === 'floating' && isBluebird(one.call, one.node) ? { onlyWarns: true as const } : {};
    found.push({ kind: 'rejection', ...lost, api: one.call.api, ...quiet, test });
  }
  for (const call of context.index.calls) {
    if (requests.has(call)) continue;
    found.push(...lostCallbacks(context, call, search, test));
    const lost = lossOf(context, call, true);
    const sent =
      lost &&
      (sentBefore(context, call, lost, calls, search) ??
        sentElsewhere(context, call) ??
        search.sentBy(context, call.callee) ??
        search.sentTogether(context, call) ??
        search.sentAgain(context, call));
    if (lost && sent) (promiseCombinator(call) ? lists : found).push({ kind: 'rejection', ...lost, ...sent, test });
  }
  for (const made of context.index.news) {
    const lost = executorOf(context, made) && lossOf(context, made, true);
    const sent = lost && search.sentInside(context, made);
    if (lost && sent) found.push({ kind: 'rejection', ...lost, ...sent, test });
  }
  // What the parts of a list say of themselves is said.
  const rest = lists.filter((list) => !found.some(({ how, range }) => how === list.how && isIn(range, list.range)));
  const all = [...found, ...rest].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  // One chain is one promise, whichever of its requests fails.
  return all.filter(
    (one, i) => !all.slice(0, i).some(({ how, range }) => how === one.how && range.start === one.range.start),
  );
}

/**
 * `const rows = load(); rows.then(show); await rows`: whoever waits for the promise hears of its failure, and nobody of
 * that of the one that `then` gives.
 */
function sentBefore(
  context: FileContext,
  call: CallExpression,
  lost: Loss,
  calls: readonly CallInContext[],
  search: RejectionSearch,
): Omit<LostRejection, 'kind' | 'test' | keyof Loss> | undefined {
  const callee = unwrap(call.callee);
  if (lost.how !== 'floating' || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier')
    return undefined;
  const name = calledName(call);
  if (name !== 'finally' && (name !== 'then' || call.arguments.length > 1)) return undefined;
  const definition = context.variable(callee.object)?.defs[0]?.node;
  const made = definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined;
  // Where all of it is dropped, that is said where it is made.
  if (made?.type !== 'CallExpression' || /^(?:floating|voided)$/.test(rejectionOf(context, made))) return undefined;
  const request = calls.find(({ node }) => node === made);
  if (!request) return search.sentBy(context, made.callee);
  return mayFloat(context, request) ? { api: request.call.api } : undefined;
}

/** Through a package that nobody describes. */
function sentElsewhere(context: FileContext, call: CallExpression): { readonly api: string } | undefined {
  const foreign = context.value(unwrap(call.callee)).kind === 'unknown' ? unknownSender(context, call) : undefined;
  return foreign === undefined ? undefined : { api: foreign };
}

function isIn(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

type Loss = Pick<LostRejection, 'how' | 'boundary' | 'owner' | 'pending' | 'range'>;

/** Where a promise that rejects is lost; undefined where somebody may handle it. */
function lossOf(context: FileContext, node: Node, floats: boolean): Loss | undefined {
  const outcome = rejectionOf(context, node);
  if (outcome === 'propagated') {
    const kept = keptOutside(context, node);
    if (kept) return kept.waited && lossOf(context, kept.waited, false);
    // What waits for nothing hears of nothing: the failure goes no further than the chain.
    const chain = droppedChain(context, node);
    if (chain) return lossOf(context, chain, true);
    const { kind, lost, range } = boundaryOf(context, node);
    const open = lost && leavesOpen(context, node, range) ? { pending: true as const } : {};
    return lost ? { how: 'callback', boundary: kind, owner: range.start, range: rangeOf(node), ...open } : undefined;
  }
  if (!floats || (outcome !== 'floating' && outcome !== 'voided')) return undefined;
  const owner = enclosingFunction(node);
  // A program that cannot start is meant to end.
  if (!owner || runsAtOnce(owner) || isDiscardedChain(node)) return undefined;
  const { kind } = boundaryOf(context, node);
  if (kind === 'function' && endsOnPurpose(node)) return undefined;
  const pending = isExecutor(owner) && settles(context, node, owner) ? { pending: true as const } : {};
  return { how: 'floating', boundary: kind, owner: owner.range[0], range: rangeOf(node), ...pending };
}

/**
 * `ids.forEach((id) => tasks.push(load(id)))`, `each((id) => (tasks[id] = load(id)))`: the promise is not what the callback
 * gives, and its rejection comes where the list is waited for.
 */
function keptOutside(context: FileContext, node: Node): { readonly waited: CallExpression | undefined } | undefined {
  let at = outermostWrapper(node);
  for (let step = methodOn(at); step; step = methodOn(at)) at = outermostWrapper(step.call);
  const { parent } = at;
  if (parent?.type === 'AssignmentExpression' && parent.right === at) {
    const held = parent.left.type === 'MemberExpression' ? unwrap(parent.left.object) : parent.left;
    return heldOutside(context, node, held);
  }
  if (parent?.type !== 'CallExpression' || !/^(?:push|unshift)$/.test(calledName(parent) ?? '')) return undefined;
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression' || callee.object === at) return undefined;
  return heldOutside(context, node, unwrap(callee.object));
}

/** By a variable from outside the function around a node, or by a field; and what waits for all that is there. */
function heldOutside(
  context: FileContext,
  node: Node,
  holder: Node,
): { readonly waited: CallExpression | undefined } | undefined {
  const owner = enclosingFunction(node);
  if (!owner) return undefined;
  if (holder.type !== 'Identifier') return { waited: undefined };
  const variable = context.variable(holder);
  if (!variable || variable.identifiers.some((one) => isInside(one, owner))) return undefined;
  const waits = readsOf(variable).flatMap((read) => {
    const call = outermostWrapper(read).parent;
    return call?.type === 'CallExpression' && promiseCombinator(call) !== undefined ? [call] : [];
  });
  return { waited: waits[0] };
}

/** `read().then((rows) => save(rows));`: the promise that a callback's failure rejects, where that one is dropped. */
function droppedChain(context: FileContext, node: Node): Node | undefined {
  const owner = enclosingFunction(node);
  const handed = owner && handedTo(owner);
  if (!handed || !/^(?:then|catch|finally)$/.test(calledName(handed.call) ?? '')) return undefined;
  const outcome = rejectionOf(context, handed.call);
  if (outcome === 'floating' || outcome === 'voided') return handed.call;
  return outcome === 'propagated' ? droppedChain(context, handed.call) : undefined;
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
function mayFloat(context: FileContext, { call: { api, library }, found, node: chain }: CallInContext): boolean {
  const { node } = found;
  if (takesCallback(context, node) || (chain !== node && takesCallback(context, chain))) return false;
  if (isSentLater(context, found)) return false;
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

/** `this.poll.bind(this)`. */
function boundFunction(call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? unwrap(callee.object) : undefined;
}
