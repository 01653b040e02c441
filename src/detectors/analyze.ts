import type { Knowledge } from '../knowledge/lookup.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { findCalls } from './calls.ts';
import type { CallInContext } from './calls.ts';
import { findInstances } from './clients.ts';
import { findCheckouts } from '../resources/checkouts.ts';
import { findOwnConnections } from '../growth/ownConnections.ts';
import { FileContext } from '../values/index.ts';
import type { ModulePort } from '../values/index.ts';
import { findEmitters } from '../resources/emitters.ts';
import { findPipes } from '../resources/pipes.ts';
import { findLostRejections } from '../unheard/lostRejections.ts';
import { findSilencedWork } from '../unheard/silencedWork.ts';
import { findAcceptedSockets } from '../unheard/accepted.ts';
import { findAcknowledgements } from '../outcomes/acknowledgements.ts';
import { findPoppedJobs } from '../outcomes/poppedJobs.ts';
import { findDroppedJobs } from '../outcomes/droppedJobs.ts';
import { findGrowth } from '../growth/growth.ts';
import { findProcesses } from '../resources/processes.ts';
import { findStreams } from '../resources/streams.ts';
import type { Range } from '../text/range.ts';
import { idempotencyKey } from './idempotency.ts';
import { findReachedFanOuts } from './reachedFanOut.ts';
import { findIntervals } from '../resources/intervals.ts';
import type { Emitter, Environment, FileFacts, RemoteCall, Retry } from '../facts/model.ts';
import { underRetries } from './layers.ts';
import { findQueueOperations } from './queues.ts';
import { findRetries } from '../retries/retries.ts';
import { mayHang, withReached } from './reached.ts';
import { findServers } from '../resources/servers.ts';
import { isTestFile } from '../audience/audience.ts';
import { isRunByHand } from '../audience/byHand.ts';
import { runsInFunction } from '../audience/functions.ts';
import { misleadingTimeouts } from './timeoutDefects.ts';

/** The facts of one file. Never throws for what the file holds; a file that did not parse has none. */
export function analyze(file: ParsedFile, port: ModulePort, knowledge: Knowledge): FileFacts {
  return factsOf(new FileContext(file, port, knowledge));
}

/** The facts of a file whose values are of use to others as well. */
export function factsOf(context: FileContext): FileFacts {
  const { file, port } = context;
  const test = isTestFile(file, port.root?.(file.path));
  const lowestNode = port.lowestNode?.(file.path);
  const calls = findCalls(context, test);
  const nodes = calls.map(({ node }) => node);
  const retries = withReached(context, findRetries(context, nodes, test));
  const { clients, policies } = findInstances(context, calls, test);
  return {
    calls: calls.map((one, i) =>
      withKey(context, one.node, underRetries(withDefects(context, one, retries), i, one.layers, retries), retries),
    ),
    retries,
    clients,
    policies,
    emitters: allEmitters(context, calls, test),
    queues: findQueueOperations(context, test),
    checkouts: [...findCheckouts(context, test), ...findOwnConnections(context, test)],
    servers: findServers(context, test),
    intervals: findIntervals(context, nodes, test, mayHang),
    rejections: findLostRejections(context, calls, test),
    silenced: findSilencedWork(context, new Set(nodes), test),
    fanOuts: findReachedFanOuts(context, test),
    processes: findProcesses(context, test),
    growth: findGrowth(context, test),
    acknowledgements: [
      ...findAcknowledgements(context, test),
      ...findDroppedJobs(context, test),
      ...findPoppedJobs(context, test),
    ],
    test,
    environment: environmentOf(context),
    ...(inFunction(context) ? { timeLimited: true as const } : {}),
    ...(lowestNode === undefined ? {} : { lowestNode }),
    ...survival(port, file.path),
  };
}

/** A file that a person starts is a command, whatever else its package does. */
function environmentOf({ file, port }: FileContext): Environment {
  const environment = port.environment(file.path);
  if (environment === 'browser' || environment === 'cli') return environment;
  return isRunByHand(file, port.startersOf?.(file.path) ?? { scripts: [] }) ? 'cli' : environment;
}

function inFunction({ file, port }: FileContext): boolean {
  return runsInFunction(file, (name) => port.dependsOn?.(name, file.path) ?? false);
}

function allEmitters(context: FileContext, calls: readonly CallInContext[], test: boolean): readonly Emitter[] {
  const pipes = findPipes(context, calls, test);
  const listened = [...findEmitters(context, test), ...findAcceptedSockets(context, test)];
  // One finding for each pipe: where its source breaks off unnoticed, `pipeline()` is the answer to both.
  const streams = findStreams(context, test).filter(({ range }) => !pipes.some((pipe) => covers(pipe.range, range)));
  return [...listened, ...pipes, ...streams];
}

function covers(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * A handler of rejections keeps the process alive by itself; without one, that of exceptions gets them as well. One of
 * rejections that ends the process is meant for them; one of exceptions says no more than what happens without it.
 */
function survival(port: ModulePort, path: string): Pick<FileFacts, 'survives' | 'endsOnRejection'> {
  const { unhandledRejection, uncaughtException } = port.lastResort?.(path) ?? {};
  const exceptions = uncaughtException === 'survives';
  const rejections = unhandledRejection === undefined ? exceptions : unhandledRejection === 'survives';
  if (unhandledRejection ? unhandledRejection !== 'survives' : uncaughtException === 'mayEnd')
    return { endsOnRejection: true };
  return exceptions || rejections ? { survives: { rejections, exceptions } } : {};
}

/** The call with the timeouts around it that do less than they seem to. */
function withDefects(context: FileContext, one: CallInContext, retries: readonly Retry[]): RemoteCall {
  const more = misleadingTimeouts(context, one.found, one.wrappings, retries);
  return more.length === 0 ? one.call : { ...one.call, timeoutDefects: [...one.call.timeoutDefects, ...more] };
}

/** The call with what is known about the idempotency key that it sends. */
function withKey(context: FileContext, node: Node, call: RemoteCall, retries: readonly Retry[]): RemoteCall {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return call;
  const key = idempotencyKey(context, node, retries);
  return key === undefined ? call : { ...call, idempotencyKey: key };
}
