import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { argumentsOf, findRequest, readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { ancestors, enclosingFunction, isFunction, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { StatusState } from '../facts/model.ts';

/** Or a field that only a response of one status has: `webSocket`, after an upgrade. */
const statusFields = /^(?:ok|status|statusCode|status_code|statusText|statusMessage|isError|webSocket)$/;
/** What may be asked of a response of any status. */
const beside = /^(?:headers|url|redirected|type|clone|bodyUsed)$/;
const MAX_DEPTH = 6;

/** Whether the status of a response is looked at; `na` where the response is handed to the caller as it came. */
export function statusState(context: FileContext, node: Node, found: FoundRequest): StatusState {
  const callback = argumentsOf(found.node).find((argument) => isFunction(argument));
  if (isFunction(callback) && found.request.emitter) return statusOfParameter(context, callback, 0, 0);
  if (found.request.emitter) return statusOfResponseEvent(context, node);
  return statusOfResponse(context, node, 0);
}

/** Follows a response, or the promise of one. */
function statusOfResponse(context: FileContext, node: Node, depth: number): StatusState {
  if (depth > MAX_DEPTH) return 'unknown';
  const outer = outermostWrapper(node);
  const { parent } = outer;
  if (!parent) return 'unknown';
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return statusOfResponse(context, parent, depth + 1);
    case 'MemberExpression':
      return statusOfMember(context, outer, depth);
    case 'VariableDeclarator':
    case 'AssignmentExpression':
      return statusOfTarget(context, parent.type === 'VariableDeclarator' ? parent.id : parent.left, depth);
    case 'ExpressionStatement':
    case 'UnaryExpression':
      return 'unchecked';
    case 'Property':
    case 'SpreadElement':
    case 'YieldExpression':
      // Part of a result that others look at.
      return 'na';
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const owner = parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent;
      return owner ? statusOfReturned(context, owner, depth) : 'na';
    }
    case 'CallExpression':
      return statusOfArgument(context, parent, outer, depth);
    case 'ArrayExpression':
      return 'unknown';
    default:
      return 'unknown';
  }
}

function statusOfMember(context: FileContext, response: Node, depth: number): StatusState {
  const member = response.parent!;
  const name = memberName(member);
  if (name !== undefined && statusFields.test(name)) return isOnlyReported(context, response) ? 'unchecked' : 'checked';
  const step = methodOn(response);
  if (step?.name === 'then') {
    const handler = step.call.arguments[0] as Node | undefined;
    if (!handler) return statusOfResponse(context, step.call, depth + 1);
    const callback = unwrap(handler);
    const target = isFunction(callback) ? callback : functionOf(context, callback);
    const own = target
      ? statusOfParameter(target === callback ? context : fileOf(context, callback), target, 0, depth + 1)
      : 'unknown';
    // `.then(check)` that gives the response on.
    return own === 'na' ? statusOfResponse(context, step.call, depth + 1) : own;
  }
  if (step?.name === 'catch' || step?.name === 'finally') return statusOfAfterCatch(context, step.call, depth);
  return name !== undefined && beside.test(name) ? 'na' : 'unchecked';
}

/**
 * `if (callback) await fetch(callback, { body: JSON.stringify({ ok: response.ok }) })`: it is told to somebody else where
 * there is one, and nothing here depends on it.
 */
function isOnlyReported(context: FileContext, response: Node): boolean {
  const made = response.type === 'Identifier' ? context.variable(response)?.defs[0]?.node : undefined;
  if (!made || !isPropertyValue(response.parent!)) return false;
  let sent = false;
  for (const at of ancestors(response)) {
    if (isFunction(at)) return false;
    sent ||= at.type === 'CallExpression' && findRequest(context, at) !== undefined;
    if (at.type === 'IfStatement' && !isInside(made, at)) return sent && !isInside(response, at.test);
  }
  return false;
}

/** `{ ok: response.ok }`, `{ state: response.ok ? 'done' : 'failed' }`. */
function isPropertyValue(member: Node): boolean {
  const { parent } = outermostWrapper(member);
  if (parent?.type !== 'ConditionalExpression') return parent?.type === 'Property';
  const words = [parent.consequent, parent.alternate].every((arm) => arm.type === 'Literal');
  return words && outermostWrapper(parent).parent?.type === 'Property';
}

/** `fetch(u).catch(log);`: nobody waits for the answer, so none is taken for success. */
function statusOfAfterCatch(context: FileContext, call: Node, depth: number): StatusState {
  if (outermostWrapper(call).parent?.type === 'ExpressionStatement') return 'na';
  return statusOfResponse(context, call, depth + 1);
}

function functionOf(context: FileContext, callee: Node): FunctionNode | undefined {
  const value = context.value(callee);
  return value.kind === 'function' ? value.node : undefined;
}

function fileOf(context: FileContext, callee: Node): FileContext {
  const value = context.value(callee);
  return value.kind === 'function' ? value.file : context;
}

function statusOfTarget(context: FileContext, target: Node, depth: number): StatusState {
  if (target.type === 'ObjectPattern') {
    const names = target.properties.map((property) =>
      property.type === 'Property' ? keyName(property.key, property.computed) : undefined,
    );
    if (names.some((name) => name !== undefined && statusFields.test(name))) return 'checked';
    return names.length > 0 && names.every((name) => name !== undefined && beside.test(name)) ? 'na' : 'unchecked';
  }
  if (target.type !== 'Identifier') return 'unknown';
  const variable = context.variable(target);
  return variable ? statusOfVariable(context, variable, depth) : 'unknown';
}

function statusOfVariable(context: FileContext, variable: Variable, depth: number): StatusState {
  const reads = readsOf(variable);
  if (reads.length === 0) return 'unchecked';
  const states = reads.map((read) => statusOfResponse(context, read, depth + 1));
  if (states.includes('checked')) return 'checked';
  if (states.includes('unknown')) return 'unknown';
  if (reads.some((read) => passesAllOn(read)) && !reads.some((read) => parsesBody(read))) return 'na';
  // A body that is read somewhere counts more than the response being handed on elsewhere.
  return states.includes('unchecked') ? 'unchecked' : 'na';
}

const parsers = /^(?:json|text|arrayBuffer|blob|formData|bytes)$/;

/** `response.json()` here: the body is taken for what was asked for. */
function parsesBody(read: Node): boolean {
  return parsers.test(methodOn(outermostWrapper(read))?.name ?? '');
}

/** `return response`, `{ response }`: the status goes along. */
function passesAllOn(read: Node): boolean {
  const { parent } = outermostWrapper(read);
  return parent?.type === 'ReturnStatement' || parent?.type === 'Property';
}

function statusOfParameter(context: FileContext, callback: FunctionNode, index: number, depth: number): StatusState {
  const parameter = callback.params[index];
  if (!parameter) return 'unchecked';
  return statusOfTarget(context, parameter.type === 'AssignmentPattern' ? parameter.left : parameter, depth);
}

/** Returned by a callback, the call that runs it has it; returned by a named function, the caller. */
function statusOfReturned(context: FileContext, owner: FunctionNode, depth: number): StatusState {
  const handed = handedTo(owner);
  if (handed) {
    if (isCheckedWhereRun(context, handed, depth)) return 'checked';
    // A handler that is registered, as a proxy's: whoever runs it gets the response with its status.
    if (outermostWrapper(handed.call).parent?.type === 'ExpressionStatement' && !isRunHere(handed.call)) return 'na';
    return statusOfResponse(context, handed.call, depth + 1);
  }
  const holder = owner.parent;
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined;
  const variable = name ? context.variable(name) : undefined;
  if (!variable || !enclosingFunction(owner)) return 'na';
  const states = readsOf(variable).map((read) => statusOfUse(context, read, depth));
  return states.find((state) => state === 'checked') ?? 'na';
}

/** `again(() => fetch(url))`, where `again` throws unless what it is given answers with `ok`. */
function isCheckedWhereRun(
  context: FileContext,
  { call, index }: NonNullable<ReturnType<typeof handedTo>>,
  depth: number,
): boolean {
  const value = context.value(unwrap(call.callee));
  const parameter = value.kind === 'function' ? value.node.params[index] : undefined;
  if (value.kind !== 'function' || parameter?.type !== 'Identifier') return false;
  const variable = value.file.variable(parameter);
  return (variable ? readsOf(variable) : []).some(
    (read) =>
      read.parent?.type === 'CallExpression' &&
      read.parent.callee === read &&
      statusOfResponse(value.file, read.parent, depth + 1) === 'checked',
  );
}

/** `urls.forEach(async (url) => fetch(url))` runs its callback and drops what it gives. */
function isRunHere(call: CallExpression): boolean {
  return /^(?:forEach|map|then|catch|finally)$/.test(calledName(call) ?? '');
}

/** `const get = () => fetch(u)`, called or handed to something that calls it. */
function statusOfUse(context: FileContext, read: Node, depth: number): StatusState {
  const { parent } = read;
  return parent?.type === 'CallExpression' ? statusOfResponse(context, parent, depth + 1) : 'unknown';
}

function statusOfArgument(context: FileContext, call: Node, argument: Node, depth: number): StatusState {
  if (call.type !== 'CallExpression') return 'unknown';
  const index = call.arguments.indexOf(argument as never);
  const callee = unwrap(call.callee);
  const value = context.value(callee);
  if (value.kind === 'function') {
    const state = statusOfParameter(value.file, value.node, index, depth + 1);
    return state === 'na' ? statusOfResponse(context, call, depth + 1) : state;
  }
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier') {
    if (callee.object.name === 'Promise') return statusOfResponse(context, call, depth + 1);
    if (/^(?:console|log|logger)$/.test(callee.object.name)) return 'na';
  }
  return 'unknown';
}

/** `request.on('response', (res) => ...)`. */
function statusOfResponseEvent(context: FileContext, node: Node): StatusState {
  const outer = outermostWrapper(node);
  const parent = outer.parent;
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? context.variable(parent.id) : undefined;
  const steps = [
    methodOn(outer),
    ...(variable ? readsOf(variable).map((read) => methodOn(outermostWrapper(read))) : []),
  ];
  for (const step of steps) {
    if (!step || !/^(?:on|once)$/.test(step.name) || context.constant(step.call.arguments[0] as Node) !== 'response')
      continue;
    const handler = step.call.arguments[1];
    if (isFunction(handler)) return statusOfParameter(context, handler, 0, 0);
  }
  return 'unknown';
}
