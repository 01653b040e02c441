import { each } from './build.ts';
import type { Library, Member, RetryFigures } from './schema.ts';

const send: Member = { request: { options: 1 }, gives: 'Output' };
const awsRetry: RetryFigures = {
  attempts: 3,
  delay: 'exponential',
  baseMs: 50,
  maxMs: 20_000,
  jitter: true,
  errors: 'selective',
  why: 'the AWS SDK makes 3 attempts by default',
};

/** Every `*Client` of AWS SDK v3, and the aggregated clients (`new S3()`), whose methods are operations. */
export const awsSdk3: Library = {
  name: '@aws-sdk/*',
  api: 'aws-sdk',
  modules: ['@aws-sdk/client-*', '@aws-sdk/lib-dynamodb', '@aws-sdk/lib-storage'],
  exports: {
    Upload: { new: { gives: 'Upload', makes: true, options: 0 } },
    DynamoDBDocumentClient: { members: { from: { gives: 'Client', makes: true, options: [0, 1] } } },
    DynamoDBDocument: { members: { from: { gives: 'Client', makes: true, options: [0, 1] } } },
    '*': { new: { gives: 'Client', makes: true, options: 0 }, call: { request: { options: 2 } } },
  },
  typeNames: { '*': 'Client' },
  types: {
    Client: {
      members: {
        send,
        destroy: {},
        middlewareStack: { property: { members: {} } },
        config: { property: { members: {} } },
        '*': send,
      },
    },
    Upload: { members: { done: { request: {} }, on: {}, abort: {} } },
    Output: { members: {} },
  },
  timeouts: [
    { option: 'abortSignal', bounds: 'call', on: 'call', unit: 'signal' },
    {
      option: 'requestHandler.socketTimeout',
      bounds: 'idle',
      counts: true,
      on: 'instance',
      off: [0],
      why: '`socketTimeout` is idle time of the socket',
    },
    {
      option: 'requestHandler.requestTimeout',
      bounds: 'call',
      on: 'instance',
      off: [0],
      requires: { option: 'requestHandler.throwOnRequestTimeout', is: true },
      why: '`requestTimeout` alone only logs a warning; set `throwOnRequestTimeout: true`',
      source: 'node-http-handler 4.14.2 set-request-timeout.js; measured',
    },
    {
      option: 'requestHandler.connectionTimeout',
      bounds: 'connect',
      on: 'instance',
      why: '`connectionTimeout` bounds connecting only',
    },
  ],
  retryOptions: { attempts: ['maxAttempts'], counts: 'total', off: [1] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'the AWS SDK sets no request, connection or socket timeout' },
      retry: awsRetry,
      source: '@aws-sdk/client-s3 3.1169, node-http-handler 4.14.2; measured',
    },
  ],
};

const v2: Member = { request: { callback: -1, sentBy: ['promise', 'send', 'then', 'createReadStream'], chain: true } };

export const awsSdk2: Library = {
  name: 'aws-sdk',
  api: 'aws-sdk',
  modules: ['aws-sdk', 'aws-sdk/clients/*'],
  exports: {
    default: {
      new: { gives: 'Client', makes: true, options: 0 },
      members: {
        config: {},
        '*': {
          property: {
            new: { gives: 'Client', makes: true, options: 0 },
            members: { DocumentClient: { property: { new: { gives: 'Client', makes: true, options: 0 } } } },
          },
        },
      },
    },
    config: { members: {} },
    '*': {
      new: { gives: 'Client', makes: true, options: 0 },
      members: { DocumentClient: { property: { new: { gives: 'Client', makes: true, options: 0 } } } },
    },
  },
  typeNames: { '*': 'Client' },
  types: {
    Client: {
      members: {
        ...each(
          ['getSignedUrl', 'getSignedUrlPromise', 'createPresignedPost', 'on', 'makeRequest', 'setupRequestListeners'],
          {},
        ),
        waitFor: v2,
        '*': v2,
      },
    },
  },
  timeouts: [
    {
      option: 'httpOptions.timeout',
      bounds: 'idle',
      counts: true,
      on: 'instance',
      off: [0],
      why: '`httpOptions.timeout` is idle time',
    },
  ],
  retryOptions: { attempts: ['maxRetries'], counts: 'retries', off: [0] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { idle: 120_000 }, why: 'aws-sdk 2 ends a silent socket after 2 minutes' },
      retry: { ...awsRetry, attempts: 4, why: 'aws-sdk 2 retries 3 times by default' },
      source: 'AWS SDK v2 reference, AWS.Config httpOptions',
    },
  ],
};

const grpcStart: Member = { request: { callback: -1, options: [1, 2] } };

export const grpc: Library = {
  name: '@grpc/grpc-js',
  api: 'grpc',
  modules: ['@grpc/grpc-js', 'grpc'],
  exports: {
    default: {
      members: {
        makeGenericClientConstructor: { gives: 'ClientClass' },
        loadPackageDefinition: { gives: 'Package' },
        credentials: {},
        Server: {},
      },
    },
    Client: 'ClientClass',
    makeGenericClientConstructor: { call: { gives: 'ClientClass' } },
    loadPackageDefinition: { call: { gives: 'Package' } },
  },
  typeNames: { Client: 'Client', ServiceClientConstructor: 'ClientClass' },
  types: {
    ClientClass: { new: { gives: 'Client', makes: true, options: 2 } },
    Package: { new: { gives: 'Client', makes: true, options: 2 }, members: { '*': { property: 'Package' } } },
    Client: {
      members: {
        ...each(['close', 'getChannel'], {}),
        waitForReady: { request: { phase: 'connect', callback: -1 } },
        '*': grpcStart,
      },
    },
  },
  timeouts: [{ option: 'deadline', bounds: 'call', on: 'call', unit: 'date' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'a gRPC call has no deadline unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'selective' },
      source: '@grpc/grpc-js 1.14.7 client-interceptors.js:252',
    },
  ],
};

const azureCall: Member = { request: { options: [0, 1, 2] } };
const azureMembers = {
  ...each(
    [
      'getContainerClient',
      'getBlobClient',
      'getBlockBlobClient',
      'getAppendBlobClient',
      'getPageBlobClient',
      'getQueueClient',
      'getShareClient',
      'getDirectoryClient',
      'getFileClient',
      'getBlobBatchClient',
    ],
    { gives: 'Client' } satisfies Member,
  ),
  ...each(['generateSasUrl', 'url', 'name'], {}),
};

export const azureStorage: Library = {
  name: '@azure/storage-blob',
  api: 'sdk:azure-storage',
  modules: ['@azure/storage-blob', '@azure/storage-queue', '@azure/storage-file-share', '@azure/data-tables'],
  exports: {
    BlobServiceClient: {
      new: { gives: 'Client', makes: true, options: 2 },
      members: { fromConnectionString: { gives: 'Client', makes: true, options: 1 } },
    },
    QueueServiceClient: {
      new: { gives: 'Client', makes: true, options: 2 },
      members: { fromConnectionString: { gives: 'Client', makes: true, options: 1 } },
    },
    TableClient: {
      new: { gives: 'Client', makes: true, options: 3 },
      members: { fromConnectionString: { gives: 'Client', makes: true, options: 2 } },
    },
    ...Object.fromEntries(
      ['ContainerClient', 'BlobClient', 'BlockBlobClient', 'QueueClient', 'ShareClient'].map((name) => [
        name,
        { new: { gives: 'Client', makes: true, options: 2 } satisfies Member },
      ]),
    ),
  },
  typeNames: {
    BlobServiceClient: 'Client',
    ContainerClient: 'Client',
    BlobClient: 'Client',
    BlockBlobClient: 'Client',
    QueueClient: 'Client',
    TableClient: 'Client',
  },
  types: { Client: { members: { ...azureMembers, '*': azureCall } } },
  timeouts: [
    { option: 'abortSignal', bounds: 'call', unit: 'signal' },
    { option: 'retryOptions.tryTimeoutInMs', bounds: 'call', on: 'instance' },
  ],
  retryOptions: { attempts: ['retryOptions.maxTries'], counts: 'total', off: [1] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'the Azure SDK leaves the timeout of a try to the server' },
      retry: {
        attempts: 4,
        delay: 'exponential',
        baseMs: 4_000,
        maxMs: 120_000,
        jitter: true,
        errors: 'selective',
        why: 'the Azure storage SDK makes 4 tries by default',
      },
      source: '@azure/storage-blob StorageRetryPolicy DEFAULT_RETRY_OPTIONS',
    },
  ],
};

const gcsMembers = {
  ...each(['bucket', 'file', 'topic', 'subscription', 'collection', 'doc', 'dataset', 'table'], {
    gives: 'Client',
  } satisfies Member),
};

export const googleCloud: Library = {
  name: '@google-cloud/*',
  api: 'sdk:google-cloud',
  modules: ['@google-cloud/*'],
  exports: { '*': { new: { gives: 'Client', makes: true, options: 0 } } },
  typeNames: { '*': 'Client' },
  types: {
    Client: {
      members: {
        ...gcsMembers,
        ...each(
          [
            'upload',
            'download',
            'save',
            'delete',
            'exists',
            'getMetadata',
            'setMetadata',
            'getFiles',
            'copy',
            'move',
            'makePublic',
            'publish',
            'publishMessage',
            'query',
            'createQueryJob',
            'insert',
            'get',
            'set',
            'update',
            'add',
            'create',
            'createTopic',
            'createSubscription',
            'accessSecretVersion',
            'addSecretVersion',
            'createTask',
            'translate',
            'synthesizeSpeech',
            'recognize',
          ],
          azureCall,
        ),
        ...each(['createReadStream', 'createWriteStream'], { request: { streaming: true, emitter: true } }),
      },
    },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'limits of Google Cloud clients differ by method and version' },
      retry: {
        attempts: 4,
        delay: 'exponential',
        jitter: true,
        errors: 'selective',
        why: 'Google Cloud clients retry idempotent calls by default',
      },
      source: 'googleapis.dev/nodejs, gax retry settings',
    },
  ],
};

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

const open: Member = {
  request: { method: 'connect', url: 0, phase: 'connect', options: [1, 2], emitter: true },
  gives: 'Socket',
};

export const webSocket: Library = {
  name: 'ws',
  api: 'websocket',
  modules: ['ws', 'isomorphic-ws', 'reconnecting-websocket', 'websocket', 'eventsource'],
  globals: { WebSocket: 'SocketClass', EventSource: 'SocketClass' },
  exports: {
    default: 'SocketClass',
    WebSocket: 'SocketClass',
    EventSource: 'SocketClass',
    createWebSocketStream: {},
    WebSocketServer: {},
    Server: {},
  },
  typeNames: { WebSocket: 'Socket', default: 'Socket' },
  types: {
    SocketClass: { new: open, members: { WebSocket: { property: 'SocketClass' }, Server: {}, WebSocketServer: {} } },
    Socket: { emitter: true, members: {} },
  },
  timeouts: [
    { option: 'handshakeTimeout', bounds: 'call', on: 'call' },
    { option: 'signal', bounds: 'call', unit: 'signal' },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'none',
        why: 'opening a WebSocket has no timeout unless `handshakeTimeout` is set',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'ws 8 doc/ws.md',
    },
  ],
};

export const cloud: readonly Library[] = [awsSdk3, awsSdk2, grpc, azureStorage, googleCloud, algolia, webSocket];
