import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request of a test; what it throws reaches the test as an error. */
export type Handler = (body: unknown) => unknown;

/** A loopback HTTP server that code inside the extension host calls: the way from there to the browser's page. */
export interface Control {
  /** With a secret in its path; `POST <url>/<name>` calls the handler of that name. */
  readonly url: string;
  readonly handlers: Map<string, Handler>;
  close(): Promise<void>;
}

/** Starts a control server on a free port of 127.0.0.1. */
export async function startControl(): Promise<Control> {
  const token = randomBytes(16).toString('hex');
  const handlers = new Map<string, Handler>();
  const server: Server = createServer((request, response) => {
    void (async () => {
      let answer: object;
      try {
        const [, given, name] = (request.url ?? '').split('/');
        const handler = given === token ? handlers.get(name ?? '') : undefined;
        if (!handler) throw new Error(`The control server has no '${name}'`);
        let body = '';
        for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
        answer = { value: (await handler(body ? JSON.parse(body) : undefined)) ?? null };
      } catch (error) {
        answer = { error: (error as Error).message };
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}`,
    handlers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
