import type { FunctionNode, Node } from '../ast/types.ts';
import { someNode } from '../ast/walk.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { argumentsOf, chainedListener, fieldFor, listensForError, readsOf, variableFor } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { ancestors, isFunction, isInside, rangeOf, unwrap } from '../ast/nodes.ts';
import type { ErrorState } from '../facts/model.ts';
import type { Silence } from '../facts/rejections.ts';
import { errorsOfPromise } from './promises.ts';

/** What becomes of a failure of a call, as far as this file and the function around the call say. */
export function errorState(context: FileContext, node: Node, found: FoundRequest): ErrorState {
  if (found.request.neverRejects) return 'unknown';
  const callback = callbackOf(context, found);
  if (callback) return errorsOfCallback(context, callback);
  if (givesNoPromise(found)) return 'unknown';
  if (isEmitter(context, node, found)) return errorsOfEmitter(context, node, found);
  const outcome = errorsOfPromise(context, node);
  const state = outcome === 'voided' ? 'unknown' : outcome;
  if (state === 'floating' || state === 'propagated') {
    const owner = ownerListens(context, found);
    if (owner && state === 'floating') return 'handled';
  }
  return state;
}

/** The failure of a call rejects the promise that it gives, rather than going to a callback or a listener. */
export function answersByPromise(context: FileContext, found: FoundRequest): boolean {
  if (found.request.neverRejects || givesNoPromise(found) || givesStream(found)) return false;
  return callbackOf(context, found) === undefined && !isEmitter(context, found.node, found);
}

/** It answers to callbacks alone, unless its methods are made others where the client is: `pool.query = promisify(pool.query)`. */
function givesNoPromise({ request, client }: FoundRequest): boolean {
  return request.callbackOnly === true && !/\bpromisif/i.test(client.creation?.file.file.text ?? '');
}

/** `s3.getObject(key).createReadStream()`, `superagent.get(url).pipe(file)`: a stream tells of its failures by an event. */
function givesStream({ chain }: FoundRequest): boolean {
  return chain.type === 'CallExpression' && /^(?:createReadStream|pipe)$/.test(calledName(chain) ?? '');
}

/** The function that gets the failure of a call, where it answers to one. */
export function callbackOf(context: FileContext, found: FoundRequest): Node | undefined {
  const { callback } = found.request;
  const args = argumentsOf(found.node);
  const at = callback === undefined ? undefined : args[callback < 0 ? args.length + callback : callback];
  if (!at || isFunction(at)) return at;
  if (!/^(?:Identifier|MemberExpression)$/.test(at.type)) return undefined;
  if (takesCallbackName(at)) return at;
  const value = context.value(at);
  return value.kind === 'function' ? (value.file === context ? value.node : at) : undefined;
}

function takesCallbackName(node: Node): boolean {
  return node.type === 'Identifier' && /^(?:cb|callback|done|next|fn|resolve|handler|on[A-Z]\w*)$/.test(node.name);
}

/** A callback that gets the error first; handed in from outside, the caller gets it. */
function errorsOfCallback(context: FileContext, callback: Node): ErrorState {
  if (!isFunction(callback)) return 'propagated';
  const first = callback.params[0];
  const variable = first?.type === 'Identifier' ? context.variable(first) : undefined;
  return variable && readsOf(variable).length > 0 ? 'handled' : 'swallowed';
}

/**
 * `send(mail, (err, info) => log(info))`: the callback goes on without a look at the error. One that does nothing, takes
 * no result or says by its names that it leaves the error out is no oversight.
 */
export function droppedByCallback(context: FileContext, found: FoundRequest): Silence | undefined {
  const callback = found.request.neverRejects ? undefined : callbackOf(context, found);
  if (!isFunction(callback) || callback.params.length < 2 || !isInside(callback, found.node)) return undefined;
  const [first] = callback.params;
  if (first?.type !== 'Identifier' || first.name.startsWith('_') || !/err|^e$|fail|problem/i.test(first.name))
    return undefined;
  const text = context.text(callback);
  if (/\/[/*]|\barguments\b/.test(text) || errorsOfCallback(context, callback) !== 'swallowed') return undefined;
  const works = callback.body && someNode(callback.body, ({ type }) => type === 'CallExpression');
  if (!works || looksAtResult(context, callback)) return undefined;
  return { range: rangeOf(callback), callback: true };
}

/** `if (!rows)`, `rows ? a : b`, `rows?.length`: without the error it can tell, by what is not there. */
function looksAtResult(context: FileContext, callback: FunctionNode): boolean {
  return callback.params.slice(1).some((parameter) => {
    const variable = parameter.type === 'Identifier' ? context.variable(parameter) : undefined;
    return (
      variable !== undefined &&
      readsOf(variable).some((read) =>
        [...ancestors(read)]
          .slice(0, 4)
          .some(
            (at) =>
              /^(?:If|While)Statement$|^(?:Conditional|Logical|Binary|Chain)Expression$/.test(at.type) ||
              (at.type === 'UnaryExpression' && at.operator === '!'),
          ),
      )
    );
  });
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
