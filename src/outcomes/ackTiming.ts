import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isIdentifier, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { isLoop } from '../ast/flow.ts';
import { allNodes, isAck, mentionsOf, onlyLogs, waits } from './waits.ts';

type When = AcknowledgementFact['when'] | undefined;

/** Whether a message is acknowledged too early, or whatever became of the work; `handler` gets each message. */
export function whenOf(context: FileContext, call: CallExpression, handler: FunctionNode): When {
  let child: Node = call;
  let waitsAfter = false;
  for (const at of ancestors(call)) {
    if (at === handler) break;
    if (at.type === 'TryStatement' && at.finalizer === child)
      return waits(at.block) && (!at.handler || onlyLogs(at.handler.body)) ? 'finally' : undefined;
    // The walk goes on from the `catch` to its `try`.
    if (at.type === 'CatchClause') return at.parent.type === 'TryStatement' ? whenCaught(at, at.parent) : undefined;
    if (at.type === 'BlockStatement') {
      const index = at.body.indexOf(child as never);
      const before = at.body.slice(0, index);
      if (before.some((one) => logsFailure(one))) return 'after';
      if (before.some((one) => dropsWork(context, one, handler))) return 'dropped';
      if (before.some((one) => waits(one))) return undefined;
      waitsAfter ||= at.body.slice(index + 1).some((one) => waits(one));
    } else if (!/^(?:AwaitExpression|ExpressionStatement|TryStatement)$/.test(at.type) && !isLoop(at)) return undefined;
    child = at;
  }
  return handler.async && waitsAfter ? 'first' : undefined;
}

/** In a `catch` that keeps the message nowhere else, of a `try` that works on it. */
function whenCaught({ body }: Ast.CatchClause, { block }: Ast.TryStatement): When {
  return waits(block) && onlyLogs(body, isAck) && !leaves(body) ? 'failed' : undefined;
}

/** `try { await work(message); } catch (error) { console.error(error); }`: what follows runs whatever became of it. */
function logsFailure(one: Node): boolean {
  if (one.type !== 'TryStatement' || !one.handler || !waits(one.block)) return false;
  return onlyLogs(one.handler.body) && !leaves(one.handler.body);
}

function leaves(body: Node): boolean {
  return someNode(body, (node) => /^(?:Return|Continue|Break|Throw|If)/.test(node.type), OWN_BODY);
}

/** `work(message);` of an async function, and `work(message).then(...)`: nobody waits for its end. */
function dropsWork(context: FileContext, one: Node, handler: FunctionNode): boolean {
  if (one.type !== 'ExpressionStatement' || one.expression.type === 'AwaitExpression') return false;
  const call = unwrap(one.expression);
  const [message] = handler.params;
  if (call.type !== 'CallExpression' || message?.type !== 'Identifier' || handler.body?.type !== 'BlockStatement')
    return false;
  const mentions = mentionsOf(
    context,
    message,
    allNodes(handler.body, ({ type, range }) => type === 'VariableDeclaration' && range[1] <= one.range[0]),
  );
  return mentions(call) && isPromise(context, call);
}

function isPromise(context: FileContext, call: CallExpression): boolean {
  if (/^(?:then|catch|finally)$/.test(calledName(call) ?? '') && call.callee.type === 'MemberExpression')
    return unwrap(call.callee.object).type === 'CallExpression' && !someNode(call, isAckCall);
  const value = context.value(unwrap(call.callee));
  return value.kind === 'function' && value.node.async && value.node.body !== null && waits(value.node.body);
}

function isAckCall(node: Node): boolean {
  return node.type === 'CallExpression' && isAck(node);
}

/** `work(message).catch((error) => { console.error(error); channel.ack(message); })`, and the like. */
export function chainedWhen(call: CallExpression): When {
  const owner = enclosingFunction(call);
  const handed = owner && handedTo(owner);
  if (!handed || handed.call.callee.type !== 'MemberExpression') return undefined;
  // `.catch((error) => socket.ack(error))` answers with what happened.
  const message = unwrap(call.arguments[0] as Node);
  if (message.type !== 'Identifier' || owner.params.some((one) => isIdentifier(one, message.name))) return undefined;
  const name = calledName(handed.call);
  const receiver = unwrap(handed.call.callee.object);
  if (name === 'finally')
    return isWork(receiver) && passesFailure(receiver) && isPlain(call, owner) ? 'finally' : undefined;
  const fails = (name === 'catch' && handed.index === 0) || (name === 'then' && handed.index === 1);
  if (!fails || !isWork(receiver) || !isPlain(call, owner) || leaves(owner.body)) return undefined;
  return onlyLogs(owner.body, isAck) ? 'failed' : undefined;
}

/** A chain of promises that begins with a call: what is waited for. */
function isWork(receiver: Node): boolean {
  return receiver.type === 'CallExpression' || receiver.type === 'Identifier';
}

/** Nothing on its way but logs a failure. */
function passesFailure(receiver: Node): boolean {
  return !someNode(receiver, (node) => {
    if (node.type !== 'CallExpression') return false;
    const name = calledName(node);
    const given = name === 'catch' ? node.arguments[0] : name === 'then' ? node.arguments[1] : undefined;
    if (!given) return false;
    return !/Function/.test(given.type) || !onlyLogs((given as FunctionNode).body as Node);
  });
}

/** It stands behind no condition. */
function isPlain(call: CallExpression, owner: FunctionNode): boolean {
  const around = [...ancestors(call)];
  return around
    .slice(0, around.indexOf(owner))
    .every(({ type }) => /^(?:AwaitExpression|ExpressionStatement|BlockStatement|ReturnStatement)$/.test(type));
}
