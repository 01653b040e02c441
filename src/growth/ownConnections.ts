import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { rangeOf, unwrap } from '../ast/nodes.ts';
import type { CheckoutRole } from '../knowledge/roles.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { variableFor } from '../values/index.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import type { Checkout } from '../facts/model.ts';
import { releaseOfVariable } from '../resources/checkouts.ts';
import { findOwnAgents } from './ownAgents.ts';
import { runsAgain } from './repeatedly.ts';

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
  knex: ['destroy'],
  sequelize: ['close'],
};
/** They emit no `'error'`, and have a pool of connections all the same. */
const pooled = /^(?:mongodb|@prisma\/client|knex|sequelize|mysql2?)$/;

/** Clients with connections of their own that this file makes for each request, message or tick and never closes. */
export function findOwnConnections(context: FileContext, test: boolean): readonly Checkout[] {
  if (test) return [];
  return [...findOwnAgents(context), ...findOwnClients(context)];
}

function findOwnClients(context: FileContext): readonly Checkout[] {
  return [...context.index.news, ...context.index.calls].flatMap((node): readonly Checkout[] => {
    const value = context.value(node);
    if (value.kind !== 'client' || value.creation?.node !== node || value.creation.file !== context) return [];
    const release = closings[value.library.name];
    if (!release || !connects(context, value, node) || !runsAgain(context, node)) return [];
    const kept = keptUnclosed(context, node, release);
    // A pool of pg closes what is idle for ten seconds: a failure now and then keeps nothing.
    if (kept?.released !== 'never' && value.library.name === 'pg' && value.typeName === 'Pool') return [];
    return kept ? [factOf(node, value, kept, release[0]!)] : [];
  });
}

function connects(context: FileContext, { type, library }: ClientValue, node: Node): boolean {
  if (type.emitter === true) return true;
  // With an adapter the connection is the adapter's, which at the edge has to be one for each request.
  if (!pooled.test(library.name) || /adapter|accelerate/i.test(context.text(node))) return false;
  if (node.type === 'NewExpression') return true;
  // `MongoClient.connect(url)`, `knex(config)`; what is derived from a client shares its connections.
  return (
    node.type === 'CallExpression' && (/^(?:connect|createPool)$/.test(calledName(node) ?? '') || isKnex(context, node))
  );
}

function isKnex(context: FileContext, { callee }: CallExpression): boolean {
  const maker = context.value(unwrap(callee));
  return maker.kind === 'client' && maker.library.name === 'knex' && maker.typeName === 'Factory';
}

function factOf(
  node: CallExpression | NewExpression,
  value: ClientValue,
  { name, released }: Kept,
  method: string,
): Checkout {
  return {
    kind: 'checkout',
    range: rangeOf(node),
    library: value.library.name,
    what: 'connection',
    name,
    released,
    method,
    why: `a ${value.library.name} ${value.typeName.toLowerCase()} keeps its connection until it is closed`,
    own: true,
    test: false,
  };
}

interface Kept {
  readonly name: string;
  readonly released: Checkout['released'];
}

/**
 * The variable of the handler that holds it, where all uses are in sight and none gives it away: none closes it, or a
 * failure goes past those that do.
 */
function keptUnclosed(
  context: FileContext,
  node: CallExpression | NewExpression,
  release: readonly string[],
): Kept | undefined {
  let outer = outermostWrapper(node);
  while (outer.parent?.type === 'AwaitExpression') outer = outermostWrapper(outer.parent);
  const variable = variableFor(context, outer);
  if (!variable) return undefined;
  const role: CheckoutRole = { what: 'connection', release, why: '', queriedByCall: true };
  const released = releaseOfVariable(context, node, variable, role);
  return /^(?:never|on-success|on-failure)$/.test(released) ? { name: variable.name, released } : undefined;
}
