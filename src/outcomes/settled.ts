import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, rangeOf } from '../ast/nodes.ts';
import { calledName, handedTo, methodOn, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Silence } from '../facts/rejections.ts';

const MAX_STEPS = 12;

/**
 * The `Promise.allSettled(...)` that a call's promise ends in and whose results nobody keeps: it never rejects, and the
 * failures stand in its results only. Undefined where something on the way handles them, or a comment says why.
 */
export function settledSilence(context: FileContext, node: Node): Silence | undefined {
  const settled = settledBy(context, node, 0);
  return settled && isDropped(context, settled) && !isExplainedBefore(context, settled)
    ? { range: rangeOf(settled), settled: true }
    : undefined;
}

function settledBy(context: FileContext, node: Node, depth: number): CallExpression | undefined {
  if (depth > MAX_STEPS) return undefined;
  const next = (at: Node): CallExpression | undefined => settledBy(context, at, depth + 1);
  const outer = outermostWrapper(node);
  const step = methodOn(outer);
  // Who chains to it may look at its outcome; a handler of failures does.
  if (step) return step.name === 'then' && step.call.arguments.length === 1 ? next(step.call) : undefined;
  const { parent } = outer;
  switch (parent?.type) {
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'ConditionalExpression':
      return next(parent);
    case 'AwaitExpression':
    case 'ReturnStatement':
      return settledInFunction(context, parent, depth);
    case 'ArrowFunctionExpression':
      return parent.body === outer ? settledByCallback(context, parent, depth) : undefined;
    case 'VariableDeclarator':
      return settledByReads(context, outer, depth);
    case 'CallExpression':
      return parent.callee === outer ? undefined : settledByCall(context, parent, depth);
    default:
      return undefined;
  }
}

/** What rejects in a function rejects its promise, unless a `try` is around it. */
function settledInFunction(context: FileContext, at: Node, depth: number): CallExpression | undefined {
  const owner = enclosingFunction(at);
  if (!owner) return undefined;
  for (const around of ancestors(at)) {
    if (around === owner) return settledByCallback(context, owner, depth);
    if (around.type === 'TryStatement') return undefined;
  }
  return undefined;
}

/** `list.map(async (one) => ...)`: a list of what the callback gives. */
function settledByCallback(context: FileContext, owner: FunctionNode, depth: number): CallExpression | undefined {
  const handed = handedTo(owner);
  return handed && /^(?:map|flatMap)$/.test(calledName(handed.call) ?? '')
    ? settledBy(context, handed.call, depth + 1)
    : undefined;
}

function settledByCall(context: FileContext, call: CallExpression, depth: number): CallExpression | undefined {
  const combinator = promiseCombinator(call);
  if (combinator === 'allSettled') return call;
  if (combinator === 'all') return settledBy(context, call, depth + 1);
  const { callee } = call;
  // `tasks.push(put(a))`: what becomes of the list.
  if (callee.type !== 'MemberExpression' || calledName(call) !== 'push' || callee.object.type !== 'Identifier')
    return undefined;
  const list = context.variable(callee.object);
  return (
    list &&
    onlySettled(
      context,
      readsOf(list).filter((read) => !isPushed(read)),
      depth,
    )
  );
}

function isPushed(read: Node): boolean {
  return methodOn(outermostWrapper(read))?.name === 'push';
}

function settledByReads(context: FileContext, value: Node, depth: number): CallExpression | undefined {
  const variable = variableFor(context, value);
  return variable && onlySettled(context, readsOf(variable), depth);
}

/** Whoever else gets the promise may handle what becomes of it. */
function onlySettled(context: FileContext, reads: readonly Node[], depth: number): CallExpression | undefined {
  const [only, ...more] = reads;
  return only && more.length === 0 ? settledBy(context, only, depth + 1) : undefined;
}

function isDropped(context: FileContext, call: CallExpression): boolean {
  let outer = outermostWrapper(call);
  while (outer.parent?.type === 'AwaitExpression') outer = outermostWrapper(outer.parent);
  if (outer.parent?.type === 'ExpressionStatement') return true;
  const results = outer.parent?.type === 'VariableDeclarator' ? variableFor(context, outer) : undefined;
  return results !== undefined && readsOf(results).length === 0;
}

/** A comment in the statement, at the end of its line or on the line before it. */
function isExplainedBefore(context: FileContext, call: CallExpression): boolean {
  const statement = [...ancestors(call)].find((at) => at.type.endsWith('Statement') || isFunction(at)) ?? call;
  const { text } = context.file;
  const before = text.slice(0, statement.range[0]).trimEnd();
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  const restOfLine = /^[^\n]*/.exec(text.slice(statement.range[1]))?.[0] ?? '';
  return (
    /^\s*(?:\/\/|\/?\*)|\*\/$/.test(lastLine) ||
    /\/[/*]/.test(restOfLine) ||
    /(?<!:)\/[/*]/.test(context.text(statement))
  );
}
