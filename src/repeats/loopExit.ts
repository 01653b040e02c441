import type { Retry } from '../facts/model.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { alwaysLeaves, alwaysThrows, endings, mayLeave } from '../ast/flow.ts';
import { enclosingFunction, isIdentifier } from '../ast/nodes.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import { replace } from '../changes/edits.ts';
import { linesBefore, listOf, styleOf } from '../changes/layout.ts';
import { labelledStatement, loopAt, placeToWait } from './loopBackoff.ts';
import type { Loop } from './loopBackoff.ts';

interface Handling {
  readonly loop: Loop;
  readonly place: Ast.BlockStatement;
  readonly first: Node;
  readonly error: string;
}

/** The `catch` through which a loop goes on, and the first of its statements that decides something. */
export function catchOf(file: ParsedFile, { range }: Retry): Handling | undefined {
  const loop = loopAt(file, range);
  const place = loop && placeToWait(loop);
  const handler = place?.parent;
  const first = place?.body.find((one) => !isSaid(one));
  if (!loop || handler?.type !== 'CatchClause' || handler.body !== place || !first) return undefined;
  return handler.param?.type === 'Identifier' ? { loop, place, first, error: handler.param.name } : undefined;
}

/** What is kept or logged of a failure before it is decided what becomes of it. */
function isSaid(statement: Node): boolean {
  if (!/^(?:VariableDeclaration|ExpressionStatement)$/.test(statement.type)) return false;
  return !someNode(statement, ({ type }) => /^(?:Await|Yield|Update)Expression$/.test(type));
}

export function thrownBy(node: Node): Ast.ThrowStatement | undefined {
  if (node.type === 'BlockStatement') return node.body.length === 1 ? thrownBy(node.body[0]!) : undefined;
  return node.type === 'ThrowStatement' ? node : undefined;
}

/**
 * Leaves the loop as it does when its tries are spent, so that what it does then is done here as well: by the branch of
 * the handler that ends it, else by what follows the loop.
 * @returns undefined where that is not clear
 */
export function leaving(file: ParsedFile, handling: Handling, when: string): TextEdit | undefined {
  const { loop, place, first, error } = handling;
  const { end } = styleOf(file);
  const thrown = linesBefore(file, first, [`if (${when}) throw ${error}${end}`]);
  const counted = countedIn(loop);
  const exits = place.body.filter(mayLeave);
  const [exit, ...others] = exits;
  if (exit) {
    if (exits.every((one) => onlyThrows(one, error))) return thrown;
    const spent = exit.type === 'IfStatement' && !exit.alternate && alwaysLeaves(exit.consequent) ? exit : undefined;
    if (!spent || others.length > 0 || !mentions(spent.test, counted)) return undefined;
    const { test } = spent;
    const asked = plainTest.test(test.type) ? textOf(file, test) : `(${textOf(file, test)})`;
    return replace(test, `${when.includes('&&') ? `(${when})` : when} || ${asked}`);
  }
  const list = listOf(labelledStatement(file, loop));
  const later = list?.slice(list.indexOf(labelledStatement(file, loop)) + 1) ?? [];
  // Without an end of its own it is left by an exception only.
  if (isEndless(loop) || later.some(alwaysThrows)) return thrown;
  const owner = enclosingFunction(loop)?.body ?? file.ast;
  if (someNode(owner, (one) => one.range[0] > loop.range[1] && mentions(one, counted))) return undefined;
  const waits = place.body.find((one) => someNode(one, ({ type }) => type === 'AwaitExpression', OWN_BODY));
  return linesBefore(file, waits ?? first, [`if (${when}) break${end}`]);
}

/** What stands behind `||` without parentheses. */
const plainTest = /^(?:Identifier|(?:Binary|Call|Member|Unary)Expression)$/;

/** It leaves by the error alone, which it passes on as it is. */
function onlyThrows(statement: Node, error: string): boolean {
  const ways = endings(statement);
  if (ways.has('return') || ways.has('break')) return false;
  let bare = true;
  walk(statement, (node) => {
    if (node.type === 'ThrowStatement' && !isIdentifier(node.argument, error)) bare = false;
    if (node.type === 'IfStatement' && alwaysThrows(node.consequent) && !thrownBy(node.consequent)) bare = false;
  });
  return bare;
}

function isEndless(loop: Loop): boolean {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false;
  return !loop.test || (loop.test.type === 'Literal' && Boolean(loop.test.value));
}

/** What the loop counts: it says something else when the tries are spent. */
function countedIn(loop: Loop): ReadonlySet<string> {
  const names = new Set<string>();
  walk(loop, (node) => {
    const target =
      node.type === 'UpdateExpression'
        ? node.argument
        : node.type === 'AssignmentExpression' && node.operator !== '='
          ? node.left
          : undefined;
    if (target?.type === 'Identifier') names.add(target.name);
  });
  return names;
}

function mentions(node: Node, names: ReadonlySet<string>): boolean {
  return someNode(node, (one) => one.type === 'Identifier' && names.has(one.name));
}
