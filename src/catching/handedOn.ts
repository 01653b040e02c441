import type { LostRejection } from '../facts/model.ts';
import type { Ast, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { functionName } from '../ast/functions.ts';
import { findNode, someNode } from '../ast/walk.ts';
import { freshParameter } from '../changes/edits.ts';
import { bodyStart, losesComment } from '../changes/layout.ts';
import { errorLog, unknownType } from '../changes/logger.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { rethrowsOnPurpose } from './reliedOn.ts';
import { endsProcess } from './entry.ts';

/** A function handed on by its name, or one that is a single expression: its promise is caught where it is handed on. */
export function caughtWhereHanded(file: ParsedFile, rejection: LostRejection): Suggestion | undefined {
  const { boundary, owner, range } = rejection;
  if (rejection.notAlways || !/^(?:express-handler|timer)$/.test(boundary)) return undefined;
  const lambda = pathTo(file, range).find((node) => isFunction(node) && node.range[0] === owner);
  if (isFunction(lambda)) return boundary === 'timer' ? caughtExpression(file, lambda, rejection) : undefined;
  const named = ['Identifier', 'MemberExpression', 'CallExpression'].flatMap(
    (type) => nodeAt(file, range, type as 'Identifier') ?? [],
  )[0] as Node | undefined;
  const call = named?.parent;
  if (!named || call?.type !== 'CallExpression' || named.range[0] !== owner) return undefined;
  return boundary === 'timer' ? timed(file, named, call, rejection) : routed(file, named, rejection);
}

/** `setInterval(() => poll(), 1000)`. */
function caughtExpression(file: ParsedFile, lambda: FunctionNode, rejection: LostRejection): Suggestion | undefined {
  if (restartsItself(lambda)) return undefined;
  const { body } = lambda;
  const value = body ? unwrap(body) : undefined;
  if (!body || value?.type === 'BlockStatement' || !value) return undefined;
  const call = value.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  // In parentheses, behind a condition or an optional step, what gives the promise is only a part of it.
  if (call.type !== 'CallExpression' || file.text[bodyStart(file, lambda)] === '(') return undefined;
  // What takes the promise as an argument may give none.
  if (!isChainOf(call, rejection.range.start, rejection.range.end)) return undefined;
  const { range } = call;
  const edit = { range: { start: range[1], end: range[1] }, newText: logging(file, lambda) };
  return { title: 'Catch the failure and log it', edits: [edit] };
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
  return `.catch((${error}${unknownType(file)}) => ${errorLog(file, place)}(${error}))`;
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
