import type { LostRejection } from '../facts/rejections.ts';
import type { Ast, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { functionName } from '../ast/functions.ts';
import { findNode, someNode } from '../ast/walk.ts';
import { freshParameter } from '../changes/edits.ts';
import { bodyStart, losesComment } from '../changes/layout.ts';
import { errorLog, unknownType } from '../changes/logger.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { parameterEdits } from './handlerParameters.ts';
import { answering, pausesSource, rethrowsOnPurpose } from './reliedOn.ts';
import { endsProcess } from './entry.ts';

/** A function handed on by its name, or one that is a single expression: its promise is caught where it is handed on. */
export function caughtWhereHanded(file: ParsedFile, rejection: LostRejection): Suggestion | undefined {
  const { boundary, owner, range } = rejection;
  if (rejection.notAlways || !/^(?:express-handler|timer|event-handler|process-event)$/.test(boundary))
    return undefined;
  const lambda = pathTo(file, range).find((node) => isFunction(node) && node.range[0] === owner);
  if (isFunction(lambda)) {
    if (boundary === 'express-handler') return routedExpression(file, lambda, rejection);
    return boundary === 'timer' || mayBeLogged(file, lambda, lambda, rejection)
      ? caughtExpression(file, lambda, rejection)
      : undefined;
  }
  const named = ['Identifier', 'MemberExpression', 'CallExpression'].flatMap(
    (type) => nodeAt(file, range, type as 'Identifier') ?? [],
  )[0] as Node | undefined;
  const call = named?.parent;
  if (!named || call?.type !== 'CallExpression' || named.range[0] !== owner) return undefined;
  if (boundary === 'timer') return timed(file, named, call, rejection);
  return boundary === 'express-handler' ? routed(file, named, rejection) : listened(file, named, call, rejection);
}

/** A listener whose failure a log may end with: nobody waits for its answer, and it is not there to end the process. */
function mayBeLogged(file: ParsedFile, place: Node, owner: FunctionNode, { boundary }: LostRejection): boolean {
  if (owner.params.some((param) => param.type === 'Identifier' && answering.test(param.name))) return false;
  if (rethrowsOnPurpose(owner) || pausesSource(owner) || endsProcess(owner, boundary)) return false;
  const [event] = place.parent?.type === 'CallExpression' ? place.parent.arguments : [];
  if (event?.type !== 'Literal' || /^(?:SIG|uncaught|unhandled|beforeExit|disconnect)/.test(String(event.value)))
    return false;
  // A promise around it may be settled by what it does.
  return !pathTo(file, rangeOf(place)).some(
    (node) => node !== place && isFunction(node) && node.parent?.type === 'NewExpression',
  );
}

/** `socket.on('note', save)`: the listener takes what `save` takes. */
function listened(
  file: ParsedFile,
  named: Node,
  call: Ast.CallExpression,
  rejection: LostRejection,
): Suggestion | undefined {
  const { params, through } = rejection;
  const { callee } = call;
  const own = findNode(file.ast, (node) => isFunction(node) && functionName(node) === through);
  if (params === undefined || !isFunction(own) || call.arguments.length !== 2 || call.arguments[1] !== named)
    return undefined;
  if (callee.type !== 'MemberExpression' || !/^(?:on|once|add(?:Event)?Listener)$/.test(memberName(callee) ?? ''))
    return undefined;
  if (!mayBeLogged(file, named, own, rejection)) return undefined;
  // Its emitter is its `this`, and it may be taken off by its name.
  if (named.type !== 'CallExpression' && own.type !== 'ArrowFunctionExpression' && usesThis(own)) return undefined;
  if (isTakenOff(file, named)) return undefined;
  if (someNode(named, (node) => node.type === 'Identifier' && params.includes(node.name))) return undefined;
  const run = callOf(file, named, params);
  return run === undefined
    ? undefined
    : replaced(named, `(${params.join(', ')}) => ${run}${logging(file, named)}`, 'Catch the failure and log it');
}

function usesThis(own: FunctionNode): boolean {
  return !!own.body && someNode(own.body, ({ type }) => type === 'ThisExpression');
}

/** `socket.off('note', save)`. */
function isTakenOff(file: ParsedFile, named: Node): boolean {
  const name = textOf(file, named);
  return someNode(
    file.ast,
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      /^(?:off|remove(?:Event)?Listener)$/.test(memberName(node.callee) ?? '') &&
      node.arguments.some((one) => textOf(file, one) === name),
  );
}

/** `(req, res) => list(req, res)`: what it gives is the promise, whose failure `next` takes. */
function routedExpression(file: ParsedFile, lambda: FunctionNode, rejection: LostRejection): Suggestion | undefined {
  if (lambda.async) return undefined;
  const taker = parameterEdits(file, lambda, 'express-handler');
  const end = taker && promisedBy(file, lambda, rejection)?.range[1];
  if (!taker || end === undefined) return undefined;
  const edits = [...taker.edits, { range: { start: end, end }, newText: `.catch(${taker.name})` }];
  return { title: 'Catch the failure and call next', edits };
}

/** `setInterval(() => poll(), 1000)`. */
function caughtExpression(file: ParsedFile, lambda: FunctionNode, rejection: LostRejection): Suggestion | undefined {
  if (restartsItself(lambda)) return undefined;
  const end = promisedBy(file, lambda, rejection)?.range[1];
  if (end === undefined) return undefined;
  const edit = { range: { start: end, end }, newText: logging(file, lambda) };
  return { title: 'Catch the failure and log it', edits: [edit] };
}

/** The call that a function without a block gives the promise of. */
function promisedBy(file: ParsedFile, lambda: FunctionNode, { range }: LostRejection): Node | undefined {
  const { body } = lambda;
  const value = body ? unwrap(body) : undefined;
  if (!body || value?.type === 'BlockStatement' || !value) return undefined;
  const call = value.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  // In parentheses, behind a condition or an optional step, what gives the promise is only a part of it.
  if (call.type !== 'CallExpression' || file.text[bodyStart(file, lambda)] === '(') return undefined;
  // What takes the promise as an argument may give none.
  return isChainOf(call, range.start, range.end) ? call : undefined;
}

/** `load()` and `load().then(...)`, for the range of `load()`. */
function isChainOf(call: Node, start: number, end: number): boolean {
  for (let at = call; ;) {
    if (at.range[0] === start && at.range[1] === end) return true;
    if (at.type === 'CallExpression') at = at.callee;
    else if (at.type === 'MemberExpression' && !at.optional) at = at.object;
    else return false;
  }
}

/**
 * `setTimeout(poll, 1000)` at the end of `poll`: it is what starts the next round, which a failure that is only logged
 * would end for good, where the crash had it started again.
 */
export function restartsItself(handed: Node): boolean {
  if (handed.parent?.type !== 'CallExpression' || isIdentifier(handed.parent.callee, 'setInterval')) return false;
  for (let at = enclosingFunction(handed); at; at = enclosingFunction(at)) {
    const name = functionName(at);
    if (name !== undefined && someNode(handed, (node) => isNamed(node, name))) return true;
  }
  return false;
}

function isNamed(node: Node, name: string): boolean {
  return isIdentifier(node, name) || (node.type === 'MemberExpression' && memberName(node) === name);
}

function logging(file: ParsedFile, place: Node): string {
  const error = freshParameter(file, place, 'error');
  return `.catch((${error}${unknownType(file)}) => ${errorLog(file, place, error)})`;
}

/** `setInterval(poll, 1000)`: what a timer gives its function is nothing, where nothing follows the time. */
function timed(
  file: ParsedFile,
  named: Node,
  call: Ast.CallExpression,
  { boundary, params, through }: LostRejection,
): Suggestion | undefined {
  if (call.arguments.length > 2 || params?.length !== 0 || restartsItself(named)) return undefined;
  const own = findNode(file.ast, (node) => isFunction(node) && functionName(node) === through);
  // It ends the process on purpose, or is not to be seen here.
  if (!isFunction(own) || rethrowsOnPurpose(own) || endsProcess(own, boundary)) return undefined;
  const run = callOf(file, named, []);
  return run === undefined
    ? undefined
    : replaced(named, `() => ${run}${logging(file, named)}`, 'Catch the failure and log it');
}

/** `router.get('/', list)`: Express calls it with as many parameters as it has, four of them being a handler of errors. */
function routed(file: ParsedFile, named: Node, { params }: LostRejection): Suggestion | undefined {
  if (params === undefined || params.length > 3) return undefined;
  const given = ['req', 'res', 'next'];
  if (someNode(named, (node) => node.type === 'Identifier' && given.includes(node.name))) return undefined;
  const names = given.map((name, index) => (index < params.length || name === 'next' ? name : `_${name}`));
  const run = callOf(file, named, names.slice(0, params.length));
  return run === undefined
    ? undefined
    : replaced(named, `(${names.join(', ')}) => ${run}.catch(next)`, 'Catch the failure and call next');
}

function replaced(named: Node, newText: string, title: string): Suggestion {
  return { title, edits: [{ range: { start: named.range[0], end: named.range[1] }, newText }] };
}

/** `list(req)`, and `shop.list.call(this, req)` of `shop.list.bind(this)`: `this` stays what it was. */
function callOf(file: ParsedFile, named: Node, given: readonly string[]): string | undefined {
  if (named.type !== 'CallExpression') return `${textOf(file, named)}(${given.join(', ')})`;
  const callee = unwrap(named.callee);
  const [self, ...more] = named.arguments;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'bind' || !self || more.length > 0) return undefined;
  const bound = unwrap(callee.object);
  if (losesComment(file, named, bound) || !/^(?:ThisExpression|Identifier)$/.test(self.type)) return undefined;
  const text = textOf(file, bound);
  const own = bound.type === 'MemberExpression' && textOf(file, bound.object) === textOf(file, self);
  return own ? `${text}(${given.join(', ')})` : `${text}.call(${[textOf(file, self), ...given].join(', ')})`;
}
