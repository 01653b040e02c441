import { verbs } from '../knowledge/members.ts';
import type { ChainEffect, Library, Member } from '../knowledge/schema.ts';

const chain: Readonly<Record<string, ChainEffect>> = {
  timeout: { timeout: 'call' },
  retry: { retry: { attempts: 2, delay: 'none', jitter: false, errors: 'selective' }, attempts: 0, counts: 'retries' },
};
const send = (method?: string): Member => ({
  request: { url: method ? 0 : 1, chain, ...(method ? { method } : {}) },
  returns: 'Response',
});
const methods = {
  ...verbs(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'], send),
  del: send('DELETE'),
};

export const superagent: Library = {
  name: 'superagent',
  api: 'superagent',
  modules: ['superagent'],
  namespace: 'Superagent',
  exports: {
    default: 'Superagent',
    ...Object.fromEntries(Object.entries(methods).map(([name, call]) => [name, { call }])),
    agent: { call: { returns: 'Superagent', createsClient: true } },
  },
  types: {
    Superagent: { call: send(), members: { ...methods, agent: { returns: 'Superagent', createsClient: true } } },
    Response: { members: {} },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'superagent has no timeout unless `.timeout()` is called' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'superagent 10.4.2; `.retry(n)` retries POST too, lib/request-base.js:170-204 (measured)',
    },
  ],
};

/** superagent once more, `require('superagent-promise')(require('superagent'), Promise)`: `end()` gives a promise. */
export const superagentPromise: Library = {
  ...superagent,
  name: 'superagent-promise',
  modules: ['superagent-promise'],
  namespace: 'Factory',
  exports: { default: 'Factory' },
  types: { ...superagent.types, Factory: { call: { returns: 'Superagent' }, members: {} } },
};
