import type { LostRejection } from '../facts/rejections.ts';
import type { CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { mayAwait } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { functionName } from '../ast/functions.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

/**
 * Does the function around a dropped promise tell others by its own promise that the work is done? A step of a
 * migration does, and what `Promise.all` runs for each element.
 */
export function isWaitedFor(file: ParsedFile, call: Node): boolean {
  const owner = enclosingFunction(call);
  if (!owner?.async || !mayAwait(file, rangeOf(call))) return false;
  return isMigrationStep(file, owner) || isRunForAll(owner);
}

function isMigrationStep({ path, text }: ParsedFile, owner: FunctionNode): boolean {
  if (!/^(?:up|down)$/.test(functionName(owner) ?? '')) return false;
  return /(?:^|[/._-])migrations?(?:[/._-]|$)/i.test(path) || (/\bup\b/.test(text) && /\bdown\b/.test(text));
}

/** `await Promise.all(sizes.map(async (size) => { ... }))`. */
function isRunForAll({ parent: map }: FunctionNode): boolean {
  if (map?.type !== 'CallExpression' || calledName(map) !== 'map') return false;
  const all = map.parent;
  return (
    all?.type === 'CallExpression' &&
    all.arguments[0] === map &&
    all.callee.type === 'MemberExpression' &&
    isIdentifier(all.callee.object, 'Promise')
  );
}

/**
 * Whether nothing else suffers when the function waits at this place for a call that it has dropped so far. Whoever
 * waits for what is run for each element keeps the transaction open for this as well.
 */
export function mayWaitHere(call: Node): boolean {
  const owner = enclosingFunction(call);
  if (!owner) return true;
  if (isInHandler(call, owner) || listensLater(call, owner) || isAnswered(call, owner)) return false;
  if (isForEachMessage(call, owner)) return false;
  return isRunForAll(owner) || !isBesideTransaction(call, owner);
}

/** `for await (const message of stream)`: waited for, they come one by one, and one that fails ends the stream. */
function isForEachMessage(call: Node, owner: FunctionNode): boolean {
  for (let at: Node | undefined = call; at && at !== owner; at = at.parent)
    if (at.type === 'ForOfStatement' && at.await) return true;
  return false;
}

/** In a `catch` or `finally`: a second failure would take the place of the first, and skip what reports that. */
function isInHandler(call: Node, owner: FunctionNode): boolean {
  for (let at: Node = call; at !== owner && at.parent; at = at.parent) {
    if (at.type === 'CatchClause') return true;
    if (at.parent.type === 'TryStatement' && at.parent.finalizer === at) return true;
  }
  return false;
}

const answers =
  /^(?:send(?:Status|File)?|json|end|redirect|render|reply|respond|success|ok|callback|cb|next|resolve|ack)$/;

/** Somebody has got the answer already: the rest was meant to run on its own. */
function isAnswered(call: Node, owner: FunctionNode): boolean {
  const isAnswer = (node: Node): boolean =>
    node.type === 'CallExpression' && node.range[1] < call.range[0] && answers.test(calledName(node) ?? '');
  return !!owner.body && someNode(owner.body, isAnswer, OWN_BODY);
}

const listening = /^(?:on|once|addListener|addEventListener|prependListener|subscribe|listen|observe|watch)$/;

/** What happens while it waits would not be heard: the listener is added afterwards. */
function listensLater(call: Node, owner: FunctionNode): boolean {
  return (
    !!owner.body &&
    someNode(
      owner.body,
      (node) =>
        node.type === 'CallExpression' && node.range[0] > call.range[1] && listening.test(calledName(node) ?? ''),
      OWN_BODY,
    )
  );
}

const handle =
  /^(?:tx|trx|transaction|db(?:Connection|Transaction|Trx|Tx)|queryRunner|(?:transactional)?[eE]ntityManager|session)$/;
const transacts = /^\$?(?:transaction|withTransaction|tx|transacting|runInTransaction)$/;

/** A transaction is open, and the call is no statement of it: to wait for it would keep the transaction's locks. */
function isBesideTransaction(call: Node, owner: FunctionNode): boolean {
  if (call.type !== 'CallExpression') return false;
  const open = new Set<string>();
  for (let at: FunctionNode | undefined = owner; at; at = enclosingFunction(at)) {
    const all = at.parent?.type === 'CallExpression' && transacts.test(calledName(at.parent) ?? '');
    for (const param of at.params)
      if (param.type === 'Identifier' && (all || handle.test(param.name))) open.add(param.name);
    if (all && open.size === 0) return true;
  }
  return open.size > 0 && !open.has(rootOf(call) ?? '');
}

function rootOf(call: CallExpression): string | undefined {
  let at: Node = call;
  for (;;) {
    if (at.type === 'CallExpression') at = unwrap(at.callee);
    else if (at.type === 'MemberExpression') at = unwrap(at.object);
    else return at.type === 'Identifier' ? at.name : undefined;
  }
}

/** `.catch(() => { throw new Error(...) })` at the end: whoever wrote it wants the failure to be heard. */
export function rethrows(call: Node): boolean {
  if (call.type !== 'CallExpression' || calledName(call) !== 'catch') return false;
  const [handler] = call.arguments;
  return (
    isFunction(handler) && !!handler.body && someNode(handler.body, ({ type }) => type === 'ThrowStatement', OWN_BODY)
  );
}

/** `trx.commit()`, `session.commitTransaction()`, `client.query('COMMIT')`: what was done is done by its answer only. */
export function isCommit(call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  const name = calledName(call) ?? '';
  if (/^\$?commit(?:Transaction|Async)?$/.test(name)) return true;
  const [statement] = call.arguments;
  return (
    /^(?:query|execute|raw|\$executeRaw(?:Unsafe)?)$/.test(name) &&
    statement?.type === 'Literal' &&
    /^\s*commit\b/i.test(String(statement.value))
  );
}

const starts = /^(?:constructor|onModuleInit|onApplicationBootstrap|bootstrap|main)$/;

/** What runs while the program comes up, and cannot wait: there a failure is meant to end it. */
export function isStart(call: Node): boolean {
  const owner = enclosingFunction(call);
  return owner !== undefined && !owner.async && isInside(call, owner) && starts.test(functionName(owner) ?? '');
}

const keepsUp =
  /^(?:start|connect|log[iI]n|consume|listen|run|launch|bootstrap|serve|init(?:iali[sz]e)?|subscribe)(?:[A-Z_]|$)/;

/** `consumer.run(...)`, `startServer()`: what goes on from here is the service, and a crash was what restarted it. */
export function keepsServiceUp(call: Node): boolean {
  if (call.type !== 'CallExpression' || !keepsUp.test(calledName(call) ?? '')) return false;
  const owner = enclosingFunction(call);
  for (let at: Node = call; at.parent && at !== owner; at = at.parent)
    if (/^(?:For|While|DoWhile)\w*Statement$/.test(at.parent.type)) return false;
  return true;
}

const worksOn = /^(?:poll|watch|monitor|loop|work|process(?:Queue|Loop)|schedule|forever|tail|keepAlive)(?:[A-Z_]|$)/;

/** What runs as long as the program does, by its name: who waits for it may never go on. */
export function startsWork(call: Node): boolean {
  const name = call.type === 'CallExpression' ? (calledName(call) ?? '') : '';
  return keepsUp.test(name) || worksOn.test(name) || /(?:Forever|Loop|Worker|Polling)$/.test(name);
}

/** A write to a database in a `try` whose `catch` is there for its failure, and that waits for other work. */
export function isWriteInTry(file: ParsedFile, call: Node, { api, boundary }: LostRejection): boolean {
  const owner = enclosingFunction(call);
  if (api !== 'db' || !/^(?:function|express-handler)$/.test(boundary)) return false;
  if (!owner?.async || !mayAwait(file, rangeOf(call)) || !mayWaitHere(call)) return false;
  for (let at: Node = call; at !== owner && at.parent; at = at.parent) {
    // One after the other takes longer than all at once.
    if (/^(?:For|While|DoWhile)\w*Statement$/.test(at.parent.type)) return false;
    if (at.parent.type === 'TryStatement' && at.parent.block === at && at.parent.handler) return true;
  }
  return false;
}

function calledName({ callee }: CallExpression): string | undefined {
  const plain = unwrap(callee);
  return plain.type === 'MemberExpression' ? memberName(plain) : plain.type === 'Identifier' ? plain.name : undefined;
}
