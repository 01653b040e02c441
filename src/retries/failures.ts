import { someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { declaredBy } from '../backoff/delay.ts';
import { asksForPart, caughtBefore } from '../ast/attempts.ts';
import { enclosingFunction, isFunction, isIdentifier, unwrap } from '../ast/nodes.ts';
import { limitIn } from '../backoff/bounds.ts';
import { calleeName, listenerName } from './edges.ts';
import type { Failure } from './edges.ts';
import { chainedRound } from './chainedRounds.ts';
import {
  asksForFailure,
  asksForLeftOver,
  failureVariables,
  mentions,
  resultsOf,
  tellsSuccess,
} from '../answers/errors.ts';
import { operationsIn } from './site.ts';

const failureEvents =
  /^(?:error|close|end|disconnect|disconnected|timeout|abort|exit|reconnect_failed|connect_error|connectFailed|aborted)$/;

/** The nearest reason in `from` why a call is made that is a failure. */
export function failureOf(context: FileContext, node: Node, from: FunctionNode): Failure | undefined {
  for (let at: Node = node; at !== from && at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (at.type === 'CatchClause') return { region: at.body, variables: declaredBy(context, at.param) };
    if (parent.type === 'CallExpression' && (isFunction(at) || at === node)) {
      const failure = callbackFailure(context, parent, at) ?? chainedRound(context, parent, at, node, from);
      if (failure) return failure;
    }
    if (parent.type === 'AssignmentExpression' && parent.right === at) {
      const event = listenerName(parent.left);
      if (event && failureEvents.test(event))
        return { region: at, variables: isFunction(at) ? at.params.flatMap((p) => declaredBy(context, p)) : [] };
    }
    if (parent.type === 'BlockStatement') {
      const failure = asksForPart(node) ? undefined : failureBefore(context, parent, at);
      if (failure) return failure;
    }
    if (parent.type === 'SwitchCase' && at !== parent.test) {
      const failure = caseFailure(context, parent, from);
      if (failure) return failure;
    }
    if (parent.type === 'IfStatement' && at !== parent.test) {
      const failure = conditionFailure(context, parent, at, from);
      if (failure) return failure;
    }
  }
  return undefined;
}

/** Whoever succeeded has left by then. */
function failureBefore(context: FileContext, block: Ast.BlockStatement, statement: Node): Failure | undefined {
  const caught = caughtBefore(block, statement);
  return caught && { region: caught.body, variables: declaredBy(context, caught.param) };
}

/** `.catch(handler)`, `.then(_, handler)`, `.on('close', handler)`, `op((error) => ...)` is judged by its `if (error)`. */
function callbackFailure(context: FileContext, call: CallExpression, callback: Node): Failure | undefined {
  const name = calleeName(call);
  const index = call.arguments.indexOf(callback as never);
  const variables = isFunction(callback) ? callback.params.flatMap((param) => declaredBy(context, param)) : [];
  if (index < 0 || name === undefined) return undefined;
  if ((name === 'catch' && index === 0) || (name === 'then' && index === 1)) return { region: callback, variables };
  if (/^(?:on|once|addListener|addEventListener|prependListener)$/.test(name) && index === 1) {
    const event = context.constant(call.arguments[0] as Node);
    if (typeof event === 'string' && failureEvents.test(event)) return { region: callback, variables };
  }
  return undefined;
}

/** `if (err) retry()`, `if (!res.ok) return again()`, `if (attempts < max) again() else reject()`. */
function conditionFailure(
  context: FileContext,
  branch: Ast.IfStatement,
  way: Node,
  from: FunctionNode,
): Failure | undefined {
  if (way === branch.consequent && tellsSuccess(branch.test)) return undefined;
  const own = enclosingFunction(branch);
  const errors = own && own !== from ? errorParameter(context, own) : [];
  const answers = [...operationResults(context, own ?? from), ...(own ? answerParameter(context, own) : [])];
  const results = failureVariables(context, answers, own ?? from);
  if (errors.length > 0 && mentions(context, branch.test, new Set(errors)) && way === branch.consequent) {
    return { region: way, variables: errors };
  }
  if (asksForLeftOver(context, branch.test, results))
    return { region: way, variables: [...results], test: branch.test, leftOver: true };
  if (asksForFailure(context, branch.test, results) || handsResultOn(context, branch.test, results)) {
    return { region: way, variables: [...results], test: branch.test };
  }
  if (isMissing(context, branch.test, results) && countsRounds(context, from) && way === branch.consequent)
    return { region: way, variables: [...results], test: branch.test };
  const other = way === branch.consequent ? branch.alternate : branch.consequent;
  const counted = limitIn(context, branch.test, { region: context.file.ast, failures: new Set() });
  if (other && counted && givesUp(other)) return { region: way, variables: [], test: branch.test };
  return undefined;
}

const failedStates =
  /^(?:fail(?:ed|ure|ing)?|errored?|lost|disconnected|closed|retry(?:ing)?|back-?off|reconnect(?:ing)?)$/i;

/** `switch (res.status) { case 503: again() }`, `switch (this.state) { case 'failed': again() }`. */
function caseFailure(context: FileContext, branch: Ast.SwitchCase, from: FunctionNode): Failure | undefined {
  const choice = branch.parent as Ast.SwitchStatement;
  // The cases that fall through to this one lead here as well.
  const index = choice.cases.indexOf(branch);
  const labels = choice.cases.slice(0, index + 1).filter(({ consequent }, i) => i === index || consequent.length === 0);
  const constants = labels.map(({ test }) => (test ? context.constant(test) : undefined));
  if (constants.some((label) => typeof label === 'string' && failedStates.test(label)))
    return { region: branch, variables: [], test: choice.discriminant, state: true };
  const results = failureVariables(context, operationResults(context, from), from);
  if (!asksForFailure(context, choice.discriminant, results)) return undefined;
  const fails = constants.some((label) => typeof label === 'number' && label >= 400) && !constants.includes(200);
  return fails ? { region: branch, variables: [...results], test: choice.discriminant } : undefined;
}

/** The first parameter of a node-style callback. */
function errorParameter(context: FileContext, callback: FunctionNode): readonly Variable[] {
  const first = callback.params[0];
  if (callback.parent?.type !== 'CallExpression' || !first || !isIdentifier(first)) return [];
  return /^(?:e|err|error|ex|failure|reason|\w+Err|\w+Error)$/.test(first.name) ? declaredBy(context, first) : [];
}

/** The answer that `.then((response) => ...)` is given. */
function answerParameter(context: FileContext, callback: FunctionNode): readonly Variable[] {
  const call = callback.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback || calleeName(call) !== 'then') return [];
  return callback.params[0] ? declaredBy(context, callback.params[0]) : [];
}

function operationResults(context: FileContext, owner: FunctionNode): readonly Variable[] {
  if (!owner.body) return [];
  return operationsIn(context, owner.body, new Set()).flatMap((node) => resultsOf(context, node));
}

/** `isThrottled(response)`: a predicate over the whole of a result. */
function handsResultOn(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  const plain = unwrap(test);
  const call = plain.type === 'UnaryExpression' ? unwrap(plain.argument) : plain;
  if (call.type !== 'CallExpression') return false;
  const [argument] = call.arguments;
  return argument?.type === 'Identifier' && mentions(context, argument, results);
}

/** `res === null`, `!res && retries < 3`: there is no answer. */
function isMissing(context: FileContext, test: Node, results: ReadonlySet<Variable>): boolean {
  const node = unwrap(test);
  if (node.type === 'LogicalExpression')
    return [node.left as Node, node.right as Node].some((side) => isMissing(context, side, results));
  const asked =
    node.type === 'UnaryExpression' && node.operator === '!'
      ? unwrap(node.argument)
      : node.type === 'BinaryExpression' && /^===?$/.test(node.operator) && isNothing(node.right)
        ? unwrap(node.left as Node)
        : undefined;
  return asked?.type === 'Identifier' && mentions(context, asked, results);
}

function isNothing(node: Node): boolean {
  const plain = unwrap(node);
  return (
    (plain.type === 'Literal' && (plain.value === null || plain.value === false)) ||
    (plain.type === 'Identifier' && plain.name === 'undefined')
  );
}

/** The function is given the number of its attempts. */
function countsRounds(context: FileContext, owner: FunctionNode): boolean {
  return owner.params.some((parameter) =>
    declaredBy(context, parameter).some(({ name }) => /retr(?:y|ies)|attempt|tries/i.test(name)),
  );
}

/** `reject(error)`, `throw error`, `callback(error)`. */
function givesUp(way: Node): boolean {
  return someNode(way, (node) => {
    if (node.type === 'ThrowStatement') return true;
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
    return /^(?:reject|fail|cb|callback|done|onError)$/.test(node.callee.name) && node.arguments.length > 0;
  });
}
