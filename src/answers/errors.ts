import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { declaredBy } from '../backoff/delay.ts';
import { mayGoOn, mayLeave } from '../ast/flow.ts';
import { followedByLeaving } from '../backoff/bounds.ts';

/** Variables that hold a failure, and what is read from it in `region`: `const { status } = error.response`. */
export function failureVariables(
  context: FileContext,
  first: readonly Variable[],
  region: Node,
): ReadonlySet<Variable> {
  const all = new Set(first);
  for (let round = 0; round < 3; round++) {
    const before = all.size;
    someNode(region, (node) => {
      if (
        node.type === 'VariableDeclarator' &&
        node.init &&
        !isFunction(unwrap(node.init)) &&
        mentions(context, node.init, all)
      ) {
        for (const variable of declaredBy(context, node.id)) all.add(variable);
      }
      return false;
    });
    if (all.size === before) break;
  }
  return all;
}

/** The variables that a call's result is given to. */
export function resultsOf(context: FileContext, call: Node): readonly Variable[] {
  let at: Node = call;
  while (at.parent && /^(?:Await|TSAs|TSNonNull|Chain|Conditional|Logical)/.test(at.parent.type)) at = at.parent;
  const parent = at.parent;
  if (parent?.type === 'VariableDeclarator' && parent.init === at) return declaredBy(context, parent.id);
  if (parent?.type !== 'AssignmentExpression' || parent.right !== at) return [];
  const found: Variable[] = [];
  someNode(parent.left, (node) => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    if (variable) found.push(variable);
    return false;
  });
  return found;
}

export function mentions(context: FileContext, expression: Node, variables: ReadonlySet<Variable>): boolean {
  return someNode(expression, (node) => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    return variable !== undefined && variables.has(variable);
  });
}

/** A condition on the failure decides whether there is another attempt. */
export function looksAtError(
  context: FileContext,
  region: Node,
  failures: ReadonlySet<Variable>,
  isTrivial: (test: Node) => boolean = () => false,
): boolean {
  let found = false;
  walk(
    region,
    (node) => {
      if (found) return false;
      if (node.type === 'IfStatement' && mentions(context, node.test, failures) && !isTrivial(node.test)) {
        // One way must end the rounds and another go on, be it after the statement.
        const leaves = mayLeave(node.consequent) || mayLeave(node.alternate) || followedByLeaving(node);
        if (leaves && (mayGoOn(node.consequent) || mayGoOn(node.alternate) || !node.alternate)) found = true;
      } else if (node.type === 'SwitchStatement' && mentions(context, node.discriminant, failures))
        found = mayLeave(node);
      else if (node.type === 'CallExpression' && !found) found = helperThrows(context, node, failures);
      return undefined;
    },
    OWN_BODY,
  );
  return found;
}

/** The failure is handed to a function of this project that throws for some of them. */
function helperThrows(context: FileContext, call: CallExpression, failures: ReadonlySet<Variable>): boolean {
  const given = call.arguments.findIndex((argument) => mentions(context, argument as Node, failures));
  if (given < 0) return false;
  const value = context.value(call.callee);
  if (value.kind !== 'function') return false;
  return throwsSelectively(value.file, value.node, given);
}

function throwsSelectively(file: FileContext, helper: FunctionNode, index: number): boolean {
  const parameter = helper.params[index];
  if (!parameter || helper.body?.type !== 'BlockStatement') return false;
  const failures = failureVariables(file, declaredBy(file, parameter), helper.body);
  let found = false;
  walk(
    helper.body,
    (node) => {
      if (node.type !== 'IfStatement' || found) return;
      const throws = someNode(node.consequent, (inner) => inner.type === 'ThrowStatement');
      if (throws && mentions(file, node.test, failures)) found = true;
    },
    OWN_BODY,
  );
  return found;
}

/** Fields by which clients and process runners say that an operation failed without throwing. */
const failureFields =
  /^(?:ok|status|statusCode|status_code|success|successful|error|errors|err|exitCode|failed|failure|isOk|isErr|isError|isSuccess|httpStatus|signal)$/;

/** A condition that asks a result whether the operation failed: `!res.ok`, `res.status === 503`, `result.error`. */
export function asksForFailure(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  return someNode(test, (node) => {
    if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return false;
    if (!failureFields.test(node.property.name)) return false;
    if (!mentions(context, node.object, results)) return false;
    return !comparesWithState(node);
  });
}

const leftOver = /\bunprocessed_?(?:items|keys|entries|records)\b/i;

/** A condition that asks whether a batch was done as a whole: `Object.keys(answer.UnprocessedItems).length > 0`. */
export function asksForLeftOver(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  return someNode(test, (node) => {
    if (node.type === 'MemberExpression')
      return mentions(context, node.object, results) && leftOver.test(context.text(node.property));
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    const declarator = variable?.defs[0]?.node;
    return (
      variable !== undefined &&
      results.has(variable) &&
      (leftOver.test(variable.name) ||
        (declarator?.type === 'VariableDeclarator' && leftOver.test(context.text(declarator))))
    );
  });
}

const waiting = /pending|slow_?down|not_?(?:ready|found)|running|queued/i;

/** `job.status === 'done'` is the state of a thing, not the outcome of asking for it; so are HTTP's 202 and 404. */
function comparesWithState(field: Node): boolean {
  let member = field;
  while (member.parent && /^(?:Chain|TSAs|TSNonNull)/.test(member.parent.type)) member = member.parent;
  const parent = member.parent;
  if (parent?.type === 'CallExpression' && field.type === 'MemberExpression') {
    // `states.includes(body.job.status)` asks for the state of what the answer tells of.
    const holder = unwrap(field.object);
    if (amongWords(parent)) return true;
    return (
      holder.type === 'MemberExpression' &&
      !(holder.property.type === 'Identifier' && holder.property.name === 'response')
    );
  }
  if (parent?.type !== 'BinaryExpression') return false;
  const other = unwrap((parent.left === member ? parent.right : parent.left) as Node);
  // `res.error === 'FetchError'` says which failure it was; OAuth's `authorization_pending` that it is none.
  const isError = field.type === 'MemberExpression' && isIdentifier(field.property as Node, 'error');
  if (isError && isIdentifier(other, 'undefined')) return false;
  if (other.type === 'Literal' && typeof other.value === 'string') return !isError || waiting.test(other.value);
  if (other.type === 'Literal') return other.value === 202 || other.value === 204 || other.value === 404;
  return other.type === 'MemberExpression' || other.type === 'Identifier';
}

/** `['queued', 'running'].includes(run.status)` */
function amongWords(call: CallExpression): boolean {
  const list = call.callee.type === 'MemberExpression' ? unwrap(call.callee.object) : undefined;
  return (
    list?.type === 'ArrayExpression' &&
    list.elements.length > 0 &&
    list.elements.every((element) => element?.type === 'Literal' && typeof element.value === 'string')
  );
}

/** The condition asks no more than whether it went well. */
export function isPlain(test: Node): boolean {
  const node = unwrap(test);
  return node.type === 'UnaryExpression' || node.type === 'MemberExpression' || isOkComparison(node);
}

export function isOkComparison(node: Node): boolean {
  if (node.type !== 'BinaryExpression') return false;
  const right = unwrap(node.right);
  return (
    right.type === 'Literal' &&
    (right.value === 200 || right.value === 0 || right.value === true || right.value === false)
  );
}

/** The condition holds where the operation succeeded: `res.ok`, `!page.error && depth < 3`, `status === 200`. */
export function tellsSuccess(test: Node): boolean {
  const node = unwrap(test);
  if (node.type === 'LogicalExpression')
    return node.operator !== '??' && [node.left as Node, node.right as Node].some(tellsSuccess);
  if (node.type === 'UnaryExpression')
    return node.operator === '!' && /^(?:err|error|errors|failed)$/.test(fieldOf(node.argument));
  if (node.type === 'BinaryExpression') {
    const value = unwrap(node.right);
    return (
      (node.operator === '===' || node.operator === '==') &&
      value.type === 'Literal' &&
      (value.value === 200 || (value.value === true && isGood(fieldOf(node.left as Node))))
    );
  }
  return isGood(fieldOf(node));
}

const failed = /^(?:err|error|errors|failed|failure|isErr|isError)$/;

/** The condition holds where the operation failed, and nowhere else: `!res.ok`, `!answer`, `res.error`, `status >= 400`. */
export function tellsFailure(test: Node): boolean {
  const node = unwrap(test);
  if (node.type === 'LogicalExpression')
    return node.operator === '||' && [node.left as Node, node.right as Node].every(tellsFailure);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const asked = unwrap(node.argument);
    return asked.type === 'Identifier' ? !failed.test(asked.name) : isGood(fieldOf(asked));
  }
  if (node.type === 'BinaryExpression') {
    const [value, nothing] = [unwrap(node.right), isNothing(unwrap(node.right))];
    if (nothing) return /^===?$/.test(node.operator) && isPlainName(unwrap(node.left as Node));
    if (value.type !== 'Literal') return false;
    return /^!==?$/.test(node.operator) ? value.value === 200 : node.operator === '>=' && value.value === 400;
  }
  return node.type === 'Identifier' ? failed.test(node.name) : failed.test(fieldOf(node));
}

function isNothing(value: Node): boolean {
  if (value.type === 'Identifier') return value.name === 'undefined';
  return value.type === 'Literal' && value.value === null;
}

function isPlainName(node: Node): boolean {
  return node.type === 'Identifier' && !failed.test(node.name);
}

function isGood(field: string): boolean {
  return /^(?:ok|success|successful|isOk|isSuccess)$/.test(field);
}

function fieldOf(node: Node): string {
  const plain = unwrap(node);
  return plain.type === 'MemberExpression' ? (memberName(plain) ?? '') : '';
}
