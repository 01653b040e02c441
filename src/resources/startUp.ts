import type { FunctionNode, Node } from '../ast/types.ts';
import { handedTo, readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { functionOwner } from '../ast/flow.ts';
import { enclosingFunction } from '../ast/nodes.ts';

/** A function that the file calls as it loads: it runs once, and what it fails with ends the process. */
export function runsOnce(context: FileContext, owner: FunctionNode): boolean {
  if (owner.parent?.type === 'CallExpression' && owner.parent.callee === owner) return true;
  const name = functionOwner(owner);
  const variable = name && context.variable(name);
  if (!variable) return false;
  return readsOf(variable).some(
    (read) => read.parent?.type === 'CallExpression' && read.parent.callee === read && !enclosingFunction(read),
  );
}

/** Loading the file leads here: at its top, in a function that it calls there, or in callbacks of either. */
export function startsHere(context: FileContext, node: Node): boolean {
  for (let owner = enclosingFunction(node); owner; owner = enclosingFunction(owner)) {
    if (handedTo(owner)) continue;
    if (!runsOnce(context, owner)) return false;
    if (owner.parent?.type !== 'CallExpression') return true;
  }
  return true;
}
