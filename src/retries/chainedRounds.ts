import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import { declaredBy } from '../backoff/delay.ts';
import type { Failure } from './edges.ts';

/**
 * A chain that comes round by itself: `take().then(handle).catch(log).then(() => consume())`, `take().catch(log).finally(consume)`.
 * What is waited for on a success does not pace it while the server is down, where what catches the failure waits for
 * nothing. Only what always comes round: a condition may say that there is nothing left to do.
 */
export function chainedRound(
  context: FileContext,
  call: CallExpression,
  callback: Node,
  node: Node,
  from: FunctionNode,
): Failure | undefined {
  const name = calledName(call);
  if ((name !== 'then' && name !== 'finally') || call.arguments[0] !== callback) return undefined;
  if (node !== callback && !(isFunction(callback) && doesOnly(callback, node))) return undefined;
  if (node.type === 'CallExpression' && node.arguments.length > 0) return undefined;
  const handler = caughtBy(call);
  if (!handler || waits(handler) || !isAll(call, from)) return undefined;
  return { region: handler, variables: handler.params.flatMap((param) => declaredBy(context, param)), caught: true };
}

/** `() => consume()`, `() => { consume(); }`. */
function doesOnly({ body }: FunctionNode, node: Node): boolean {
  if (body?.type !== 'BlockStatement') return body !== undefined && body !== null && unwrap(body) === node;
  return body.body.length === 1 && expressionOf(body.body[0]!) === node;
}

/** What catches the failure, right before. */
function caughtBy(call: CallExpression): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  const before = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (before?.type !== 'CallExpression' || calledName(before) !== 'catch') return undefined;
  const [handler] = before.arguments;
  return isFunction(handler) ? handler : undefined;
}

/** It pauses, gives up, or gives a promise that may. */
function waits({ body }: FunctionNode): boolean {
  if (body?.type === 'CallExpression') return !/^(?:log|info|warn|error|debug|trace)$/.test(calledName(body) ?? '');
  return someNode(body, ({ type }) => /^(?:Await|Yield|New)Expression$|^(?:Throw|Return)Statement$/.test(type));
}

/** Nothing in the function is asked or waited for but the chain. */
function isAll(call: CallExpression, { body }: FunctionNode): boolean {
  if (body?.type !== 'BlockStatement') return body !== undefined && body !== null && unwrap(body) === call;
  return body.body.every((statement) => holds(statement, call) || !someNode(statement, decides, OWN_BODY));
}

/** `return chain`, `void chain`, `await chain` */
function holds(statement: Node, call: CallExpression): boolean {
  const value = expressionOf(statement);
  const plain = value?.type === 'UnaryExpression' || value?.type === 'AwaitExpression' ? value.argument : value;
  return plain !== undefined && unwrap(plain) === call;
}

function decides({ type }: Node): boolean {
  return /^(?:Await|Yield|Conditional|Logical)Expression$|^(?:If|Switch|For\w*|While|DoWhile|Try|Throw)Statement$/.test(
    type,
  );
}

function expressionOf(statement: Node): Node | undefined {
  if (statement.type === 'ReturnStatement') return statement.argument ? unwrap(statement.argument) : undefined;
  return statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
}

/** `http.post(url, jobs.shift())`: each round has its own, and the list has an end. */
export function takesAnother(operation: Node): boolean {
  const given = operation.type === 'CallExpression' ? operation.arguments : [];
  return given.some((argument) => someNode(argument as Node, ({ type }) => type === 'CallExpression'));
}
