import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, keyName, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { isLoop } from '../ast/flow.ts';
import { chainedWhen, whenOf } from './ackTiming.ts';
import { givesOn, isAck, mentionsOf, waits } from './waits.ts';

const mark =
  /\b(?:(?:ack|ackMessage|acknowledge|acknowledgeMessage|commitOffsets|resolveOffset|deleteMessage|DeleteMessageCommand)\s*\()/;
const libraries: readonly (readonly [RegExp, string])[] = [
  [/['"`](?:amqplib(?:\/\w+)?|amqp-connection-manager|@golevelup\/nestjs-rabbitmq)['"`]/, 'amqplib'],
  [/['"`]kafkajs['"`]/, 'kafkajs'],
  [/['"`]@google-cloud\/pubsub['"`]/, '@google-cloud/pubsub'],
  [/['"`](?:nats|@nats-io\/[\w-]+)['"`]/, 'nats'],
  [/['"`](?:@aws-sdk\/client-sqs|aws-sdk(?:\/clients\/sqs)?)['"`]/, '@aws-sdk/client-sqs'],
  [/['"`]@nestjs\/microservices['"`]/, '@nestjs/microservices'],
];

/** Messages that are acknowledged before they are worked on, or even though the work failed. */
export function findAcknowledgements(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !textHas(context.file, mark)) return [];
  const library = libraries.find(([pattern]) => pattern.test(context.file.text))?.[1];
  if (library === undefined) return [];
  if (library === '@aws-sdk/client-sqs') return findDeletions(context);
  return context.index.calls.flatMap((call) => {
    const when = timeOf(context, call);
    if (!when) return [];
    return [{ kind: 'acknowledgement', range: rangeOf(call), library, when, name: calledName(call) ?? 'ack', test }];
  });
}

function timeOf(context: FileContext, call: CallExpression): AcknowledgementFact['when'] | undefined {
  if (!acknowledges(context, call)) return undefined;
  const chained = call.arguments.length > 0 ? chainedWhen(call) : undefined;
  if (chained) return chained;
  const handler = handlerAround(context, call);
  return handler && whenOf(context, call, handler);
}

/** `channel.ack(message)`, `message.ack()`, `resolveOffset(message.offset)`: not the first of a method of that name. */
function acknowledges(context: FileContext, call: CallExpression): boolean {
  const name = calledName(call);
  if (name === 'commitOffsets') return call.arguments.length > 0;
  if (name === 'resolveOffset') return call.arguments.length > 0;
  if (!isAck(call) || call.callee.type !== 'MemberExpression') return false;
  const message = unwrap((call.arguments[0] as Node | undefined) ?? call.callee.object);
  if (message.type !== 'Identifier') return false;
  const definition = context.variable(message)?.defs[0];
  return definition?.type === 'Parameter' || isMessageOfNest(definition?.node);
}

/** `const message = context.getMessage()`, as NestJS hands it out. */
function isMessageOfNest(declared: Node | undefined): boolean {
  const init = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : undefined;
  return init?.type === 'CallExpression' && calledName(init) === 'getMessage';
}

/** The function that gets each message. */
function handlerAround(context: FileContext, call: CallExpression): FunctionNode | undefined {
  const owner = enclosingFunction(call);
  if (!owner) return undefined;
  const handed = handedTo(owner);
  const taker = handed && calledName(handed.call);
  if (taker === 'consume' || taker === 'subscribe') return owner;
  if (handed && /^(?:on|addListener)$/.test(taker ?? ''))
    return context.constant(handed.call.arguments[0] as Node) === 'message' ? owner : undefined;
  if (isNamedHandler(context, owner) || isNestHandler(owner)) return owner;
  const property = owner.parent;
  if (property?.type !== 'Property') return undefined;
  return /^(?:eachMessage|eachBatch|callback)$/.test(keyName(property.key, property.computed) ?? '')
    ? owner
    : undefined;
}

/** `channel.consume(queue, onMessage)`, `channel.consume(queue, (m) => this.onMessage(m))`. */
function isNamedHandler(context: FileContext, owner: FunctionNode): boolean {
  const name = nameOfFunction(owner);
  return (
    name !== undefined &&
    context.index.calls.some(
      (call) => calledName(call) === 'consume' && call.arguments.some((given) => passesTo(given, name)),
    )
  );
}

function nameOfFunction(owner: FunctionNode): string | undefined {
  const { parent } = owner;
  if (owner.type === 'FunctionDeclaration') return owner.id?.name;
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition') return undefined;
  return keyName(parent.key as Node, parent.computed);
}

/** It is the function of that name, bound or not, or calls it. */
function passesTo(given: Node, name: string): boolean {
  return someNode(given, (node) => {
    if (node.type === 'CallExpression') return calledName(node) === name;
    const plain = node === given || node.parent?.type === 'MemberExpression' ? node : undefined;
    if (plain?.type === 'Identifier') return plain === given && plain.name === name;
    return plain?.type === 'MemberExpression' && memberName(plain) === name;
  });
}

function isNestHandler({ parent }: FunctionNode): boolean {
  if (parent?.type !== 'MethodDefinition') return false;
  return (parent.decorators ?? []).some(({ expression }) => {
    const name = expression.type === 'CallExpression' ? calledName(expression) : undefined;
    return name === 'MessagePattern' || name === 'EventPattern';
  });
}

/** SQS knows no other acknowledgement than to delete the message, by its receipt: what is done with it after that is done once, or never. */
function findDeletions(context: FileContext): readonly AcknowledgementFact[] {
  return context.index.calls.flatMap((call): readonly AcknowledgementFact[] => {
    const message = deletedMessage(call);
    const owner = enclosingFunction(call);
    const statement = [...ancestors(call)].find((at) => at.parent?.type === 'BlockStatement');
    if (!message || !owner?.async || statement?.type !== 'ExpressionStatement') return [];
    const [before, after] = aroundOf(statement);
    const mentions = mentionsOf(context, message, before);
    const works = (one: Node): boolean => mentions(one) && waits(one);
    // In a `catch`, or behind a test, the message may be one that nobody wants.
    const around = [...ancestors(statement)];
    const round = around.findIndex((at) => at === owner || isLoop(at));
    const guarded = around.slice(0, round).some(({ type }) => type === 'CatchClause' || type === 'IfStatement');
    if (!context.variable(message) || guarded || before.some(works)) return [];
    if (!after.some(works) && !givesOn(context, message, [...before, ...after])) return [];
    const library = '@aws-sdk/client-sqs';
    return [
      { kind: 'acknowledgement', range: rangeOf(call), library, when: 'first', name: 'deleteMessage', test: false },
    ];
  });
}

/** The statements of its block before and after it; a `try` around nothing but it makes no difference. */
function aroundOf(statement: Node): readonly [readonly Node[], readonly Node[]] {
  const block = statement.parent as Ast.BlockStatement;
  const attempt = block.body.length === 1 && block.parent.type === 'TryStatement' ? block.parent : undefined;
  if (attempt?.block === block && attempt.parent.type === 'BlockStatement' && !attempt.finalizer)
    return aroundOf(attempt);
  const index = block.body.indexOf(statement as never);
  return [block.body.slice(0, index), block.body.slice(index + 1)];
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
