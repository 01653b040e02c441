import type { Checkout } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { mayAwait, pathTo, textOf } from '../ast/locate.ts';
import { isIdentifier, memberName, rangeOf } from '../ast/nodes.ts';
import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { freshParameter } from '../changes/edits.ts';
import { undoneIn } from './openTransaction.ts';
import { inBlock, listOf, styleOf, withoutStatement } from '../changes/layout.ts';

/** Whatever comes between, the connection is given back in a `finally`, the transaction rolled back in a `catch`. */
export function releasedAlways(file: ParsedFile, checkout: Checkout): Suggestion | undefined {
  const { name, range, what } = checkout;
  const declaration = pathTo(file, range).findLast((node) => node.type === 'VariableDeclaration');
  const list = declaration && listOf(declaration);
  if (name === undefined || !declaration || !list || declaration.declarations.length > 1) return undefined;
  const rest = list.slice(list.indexOf(declaration) + 1);
  const edits = what === 'transaction' ? rolledBack(file, checkout, name, rest) : givenBack(file, checkout, name, rest);
  return (
    edits && {
      title: `Call ${checkout.method}() ${what === 'transaction' ? 'if anything fails' : 'in a finally'}`,
      edits,
    }
  );
}

function givenBack(
  file: ParsedFile,
  { method, library }: Checkout,
  name: string,
  rest: readonly Node[],
): TextEdit[] | undefined {
  const releases = releasesOf(rest, name, method);
  const { end, step } = styleOf(file);
  const [release, ...others] = releases;
  if (others.length > 0) return undefined;
  const statement = release && (release.parent.type === 'AwaitExpression' ? release.parent.parent : release.parent);
  if (statement && (statement.type !== 'ExpressionStatement' || !rest.includes(statement))) return undefined;
  const work = heldFor(rest, statement);
  const [first] = work ?? [];
  const last = work?.at(-1);
  if (!first || !last) return undefined;
  const awaits =
    /^(?:typeorm|mysql2)$/.test(library) && method !== 'release' ? 'await ' : library === 'typeorm' ? 'await ' : '';
  const text = statement ? textOf(file, statement) : `${awaits}${name}.${method}()${end}`;
  const undoing = undoneIn(work!, name);
  if (!undoing) return undefined;
  const undone: string[] = [];
  if (undoing.by === 'call') {
    const error = freshParameter(file, first, 'error');
    const [mark, other] = [styleOf(file).quote, "'"];
    const call = undoing.call.replaceAll(other, mark);
    undone.push(`} catch (${error}) {`, `${step}await ${call}${end}`, `${step}throw ${error}${end}`);
  }
  const block = inBlock(file, first, last, 'try {', [...undone, '} finally {', `${step}${text}`, '}']);
  if (!statement) return block;
  const removed = withoutStatement(file, statement);
  const { start, end: stop } = removed.range;
  return [
    ...block.filter(
      ({ range }) => range.start < start || range.start >= stop || range.start === block.at(-1)!.range.start,
    ),
    removed,
  ];
}

/**
 * The statements that run before it is given back. What waits for something after the release goes on without it: to
 * hold it meanwhile could wait for a second connection of the same pool, for good.
 * @returns undefined where what comes later needs what these declare.
 */
function heldFor(rest: readonly Node[], release: Node | undefined): readonly Node[] | undefined {
  const at = release ? rest.indexOf(release) : rest.length;
  const before = rest.slice(0, at);
  const later = rest.slice(at + 1);
  if (!later.some((one) => someNode(one, waits, OWN_BODY))) return [...before, ...later];
  const declared = new Set(before.flatMap(namesDeclared));
  const needs = later.some((one) => someNode(one, (node) => node.type === 'Identifier' && declared.has(node.name)));
  return needs ? undefined : before;
}

function waits(node: Node): boolean {
  return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
}

/** The methods that give it back, called on it or, as mysql2's `releaseConnection`, with it. */
function releasesOf(statements: readonly Node[], name: string, method: string): CallExpression[] {
  const found: CallExpression[] = [];
  for (const statement of statements) {
    walk(statement, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const own = isIdentifier(node.callee.object, name) && memberName(node.callee) === method;
      const handed = /^release/.test(memberName(node.callee) ?? '') && isIdentifier(node.arguments[0], name);
      if (own || handed) found.push(node);
    });
  }
  return found;
}

function rolledBack(
  file: ParsedFile,
  { method }: Checkout,
  name: string,
  rest: readonly Node[],
): TextEdit[] | undefined {
  const [first] = rest;
  const last = lastRolledBack(rest, name);
  if (!first || !last || releasesOf(rest, name, method).length > 0 || !mayAwait(file, rangeOf(first))) return undefined;
  const { end, step } = styleOf(file);
  const error = freshParameter(file, first, 'error');
  return inBlock(file, first, last, 'try {', [
    `} catch (${error}) {`,
    `${step}await ${name}.${method}()${end}`,
    `${step}throw ${error}${end}`,
    '}',
  ]);
}

/**
 * The last statement whose failure a rollback undoes: what may fail after the commit is past it, and stays outside.
 * @returns undefined where it needs what is declared before.
 */
function lastRolledBack(statements: readonly Node[], name: string): Node | undefined {
  const at = statements.findIndex((one) => releasesOf([one], name, 'commit').length > 0);
  const later = at < 0 ? [] : statements.slice(at + 1);
  if (!later.some((one) => someNode(one, mayFail))) return statements.at(-1);
  const declared = new Set(statements.slice(0, at + 1).flatMap(namesDeclared));
  const needs = later.some((one) => someNode(one, (node) => node.type === 'Identifier' && declared.has(node.name)));
  return needs ? undefined : statements[at];
}

function mayFail({ type }: Node): boolean {
  return /^(?:(?:Call|New|Await|TaggedTemplate|Yield)Expression|ThrowStatement)$/.test(type);
}

function namesDeclared(statement: Node): string[] {
  const names: string[] = [];
  const parts = statement.type === 'VariableDeclaration' ? statement.declarations.map(({ id }) => id) : [statement];
  if (!/^(?:Variable|Function|Class)Declaration$/.test(statement.type)) return names;
  for (const part of parts) {
    const id = part.type === 'FunctionDeclaration' || part.type === 'ClassDeclaration' ? part.id : part;
    if (id) walk(id, (node) => void (node.type === 'Identifier' && names.push(node.name)));
  }
  return names;
}
