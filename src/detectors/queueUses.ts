import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { QueueRole } from '../knowledge/roles.ts';
import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { readAll } from '../values/index.ts';
import type { FileContext, OptionsView } from '../values/index.ts';
import { fieldIsHandedOn, isHandedOn } from '../resources/emitters.ts';
import type { QueueOperation } from '../facts/model.ts';
import { ancestors, isFunction, unwrap } from '../ast/nodes.ts';
import { madeOptions } from './timeout.ts';

/** What names a queue: a constant, a variable of this file, or an expression as it is written. */
export function nameOfQueue(context: FileContext, node: Node | undefined): string | undefined {
  if (!node) return undefined;
  const constant = context.constant(node);
  if (constant !== undefined) return JSON.stringify(constant);
  const plain = unwrap(node);
  const variable = plain.type === 'Identifier' ? context.variable(plain) : undefined;
  return variable ? `${variable.name}@${variable.identifiers[0]?.range[0]}` : context.text(plain);
}

/** What a consumer does with each message, and how many it gets at once. */
export function consumerFailure(
  context: FileContext,
  node: CallExpression | NewExpression,
  { operation, handler }: QueueRole,
): Pick<QueueOperation, 'handlerWaits' | 'prefetched'> {
  if (operation !== 'consume' || handler === undefined) return {};
  const value = context.value(node.arguments[handler] as Node | undefined);
  const waits =
    value.kind === 'function' && someNode(value.node.body, (part) => part.type === 'AwaitExpression')
      ? { handlerWaits: true }
      : {};
  return { ...waits, prefetched: isPrefetched(context, node) };
}

/** The channel is made and kept in this file, and nothing here limits it. */
function isPrefetched(context: FileContext, node: CallExpression | NewExpression): boolean | 'unknown' {
  if (context.index.calls.some((call) => /^(?:prefetch|qos)$/i.test(calledName(call) ?? ''))) return true;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return 'unknown';
  const channel = unwrap(callee.object);
  if (channel.type === 'Identifier') {
    const variable = context.variable(channel);
    if (variable?.defs[0]?.node.type !== 'VariableDeclarator') return 'unknown';
    return isHandedOn(variable) ? 'unknown' : false;
  }
  if (channel.type !== 'MemberExpression') return 'unknown';
  const field = context.text(channel);
  const kept = context.index.members.some(
    (member) =>
      context.text(member) === field && member.parent?.type === 'AssignmentExpression' && member.parent.left === member,
  );
  return kept && !fieldIsHandedOn(context, field) ? false : 'unknown';
}

const counts = /redeliver|x-death|x-delivery|quorum|attempt|retr(?:y|ies)/i;
const paces = /^(?:setTimeout|sleep|delay|wait)$/i;

/** Whether a refusal answers a failure, and every failure alike. */
export function onFailure(
  context: FileContext,
  node: CallExpression | NewExpression,
): Pick<QueueOperation, 'onFailure'> {
  for (const at of ancestors(node)) {
    const handles =
      at.type === 'CatchClause' ||
      (isFunction(at) && calledName(handedTo(at)?.call ?? (node as CallExpression)) === 'catch');
    if (handles) {
      const chooses = someNode(
        at.body,
        (part) =>
          /^(?:If|Switch|Conditional|Logical)/.test(part.type) ||
          (part.type === 'CallExpression' && paces.test(calledName(part) ?? '')),
        OWN_BODY,
      );
      return { onFailure: chooses || counts.test(context.file.text) ? 'sometimes' : 'always' };
    }
    if (isFunction(at)) return {};
  }
  return {};
}

/** Whether a job waits between its attempts: what its queue gives to all jobs counts where it does not say. */
export function backoff(
  context: FileContext,
  node: CallExpression | NewExpression,
  { operation }: QueueRole,
  own: OptionsView,
): Pick<QueueOperation, 'backoff'> {
  if (operation === 'declare') return { backoff: backoffForAll(own) };
  if (operation !== 'add') return {};
  const state = own.get('backoff').state;
  if (state !== 'absent') return { backoff: state === 'present' ? true : 'unknown' };
  const callee = unwrap(node.callee);
  const queue = callee.type === 'MemberExpression' ? context.value(unwrap(callee.object)) : undefined;
  if (queue?.kind !== 'client' || !queue.creation) return { backoff: 'unknown' };
  return { backoff: backoffForAll(readAll(madeOptions(queue.creation))) };
}

function backoffForAll(options: OptionsView): boolean | 'unknown' {
  const all = options.get('defaultJobOptions');
  if (all.state !== 'present') return all.state === 'absent' ? false : 'unknown';
  const given = all.file.options(all.node);
  if (given.get('backoff').state === 'present') return true;
  return given.get('backoff').state === 'absent' && given.literal && given.source === 'own' ? false : 'unknown';
}
