import type { Range } from '../text/range.ts';
import type { Node, ParsedFile, Variable } from './types.ts';
import { pathTo } from './locate.ts';
import { isFunction } from './nodes.ts';

/** What becomes of an object where it is made. */
export interface MadeObject {
  /** The function that makes it; undefined at the top of the file. */
  readonly owner: Node | undefined;
  /** Nodes around its making, innermost first. */
  readonly path: readonly Node[];
  /** Every place that reads the variable it is kept in; undefined where it is kept in none. */
  readonly reads: readonly Node[] | undefined;
}

export function madeObject(file: ParsedFile, range: Range): MadeObject {
  const path = pathTo(file, range).reverse();
  const declarator = path.find((node) => node.type === 'VariableDeclarator');
  const owner = path.find(isFunction);
  const made = path.find((node) => node.range[0] === range.start && node.range[1] === range.end);
  const kept =
    declarator?.type === 'VariableDeclarator' && declarator.init === made && declarator.id.type === 'Identifier'
      ? declarator.id
      : undefined;
  return { owner, path, reads: kept && readsOfName(file, kept) };
}

/** Every place that reads what a name stands for, by the name where it is declared or used. */
export function readsOfName(file: ParsedFile, name: Node): Node[] {
  const references = variableOf(file, name)?.references ?? [];
  return references.filter((one) => one.isRead()).map((one) => one.identifier as Node);
}

/** The variable that a name declares or refers to. */
export function variableOf({ scopes: { scopes } }: ParsedFile, name: Node): Variable | undefined {
  for (const { variables, references } of scopes) {
    for (const variable of variables) if (variable.identifiers.includes(name)) return variable;
    for (const { identifier, resolved } of references) if (identifier === name) return resolved ?? undefined;
  }
  return undefined;
}

const loops = /^(?:For|While|DoWhile)/;

/** It is reached once for each run of a function: in no loop and in no function inside it. */
export function runsOnceIn(node: Node, owner: Node): boolean {
  for (let at = node.parent; at && at !== owner; at = at.parent)
    if (isFunction(at) || loops.test(at.type)) return false;
  return true;
}

/** The method that is called on an object: `fire` for `breaker.fire()`. */
export function methodCalledOn(read: Node): string | undefined {
  const member = read.parent;
  if (member?.type !== 'MemberExpression' || member.object !== read || member.property.type !== 'Identifier')
    return undefined;
  return member.parent.type === 'CallExpression' && member.parent.callee === member ? member.property.name : undefined;
}
