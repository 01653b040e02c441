import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';

const start = (method?: string): Member => ({
  request: {
    url: 0,
    options: [0, 1],
    urlOption: 'hostname',
    emitter: true,
    rejectsOnStatus: false,
    ...(method ? { method } : { methodOption: { option: 'method', default: 'GET' } }),
  },
  returns: 'ClientRequest',
});

const module: TypeSpec = { members: { request: start(), get: start('GET') } };

/** Node's own http and https clients. */
export const nodeHttp: Library = {
  name: 'node:http',
  api: 'http',
  modules: ['http', 'https', 'node:http', 'node:https', 'follow-redirects'],
  exports: {
    default: module,
    request: { call: start() },
    get: { call: start('GET') },
    // follow-redirects has both clients under their names.
    http: module,
    https: module,
  },
  types: { ClientRequest: { emitter: true, members: {} } },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal', acceptedAt: 'call' },
    {
      option: 'timeout',
      bounds: 'nothing',
      acceptedAt: 'call',
      event: 'timeout',
      why: "`timeout` only emits 'timeout'; add `req.on('timeout', () => req.destroy())`",
      source: 'Node 20.20: a request with `timeout` and no listener stays pending (measured); nodejs.org http.request',
    },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'none', why: "node's http client has no timeout" },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'nodejs.org http.request; the globalAgent’s 5 s are socket idle time and do not abort (measured)',
    },
  ],
};

const connect: Member = {
  request: { method: 'connect', phase: 'connect', emitter: true, options: [0, 1] },
  returns: 'Socket',
};

export const nodeHttp2: Library = {
  name: 'node:http2',
  api: 'http',
  modules: ['http2', 'node:http2'],
  exports: {
    default: { members: { connect: { ...connect, returns: 'Session' } } },
    connect: { call: { ...connect, returns: 'Session' } },
  },
  types: {
    Session: { emitter: true, members: { request: { request: { emitter: true, options: 1 }, returns: 'Socket' } } },
    Socket: { emitter: true, members: {} },
  },
  timeouts: [{ option: 'signal', bounds: 'call', unit: 'signal' }],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'none', why: "node's http2 client has no timeout" },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'nodejs.org http2.connect',
    },
  ],
};

/** Raw sockets. `new Socket()` connects with its `connect` method. */
export const nodeNet: Library = {
  name: 'node:net',
  api: 'other:net',
  modules: ['net', 'tls', 'node:net', 'node:tls'],
  exports: {
    default: {
      members: { connect, createConnection: connect, Socket: { property: 'SocketClass' } },
    },
    connect: { call: connect },
    createConnection: { call: connect },
    Socket: 'SocketClass',
  },
  types: {
    SocketClass: { new: { returns: 'Socket', createsClient: true, options: 0 } },
    Socket: { emitter: true, members: { connect: { ...connect, returns: 'this' } } },
  },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal' },
    {
      option: 'timeout',
      bounds: 'nothing',
      event: 'timeout',
      why: "a socket's `timeout` only emits 'timeout'; add a listener that destroys the socket",
      source: 'nodejs.org socket.setTimeout',
    },
  ],
  defaults: [
    {
      timeout: { operation: 'none', why: "node's sockets have no timeout" },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'nodejs.org net.connect',
    },
  ],
};
