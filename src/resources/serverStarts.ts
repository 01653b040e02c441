import type { FunctionNode, Node } from '../ast/types.ts';
import { functionOwner } from '../ast/flow.ts';
import { ancestors, isFunction } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { isExecutor, startsHere } from '../retries/startUp.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

const MAX_HELPERS = 3;

/**
 * In a function that the file exports, or a method of a class, or a helper that only those call, of a package that is a
 * program and nowhere sees to its end.
 */
export function isStartedElsewhere(context: FileContext, listen: Node): boolean {
  const { port, file } = context;
  return (
    port.isStarted?.(file.path) === true && port.mayShutDown?.(file.path) === false && isPartOfStart(context, listen, 0)
  );
}

function isPartOfStart(context: FileContext, node: Node, depth: number): boolean {
  const owners = [...ancestors(node)].filter(
    (at): at is FunctionNode => isFunction(at) && !isExecutor(at) && !isStep(at),
  );
  const [owner] = owners;
  if (owners.length !== 1 || !owner || handedTo(owner)) return false;
  if (owner.parent?.type === 'MethodDefinition' || isExportedFunction(owner)) return true;
  const name = depth < MAX_HELPERS ? functionOwner(owner) : undefined;
  const variable = name && context.variable(name);
  const reads = variable ? readsOf(variable) : [];
  return (
    reads.length > 0 &&
    reads.every(
      (read) =>
        read.parent?.type === 'CallExpression' &&
        read.parent.callee === read &&
        (startsHere(context, read) || isPartOfStart(context, read, depth + 1)),
    )
  );
}

/** `connect().then(() => app.listen(port))`. */
function isStep(owner: FunctionNode): boolean {
  const handed = handedTo(owner);
  return handed?.index === 0 && calledName(handed.call) === 'then';
}

function isExportedFunction(owner: FunctionNode): boolean {
  const declaration: Node | undefined = owner.type === 'FunctionDeclaration' ? owner : owner.parent?.parent;
  return /^Export(?:Named|Default)Declaration$/.test(declaration?.parent?.type ?? '');
}
