import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { isFunction, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { findRequest, readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { isLoop } from '../ast/flow.ts';
import { isLimitedList } from '../resources/limitedLists.ts';
import { listOrigin } from '../resources/listOrigins.ts';
import { listOfHelper } from '../resources/mapHelpers.ts';
import { usesOf } from './wrapping.ts';

const perElement = /^(?:map|forEach|flatMap)$/;
const SMALL_COLLECTION_LENGTH = 32;

/** Where one piece of code starts a request for every element of a list at once. */
export interface Spreading {
  /** The call, `ids.map(...)`, or the loop that starts them. */
  readonly by: Node;
  /** What it runs that leads to the request, where that stands in another function: the use of that function's name. */
  readonly use?: Node;
  /** The list comes from somewhere that gives as many as there are. */
  readonly grows: boolean;
}

/** Where a call is started for every element of a collection of unknown size at once. */
export function spreadingOf(context: FileContext, node: Node): Spreading | undefined {
  return spreads(context, node, 0);
}

/** The same for a function that is handed on by its name: `ids.map(service.load)`, `mapAll(ids, load)`. */
export function spreadingByName(context: FileContext, call: CallExpression, index: number): Spreading | undefined {
  const spreads =
    index === 0 && !listOfHelper(context, call, 1)
      ? perElement.test(calledName(call) ?? '')
      : listOfHelper(context, call, index);
  return spreads ? spreadsThrough(context, call, index, 0) : undefined;
}

/** `Promise.all(...)` over a mapped list, or a loop that keeps or drops promises, may be in a text that this holds for. */
export function mayFanOut(text: string): boolean {
  return /\.(?:map|forEach|flatMap|push)\b|\b\w{0,30}(?:[mM]ap|[aA]ll|[eE]ach|[aA]sync|[pP]arallel|[cC]oncurrent)\w{0,30}\(\s*[\w.]+\s*,|\bfor\s*\((?:const|let|var)\b[^;)]*\bof\b/.test(
    text,
  );
}

function spreads(context: FileContext, node: Node, depth: number): Spreading | undefined {
  for (let at: Node = node; at.parent; at = at.parent) {
    if (isLimited(context, at)) return undefined;
    const list = listOfLoop(at);
    if (list && startsWithoutWaiting(context, at as Loop, list, node)) {
      const origin = listOrigin(context, list);
      return origin === 'small' ? undefined : { by: at, grows: origin === 'grows' };
    }
    if (isFunction(at)) return spreadsFunction(context, at, depth);
  }
  return undefined;
}

function spreadsFunction(context: FileContext, owner: FunctionNode, depth: number): Spreading | undefined {
  const handed = handedTo(owner);
  if (handed) {
    if (isLimited(context, owner)) return undefined;
    return spreadsThrough(context, handed.call, handed.index, depth);
  }
  if (depth > 1) return undefined;
  const uses = usesOf(context, owner);
  if (uses.length > 12) return undefined;
  let found: Spreading | undefined;
  for (const use of uses) {
    if (use.parent?.type === 'ExportSpecifier' || !isCalledAt(use) || isOfOther(context, use, owner)) continue;
    const one = spreadsFrom(context, use, depth + 1);
    if (one?.grows) return { ...one, use };
    if (one) found ??= { ...one, use };
  }
  return found;
}

/** `this.load` in another class of the file, which has a method of that name as well. */
function isOfOther(context: FileContext, use: Node, owner: FunctionNode): boolean {
  const value = use.type === 'MemberExpression' ? context.value(use) : undefined;
  return value?.kind === 'function' && value.node !== owner;
}

/** A call of a function, or its name where it is handed on: `ids.map(load)`. */
function spreadsFrom(context: FileContext, use: Node, depth: number): Spreading | undefined {
  const { parent } = use;
  if (parent?.type !== 'CallExpression' || parent.callee === use) return spreads(context, use, depth);
  return spreadsThrough(context, parent, parent.arguments.indexOf(use as never), depth);
}

/** What a call does with the function at `index`: it runs it for each element, or as part of itself. */
function spreadsThrough(
  context: FileContext,
  call: CallExpression,
  index: number,
  depth: number,
): Spreading | undefined {
  const name = calledName(call);
  const byHelper = listOfHelper(context, call, index);
  if (
    byHelper === undefined &&
    (!perElement.test(name ?? '') || index !== 0 || call.callee.type !== 'MemberExpression')
  )
    return spreads(context, call, depth);
  const list = byHelper ?? (call.callee as Ast.MemberExpression).object;
  if (!isOpenCollection(context, list) || isLimitedList(context, list) || isHandedToLimiter(context, call))
    return undefined;
  const origin = listOrigin(context, list);
  return origin === 'small' ? undefined : { by: call, grows: origin === 'grows' };
}

function isCalledAt(use: Node): boolean {
  const { parent } = use;
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === use) return true;
  const name = calledName(parent);
  return name !== undefined && perElement.test(name);
}

/** `limit(() => f())`, `queue.add(() => f())`, `pMap(xs, f, { concurrency })`. */
function isLimited(context: FileContext, node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false;
  const value = context.value(unwrap(parent.callee));
  if (value.kind !== 'client') return false;
  const role = value.type.call?.wraps?.role;
  return role === 'limiter' || role === 'bulkhead';
}

function isHandedToLimiter(context: FileContext, call: CallExpression): boolean {
  const outer = outermostWrapper(call);
  return isLimited(context, outer);
}

/** Its length is not known to be small: no literal, no slice with a fixed end, no batch of a batched loop. */
function isOpenCollection(context: FileContext, expression: Node): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.some(
        (element) => element?.type === 'SpreadElement' && isOpenCollection(context, element.argument),
      );
    case 'CallExpression':
      return isOpenCall(context, node);
    case 'Identifier': {
      const variable = context.variable(node);
      const definition = variable?.defs[0];
      if (!variable || definition?.type !== 'Variable') return true;
      const declarator = definition.node;
      if (declarator.type !== 'VariableDeclarator') return true;
      if (isBatch(declarator)) return false;
      if (!declarator.init || declarator.id.type !== 'Identifier') return true;
      const init = unwrap(declarator.init);
      if (init.type === 'ArrayExpression' && readsOf(variable).some((read) => grows(read))) return true;
      return isOpenCollection(context, init);
    }
    case 'MemberExpression':
      return !(node.computed && isInLoop(node));
    default:
      return true;
  }
}

function isOpenCall(context: FileContext, call: CallExpression): boolean {
  const name = calledName(call);
  const [first, second] = call.arguments;
  if (call.callee.type === 'MemberExpression') {
    if (name === 'slice' || name === 'splice') {
      if (
        first &&
        context.constant(first as Node) === 0 &&
        typeof context.constant(second as Node | undefined) === 'number'
      )
        return false;
      return !(second && isInLoop(call));
    }
    const object = call.callee.object;
    if (object.type === 'Identifier' && /^(?:Object|Array)$/.test(object.name) && first) {
      if (name === 'from') return isOpenLength(context, first as Node) && !isChunkOfLoop(call);
      const value = unwrap(first as Node);
      if (/^(?:keys|values|entries)$/.test(name ?? ''))
        return value.type !== 'ObjectExpression' && !isConstantObject(context, value);
    }
    if (/^(?:filter|map|sort|reverse|concat|flat|flatMap|toSorted)$/.test(name ?? ''))
      return isOpenCollection(context, object);
  }
  return true;
}

/** `Array.from({ length: 3 })`. */
function isOpenLength(context: FileContext, expression: Node): boolean {
  const length = context.options(expression).get('length');
  return !(
    length.state === 'present' &&
    typeof length.constant === 'number' &&
    length.constant <= SMALL_COLLECTION_LENGTH
  );
}

function isConstantObject(context: FileContext, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  const definition = context.variable(node)?.defs[0]?.node;
  return (
    definition?.type === 'VariableDeclarator' &&
    definition.init !== null &&
    unwrap(definition.init).type === 'ObjectExpression'
  );
}

/** Declared again in each round of a loop: a chunk of something. */
function isBatch(declarator: Node): boolean {
  const holder = declarator.parent?.parent;
  return holder !== undefined && (isLoop(holder) || isInLoop(declarator));
}

/** `for (let at = 0; at < n; at += SIZE)`, which waits for each part: a list made inside is one part of the whole. */
function isChunkOfLoop(node: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (!isLoop(at) || at.type === 'ForOfStatement') continue;
    if (someNode(at, isStep, OWN_BODY) && someNode(at, isAwait, OWN_BODY)) return true;
  }
  return false;
}

function isStep(node: Node): boolean {
  return node.type === 'AssignmentExpression' && /^[+-]=$/.test(node.operator);
}

function isInLoop(node: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

function grows(read: Node): boolean {
  const member = read.parent;
  return (
    member?.type === 'MemberExpression' && member.object === read && /^(?:push|unshift)$/.test(memberName(member) ?? '')
  );
}

type Loop = Ast.ForOfStatement | Ast.ForStatement;

/** `for (const one of list)`, `for (let i = 0; i < list.length; i++)`: what it goes over, one after the other. */
function listOfLoop(loop: Node): Node | undefined {
  if (loop.type === 'ForOfStatement') return loop.await ? undefined : loop.right;
  if (loop.type !== 'ForStatement' || loop.update?.type !== 'UpdateExpression') return undefined;
  const { test } = loop;
  const length = test?.type === 'BinaryExpression' && test.operator === '<' ? unwrap(test.right) : undefined;
  return length?.type === 'MemberExpression' && memberName(length) === 'length' ? length.object : undefined;
}

/** A loop over a collection that starts the call and goes on: the promise is kept in a list, or dropped. */
function startsWithoutWaiting(context: FileContext, loop: Loop, list: Node, node: Node): boolean {
  if (!isOpenCollection(context, list) || isLimitedList(context, list)) return false;
  const outer = withHandlers(node);
  const { parent } = outer;
  if (parent?.type === 'ExpressionStatement')
    return /^(?:Call|Unary)Expression$/.test(outer.type) && !someNode(loop.body, isAwait, OWN_BODY);
  if (isStream(context, node)) return !someNode(loop.body, isAwait, OWN_BODY);
  if (parent?.type !== 'CallExpression' || calledName(parent) !== 'push') return false;
  // A list that is awaited and emptied inside the loop works in batches.
  return !someNode(loop.body, isAwait, OWN_BODY);
}

/** `send(user).catch(log)`, `void send(user)`: the promise with what is hung on it. */
function withHandlers(node: Node): Node {
  const outer = outermostWrapper(node);
  if (outer.parent?.type === 'UnaryExpression' && outer.parent.operator === 'void') return outer.parent;
  const step = methodOn(outer);
  return step && /^(?:then|catch|finally)$/.test(step.name) ? withHandlers(step.call) : outer;
}

/** `archive.append(got.stream(url))`: it is sent as it is made, whoever reads it when. */
function isStream(context: FileContext, node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const request = findRequest(context, node)?.request;
  // What a generator yields is made when somebody asks for the next.
  return (
    request?.emitter === true && request.streaming === true && outermostWrapper(node).parent?.type !== 'YieldExpression'
  );
}

function isAwait(node: Node): boolean {
  return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
}
