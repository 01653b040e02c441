import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, keyName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { isLoop } from '../ast/flow.ts';

const mark = /\b(?:ack|commitOffsets|resolveOffset)\s*\(/;
const libraries: readonly (readonly [RegExp, string])[] = [
  [/['"`](?:amqplib(?:\/\w+)?|amqp-connection-manager|@golevelup\/nestjs-rabbitmq)['"`]/, 'amqplib'],
  [/['"`]kafkajs['"`]/, 'kafkajs'],
  [/['"`]@google-cloud\/pubsub['"`]/, '@google-cloud/pubsub'],
  [/['"`](?:nats|@nats-io\/[\w-]+)['"`]/, 'nats'],
];

/** Messages that are acknowledged before they are worked on, or even though the work failed. */
export function findAcknowledgements(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !textHas(context.file, mark)) return [];
  const library = libraries.find(([pattern]) => pattern.test(context.file.text))?.[1];
  if (library === undefined) return [];
  return context.index.calls.flatMap((call) => {
    const handler = acknowledges(context, call) ? handlerAround(context, call) : undefined;
    const when = handler && whenOf(call, handler);
    if (!when) return [];
    return [{ kind: 'acknowledgement', range: rangeOf(call), library, when, name: calledName(call) ?? 'ack', test }];
  });
}

/** `channel.ack(message)`, `message.ack()`, `resolveOffset(message.offset)`: not the first of a method of that name. */
function acknowledges(context: FileContext, call: CallExpression): boolean {
  const name = calledName(call);
  if (name === 'commitOffsets') return call.arguments.length > 0;
  if (name === 'resolveOffset') return call.arguments.length > 0;
  if (name !== 'ack' || call.callee.type !== 'MemberExpression') return false;
  const message = unwrap((call.arguments[0] as Node | undefined) ?? call.callee.object);
  if (message.type !== 'Identifier') return false;
  const definition = context.variable(message)?.defs[0];
  return definition?.type === 'Parameter';
}

/** The function that gets each message. */
function handlerAround(context: FileContext, call: CallExpression): FunctionNode | undefined {
  const owner = enclosingFunction(call);
  if (!owner?.async) return undefined;
  const handed = handedTo(owner);
  const taker = handed && calledName(handed.call);
  if (taker === 'consume' || taker === 'subscribe') return owner;
  if (handed && /^(?:on|addListener)$/.test(taker ?? ''))
    return context.constant(handed.call.arguments[0] as Node) === 'message' ? owner : undefined;
  const property = owner.parent;
  if (property?.type !== 'Property') return undefined;
  return /^(?:eachMessage|eachBatch|callback)$/.test(keyName(property.key, property.computed) ?? '')
    ? owner
    : undefined;
}

function whenOf(call: CallExpression, handler: FunctionNode): AcknowledgementFact['when'] | undefined {
  let child: Node = call;
  let waitsAfter = false;
  for (const at of ancestors(call)) {
    if (at === handler) break;
    if (at.type === 'TryStatement' && at.finalizer === child)
      return waits(at.block) && (!at.handler || onlyLogs(at.handler.body)) ? 'finally' : undefined;
    if (at.type === 'BlockStatement') {
      const index = at.body.indexOf(child as never);
      if (at.body.slice(0, index).some((one) => waits(one))) return undefined;
      waitsAfter ||= at.body.slice(index + 1).some((one) => waits(one));
    } else if (!/^(?:AwaitExpression|ExpressionStatement|TryStatement)$/.test(at.type) && !isLoop(at)) return undefined;
    if (at.type === 'TryStatement' && at.handler === child) return undefined;
    child = at;
  }
  return waitsAfter ? 'first' : undefined;
}

const housekeeping = /^(?:heartbeat|commitOffsets|commitOffsetsIfNecessary|close|pause|resume|sleep|delay|ack)$/;

/** Work stands in it, whose end is waited for. */
function waits(node: Node): boolean {
  return someNode(
    node,
    (part) => {
      if (part.type !== 'AwaitExpression') return false;
      const call = unwrap(part.argument);
      return call.type === 'CallExpression' && !housekeeping.test(calledName(call) ?? '');
    },
    OWN_BODY,
  );
}

const logging = /^(?:log|info|warn|error|debug|trace|fatal|captureException|captureMessage|stringify|String)$/;

/** Nothing in it keeps the message, or gives it back. */
function onlyLogs(body: Node): boolean {
  return !someNode(
    body,
    (node) =>
      (node.type === 'CallExpression' && !logging.test(calledName(node) ?? '')) ||
      node.type === 'ThrowStatement' ||
      node.type === 'AssignmentExpression',
  );
}
