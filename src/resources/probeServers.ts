import type { CallExpression, Node } from '../ast/types.ts';
import { isFunction, isInside, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { walk } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

const probePath =
  /^\/(?:[\w-]+\/)?(?:metrics|health(?:z|check|-check)?|livez?|liveness|readyz?|readiness|ping|status|up)?\/?$/i;
const figuresPath = /\/metrics\/?$/i;
const answersRoute = /^(?:get|post|put|patch|delete|all|head|route|use|register)$/;

/**
 * A server that only the platform asks, for figures and for whether the program lives: it asks again, and nothing is lost
 * by a request that is dropped. One of its paths is for figures; an application may begin with a health check alone.
 */
export function servesOnlyProbes(context: FileContext, listen: CallExpression): boolean {
  const callee = unwrap(listen.callee);
  if (callee.type !== 'MemberExpression') return false;
  const made = madeBy(context, unwrap(callee.object));
  const handlers =
    made?.type === 'CallExpression' ? made.arguments.map((one) => madeBy(context, unwrap(one as Node))) : [];
  const handler = handlers.find((one) => isFunction(one));
  if (handler && handsOn(context, handler)) return false;
  const paths = handler ? comparedPaths(handler) : routedPaths(context, [callee.object, ...argumentsOf(made)]);
  if (!paths) return handler !== undefined && onlyWrites(context, handler);
  return paths.every((path) => probePath.test(path)) && paths.some((path) => figuresPath.test(path));
}

function argumentsOf(made: Node | undefined): readonly Node[] {
  return made?.type === 'CallExpression' ? (made.arguments as readonly Node[]) : [];
}

/** What a name stands for: the call that made a server, or the function that answers. */
function madeBy(context: FileContext, node: Node): Node | undefined {
  if (node.type !== 'Identifier') return node;
  const definition = context.variable(node)?.defs[0]?.node;
  if (definition?.type === 'FunctionDeclaration') return definition;
  return definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined;
}

/** The paths that a handler of `http.createServer` asks for; undefined where it asks for none, or hands requests on. */
function comparedPaths(handler: Node): readonly string[] | undefined {
  const found: string[] = [];
  walk(handler, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string' && /^\/[\w/-]*$/.test(node.value))
      found.push(node.value);
  });
  return found.length === 0 ? undefined : found;
}

/** `app(req, res)`: what else is answered is decided there. */
function handsOn(context: FileContext, handler: Node): boolean {
  const request = isFunction(handler) && handler.params[0]?.type === 'Identifier' ? handler.params[0] : undefined;
  const variable = request && context.variable(request);
  return (
    variable !== undefined &&
    context.index.calls.some(
      (call) =>
        isInside(call, handler) &&
        call.arguments.some((one) => one.type === 'Identifier' && context.variable(one) === variable),
    )
  );
}

/** `res.end(await register.metrics())`, whatever is asked for. */
function onlyWrites(context: FileContext, handler: Node): boolean {
  return context.index.calls.some((call) => isInside(call, handler) && calledName(call) === 'metrics');
}

/** The paths of all routes of an application; undefined where some stand elsewhere. */
function routedPaths(context: FileContext, servers: readonly Node[]): readonly string[] | undefined {
  const variables = new Set(
    servers.flatMap((one) => {
      const plain = unwrap(one);
      return plain.type === 'Identifier' ? [context.variable(plain)] : [];
    }),
  );
  const found: string[] = [];
  for (const call of context.index.calls) {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !answersRoute.test(calledName(call) ?? '')) continue;
    const holder = unwrap(callee.object);
    if (holder.type !== 'Identifier' || !variables.has(context.variable(holder))) continue;
    const path = context.constant(call.arguments[0] as Node | undefined);
    if (typeof path !== 'string') return undefined;
    found.push(path);
  }
  return found.length === 0 ? undefined : found;
}
