import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshName, statementAtEnd } from '../changes/edits.ts';
import { backoffOf } from './backoffText.ts';
import { linesBefore, styleOf } from '../changes/layout.ts';
import { mayAwait, pathTo, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier, rangeOf } from '../ast/nodes.ts';
import { alwaysLeaves, endings, sequence } from '../ast/flow.ts';
import { findNode, OWN_BODY, someNode, walk } from '../ast/walk.ts';

export type Loop =
  Ast.ForStatement | Ast.WhileStatement | Ast.DoWhileStatement | Ast.ForOfStatement | Ast.ForInStatement;

const loopTypes = ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForOfStatement', 'ForInStatement'];

/**
 * Writes an exponential backoff with full jitter at the place where a retry loop is about to try again, counted by
 * the loop's own counter where it has one that goes up.
 * @param range the loop statement
 * @returns undefined where the loop may not await, or where it is not clear by which way it comes round again.
 */
export function loopBackoff(file: ParsedFile, range: Range): Suggestion | undefined {
  const loop = loopAt(file, range);
  const place = loop && placeToWait(loop);
  if (!place || !mayAwait(file, rangeOf(place))) return undefined;
  const counted = counterOf(file, loop);
  if (!counted) return undefined;
  const { counter, edits } = counted;
  const { end } = styleOf(file);
  const wait = backoffOf('200', counter);
  const guard = anotherFollows(file, loop, place);
  const statement =
    (guard === undefined ? '' : `if (${guard}) `) +
    (importsTimersPromises(file)
      ? `await setTimeout(${wait})${end}`
      : `await new Promise((resolve) => setTimeout(resolve, ${wait}))${end}`);
  const tail = tailOf(place);
  const last = tail.body.at(-1);
  return {
    title: 'Add exponential backoff with jitter before the next attempt',
    edits: [
      ...edits,
      last?.type === 'ContinueStatement' ? linesBefore(file, last, [statement]) : statementAtEnd(file, tail, statement),
    ],
  };
}

/**
 * Ends a loop that tries forever after so many attempts, with the last error.
 * @returns undefined where failures do not come to one `catch` of the loop.
 */
export function loopLimit(file: ParsedFile, range: Range, attempts: number): Suggestion | undefined {
  const loop = loopAt(file, range);
  const place = loop && placeToWait(loop);
  const handler = place?.parent;
  if (!loop || handler?.type !== 'CatchClause' || handler.body !== place) return undefined;
  const [first] = place.body;
  const { param } = handler;
  if (!first || (param && param.type !== 'Identifier')) return undefined;
  const counter = freshName(file, countingName(loop) === 'attempt' ? 'attempts' : 'attempt');
  const error = param ? param.name : freshName(file, 'error');
  const { end } = styleOf(file);
  const head = handler.range[0] + 'catch'.length;
  return {
    title: `Give up after ${attempts} attempts`,
    edits: [
      linesBefore(file, labelledStatement(file, loop), [`let ${counter} = 0${end}`]),
      ...(param ? [] : [{ range: { start: head, end: head }, newText: ` (${error})` }]),
      linesBefore(file, first, [`if (++${counter} >= ${attempts}) throw ${error}${end}`]),
    ],
  };
}

export function loopAt(file: ParsedFile, range: Range): Loop | undefined {
  return pathTo(file, range).find(
    (node): node is Loop => loopTypes.includes(node.type) && node.range[0] === range.start,
  );
}

/**
 * Asks whether the loop comes round again: after the last attempt the caller gets the failure at once.
 * @returns undefined where only the loop's body can tell, or leaves by itself when it was the last
 */
function anotherFollows(file: ParsedFile, loop: Loop, place: Node): string | undefined {
  if (loop.type !== 'ForStatement' || loop.test?.type !== 'BinaryExpression') return undefined;
  const { left, operator, right } = loop.test;
  const counter = countingName(loop);
  if (!isIdentifier(left, counter) || (operator !== '<' && operator !== '<=')) return undefined;
  const asked = someNode(
    loop.body,
    (node) =>
      node.type === 'IfStatement' &&
      someNode(node.test, (one) => isIdentifier(one, counter)) &&
      node.range[0] < place.range[1],
    OWN_BODY,
  );
  if (asked) return undefined;
  if (right.type === 'Literal' && typeof right.value === 'number') {
    return operator === '<' ? `${left.name} < ${right.value - 1}` : `${left.name} < ${right.value}`;
  }
  if (right.type !== 'Identifier' && right.type !== 'MemberExpression') return undefined;
  return `${left.name} < ${textOf(file, right)}${operator === '<' ? ' - 1' : ''}`;
}

/** Nothing leaves it from inside, and its condition asks for nothing that success sets: it works on. */
function worksForEver(loop: Loop): boolean {
  if (loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement' && loop.type !== 'ForStatement') return false;
  const leaves = someNode(loop.body, ({ type }) => /^(?:Return|Break)Statement$/.test(type), OWN_BODY);
  if (leaves || !loop.test) return !leaves;
  const { test } = loop;
  return !someNode(loop.body, (node) => node.type === 'AssignmentExpression' && setsFlagOf(node, test), OWN_BODY);
}

function setsFlagOf({ left }: Ast.AssignmentExpression, test: Node): boolean {
  return (
    (left.type === 'Identifier' && someNode(test, (one) => one.type === 'Identifier' && one.name === left.name)) ||
    (left.type === 'MemberExpression' && someNode(test, ({ type }) => type === 'MemberExpression'))
  );
}

/**
 * The loop's own counter, or a new one in front of it; undefined where the loop goes on after a success as well, which
 * would have to set it back at places that nobody can tell from here.
 */
export function counterOf(
  file: ParsedFile,
  loop: Loop,
): { readonly counter: string; readonly edits: TextEdit[] } | undefined {
  const counter = countingName(loop);
  if (counter) return { counter, edits: [] };
  if (worksForEver(loop)) return undefined;
  const name = freshName(file, 'attempt');
  const declaration = `let ${name} = 0${styleOf(file).end}`;
  return { counter: `${name}++`, edits: [linesBefore(file, labelledStatement(file, loop), [declaration])] };
}

/**
 * The block at whose end every way back to the loop's head comes by: that of the only catch that does not leave, or the
 * loop's own; undefined where there are ways around both.
 */
export function placeToWait(loop: Loop): Ast.BlockStatement | undefined {
  const attempts: Ast.TryStatement[] = [];
  const continues: Node[] = [];
  walk(loop.body, (node) => {
    if (node.type === 'TryStatement' && node.handler) attempts.push(node);
    if (node.type === 'ContinueStatement') continues.push(node);
    return !(isFunction(node) || loopTypes.includes(node.type));
  });
  const returning = attempts.filter(({ handler }) => !alwaysLeavesBlock(handler!.body));
  const [only] = returning;
  const whole = loop.body.type === 'BlockStatement' && !alwaysLeavesBlock(loop.body) ? loop.body : undefined;
  if (attempts.length === 0) return whole && endsEveryRound(whole, continues) ? whole : undefined;
  if (!only || returning.length > 1) return undefined;
  const handled = only.handler!.body;
  if (isOnlyWayBack(loop, only)) return endsEveryRound(handled, continues) ? handled : undefined;
  // Part of the answers go on to the next round as well, and success leaves: both meet at the end.
  const leaves = someNode(loop.body, ({ type }) => /^(?:Return|Break)Statement$/.test(type), OWN_BODY);
  return whole && leaves && endsEveryRound(whole, continues) ? whole : undefined;
}

/** Nothing goes back to the head of the loop before the end of the block. */
function endsEveryRound(block: Ast.BlockStatement, continues: readonly Node[]): boolean {
  const last = tailOf(block).body.at(-1);
  return continues.every((one) => one === last);
}

/** Where a block ends: in the only branch of its last `if ... else` that does not leave. */
function tailOf(block: Ast.BlockStatement): Ast.BlockStatement {
  let last: Node | undefined = block.body.at(-1);
  while (last?.type === 'IfStatement' && last.alternate) {
    const [going, ...others]: Node[] = [last.consequent, last.alternate].filter(goesOn);
    if (!going || others.length > 0) return block;
    if (going.type === 'BlockStatement') return tailOf(going);
    last = going;
  }
  return block;
}

function goesOn(branch: Node): boolean {
  return !leaving.test((branch.type === 'BlockStatement' ? branch.body.at(-1) : branch)?.type ?? '');
}

const leaving = /^(?:Return|Throw|Break)Statement$/;

/** Where the attempt does not fail, the loop is left in this round, or the round is done for good: `connected = true`. */
function isOnlyWayBack(loop: Loop, { block, parent }: Ast.TryStatement): boolean {
  if (alwaysLeaves(block)) return true;
  const asked = loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement' ? loop.test : undefined;
  const last = block.body.at(-1);
  if (last?.type === 'ExpressionStatement' && asked && setsFlag(last.expression, asked))
    return !endings(block).has('continue');
  if (parent !== loop.body || loop.body.type !== 'BlockStatement') return false;
  const { body } = loop.body;
  const later = body.slice(body.findIndex((one) => one.type === 'TryStatement' && one.block === block) + 1);
  return later.length > 0 && !endings(block).has('continue') && sequenceLeaves(later);
}

/** `connected = true` at the end of what is tried, where the loop asks for `connected`. */
function setsFlag(node: Node, asked: Node): boolean {
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return false;
  const { name } = node.left;
  return node.right.type === 'Literal' && someNode(asked, (one) => one.type === 'Identifier' && one.name === name);
}

function sequenceLeaves(statements: readonly Node[]): boolean {
  const all = sequence(statements);
  return !all.has('normal') && !all.has('continue');
}

/** The block's last statement leaves the loop. */
function alwaysLeavesBlock(block: Ast.BlockStatement): boolean {
  return leaving.test(block.body.at(-1)?.type ?? '');
}

/**
 * The variable that the loop counts its attempts in, if any: counted up in its head, in the test, where it waits, or
 * once in every round. What is counted elsewhere may be anything, such as what was done so far.
 */
function countingName(loop: Loop): string | undefined {
  if (loop.type === 'ForStatement' && loop.update) {
    return findCounted(loop.update);
  }
  const test = testOf(loop);
  const place = placeToWait(loop);
  const rounds = [...(place ? [place] : []), ...(loop.body.type === 'BlockStatement' ? [loop.body] : [])];
  const always = rounds.flatMap(({ body }) =>
    body.flatMap((statement) => (statement.type === 'ExpressionStatement' ? [statement.expression] : [])),
  );
  const asked = (place?.body ?? []).flatMap((statement) => (statement.type === 'IfStatement' ? [statement.test] : []));
  for (const candidate of [...always, ...asked, ...(test ? [test] : [])]) {
    const name = findCounted(candidate);
    if (name !== undefined) return name;
  }
  return undefined;
}

function findCounted(candidate: Node): string | undefined {
  const counting = findNode(candidate, (node) => countedName(node) !== undefined, OWN_BODY);
  return counting && countedName(counting);
}

/** `i` of `i++` and `i += 1`. */
function countedName(node: Node): string | undefined {
  if (node.type === 'UpdateExpression' && node.operator === '++' && node.argument.type === 'Identifier') {
    return node.argument.name;
  }
  return node.type === 'AssignmentExpression' && isPlusOne(node) ? (node.left as Ast.Identifier).name : undefined;
}

function testOf(loop: Loop): Node | undefined {
  return loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement' ? loop.test : undefined;
}

function isPlusOne({ operator, left, right }: Ast.AssignmentExpression): boolean {
  return operator === '+=' && left.type === 'Identifier' && right.type === 'Literal' && right.value === 1;
}

/** The loop, or the label in front of it. */
export function labelledStatement(file: ParsedFile, loop: Loop): Node {
  const path = pathTo(file, rangeOf(loop));
  const parent = path[path.indexOf(loop) - 1];
  return parent?.type === 'LabeledStatement' ? parent : loop;
}

function importsTimersPromises(file: ParsedFile): boolean {
  return file.ast.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      /^(?:node:)?timers\/promises$/.test(statement.source.value) &&
      statement.specifiers.some(({ local }) => local.name === 'setTimeout'),
  );
}
