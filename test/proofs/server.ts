import type { AddressInfo, Server } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import type { Socket } from 'node:net';
import { faultServer } from '../support/faultServer.ts';

/** `hang`: never answers. `drip`: headers, then one byte now and then. `503`, `reset`: at once. */
export type Behaviour = 'hang' | 'drip' | '503' | 'reset';

export interface BadServer {
  readonly url: string;
  readonly port: number;
  /** Requests seen so far. */
  readonly requests: () => number;
  readonly stop: () => Promise<void>;
}

/** An HTTP server on the loopback that behaves badly in one way. */
export async function badServer(behaviour: Behaviour): Promise<BadServer> {
  const { url, port, seen, stop } = await faultServer([behaviour === '503' ? 503 : behaviour]);
  return { url, port, requests: () => seen.length, stop };
}

/** A server that takes connections and answers nothing but what `answer` says. */
export async function silentServer(answer: (text: string) => string = () => ''): Promise<BadServer> {
  let requests = 0;
  const server = createSocketServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      requests++;
      const text = answer(data.toString('latin1'));
      if (text !== '') socket.write(text);
    });
  });
  return listening(server, () => requests);
}

async function listening(server: Server, requests: () => number): Promise<BadServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
