import { someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { ancestors, isFunction, isIdentifier, keyName, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { returnsOf } from '../ast/functions.ts';
import { argumentsGiven } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { ServerFact } from '../facts/model.ts';
import { importSource } from '../backoff/sleeps.ts';
import { serverFrameworks } from '../knowledge/serverFrameworks.ts';
import { servesOnlyProbes } from './probeServers.ts';
import { exitsAtOnce, exitsBeforeClosed, isOutOfReach } from './signalHandlers.ts';
import type { SignalHandler } from './signalHandlers.ts';
import { isStartedElsewhere } from './serverStarts.ts';
import { startsHere } from '../retries/startUp.ts';

const healthPath = /(?:^|\/)(?:health(?:z|check|-check)?|livez?|liveness|readyz?|readiness|ping|status|up)\/?$/i;

/** Servers that this file starts. */
export function findServers(context: FileContext, test: boolean): readonly ServerFact[] {
  const found: ServerFact[] = [];
  for (const call of context.index.calls) {
    const framework = frameworkOf(context, call);
    if (framework === undefined) continue;
    found.push({
      kind: 'server',
      range: rangeOf(call),
      framework,
      ...shutdownOf(context, framework, call),
      hasHealthRoute: hasHealthRoute(context, call),
      test,
    });
  }
  return found;
}

/** What `x.listen(...)` serves: knowledge says, or the package that made `x`. */
function frameworkOf(context: FileContext, call: CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  const value = context.value(callee);
  if (value.kind === 'client') return value.type.call?.server;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'listen') return undefined;
  return creatingModule(context, callee.object, 0);
}

/** The framework behind an object, through the calls and variables that made it. */
function creatingModule(context: FileContext, object: Node, depth: number): string | undefined {
  if (depth > 6) return undefined;
  const node = unwrap(object);
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require') {
    const name = context.constant(node.arguments[0] as Node | undefined);
    return typeof name === 'string' ? frameworkOfModule(context, name, 'default') : undefined;
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression')
    return madeByFunction(context, node, depth) ?? creatingModule(context, node.callee, depth + 1);
  if (node.type === 'ConditionalExpression')
    return oneOf([node.consequent, node.alternate].map((one) => creatingModule(context, one, depth + 1)));
  if (node.type === 'MemberExpression') {
    const value = fieldValue(context, node);
    return creatingModule(context, value ?? node.object, depth + 1);
  }
  if (node.type !== 'Identifier') return undefined;
  const source = importSource(context, node);
  if (source) return frameworkOfModule(context, source.module, source.name);
  const [definition] = context.variable(node)?.defs ?? [];
  if (definition?.type === 'Parameter')
    return typeOfParameter(context, definition.name) ?? givenToHelper(context, node, depth);
  if (definition?.node.type !== 'VariableDeclarator') return undefined;
  return definition.node.init
    ? creatingModule(context, definition.node.init, depth + 1)
    : setLater(context, node, depth + 1);
}

/** `(app: Koa, port: number) => app.listen(port)`: the package that its type is from. */
function typeOfParameter(context: FileContext, parameter: Node): string | undefined {
  const type = parameter.type === 'Identifier' ? parameter.typeAnnotation?.typeAnnotation : undefined;
  let name: Node | undefined = type?.type === 'TSTypeReference' ? type.typeName : undefined;
  while (name?.type === 'TSQualifiedName') name = name.left;
  const source = name?.type === 'Identifier' ? importSource(context, name) : undefined;
  return source && serverFrameworks[source.module.replace(/^node:/, '')];
}

/** `function start(app) { app.listen(port) }`: what all its callers give, where they are in sight. */
function givenToHelper(context: FileContext, name: Ast.Identifier, depth: number): string | undefined {
  const variable = context.variable(name);
  const given = variable && argumentsGiven(context, variable);
  return given && oneOf(given.map((one) => one && creatingModule(context, one, depth + 2)));
}

/** `let server;`, set to one of HTTP or of HTTPS as the program starts. */
function setLater(context: FileContext, name: Node, depth: number): string | undefined {
  const variable = context.variable(name);
  const given = context.index.assignments
    .filter(({ left }) => left.type === 'Identifier' && context.variable(left) === variable)
    // `server = server.listen(port)` makes nothing new.
    .filter(({ right }) => !someNode(right, (at) => at.type === 'Identifier' && context.variable(at) === variable));
  return oneOf(given.map(({ right }) => creatingModule(context, right, depth)));
}

function oneOf(frameworks: readonly (string | undefined)[]): string | undefined {
  const all = new Set(frameworks.map((one) => (one === 'https' ? 'http' : one)));
  return all.size === 1 ? [...all][0] : undefined;
}

/** `const app = createApp()`: what the project's own function gives back, in every way out of it. */
function madeByFunction(context: FileContext, { callee }: Ast.CallExpression | Ast.NewExpression, depth: number) {
  const made = callee.type === 'Identifier' ? context.value(callee) : undefined;
  if (made?.kind !== 'function') return undefined;
  const all = new Set(returnsOf(made.node).map((given) => creatingModule(made.file, given, depth + 2)));
  return all.size === 1 ? [...all][0] : undefined;
}

/** Of a package, or of the application that a file of the project exports. */
function frameworkOfModule(context: FileContext, module: string, name: string): string | undefined {
  const known = serverFrameworks[module.replace(/^node:/, '')];
  return known ?? context.port.frameworkBehind?.(module, name === '*' ? 'default' : name, context.file.path);
}

/** What `this.app` is set to, in the class or in a method of it. */
function fieldValue(context: FileContext, member: Ast.MemberExpression): Node | undefined {
  if (member.object.type !== 'ThisExpression') return undefined;
  const text = context.text(member);
  const assigned = context.index.assignments.find(({ left }) => context.text(left) === text)?.right;
  if (assigned) return assigned;
  const name = memberName(member);
  const body = [...ancestors(member)].find((at) => at.type === 'ClassBody');
  const field = body?.body.find((one) => one.type === 'PropertyDefinition' && keyName(one.key, one.computed) === name);
  return field?.type === 'PropertyDefinition' ? (field.value ?? undefined) : undefined;
}

interface Shutdown {
  readonly handlesShutdown: boolean | 'unknown';
  readonly shutdownDefect?: ServerFact['shutdownDefect'];
}

/** A signal is listened for here, and its handler lets requests end; what other files do is not known. */
function shutdownOf(context: FileContext, framework: string, listen: CallExpression): Shutdown {
  const handlers: SignalHandler[] = [];
  for (const call of context.index.calls) {
    const name = calledName(call);
    if (name === 'enableShutdownHooks') return { handlesShutdown: true };
    if ((name !== 'on' && name !== 'once') || !isOnProcess(call)) continue;
    const event = context.constant(call.arguments[0] as Node | undefined);
    // The signals of a list: `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)`.
    if (event !== undefined && event !== 'SIGTERM' && event !== 'SIGINT') continue;
    handlers.push({ node: call.arguments[1] as Node | undefined, sigterm: event !== 'SIGINT' });
  }
  if (hearsInterruptsOnly(context, framework, listen, handlers))
    return { handlesShutdown: false, shutdownDefect: 'interrupt-only' };
  const wanted = handlers.some(({ sigterm }) => sigterm) ? handlers.filter(({ sigterm }) => sigterm) : handlers;
  if (wanted.length > 0 && wanted.every(({ node }) => exitsBeforeClosed(context, node)))
    return { handlesShutdown: false, shutdownDefect: 'exits-before-closed' };
  if (wanted.some(({ node }) => !exitsAtOnce(context, node))) {
    return isOutOfReach(context, framework, listen, wanted)
      ? { handlesShutdown: false, shutdownDefect: 'server-dropped' }
      : { handlesShutdown: true };
  }
  if (wanted.some(({ sigterm }) => sigterm)) return { handlesShutdown: false, shutdownDefect: 'exits-at-once' };
  if (framework === 'nest') return nestShutdown(context, listen);
  return { handlesShutdown: mayShutDown(context, listen) || servesOnlyProbes(context, listen) ? 'unknown' : false };
}

/** Its only handlers are for Ctrl+C, and nothing in the program hears what a deployment sends; pm2 sends SIGINT. */
function hearsInterruptsOnly(
  context: FileContext,
  framework: string,
  listen: CallExpression,
  handlers: readonly SignalHandler[],
): boolean {
  const { port, file } = context;
  return (
    handlers.length > 0 &&
    !handlers.some(({ sigterm }) => sigterm) &&
    framework !== 'nest' &&
    startsHere(context, listen) &&
    port.mayShutDown?.(file.path, 'terminate') === false &&
    port.dependsOn?.('pm2', file.path) !== true &&
    !isForThisMachine(context, listen) &&
    !servesOnlyProbes(context, listen)
  );
}

/** Without its hooks it ends at once, which matters where a provider has something to end. */
function nestShutdown(context: FileContext, listen: CallExpression): Shutdown {
  const ends = context.index.calls.some((call) => calledName(call) === 'close');
  const { port, file } = context;
  if (ends || !startsHere(context, listen)) return { handlesShutdown: 'unknown' };
  if (port.missesShutdownHooks?.(file.path) === true) return { handlesShutdown: false, shutdownDefect: 'hooks-off' };
  // `app.connectMicroservice(...)`: what it is at when the process ends is cut off.
  const consumes = context.index.calls.some((call) => calledName(call) === 'connectMicroservice');
  return consumes && port.mayShutDown?.(file.path) === false
    ? { handlesShutdown: false, shutdownDefect: 'consumers-cut-off' }
    : { handlesShutdown: 'unknown' };
}

function isOnProcess({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'process';
}

const ways = /shut[-_]?down|SIGTERM|SIGINT|terminus|terminator|stoppable|exit-?hook|close-?with-?grace|beforeExit/i;

/** Something here may see to it, or the server is not one that a deployment stops. */
function mayShutDown(context: FileContext, listen: CallExpression): boolean {
  // What another file of the program does about its end is not told from here.
  if (context.port.mayShutDown?.(context.file.path) === true) return true;
  if (ways.test(context.file.text) || !(startsHere(context, listen) || isStartedElsewhere(context, listen)))
    return true;
  // Closed again in the same file, on a port of its own, or for this machine only.
  if (context.index.calls.some((call) => calledName(call) === 'close')) return true;
  if (isForThisMachine(context, listen)) return true;
  const { port, file } = context;
  // What a file of the project would do with it is known: nothing in the program sees to its end.
  const unseen = (module: string): boolean =>
    port.mayShutDown?.(file.path) !== false || port.summary(module, file.path) === undefined;
  // A module that is loaded for its effect only, as one that listens for signals is.
  const { body } = context.file.ast;
  const forEffect = body.flatMap((one) =>
    one.type === 'ImportDeclaration' && one.specifiers.length === 0 ? [one.source.value] : [],
  );
  return forEffect.some((one) => isLocal(one) && unseen(one)) || isGivenAway(context, listen, unseen);
}

/** On a port of its own, or at an address that no other machine reaches; one that is only a fallback is set elsewhere. */
function isForThisMachine(context: FileContext, listen: CallExpression): boolean {
  return listen.arguments.some((argument) => {
    const value = context.constant(argument as Node);
    return value === 0 || (typeof value === 'string' && local.test(value) && !isFallback(context, argument as Node));
  });
}

const local = /^(?:localhost|127\.|::1)/;

/** `process.env.HOST || 'localhost'`, there or where the variable is declared. */
function isFallback(context: FileContext, argument: Node): boolean {
  const plain = unwrap(argument);
  if (plain.type === 'LogicalExpression') return plain.operator !== '&&';
  const declared = plain.type === 'Identifier' ? context.variable(plain)?.defs[0]?.node : undefined;
  return declared?.type === 'VariableDeclarator' && declared.init?.type === 'LogicalExpression';
}

function isLocal(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('@/') || specifier.startsWith('~');
}

/** The server, or what it serves, is handed to a function of another file; of those that count. */
function isGivenAway(
  context: FileContext,
  listen: CallExpression,
  counts: (module: string) => boolean = () => true,
): boolean {
  const held = new Set<unknown>();
  const hold = (node: Node | undefined): void => {
    const plain = node && unwrap(node);
    if (plain?.type === 'MemberExpression' || plain?.type === 'CallExpression')
      return hold(plain.type === 'MemberExpression' ? plain.object : plain.callee);
    const variable = plain?.type === 'Identifier' ? context.variable(plain) : undefined;
    const definition = variable?.defs[0]?.node;
    if (!variable || held.has(variable) || definition?.type !== 'VariableDeclarator') return;
    held.add(variable);
    const made = definition.init ? unwrap(definition.init) : undefined;
    if (made?.type === 'CallExpression' || made?.type === 'NewExpression') for (const one of made.arguments) hold(one);
  };
  hold(listen.callee);
  const server = listen.parent?.type === 'VariableDeclarator' ? listen.parent.id : undefined;
  const given = server?.type === 'Identifier' ? context.variable(server) : undefined;
  if (given) held.add(given);
  return context.index.calls.some((call) => {
    const callee = unwrap(call.callee);
    const own = callee.type === 'Identifier' && !importSource(context, callee) && isDefinedHere(context, callee);
    const module = moduleOf(context, callee);
    const known = module !== undefined && !(isLocal(module) && counts(module));
    if (own || callee.type === 'MemberExpression' || known) return false;
    return call.arguments.some((argument) => {
      const plain = unwrap(argument as Node);
      return plain.type === 'Identifier' && held.has(context.variable(plain));
    });
  });
}

/** Where a called function is from: `routes(app)`, `require('./routes')(app)`. */
function moduleOf(context: FileContext, callee: Node): string | undefined {
  if (callee.type === 'Identifier') return importSource(context, callee)?.module;
  const named =
    callee.type === 'CallExpression' && isIdentifier(callee.callee, 'require') ? callee.arguments[0] : undefined;
  const name = context.constant(named as Node | undefined);
  return typeof name === 'string' && isLocal(name) ? name : undefined;
}

function isDefinedHere(context: FileContext, name: Node): boolean {
  const type = context.variable(name)?.defs[0]?.node.type;
  return type === 'FunctionDeclaration';
}

/** A route whose path is that of a health check; unknown where routes come from elsewhere. */
function hasHealthRoute(context: FileContext, listen: CallExpression): boolean | 'unknown' {
  let opaque = isGivenAway(context, listen);
  for (const call of context.index.calls) {
    const name = calledName(call);
    if (name === undefined || !/^(?:get|use|route|all|head|register)$/.test(name)) continue;
    const path = context.constant(call.arguments[0] as Node | undefined);
    if (typeof path === 'string' && healthPath.test(path)) return true;
    if (name === 'use' || name === 'register' || name === 'route')
      opaque ||= call.arguments.some((argument) => !isFunction(argument));
  }
  const compared = someNode(
    context.file.ast,
    (node) =>
      node.type === 'Literal' &&
      typeof node.value === 'string' &&
      node.value.startsWith('/') &&
      healthPath.test(node.value),
  );
  return compared ? true : opaque ? 'unknown' : false;
}
