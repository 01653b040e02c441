import type { CallExpression, FunctionNode, NewExpression, Node, Variable } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { importSource } from '../backoff/sleeps.ts';
import { fieldFor, listensForError, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Emitter } from '../facts/model.ts';

/** What servers hand to the listener of a new connection; without a listener each of them can end the process. */
interface Server {
  readonly module: RegExp;
  readonly names: RegExp;
  readonly library: 'node:net' | 'ws' | 'node:http' | 'socket.io';
  readonly event: RegExp;
  /** Position of the socket among what the listener gets. */
  readonly socket: number;
}

const servers: readonly Server[] = [
  {
    module: /^(?:node:)?(?:net|tls)$/,
    names: /^(?:createServer|Server)$/,
    library: 'node:net',
    event: /^(?:secureC|c)onnection$/,
    socket: 0,
  },
  { module: /^ws$/, names: /^(?:WebSocketServer|Server)$/, library: 'ws', event: /^connection$/, socket: 0 },
  {
    module: /^(?:node:)?https?$/,
    names: /^(?:createServer|Server)$/,
    library: 'node:http',
    event: /^(?:upgrade|connect)$/,
    socket: 1,
  },
];

/** Its sockets tell of their failures by 'disconnect': only what they bring can end the process. */
const socketIo: Server = {
  module: /^socket\.io$/,
  names: /^(?:Server|default)$/,
  library: 'socket.io',
  event: /^connect(?:ion)?$/,
  socket: 0,
};

const mark = /['"`](?:ws|socket\.io|(?:node:)?(?:net|tls|https?))['"`]/;

/** Sockets that a server of this file takes on without listening for their failures. */
export function findAcceptedSockets(context: FileContext, test: boolean): readonly Emitter[] {
  if (test || !mark.test(context.file.text)) return [];
  return acceptedBy(context, servers).flatMap(({ server, listener }) => socketOf(context, server, listener, test));
}

/** Listeners of this file that get the sockets of new connections, of all servers whose sockets may carry messages. */
export function connectionListeners(context: FileContext): readonly FunctionNode[] {
  const taken = mark.test(context.file.text) ? acceptedBy(context, [...servers, socketIo]) : [];
  const listeners = taken.filter(({ server }) => server.socket === 0).map(({ listener }) => listener);
  return [...listeners, ...routesOf(context)];
}

const ofRoutes = ['express-ws', '@fastify/websocket', 'fastify-websocket'];

/** `app.ws('/chat', (socket) => ...)` of express-ws, `app.get('/chat', { websocket: true }, (socket) => ...)` of Fastify. */
function routesOf(context: FileContext): readonly FunctionNode[] {
  const { port, file } = context;
  if (!ofRoutes.some((name) => port.dependsOn?.(name, file.path) === true || file.text.includes(name))) return [];
  return context.index.calls.flatMap((call) => {
    const name = calledName(call);
    if (call.callee.type !== 'MemberExpression' || !/^(?:ws|get|route)$/.test(name ?? '')) return [];
    const options = call.arguments.find(({ type }) => type === 'ObjectExpression');
    const last = call.arguments.at(-1);
    const takes = name === 'ws' || (options && context.options(options as Node).get('websocket').state === 'present');
    return takes && last && last !== options ? (functionOf(context, last as Node) ?? []) : [];
  });
}

function acceptedBy<T extends Server>(
  context: FileContext,
  known: readonly T[],
): readonly { readonly server: T; readonly listener: FunctionNode }[] {
  return [...context.index.calls, ...context.index.news].flatMap((node) => {
    const server = serverMadeBy(context, node, known);
    return server ? listenersOf(context, server, node).map((listener) => ({ server, listener })) : [];
  });
}

function serverMadeBy<T extends Server>(
  context: FileContext,
  node: CallExpression | NewExpression,
  known: readonly T[],
): T | undefined {
  const callee = unwrap(node.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  if (!source) return undefined;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : source.name;
  return known.find(({ module, names }) => module.test(source.module) && names.test(name ?? ''));
}

/** Functions of this file that get the server's sockets. */
function listenersOf(
  context: FileContext,
  { library, event }: Server,
  made: CallExpression | NewExpression,
): FunctionNode[] {
  const given = library === 'node:net' ? (made.arguments as readonly Node[]) : [];
  const outer = outermostWrapper(made);
  const variable = variableFor(context, outer);
  const field = variable ? undefined : fieldFor(context, outer);
  const reads = variable ? readsOf(variable) : context.index.members.filter((one) => context.text(one) === field);
  const steps = [methodOn(outer), ...reads.map((read) => methodOn(outermostWrapper(read)))];
  const set = steps.flatMap((step) => {
    if (!step || !/^(?:on|once|addListener)$/.test(step.name)) return [];
    const [name, listener] = step.call.arguments as readonly Node[];
    return listener && event.test(String(context.constant(name))) ? [listener] : [];
  });
  return [...given, ...set].flatMap((one) => functionOf(context, one) ?? []);
}

function functionOf(context: FileContext, node: Node): FunctionNode | undefined {
  const plain = unwrap(node);
  if (isFunction(plain)) return plain;
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression') return undefined;
  const value = context.value(plain);
  return value.kind === 'function' && value.file === context ? value.node : undefined;
}

function socketOf(context: FileContext, server: Server, listener: FunctionNode, test: boolean): readonly Emitter[] {
  const parameter = listener.params[server.socket];
  const variable = isIdentifier(parameter) ? context.variable(parameter) : undefined;
  // A listener that does nothing with it, and one that refuses it at once, have nothing to fear.
  if (!parameter || !variable || readsOf(variable).length === 0 || isRefused(variable)) return [];
  if (mayBeHeard(context, variable, 0)) return [];
  const { library } = server;
  const range = rangeOf(parameter);
  return [
    {
      kind: 'emitter',
      range,
      api: library,
      library,
      part: 'accepted',
      name: variable.name,
      listensForError: false,
      handedOn: false,
      test,
    },
  ];
}

const refusing = /^(?:end|destroy|close|terminate|destroySoon)$/;

function isRefused(variable: Variable): boolean {
  return (
    readsOf(variable).every((read) =>
      /^(?:end|destroy|close|terminate|destroySoon|write)$/.test(methodOn(outermostWrapper(read))?.name ?? ''),
    ) && readsOf(variable).some((read) => refusing.test(methodOn(outermostWrapper(read))?.name ?? ''))
  );
}

const keeping = /^(?:add|set|push|delete|has|get|indexOf|includes|log|info|debug|warn|unshift)$/;

/** Somebody listens, or somebody out of sight gets hold of it. */
function mayBeHeard(context: FileContext, variable: Variable, depth: number): boolean {
  return listensForError(context, variable) || readsOf(variable).some((read) => isAway(context, read, depth));
}

function isAway(context: FileContext, read: Node, depth: number): boolean {
  const outer = outermostWrapper(read);
  const { parent } = outer;
  if (parent?.type === 'MemberExpression') {
    if (parent.object !== outer) return false;
    // `socket.on(event, f)` in a loop over names.
    const step = methodOn(outer);
    return (
      step !== undefined &&
      /^(?:on|once)$/.test(step.name) &&
      context.constant(step.call.arguments[0] as Node) === undefined
    );
  }
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
    return isGivenAway(context, parent, outer, depth);
  if (parent?.type === 'AssignmentExpression') return parent.right === outer;
  if (parent?.type === 'VariableDeclarator' || parent?.type === 'Property' || parent?.type === 'ArrayExpression')
    return true;
  return (
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'SpreadElement' ||
    (isFunction(parent) && parent.body === outer)
  );
}

/** Kept in a list, piped into, or given to a function of this file that does not listen either. */
function isGivenAway(
  context: FileContext,
  call: CallExpression | NewExpression,
  argument: Node,
  depth: number,
): boolean {
  if (call.callee === argument) return false;
  const name = call.type === 'CallExpression' ? calledName(call) : undefined;
  if (name === 'pipe' || (call.callee.type === 'MemberExpression' && keeping.test(name ?? ''))) return false;
  const value = depth < 2 && call.type === 'CallExpression' ? context.value(unwrap(call.callee)) : undefined;
  if (value?.kind !== 'function') return true;
  const parameter = value.node.params[call.arguments.indexOf(argument as never)];
  const variable = isIdentifier(parameter) ? value.file.variable(parameter) : undefined;
  return !variable || mayBeHeard(value.file, variable, depth + 1);
}
