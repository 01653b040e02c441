import { someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import {
  argumentsOf,
  chainedListener,
  fieldFor,
  handedTo,
  isEmptyFunction,
  listensForError,
  methodOn,
  outermostWrapper,
  promiseCombinator,
  readsOf,
  variableFor,
} from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { enclosingFunction, isFunction, unwrap } from '../ast/nodes.ts';
import type { ErrorState } from '../facts/model.ts';

const MAX_DEPTH = 8;

/** What becomes of a failure of a call, as far as this file and the function around the call say. */
export function errorState(context: FileContext, node: Node, found: FoundRequest): ErrorState {
  const callback = callbackOf(found);
  if (callback) return errorsOfCallback(context, callback);
  if (isEmitter(context, node, found)) return errorsOfEmitter(context, node, found);
  const state = errorsOfPromise(context, node, 0);
  if (state === 'floating' || state === 'propagated') {
    const owner = ownerListens(context, found);
    if (owner && state === 'floating') return 'handled';
  }
  return state;
}

function callbackOf(found: FoundRequest): Node | undefined {
  const { callback } = found.request;
  const args = argumentsOf(found.node);
  const at = callback === undefined ? undefined : args[callback < 0 ? args.length + callback : callback];
  if (
    at &&
    (isFunction(at) ||
      (callback !== undefined && /^(?:Identifier|MemberExpression)$/.test(at.type) && takesCallbackName(at)))
  )
    return at;
  return undefined;
}

function takesCallbackName(node: Node): boolean {
  return node.type === 'Identifier' && /^(?:cb|callback|done|next|fn|resolve|handler)$/.test(node.name);
}

/** A callback that gets the error first; handed in from outside, the caller gets it. */
function errorsOfCallback(context: FileContext, callback: Node): ErrorState {
  if (!isFunction(callback)) return 'propagated';
  const first = callback.params[0];
  const variable = first?.type === 'Identifier' ? context.variable(first) : undefined;
  return variable && readsOf(variable).length > 0 ? 'handled' : 'swallowed';
}

function isEmitter(context: FileContext, node: Node, found: FoundRequest): boolean {
  if (found.request.emitter) return true;
  if (found.node.type !== 'NewExpression') return false;
  const made = context.value(node);
  return made.kind === 'client' && made.type.emitter === true;
}

function errorsOfEmitter(context: FileContext, node: Node, found: FoundRequest): ErrorState {
  const outer = outermostWrapper(node);
  // `socket.connect(...)`, `xhr.send()`: the object that it is called on emits.
  if (found.member.returns === 'this' && ownerListens(context, found)) return 'handled';
  if (chainedListener(context, outer)) return 'handled';
  const variable = variableFor(context, outer);
  if (variable) {
    if (listensForError(context, variable)) return 'handled';
    return readsOf(variable).some((read) => readLeavesFunction(read)) ? 'propagated' : 'no-listener';
  }
  const field = fieldFor(context, outer);
  if (field !== undefined) return listensForError(context, field) ? 'handled' : 'no-listener';
  const { parent } = outer;
  if (parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === outer)) return 'propagated';
  if (parent?.type === 'CallExpression' || parent?.type === 'AwaitExpression') return 'propagated';
  return 'no-listener';
}

function readLeavesFunction(read: Node): boolean {
  const parent = outermostWrapper(read).parent;
  return parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === read);
}

/** The client object that the call goes through has an error listener: commands that fail with the connection reach it. */
function ownerListens(context: FileContext, found: FoundRequest): boolean {
  if (found.node.type !== 'CallExpression') return false;
  const callee = unwrap(found.node.callee);
  if (callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  if (object.type === 'Identifier') {
    const variable = context.variable(object);
    return variable !== undefined && listensForError(context, variable);
  }
  return object.type === 'MemberExpression' && listensForError(context, context.text(object));
}

/** Follows a promise to where its rejection ends up. */
export function errorsOfPromise(context: FileContext, node: Node, depth: number): ErrorState {
  if (depth > MAX_DEPTH) return 'unknown';
  const outer = outermostWrapper(node);
  const { parent } = outer;
  if (!parent) return 'unknown';
  const step = methodOn(outer);
  if (step) return errorsOfMethod(context, step.name, step.call, depth);
  const next = (at: Node): ErrorState => errorsOfPromise(context, at, depth + 1);
  switch (parent.type) {
    case 'AwaitExpression':
      return errorsOfAwait(context, parent, depth);
    case 'ReturnStatement':
      return errorsOfReturn(context, parent, depth);
    case 'ArrowFunctionExpression':
      return parent.body === outer ? errorsOfFunction(context, parent, depth) : 'unknown';
    case 'YieldExpression':
      return errorsOfAwait(context, parent, depth);
    case 'ExpressionStatement':
      return 'floating';
    case 'UnaryExpression':
      return parent.operator === 'void' ? 'unknown' : 'floating';
    case 'ForOfStatement':
      return errorsOfAwait(context, parent, depth);
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SequenceExpression':
    case 'SpreadElement':
    case 'ArrayExpression':
      return next(parent);
    case 'CallExpression':
      return errorsOfArgument(context, parent, outer, depth);
    case 'NewExpression':
      return 'unknown';
    case 'VariableDeclarator':
    case 'AssignmentExpression':
      return errorsOfVariable(context, outer, parent, depth);
    default:
      return isFunction(parent) ? 'propagated' : 'unknown';
  }
}

function errorsOfMethod(context: FileContext, name: string, call: CallExpression, depth: number): ErrorState {
  const [first, second] = call.arguments;
  if (name === 'catch')
    return first ? errorsOfHandler(context, first as Node, call, depth) : errorsOfPromise(context, call, depth + 1);
  if (name === 'then' && second) return errorsOfHandler(context, second as Node, call, depth);
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
  return errorsOfPromise(context, call, depth + 1);
}

function errorsOfHandler(context: FileContext, handler: Node, call: CallExpression, depth: number): ErrorState {
  if (isEmptyFunction(handler)) return 'swallowed';
  const plain = unwrap(handler);
  if (isFunction(plain) && plain.body) {
    const only = plain.body.type === 'BlockStatement' && plain.body.body.length === 1 ? plain.body.body[0] : undefined;
    const param = plain.params[0];
    if (only?.type === 'ThrowStatement' && param && isRethrow(context, only, variablesOf(context, param))) {
      return errorsOfPromise(context, call, depth + 1);
    }
  }
  return 'handled';
}

/** A rejection arrives here: the `try` around it, or the caller. */
function errorsOfAwait(context: FileContext, node: Node, depth: number): ErrorState {
  const attempt = errorsOfTry(context, node);
  if (attempt) return attempt;
  const owner = enclosingFunction(node);
  if (!owner) return 'propagated';
  return errorsOfFunction(context, owner, depth);
}

function errorsOfReturn(context: FileContext, node: Ast.ReturnStatement, depth: number): ErrorState {
  const owner = enclosingFunction(node);
  return owner ? errorsOfFunction(context, owner, depth) : 'propagated';
}

/** What is returned by a callback goes to the call that runs it; what a named function returns, to its callers. */
function errorsOfFunction(context: FileContext, owner: FunctionNode, depth: number): ErrorState {
  const handed = handedTo(owner);
  if (!handed) {
    if (owner.parent?.type === 'CallExpression' && owner.parent.callee === owner)
      return handledOr(context, owner.parent, depth);
    return 'propagated';
  }
  return handledOr(context, handed.call, depth);
}

function handledOr(context: FileContext, call: Node, depth: number): ErrorState {
  const outer = errorsOfPromise(context, call, depth + 1);
  return outer === 'handled' || outer === 'swallowed' ? outer : 'propagated';
}

/** The `catch` that a rejection inside `node` meets in its own function. */
function errorsOfTry(context: FileContext, node: Node): ErrorState | undefined {
  for (let at: Node = node; at.parent && !isFunction(at); at = at.parent) {
    const attempt: Node = at.parent;
    if (attempt.type !== 'TryStatement' || attempt.block !== at || !attempt.handler) continue;
    const state = errorsOfCatch(context, attempt.handler);
    if (state !== 'propagated') return state;
  }
  return undefined;
}

/** Empty handlers swallow; those that only throw the same error again pass it on; everything else handles. */
function errorsOfCatch(context: FileContext, handler: Ast.CatchClause): ErrorState {
  const { body } = handler.body;
  const idle = body.every(
    (statement) =>
      statement.type === 'EmptyStatement' ||
      statement.type === 'ContinueStatement' ||
      (statement.type === 'ReturnStatement' && !statement.argument),
  );
  if (idle) return 'swallowed';
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
function errorsOfArgument(context: FileContext, call: CallExpression, argument: Node, depth: number): ErrorState {
  if (call.callee === argument) return errorsOfPromise(context, call, depth + 1);
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
            depth,
          )
        : 'unknown';
    }
    if (property.name === 'waitUntil') return 'propagated';
  }
  const state = errorsOfPromise(context, call, depth + 1);
  return state === 'floating' ? 'unknown' : state;
}

/** `Promise.allSettled` never rejects: the results must be asked. */
function errorsOfSettled(context: FileContext, call: CallExpression): ErrorState {
  const owner = enclosingFunction(call);
  const region: Node = owner?.body ?? context.file.ast;
  const asks = someNode(region, (node) => {
    if (node.type === 'MemberExpression') return node.property.type === 'Identifier' && node.property.name === 'reason';
    return node.type === 'Literal' && node.value === 'rejected';
  });
  return asks ? 'handled' : 'swallowed';
}

function errorsOfVariable(context: FileContext, value: Node, parent: Node, depth: number): ErrorState {
  const variable = variableFor(context, value);
  if (!variable)
    return parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression' ? 'propagated' : 'unknown';
  if (listensForError(context, variable)) return 'handled';
  const reads = readsOf(variable);
  return reads.length === 0 ? 'floating' : errorsOfReads(context, reads, depth);
}

const best: readonly ErrorState[] = ['handled', 'swallowed', 'propagated', 'unknown', 'floating'];

/** The best that happens to a promise in any place that reads it. */
function errorsOfReads(context: FileContext, reads: readonly Node[], depth: number): ErrorState {
  const states = reads.map((read) => errorsOfPromise(context, read, depth + 1));
  return best.find((state) => states.includes(state)) ?? 'unknown';
}
