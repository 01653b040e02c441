import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { importSource } from '../backoff/sleeps.ts';

/** What `process.on` is given for a signal. */
export interface SignalHandler {
  readonly node: Node | undefined;
  readonly sigterm: boolean;
}

/** The handler exits, and all it does before says nothing to the server: it logs, clears timers, or tells others by a client. */
export function exitsAtOnce(context: FileContext, handler: Node | undefined): boolean {
  const body = bodyOf(context, handler);
  if (!body || body.file !== context) return false;
  let exits = false;
  const idle = onlyIdle(context, body.node, new Set(), () => (exits = true));
  return exits && idle;
}

/**
 * `server.close(); process.exit(0);`: nothing lets the requests end that the server still has, in the handler or in a
 * function of the file that it calls.
 */
export function exitsBeforeClosed(context: FileContext, handler: Node | undefined): boolean {
  const body = bodyOf(context, handler);
  if (!body || body.file !== context) return false;
  const called = [body.node];
  walk(body.node, (node) => {
    const own = node.type === 'CallExpression' && isIdentifier(node.callee) ? bodyOf(context, node.callee) : undefined;
    if (own?.file === context) called.push(own.node);
  });
  return called.some((one) => someNode(one, (node) => node.type === 'BlockStatement' && closesAndExits(context, node)));
}

const serverName = /server|httpd?$|app$|wss$|^io$|fastify|listener/i;

function closesAndExits(context: FileContext, { body }: Ast.BlockStatement): boolean {
  const closed = body.findIndex((one) => {
    const call = one.type === 'ExpressionStatement' ? unwrapChain(one.expression) : undefined;
    if (call?.type !== 'CallExpression' || calledName(call) !== 'close') return false;
    return call.callee.type === 'MemberExpression' && serverName.test(context.text(call.callee.object));
  });
  if (closed < 0) return false;
  const rest = body.slice(closed + 1);
  const exit = rest.findIndex((one) => one.type === 'ExpressionStatement' && isExitCall(one.expression));
  return (
    exit >= 0 && !rest.slice(0, exit).some((one) => someNode(one, ({ type }) => type === 'AwaitExpression', OWN_BODY))
  );
}

function isExitCall(node: Node): boolean {
  return node.type === 'CallExpression' && isExit(node);
}

/** `server?.close()`; what is waited for is no such thing. */
function unwrapChain(node: Node): Node {
  return node.type === 'ChainExpression' ? node.expression : node;
}

const timers = /^clear(?:Interval|Timeout|Immediate)$/;

/** Nothing is called in a function, or in those of this file that it calls, that could let requests end. */
function onlyIdle(context: FileContext, body: Node, passed: Set<Node>, onExit: () => void): boolean {
  if (passed.has(body)) return true;
  passed.add(body);
  return !someNode(body, (node) => {
    if (node.type === 'NewExpression') return true;
    if (node.type !== 'CallExpression' || isLogging(context, node)) return false;
    if (isExit(node)) {
      onExit();
      return false;
    }
    if (timers.test(calledName(node) ?? '') || isOfClient(context, node)) return false;
    const own = isIdentifier(node.callee) ? bodyOf(context, node.callee) : undefined;
    return own?.file !== context || !onlyIdle(context, own.node, passed, onExit);
  });
}

/** A request, or a step of its chain: `axios.delete(url).catch(log)`, `prisma.$disconnect()`. */
function isOfClient(context: FileContext, call: CallExpression): boolean {
  let at: Node = call;
  while (at.type === 'CallExpression' || at.type === 'MemberExpression') {
    if (at.type === 'CallExpression' && findRequest(context, at)) return true;
    at = unwrap(at.type === 'CallExpression' ? at.callee : at.object);
    const value = context.value(at);
    if (value.kind === 'client' && value.type.call?.server === undefined && value.library.api !== 'server') return true;
  }
  return false;
}

function bodyOf(context: FileContext, handler: Node | undefined): { node: Node; file: FileContext } | undefined {
  const plain = handler && unwrap(handler);
  if (isFunction(plain)) return { node: plain, file: context };
  const value = plain && context.value(plain);
  return value?.kind === 'function' ? { node: value.node, file: value.file } : undefined;
}

function isExit({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && isIdentifier(callee.object, 'process') && memberName(callee) === 'exit';
}

function isLogging(context: FileContext, { callee }: CallExpression): boolean {
  return /^(?:this\.)?(?:console|log|logger|winston|pino)\b/i.test(context.text(callee));
}

/**
 * The server that `listen()` gives is dropped, and the application itself has nothing to close: no handler can let its
 * requests end. Handlers that call other files may well know a way.
 */
export function isOutOfReach(
  context: FileContext,
  framework: string,
  listen: CallExpression,
  handlers: readonly SignalHandler[],
): boolean {
  if (!/^(?:express|koa|connect|polka)$/.test(framework) || listen.parent?.type !== 'ExpressionStatement') return false;
  if (
    /drain|terminat|stoppable|lightship|terminus|setTimeout|sleep|delay/i.test(
      context.file.text.replace(/SIGTERM/g, ''),
    )
  )
    return false;
  return handlers.every(({ node }) => {
    const body = bodyOf(context, node);
    return (
      body?.file === context && !someNode(body.node, (at) => at.type === 'CallExpression' && isForeign(context, at))
    );
  });
}

/** A call that leads out of this file. */
function isForeign(context: FileContext, call: CallExpression): boolean {
  let root = unwrap(call.callee);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root.type === 'Identifier' && importSource(context, root) !== undefined;
}
