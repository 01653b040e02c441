import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isIdentifier, keyName, unwrap } from '../ast/nodes.ts';
import { handedTo } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { onlyLogs, waits } from './waits.ts';

const queues = /['"`](?:bull|bullmq|@nestjs\/bull|@nestjs\/bullmq|kafkajs|sqs-consumer)['"`]/;

/** What kafkajs and sqs-consumer call with each message: it counts as done when they return. */
const takers = /^(?:eachMessage|eachBatch|handleMessage|handleMessageBatch)$/;

/** Jobs whose failure is caught and only logged: the queue hears of a success, and never tries them again. */
export function findDroppedJobs(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !textHas(context.file, queues)) return [];
  return context.index.tries.flatMap((attempt): readonly AcknowledgementFact[] => {
    const { handler } = attempt;
    const owner = enclosingFunction(attempt);
    if (!handler || !owner?.async || !takesJobs(context, owner) || !isAllOf(owner, attempt)) return [];
    if (!waits(attempt.block) || !onlyLogs(handler.body)) return [];
    const range = { start: handler.range[0], end: handler.body.range[0] + 1 };
    return [{ kind: 'acknowledgement', range, library: 'bullmq', when: 'caught', name: 'catch', test }];
  });
}

/** Nothing else is waited for in it: what fails, fails here. */
function isAllOf({ body }: FunctionNode, attempt: Ast.TryStatement): boolean {
  if (body?.type !== 'BlockStatement' || attempt.parent !== body) return false;
  return body.body.every((statement) => statement === attempt || !waits(statement));
}

/** `new Worker(name, job => ...)`, `queue.process(job => ...)`, `@Process() run(job)`, `process(job)` of a `WorkerHost`, `eachMessage`. */
function takesJobs(context: FileContext, owner: FunctionNode): boolean {
  const { parent } = owner;
  if (parent?.type === 'NewExpression') {
    const value = context.value(parent.callee);
    return value.kind === 'client' && value.type.new?.queue !== undefined;
  }
  if (parent?.type === 'MethodDefinition') {
    const named = keyName(parent.key as Node, parent.computed) === 'process';
    const host = parent.parent.parent.superClass;
    return decoratedWith(parent, 'Process') || (named && host != null && isIdentifier(host, 'WorkerHost'));
  }
  if (parent?.type === 'Property') return takers.test(keyName(parent.key, parent.computed) ?? '');
  const call = handedTo(owner)?.call;
  const taker = call && context.value(unwrap(call.callee));
  return taker?.kind === 'client' && taker.type.call?.queue?.operation === 'worker';
}

function decoratedWith({ decorators }: Ast.MethodDefinition, name: string): boolean {
  return (decorators ?? []).some(
    ({ expression }) => expression.type === 'CallExpression' && isIdentifier(expression.callee, name),
  );
}
