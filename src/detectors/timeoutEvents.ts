import type { Node } from '../ast/types.ts';
import { constantOf, fieldFor, handedTo, outermostWrapper } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName } from '../ast/nodes.ts';
import { isTimerCallee } from './signals.ts';
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
  const uses: Node[] = [node];
  let at = node;
  while (
    at.parent?.type === 'MemberExpression' &&
    at.parent.object === at &&
    at.parent.parent.type === 'CallExpression' &&
    at.parent.parent.callee === at.parent
  ) {
    at = at.parent.parent;
    uses.push(at);
  }
  return uses;
}

function destroys(context: FileContext, handler: Node): boolean {
  const value = isFunction(handler) ? undefined : context.value(handler);
  const text = value?.kind === 'function' ? value.file.text(value.node) : context.text(handler);
  return /\.(?:destroy|abort)\b/.test(text);
}
