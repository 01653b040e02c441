import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec, VersionedDefaults } from '../knowledge/schema.ts';

const algoliaMembers = {
  ...each(
    [
      'search',
      'searchSingleIndex',
      'saveObject',
      'saveObjects',
      'deleteObject',
      'deleteObjects',
      'partialUpdateObject',
      'partialUpdateObjects',
      'getObject',
      'getObjects',
      'browse',
      'browseObjects',
      'setSettings',
      'getSettings',
      'clearObjects',
      'multipleQueries',
      'batch',
      'replaceAllObjects',
      'waitForTask',
      'listIndices',
      'searchForHits',
      'searchForFacetValues',
      'findObject',
      'exists',
      'delete',
      'deleteBy',
      'deleteIndex',
      'copyIndex',
      'moveIndex',
      'saveRules',
      'saveSynonyms',
      'wait',
    ],
    { request: {} } satisfies Member,
  ),
};

export const algolia: Library = {
  name: 'algoliasearch',
  api: 'sdk:algolia',
  modules: ['algoliasearch', 'algoliasearch/*', '@algolia/client-search'],
  namespace: 'Factory',
  exports: { default: 'Factory', algoliasearch: 'Factory', liteClient: 'Factory', searchClient: 'Factory' },
  typeNames: { SearchClient: 'Client', SearchIndex: 'Client', Algoliasearch: 'Client' },
  types: {
    Factory: { call: { returns: 'Client', createsClient: true, options: 2 } },
    Client: { members: { ...algoliaMembers, initIndex: { returns: 'Client' } } },
  },
  timeouts: [{ option: 'timeouts.read', bounds: 'call', acceptedAt: 'instance' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 2_000, call: 5_000 },
        why: 'algoliasearch times out a read after 5 s and a write after 30 s',
      },
      retry: {
        attempts: 4,
        delay: 'none',
        jitter: false,
        errors: 'selective',
        why: 'algoliasearch tries the next host immediately',
      },
      source: 'algoliasearch 5.64 nodeHttpRequester defaults: connect 2000, read 5000, write 30000',
    },
  ],
};

const searchOperation: Member = { request: { options: 1 } };
const searchGroup: Member = { property: { members: { '*': searchOperation } } };
const searchClient: TypeSpec = {
  members: {
    ...each(['close', 'on', 'once', 'off', 'child', 'diagnostic', 'extend'], {}),
    ...each(
      [
        'indices',
        'cat',
        'cluster',
        'ingest',
        'nodes',
        'snapshot',
        'tasks',
        'security',
        'ml',
        'ilm',
        'transform',
        'sql',
      ],
      searchGroup,
    ),
    ...each(['asyncSearch', 'eql', 'enrich', 'watcher', 'inference', 'esql', 'transport', 'dataStream'], searchGroup),
    helpers: {
      property: { members: each(['bulk', 'search', 'scrollSearch', 'scrollDocuments', 'msearch'], { request: {} }) },
    },
    '*': searchOperation,
  },
};
const searchLibrary = (name: string, api: string, defaults: readonly VersionedDefaults[]): Library => ({
  name,
  api,
  modules: [name],
  exports: { Client: 'ClientClass' },
  types: { ClientClass: { new: { returns: 'Client', createsClient: true, options: 0 } }, Client: searchClient },
  timeouts: [
    { option: 'requestTimeout', bounds: 'call', off: [0] },
    { option: 'signal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
  ],
  retryOptions: { attempts: ['maxRetries'], countsAs: 'retries', off: [0] },
  rejectsOnStatus: true,
  defaults,
});
const searchRetry: RetryFigures = {
  attempts: 4,
  delay: 'unknown',
  jitter: false,
  errors: 'selective',
  why: 'the client retries connection errors, timeouts, 502, 503 and 504 3 times by default',
};
const halfMinute = {
  operation: 'bounded',
  ms: { call: 30_000 },
  why: 'the client times out a request after 30 s',
} as const;

export const elasticsearch = searchLibrary('@elastic/elasticsearch', 'sdk:elasticsearch', [
  {
    versions: '<9.0.0',
    timeout: halfMinute,
    retry: searchRetry,
    source: '@elastic/elasticsearch 8 docs, "requestTimeout: 30000"',
  },
  {
    timeout: { operation: 'none', why: '@elastic/elasticsearch 9 has no timeout unless `requestTimeout` is set' },
    retry: searchRetry,
    source: '@elastic/transport 9.4.0 lib/Transport.js:245-247, lib/connection/UndiciConnection.js:54',
  },
]);

export const opensearch = searchLibrary('@opensearch-project/opensearch', 'sdk:opensearch', [
  {
    timeout: halfMinute,
    retry: searchRetry,
    source: '@opensearch-project/opensearch 3.9.0 lib/Client.js:103: requestTimeout 30000, maxRetries 3',
  },
]);
