import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, keyName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { isLoop } from '../ast/flow.ts';
import { onlyLogs, waits } from './waits.ts';

const mark = /\b(?:(?:ack|commitOffsets|resolveOffset|deleteMessage|DeleteMessageCommand)\s*\()/;
const libraries: readonly (readonly [RegExp, string])[] = [
  [/['"`](?:amqplib(?:\/\w+)?|amqp-connection-manager|@golevelup\/nestjs-rabbitmq)['"`]/, 'amqplib'],
  [/['"`]kafkajs['"`]/, 'kafkajs'],
  [/['"`]@google-cloud\/pubsub['"`]/, '@google-cloud/pubsub'],
  [/['"`](?:nats|@nats-io\/[\w-]+)['"`]/, 'nats'],
  [/['"`](?:@aws-sdk\/client-sqs|aws-sdk(?:\/clients\/sqs)?)['"`]/, '@aws-sdk/client-sqs'],
];

/** Messages that are acknowledged before they are worked on, or even though the work failed. */
export function findAcknowledgements(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !textHas(context.file, mark)) return [];
  const library = libraries.find(([pattern]) => pattern.test(context.file.text))?.[1];
  if (library === undefined) return [];
  if (library === '@aws-sdk/client-sqs') return findDeletions(context);
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

/** SQS knows no other acknowledgement than to delete the message, by its receipt: what is done with it after that is done once, or never. */
function findDeletions(context: FileContext): readonly AcknowledgementFact[] {
  return context.index.calls.flatMap((call): readonly AcknowledgementFact[] => {
    const message = deletedMessage(call);
    const owner = enclosingFunction(call);
    const statement = [...ancestors(call)].find((at) => at.parent?.type === 'BlockStatement');
    if (!message || !owner?.async || statement?.type !== 'ExpressionStatement') return [];
    const variable = context.variable(message);
    const { body } = statement.parent as Ast.BlockStatement;
    const index = body.indexOf(statement);
    const about = new Set([variable]);
    const mentions = (one: Node): boolean =>
      someNode(one, (node) => node.type === 'Identifier' && about.has(context.variable(node)));
    // `const order = JSON.parse(message.Body)`
    for (const one of body.slice(0, index))
      if (one.type === 'VariableDeclaration' && mentions(one))
        for (const { id } of one.declarations) if (id.type === 'Identifier') about.add(context.variable(id));
    const works = (one: Node): boolean => mentions(one) && waits(one);
    // In a `catch`, or behind a test, the message may be one that nobody wants.
    const around = [...ancestors(statement)];
    const round = around.findIndex((at) => at === owner || isLoop(at));
    const guarded = around.slice(0, round).some(({ type }) => type === 'CatchClause' || type === 'IfStatement');
    if (!variable || guarded || body.slice(0, index).some(works) || !body.slice(index + 1).some(works)) return [];
    const library = '@aws-sdk/client-sqs';
    return [
      { kind: 'acknowledgement', range: rangeOf(call), library, when: 'first', name: 'deleteMessage', test: false },
    ];
  });
}

/** The variable of the message whose receipt is handed to `sqs.send(new DeleteMessageCommand(...))` or `sqs.deleteMessage(...)`. */
function deletedMessage(call: CallExpression): Ast.Identifier | undefined {
  const [given] = call.arguments as readonly Node[];
  const command = given?.type === 'NewExpression' && unwrap(given.callee);
  const options =
    calledName(call) === 'deleteMessage'
      ? given
      : command && command.type === 'Identifier' && command.name === 'DeleteMessageCommand'
        ? (given.arguments[0] as Node | undefined)
        : undefined;
  if (options?.type !== 'ObjectExpression') return undefined;
  const receipt = options.properties.find(
    (one) => one.type === 'Property' && keyName(one.key, one.computed) === 'ReceiptHandle',
  );
  let value = receipt?.type === 'Property' ? unwrap(receipt.value) : undefined;
  while (value?.type === 'MemberExpression') value = unwrap(value.object);
  return value?.type === 'Identifier' ? value : undefined;
}
