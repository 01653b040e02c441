import type { Library } from '../knowledge/schema.ts';

/** `fetch` of the platform. Node's limits (connect 10 s, headers 300 s) are too long to count as a bound; a body that drips has none. */
export const fetchLibrary: Library = {
  name: 'global',
  api: 'fetch',
  modules: [],
  globals: { fetch: 'Fetch' },
  exports: {},
  types: {
    Fetch: {
      call: {
        request: { url: 0, options: [0, 1], methodOption: { option: 'method', default: 'GET' } },
        returns: 'Response',
      },
    },
    Response: { members: {} },
  },
  typeNames: {},
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal', acceptedAt: 'call' },
    {
      option: 'timeout',
      bounds: 'nothing',
      acceptedAt: 'call',
      why: 'fetch ignores `timeout`; pass `signal: AbortSignal.timeout(ms)`',
      source: 'measured on Node 20.20 (undici 6.24): still pending after fetch(u, { timeout: 500 })',
    },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: {
        operation: 'none',
        ms: { connect: 10_000, headers: 300_000, idle: 300_000 },
        why: 'fetch waits 5 min for headers and each body chunk',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'undici lib/dispatcher/client.js:262-263, lib/core/connect.js:75',
    },
  ],
  mutations: [
    {
      calls: 'setGlobalDispatcher',
      options: 0,
      // Without it, an agent waits for as long as the one that it takes the place of.
      madeWith: 'headersTimeout',
      off: [0],
      effect: 'timeout',
      marker: 'setGlobalDispatcher',
    },
  ],
};

/** The older client of browsers: what it is told is set on the object. */
export const xmlHttpRequest: Library = {
  name: 'XMLHttpRequest',
  api: 'other:xhr',
  modules: ['xhr2', 'xmlhttprequest', 'xmlhttprequest-ssl'],
  globals: { XMLHttpRequest: 'RequestClass' },
  exports: { default: 'RequestClass', XMLHttpRequest: 'RequestClass' },
  types: {
    RequestClass: { new: { returns: 'Request' } },
    Request: { members: { send: { request: { emitter: true, receiverOptions: true }, returns: 'this' } } },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'call', off: [0] }],
  defaults: [
    {
      timeout: { operation: 'none', why: 'XMLHttpRequest has no timeout unless `timeout` is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'xhr.spec.whatwg.org: timeout attribute, initially 0',
    },
  ],
};
