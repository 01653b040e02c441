import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * How a request is answered. `hang`: never; `slow-headers`: after `slowMs`; `drip`: headers, then one byte now and then;
 * `reset`: the connection is reset at once; `reset-mid-body`: it is cut after half of the body. A number is answered with that
 * status, 429 with `Retry-After: 1`; `text/html` is a 200 that is no JSON.
 */
export type Fault =
  | 'ok'
  | 'hang'
  | 'slow-headers'
  | 'drip'
  | 'reset'
  | 'reset-mid-body'
  | 304
  | 400
  | 404
  | 429
  | 500
  | 503
  | 'text/html';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Milliseconds since the server started. */
  readonly at: number;
}

export interface FaultServer {
  readonly url: string;
  readonly port: number;
  /** Every request so far, in the order of arrival. */
  readonly seen: readonly SeenRequest[];
  /** The greatest number of requests that were open at one time. */
  readonly mostAtOnce: () => number;
  /** Forgets what was seen: the next request is the first again. */
  readonly restart: () => void;
  readonly stop: () => Promise<void>;
}

export interface FaultOptions {
  readonly slowMs?: number;
  /** How long good answers are held back, so that requests at once can be counted. */
  readonly holdMs?: number;
}

/**
 * An HTTP server on the loopback that fails as told: the n-th request as the n-th fault says, later ones like the last.
 * Good answers are `{"ok":true}`.
 */
export async function faultServer(
  faults: readonly [Fault, ...Fault[]],
  { slowMs = 100, holdMs = 0 }: FaultOptions = {},
): Promise<FaultServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const started = performance.now();
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const fault = faults[Math.min(seen.length, faults.length - 1)]!;
    const { method = 'GET', url = '/', headers } = request;
    seen.push({ method, path: url, headers, at: performance.now() - started });
    most = Math.max(most, ++open);
    response.on('close', () => open--);
    request.on('error', () => undefined).resume();
    response.on('error', () => undefined);
    if (fault === 'slow-headers') setTimeout(() => respond('ok', request, response), slowMs);
    else if (holdMs > 0) setTimeout(() => respond(fault, request, response), holdMs);
    else respond(fault, request, response);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    mostAtOnce: () => most,
    restart: () => {
      seen.length = 0;
      most = open;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const json = { 'content-type': 'application/json' };

function respond(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'hang':
    case 'slow-headers':
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'reset-mid-body':
      response.writeHead(200, { ...json, 'content-length': '100' });
      // A reset would overtake what a busy client has not read yet, and be one before the answer.
      response.write('{"ok":', () => request.socket.destroy());
      return;
    case 'drip': {
      response.writeHead(200, { ...json, 'content-length': '100000' });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'ok':
      response.writeHead(200, json).end('{"ok":true}');
      return;
    case 304:
      response.writeHead(304).end();
      return;
    case 'text/html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
      return;
    default:
      response
        .writeHead(fault, { ...json, ...(fault === 429 ? { 'retry-after': '1' } : {}) })
        .end(`{"message":"down","error":{"message":"${fault}"}}`);
  }
}
