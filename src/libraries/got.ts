import type { Library, Member } from '../knowledge/schema.ts';

const request = (method?: string): Member => ({
  request: method
    ? { method, url: 0, options: 1 }
    : { url: 0, urlOption: 'url', options: [0, 1], methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
});
const derive: Member = { returns: 'Got', createsClient: true, options: [0, 1, 2] };

export const got: Library = {
  name: 'got',
  api: 'got',
  modules: ['got'],
  namespace: 'Got',
  exports: { default: 'Got', got: 'Got' },
  typeNames: { Got: 'Got', ExtendedGot: 'Got' },
  types: {
    Got: {
      call: request(),
      members: {
        get: request('GET'),
        post: request('POST'),
        put: request('PUT'),
        patch: request('PATCH'),
        head: request('HEAD'),
        delete: request('DELETE'),
        stream: { request: { url: 0, options: 1, streaming: true, emitter: true }, property: 'Stream' },
        paginate: { request: { url: 0, options: 1 }, property: 'Pages' },
        extend: derive,
      },
    },
    Stream: {
      call: { request: { url: 0, options: 1, streaming: true, emitter: true } },
      members: {
        get: { request: { method: 'GET', url: 0, options: 1, streaming: true, emitter: true } },
        post: { request: { method: 'POST', url: 0, options: 1, streaming: true, emitter: true } },
        put: { request: { method: 'PUT', url: 0, options: 1, streaming: true, emitter: true } },
      },
    },
    Pages: {
      call: { request: { url: 0, options: 1 } },
      members: { all: { request: { url: 0, options: 1 } }, each: { request: { url: 0, options: 1 } } },
    },
    Response: { members: {} },
  },
  timeouts: [
    // Before 7 it is a number and nothing else.
    { option: 'timeout', bounds: 'call', versions: '<7', off: ['undefined'] },
    { option: 'timeout.request', bounds: 'call', off: ['undefined'] },
    { option: 'signal', bounds: 'call', unit: 'signal', versions: '>=12' },
    { option: 'timeout', bounds: 'call', versions: '<12', off: ['undefined'] },
    {
      option: 'timeout.response',
      bounds: 'headers',
      countsAsBound: true,
      completedBy: 'timeout.socket',
      why: '`timeout.response` covers the headers only; set `timeout.request`',
      source: 'measured with got 14.6.6',
    },
    { option: 'timeout.socket', bounds: 'idle', countsAsBound: true, why: '`timeout.socket` limits idle time only' },
    { option: 'timeout.connect', bounds: 'connect', why: '`timeout.connect` limits connecting only' },
    { option: 'timeout.lookup', bounds: 'connect', why: '`timeout.lookup` limits the DNS look-up only' },
  ],
  retryOptions: {
    attempts: ['retry.limit', 'retry'],
    countsAs: 'retries',
    off: [0],
    delayFunction: ['retry.calculateDelay'],
    filter: ['retry.statusCodes', 'retry.errorCodes', 'retry.methods'],
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'got has no timeout unless `timeout.request` is set' },
      retry: {
        attempts: 3,
        delay: 'exponential',
        baseMs: 1000,
        jitter: true,
        methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'],
        errors: 'selective',
        why: 'got retries twice by default',
      },
      source: 'got 14.6.6 dist/source/core/options.js; measured with 14.6.6 and 16.1.0',
    },
  ],
};
