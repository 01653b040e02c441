import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec, VersionedDefaults } from '../knowledge/schema.ts';

const call: Member = { request: { options: -1 } };
const client = (options: number): TypeSpec => ({ new: { returns: 'Client', createsClient: true, options } });
const retried: RetryFigures = {
  attempts: 4,
  delay: 'exponential',
  baseMs: 1_000,
  maxMs: 64_000,
  jitter: true,
  errors: 'selective',
  why: 'Google Cloud Storage retries idempotent calls 3 times by default',
};
const unclear = (what: string, source: string): VersionedDefaults => ({
  timeout: { operation: 'unknown', why: `limits and retries of ${what} differ by method and version` },
  source,
});

const googleStorage: Library = {
  name: '@google-cloud/storage',
  api: 'sdk:google-storage',
  modules: ['@google-cloud/storage'],
  exports: {
    Storage: client(0),
    Bucket: { new: { returns: 'Bucket' } },
    File: { new: { returns: 'File' } },
    TransferManager: { new: { returns: 'Transfer' } },
  },
  typeNames: { Storage: 'Client', Bucket: 'Bucket', File: 'File' },
  types: {
    Client: {
      members: {
        bucket: { returns: 'Bucket' },
        ...each(['getBuckets', 'createBucket', 'getServiceAccount', 'createHmacKey', 'getHmacKeys'], call),
      },
    },
    Bucket: {
      members: {
        file: { returns: 'File' },
        ...each(
          [
            'upload',
            'getFiles',
            'deleteFiles',
            'exists',
            'create',
            'delete',
            'get',
            'getMetadata',
            'setMetadata',
            'combine',
            'makePublic',
            'makePrivate',
            'setCorsConfiguration',
            'addLifecycleRule',
          ],
          call,
        ),
        getFilesStream: { request: { streaming: true, emitter: true } },
      },
    },
    File: {
      members: {
        ...each(
          [
            'save',
            'download',
            'delete',
            'exists',
            'get',
            'getMetadata',
            'setMetadata',
            'copy',
            'move',
            'rename',
            'makePublic',
            'makePrivate',
            'isPublic',
            'createResumableUpload',
          ],
          call,
        ),
        ...each(['createReadStream', 'createWriteStream'], { request: { streaming: true, emitter: true } }),
      },
    },
    Transfer: {
      members: each(['uploadManyFiles', 'downloadManyFiles', 'uploadFileInChunks', 'downloadFileInChunks'], call),
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', off: [0] }],
  retryOptions: {
    attempts: ['retryOptions.maxRetries'],
    countsAs: 'retries',
    off: [0],
    maxDelay: ['retryOptions.maxRetryDelay'],
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '@google-cloud/storage sets no timeout unless `timeout` is given' },
      retry: retried,
      source: '@google-cloud/storage 7 src/storage.ts MAX_RETRY_DEFAULT 3, MAX_RETRY_DELAY_DEFAULT 64 s',
    },
  ],
};

const query: Member = {
  request: { chain: true, sentBy: ['get', 'stream', 'onSnapshot', 'explain', 'count'] },
};
const listens: Member = { request: { streaming: true } };
const narrowing = each(['where', 'orderBy', 'limit', 'limitToLast', 'offset', 'startAfter', 'startAt', 'select'], {
  returns: 'Query',
});

/** Firestore of Google Cloud; `firebase-admin` hands out the same objects. */
export const firestore: Library = {
  name: '@google-cloud/firestore',
  api: 'db',
  modules: ['@google-cloud/firestore', 'firebase-admin/firestore'],
  exports: {
    Firestore: client(0),
    getFirestore: { call: { returns: 'Client' } },
    initializeFirestore: { call: { returns: 'Client' } },
  },
  typeNames: {
    Firestore: 'Client',
    CollectionReference: 'Collection',
    DocumentReference: 'Document',
    Query: 'Query',
    Transaction: 'Transaction',
    WriteBatch: 'Batch',
  },
  types: {
    Client: {
      members: {
        ...each(['collection'], { returns: 'Collection' }),
        collectionGroup: { returns: 'Query' },
        doc: { returns: 'Document' },
        batch: { returns: 'Batch' },
        bulkWriter: { returns: 'BulkWriter' },
        runTransaction: { request: { options: 1 }, callback: { argument: 0, parameters: ['Transaction'] } },
        ...each(['getAll', 'listCollections', 'recursiveDelete'], { request: {} }),
      },
    },
    Query: {
      members: { ...narrowing, get: { request: {} }, stream: query, onSnapshot: listens, count: { returns: 'Query' } },
    },
    Collection: {
      extends: ['Query'],
      members: { doc: { returns: 'Document' }, add: { request: {} }, listDocuments: { request: {} } },
    },
    Document: {
      members: {
        collection: { returns: 'Collection' },
        onSnapshot: listens,
        ...each(['get', 'set', 'update', 'delete', 'create', 'listCollections'], { request: {} }),
      },
    },
    Transaction: { members: each(['get', 'getAll'], { request: {} }) },
    Batch: { members: { commit: { request: {} } } },
    BulkWriter: { members: each(['flush', 'close'], { request: {} }) },
  },
  defaults: [
    unclear('Firestore', '@google-cloud/firestore 7 src/v1/firestore_client_config.json: 60 s to 300 s, and retries'),
  ],
};

const pubsub: Library = {
  name: '@google-cloud/pubsub',
  api: 'queue',
  modules: ['@google-cloud/pubsub'],
  exports: { PubSub: client(0) },
  typeNames: { PubSub: 'Client', Topic: 'Topic', Subscription: 'Subscription' },
  types: {
    Client: {
      members: {
        topic: { returns: 'Topic' },
        subscription: { returns: 'Subscription', createsClient: true, options: 1 },
        ...each(['createTopic', 'createSubscription', 'getTopics', 'getSubscriptions'], { request: {} }),
      },
    },
    Topic: {
      members: {
        ...each(['publish', 'publishMessage', 'publishJSON'], { request: {}, queue: { operation: 'publish' } }),
        subscription: { returns: 'Subscription', createsClient: true, options: 1 },
        ...each(['create', 'createSubscription', 'delete', 'exists', 'get', 'getMetadata', 'flush'], { request: {} }),
      },
    },
    Subscription: {
      emitter: true,
      members: each(['create', 'delete', 'exists', 'get', 'getMetadata', 'seek', 'modifyPushConfig'], { request: {} }),
    },
  },
  defaults: [
    unclear('Pub/Sub', '@google-cloud/pubsub 5.3.1 build/src/v1/publisher_client_config.json: 60 s, retries by code'),
  ],
};

const generated = [
  'SecretManagerServiceClient',
  'CloudTasksClient',
  'CloudSchedulerClient',
  'TextToSpeechClient',
  'SpeechClient',
  'ImageAnnotatorClient',
  'TranslationServiceClient',
  'LanguageServiceClient',
  'KeyManagementServiceClient',
  'DocumentProcessorServiceClient',
  'VideoIntelligenceServiceClient',
  'PredictionServiceClient',
  'InstancesClient',
  'JobsClient',
  'ServicesClient',
  'ExecutionsClient',
  'RecaptchaEnterpriseServiceClient',
  'MetricServiceClient',
  'SessionsClient',
  'BetaAnalyticsDataClient',
  'ClusterManagerClient',
  'PublisherClient',
  'SubscriberClient',
];

/** Clients generated for gRPC, whose methods are operations, and hand-written ones beside those above. */
const googleCloud: Library = {
  name: '@google-cloud/*',
  api: 'sdk:google-cloud',
  modules: ['@google-cloud/*', '@google-analytics/data'],
  exports: {
    ...Object.fromEntries(
      generated.map((name) => [name, { new: { returns: 'Generated', createsClient: true, options: 0 } }]),
    ),
    ...Object.fromEntries(
      ['BigQuery', 'Datastore', 'Spanner', 'Logging', 'Bigtable', 'DNS', 'Compute', 'Translate'].map((name) => [
        name,
        client(0),
      ]),
    ),
    v2: { members: { Translate: { property: client(0) } } },
  },
  typeNames: {
    ...Object.fromEntries(generated.map((name) => [name, 'Generated'])),
    BigQuery: 'Client',
    Datastore: 'Client',
  },
  types: {
    Generated: {
      members: {
        ...each(['close', 'initialize', 'on', 'getProjectId'], {}),
        ...each(
          [
            'projectPath',
            'secretPath',
            'secretVersionPath',
            'queuePath',
            'taskPath',
            'locationPath',
            'cryptoKeyPath',
            'keyRingPath',
          ],
          {},
        ),
        '*': call,
      },
    },
    Client: {
      members: {
        ...each(['dataset', 'table', 'instance', 'database', 'log', 'zone', 'job'], { returns: 'Client' }),
        ...each(
          [
            'query',
            'createQueryJob',
            'getQueryResults',
            'insert',
            'get',
            'save',
            'upsert',
            'update',
            'delete',
            'runQuery',
            'getRows',
            'getTables',
            'getDatasets',
            'createDataset',
            'createTable',
            'exists',
            'getMetadata',
            'setMetadata',
            'load',
            'createLoadJob',
            'run',
            'write',
            'getEntries',
            'translate',
            'detect',
            'allocateIds',
          ],
          call,
        ),
        ...each(['createReadStream', 'createWriteStream', 'createQueryStream'], {
          request: { streaming: true, emitter: true },
        }),
      },
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'call', off: [0] }],
  rejectsOnStatus: true,
  defaults: [unclear('Google Cloud clients', 'google-gax 4 docs, client-libraries.md "Client configuration"')],
};

export const googleClouds: readonly Library[] = [googleStorage, firestore, pubsub, googleCloud];
