import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';
import { maxRetries, never, nested, sdk, signal, timeout } from '../knowledge/sdkShape.ts';

const request: Member = { request: {} };
const withOptions = (index: number): Member => ({ request: { options: index } });

/** An answer that tells of a failure resolves, as `{ ok: false }`. */
const answered: Member = { request: { rejectsOnStatus: false } };

const globalping: Library = {
  name: 'globalping',
  api: 'sdk:globalping',
  modules: ['globalping'],
  exports: {
    Globalping: { new: { returns: 'Client', createsClient: true, options: 0 }, members: { isHttpStatus: {} } },
  },
  types: {
    Client: {
      members: each(['createMeasurement', 'getMeasurement', 'awaitMeasurement', 'listProbes', 'getLimits'], answered),
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance' }],
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 30_000 }, why: 'globalping ends a request after 30 s' },
      retry: never,
      source:
        'globalping 0.2.0 README, "timeout"; dist/esm/client/Globalping.js transformResult: resolves with `ok` false, nothing is sent again',
    },
  ],
};

const meiliIndex = each(
  [
    'search',
    'searchGet',
    'searchForFacetValues',
    'getDocument',
    'getDocuments',
    'addDocuments',
    'addDocumentsInBatches',
    'updateDocuments',
    'updateDocumentsInBatches',
    'deleteDocument',
    'deleteDocuments',
    'deleteAllDocuments',
    'getSettings',
    'updateSettings',
    'resetSettings',
    'updateFilterableAttributes',
    'updateSearchableAttributes',
    'updateSortableAttributes',
    'updateRankingRules',
    'updateSynonyms',
    'updateStopWords',
    'getStats',
    'getRawInfo',
    'fetchInfo',
    'delete',
    'update',
    'getTasks',
    'getTask',
    'waitForTask',
    'waitForTasks',
  ],
  request,
);

const meilisearch: Library = {
  name: 'meilisearch',
  api: 'sdk:meilisearch',
  modules: ['meilisearch'],
  exports: {
    MeiliSearch: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Meilisearch: { new: { returns: 'Client', createsClient: true, options: 0 } },
    default: {
      members: { MeiliSearch: { property: { new: { returns: 'Client', createsClient: true, options: 0 } } } },
    },
  },
  typeNames: { Index: 'Index' },
  types: {
    Client: {
      members: {
        index: { returns: 'Index' },
        getIndex: { request: {}, returns: 'Index' },
        ...each(
          [
            'getIndexes',
            'getRawIndex',
            'getRawIndexes',
            'createIndex',
            'updateIndex',
            'deleteIndex',
            'deleteIndexIfExists',
            'swapIndexes',
            'multiSearch',
            'getTasks',
            'getTask',
            'cancelTasks',
            'deleteTasks',
            'waitForTask',
            'waitForTasks',
            'getKeys',
            'getKey',
            'createKey',
            'updateKey',
            'deleteKey',
            'health',
            'isHealthy',
            'getStats',
            'getVersion',
            'createDump',
            'createSnapshot',
          ],
          request,
        ),
      },
    },
    Index: { members: meiliIndex },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'meilisearch has no timeout unless `timeout` is set' },
      retry: never,
      source: 'meilisearch 0.62.0 http-requests: a timer only where `timeout` is given',
    },
  ],
};

const cloudflare = sdk(
  'cloudflare',
  'sdk:cloudflare',
  ['cloudflare'],
  ['Cloudflare'],
  nested(
    ['create', 'list', 'get', 'update', 'edit', 'delete', 'purge', 'query', 'upload', 'bulkUpdate', 'bulkDelete'],
    1,
  ),
  {
    timeouts: [timeout, signal],
    retries: maxRetries,
    options: 0,
    defaults: {
      timeout: { operation: 'bounded', ms: { call: 60_000 }, why: 'the Cloudflare SDK ends an attempt after a minute' },
      retry: {
        attempts: 3,
        delay: 'exponential',
        baseMs: 500,
        maxMs: 8_000,
        jitter: true,
        errors: 'selective',
        why: 'the Cloudflare SDK retries twice by default',
      },
      source: 'cloudflare 7.3.0 client.js:183, :193, :665: timeout 60000, maxRetries 2',
    },
  },
);

const blobRetry: RetryFigures = {
  attempts: 11,
  delay: 'exponential',
  jitter: false,
  errors: 'selective',
  why: '@vercel/blob retries 10 times by default',
};

const vercelBlob: Library = {
  name: '@vercel/blob',
  api: 'sdk:vercel-blob',
  modules: ['@vercel/blob', '@vercel/blob/client'],
  exports: {
    ...Object.fromEntries(['del', 'head', 'list'].map((name) => [name, { call: withOptions(-1) }])),
    ...Object.fromEntries(['put', 'copy', 'upload'].map((name) => [name, { call: withOptions(2) }])),
    ...Object.fromEntries(
      ['createMultipartUpload', 'uploadPart', 'completeMultipartUpload', 'createFolder'].map((name) => [
        name,
        { call: withOptions(-1) },
      ]),
    ),
  },
  types: {},
  timeouts: [{ option: 'abortSignal', bounds: 'call', acceptedAt: 'call', unit: 'signal' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '@vercel/blob sets no timeout' },
      retry: blobRetry,
      source: '@vercel/blob 2.8.0 dist/chunk: getRetries 10, requestApi without a timer',
    },
  ],
};

/** Every method of Linear's client, and of what it gives, asks the API; so do the models' getters. */
const linear: Library = {
  name: '@linear/sdk',
  api: 'sdk:linear',
  modules: ['@linear/sdk'],
  exports: {
    LinearClient: { new: { returns: 'Client', createsClient: true, options: 0 } },
    LinearSdk: { new: { returns: 'Client', createsClient: true, options: 0 } },
  },
  types: {
    Client: {
      members: {
        client: { property: { members: each(['rawRequest', 'request'], request) } },
        options: {},
        ...each(['viewer', 'organization'], { request: {}, property: 'Result', getter: true }),
        '*': { request: {}, returns: 'Result' },
      },
    },
    Result: {
      members: {
        ...each(
          ['assignee', 'team', 'state', 'project', 'creator', 'parent', 'cycle', 'user', 'issue', 'organization'],
          { request: {}, property: 'Result', getter: true },
        ),
        ...each(
          [
            'comments',
            'issues',
            'labels',
            'children',
            'attachments',
            'teams',
            'members',
            'projects',
            'states',
            'cycles',
            'relations',
            'history',
            'fetchNext',
            'fetchPrevious',
            'update',
            'delete',
            'archive',
          ],
          { request: {}, returns: 'Result' },
        ),
        nodes: { propertyMany: 'Result' },
      },
    },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '@linear/sdk sends with fetch and sets no timeout' },
      retry: never,
      source: '@linear/sdk 98.0.0 dist/chunk: fetch without a signal',
    },
  ],
};

const typesenseDocuments = each(
  [
    'create',
    'upsert',
    'update',
    'delete',
    'search',
    'import',
    'export',
    'retrieve',
    'emplace',
    'createMany',
    'perform',
  ],
  request,
);
const typesenseLevel: TypeSpec = {
  members: {
    ...typesenseDocuments,
    ...each(
      [
        'collections',
        'documents',
        'aliases',
        'keys',
        'overrides',
        'synonyms',
        'multiSearch',
        'presets',
        'operations',
        'analytics',
        'stopwords',
      ],
      { returns: 'Level', property: 'Level' },
    ),
    ...each(['health', 'metrics', 'debug'], { property: 'Level' }),
  },
};

const typesense: Library = {
  name: 'typesense',
  api: 'sdk:typesense',
  modules: ['typesense'],
  exports: {
    Client: { new: { returns: 'Level', createsClient: true, options: 0 } },
    SearchClient: { new: { returns: 'Level', createsClient: true, options: 0 } },
    default: { members: { Client: { property: { new: { returns: 'Level', createsClient: true, options: 0 } } } } },
  },
  types: { Level: typesenseLevel },
  timeouts: [{ option: 'connectionTimeoutSeconds', bounds: 'call', acceptedAt: 'instance', unit: 's' }],
  retryOptions: { attempts: ['numRetries'], countsAs: 'retries', off: [0] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 5_000 }, why: 'typesense ends a request after 5 s' },
      retry: {
        attempts: 4,
        delay: 'constant',
        baseMs: 100,
        jitter: false,
        errors: 'selective',
        why: 'typesense tries 3 times more, or once per node',
      },
      source: 'typesense 3.1.0 lib/Typesense/Configuration.js:26-33',
    },
  ],
};

/** Hosted services and their SDKs. */
export const hostedServices: readonly Library[] = [globalping, meilisearch, cloudflare, vercelBlob, linear, typesense];
