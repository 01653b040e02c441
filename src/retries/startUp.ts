import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { handedTo } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { functionOwner } from '../ast/flow.ts';
import { enclosingFunction, memberName } from '../ast/nodes.ts';

/** A function that the file calls as it loads: it runs once, and what it fails with ends the process. */
export function runsOnce(context: FileContext, owner: FunctionNode): boolean {
  if (owner.parent?.type === 'CallExpression' && owner.parent.callee === owner) return true;
  const name = functionOwner(owner);
  const variable = name && context.variable(name);
  if (!variable) return false;
  return readsOf(variable).some(
    (read) => read.parent?.type === 'CallExpression' && read.parent.callee === read && isAtTop(read),
  );
}

/** Outside of all functions but those that are called where they stand: `(async () => { await main(); })()`. */
function isAtTop(node: Node): boolean {
  const owner = enclosingFunction(node);
  return !owner || (owner.parent?.type === 'CallExpression' && owner.parent.callee === owner && isAtTop(owner.parent));
}

/** `new Promise((resolve) => app.listen(port, resolve))`: it runs where the promise is made. */
export function isExecutor({ parent }: FunctionNode): boolean {
  return parent?.type === 'NewExpression' && parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
}

/** Loading the file leads here: at its top, in a function that it calls there, or in callbacks of either. */
export function startsHere(context: FileContext, node: Node): boolean {
  for (let owner = enclosingFunction(node); owner; owner = enclosingFunction(owner)) {
    if (handedTo(owner) || isExecutor(owner)) continue;
    if (!runsOnce(context, owner)) return false;
    if (owner.parent?.type !== 'CallExpression') return true;
  }
  return true;
}

/** Loading the file leads here through functions that nothing else calls, and the program then starts to listen. */
export function comesUp(context: FileContext, node: Node): boolean {
  return listens(context) && onlyAtStart(context, node, 0);
}

function onlyAtStart(context: FileContext, node: Node, depth: number): boolean {
  const owner = enclosingFunction(node);
  if (!owner) return true;
  if (depth > 4) return false;
  const call = owner.parent?.type === 'CallExpression' ? owner.parent : undefined;
  if (call?.callee === owner) return onlyAtStart(context, call, depth + 1);
  // What a library calls, such as a route, may run at any time; a promise's callback runs where that is made.
  if (call) return isPromiseStep(call) && onlyAtStart(context, call, depth + 1);
  const name = functionOwner(owner);
  const variable = name && context.variable(name);
  // Others may call what is exported, at any time.
  if (!variable || isExported(name)) return false;
  const reads = readsOf(variable);
  return (
    reads.length > 0 &&
    reads.every(
      (read) =>
        read.parent?.type === 'CallExpression' && read.parent.callee === read && onlyAtStart(context, read, depth + 1),
    )
  );
}

function isPromiseStep(call: CallExpression): boolean {
  return call.callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(memberName(call.callee) ?? '');
}

/** `app.listen(port)`, `serve(app)`, `Deno.serve(handler)`. */
function listens(context: FileContext): boolean {
  return context.index.calls.some(({ callee }) => {
    const name =
      callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : '';
    return name === 'listen' || name === 'serve';
  });
}

function isExported(name: Node): boolean {
  for (let at = name.parent; at; at = at.parent) {
    if (at.type.startsWith('Export')) return true;
    if (at.type === 'BlockStatement') return false;
  }
  return false;
}
