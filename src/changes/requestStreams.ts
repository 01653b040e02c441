import type { CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import { chainedCalls, withChain } from '../ast/calls.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import { findProperty, unwrapped } from './edits.ts';
import { readsOfName, variableOf } from '../ast/objectUses.ts';

type Call = CallExpression | NewExpression;

/**
 * Whether a request of node's http, or its answer, is handed to something else as a stream: `pump(res, out)`,
 * `body.pipe(request)`, `resolve(res)`. It then lasts as long as what goes through it.
 */
export function isPassedOn(file: ParsedFile, call: Call): boolean {
  const held = heldBy(call);
  const request = held ? readsOfName(file, held) : [];
  const listeners = request.flatMap((read) => listenersOf(read, 'response'));
  const answers = [...call.arguments, ...listenersOf(call, 'response'), ...listeners].flatMap((one) => {
    const [answer] = isFunction(one) ? one.params : [];
    return answer?.type === 'Identifier' ? readsOfName(file, answer) : [];
  });
  return [...request, ...answers].some(isArgument);
}

const played =
  /(?:audio|video|player|playback|voice|radio|speaker|music|soundtrack|media(?:Stream|Source))|\b(?:play|song|podcast)(?:[A-Z]\w*)?\b/i;
const piped = /\.\s*pipe(?:line|To|Through)?\s*\(|\bpipeline\s*\(|\bpump\s*\(/;
const handsOutStream = /\breturn\s+(?:new\s+)?(?:\w*[sS]tream|pass(?:Through)?|PassThrough)\b/;

/** Who takes the answer as a stream may stop for as long as they like: a player that is paused, or any reader of what is returned. */
export function mayPause({ text, path }: ParsedFile, call: Call): boolean {
  const around = outermostFunction(call);
  const nearby = around ? text.slice(...around.range) : text;
  const named = around?.parent ? text.slice(around.parent.range[0], around.range[0]) : '';
  if (!piped.test(nearby)) return false;
  return handsOutStream.test(nearby) || played.test(`${/[^/]*$/.exec(path)![0]} ${named} ${nearby}`);
}

function outermostFunction(call: Call): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | undefined = call.parent; at; at = at.parent) if (isFunction(at)) found = at;
  return found;
}

/** The name that a request is kept under. */
function heldBy(call: Node): Node | undefined {
  const { parent } = withChain(call);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier' ? parent.left : undefined;
}

/** Whether anything listens for an event of a request, chained to it or by its name. */
export function listensFor(file: ParsedFile, call: Call, event: string): boolean {
  const held = heldBy(call);
  const request = held ? readsOfName(file, held) : [];
  return [call, ...request].some((one) => listenersOf(one, event).length > 0);
}

/** What is called with an event, also behind other listeners: `request.on('response', f)`. */
function listenersOf(request: Node, wanted: string): Node[] {
  return chainedCalls(request).flatMap(({ arguments: [event, listener] }) =>
    event?.type === 'Literal' && event.value === wanted && listener ? [listener] : [],
  );
}

function isArgument(read: Node): boolean {
  const { parent } = read;
  return (
    (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') &&
    parent.arguments.some((one) => unwrapped(one) === read)
  );
}

/** The options of a request name a `timeout` somewhere: how long is the user's choice, and only nobody listens for it. */
export function namesTimeout(file: ParsedFile, call: Call): boolean {
  return call.arguments.some((argument) => !isFunction(argument) && namesIn(file, argument, 0));
}

function namesIn(file: ParsedFile, node: Node, depth: number): boolean {
  return someNode(node, (one) => {
    if (one.type === 'ObjectExpression' && findProperty(one, 'timeout')) return true;
    if (one.type !== 'Identifier' || depth > 2) return false;
    const variable = variableOf(file, one);
    const [definition] = variable?.defs ?? [];
    const { init } = (definition?.type === 'Variable' ? definition.node : {}) as { init?: Node | null };
    const isSet = variable?.references.some(
      ({ identifier: { parent } }) =>
        parent?.type === 'MemberExpression' &&
        isIdentifier(parent.property, 'timeout') &&
        parent.parent.type === 'AssignmentExpression' &&
        parent.parent.left === parent,
    );
    return isSet === true || (!!init && init !== node && !isFunction(init) && namesIn(file, init, depth + 1));
  });
}
