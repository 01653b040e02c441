import type { Ast, Node } from '../ast/types.ts';
import { chainedCalls, handedTo, outermostWrapper } from '../ast/calls.ts';
import { constantOf, fieldFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { isTimerCallee } from '../outcomes/signals.ts';
import { isArmedAlways } from './wrapping.ts';

/** The variable that what a call gives is held in. */
export function responseOf(call: Node): Node | undefined {
  let at = outermostWrapper(call);
  while (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
  const holder = at.parent;
  if (holder?.type === 'VariableDeclarator' && isIdentifier(holder.id)) return holder.id;
  return holder?.type === 'AssignmentExpression' && isIdentifier(holder.left) ? holder.left : undefined;
}

/** Whether a request of node's kind is ended when its idle timeout passes, which by itself only emits an event. */
export function endsOnTimeoutEvent(context: FileContext, call: Node, armedByOption: boolean): boolean {
  let armed = armedByOption;
  let ended = false;
  for (const use of usesOfRequest(context, call)) {
    const member = outermostWrapper(use).parent;
    const outer = member?.parent;
    if (member?.type !== 'MemberExpression' || outer?.type !== 'CallExpression' || outer.callee !== member) continue;
    const name = memberName(member);
    if (name !== undefined && /^(?:destroy|abort|terminate)$/.test(name) && isInTimerBeside(outer, call)) return true;
    const [first, handler] = outer.arguments;
    if (name === 'setTimeout' && first) {
      armed = true;
      ended ||= handler !== undefined && destroys(context, handler);
    } else if (name !== undefined && /^(?:on|once|addListener)$/.test(name) && first && handler) {
      ended ||= constantOf(context, first) === 'timeout' && destroys(context, handler);
    }
  }
  return armed && ended;
}

/** `setTimeout(() => socket.destroy(), ms)`, armed beside the request on every path. */
function isInTimerBeside(ending: Node, call: Node): boolean {
  const callback = enclosingFunction(ending);
  const timer = callback && handedTo(callback)?.call;
  const owner = enclosingFunction(call);
  return timer !== undefined && owner !== undefined && isTimerCallee(timer.callee) && isArmedAlways(timer, owner);
}

/** Where a request object is used: the call itself, what is chained onto it, and the variable that holds it. */
function usesOfRequest(context: FileContext, call: Node): readonly Node[] {
  const uses = chainFrom(call);
  const at = uses.at(-1)!;
  const holder = responseOf(at);
  const references = holder ? (context.variable(holder)?.references ?? []) : [];
  const field = holder ? undefined : fieldFor(context, outermostWrapper(at));
  const members = field === undefined ? [] : context.index.members.filter((member) => context.text(member) === field);
  return [...uses, ...[...references.map(({ identifier }) => identifier), ...members].flatMap((use) => chainFrom(use))];
}

/** The node itself and every call that is chained onto it: `socket.setTimeout(ms).on('timeout', f)`. */
function chainFrom(node: Node): readonly Node[] {
  return [node, ...chainedCalls(node)];
}

/** The handler ends the request or its promise, by itself or through a function that it calls. */
function destroys(context: FileContext, handler: Node, depth = 0): boolean {
  const value = isFunction(handler) ? undefined : context.value(handler);
  const node = value?.kind === 'function' ? value.node : handler;
  const file = value?.kind === 'function' ? value.file : context;
  if (/\.(?:destroy|abort)\b/.test(file.text(node)) || rejects(file, node)) return true;
  if (depth > 2 || !isFunction(node)) return false;
  return file.index.calls.some((call) => {
    if (!isInside(call, node)) return false;
    const callee = unwrap(call.callee);
    const named = callee.type === 'Identifier' || (callee.type === 'MemberExpression' && !callee.computed);
    return named && file.value(callee).kind === 'function' && destroys(file, callee, depth + 1);
  });
}

/** `reject(error)`, or the parameter itself as the handler: the promise around is settled, whoever waits goes on. */
function rejects(context: FileContext, node: Node): boolean {
  if (node.type === 'Identifier') return isReject(context, node);
  return context.index.calls.some(
    (call) => isInside(call, node) && call.callee.type === 'Identifier' && isReject(context, call.callee),
  );
}

/** The second parameter of what `new Promise` is given. */
function isReject(context: FileContext, name: Ast.Identifier): boolean {
  const definition = context.variable(name)?.defs[0];
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const made = definition.node.parent;
  return (
    definition.node.params[1] === definition.name &&
    made?.type === 'NewExpression' &&
    isIdentifier(made.callee, 'Promise')
  );
}
