import type { CallExpression, Node } from '../syntax/ast.ts';
import { isFunction, memberName, rangeOf, unwrap } from './nodes.ts';
import type { FileContext } from './context.ts';
import { anyBelow } from './flow.ts';
import type { ServerFact } from './model.ts';
import { importSource } from './sleeps.ts';
import { calledName } from './valueFlow.ts';

const frameworks: Readonly<Record<string, string>> = {
  express: 'express',
  fastify: 'fastify',
  koa: 'koa',
  '@hapi/hapi': 'hapi',
  restify: 'restify',
  polka: 'polka',
  '@nestjs/core': 'nest',
  http: 'http',
  https: 'https',
  http2: 'http2',
  net: 'net',
};
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
      handlesShutdown: handlesShutdown(context, framework),
      hasHealthRoute: hasHealthRoute(context),
      test,
    });
  }
  return found;
}

/** What `x.listen(...)` serves: knowledge says, or the package that made `x`. */
function frameworkOf(context: FileContext, call: CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  const shape = context.shape(callee);
  if (shape.kind === 'client') return shape.type.call?.server;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'listen') return undefined;
  return madeBy(context, callee.object, 0);
}

/** The framework behind an object, through the calls and variables that made it. */
function madeBy(context: FileContext, object: Node, depth: number): string | undefined {
  if (depth > 6) return undefined;
  const node = unwrap(object);
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return madeBy(context, node.callee, depth + 1);
  if (node.type === 'MemberExpression') return madeBy(context, node.object, depth + 1);
  if (node.type !== 'Identifier') return undefined;
  const source = importSource(context, node);
  if (source) return frameworks[source.module.replace(/^node:/, '')];
  const definition = context.variable(node)?.defs[0]?.node;
  return definition?.type === 'VariableDeclarator' && definition.init
    ? madeBy(context, definition.init, depth + 1)
    : undefined;
}

/** A signal is listened for here; what other files do is not known. */
function handlesShutdown(context: FileContext, framework: string): boolean | 'unknown' {
  let local = false;
  for (const call of context.index.calls) {
    const name = calledName(call);
    if (name === 'enableShutdownHooks') return true;
    if (name !== 'on' && name !== 'once') continue;
    const event = context.constant(call.arguments[0] as Node | undefined);
    if (event === 'SIGTERM' || event === 'SIGINT') return true;
    // The signals of a list: `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)`.
    if (
      call.callee.type === 'MemberExpression' &&
      call.callee.object.type === 'Identifier' &&
      call.callee.object.name === 'process'
    ) {
      local ||= event === undefined;
    }
  }
  if (local) return true;
  const imports = context.file.ast.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      /shutdown|terminus|terminator|close-with-grace/i.test(statement.source.value),
  );
  return imports || framework === 'nest' ? 'unknown' : false;
}

/** A route whose path is that of a health check; unknown where routes come from elsewhere. */
function hasHealthRoute(context: FileContext): boolean | 'unknown' {
  let opaque = false;
  for (const call of context.index.calls) {
    const name = calledName(call);
    if (name === undefined || !/^(?:get|use|route|all|head|register)$/.test(name)) continue;
    const path = context.constant(call.arguments[0] as Node | undefined);
    if (typeof path === 'string' && healthPath.test(path)) return true;
    if (name === 'use' || name === 'register' || name === 'route')
      opaque ||= call.arguments.some((argument) => !isFunction(argument));
  }
  const compared = anyBelow(
    context.file.ast,
    (node) =>
      node.type === 'Literal' &&
      typeof node.value === 'string' &&
      node.value.startsWith('/') &&
      healthPath.test(node.value),
  );
  return compared ? true : opaque ? 'unknown' : false;
}
