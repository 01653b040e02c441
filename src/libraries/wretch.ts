import { verbs } from '../knowledge/members.ts';
import type { ChainEffect, Library, Member } from '../knowledge/schema.ts';

const chain: Readonly<Record<string, ChainEffect>> = { setTimeout: { timeout: 'call', argument: 0 } };
const sentBy = ['json', 'text', 'blob', 'formData', 'arrayBuffer', 'res', 'then'];
const send = (method: string): Member => ({ request: { method, url: 0, chain, sentBy } });
const derive: Member = { returns: 'Wretch', createsClient: true, options: 0 };

export const wretch: Library = {
  name: 'wretch',
  api: 'other:wretch',
  modules: ['wretch'],
  namespace: 'Factory',
  exports: { default: 'Factory' },
  types: {
    Factory: { call: { returns: 'Wretch', createsClient: true, options: 1 } },
    Wretch: {
      members: {
        ...verbs(['get', 'post', 'put', 'patch', 'delete', 'head', 'opts'], send),
        ...Object.fromEntries(
          [
            'url',
            'options',
            'headers',
            'auth',
            'accept',
            'content',
            'json',
            'body',
            'query',
            'addon',
            'middlewares',
            'resolve',
            'defer',
            'catcher',
            'errorType',
          ].map((name) => [name, derive]),
        ),
      },
    },
  },
  timeouts: [{ option: 'signal', bounds: 'call', unit: 'signal' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'wretch has no timeout unless `.setTimeout()` of its AbortAddon is called' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'wretch 2.11.1; measured',
    },
  ],
};
