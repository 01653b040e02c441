import type { FunctionNode, Node } from '../ast/types.ts';
import { ancestors, isFunction, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';

const request = /^_?(?:req|request)$/;
const response = /^_?(?:res|resp|response|reply|rep|h)$/;
const koaContext = /^(?:ctx|context)$/;
const routes = /^(?:get|post|put|patch|delete|del|all|use|head|options|route)$/;
const nestRoutes = /^(?:Get|Post|Put|Patch|Delete|All|Head|Sse|MessagePattern|EventPattern|SubscribeMessage)$/;

/** The function around a node that runs once for each request, connection or message; undefined for all else. */
export function requestHandlerAround(context: FileContext, node: Node): FunctionNode | undefined {
  for (const at of ancestors(node)) if (isFunction(at) && runsPerRequest(context, at)) return at;
  return undefined;
}

function runsPerRequest(context: FileContext, owner: FunctionNode): boolean {
  const [first = '', second = ''] = owner.params.map(nameOf);
  // A plugin or a middleware's factory gets no response.
  if (request.test(first) && response.test(second)) return true;
  if (isConnectionListener(context, owner)) return true;
  const handed = handedTo(owner);
  if (handed && (request.test(first) || koaContext.test(first)))
    return handed.index > 0 && routes.test(calledName(handed.call) ?? '');
  return hasRouteDecorator(owner);
}

/** `server.on('connection', (socket) => ...)`. */
function isConnectionListener(context: FileContext, owner: FunctionNode): boolean {
  const handed = handedTo(owner);
  if (handed?.index !== 1 || !/^(?:on|addListener)$/.test(calledName(handed.call) ?? '')) return false;
  return /^(?:connection|request|upgrade)$/.test(String(context.constant(handed.call.arguments[0] as Node)));
}

function hasRouteDecorator(owner: FunctionNode): boolean {
  const method = owner.parent;
  if (method?.type !== 'MethodDefinition') return false;
  return method.decorators.some(({ expression }) => {
    const name = expression.type === 'CallExpression' ? unwrap(expression.callee) : expression;
    return name.type === 'Identifier' && nestRoutes.test(name.name);
  });
}

export function nameOf(parameter: Node | undefined): string {
  return parameter?.type === 'Identifier' ? parameter.name : '';
}
