import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import type { Retry } from '../facts/model.ts';
import { endings, isLoop } from '../ast/flow.ts';
import { nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';
import { findNode, OWN_BODY, walk } from '../ast/walk.ts';

/** How stores and servers say that somebody else was first: no failure of theirs, and a new round reads anew. */
const conflicts =
  /ConditionalCheckFailed|Transaction(?:Conflict|InProgress|Cancell?ed)|conflict|(?<!\d)(?:409|412)(?!\d)|precondition|version_?(?:error|mismatch|changed)|duplicate|unique|(?:^|\D)(?:11000|23505|40001|40P01)\b|\bP20(?:02|34)\b|serializ(?:ation|able)|deadlock|\bstale|optimistic|already_?exists|ER_(?:DUP_ENTRY|LOCK_DEADLOCK)/i;
/** What is said beside it, of a server in trouble. */
const troubles =
  /throttl|time(?:d_?)?_?out|unavailable|network|transient|too_?many|rate_?limit|\bE(?:CONN\w+|PIPE)\b|(?<!\d)(?:408|429|5\d\d)(?!\d)/i;

/** Whether a comparison, or a call, in a condition is one for a failure of the kind that is meant. */
type IsMeant = (file: ParsedFile, test: Node) => boolean;

/**
 * It goes round on a conflict and on nothing else: `catch (e) { if (e.name === 'ConditionalCheckFailedException') continue;
 * throw e }`. The store has answered, so neither its client has tried again nor would waiting spare it anything.
 */
export function retriesOnlyConflicts(file: ParsedFile, retry: Retry): boolean {
  return conflicts.test(file.text) && goesRoundFor(file, retry, isConflict);
}

/** Each way to another round has met a failure of a kind. */
export function goesRoundFor(file: ParsedFile, retry: Retry, isMeant: IsMeant): boolean {
  if (retry.errors !== 'selective') return false;
  if (retry.form === 'recursion') {
    const path = pathTo(file, retry.range);
    const again = path.at(-1);
    const owner = again && path.findLast((node) => node !== again && (isHandler(node) || isFunction(node)));
    return again !== undefined && owner !== undefined && follows(file, again, owner, isMeant);
  }
  const handlers = handlersOf(file, retry);
  return handlers.length > 0 && handlers.every((handler) => goesRound(file, handler, isMeant));
}

/** The `catch` clauses of a loop's rounds. */
export function handlersOf(file: ParsedFile, retry: Retry): readonly Ast.CatchClause[] {
  const loop = retry.form === 'loop' ? nodeAt(file, retry.range) : undefined;
  if (!loop || !isLoop(loop)) return [];
  const handlers: Ast.CatchClause[] = [];
  walk(
    (loop as Node & { body: Node }).body,
    (node) => {
      if (node.type === 'CatchClause') handlers.push(node);
      return !isLoop(node);
    },
    OWN_BODY,
  );
  return handlers;
}

function isHandler({ type }: Node): boolean {
  return type === 'CatchClause';
}

/** Each way from a handler to the next round has met a failure that is meant. */
function goesRound(file: ParsedFile, handler: Ast.CatchClause, isMeant: IsMeant): boolean {
  const ways: Node[] = [];
  walk(
    handler.body,
    (node) => {
      if (node.type === 'ContinueStatement') ways.push(node);
      return !isLoop(node);
    },
    OWN_BODY,
  );
  const falls = endings(handler.body).has('normal');
  if (falls && !impliedBy(file, handler.body.body, handler, isMeant)) return false;
  return (falls || ways.length > 0) && ways.every((way) => follows(file, way, handler, isMeant));
}

/** Whoever gets to a node inside `owner` has met a failure that is meant. */
function follows(file: ParsedFile, node: Node, owner: Node, isMeant: IsMeant): boolean {
  for (let at = node; at !== owner && at.parent; at = at.parent) {
    const { parent }: Node = at;
    if (
      (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') &&
      at !== parent.test &&
      implies(file, parent.test, at === parent.consequent, owner, isMeant)
    )
      return true;
    if (parent?.type !== 'BlockStatement') continue;
    if (impliedBy(file, parent.body.slice(0, parent.body.indexOf(at as Ast.Statement)), owner, isMeant)) return true;
  }
  return false;
}

/** Behind these statements there are only failures that are meant: all else has left. */
function impliedBy(file: ParsedFile, statements: readonly Node[], owner: Node, isMeant: IsMeant): boolean {
  return statements.some((statement) => {
    if (statement.type !== 'IfStatement') return false;
    const { test, consequent, alternate } = statement;
    if (!endings(consequent).has('normal')) return implies(file, test, false, owner, isMeant);
    return alternate !== null && !endings(alternate).has('normal') && implies(file, test, true, owner, isMeant);
  });
}

/** Where a condition has this outcome, the failure is one that is meant. */
function implies(file: ParsedFile, test: Node, outcome: boolean, owner: Node, isMeant: IsMeant): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return implies(file, node.argument, !outcome, owner, isMeant);
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const [left, right] = [node.left, node.right].map((side) => implies(file, side, outcome, owner, isMeant));
    return (node.operator === '&&') === outcome ? left! || right! : left! && right!;
  }
  if (node.type === 'BinaryExpression') {
    const same = /^(?:===?|instanceof)$/.test(node.operator);
    return (same || /^!==?$/.test(node.operator)) && same === outcome && isMeant(file, node);
  }
  if (node.type === 'Identifier') {
    const made = findNode(owner, (one) => isDeclarationOf(one, node.name));
    if (made?.type === 'VariableDeclarator' && made.init) return implies(file, made.init, outcome, owner, isMeant);
  }
  return outcome && isMeant(file, node);
}

function isDeclarationOf(node: Node, name: string): boolean {
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name;
}

function isConflict(file: ParsedFile, test: Node): boolean {
  const text = textOf(file, test);
  return conflicts.test(text) && !troubles.test(text);
}
