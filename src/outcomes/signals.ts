import type { Ast, CallExpression, Node, Variable } from '../ast/types.ts';
import { constantOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { returnsOf } from '../ast/functions.ts';
import type { TimeoutState } from '../facts/model.ts';

/** Does an abort signal fire by itself after some time? `unknown` where it comes from elsewhere. */
export function signalState(context: FileContext, expression: Node, depth = 0): TimeoutState {
  if (depth > 8) return 'unknown';
  const node = unwrap(expression);
  switch (node.type) {
    case 'CallExpression':
      return stateOfSignalCall(context, node, depth);
    case 'ConditionalExpression':
      if (isOffByDefault(context, node)) return 'unknown';
      return joinStates(
        signalState(context, node.consequent, depth + 1),
        signalState(context, node.alternate, depth + 1),
      );
    case 'LogicalExpression':
      return joinStates(signalState(context, node.left, depth + 1), signalState(context, node.right, depth + 1));
    case 'MemberExpression':
      return memberName(node) === 'signal'
        ? controllerState(context, node.object, depth)
        : fieldState(context, node, depth);
    case 'Identifier':
      return identifierState(context, node, depth);
    case 'Literal':
      return node.value === null ? 'none' : 'unknown';
    default:
      return 'unknown';
  }
}

/** `this.timeout > 0 ? AbortSignal.timeout(this.timeout) : undefined`, of a `timeout = 0` that few will set. */
function isOffByDefault(context: FileContext, { test, alternate }: Ast.ConditionalExpression): boolean {
  if (!isIdentifier(alternate, 'undefined')) return false;
  const asked = unwrap(test);
  const limit = unwrap(asked.type === 'BinaryExpression' ? (asked.left as Node) : asked);
  const name = limit.type === 'MemberExpression' ? memberName(limit) : isIdentifier(limit) ? limit.name : undefined;
  return name !== undefined && new RegExp(`\\b${name}\\s*(?::|=|\\?\\?|\\|\\|)\\s*0\\b`).test(context.file.text);
}

/** One of two signals is passed: bounded if one is, as the other is meant to be an alternative. */
function joinStates(a: TimeoutState, b: TimeoutState): TimeoutState {
  if (a === 'bounded' || b === 'bounded') return 'bounded';
  return a === 'none' && b === 'none' ? 'none' : 'unknown';
}

function stateOfSignalCall(context: FileContext, node: CallExpression, depth: number): TimeoutState {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression' && isIdentifier(callee.object, 'AbortSignal')) {
    const name = memberName(callee);
    if (name === 'timeout') return constantOf(context, node.arguments[0]!) === Infinity ? 'none' : 'bounded';
    const list = node.arguments[0] && resolveSignal(context, node.arguments[0]);
    if (name === 'any' && list?.type === 'ArrayExpression') {
      return list.elements
        .flatMap((element) =>
          element
            ? [element.type === 'SpreadElement' ? ('unknown' as const) : signalState(context, element, depth + 1)]
            : [],
        )
        .reduce<TimeoutState>((a, b) => joinStates(a, b), 'none');
    }
    return 'unknown';
  }
  const known = context.value(callee);
  if (known.kind === 'function') {
    const states = returnsOf(known.node).map((value) => signalState(known.file, value, depth + 1));
    if (states.length > 0) return states.reduce(joinStates);
  }
  return 'unknown';
}

/** The expression that a constant variable stands for. */
function resolveSignal(context: FileContext, expression: Node): Node {
  const node = unwrap(expression);
  if (node.type !== 'Identifier') return node;
  const init = onlyValueOf(context.variable(node));
  return init ? unwrap(init) : node;
}

function onlyValueOf(variable: Variable | undefined): Node | undefined {
  const writes = variable?.references.filter((reference) => reference.isWrite()) ?? [];
  const only = writes.length === 1 ? writes[0] : undefined;
  const declarator = only?.identifier.parent;
  return declarator?.type === 'VariableDeclarator' && declarator.id === only?.identifier
    ? (declarator.init ?? undefined)
    : undefined;
}

function identifierState(context: FileContext, node: Node, depth: number): TimeoutState {
  if (isIdentifier(node, 'undefined') && !context.variable(node)) return 'none';
  const variable = context.variable(node);
  if (!variable) return 'unknown';
  const states: TimeoutState[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite() || !reference.writeExpr) continue;
    const parent = reference.identifier.parent;
    if (parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression') {
      states.push(signalState(context, reference.writeExpr, depth + 1));
    } else if (parent?.type === 'Property' && keyName(parent.key, parent.computed) === 'signal') {
      // `const { signal } = controller`
      states.push(controllerState(context, reference.writeExpr, depth));
    }
  }
  return states.length > 0 ? states.reduce(joinStates) : 'unknown';
}

function fieldState(context: FileContext, node: Node, depth: number): TimeoutState {
  const name = memberName(node);
  if (name === undefined) return 'unknown';
  const values = context.index.assignments.filter(
    ({ left }) => left.type === 'MemberExpression' && context.text(left) === context.text(node),
  );
  return values.length > 0
    ? values.map(({ right }) => signalState(context, right, depth + 1)).reduce(joinStates)
    : 'unknown';
}

/** `controller.signal`: does a timer abort it? */
function controllerState(context: FileContext, object: Node, depth: number): TimeoutState {
  const node = unwrap(object);
  if (node.type === 'CallExpression') {
    const value = context.value(unwrap(node.callee));
    if (value.kind === 'function' && depth < 6) {
      return abortedByTimer(value.file, value.node) ? 'bounded' : 'unknown';
    }
    return 'unknown';
  }
  if (node.type === 'Identifier') {
    const variable = context.variable(node);
    if (!variable) return 'unknown';
    if (variable.references.some(({ identifier }) => isAbortInTimer(identifier))) return 'bounded';
    const init = onlyValueOf(variable);
    if (init && unwrap(init).type === 'CallExpression') return controllerState(context, init, depth + 1);
    return init && isOwnController(init, variable) ? 'none' : 'unknown';
  }
  const text = context.text(node);
  return context.index.members.some((member) => context.text(member.object) === text && isAbortInTimer(member.object))
    ? 'bounded'
    : 'unknown';
}

/** Made here, never handed on, and aborted, if at all, by what the function itself comes to: no time passes for it. */
function isOwnController(init: Node, { references }: Variable): boolean {
  const made = unwrap(init);
  if (made.type !== 'NewExpression' || !isIdentifier(made.callee, 'AbortController')) return false;
  return references.every(({ identifier: { parent } }) => {
    if (parent?.type === 'VariableDeclarator') return parent.init === init;
    if (parent?.type !== 'MemberExpression') return false;
    const name = memberName(parent);
    return name === 'signal' || (name === 'abort' && enclosingFunction(parent) === enclosingFunction(made));
  });
}

/** A reference to a controller whose `abort` a timer calls: `setTimeout(() => controller.abort(), ms)`. */
function isAbortInTimer(reference: Node): boolean {
  const member = reference.parent;
  if (member?.type !== 'MemberExpression' || memberName(member) !== 'abort') return false;
  let steps = 0;
  for (let at: Node | undefined = member.parent; at && steps < 12; at = at.parent, steps++) {
    if (at.type === 'CallExpression' && isTimerCallee(at.callee)) return true;
    if (at.type === 'FunctionDeclaration' || at.type === 'MethodDefinition') return false;
  }
  return false;
}

export function isTimerCallee(callee: Node): boolean {
  const node = unwrap(callee);
  const name = node.type === 'MemberExpression' ? memberName(node) : isIdentifier(node) ? node.name : undefined;
  return name === 'setTimeout';
}

function abortedByTimer(context: FileContext, root: Node): boolean {
  return context.index.calls.some(
    (call) =>
      call.range[0] >= root.range[0] &&
      call.range[1] <= root.range[1] &&
      isTimerCallee(call.callee) &&
      /\babort\b/.test(context.text(call)),
  );
}
