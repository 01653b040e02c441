import { Answers } from '../ast/answers.ts';
import { alwaysLeaves, alwaysThrows } from '../ast/flow.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { calledName, handedTo, isEmptyFunction, methodOn, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { listensForError, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, isFunction, memberName, unwrap } from '../ast/nodes.ts';
import { boundaryOfCallback } from './boundary.ts';
import type { ErrorState } from '../facts/model.ts';
import type { LostRejection } from '../facts/rejections.ts';

const MAX_DEPTH = 8;

/** What becomes of a promise's rejection; `voided` where `void` says that nobody waits for it. */
export type Outcome = ErrorState | 'voided';

/** How far a rejection has been followed. */
interface Way {
  readonly depth: number;
  /** Handlers that note an error and throw one in its place pass it on: what matters is whether a rejection gets out. */
  readonly rejects: boolean;
}

/** What is done about the failure of a promise, here and in the functions around it. */
export function errorsOfPromise(context: FileContext, node: Node): Outcome {
  return outcomeOf(context, node, { depth: 0, rejects: false });
}

/** Where a rejection gets to: `propagated` also where it is logged on its way and thrown again. */
export function rejectionOf(context: FileContext, node: Node): Outcome {
  return outcomeOf(context, node, { depth: 0, rejects: true });
}

function further(way: Way): Way {
  return { ...way, depth: way.depth + 1 };
}

function outcomeOf(context: FileContext, node: Node, way: Way): Outcome {
  if (way.depth > MAX_DEPTH) return 'unknown';
  const outer = outermostWrapper(node);
  const { parent } = outer;
  if (!parent) return 'unknown';
  const step = methodOn(outer);
  if (step) return errorsOfMethod(context, step.name, step.call, way);
  const next = (at: Node): Outcome => outcomeOf(context, at, further(way));
  switch (parent.type) {
    case 'AwaitExpression':
      return errorsOfAwait(context, parent, way);
    case 'ReturnStatement':
      return errorsOfReturn(context, parent, way);
    case 'ArrowFunctionExpression':
      return parent.body === outer ? errorsOfFunction(context, parent, way) : 'unknown';
    case 'YieldExpression':
      return errorsOfAwait(context, parent, way);
    case 'ExpressionStatement':
      return 'floating';
    case 'UnaryExpression':
      return parent.operator === 'void' ? 'voided' : 'floating';
    case 'ForOfStatement':
      return errorsOfAwait(context, parent, way);
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SequenceExpression':
    case 'SpreadElement':
    case 'ArrayExpression':
      return next(parent);
    case 'CallExpression':
      return errorsOfArgument(context, parent, outer, way);
    case 'NewExpression':
      return 'unknown';
    case 'VariableDeclarator':
    case 'AssignmentExpression':
      return errorsOfVariable(context, outer, parent, way);
    default:
      return isFunction(parent) ? 'propagated' : 'unknown';
  }
}

function errorsOfMethod(context: FileContext, name: string, call: CallExpression, way: Way): Outcome {
  const [first, second] = call.arguments;
  if (name === 'catch')
    return first ? errorsOfHandler(context, first as Node, call, way) : outcomeOf(context, call, further(way));
  if (name === 'then' && second) return errorsOfHandler(context, second as Node, call, way);
  // A callback hears of it, as Bluebird and its like write it; without one they give the promise on.
  if (/^(?:nodeify|asCallback|toCallback)$/.test(name) && first) return 'handled';
  if (name === 'subscribe') {
    const observer = first && unwrap(first as Node);
    if (second) return 'handled';
    return observer?.type === 'ObjectExpression' &&
      someNode(
        observer,
        (part) => part.type === 'Property' && part.key.type === 'Identifier' && part.key.name === 'error',
      )
      ? 'handled'
      : 'floating';
  }
  if (
    name === 'pipe' &&
    someNode(
      call,
      (part) =>
        part.type === 'CallExpression' && part.callee.type === 'Identifier' && part.callee.name === 'catchError',
    )
  ) {
    return 'handled';
  }
  // A stream, which tells of its failures by an event: a promise has nothing to pipe.
  if (name === 'createReadStream' || (name === 'pipe' && outermostWrapper(call).parent?.type === 'ExpressionStatement'))
    return 'unknown';
  return outcomeOf(context, call, further(way));
}

function errorsOfHandler(context: FileContext, handler: Node, call: CallExpression, way: Way): Outcome {
  if (isEmptyFunction(handler)) return 'swallowed';
  const plain = unwrap(handler);
  if (isFunction(plain) && plain.body) {
    if (way.rejects && alwaysThrows(plain.body)) return outcomeOf(context, call, further(way));
    const only = plain.body.type === 'BlockStatement' && plain.body.body.length === 1 ? plain.body.body[0] : undefined;
    const param = plain.params[0];
    if (only?.type === 'ThrowStatement' && param && isRethrow(context, only, variablesOf(context, param))) {
      return outcomeOf(context, call, further(way));
    }
  }
  return 'handled';
}

/** `client.connect().catch((error) => { log(error); throw error; });`: the program is meant to end, and says why. */
export function endsOnPurpose(node: Node): boolean {
  for (let step = methodOn(outermostWrapper(node)); step; step = methodOn(outermostWrapper(step.call))) {
    const handler = step.name === 'catch' ? step.call.arguments[0] : undefined;
    if (isFunction(handler) && handler.body?.type === 'BlockStatement' && handler.body.body.length > 1)
      return alwaysThrows(handler.body);
  }
  return false;
}

/** A rejection arrives here: the `try` around it, or the caller. */
function errorsOfAwait(context: FileContext, node: Node, way: Way): Outcome {
  const attempt = errorsOfTry(context, node, way);
  if (attempt) return attempt;
  const owner = enclosingFunction(node);
  if (!owner) return 'propagated';
  return errorsOfFunction(context, owner, way);
}

function errorsOfReturn(context: FileContext, node: Ast.ReturnStatement, way: Way): Outcome {
  const owner = enclosingFunction(node);
  return owner ? errorsOfFunction(context, owner, way) : 'propagated';
}

/** What is returned by a callback goes to the call that runs it; what a named function returns, to its callers. */
function errorsOfFunction(context: FileContext, owner: FunctionNode, way: Way): Outcome {
  const handed = handedTo(owner);
  if (!handed) {
    if (owner.parent?.type !== 'CallExpression' || owner.parent.callee !== owner) return 'propagated';
    return owner.async && way.rejects ? droppedOr(context, owner.parent, way) : handledOr(context, owner.parent, way);
  }
  if (way.rejects && owner.generator && calledName(handed.call) === 'co') return droppedOr(context, handed.call, way);
  // What it gives is dropped by what calls it: what becomes of that one's own result says nothing.
  if (way.rejects && boundaryOfCallback(context, handed.call, handed.index)?.lost) return 'propagated';
  const inChain = /^(?:then|catch|finally)$/.test(calledName(handed.call) ?? '');
  // Part of a chain whose promise is handed to somebody: they may handle it.
  if (inChain && way.rejects && outcomeOf(context, handed.call, further(way)) === 'unknown') return 'unknown';
  return handledOr(context, handed.call, way);
}

/** The call starts the function, and is all that there is of its promise: `(async () => { ... })()`, `co(function* ...)`. */
function droppedOr(context: FileContext, call: Node, way: Way): Outcome {
  const outer = outcomeOf(context, call, further(way));
  return outer === 'unknown' ? 'propagated' : outer;
}

function handledOr(context: FileContext, call: Node, way: Way): Outcome {
  const outer = outcomeOf(context, call, further(way));
  return outer === 'handled' || outer === 'swallowed' ? outer : 'propagated';
}

/** The `catch` that a rejection inside `node` meets in its own function. */
function errorsOfTry(context: FileContext, node: Node, way: Way): Outcome | undefined {
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent) {
    const attempt: Node = at.parent;
    if (attempt.type !== 'TryStatement' || attempt.block !== at || !attempt.handler) continue;
    const state = errorsOfCatch(context, attempt.handler, way);
    if (state !== 'propagated') return state;
  }
  return undefined;
}

/** Empty handlers swallow; those that only throw the same error again pass it on; everything else handles. */
function errorsOfCatch(context: FileContext, handler: Ast.CatchClause, way: Way): Outcome {
  const { body } = handler.body;
  const idle = body.every(
    (statement) =>
      statement.type === 'EmptyStatement' ||
      statement.type === 'ContinueStatement' ||
      (statement.type === 'ReturnStatement' && !statement.argument),
  );
  if (idle) return 'swallowed';
  if (way.rejects && alwaysThrows(handler.body)) return 'propagated';
  if (!handler.param) return 'handled';
  return onlyRethrows(context, body, variablesOf(context, handler.param)) ? 'propagated' : 'handled';
}

function onlyRethrows(context: FileContext, statements: readonly Node[], error: ReadonlySet<Variable>): boolean {
  return statements.every((statement) => {
    switch (statement.type) {
      case 'ThrowStatement':
        return isRethrow(context, statement, error);
      case 'BlockStatement':
        return onlyRethrows(context, statement.body, error);
      case 'IfStatement':
        return (
          onlyRethrows(context, [statement.consequent], error) &&
          (!statement.alternate || onlyRethrows(context, [statement.alternate], error))
        );
      default:
        return false;
    }
  });
}

/** `throw error`, or `throw new Error(error)`, which makes an Error of it and says nothing more. */
function isRethrow(context: FileContext, statement: Ast.ThrowStatement, error: ReadonlySet<Variable>): boolean {
  const value = unwrap(statement.argument);
  const isError = (node: Node): boolean => {
    const plain = unwrap(node);
    const variable = plain.type === 'Identifier' ? context.variable(plain) : undefined;
    return variable !== undefined && error.has(variable);
  };
  if (value.type === 'NewExpression') return value.arguments.length === 1 && isError(value.arguments[0] as Node);
  return isError(value);
}

function variablesOf(context: FileContext, pattern: Node): ReadonlySet<Variable> {
  const variable = pattern.type === 'Identifier' ? context.variable(pattern) : undefined;
  return new Set(variable ? [variable] : []);
}

/** A promise that is handed to a call is judged by what happens to that call's result. */
function errorsOfArgument(context: FileContext, call: CallExpression, argument: Node, way: Way): Outcome {
  if (call.callee === argument) return outcomeOf(context, call, further(way));
  const combinator = promiseCombinator(call);
  if (combinator === 'allSettled') return errorsOfSettled(context, call);
  if (!combinator && call.callee.type === 'MemberExpression' && call.callee.property.type === 'Identifier') {
    const { object, property } = call.callee;
    // `tasks.push(fetch(u))`: what becomes of the list.
    if (property.name === 'push' || property.name === 'unshift') {
      const list = object.type === 'Identifier' ? context.variable(object) : undefined;
      return list
        ? errorsOfReads(
            context,
            readsOf(list).filter((read) => read !== object),
            way,
          )
        : 'unknown';
    }
    if (property.name === 'waitUntil') return 'propagated';
  }
  const state = outcomeOf(context, call, further(way));
  return state === 'floating' || state === 'voided' ? 'unknown' : state;
}

/** `Promise.allSettled` never rejects: the results must be asked. */
function errorsOfSettled(context: FileContext, call: CallExpression): Outcome {
  const owner = enclosingFunction(call);
  const region: Node = owner?.body ?? context.file.ast;
  const asks = someNode(region, (node) => {
    if (node.type === 'MemberExpression') return node.property.type === 'Identifier' && node.property.name === 'reason';
    return node.type === 'Literal' && node.value === 'rejected';
  });
  return asks ? 'handled' : 'swallowed';
}

function errorsOfVariable(context: FileContext, value: Node, parent: Node, way: Way): Outcome {
  const variable = variableFor(context, value);
  if (!variable)
    return parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
      ? errorsOfField(context, parent.left, way)
      : 'unknown';
  if (listensForError(context, variable)) return 'handled';
  const reads = readsOf(variable);
  if (reads.length === 0) return 'floating';
  return known(ofVariables, variable, 'unknown').of(`${way.depth} ${way.rejects}`, () =>
    errorsOfReads(context, reads, way),
  );
}

const ofVariables = new WeakMap<Variable, Answers<string, Outcome>>();
const ofFields = new WeakMap<FileContext, Answers<string, Outcome>>();

/**
 * What was worked out before for the same thing. Bundles read one short name a thousand times, and hand what is there to
 * the next: without this, each way through them would be followed. Within itself it is `standIn`.
 */
function known<T extends object>(
  outcomes: WeakMap<T, Answers<string, Outcome>>,
  owner: T,
  standIn: Outcome,
): Answers<string, Outcome> {
  let answers = outcomes.get(owner);
  if (!answers) outcomes.set(owner, (answers = new Answers(standIn)));
  return answers;
}

/** `this.ready = connect(); ... await this.ready`: what becomes of it where the field is read, in this file. */
function errorsOfField(context: FileContext, field: Ast.MemberExpression, way: Way): Outcome {
  const name = memberName(field);
  if (!way.rejects || field.object.type !== 'ThisExpression' || name === undefined) return 'propagated';
  return known(ofFields, context, 'propagated').of(`${name} ${way.depth}`, () => {
    const reads = context.index.members.filter(
      (member) => member.object.type === 'ThisExpression' && memberName(member) === name && !isWritten(member),
    );
    const states: readonly Outcome[] = reads
      .map((read) => outcomeOf(context, read, further(way)))
      // `if (this.ready)` says nothing of its rejection.
      .filter((state) => state !== 'unknown');
    return best.find((state) => states.includes(state)) ?? 'propagated';
  });
}

function isWritten(node: Node): boolean {
  return node.parent?.type === 'AssignmentExpression' && node.parent.left === node;
}

const best: readonly Outcome[] = ['handled', 'swallowed', 'propagated', 'unknown', 'voided', 'floating'];

/** The best that happens to a promise in any place that reads it. */
function errorsOfReads(context: FileContext, reads: readonly Node[], way: Way): Outcome {
  const states = reads.map((read) => outcomeOf(context, read, further(way)));
  return best.find((state) => states.includes(state)) ?? 'unknown';
}

/** Every way out of it gives a promise, as far as syntax tells: none ends without a value, or with a plain one. */
export function givesPromise({ async, body }: FunctionNode): boolean {
  if (async || body?.type !== 'BlockStatement') return true;
  if (!alwaysLeaves(body)) return false;
  return !someNode(
    body,
    (node) =>
      node.type === 'ReturnStatement' &&
      (!node.argument ||
        /^(?:Literal|ObjectExpression|ArrayExpression|TemplateLiteral)$/.test(unwrap(node.argument).type)),
    OWN_BODY,
  );
}

/** What a change around a call of a function has to know of that function. */
export function workOf(owner: FunctionNode): Pick<LostRejection, 'notAlways' | 'endless' | 'params'> {
  const params = owner.params.flatMap((param) => (param.type === 'Identifier' ? [param.name] : []));
  return {
    ...(givesPromise(owner) ? {} : { notAlways: true as const }),
    ...(owner.body && someNode(owner.body, isEndlessLoop, OWN_BODY) ? { endless: true as const } : {}),
    ...(params.length === owner.params.length ? { params } : {}),
  };
}

/** `while (true)` and `for (;;)` that nothing leaves. */
function isEndlessLoop(node: Node): boolean {
  if (!/^(?:While|DoWhile|For)Statement$/.test(node.type)) return false;
  const { test, body } = node as Ast.WhileStatement | Ast.ForStatement;
  const always = !test || (test.type === 'Literal' && test.value !== 0 && Boolean(test.value));
  return always && !someNode(body, ({ type }) => /^(?:Break|Return)Statement$/.test(type), OWN_BODY);
}
