import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isIdentifier, keyName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, outermostWrapper } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import type { FileContext } from '../values/index.ts';
import type { AcknowledgementFact } from '../facts/holding.ts';
import { onlyLogs, waits } from './waits.ts';

const queues = /['"`](?:bull|bullmq|@nestjs\/bull|@nestjs\/bullmq|kafkajs|sqs-consumer)['"`]/;

/** What kafkajs and sqs-consumer call with each message: it counts as done when they return. */
const takers = /^(?:eachMessage|eachBatch|handleMessage|handleMessageBatch)$/;

/** Jobs whose failure is caught and only logged: the queue hears of a success, and never tries them again. */
export function findDroppedJobs(context: FileContext, test: boolean): readonly AcknowledgementFact[] {
  if (test || !(textHas(context.file, queues) || takesFromElsewhere(context))) return [];
  const owners = new Set<FunctionNode>();
  const own = context.index.tries.flatMap((attempt): readonly AcknowledgementFact[] => {
    const owner = enclosingFunction(attempt);
    if (!owner?.async || !takesJobs(context, owner)) return [];
    owners.add(owner);
    return isOnlyLogged(owner, attempt) ? [caughtBy(attempt, test)] : [];
  });
  return [...own, ...findHandedJobs(context, owners, test)];
}

/** `start(consumer)`: the file gets its consumer of kafkajs from another one. */
function takesFromElsewhere({ file, port }: FileContext): boolean {
  return textHas(file, /\beach(?:Message|Batch)\b/) && port.dependsOn?.('kafkajs', file.path) === true;
}

function isOnlyLogged(owner: FunctionNode, attempt: Ast.TryStatement): boolean {
  const { handler } = attempt;
  return handler !== null && isAllOf(owner, attempt) && waits(attempt.block) && onlyLogs(handler.body);
}

function caughtBy({ handler }: Ast.TryStatement, test: boolean): AcknowledgementFact {
  const range = { start: handler!.range[0], end: handler!.body.range[0] + 1 };
  return { kind: 'acknowledgement', range, library: 'bullmq', when: 'caught', name: 'catch', test };
}

/** `async (job) => { await send(job.data.id) }`, where `send` only logs what fails: it is all that the job does. */
function findHandedJobs(
  context: FileContext,
  known: ReadonlySet<FunctionNode>,
  test: boolean,
): readonly AcknowledgementFact[] {
  const seen = new Set<FunctionNode>();
  return context.index.calls.flatMap((call): readonly AcknowledgementFact[] => {
    const owner = enclosingFunction(call);
    if (!owner?.async || known.has(owner) || !isAllThatRuns(owner, call) || !takesJobs(context, owner)) return [];
    const value = context.value(unwrap(call.callee));
    if (value.kind !== 'function' || !value.node.async || seen.has(value.node)) return [];
    const attempt = value.file.index.tries.find((one) => enclosingFunction(one) === value.node);
    if (!attempt || !isOnlyLogged(value.node, attempt)) return [];
    seen.add(value.node);
    const name = calledName(call) ?? 'function';
    return [{ kind: 'acknowledgement', range: rangeOf(call), library: 'bullmq', when: 'caught-within', name, test }];
  });
}

/** `await send(...)` as the only work that a function waits for, or what it returns. */
function isAllThatRuns({ body }: FunctionNode, call: CallExpression): boolean {
  let at: Node = outermostWrapper(call);
  if (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
  if (at === body) return true;
  const statement = at.parent;
  if (body?.type !== 'BlockStatement' || statement?.parent !== body) return false;
  if (statement.type === 'ExpressionStatement' && at.type !== 'AwaitExpression') return false;
  if (!/^(?:Expression|Return)Statement$/.test(statement.type)) return false;
  return body.body.every((one) => one === statement || !waits(one));
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
