import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import { isTimerCallee } from '../outcomes/signals.ts';
import { usesOf } from './wrapping.ts';

/**
 * The parameter that a signal's timeout depends on, where callers may leave it out: without it nothing fires.
 * `timeout ? AbortSignal.timeout(timeout) : undefined`, `if (timeout) setTimeout(() => controller.abort(), timeout)`.
 * Undefined where every caller in sight passes it, or its type demands it.
 */
export function optionalTimeout(context: FileContext, signal: Node): string | undefined {
  const condition = conditionOf(context, signal, 0);
  if (!condition) return undefined;
  let name: string | undefined;
  someNode(condition, (node) => {
    const given = node.type === 'Identifier' ? parameterMayLack(context, node) : undefined;
    name ??= given;
    return given !== undefined;
  });
  return name;
}

/** What has to hold for the signal to fire at all. */
function conditionOf(context: FileContext, expression: Node, depth: number): Node | undefined {
  const node = unwrap(expression);
  if (depth > 3) return undefined;
  if (node.type === 'ConditionalExpression' && (isNothing(node.consequent) || isNothing(node.alternate))) {
    const signal = isNothing(node.alternate) ? node.consequent : node.alternate;
    return /\bAbortSignal\.timeout\b/.test(context.text(signal)) ? node.test : undefined;
  }
  if (node.type === 'LogicalExpression' && node.operator === '&&') {
    return /\bAbortSignal\.timeout\b/.test(context.text(node.right)) ? node.left : undefined;
  }
  if (node.type === 'MemberExpression' && memberName(node) === 'signal') return conditionOfTimer(context, node.object);
  if (node.type !== 'Identifier') return undefined;
  const writes = context.variable(node)?.references.filter((reference) => reference.writeExpr) ?? [];
  const only = writes.length === 1 ? writes[0]!.writeExpr : undefined;
  return only ? conditionOf(context, only, depth + 1) : undefined;
}

function isNothing(node: Node): boolean {
  const plain = unwrap(node);
  return isIdentifier(plain, 'undefined') || (plain.type === 'Literal' && plain.value === null);
}

/** The test of the `if` around every timer that aborts a controller. */
function conditionOfTimer(context: FileContext, controller: Node): Node | undefined {
  const variable = isIdentifier(controller) ? context.variable(controller) : undefined;
  if (!variable) return undefined;
  const timers = context.index.calls.filter(
    (call) =>
      isTimerCallee(call.callee) &&
      variable.references.some(({ identifier }) => isInside(identifier, call) && isAborted(identifier)),
  );
  const tests = timers.map((timer) => testAround(timer));
  return tests.every((test) => test !== undefined) ? tests[0] : undefined;
}

function isAborted(identifier: Node): boolean {
  return identifier.parent?.type === 'MemberExpression' && memberName(identifier.parent) === 'abort';
}

function testAround(timer: Node): Node | undefined {
  for (let at = timer.parent, child: Node = timer; at && !isFunction(at); child = at, at = at.parent) {
    if (at.type === 'IfStatement' && at.consequent === child && !at.alternate) return at.test;
    if (at.type === 'ConditionalExpression' && at.consequent === child) return at.test;
    if (at.type === 'LogicalExpression' && at.right === child && at.operator === '&&') return at.left;
  }
  return undefined;
}

/** The name of a parameter, or of what is taken out of one, that some caller may leave out. */
function parameterMayLack(context: FileContext, identifier: Node): string | undefined {
  const variable = context.variable(identifier);
  const definition = variable?.defs[0];
  if (!variable || definition?.type !== 'Parameter') return undefined;
  const owner = enclosingFunction(variable.identifiers[0]!);
  if (!owner || variable.references.some((reference) => reference.isWrite() && !isDefault(reference.identifier, owner)))
    return undefined;
  const place = placeIn(owner, variable);
  if (!place || place.hasDefault || isDemanded(context, place)) return undefined;
  const uses = usesOf(context, owner);
  const calls = uses.flatMap((use) =>
    use.parent?.type === 'CallExpression' && use.parent.callee === use ? [use.parent] : [],
  );
  const all = uses.length > 0 && calls.length === uses.length;
  if (all && calls.every((call) => passes(context, call.arguments[place.index] as Node | undefined, place))) {
    return undefined;
  }
  return variable.name;
}

function isDefault(identifier: Node, owner: FunctionNode): boolean {
  return owner.params.some((parameter) => isInside(identifier, parameter));
}

interface Place {
  readonly index: number;
  /** Name of the property that is taken out of the parameter; absent for the parameter itself. */
  readonly property?: string;
  readonly parameter: Node;
  readonly hasDefault: boolean;
}

function placeIn(owner: FunctionNode, variable: Variable): Place | undefined {
  const name = variable.identifiers[0]!;
  const index = owner.params.findIndex((parameter) => isInside(name, parameter));
  const parameter = owner.params[index];
  if (!parameter) return undefined;
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (target === name) return { index, parameter: target, hasDefault: parameter.type === 'AssignmentPattern' };
  if (target.type !== 'ObjectPattern') return undefined;
  const property = target.properties.find(
    (one) =>
      one.type === 'Property' &&
      (one.value === name || (one.value as Node).type === 'AssignmentPattern') &&
      isInside(name, one),
  );
  if (property?.type !== 'Property') return undefined;
  const key = keyName(property.key, property.computed);
  if (key === undefined) return undefined;
  return { index, property: key, parameter: target, hasDefault: property.value !== name };
}

/** Its type says that it is always there: `timeout: number`, and not `timeout?: number`. */
function isDemanded(context: FileContext, { parameter, property }: Place): boolean {
  const { typeAnnotation, optional } = parameter as { typeAnnotation?: Node; optional?: boolean };
  if (!typeAnnotation) return false;
  if (property === undefined) return optional !== true && !/\bundefined\b|\bnull\b/.test(context.text(typeAnnotation));
  const declared = new RegExp(`\\b${property}\\s*\\?\\s*:`);
  return !declared.test(context.text(typeAnnotation)) && !declared.test(context.file.text);
}

/** A caller hands on what it may lack itself no more than it passes one. */
function passes(context: FileContext, argument: Node | undefined, { property }: Place): boolean {
  if (!argument) return false;
  if (property !== undefined) return context.options(argument).get(property).state === 'present';
  const plain = unwrap(argument);
  if (isNothing(plain)) return false;
  return plain.type !== 'Identifier' || parameterMayLack(context, plain) === undefined;
}
