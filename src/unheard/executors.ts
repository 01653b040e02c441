import { isExecutor } from '../ast/functions.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { ancestors, isFunction, isIdentifier, isInside, unwrap } from '../ast/nodes.ts';
import type { Range } from '../text/range.ts';
import { walk } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { answersByPromise, callbackOf } from '../outcomes/errors.ts';

/** `new Promise(...)` whose function stands in it, with what it settles the promise by. */
export interface Executor {
  readonly owner: FunctionNode;
  readonly resolve: Variable | undefined;
  readonly reject: Variable | undefined;
}

/** The function that `new Promise` calls, where it is written there. */
export function executorOf(context: FileContext, made: Node): Executor | undefined {
  if (made.type !== 'NewExpression') return undefined;
  const owner = made.arguments[0] && unwrap(made.arguments[0] as Node);
  if (!isFunction(owner) || !isExecutor(owner)) return undefined;
  const [resolve, reject] = owner.params.map((one) => (isIdentifier(one) ? context.variable(one) : undefined));
  return { owner, resolve, reject };
}

/** The failure of a request goes to `reject`: from its callback, a listener, the end of its chain or the `catch` around it. */
export function rejectsWith(context: FileContext, executor: Executor, found: FoundRequest): boolean {
  if (found.request.neverRejects || !executor.reject) return false;
  const callback = callbackOf(context, found);
  if (callback) return leadsTo(context, callback, executor.reject);
  return answersByPromise(context, found)
    ? passesOn(context, executor, found.chain)
    : listenersIn(context, executor).some((one) => leadsTo(context, one, executor.reject!));
}

/** A promise that is made within an executor hands its failure to `reject`. */
export function passesOn(context: FileContext, { owner, reject }: Executor, made: Node): boolean {
  if (!reject) return false;
  for (let step = methodOn(outermostWrapper(made)); step; step = methodOn(outermostWrapper(step.call))) {
    const handler = handlerOf(step.name, step.call);
    if (handler) return leadsTo(context, handler, reject);
  }
  for (const at of ancestors(made)) {
    if (at === owner || at.type === 'CatchClause') break;
    const attempt = at.type === 'BlockStatement' ? at.parent : undefined;
    if (attempt?.type === 'TryStatement' && attempt.block === at && attempt.handler)
      return leadsTo(context, attempt.handler, reject);
  }
  return false;
}

/** What a step of a chain hands failures to. */
export function handlerOf(name: string, call: CallExpression): Node | undefined {
  const handler = call.arguments[name === 'catch' ? 0 : name === 'then' ? 1 : Infinity];
  return handler && unwrap(handler as Node);
}

/** Functions that hear of the `'error'` of what an executor starts. */
function listenersIn(context: FileContext, { owner }: Executor): readonly Node[] {
  const found: Node[] = [];
  walk(owner.body!, (node) => {
    const handler = node.type === 'CallExpression' ? errorListener(context, node) : undefined;
    if (handler) found.push(handler);
  });
  return found;
}

/** `emitter.on('error', f)`: `f`. */
export function errorListener(context: FileContext, call: CallExpression): Node | undefined {
  if (call.callee.type !== 'MemberExpression' || !/^(?:on|once|addListener)$/.test(calledName(call) ?? ''))
    return undefined;
  const [event, handler] = call.arguments as readonly (Node | undefined)[];
  return handler && context.constant(event) === 'error' ? unwrap(handler) : undefined;
}

/**
 * `new Promise((resolve, reject) => stream.on('end', async () => { await save(); resolve(); }))`: nothing settles the
 * promise but what the listener does behind the call, and who hears of an error of the stream.
 */
export function leavesOpen(context: FileContext, call: Node, listener: Range): boolean {
  const made = [...ancestors(call)].find((at) => executorOf(context, at) && at.range[0] < listener.start);
  const executor = made && executorOf(context, made);
  if (!executor || executor.owner.range[0] === listener.start) return false;
  const uses = [executor.resolve, executor.reject].flatMap((one) => (one ? readsOf(one) : []));
  const behind = (use: Node): boolean =>
    use.range[0] >= listener.start &&
    use.range[1] <= listener.end &&
    use.parent?.type === 'CallExpression' &&
    use.parent.callee === use &&
    use.parent.range[1] > call.range[1];
  const heard = (use: Node): boolean =>
    [...ancestors(use)].some((at) => at.type === 'CallExpression' && errorListener(context, at) !== undefined);
  return uses.some(behind) && uses.every((use) => behind(use) || heard(use));
}

/** It is what settles a promise, or calls it, by itself or by a function beside it. */
export function leadsTo(context: FileContext, handler: Node, settler: Variable): boolean {
  if (readsOf(settler).some((read) => isInside(read, handler))) return true;
  let leads = false;
  walk(handler, (node) => {
    const used = isIdentifier(node) ? context.value(node) : undefined;
    if (used?.kind === 'function' && used.file === context && !isInside(handler, used.node))
      leads ||= readsOf(settler).some((read) => isInside(read, used.node));
    return !leads;
  });
  return leads;
}
