import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const send: Member = { request: { method: 'POST', options: [0, 1] } };

export const graphqlRequest: Library = {
  name: 'graphql-request',
  api: 'graphql-request',
  modules: ['graphql-request'],
  exports: {
    default: { call: { request: { method: 'POST', url: 0, options: 0 } } },
    request: { call: { request: { method: 'POST', url: 0, options: 0 } } },
    rawRequest: { call: { request: { method: 'POST', url: 0, options: 0 } } },
    batchRequests: { call: { request: { method: 'POST', url: 0, options: 0 } } },
    GraphQLClient: { new: { returns: 'Client', createsClient: true, options: 1 } },
  },
  types: { Client: { members: each(['request', 'rawRequest', 'batchRequests'], send) } },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal' },
    { option: 'timeout', bounds: 'nothing', why: 'graphql-request ignores `timeout`' },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'graphql-request uses fetch without a timeout' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'graphql-request 7.4.0; measured',
    },
  ],
};

const operation: Member = { request: { options: 0 } };

/** Apollo's clients: each operation is one POST through the link chain, without any timeout of its own. */
export const graphqlClients: Library = {
  name: '@apollo/client',
  api: 'other:apollo',
  modules: ['@apollo/client', '@apollo/client/*', 'apollo-client'],
  exports: {
    ApolloClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
    default: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Client: { new: { returns: 'Client', createsClient: true, options: 0 } },
    createClient: { call: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { ApolloClient: 'Client' },
  types: { Client: { members: each(['query', 'mutate', 'mutation'], operation) } },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'bounded only if a link or custom fetch of the client does so' },
      source: 'apollographql.com/docs/react/api/link/apollo-link-http',
    },
  ],
};

const answer: Member = { request: { neverRejects: true } };

export const urql: Library = {
  name: '@urql/core',
  api: 'graphql',
  modules: ['@urql/core', 'urql', '@urql/preact', '@urql/vue', '@urql/svelte'],
  exports: {
    Client: { new: { returns: 'Client', createsClient: true, options: 0 } },
    createClient: { call: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { Client: 'Client' },
  types: { Client: { members: each(['query', 'mutation'], answer) } },
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: {
        operation: 'unknown',
        why: 'bounded only if an exchange, `fetchOptions` or `fetch` of the client does so',
      },
      source: 'urql docs, api/core: OperationResult has `error`; `toPromise()` resolves with it',
    },
  ],
};

const apolloFetch: Member = { request: { method: 'POST', options: 0 } };

export const apolloFetchLibrary: Library = {
  name: 'apollo-fetch',
  api: 'apollo-fetch',
  modules: ['apollo-fetch'],
  exports: { createApolloFetch: { call: { returns: 'Fetch', createsClient: true, options: 0 } } },
  types: { Fetch: { call: apolloFetch } },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'apollo-fetch uses fetch without a timeout' },
      source: 'apollo-fetch 0.7 README',
    },
  ],
};
