import type { CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, keyName, memberName, rangeOf } from '../ast/nodes.ts';
import type { CheckoutRole } from '../knowledge/roles.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import type { Checkout } from '../facts/model.ts';
import { boundaryOf } from './boundary.ts';
import { releaseOfVariable } from '../resources/checkouts.ts';
import { answersRequest } from './requestPath.ts';

/** How a client that opens a connection of its own is closed, by library, and what one that is not closed keeps. */
const closings: Readonly<Record<string, readonly string[]>> = {
  bullmq: ['close', 'disconnect', 'quit'],
  ioredis: ['quit', 'disconnect', 'end'],
  redis: ['close', 'quit', 'disconnect', 'destroy', 'end'],
  pg: ['end', 'release'],
  mysql: ['end', 'destroy'],
  mysql2: ['end', 'destroy', 'close'],
  mongodb: ['close'],
  amqplib: ['close'],
  '@prisma/client': ['$disconnect'],
};
/** They emit no `'error'`, and have a pool of connections all the same. */
const pooled = /^(?:mongodb|@prisma\/client)$/;

/** Clients with connections of their own that this file makes for each request, message or tick and never closes. */
export function findOwnConnections(context: FileContext, test: boolean): readonly Checkout[] {
  if (test) return [];
  return [...findOwnAgents(context), ...findOwnClients(context)];
}

const agents = /^(?:https?|\w*Agent|agentkeepalive)(?:\.(?:Https?)?Agent)?$/i;

/** `new https.Agent({ keepAlive: true })` for one request: no other request uses its connections, and they stay open. */
function findOwnAgents(context: FileContext): readonly Checkout[] {
  if (!/\bkeepAlive\b/.test(context.file.text)) return [];
  return context.index.news.flatMap((node): readonly Checkout[] => {
    const [options] = node.arguments as readonly Node[];
    if (!options || !agents.test(context.text(node.callee))) return [];
    const kept = context.options(options).get('keepAlive');
    if (kept.state !== 'present' || kept.constant !== true || !answersRequest(context, node)) return [];
    const name = usedOnce(context, node);
    if (name === undefined) return [];
    return [
      {
        kind: 'checkout',
        range: rangeOf(node),
        library: 'node:https',
        what: 'agent',
        ...(name === '' ? {} : { name }),
        released: 'never',
        method: 'destroy',
        why: '',
        own: true,
        test: false,
      },
    ];
  });
}

/** The variable of the handler that holds it, '' where it is written into options; undefined where others may get it. */
function usedOnce(context: FileContext, node: NewExpression): string | undefined {
  const outer = outermostWrapper(node);
  if (outer.parent?.type === 'Property') return isInCall(outer.parent) ? '' : undefined;
  const variable = variableFor(context, outer);
  const owner = enclosingFunction(node);
  if (!variable || !owner || enclosingFunction(variable.identifiers[0]!) !== owner) return undefined;
  const given = readsOf(variable).every(({ parent }) => parent?.type === 'Property' && isInCall(parent));
  return given ? variable.name : undefined;
}

/** `get(url, { httpsAgent: agent })` */
function isInCall(property: Node): boolean {
  let at = property.parent;
  while (at?.type === 'ObjectExpression' || at?.type === 'Property') at = at.parent;
  return at?.type === 'CallExpression';
}

function findOwnClients(context: FileContext): readonly Checkout[] {
  return [...context.index.news, ...context.index.calls].flatMap((node): readonly Checkout[] => {
    const value = context.value(node);
    if (value.kind !== 'client' || value.creation?.node !== node || value.creation.file !== context) return [];
    const release = closings[value.library.name];
    if (!release || !connects(context, value, node) || !runsAgain(context, node)) return [];
    const name = keptUnclosed(context, node, release);
    return name === undefined ? [] : [factOf(node, value, name, release[0]!)];
  });
}

function connects(context: FileContext, { type, library }: ClientValue, node: Node): boolean {
  if (type.emitter === true) return true;
  // With an adapter the connection is the adapter's, which at the edge has to be one for each request.
  if (!pooled.test(library.name) || /adapter|accelerate/i.test(context.text(node))) return false;
  // `MongoClient.connect(url)`; what is derived from a client shares its connections.
  return node.type === 'NewExpression' || (node.type === 'CallExpression' && calledName(node) === 'connect');
}

function factOf(node: CallExpression | NewExpression, value: ClientValue, name: string, method: string): Checkout {
  return {
    kind: 'checkout',
    range: rangeOf(node),
    library: value.library.name,
    what: 'connection',
    name,
    released: 'never',
    method,
    why: `a ${value.library.name} ${value.typeName.toLowerCase()} keeps its connection until it is closed`,
    own: true,
    test: false,
  };
}

/** In a handler of requests, messages or ticks, or in a function that sends for whoever calls it. */
function runsAgain(context: FileContext, node: CallExpression | NewExpression): boolean {
  if (answersRequest(context, node)) return true;
  if (/^(?:consumer|express-handler)$/.test(boundaryOf(context, node).kind)) return true;
  const names = [...ancestors(node)].flatMap((at) => (isFunction(at) ? [nameOf(at)] : []));
  return names.some((name) => serves.test(name)) && !names.some((name) => once.test(name));
}

/** What is done over and over: `saveMessage`, `isHealthy`, `handleEvent`. */
const serves =
  /^_?(?:save|store|insert|update|upsert|add|find|get|fetch|query|is|has|check|handle|process|execute|send|publish|push|record|log)(?![a-z])/;
/** What is done once: `processMigrations`, `checkDatabaseAtStart`. */
const once = /^(?:main|run)$|init|start|set_?up|boot|migrat|seed|create|connect|script|backfill|import/i;

function nameOf(owner: FunctionNode): string {
  const { parent } = owner;
  if (owner.type === 'FunctionDeclaration') return owner.id?.name ?? '';
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : '';
  if (parent?.type === 'AssignmentExpression')
    return parent.left.type === 'MemberExpression' ? (memberName(parent.left) ?? '') : '';
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition' && parent?.type !== 'Property')
    return '';
  return keyName(parent.key as Node, parent.computed) ?? '';
}

/** The variable of the handler that holds it, where all uses are in sight and none closes it or gives it away. */
function keptUnclosed(
  context: FileContext,
  node: CallExpression | NewExpression,
  release: readonly string[],
): string | undefined {
  let outer = outermostWrapper(node);
  while (outer.parent?.type === 'AwaitExpression') outer = outermostWrapper(outer.parent);
  const variable = variableFor(context, outer);
  if (!variable) return undefined;
  const role: CheckoutRole = { what: 'connection', release, why: '' };
  return releaseOfVariable(context, node, variable, role) === 'never' ? variable.name : undefined;
}
