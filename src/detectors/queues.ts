import type { Constant } from '../knowledge/retryFigures.ts';
import type { QueueRole } from '../knowledge/roles.ts';
import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { argumentsAt, readAll } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { backoff, consumerFailure, nameOfQueue, onFailure } from './queueUses.ts';
import { throwsOnBadMessage } from '../outcomes/badMessages.ts';
import { isFunction, isIdentifier, keyName, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { someNode } from '../ast/walk.ts';
import type { QueueOperation } from '../facts/model.ts';

/** What this file does to queues: declares, publishes, consumes, limits and refuses. */
export function findQueueOperations(context: FileContext, test: boolean): readonly QueueOperation[] {
  const found: QueueOperation[] = [];
  for (const node of [...context.index.calls, ...context.index.news]) {
    const value = context.value(unwrap(node.callee));
    if (value.kind !== 'client' && isOwnConsumer(node)) {
      const one = operation(context, node, consumes, { api: 'queue', library: 'amqplib' }, test);
      found.push({ ...one, prefetched: 'unknown' });
    }
    if (value.kind !== 'client') continue;
    const member = node.type === 'NewExpression' ? value.type.new : value.type.call;
    if (!member?.queue) continue;
    found.push(
      operation(
        context,
        node,
        member.queue,
        { api: value.type.api ?? value.library.api, library: value.library.name },
        test,
      ),
    );
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

const consumes: QueueRole = { operation: 'consume', options: 2, queue: 0, handler: 1 };

/**
 * A channel of RabbitMQ that comes from elsewhere, such as the project's own module: it hands each message to a function
 * that reads its `content` and acknowledges it.
 */
function isOwnConsumer(node: CallExpression | NewExpression): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const handler = node.arguments[1];
  if (calledName(node) !== 'consume' || !handler || !isFunction(handler)) return false;
  const [message] = handler.params;
  if (message?.type !== 'Identifier') return false;
  const isMessage = (one: Node | undefined): boolean => one !== undefined && isIdentifier(unwrap(one), message.name);
  const reads = someNode(
    handler.body,
    (at) => at.type === 'MemberExpression' && memberName(at) === 'content' && isMessage(at.object),
  );
  return (
    reads &&
    someNode(
      handler.body,
      (at) => at.type === 'CallExpression' && /^n?ack$/.test(calledName(at) ?? '') && isMessage(at.arguments[0]),
    )
  );
}

function operation(
  context: FileContext,
  node: CallExpression | NewExpression,
  role: QueueRole,
  { api, library }: { readonly api: string; readonly library: string },
  test: boolean,
): QueueOperation {
  const args = node.arguments as readonly Node[];
  const holders = argumentsAt(args, role.options);
  const view = readAll(holders.map((holder) => context.options(holder)));
  const options: Record<string, Constant> = {};
  const written = holders.flatMap((holder) => writtenNames(context, holder));
  for (const name of written) {
    const value = view.get(name);
    if (value.state === 'present' && value.constant !== undefined && value.constant !== 'undefined') {
      options[name] = value.constant;
    }
  }
  for (const [index, name] of Object.entries(role.named ?? {})) {
    const argument = args[Number(index)];
    const value = argument ? context.constant(argument) : role.absent?.[name];
    if (value !== undefined) options[name] = value;
  }
  const queue = role.queue === undefined ? undefined : nameOfQueue(context, args[role.queue]);
  return {
    kind: 'queue',
    range: rangeOf(node),
    api,
    operation: role.operation,
    options,
    written,
    opaque: view.source !== 'own',
    library,
    ...(queue === undefined ? {} : { queue }),
    ...consumerFailure(context, node, role),
    ...(throwsOnBadMessage(context, node, role) ? { throwsOnBadMessage: true } : {}),
    ...(role.operation === 'nack' ? onFailure(context, node) : {}),
    ...backoff(context, node, role, view),
    test,
  };
}

/** Names of the properties that options have in sight, nested ones dotted. */
function writtenNames(context: FileContext, holder: Node, prefix = '', depth = 0): readonly string[] {
  let node = unwrap(holder);
  if (node.type === 'Identifier') {
    const definition = context.variable(node)?.defs[0]?.node;
    if (definition?.type === 'VariableDeclarator' && definition.init) node = unwrap(definition.init);
  }
  if (node.type !== 'ObjectExpression' || depth > 3) return [];
  return node.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return writtenNames(context, property.argument, prefix, depth + 1);
    const name = keyName(property.key, property.computed);
    if (name === undefined) return [];
    return [`${prefix}${name}`, ...writtenNames(context, property.value as Node, `${prefix}${name}.`, depth + 1)];
  });
}
