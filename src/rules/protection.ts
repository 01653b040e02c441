import type { ClientInstance, FileFacts, RemoteCall } from '../facts/model.ts';
import { hasMisleadingTimeout } from '../changes/timeoutDefects.ts';

/**
 * The rules about missing protection divide a file's calls and clients among themselves here, so that no two of them
 * report the same place: an instance is reported once where it is made, never at its calls; a call is reported only
 * where its options are written in sight. What has a timeout that does nothing, or not enough, is left to the rules
 * about that: the place to fix is the option.
 */
export interface Unprotected {
  /** Nothing bounds it, nothing retries it, nothing breaks the circuit. */
  readonly unwrapped: readonly RemoteCall[];
  /** A policy is there and still nothing bounds the call. */
  readonly unboundedCalls: readonly RemoteCall[];
  readonly unboundedClients: readonly ClientInstance[];
}

export interface UnprotectedOptions {
  /** Report calls as well whose options come from a caller or cannot be followed. */
  readonly reportUnknown: boolean;
}

/** Calls through these are bounded where the connection or pool is made; a timeout at each query is not asked for. */
const boundedAtTheClient = new Set(['db', 'cache', 'queue', 'websocket']);
/** Clients for moving files: how long that takes depends on the file, and one limit fits none. */
const transfers = new Set(['@google-cloud/storage', '@azure/storage-blob']);
/** The resolver gives up by itself; a socket that is meant to stay open has no end to wait for. */
const endsByItself = new Set(['other:dns', 'websocket']);

export function unprotected(facts: FileFacts, { reportUnknown }: UnprotectedOptions): Unprotected {
  const calls = facts.calls.filter(
    (call) => !call.test && isUnbounded(call, reportUnknown) && !(facts.timeLimited === true && isAws(call.api)),
  );
  const unbounded = facts.clients.filter(
    (client) =>
      !client.test &&
      client.timeout === 'none' &&
      client.watched !== true &&
      !endsByItself.has(client.api) &&
      !(facts.timeLimited === true && isAws(client.api)) &&
      !transfers.has(client.library?.name ?? '') &&
      !everyCallStaysHere(client, facts) &&
      !hasMisleadingTimeout(client) &&
      (reportUnknown || client.options.source === 'own') &&
      !everyCallIsBounded(client, facts),
  );
  // What is derived from one that is reported gets its timeout there.
  const unboundedClients = unbounded.filter(
    ({ base }) => !base || !unbounded.some(({ range }) => range.start === base.start && range.end === base.end),
  );
  const reported = new Set(unbounded.map(({ range }) => range.start));
  const apart = calls.filter(({ range }) => !reported.has(range.start));
  return {
    unwrapped: apart.filter((call) => call.policy === 'none' && call.retriedBy.length === 0),
    unboundedCalls: apart.filter((call) => call.policy !== 'none' || call.retriedBy.length > 0),
    unboundedClients,
  };
}

/** The platform ends a function that its own service keeps waiting, and the SDK tries again what failed. */
function isAws(api: string): boolean {
  return api.startsWith('aws-sdk');
}

function isUnbounded(call: RemoteCall, reportUnknown: boolean): boolean {
  // Whoever makes the instance or hands the client in decides how long its calls may take.
  if (call.instance || call.client === 'instance' || call.client === 'imported-instance') return false;
  if (isLocal(call.target)) return false;
  if (boundedAtTheClient.has(call.api) || endsByItself.has(call.api) || hasMisleadingTimeout(call)) return false;
  if (reportUnknown) return call.timeout !== 'bounded';
  if (call.optionalTimeout !== undefined) return true;
  return call.timeout === 'none' && call.options.source === 'own' && isMadeBySettings(call);
}

/** Not handed in by some caller; what NestJS hands in is as `HttpModule.register()` makes it, which is looked for in the whole project. */
function isMadeBySettings({ client, library }: RemoteCall): boolean {
  return client !== 'injected' || /^@nestjs\/(?:axios|microservices)$/.test(library?.name ?? '');
}

/** This machine: no network between, and a server that is down refuses at once. Emulators and sockets of files are here. */
export function isLocal(target: string | undefined): boolean {
  return target !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\]|::1|0\.0\.0\.0|unix)(?::\d+)?$/.test(target);
}

function everyCallStaysHere(client: ClientInstance, facts: FileFacts): boolean {
  return client.calls.length > 0 && client.calls.every((index) => isLocal(facts.calls[index]?.target));
}

function everyCallIsBounded(client: ClientInstance, facts: FileFacts): boolean {
  if (client.escapes || client.calls.length === 0) return false;
  // Two limits that leave a body which drips, or options that cannot be followed: there is something at each call.
  return client.calls.every((index) => facts.calls[index]?.timeout !== 'none');
}
