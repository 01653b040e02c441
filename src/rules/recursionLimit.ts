import type { Retry } from '../facts/model.ts';
import type { Ast, CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { freshName } from '../changes/edits.ts';
import { linesBefore, statementOf, styleOf } from '../changes/layout.ts';
import { readsOfName } from '../ast/objectUses.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { mayAwait, nodeAt } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, rangeOf } from '../ast/nodes.ts';

/**
 * A function that calls itself for as long as it fails counts its attempts in a parameter of its own, waits longer from
 * one to the next, and gives up with the last error. None where that parameter may be given something else: where the
 * function is exported, or is a value that is handed on.
 */
export function recursionLimit(file: ParsedFile, retry: Retry, attempts: number): Suggestion[] {
  const call = retry.form === 'recursion' ? nodeAt(file, retry.range, 'CallExpression') : undefined;
  if (call?.type !== 'CallExpression' || retry.delay !== 'none' || !mayAwait(file, rangeOf(call))) return [];
  const handler = handlerOf(file, call);
  const owner = handler && ownerOf(handler.block, call);
  const statement = statementOf(call);
  const first = handler?.block.body[0];
  if (!handler || !owner || !statement || !first || statement.parent !== handler.block) return [];
  if (!/^(?:Expression|Return)Statement$|^VariableDeclaration$/.test(statement.type)) return [];
  if (!takesOneMore(file, owner, call) || isEverDropped(file, owner)) return [];
  const { end } = styleOf(file);
  const counter = freshName(file, 'attempt');
  const error = handler.error ?? freshName(file, 'error');
  const ending = `if (${counter} >= ${attempts}) throw ${error}${end}`;
  const wait = `await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000 * 2 ** ${counter}))${end}`;
  return [
    {
      title: `Give up after ${attempts} attempts, with exponential backoff and jitter`,
      edits: [
        appended(file, owner.params, openingOf(file, owner), `${counter} = 1`),
        ...(handler.error === undefined ? [insertion(handler.nameAt, handler.nameAs(error))] : []),
        ...(first === statement
          ? [linesBefore(file, first, [ending, wait])]
          : [linesBefore(file, first, [ending]), linesBefore(file, statement, [wait])]),
        appended(file, call.arguments, call.range[1] - 1, `${counter} + 1`),
      ],
    },
  ];
}

interface Handler {
  readonly block: Ast.BlockStatement;
  /** The name of the error; undefined where it has none yet, and gets one at this place. */
  readonly error: string | undefined;
  readonly nameAt: number;
  readonly nameAs: (error: string) => string;
}

/** The `catch` that the call stands in, or the function that `.catch(...)` is given. */
function handlerOf(file: ParsedFile, call: Node): Handler | undefined {
  let at: Node | undefined = call.parent;
  while (at && at.type !== 'CatchClause' && !isFunction(at)) at = at.parent;
  if (!at) return undefined;
  const param = at.type === 'CatchClause' ? at.param : at.params[0];
  if (param && param.type !== 'Identifier') return undefined;
  const found = { error: param?.name };
  if (at.type === 'CatchClause')
    return { ...found, block: at.body, nameAt: at.range[0] + 'catch'.length, nameAs: (error) => ` (${error})` };
  if (at.body?.type !== 'BlockStatement' || !isGivenToCatch(at)) return undefined;
  return { ...found, block: at.body, nameAt: openingOf(file, at), nameAs: (error) => error };
}

/** The promise of the whole is what the function waits for, so that what the handler throws is heard. */
function isGivenToCatch(handler: FunctionNode): boolean {
  const called = handler.parent;
  if (called?.type !== 'CallExpression' || called.arguments[0] !== handler) return false;
  if (called.callee.type !== 'MemberExpression' || memberName(called.callee) !== 'catch') return false;
  return /^(?:AwaitExpression|ReturnStatement)$/.test(called.parent.type);
}

/** The function around the handler, where it is the one that is called again and others know it by this name only. */
function ownerOf(block: Node, { callee }: CallExpression): FunctionNode | undefined {
  let owner = enclosingFunction(block);
  if (owner && owner.parent?.type === 'CallExpression') owner = enclosingFunction(owner);
  if (!owner || callee.type !== 'Identifier') return undefined;
  const name = nameIn(owner);
  return name && isIdentifier(name, callee.name) ? owner : undefined;
}

function nameIn(owner: FunctionNode): Node | undefined {
  const { parent } = owner;
  if (owner.type === 'FunctionDeclaration')
    return parent?.type === 'Program' || parent?.type === 'BlockStatement' ? (owner.id ?? undefined) : undefined;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.id.typeAnnotation)
    return undefined;
  const holder = parent.parent.parent;
  return holder?.type === 'Program' || holder?.type === 'BlockStatement' ? parent.id : undefined;
}

/**
 * Every use of its name is a call that leaves the place behind the parameters free; the one
 * that goes back fills all before it.
 */
export function takesOneMore(file: ParsedFile, owner: FunctionNode, back: Node): boolean {
  const { params } = owner;
  const name = nameIn(owner);
  const filled = back.type === 'CallExpression' ? back.arguments.length : 0;
  if (!name || params.some(({ type }) => type === 'RestElement') || params.length !== filled) return false;
  if (owner.body && !isInside(back, owner.body)) return false;
  return readsOfName(file, name).every(
    ({ parent: call, range }) =>
      // What a timer is handed in its place calls it with one more.
      range[0] === back.range[0] ||
      (call?.type === 'CallExpression' &&
        call.callee.range[0] === range[0] &&
        call.arguments.length <= params.length &&
        call.arguments.every(({ type }) => type !== 'SpreadElement')),
  );
}

/** Nobody would hear that it gives up, which ends the process. */
function isEverDropped(file: ParsedFile, owner: FunctionNode): boolean {
  return readsOfName(file, nameIn(owner)!).some(({ parent }) =>
    /^(?:ExpressionStatement|UnaryExpression)$/.test(parent?.parent?.type ?? ''),
  );
}

/** Where the parameters of a function begin; only asked where it has none, or for its handler's. */
export function openingOf({ text }: ParsedFile, owner: FunctionNode): number {
  return text.indexOf('(', owner.typeParameters?.range[1] ?? owner.range[0]) + 1;
}

export function appended({ text }: ParsedFile, list: readonly Node[], empty: number, what: string): TextEdit {
  const last = list.at(-1);
  if (!last) return insertion(empty, what);
  const comma = /^\s*,/.exec(text.slice(last.range[1]));
  return comma ? insertion(last.range[1] + comma[0].length, ` ${what},`) : insertion(last.range[1], `, ${what}`);
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}
