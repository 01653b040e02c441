import { each } from '../knowledge/members.ts';
import { never, signal } from '../knowledge/sdkShape.ts';
import type { Library } from '../knowledge/schema.ts';

/** `fetch` behind the paths of an OpenAPI document. It gives `{ data, error, response }`, and rejects on no status. */
export const openapiFetch: Library = {
  name: 'openapi-fetch',
  api: 'sdk:openapi-fetch',
  modules: ['openapi-fetch'],
  exports: {
    default: { call: { returns: 'Client', createsClient: true, options: 0 } },
    createClient: { call: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { Client: 'Client' },
  types: {
    Client: {
      members: {
        ...each(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'], {
          request: { url: 0, options: 1 },
        }),
        request: { request: { url: 1, options: 2 } },
        ...each(['use', 'eject'], {}),
      },
    },
  },
  timeouts: [signal],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: {
        operation: 'none',
        why: 'openapi-fetch leaves the limit to fetch: pass a `signal`, or a `fetch` of your own',
      },
      retry: never,
      source:
        'openapi-fetch 0.14 src/index.js: `fetch(request, init)`, with the options of the client below those of the call',
    },
  ],
};
