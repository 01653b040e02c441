import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Boundary } from '../facts/model.ts';
import { importSource } from '../retries/sleeps.ts';

const routes = /^(?:get|post|put|patch|delete|all|use|options|head|route)$/;
const listens = /^(?:on|once|addListener|addEventListener|prependListener|prependOnceListener)$/;

/** Who gets a rejection that leaves the function around a node. */
export function boundaryOf(context: FileContext, node: Node): Boundary {
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    const kind = kindOf(context, at);
    if (kind) return { kind: kind.kind, range: rangeOf(at), lost: kind.lost && isAsync(at) };
    if (!runsInPlace(at)) return { kind: 'function', range: rangeOf(at), lost: false };
  }
  return { kind: 'top-level', range: rangeOf(context.file.ast), lost: false };
}

function isAsync(node: FunctionNode): boolean {
  return node.async || node.body?.type !== 'BlockStatement';
}

/** A callback whose result goes back into the function around it: `map`, `then`, a policy's `execute`. */
function runsInPlace(node: FunctionNode): boolean {
  return handedTo(node) !== undefined || (node.parent?.type === 'CallExpression' && node.parent.callee === node);
}

function kindOf(context: FileContext, node: FunctionNode): { kind: Boundary['kind']; lost: boolean } | undefined {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression') {
    const { property } = parent.left;
    return property.type === 'Identifier' && /^on[a-z]+$/.test(property.name)
      ? { kind: 'event-handler', lost: true }
      : undefined;
  }
  if (parent?.type === 'NewExpression') {
    if (isCronJob(context, parent)) return { kind: 'timer', lost: true };
    const value = context.value(unwrap(parent.callee));
    return value.kind === 'client' && value.type.new?.queue ? { kind: 'consumer', lost: false } : undefined;
  }
  const handed = handedTo(node);
  return handed ? boundaryOfCallback(context, handed.call, handed.index) : undefined;
}

/** Up to version 3, cron calls its function and looks at nothing that it gives. */
function isCronJob(context: FileContext, made: Ast.NewExpression): boolean {
  const callee = unwrap(made.callee);
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  if (root.type !== 'Identifier' || importSource(context, root)?.module !== 'cron') return false;
  const version = context.port.version('cron', context.file.path);
  return version === undefined || Number.parseInt(version, 10) < 4;
}

function boundaryOfCallback(
  context: FileContext,
  call: CallExpression,
  index: number,
): { kind: Boundary['kind']; lost: boolean } | undefined {
  const name = calledName(call);
  if (name === undefined) return undefined;
  if (/^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask)$/.test(name))
    return { kind: 'timer', lost: true };
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return undefined;
  const value = context.value(callee);
  if (value.kind === 'client' && value.type.call?.queue?.operation === 'consume')
    return { kind: 'consumer', lost: true };
  if (listens.test(name) && index > 0) {
    const process = callee.object.type === 'Identifier' && callee.object.name === 'process';
    return { kind: process ? 'process-event' : 'event-handler', lost: true };
  }
  if (routes.test(name) && index > 0 && isExpress(context, callee.object)) {
    return { kind: 'express-handler', lost: expressDropsRejections(context) };
  }
  return undefined;
}

/** An object made by `express()` or `express.Router()`. */
function isExpress(context: FileContext, object: Node): boolean {
  const plain = unwrap(object);
  if (plain.type !== 'Identifier') return false;
  const definition = context.variable(plain)?.defs[0]?.node;
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
  const made = unwrap(definition.init);
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return false;
  const callee = unwrap(made.callee);
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  return root.type === 'Identifier' && importSource(context, root)?.module === 'express';
}

/** Express hands rejections of handlers to its error handler from version 5 on, and before with a package that patches it. */
function expressDropsRejections(context: FileContext): boolean {
  if (context.port.version('express-async-errors', context.file.path) !== undefined) return false;
  const version = context.port.version('express', context.file.path);
  return version === undefined || Number.parseInt(version, 10) < 5;
}
