import type { Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isIdentifier, keyName, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { versionFits } from '../knowledge/versions.ts';
import { ownerOfThis, readsOf, fieldFor, variableFor } from '../values/index.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import { answersRequest } from '../outcomes/requestPath.ts';
import { addressLimits, isOfUnlimitedDialect } from '../outcomes/databaseLimits.ts';
import type { TimeoutAnswer } from './timeout.ts';

/**
 * Why a client without a limit among its options needs none there, by what else the file does with it.
 * @param calls how many requests of the file go through it
 */
export function otherLimit(
  context: FileContext,
  node: Node,
  value: ClientValue,
  calls: number,
): TimeoutAnswer | undefined {
  const { library } = value;
  const api = value.type.api ?? library.api;
  if (api === 'db' && setsLimitBySql(context.file.text))
    return { state: 'unknown', reason: 'the database is told a limit', defects: [] };
  if (addressLimits(context, value)) return { state: 'bounded', reason: 'its address sets a limit', defects: [] };
  if (api === 'cache' && onlySubscribes(context, node))
    return { state: 'bounded', reason: 'it only subscribes: no command waits for an answer', defects: [] };
  if (library.name === 'undici' && everyFetchIsLimited(context, node))
    return { state: 'bounded', reason: 'every fetch through it has a signal', defects: [] };
  if (library.name === 'undici' && isForWholeProcess(context, node))
    return { state: 'unknown', reason: 'each fetch through it is judged where it is made', defects: [] };
  if (library.name === 'sequelize' && !isOfUnlimitedDialect(context, value))
    return { state: 'unknown', reason: 'its limit is that of a driver that is not known', defects: [] };
  if (isIdleBounded(value))
    return { state: 'bounded', reason: 'the driver ends a silent socket after 6 min', defects: [] };
  if (library.name === 'ioredis' && blocks(context, node))
    return { state: 'unknown', reason: 'its commands wait for jobs, and take no limit', defects: [] };
  // The limit is for what is published, and nothing that is in sight publishes.
  if (library.name === 'amqp-connection-manager' && calls === 0)
    return { state: 'unknown', reason: 'it may only consume', defects: [] };
  return undefined;
}

/** `SET LOCAL statement_timeout = '5s'`, `select set_config('statement_timeout', $1, true)`, `-c statement_timeout=5000`. */
function setsLimitBySql(text: string): boolean {
  return /\bset\s+(?:local\s+|session\s+)?(?:statement_timeout|max_statement_time|(?:session\s+)?max_execution_time)\b|\bset_config\(\s*\\?['"]statement_timeout|-c\s+statement_timeout\s*=/i.test(
    text,
  );
}

/** `setGlobalDispatcher(agent)`: with its own limits of 5 min left on, it is what every fetch has without it. */
function isForWholeProcess(context: FileContext, node: Node): boolean {
  if (/\b(?:headers|body)Timeout\s*:\s*0\b/.test(context.text(node))) return false;
  const outer = outermostWrapper(node);
  const reads = variableFor(context, outer) ? (usesOf(context, outer)?.reads ?? []) : [];
  return [outer, ...reads].some((one) => {
    const { parent } = outermostWrapper(one);
    return parent?.type === 'CallExpression' && calledName(parent) === 'setGlobalDispatcher';
  });
}

/** mongodb 3.1 lib/core/connection: `socketTimeout` 360000; 3.6 has none. mongoose has 3.6 from 5.11 on. */
function isIdleBounded({ library, version }: ClientValue): boolean {
  if (version === undefined) return false;
  if (library.name === 'mongoose') return versionFits(version, '>=5.0.0 <5.11.0');
  return library.name === 'mongodb' && versionFits(version, '>=3.0.0 <3.6.0');
}

/** `maxRetriesPerRequest: null`, which BullMQ asks for: commands that block until there is a job. */
function blocks(context: FileContext, node: Node): boolean {
  const unlimited = /\bmaxRetriesPerRequest\s*:\s*null\b/;
  if (unlimited.test(context.text(node))) return !servesRequests(context, node);
  if (!/['"]bull(?:mq)?['"]/.test(context.file.text)) return false;
  const owner = enclosingFunction(node);
  return unlimited.test(owner ? context.text(owner) : context.file.text);
}

/** Requests wait for its commands, and it is handed to nobody, such as a queue: while Redis is down they wait without an end. */
function servesRequests(context: FileContext, node: Node): boolean {
  const uses = usesOf(context, outermostWrapper(node));
  if (!uses || uses.isShared) return false;
  const steps = uses.reads.map((read) => ({ read, step: methodOn(outermostWrapper(read)) }));
  if (steps.some(({ step }) => step === undefined || blocking.test(step.name))) return false;
  return steps.some(({ read, step }) => !besideSubscribing.test(step?.name ?? 'on') && answersRequest(context, read));
}

const blocking = /^(?:b[lrz]\w+|x?read\w*|xread\w*|wait\w*|duplicate|call|pipeline|multi)$/i;

const subscribing = /^[ps]?subscribe$/;
const besideSubscribing =
  /^(?:[ps]?(?:un)?subscribe|on|once|off|addListener|removeListener|removeAllListeners|connect|quit|disconnect|close|destroy)$/;
const subscriberName =
  /(?:^|_)sub(?:scriber)?$|[a-z]Sub(?:scriber)?(?:Client|Connection|Redis)?$|^sub(?:scriber)?(?:Client|Connection|Redis)$|[sS]ubscriber$/;

/** In subscriber mode a connection takes no command but those of subscribing, and waits for messages without an end. */
function onlySubscribes(context: FileContext, node: Node): boolean {
  const outer = outermostWrapper(node);
  const token = providedAs(context, node);
  if (token !== undefined && providedSubscriber.some((name) => name.test(token))) return true;
  const uses = usesOf(context, outer);
  if (uses === undefined) return false;
  const names = uses.reads.map((read) => methodOn(outermostWrapper(read))?.name);
  const called = names.filter((name) => name !== undefined);
  if (called.some((name) => !besideSubscribing.test(name))) return false;
  if (subscriberName.test(uses.name)) return true;
  return !uses.isShared && called.length === names.length && called.some((name) => subscribing.test(name));
}

const providedSubscriber = [
  /(?<![a-z\d]|pub[_\-.\s])sub(?:scriber)?(?:[_\-.\s](?:client|connection|redis))?$/i,
  /(?<=[a-z])(?<!Pub)Sub(?:scriber)?(?:Client|Connection|Redis)?$/,
];

/** What NestJS hands it in by: `{ provide: 'REDIS_SUBSCRIBER', useFactory: () => new Redis(url) }`. */
function providedAs(context: FileContext, node: Node): string | undefined {
  const factory = [...ancestors(node)].find(
    (at) => at.type === 'Property' && /^use(?:Factory|Value)$/.test(keyName(at.key, at.computed) ?? ''),
  )?.parent;
  if (factory?.type !== 'ObjectExpression') return undefined;
  const token = factory.properties.find(
    (one) => one.type === 'Property' && keyName(one.key, one.computed) === 'provide',
  );
  if (token?.type !== 'Property') return undefined;
  const constant = context.constant(token.value as Node);
  return typeof constant === 'string' ? constant : context.text(token.value as Node);
}

interface Uses {
  readonly name: string;
  readonly reads: readonly Node[];
  /** Others get hold of it by the export of its name. */
  readonly isShared: boolean;
}

function usesOf(context: FileContext, outer: Node): Uses | undefined {
  const variable = variableFor(context, outer);
  if (variable) {
    const isShared = outer.parent?.parent?.parent?.type === 'ExportNamedDeclaration';
    return { name: variable.name, reads: readsOf(variable), isShared };
  }
  const name = fieldFor(context, outer)?.replace(/^this\.#?/, '');
  const owner = ownerOfThis(context, outer)?.node;
  if (name === undefined || !owner) return undefined;
  const reads = context.index.members.filter(
    ({ property, object, computed, parent }) =>
      keyName(property, computed)?.replace(/^#/, '') === name &&
      object.type === 'ThisExpression' &&
      ownerOfThis(context, object)?.node === owner &&
      !(parent.type === 'AssignmentExpression' && unwrap(parent.left).range[0] === object.range[0]),
  );
  return { name, reads, isShared: false };
}

/** A pool of connections that stays in the file, and stands beside a signal wherever it is handed to a request. */
function everyFetchIsLimited(context: FileContext, node: Node): boolean {
  const uses = usesOf(context, outermostWrapper(node));
  if (!uses || uses.isShared || uses.reads.length === 0) return false;
  return uses.reads.every((read) => {
    const property = outermostWrapper(read).parent;
    if (property?.type !== 'Property' || property.parent.type !== 'ObjectExpression') return false;
    return (
      isIdentifier(property.key as Node, 'dispatcher') &&
      property.parent.properties.some(
        (one) =>
          one.type === 'Property' &&
          isIdentifier(one.key as Node, 'signal') &&
          !isIdentifier(one.value as Node, 'undefined'),
      )
    );
  });
}
