import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './model.ts';
import { freshName, statementAtEnd, statementBefore } from './edits.ts';
import { mayAwait, pathTo } from '../ast/locate.ts';
import { isFunction, rangeOf } from '../ast/nodes.ts';
import { findNode, OWN_BODY, walk } from '../ast/walk.ts';

type Loop = Ast.ForStatement | Ast.WhileStatement | Ast.DoWhileStatement | Ast.ForOfStatement | Ast.ForInStatement;

const loopTypes = ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForOfStatement', 'ForInStatement'];

/**
 * Writes an exponential backoff with full jitter at the place where a retry loop is about to try again, counted by
 * the loop's own counter where it has one that goes up.
 * @param range the loop statement
 * @returns undefined where the loop may not await, or where it is not clear by which way it comes round again.
 */
export function loopBackoff(file: ParsedFile, range: Range): Suggestion | undefined {
  const loop = pathTo(file, range).find(
    (node): node is Loop => loopTypes.includes(node.type) && node.range[0] === range.start,
  );
  if (!loop) return undefined;
  const place = placeToWait(loop);
  if (!place || !mayAwait(file, rangeOf(place))) return undefined;
  const edits: TextEdit[] = [];
  let counter = countingName(loop, place);
  if (!counter) {
    const name = freshName(file, 'attempt');
    edits.push(statementBefore(file, labelledStatement(file, loop), `let ${name} = 0;`));
    counter = `${name}++`;
  }
  const wait = `Math.random() * Math.min(10_000, 200 * 2 ** ${counter})`;
  const statement = importsTimersPromises(file)
    ? `await setTimeout(${wait});`
    : `await new Promise((resolve) => setTimeout(resolve, ${wait}));`;
  const last = place.body[place.body.length - 1];
  edits.push(
    last?.type === 'ContinueStatement'
      ? statementBefore(file, last, statement)
      : statementAtEnd(file, place, statement),
  );
  return { title: 'Add exponential backoff with jitter before the next attempt', edits };
}

/** The block through which the loop comes round again: that of the only catch that does not leave, or the loop's own. */
function placeToWait(loop: Loop): Ast.BlockStatement | undefined {
  const catches: Ast.CatchClause[] = [];
  walk(loop.body, (node) => {
    if (node.type === 'CatchClause') catches.push(node);
    return !(isFunction(node) || loopTypes.includes(node.type));
  });
  const returning = catches.filter(({ body }) => !alwaysLeavesBlock(body));
  if (returning.length === 1) return returning[0]!.body;
  if (catches.length > 0) return undefined;
  return loop.body.type === 'BlockStatement' && !alwaysLeavesBlock(loop.body) ? loop.body : undefined;
}

/** The block's last statement leaves the loop. */
function alwaysLeavesBlock(block: Ast.BlockStatement): boolean {
  const last = block.body[block.body.length - 1];
  return last !== undefined && ['ReturnStatement', 'ThrowStatement', 'BreakStatement'].includes(last.type);
}

/**
 * The variable that the loop counts its attempts in, if any: counted up in its head, in the test, where it waits, or
 * once in every round. What is counted elsewhere may be anything, such as what was done so far.
 */
function countingName(loop: Loop, place: Ast.BlockStatement): string | undefined {
  if (loop.type === 'ForStatement' && loop.update) {
    const { update } = loop;
    return findCounted(update);
  }
  const test = testOf(loop);
  const rounds = [place, ...(loop.body.type === 'BlockStatement' ? [loop.body] : [])];
  const always = rounds.flatMap(({ body }) =>
    body.flatMap((statement) => (statement.type === 'ExpressionStatement' ? [statement.expression] : [])),
  );
  const asked = place.body.flatMap((statement) => (statement.type === 'IfStatement' ? [statement.test] : []));
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
function labelledStatement(file: ParsedFile, loop: Loop): Node {
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
