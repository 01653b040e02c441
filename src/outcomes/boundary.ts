import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo, outermostWrapper } from '../ast/calls.ts';
import { ownVersion } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Boundary } from '../facts/rejections.ts';
import { importSource } from '../backoff/sleeps.ts';

const routes = /^(?:get|post|put|patch|delete|all|use|options|head|route)$/;
const listens = /^(?:on|once|addListener|addEventListener|prependListener|prependOnceListener)$/;

/** Who gets a rejection that leaves the function around a node. */
export function boundaryOf(context: FileContext, node: Node): Boundary {
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    const kind = kindOf(context, at);
    if (kind) return { kind: kind.kind, range: rangeOf(at), lost: kind.lost && dropsWith(at, kind.kind) };
    if (!runsInPlace(at)) return { kind: 'function', range: rangeOf(at), lost: false };
  }
  return { kind: 'top-level', range: rangeOf(context.file.ast), lost: false };
}

/** What the callback gives is a promise, or may be. An executor that only returns one rejects nothing of its own. */
function dropsWith(node: FunctionNode, kind: Boundary['kind']): boolean {
  return node.async || (kind !== 'executor' && node.body?.type !== 'BlockStatement');
}

/** A callback whose result goes back into the function around it: `map`, `then`, a policy's `execute`. */
function runsInPlace(node: FunctionNode): boolean {
  return handedTo(node) !== undefined || (node.parent?.type === 'CallExpression' && node.parent.callee === node);
}

function kindOf(context: FileContext, node: FunctionNode): { kind: Boundary['kind']; lost: boolean } | undefined {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression') {
    const { object, property } = parent.left;
    // `exports.one = ...` is no handler.
    const kept = isIdentifier(object, 'exports') || /^on(?:e|ce|ly)$/.test(memberName(parent.left) ?? '');
    return !kept && property.type === 'Identifier' && /^on[a-z]+$/.test(property.name)
      ? { kind: 'event-handler', lost: true }
      : undefined;
  }
  if (parent?.type === 'NewExpression') {
    if (isIdentifier(parent.callee, 'Promise')) return { kind: 'executor', lost: node.async };
    if (isCronJob(context, parent)) return { kind: 'timer', lost: true };
    const serving = serverOf(context, parent);
    if (serving) return serving;
    const value = context.value(unwrap(parent.callee));
    return value.kind === 'client' && value.type.new?.queue ? { kind: 'consumer', lost: false } : undefined;
  }
  const handed = handedTo(node);
  return handed ? boundaryOfCallback(context, handed.call, handed.index) : undefined;
}

/** Up to version 3, cron calls its function and looks at nothing that it gives. */
function isCronJob(context: FileContext, made: Ast.NewExpression): boolean {
  const callee = unwrap(made.callee);
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  if (root.type !== 'Identifier' || importSource(context, root)?.module !== 'cron') return false;
  const version = context.port.version('cron', context.file.path);
  return version === undefined || Number.parseInt(version, 10) < 4;
}

/** Who gets a rejection of the function that a call is given at `index`. */
export function boundaryOfCallback(
  context: FileContext,
  call: CallExpression,
  index: number,
): { kind: Boundary['kind']; lost: boolean } | undefined {
  const name = calledName(call);
  if (name === undefined) return undefined;
  if (/^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask)$/.test(name))
    return index === 0 ? { kind: 'timer', lost: true } : undefined;
  const { callee } = call;
  const serving = serverOf(context, call);
  if (serving) return serving;
  if (isLodashEach(context, call, index)) return { kind: 'for-each', lost: true };
  if (isErrorFirst(context, call, index)) return { kind: 'callback', lost: true };
  if (callee.type !== 'MemberExpression') return undefined;
  if (isScheduled(context, call, callee.object, index)) return { kind: 'timer', lost: true };
  const value = context.value(callee);
  if (value.kind === 'client' && value.type.call?.queue?.operation === 'consume')
    return { kind: 'consumer', lost: true };
  if (/^(?:forEach|map|flatMap)$/.test(name) && index === 0)
    return forEachBoundary(call, value.kind === 'client', name);
  if (listens.test(name) && index > 0) {
    if (value.kind === 'function' || answersForListeners(context)) return undefined;
    return { kind: isIdentifier(callee.object, 'process') ? 'process-event' : 'event-handler', lost: true };
  }
  if (routes.test(name) && isExpress(context, callee.object, call, index)) {
    return { kind: 'express-handler', lost: expressDropsRejections(context) };
  }
  return undefined;
}

const eaches = /^(?:each|forEach|eachRight|forEachRight|forIn|forOwn)$/;

/** `_.each(list, async (one) => ...)`: like an array's `forEach`, and in no `async` library, which waits. */
function isLodashEach(context: FileContext, call: CallExpression, index: number): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (index !== 1 || root.type !== 'Identifier' || !eaches.test(calledName(call) ?? '')) return false;
  return /^(?:lodash|lodash-es|underscore)(?:\/\w+)?$/.test(importSource(context, root)?.module ?? '');
}

/**
 * node-schedule turns a rejection into an `'error'` of its job, which ends the process where nobody listens; croner
 * leaves it alone unless it is told to catch. node-cron catches it and tells of it.
 */
function isScheduled(context: FileContext, call: CallExpression, object: Node, index: number): boolean {
  const root = unwrap(object);
  if (index === 0 || root.type !== 'Identifier' || calledName(call) !== 'scheduleJob') return false;
  return importSource(context, root)?.module === 'node-schedule' && call.parent?.type === 'ExpressionStatement';
}

/** An array's `forEach` drops what its callback gives; that of a cursor, which is awaited, does not. */
function forEachBoundary(
  call: CallExpression,
  library: boolean,
  name: string,
): { kind: Boundary['kind']; lost: boolean } | undefined {
  if (library) return undefined;
  const kind = name === 'forEach' ? 'for-each' : 'map';
  return outermostWrapper(call).parent?.type === 'ExpressionStatement' ? { kind, lost: true } : undefined;
}

/**
 * `http.createServer(async (req, res) => ...)`, `new net.Server(async (socket) => ...)`: what Node calls, it does not wait
 * for, whatever becomes of the server that the call gives.
 */
function serverOf(
  context: FileContext,
  made: CallExpression | Ast.NewExpression,
): { kind: Boundary['kind']; lost: boolean } | undefined {
  const callee = unwrap(made.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  if (!source || !/^(?:createServer|createSecureServer|Server)$/.test(name ?? source.name)) return undefined;
  if (/^(?:node:)?(?:https?|http2)$/.test(source.module)) return { kind: 'request-handler', lost: true };
  return /^(?:node:)?(?:net|tls)$/.test(source.module) ? { kind: 'event-handler', lost: true } : undefined;
}

/** What takes an error first and waits for what it is given: handlers of frameworks, hooks, chains. */
const takesPromise =
  /^(?:then|catch|finally|use|on\w*|once|add\w*|pre|post|hook|set\w*(?:Handler|Hook)|error|handle\w*|subscribe|tap\w*|retry\w*|with[A-Z]\w*|reduce|wrap\w*|promisify|expect|it|test)$/;

/**
 * `jwt.verify(token, key, async (err, payload) => ...)`, `db.all(sql, async (err, rows) => ...)`: an error comes first, the
 * function is the last argument, and it is no function of the project, which might wait for it.
 */
function isErrorFirst(context: FileContext, call: CallExpression, index: number): boolean {
  const handler = unwrap(call.arguments[index] as Node);
  if (index !== call.arguments.length - 1 || !isFunction(handler) || !handler.async) return false;
  const [error, second] = handler.params as readonly Node[];
  if (!/^_?(?:er|err|error)$/i.test(nameOf(error)) || handler.params.length > 3) return false;
  if (second !== undefined && /^_?(?:req|request|c|ctx|context|reply)$/.test(nameOf(second))) return false;
  if (takesPromise.test(calledName(call) ?? '')) return false;
  // With nothing beside the error, it may as well be told of a failure: `onFailure(async (error) => ...)`.
  if (second === undefined && (index === 0 || !answersOnce.test(calledName(call) ?? ''))) return false;
  return context.value(unwrap(call.callee)).kind !== 'function';
}

/** Names of what is known to answer by one callback, whose error may be all that it gives. */
const answersOnce =
  /^(?:connect|query|execute|run|exec|insert\w*|update\w*|delete\w*|remove\w*|save|close|end|(?:write|append|rm|mk|un|copy|re|access|ch|stat)\w*(?:File|dir|link|name|mod)?|login|logout|listen|sendFile|upload|mv|destroy)$/;

/** Frameworks whose `on` waits for its handler and takes its failure. */
const waiting =
  /(?:from|require)\b\s*\(?\s*['"`](?:telegraf|grammy|probot|emittery|hookable|@slack\/bolt|@octokit\/(?:webhooks|app)|undici|playwright|msw)['"`/]/;

/** These make an `'error'` out of the failure of a listener (`captureRejections`), and somebody listens for that. */
const capturing = /(?:from|require)\b\s*\(?\s*['"`]discord\.js['"`]/;
const hearsErrors = /\.\s*on\s*\(\s*(?:['"`]error['"`]|Events\.Error\b)/;

function answersForListeners({ file: { text } }: FileContext): boolean {
  return waiting.test(text) || (capturing.test(text) && hearsErrors.test(text));
}

/** The call adds a route or middleware to an application or router of Express. */
function isExpress(context: FileContext, object: Node, call: CallExpression, index: number): boolean {
  const made = madeBy(context, unwrap(object));
  if (made) return comesFromExpress(context, made);
  // Handed in from elsewhere: the package has Express and nothing like it, and the handler takes what Express gives.
  if (index === 0 || !mayBeExpress(context) || isOfOtherPackage(context, object)) return false;
  if (!/^(?:\w*[aA]pp|\w*[rR]outers?|\w*[rR]outes?|server)$/.test(nameOfObject(object))) return false;
  return takesRequest(context, call.arguments[index] as Node);
}

/**
 * `new ExpressReceiver(...).router` of Slack's Bolt: a package that makes a router makes it with the Express that it brings
 * along, which may be another than that of the project.
 */
function isOfOtherPackage(context: FileContext, object: Node): boolean {
  let at = unwrap(object);
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'AwaitExpression') at = unwrap(at.argument);
    else if (at.type === 'NewExpression' || at.type === 'CallExpression') at = unwrap(at.callee);
    else if (at.type !== 'Identifier') return false;
    else {
      const source = importSource(context, at);
      if (source) return source.module !== 'express' && !/^(?:[.~#/]|@\/)/.test(source.module);
      const definition = context.variable(at)?.defs[0]?.node;
      if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
      at = unwrap(definition.init);
    }
  }
  return false;
}

const MAX_STEPS = 8;

const fromExpress = /(?:from|require)\b\s*\(?\s*['"`]express(?:-serve-static-core)?['"`]/;
/** Servers whose routes look like those of Express, and whose handlers may reject. */
const others = ['fastify', 'koa', '@koa/router', '@hapi/hapi', 'hono', 'restify', 'polka', 'h3', 'hyper-express'];

/** What routes are added to is Express: the file imports it, or its project depends on that and on no other server. */
function mayBeExpress({ file, port }: FileContext): boolean {
  if (ownVersion(port, 'express', file.path) === undefined) return fromExpress.test(file.text);
  if (fromExpress.test(file.text)) return true;
  return !others.some((name) => ownVersion(port, name, file.path) !== undefined);
}

function nameOfObject(object: Node): string {
  const plain = unwrap(object);
  if (plain.type === 'Identifier') return plain.name;
  return plain.type === 'MemberExpression' ? (memberName(plain) ?? '') : '';
}

/** `(req, res) => ...`, written here or in a function of the project. */
function takesRequest(context: FileContext, handler: Node): boolean {
  const plain = unwrap(handler);
  const value = isFunction(plain) ? undefined : context.value(plain);
  const node = isFunction(plain) ? plain : value?.kind === 'function' ? value.node : undefined;
  const [request, response] = (node?.params ?? []) as readonly Node[];
  return /^_?req(?:uest)?$/.test(nameOf(request)) && /^_?res(?:ponse)?$/.test(nameOf(response));
}

function nameOf(parameter: Node | undefined): string {
  return parameter?.type === 'Identifier' ? parameter.name : '';
}

/** What a variable or a field of this file is set to. */
function madeBy(context: FileContext, object: Node): Node | undefined {
  if (object.type === 'Identifier') {
    const definition = context.variable(object)?.defs[0]?.node;
    return definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined;
  }
  if (object.type !== 'MemberExpression') return undefined;
  const name = memberName(object);
  const set = context.index.assignments.find(
    ({ left }) => left.type === 'MemberExpression' && memberName(left) === name,
  );
  if (set) return unwrap(set.right);
  const fields = context.index.classes.flatMap(({ body }) => body.body);
  const field = fields.find((one) => one.type === 'PropertyDefinition' && isIdentifier(one.key, name));
  return field?.type === 'PropertyDefinition' && field.value ? unwrap(field.value) : undefined;
}

/** `express()`, `express.Router()`, `Router()`, `require('express').Router()`. */
function comesFromExpress(context: FileContext, made: Node): boolean {
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return false;
  const callee = unwrap(made.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (root.type === 'Identifier') return importSource(context, root)?.module === 'express';
  return (
    root.type === 'CallExpression' &&
    isIdentifier(root.callee, 'require') &&
    context.constant(root.arguments[0] as Node | undefined) === 'express'
  );
}

/** Express hands rejections of handlers to its error handler from version 5 on; these packages make it do so before. */
function expressDropsRejections(context: FileContext): boolean {
  const { port, file } = context;
  if (port.version('express-async-errors', file.path) !== undefined) return false;
  // The express that Nest brings along is that of its platform, whatever other packages of the project need.
  const nest = port.dependsOn?.('express', file.path)
    ? undefined
    : ownVersion(port, '@nestjs/platform-express', file.path);
  if (nest !== undefined) return Number.parseInt(nest, 10) < 11;
  const version = port.version('express', file.path);
  return version === undefined || Number.parseInt(version, 10) < 5;
}
