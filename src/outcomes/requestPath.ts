import type { FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isIdentifier } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';
import { requestHandlerAround } from '../resources/requestHandlers.ts';

/** Whether a node runs in a handler of HTTP requests that is in sight: somebody waits for its end. */
export function answersRequest(context: FileContext, node: Node): boolean {
  for (let owner = enclosingFunction(node); owner; owner = enclosingFunction(owner)) {
    if (isRoute(context, owner) || isRouteFile(context, owner)) return true;
  }
  return requestHandlerAround(context, node) !== undefined;
}

const verbs = /^(?:get|post|put|patch|delete|all)$/;

/** `app.post('/ask', async (req, res) => ...)`. */
function isRoute(context: FileContext, owner: FunctionNode): boolean {
  const handed = handedTo(owner);
  if (!handed || handed.index === 0 || !verbs.test(calledName(handed.call) ?? '')) return false;
  const path = context.constant(handed.call.arguments[0] as Node);
  return typeof path === 'string' && path.startsWith('/');
}

/** `export async function POST(request)` in a `route.ts`. */
function isRouteFile(context: FileContext, owner: FunctionNode): boolean {
  if (owner.type !== 'FunctionDeclaration' || !isIdentifier(owner.id as Node)) return false;
  return (
    owner.parent.type === 'ExportNamedDeclaration' &&
    /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(owner.id?.name ?? '') &&
    /(?:^|\/)route\.[cm]?[jt]sx?$/.test(context.file.path)
  );
}
