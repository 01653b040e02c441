import type { Library, Member } from '../knowledge/schema.ts';

const send: Member = {
  request: { url: 0, options: 1, methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};
const derive: Member = { returns: 'Fetch', createsClient: true, options: 0 };

export const ofetch: Library = {
  name: 'ofetch',
  api: 'ofetch',
  modules: ['ofetch', 'ohmyfetch'],
  exports: {
    default: 'Fetch',
    ofetch: 'Fetch',
    $fetch: 'Fetch',
    fetch: { call: { ...send, request: { ...send.request, rejectsOnStatus: false } } },
    createFetch: { call: { returns: 'Fetch', createsClient: true, options: 0 } },
  },
  typeNames: { $Fetch: 'Fetch' },
  types: {
    Fetch: {
      call: send,
      members: {
        raw: send,
        native: { ...send, request: { ...send.request, rejectsOnStatus: false } },
        create: derive,
      },
    },
    Response: { members: {} },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'headers',
      countsAsBound: true,
      off: [0],
      disabledBy: 'signal',
      why: "ofetch's `timeout` covers the headers only, and is ignored with a `signal`",
      source: 'ofetch 1.5.1 shared/*.mjs; measured',
    },
    { option: 'signal', bounds: 'call', unit: 'signal' },
  ],
  retryOptions: {
    attempts: ['retry'],
    countsAs: 'retries',
    off: [0, false],
    baseDelay: ['retryDelay'],
    delayFunction: ['retryDelay'],
    filter: ['retryStatusCodes'],
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'ofetch has no timeout unless one is set' },
      retry: {
        attempts: 2,
        delay: 'none',
        jitter: false,
        methods: ['GET', 'HEAD', 'OPTIONS', 'TRACE'],
        errors: 'selective',
        why: 'ofetch retries once, immediately, by default',
      },
      source: 'measured with ofetch 1.5.1: GET 2 attempts, POST and DELETE 1',
    },
  ],
};
