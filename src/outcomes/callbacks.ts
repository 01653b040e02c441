import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import type { CallExpression, Node } from '../ast/types.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import type { RemoteCall } from '../facts/model.ts';
import { versionFits } from '../knowledge/versions.ts';
import { heldLinks } from './heldBuilders.ts';

const MAX_STEPS = 12;
const callbackName = /^_?(?:cb|callback|done|next|fn)$|(?:Callback|Cb|Done)$/;
/** What makes a callback out of another, or out of the name of an event: `ep.done('saved')`, `once(cb)`. */
const callbackMaker =
  /^(?:done|doneLater|callback|cb|once|callbackify|bind|rescue|handleError|errorHandler|asCallback|nodeify|group)$/;

/** Ends of chains that take a callback, as builders have them: what `then` and its like get is none. */
const sends = /^(?:exec|execute|run|send|end|toArray|save)$/;

/** A call, or a later one of its chain, is handed a callback: drivers that take one give no promise for it. */
export function takesCallback(context: FileContext, node: Node): boolean {
  let at: Node | undefined = node;
  for (let i = 0; at?.type === 'CallExpression' && i < MAX_STEPS; i++) {
    if ((i === 0 || sends.test(calledName(at) ?? '')) && endsInCallback(context, at)) return true;
    at = methodOn(outermostWrapper(at))?.call;
  }
  return false;
}

/** A request that is kept, and sent where it is: `q.end(cb)`. What has sent it gives no promise, with a callback or without. */
export function isSentLater(context: FileContext, found: FoundRequest): boolean {
  const sending = (call: CallExpression): boolean => {
    const name = calledName(call) ?? '';
    return name === 'end' || (sends.test(name) && endsInCallback(context, call));
  };
  return heldLinks(context, found, sending).length > 0;
}

function endsInCallback(context: FileContext, call: CallExpression): boolean {
  const last = call.arguments.at(-1);
  return last !== undefined && last.type !== 'SpreadElement' && isCallback(context, unwrap(last));
}

function isCallback(context: FileContext, node: Node): boolean {
  if (context.value(node).kind === 'function') return true;
  switch (node.type) {
    case 'Identifier':
      return callbackName.test(node.name);
    case 'MemberExpression':
      return callbackName.test(memberName(node) ?? '');
    case 'LogicalExpression':
    case 'ConditionalExpression': {
      const [one, other] =
        node.type === 'LogicalExpression' ? [node.left, node.right] : [node.consequent, node.alternate];
      return isCallback(context, unwrap(one)) || isCallback(context, unwrap(other));
    }
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      const name =
        callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : '';
      return callbackMaker.test(name ?? '') || node.arguments.some((one) => isNamedCallback(unwrap(one as Node)));
    }
    default:
      return false;
  }
}

function isNamedCallback(node: Node): boolean {
  return node.type === 'Identifier' && callbackName.test(node.name);
}

const ofBluebird = /^(?:spread|tapCatch|asCallback|nodeify)$/;

/** Bluebird's promises: a rejection that nobody handles is printed, and the process goes on. */
export function isBluebird({ library }: Pick<RemoteCall, 'library'>, node: Node): boolean {
  const { name = '', version } = library ?? {};
  // Sequelize has promises of the platform from 6 on: "Upgrade to v6".
  if (/^sequelize(?:-typescript)?$/.test(name) && version !== undefined && versionFits(version, '<6')) return true;
  if (/^request-promise(?:-any)?$/.test(name)) return true;
  // Methods that no promise of the platform has, before and behind the call.
  for (let at: Node = node, i = 0; at.type === 'CallExpression' && i < MAX_STEPS; i++) {
    if (ofBluebird.test(calledName(at) ?? '')) return true;
    const callee = unwrap(at.callee);
    if (callee.type !== 'MemberExpression') break;
    at = unwrap(callee.object);
  }
  for (let step = methodOn(outermostWrapper(node)), i = 0; step && i < MAX_STEPS; i++) {
    if (ofBluebird.test(step.name)) return true;
    step = methodOn(outermostWrapper(step.call));
  }
  return false;
}
