import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TimeoutOption, VersionedDefaults } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const request: Member = { request: {} };
const none = (why: string, source: string, retry = once): VersionedDefaults => ({
  timeout: { operation: 'none', why },
  retry,
  source,
});
const bounded = (ms: number, why: string, source: string, retry = once): VersionedDefaults => ({
  timeout: { operation: 'bounded', ms: { call: ms }, why },
  retry,
  source,
});
const constructed = (options = 0): { new: Member; call: Member } => ({
  new: { returns: 'Client', createsClient: true, options },
  call: { returns: 'Client', createsClient: true, options },
});
const signal: TimeoutOption = { option: 'signal', bounds: 'call', unit: 'signal' };
const timeout: TimeoutOption = { option: 'timeout', bounds: 'call', off: [0] };

const modelContextProtocol: Library = {
  name: '@modelcontextprotocol/sdk',
  api: 'sdk:mcp',
  modules: ['@modelcontextprotocol/sdk/client*', '@modelcontextprotocol/sdk', '@modelcontextprotocol/client'],
  exports: { Client: constructed(1) },
  types: {
    Client: {
      members: {
        connect: {
          request: {
            options: 1,
            timeout: { state: 'unknown', why: 'the transport decides how long connecting may take' },
          },
        },
        callTool: { request: { options: 2 } },
        request: { request: { options: 2 } },
        ...each(
          [
            'listTools',
            'listResources',
            'readResource',
            'listPrompts',
            'getPrompt',
            'complete',
            'setLoggingLevel',
            'ping',
            'subscribeResource',
            'unsubscribeResource',
            'listResourceTemplates',
          ],
          { request: { options: 1 } },
        ),
        ...each(['close', 'setNotificationHandler', 'setRequestHandler', 'getServerCapabilities'], {}),
      },
    },
  },
  timeouts: [timeout, signal],
  defaults: [
    bounded(
      60_000,
      'the MCP SDK gives up after 60 s',
      '@modelcontextprotocol/sdk 1.32.2 shared/protocol.js DEFAULT_REQUEST_TIMEOUT_MSEC',
    ),
  ],
};

const googleAuth: Library = {
  name: 'google-auth-library',
  api: 'sdk:google-auth-library',
  modules: ['google-auth-library'],
  exports: { GoogleAuth: constructed(), OAuth2Client: constructed(), JWT: constructed() },
  typeNames: { AuthClient: 'Client' },
  types: {
    Client: {
      members: {
        ...each(
          [
            'getAccessToken',
            'getRequestHeaders',
            'getProjectId',
            'getCredentials',
            'authorize',
            'getToken',
            'refreshAccessToken',
            'verifyIdToken',
            'getTokenInfo',
            'authorizeRequest',
          ],
          request,
        ),
        ...each(['request', 'fetch'], {
          request: {
            options: [0, 1],
            timeout: {
              state: 'none',
              why: 'google-auth-library sends through gaxios, which has no timeout by default',
            },
          },
        }),
        getClient: { request: {}, returns: 'Client' },
      },
    },
  },
  timeouts: [timeout, signal],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'tokens may be cached, signed locally or asked from the metadata server' },
      source: 'google-auth-library src/auth/googleauth.ts',
    },
  ],
};

const googleGenerativeAi: Library = {
  name: '@google/generative-ai',
  api: 'sdk:google-generative-ai',
  modules: ['@google/generative-ai'],
  exports: { GoogleGenerativeAI: { new: { returns: 'Client', createsClient: true } } },
  typeNames: { GenerativeModel: 'Model', ChatSession: 'Chat' },
  types: {
    Client: { members: { getGenerativeModel: { returns: 'Model', createsClient: true, options: 1 } } },
    Model: {
      members: {
        ...each(['generateContent', 'generateContentStream', 'embedContent', 'batchEmbedContents', 'countTokens'], {
          request: { options: 1 },
        }),
        startChat: { returns: 'Chat' },
      },
    },
    Chat: { members: each(['sendMessage', 'sendMessageStream'], { request: { options: 1 } }) },
  },
  timeouts: [timeout, signal],
  defaults: [none('the SDK has no timeout unless `timeout` is set', '@google/generative-ai src/requests/request.ts')],
};

const pinecone: Library = {
  name: '@pinecone-database/pinecone',
  api: 'sdk:pinecone',
  modules: ['@pinecone-database/pinecone'],
  exports: { Pinecone: constructed(), Index: { new: { returns: 'Index', createsClient: true } } },
  typeNames: { Index: 'Index' },
  types: {
    Client: {
      members: {
        ...each(['index', 'Index'], { returns: 'Index' }),
        ...each(
          [
            'createIndex',
            'deleteIndex',
            'describeIndex',
            'listIndexes',
            'configureIndex',
            'createCollection',
            'deleteCollection',
            'listCollections',
          ],
          request,
        ),
      },
    },
    Index: {
      members: {
        namespace: { returns: 'Index' },
        upsert: { request: { retry: true } },
        ...each(
          [
            'query',
            'fetch',
            'update',
            'deleteOne',
            'deleteMany',
            'deleteAll',
            'describeIndexStats',
            'listPaginated',
            'upsertRecords',
            'searchRecords',
            'listNamespaces',
          ],
          { request: { retry: false } },
        ),
      },
    },
  },
  defaults: [none('the Pinecone client has no timeout', '@pinecone-database/pinecone dist/utils/fetch.js')],
};

const ollama: Library = {
  name: 'ollama',
  api: 'sdk:ollama',
  modules: ['ollama', 'ollama/browser'],
  exports: { default: 'Client', Ollama: constructed() },
  types: {
    Client: {
      members: each(
        ['chat', 'generate', 'embed', 'embeddings', 'list', 'pull', 'push', 'create', 'show', 'delete', 'copy', 'ps'],
        request,
      ),
    },
  },
  defaults: [none('the ollama client has no timeout', 'ollama-js src/utils.ts: plain fetch')],
};

const azureDevops: Library = {
  name: 'azure-devops-node-api',
  api: 'sdk:azure-devops',
  modules: ['azure-devops-node-api', 'azure-devops-node-api/*'],
  exports: { WebApi: { new: { returns: 'WebApi', createsClient: true, options: 2 } } },
  typeNames: { '*': 'Api' },
  types: {
    WebApi: {
      members: {
        connect: request,
        '*': { request: {}, returns: 'Api' },
        ...each(['getFormattedUrl', 'isNoProxyHost'], {}),
      },
    },
    Api: { members: { '*': request } },
  },
  retryOptions: {
    attempts: ['maxRetries'],
    countsAs: 'retries',
    off: [0],
    requires: { option: 'allowRetries', is: true },
    readsOnly: true,
  },
  sources: ['typed-rest-client 3.1.2 HttpClient.js:54,211: OPTIONS, GET, DELETE and HEAD only, with allowRetries'],
  defaults: [
    {
      // How often it tries depends on the version and on options of its HTTP client: `getProjects` makes one attempt on 503.
      timeout: {
        operation: 'bounded',
        ms: { call: 180_000 },
        why: 'typed-rest-client closes a silent socket after 3 minutes',
      },
      source: 'typed-rest-client lib/HttpClient.js: socket timeout; allowRetries false, so one attempt (measured)',
    },
  ],
};

const mssql: Library = {
  name: 'mssql',
  api: 'db',
  modules: ['mssql', 'mssql/msnodesqlv8'],
  exports: {
    ConnectionPool: { new: { returns: 'Pool', createsClient: true, options: 0 } },
    connect: { call: { request: { phase: 'connect', options: 0 }, returns: 'Pool', createsClient: true, options: 0 } },
    query: { call: request },
    Request: { new: { returns: 'Request' } },
    Transaction: { new: { returns: 'Transaction' } },
  },
  typeNames: { ConnectionPool: 'Pool', Request: 'Request' },
  types: {
    Pool: {
      emitter: true,
      members: {
        connect: { request: { phase: 'connect' }, returns: 'Pool' },
        request: { returns: 'Request' },
        query: request,
        batch: request,
        transaction: { returns: 'Transaction' },
      },
    },
    Request: {
      members: {
        input: { returns: 'this' },
        output: { returns: 'this' },
        ...each(['query', 'batch', 'execute', 'bulk'], request),
      },
    },
    Transaction: { members: { request: { returns: 'Request' }, ...each(['begin', 'commit', 'rollback'], request) } },
  },
  timeouts: [
    { option: 'requestTimeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    {
      option: 'connectionTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      off: [0],
      why: '`connectionTimeout` limits connecting only',
    },
  ],
  defaults: [
    bounded(
      15_000,
      'mssql times out connecting and requests after 15 s',
      'mssql README: connectionTimeout and requestTimeout 15000',
    ),
  ],
};

const mqtt: Library = {
  name: 'mqtt',
  api: 'queue',
  modules: ['mqtt'],
  namespace: 'Mqtt',
  exports: {
    default: 'Mqtt',
    connect: {
      call: {
        request: { phase: 'connect', options: [0, 1], emitter: true },
        returns: 'Client',
        createsClient: true,
        options: [0, 1],
      },
    },
    connectAsync: {
      call: { request: { phase: 'connect', options: [0, 1] }, returns: 'Client', createsClient: true, options: [0, 1] },
    },
  },
  typeNames: { MqttClient: 'Client' },
  types: {
    Mqtt: {
      members: {
        connect: {
          request: { phase: 'connect', options: [0, 1], emitter: true },
          returns: 'Client',
          createsClient: true,
          options: [0, 1],
        },
        connectAsync: {
          request: { phase: 'connect', options: [0, 1] },
          returns: 'Client',
          createsClient: true,
          options: [0, 1],
        },
      },
    },
    Client: {
      emitter: true,
      members: {
        ...each(['publish', 'subscribe', 'unsubscribe'], { request: { callback: -1 } }),
        ...each(['publishAsync', 'subscribeAsync', 'unsubscribeAsync'], request),
      },
    },
  },
  timeouts: [{ option: 'connectTimeout', bounds: 'connect', off: [0], why: '`connectTimeout` limits connecting only' }],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        why: 'mqtt gives up connecting after 30 s; messages wait forever',
      },
      retry: once,
      connectRetry: {
        attempts: null,
        delay: 'constant',
        baseMs: 1000,
        jitter: false,
        errors: 'all',
        why: 'mqtt reconnects every second forever',
      },
      source: 'mqtt README: connectTimeout 30000, reconnectPeriod 1000',
    },
  ],
};

const socketIo: Library = {
  name: 'socket.io-client',
  api: 'websocket',
  modules: ['socket.io-client'],
  namespace: 'Io',
  exports: { default: 'Io', io: 'Io', connect: 'Io' },
  typeNames: { Socket: 'Socket' },
  types: {
    Io: {
      call: {
        request: { phase: 'connect', options: 1, emitter: true },
        returns: 'Socket',
        createsClient: true,
        options: 1,
      },
    },
    Socket: { members: { emitWithAck: request, timeout: { returns: 'Socket' } } },
  },
  timeouts: [
    { option: 'timeout', bounds: 'connect', off: [false], why: '`timeout` limits connecting, not acknowledgements' },
  ],
  retryOptions: { attempts: ['reconnectionAttempts', 'reconnection'], countsAs: 'retries', off: [false, 0] },
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        why: 'socket.io gives up connecting after 20 s; acknowledgements wait forever',
      },
      retry: once,
      connectRetry: {
        attempts: null,
        delay: 'exponential',
        baseMs: 1000,
        maxMs: 5000,
        jitter: true,
        errors: 'all',
        why: 'socket.io reconnects forever',
      },
      source: 'socket.io-client lib/manager.ts',
    },
  ],
};

const session: Member = { returns: 'Session', createsClient: true, options: [2, 1] };

const netSnmp: Library = {
  name: 'net-snmp',
  api: 'other:net-snmp',
  modules: ['net-snmp'],
  exports: { createSession: { call: session }, createV3Session: { call: session } },
  types: {
    Session: {
      members: each(['get', 'getNext', 'getBulk', 'set', 'walk', 'subtree', 'table', 'tableColumns', 'inform'], {
        request: { callback: -1 },
      }),
    },
  },
  retryOptions: { attempts: ['retries'], countsAs: 'retries', off: [0] },
  defaults: [
    bounded(5_000, 'net-snmp times out an attempt after 5 s', 'net-snmp 3.29.2 index.js: timeout 5000, retries 1', {
      attempts: 2,
      delay: 'none',
      jitter: false,
      errors: 'selective',
      why: 'net-snmp retries once by default',
    }),
  ],
};

/** SDKs and protocols beside the large families. */
export const services: readonly Library[] = [
  modelContextProtocol,
  googleAuth,
  googleGenerativeAi,
  pinecone,
  ollama,
  azureDevops,
  mssql,
  mqtt,
  socketIo,
  netSnmp,
];
