import type { ClientInstance, Environment, RemoteCall } from '../facts/model.ts';

/** What fits beside the code in one line of an editor; anything longer is cut off there. */
const MAX_MESSAGE_CHARS = 160;

/** A message without its full stop, closed with the fact that proves it, where there is room for that. */
export function withReason(message: string, reason: string | undefined): string {
  const full = `${message} (${reason}).`;
  return reason && full.length <= MAX_MESSAGE_CHARS ? full : `${message}.`;
}

/** Why a call has no limit where it runs: a browser's fetch is not Node's. */
export function reasonIn(environment: Environment, { api, timeoutReason }: RemoteCall): string | undefined {
  return environment === 'browser' && api === 'fetch' ? 'browsers can wait for minutes' : timeoutReason;
}

/** `1 call`, `2 calls`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** What a server that never answers does to the code that waits for it. */
export function whenServerHangs(environment: Environment): string {
  switch (environment) {
    case 'browser':
      return 'a hung server leaves the page waiting';
    case 'cli':
      return 'a hung server hangs the command';
    default:
      return 'a hung server hangs its callers';
  }
}

const families: Readonly<Record<string, string>> = {
  db: 'this database call',
  cache: 'this cache call',
  queue: 'this queue call',
  mail: 'this mail call',
  http: 'this HTTP request',
  'aws-sdk': 'this AWS call',
  grpc: 'this gRPC call',
  injected: 'this call',
  message: "parsing this client's message",
};

/** A call as the subject of a sentence: "this fetch", "this stripe call". */
export function callName({ api }: Pick<RemoteCall, 'api'>): string {
  if (families[api]) return families[api];
  const sdk = /^(?:sdk|other):(.+)$/.exec(api);
  if (sdk) return `this ${sdk[1]} call`;
  return api === 'fetch' ? 'this fetch' : `this ${api} request`;
}

/** A client as the subject of a sentence: "this axios instance `api`". */
export function clientName({ api, library, name }: ClientInstance): string {
  const what = library?.name ?? api.replace(/^(?:sdk|other):/, '');
  return `this ${what} client${name ? ` \`${name}\`` : ''}`;
}
