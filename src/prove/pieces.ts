import type { Way } from './redirect.ts';

/*
 * Parts of a test, as TypeScript: what stands between « and » is left out of JavaScript. Two spaces are one step, texts
 * have single quotes and hold none, and every statement has its semicolon: `layout.ts` writes them as the project does.
 */

/** The server: it counts the requests for the first address that it is asked for. */
export const serverPiece = `/** A server on this computer that answers the n-th request as \`answer\` says, and counts what it gets. */
async function startServer(answer«: (response: ServerResponse, n: number, end: () => void) => void») {
  const requests«: { path: string | undefined; key: unknown }[]» = [];
  let end«: () => void» = () => undefined;
  const ended = new Promise«<void>»((resolve) => {
    end = resolve;
  });
  const server = createServer((request, response) => {
    const { url: path, headers } = request;
    request.resume();
    if (requests.length === 0 || requests[0]«?».path === path) {
      requests.push({ path, key: headers['idempotency-key'] });
    }
    answer(response, requests.length, end);
  });
  await new Promise«<void>»((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address()« as AddressInfo»;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: \`http://127.0.0.1:\${port}\`, requests, ended, stop };
}`;

const closing = 'Once it is closed, requests go nowhere: code that still retries must not reach the real server.';

/** What turns requests to the server of the test; each gives `close` and `restore`. */
export const redirections: Readonly<Record<Way, string>> = {
  fetch: `/** Sends every fetch to the server of this test. ${closing} */
function redirectRequests(url«: string») {
  const { fetch } = globalThis;
  let isOpen = true;
  globalThis.fetch = (input, init) => {
    if (!isOpen) return new Promise(() => undefined);
    const asked = new URL(input instanceof Request ? input.url : String(input), url);
    const target = new URL(url);
    target.pathname = asked.pathname;
    target.search = asked.search;
    return fetch(input instanceof Request ? new Request(target, input) : target, init);
  };
  return {
    close: () => {
      isOpen = false;
    },
    restore: () => {
      globalThis.fetch = fetch;
    },
  };
}`,
  http: `/** Sends every request of node:http and node:https to the server of this test. ${closing} */
function redirectRequests(url«: string») {
  const { hostname, port } = new URL(url);
  const originals = [http, https].map((module) => ({ module, request: module.request, get: module.get }));
  const { request: send } = http;
  let isOpen = true;
  const request = (...given«: unknown[]») => {
    const [first, second] = given.filter((one) => typeof one !== 'function');
    const callback = given.find((one) => typeof one === 'function')« as ((response: http.IncomingMessage) => void) | undefined»;
    const base = typeof first === 'string' || first instanceof URL ? urlToHttpOptions(new URL(first)) : first;
    const options = { ...(base« as http.RequestOptions»), ...(second« as http.RequestOptions») };
    const { timeout } = Object(Object(options.agent).options)« as { timeout?: number }»;
    const agent = new http.Agent(timeout === undefined ? {} : { timeout });
    const to = { protocol: 'http:', host: hostname, hostname, port, agent };
    const away = isOpen ? {} : { createConnection: () => new Socket() };
    return send({ ...options, socketPath: undefined, defaultPort: undefined, createConnection: undefined, ...to, ...away }, callback);
  };
  const get = (...given«: unknown[]») => request(...given).end();
  for (const { module } of originals) Object.assign(module, { request, get });
  syncBuiltinESMExports();
  return {
    close: () => {
      isOpen = false;
    },
    restore: () => {
      for (const { module, ...functions } of originals) Object.assign(module, functions);
      syncBuiltinESMExports();
    },
  };
}`,
  undici: `/** Sends every request of undici to the server of this test. ${closing} */
function redirectRequests(url«: string») {
  const real = getGlobalDispatcher();
  let isOpen = true;
  class Redirected extends Dispatcher {
    «override »dispatch(options«: Dispatcher.DispatchOptions», handler«: Dispatcher.DispatchHandler») {
      return isOpen ? real.dispatch({ ...options, origin: url }, handler) : true;
    }
  }
  setGlobalDispatcher(new Redirected());
  return {
    close: () => {
      isOpen = false;
    },
    restore: () => setGlobalDispatcher(real),
  };
}`,
};

/** Waits for the outcome. `awaited`: the function's own end counts; otherwise only what the server sees. */
export function settlePiece(awaited: boolean): string {
  const fulfilled = awaited
    ? `() => ({ state: 'resolved', error: '' })`
    : `() => new Promise«<{ state: string; error: string }>»(() => undefined)`;
  return `/** Runs the code and waits until it has ${awaited ? 'ended' : 'failed'}, the server has seen enough, or LIMIT_MS are over. */
async function settle(run«: () => unknown», ended«: Promise<unknown>») {
  return Promise.race([
    Promise.resolve()
      .then(run)
      .then(${fulfilled}, (error) => ({ state: 'rejected', error: String(error) })),
    ended.then(() => ({ state: 'ended', error: '' })),
    sleep(LIMIT_MS, { state: 'pending', error: '' }, { ref: false }),
  ]);
}`;
}

export const waitsPiece = `/** Makes waits of the code a hundred times shorter, and writes down those that were waited for. */
function shortenWaits() {
  const { setTimeout } = globalThis;
  const { setTimeout: pause } = timers;
  const waits«: number[]» = [];
  const isOfClient = () => /node:|node_modules.(?:undici|axios|got|follow-redirects|node-fetch)\\b/.test(new Error().stack?.split('\\n')[3] ?? '');
  globalThis.setTimeout = Object.assign((run«: (...rest: unknown[]) => void», ms = 0, ...rest«: unknown[]») => {
    if (isOfClient()) return setTimeout(run, ms, ...rest);
    const end = () => {
      waits.push(ms);
      run(...rest);
    };
    return setTimeout(end, ms / 100);
  }, setTimeout)« as typeof setTimeout»;
  const short = (ms = 0, ...rest«: [value?: unknown, options?: object]») => {
    waits.push(ms);
    return pause(ms / 100, ...rest);
  };
  Object.assign(timers, { setTimeout: short });
  syncBuiltinESMExports();
  return {
    waits,
    restore: () => {
      globalThis.setTimeout = setTimeout;
      Object.assign(timers, { setTimeout: pause });
      syncBuiltinESMExports();
    },
  };
}`;
