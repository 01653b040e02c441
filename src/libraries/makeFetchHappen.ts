import type { Library } from '../knowledge/schema.ts';
import { nodeFetch } from './nodeFetch.ts';

/** npm's two: their `timeout` is one of each attempt, for its headers and for its body, and holds in every version. */
const timeouts: Library['timeouts'] = [
  { option: 'timeout', bounds: 'call', off: [0], source: 'minipass-fetch 5.0.2 lib/index.js:105, lib/body.js:139' },
  { option: 'signal', bounds: 'call', unit: 'signal' },
];

export const minipassFetch: Library = {
  ...nodeFetch,
  name: 'minipass-fetch',
  modules: ['minipass-fetch'],
  timeouts,
  defaults: [
    {
      timeout: { operation: 'none', why: 'minipass-fetch has no timeout unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'minipass-fetch 5.0.2 lib/request.js:52',
    },
  ],
};

/** It tries again as `retry` says, with promise-retry, and gives what `defaults` was called with to each call. */
export const makeFetchHappen: Library = {
  ...nodeFetch,
  name: 'make-fetch-happen',
  modules: ['make-fetch-happen'],
  types: {
    ...nodeFetch.types,
    Fetch: {
      ...(nodeFetch.types?.['Fetch'] ?? {}),
      members: {
        default: { property: 'Fetch' },
        defaults: { returns: 'Fetch', createsClient: true, options: [0, 1] },
      },
    },
  },
  timeouts,
  retryOptions: {
    attempts: ['retry.retries', 'retry'],
    countsAs: 'retries',
    off: [0, false],
    baseDelay: ['retry.minTimeout'],
    maxDelay: ['retry.maxTimeout'],
    factor: ['retry.factor'],
    jitter: { option: 'retry.randomize', on: [true] },
  },
  defaults: [
    {
      timeout: { operation: 'none', why: 'make-fetch-happen has no timeout unless one is set' },
      retry: {
        attempts: 1,
        delay: 'none',
        jitter: false,
        methods: ['GET', 'PUT', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
        errors: 'selective',
      },
      source: 'make-fetch-happen 15.0.6 lib/options.js, lib/remote.js',
    },
  ],
};
