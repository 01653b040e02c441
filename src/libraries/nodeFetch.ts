import type { Library, Member } from '../knowledge/schema.ts';

const send: Member = {
  request: { url: 0, options: [0, 1], methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};

/** node-fetch and packages with its call and its behaviour. */
export const nodeFetch: Library = {
  name: 'node-fetch',
  api: 'node-fetch',
  modules: ['node-fetch', 'node-fetch-native', 'isomorphic-fetch'],
  namespace: 'Fetch',
  exports: { default: 'Fetch', fetch: 'Fetch' },
  types: { Fetch: { call: send, members: { default: { property: 'Fetch' } } }, Response: { members: {} } },
  timeouts: [
    // Without a version nobody knows that it is 3, which `require` cannot load before Node.js 22.
    {
      option: 'timeout',
      bounds: 'call',
      versions: '<3',
      unversioned: true,
      off: [0],
      source: 'node-fetch 2.x lib/index.js:384,1491',
    },
    { option: 'signal', bounds: 'call', unit: 'signal' },
    {
      option: 'timeout',
      bounds: 'nothing',
      versions: '>=3',
      unversioned: false,
      why: 'node-fetch 3 ignores `timeout`; pass `signal: AbortSignal.timeout(ms)`',
      source: 'measured with 3.3.2 (pending) and 2.7.0 (rejects)',
    },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'none', why: 'node-fetch has no timeout unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'node-fetch 3.3.2 src/index.js; measured',
    },
  ],
};

/** Ponyfills of the platform's `fetch`. */
export const crossFetch: Library = {
  ...nodeFetch,
  name: 'cross-fetch',
  modules: ['cross-fetch', 'isomorphic-unfetch', 'unfetch', 'whatwg-fetch'],
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal' },
    { option: 'timeout', bounds: 'nothing', why: 'cross-fetch ignores `timeout`' },
  ],
};
