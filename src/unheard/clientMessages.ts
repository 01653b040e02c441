import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { isFunction, isIdentifier, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { LostRejection } from '../facts/rejections.ts';
import { isGuarded, isParse } from '../outcomes/badMessages.ts';
import { rejectionOf } from '../outcomes/promises.ts';
import { connectionListeners } from './accepted.ts';

const MAX_DEPTH = 2;
const MAX_STEPS = 3;

const listening = /^(?:on|once|addListener|addEventListener)$/;
/** Events that bring nothing a client wrote. */
const ofConnection = /^(?:error|close|end|ping|pong|open|upgrade|timeout|drain|(?:dis)?connect(?:ing)?)$/;

/** Texts of clients that a server's sockets bring and that are parsed where nothing takes the failure: one bad text ends it. */
export function findUnreadMessages(context: FileContext, test: boolean): readonly LostRejection[] {
  return connectionListeners(context).flatMap((listener) => {
    const [parameter] = listener.params;
    const socket = isIdentifier(parameter) ? context.variable(parameter) : undefined;
    return socket ? readsOf(socket).flatMap((read) => unreadOn(context, read, test)) : [];
  });
}

/** What is given to listen for messages: `socket.on('message', f)`, `socket.onmessage = f`, `connection.socket.on(...)`. */
function listenerOn(context: FileContext, read: Node): Node | undefined {
  const outer = outermostWrapper(read);
  const { parent } = outer;
  if (parent?.type === 'MemberExpression' && parent.object === outer) {
    const name = memberName(parent);
    if (name === 'socket') return listenerOn(context, parent);
    const set = parent.parent;
    if (name === 'onmessage' && set.type === 'AssignmentExpression' && set.left === parent) return set.right;
  }
  const step = methodOn(outer);
  if (!step || !listening.test(step.name)) return undefined;
  const [event, given] = step.call.arguments as readonly (Node | undefined)[];
  const name = context.constant(event);
  return typeof name === 'string' && !ofConnection.test(name) ? given : undefined;
}

/** `socket.on('message', async (data) => JSON.parse(data))`. */
function unreadOn(context: FileContext, read: Node, test: boolean): readonly LostRejection[] {
  const given = listenerOn(context, read);
  const handler = given && functionAt(context, given);
  if (!handler) return [];
  const parse = parseIn(context, handler, variablesOf(context, handler.params), 0);
  if (!parse) return [];
  const { node, through, floats } = parse;
  const thrown = !handler.async && !parse.rejects ? { thrown: true as const } : {};
  const where = through === undefined ? {} : { through };
  const how = floats ? 'floating' : 'callback';
  const owner = handler.range[0];
  const range = rangeOf(node);
  return [
    { kind: 'rejection', range, how, boundary: 'event-handler', owner, api: 'message', ...where, ...thrown, test },
  ];
}

function functionAt(context: FileContext, node: Node): FunctionNode | undefined {
  const plain = unwrap(node);
  if (isFunction(plain)) return plain;
  const value = context.value(plain);
  return value.kind === 'function' && value.file === context ? value.node : undefined;
}

interface Parse {
  readonly node: CallExpression;
  /** The function of the project that parses. */
  readonly through?: string;
  /** It rejects a promise: what it does not throw at once. */
  readonly rejects: boolean;
  /** The promise is dropped where the function is called. */
  readonly floats: boolean;
}

/** The first call, in a function or in those that it hands the text to, that throws for a text which is not JSON. */
function parseIn(
  file: FileContext,
  owner: FunctionNode,
  texts: ReadonlySet<Variable>,
  depth: number,
): Parse | undefined {
  let found: Parse | undefined;
  walk(
    owner.body,
    (node) => {
      if (found || node.type !== 'CallExpression' || isGuarded(node, owner)) return !found;
      if (isParse(node)) {
        if (
          node.arguments.slice(0, 1).some((one) => comesFrom(file, one, texts, 0)) &&
          !isAsked(file, node, owner, texts)
        )
          found = { node, rejects: owner.async, floats: false };
      } else if (depth < MAX_DEPTH) found = parseThrough(file, node, owner, texts, depth);
      return !found;
    },
    OWN_BODY,
  );
  return found;
}

function parseThrough(
  file: FileContext,
  call: CallExpression,
  owner: FunctionNode,
  texts: ReadonlySet<Variable>,
  depth: number,
): Parse | undefined {
  const given = call.arguments.map((one) => comesFrom(file, one, texts, 0));
  if (!given.includes(true)) return undefined;
  const value = file.value(unwrap(call.callee));
  if (value.kind !== 'function' || value.node === owner) return undefined;
  const inner = variablesOf(
    value.file,
    value.node.params.filter((_, i) => given[i] === true),
  );
  const parse = parseIn(value.file, value.node, inner, depth + 1);
  if (!parse) return undefined;
  const through = calledName(call);
  const named = through === undefined ? {} : { through };
  if (!value.node.async && !parse.rejects) return { node: call, ...named, rejects: owner.async, floats: false };
  // A promise: what becomes of it here.
  const outcome = rejectionOf(file, call);
  const floats = outcome === 'floating' || outcome === 'voided';
  return floats || outcome === 'propagated' ? { node: call, ...named, rejects: true, floats } : undefined;
}

/** The text is looked at first, by something that says of itself that it tells good ones from bad: `if (!isJson(data)) return`. */
function isAsked(file: FileContext, parse: Node, owner: FunctionNode, texts: ReadonlySet<Variable>): boolean {
  return someNode(
    owner.body,
    (node) =>
      node.type === 'CallExpression' &&
      !isInside(parse, node) &&
      node.range[0] < parse.range[0] &&
      /json|valid|check/i.test(calledName(node) ?? '') &&
      node.arguments.some((one) => comesFrom(file, one, texts, 0)),
    OWN_BODY,
  );
}

function variablesOf(file: FileContext, params: readonly Node[]): ReadonlySet<Variable> {
  const names = params.flatMap((one): readonly Node[] =>
    one.type === 'ObjectPattern'
      ? one.properties.map((part) => (part.type === 'Property' ? (part.value as Node) : part))
      : [one],
  );
  return new Set(names.flatMap((one) => (isIdentifier(one) ? (file.variable(one) ?? []) : [])));
}

/** `data`, `data.toString()`, or a variable that is made from it. */
function comesFrom(file: FileContext, node: Node, texts: ReadonlySet<Variable>, steps: number): boolean {
  return someNode(node, (part) => {
    const variable = isIdentifier(part) ? file.variable(part) : undefined;
    if (!variable) return false;
    if (texts.has(variable)) return true;
    const made = variable.defs[0]?.node;
    if (steps >= MAX_STEPS || made?.type !== 'VariableDeclarator' || !made.init) return false;
    return made.id.type === 'Identifier' && comesFrom(file, made.init, texts, steps + 1);
  });
}
