import { each } from './build.ts';
import type { Library, Member } from './schema.ts';

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
    Factory: { call: { gives: 'Client', makes: true, options: 2 } },
    Client: { members: { ...algoliaMembers, initIndex: { gives: 'Client' } } },
  },
  timeouts: [{ option: 'timeouts.read', bounds: 'call', on: 'instance' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 2_000, call: 5_000 },
        why: 'algoliasearch ends a read after 5 s and a write after 30 s',
      },
      retry: {
        attempts: 4,
        delay: 'none',
        jitter: false,
        errors: 'selective',
        why: 'algoliasearch tries the next host at once',
      },
      source: 'algoliasearch 5.64 nodeHttpRequester defaults: connect 2000, read 5000, write 30000',
    },
  ],
};
