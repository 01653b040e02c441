import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { argumentsOf } from '../values/callShapes.ts';
import { enclosingFunction, isFunction, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/context.ts';
import type { StatusState } from '../facts/model.ts';
import type { FoundRequest } from '../values/requests.ts';
import { handedTo, methodOn, readsOf, wrapped } from '../values/valueFlow.ts';

const statusFields = /^(?:ok|status|statusCode|status_code|statusText|statusMessage|isError)$/;
const deepest = 6;

/** Whether the status of a response is looked at; `na` where the response is handed to the caller as it came. */
export function statusState(context: FileContext, node: Node, found: FoundRequest): StatusState {
  const callback = argumentsOf(found.node).find((argument) => isFunction(argument));
  if (isFunction(callback) && found.request.emitter) return ofParameter(context, callback, 0, 0);
  if (found.request.emitter) return ofResponseEvent(context, node);
  return ofResponse(context, node, 0);
}

/** Follows a response, or the promise of one. */
function ofResponse(context: FileContext, node: Node, depth: number): StatusState {
  if (depth > deepest) return 'unknown';
  const outer = wrapped(node);
  const { parent } = outer;
  if (!parent) return 'unknown';
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return ofResponse(context, parent, depth + 1);
    case 'MemberExpression':
      return ofMember(context, outer, depth);
    case 'VariableDeclarator':
    case 'AssignmentExpression':
      return ofTarget(context, parent.type === 'VariableDeclarator' ? parent.id : parent.left, depth);
    case 'ExpressionStatement':
    case 'UnaryExpression':
      return 'unchecked';
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const owner = parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent;
      return owner ? ofReturned(context, owner, depth) : 'na';
    }
    case 'CallExpression':
      return ofArgument(context, parent, outer, depth);
    case 'ArrayExpression':
      return 'unknown';
    default:
      return 'unknown';
  }
}

function ofMember(context: FileContext, response: Node, depth: number): StatusState {
  const member = response.parent!;
  const name = memberName(member);
  if (name !== undefined && statusFields.test(name)) return 'checked';
  const step = methodOn(response);
  if (step?.name === 'then') {
    const handler = step.call.arguments[0] as Node | undefined;
    if (!handler) return ofResponse(context, step.call, depth + 1);
    const callback = unwrap(handler);
    const target = isFunction(callback) ? callback : functionOf(context, callback);
    const own = target
      ? ofParameter(target === callback ? context : fileOf(context, callback), target, 0, depth + 1)
      : 'unknown';
    // `.then(check)` that gives the response on.
    return own === 'na' ? ofResponse(context, step.call, depth + 1) : own;
  }
  if (step?.name === 'catch' || step?.name === 'finally') return ofResponse(context, step.call, depth + 1);
  return 'unchecked';
}

function functionOf(context: FileContext, callee: Node): FunctionNode | undefined {
  const shape = context.shape(callee);
  return shape.kind === 'function' ? shape.node : undefined;
}

function fileOf(context: FileContext, callee: Node): FileContext {
  const shape = context.shape(callee);
  return shape.kind === 'function' ? shape.file : context;
}

function ofTarget(context: FileContext, target: Node, depth: number): StatusState {
  if (target.type === 'ObjectPattern') {
    const names = target.properties.map((property) =>
      property.type === 'Property' ? keyName(property.key, property.computed) : undefined,
    );
    return names.some((name) => name !== undefined && statusFields.test(name)) ? 'checked' : 'unchecked';
  }
  if (target.type !== 'Identifier') return 'unknown';
  const variable = context.variable(target);
  return variable ? ofVariable(context, variable, depth) : 'unknown';
}

function ofVariable(context: FileContext, variable: Variable, depth: number): StatusState {
  const reads = readsOf(variable);
  if (reads.length === 0) return 'unchecked';
  const states = reads.map((read) => ofResponse(context, read, depth + 1));
  if (states.includes('checked')) return 'checked';
  if (states.includes('unknown')) return 'unknown';
  // A body that is read somewhere counts more than the response being handed on elsewhere.
  return states.includes('unchecked') ? 'unchecked' : 'na';
}

function ofParameter(context: FileContext, callback: FunctionNode, index: number, depth: number): StatusState {
  const parameter = callback.params[index];
  if (!parameter) return 'unchecked';
  return ofTarget(context, parameter.type === 'AssignmentPattern' ? parameter.left : parameter, depth);
}

/** Returned by a callback, the call that runs it has it; returned by a named function, the caller. */
function ofReturned(context: FileContext, owner: FunctionNode, depth: number): StatusState {
  const handed = handedTo(owner);
  if (handed) return ofResponse(context, handed.call, depth + 1);
  const holder = owner.parent;
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined;
  const variable = name ? context.variable(name) : undefined;
  if (!variable || !enclosingFunction(owner)) return 'na';
  const states = readsOf(variable).map((read) => ofUse(context, read, depth));
  return states.find((state) => state === 'checked') ?? 'na';
}

/** `const get = () => fetch(u)`, called or handed to something that calls it. */
function ofUse(context: FileContext, read: Node, depth: number): StatusState {
  const { parent } = read;
  return parent?.type === 'CallExpression' ? ofResponse(context, parent, depth + 1) : 'unknown';
}

function ofArgument(context: FileContext, call: Node, argument: Node, depth: number): StatusState {
  if (call.type !== 'CallExpression') return 'unknown';
  const index = call.arguments.indexOf(argument as never);
  const callee = unwrap(call.callee);
  const shape = context.shape(callee);
  if (shape.kind === 'function') {
    const state = ofParameter(shape.file, shape.node, index, depth + 1);
    return state === 'na' ? ofResponse(context, call, depth + 1) : state;
  }
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier') {
    if (callee.object.name === 'Promise') return ofResponse(context, call, depth + 1);
    if (/^(?:console|log|logger)$/.test(callee.object.name)) return 'na';
  }
  return 'unknown';
}

/** `request.on('response', (res) => ...)`. */
function ofResponseEvent(context: FileContext, node: Node): StatusState {
  const outer = wrapped(node);
  const parent = outer.parent;
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? context.variable(parent.id) : undefined;
  const steps = [methodOn(outer), ...(variable ? readsOf(variable).map((read) => methodOn(wrapped(read))) : [])];
  for (const step of steps) {
    if (!step || !/^(?:on|once)$/.test(step.name) || context.constant(step.call.arguments[0] as Node) !== 'response')
      continue;
    const handler = step.call.arguments[1];
    if (isFunction(handler)) return ofParameter(context, handler, 0, 0);
  }
  return 'unknown';
}
