import { each } from '../knowledge/members.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';
import { never } from '../knowledge/sdkShape.ts';

const request: Member = { request: {} };

const containerBuilder: TypeSpec = {
  members: { start: { request: {}, returns: 'Started' }, '*': { returns: 'this' } },
};

/** Containers for tests: starting one talks to the Docker daemon. */
const testcontainers: Library = {
  name: 'testcontainers',
  api: 'other:testcontainers',
  modules: ['testcontainers', '@testcontainers/*'],
  exports: {
    GenericContainer: { new: { returns: 'Builder' } },
    DockerComposeEnvironment: { new: { returns: 'Builder' } },
    ...Object.fromEntries(
      [
        'PostgreSql',
        'MySql',
        'MongoDB',
        'Redis',
        'Kafka',
        'RabbitMQ',
        'MariaDb',
        'Elasticsearch',
        'Nats',
        'HiveMQ',
      ].map((name) => [`${name}Container`, { new: { returns: 'Builder' } satisfies Member }]),
    ),
  },
  types: { Builder: containerBuilder, Started: { members: each(['stop', 'exec', 'restart'], request) } },
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 60_000 }, why: 'testcontainers waits a minute for a container' },
      retry: never,
      source: 'node.testcontainers.org/features/wait-strategies: startup timeout 60 s',
    },
  ],
};

const bound = (names: readonly string[]): TypeSpec => ({ members: each(names, request) });
const bindingOf = (type: string): TypeSpec => ({ new: { returns: type } });
const statement: Member = { request: { chain: true, sentBy: ['all', 'first', 'run', 'raw'] } };

/** What Workers are given by their platform: the types are global, or imported from its package of types. */
const workersBindings: Library = {
  name: '@cloudflare/workers-types',
  api: 'sdk:cloudflare-workers',
  modules: ['@cloudflare/workers-types', '@cloudflare/workers-types/*'],
  globals: {
    D1Database: bindingOf('Database'),
    KVNamespace: bindingOf('Store'),
    R2Bucket: bindingOf('Bucket'),
    VectorizeIndex: bindingOf('Vectors'),
    Vectorize: bindingOf('Vectors'),
  },
  exports: {},
  typeNames: {
    D1Database: 'Database',
    KVNamespace: 'Store',
    R2Bucket: 'Bucket',
    VectorizeIndex: 'Vectors',
    Vectorize: 'Vectors',
  },
  types: {
    Database: { members: { prepare: statement, exec: request, batch: { request: {}, batches: 0 } } },
    Store: bound(['get', 'put', 'delete', 'list', 'getWithMetadata']),
    Bucket: bound(['get', 'put', 'delete', 'list', 'head', 'createMultipartUpload']),
    Vectors: bound(['query', 'insert', 'upsert', 'deleteByIds', 'getByIds', 'describe']),
  },
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'the platform bounds what a Worker asks of its bindings' },
      retry: never,
      source: 'developers.cloudflare.com/workers/runtime-apis/bindings',
    },
  ],
};

/** Collaboration over WebSockets: the constructor connects. */
const hocuspocus: Library = {
  name: '@hocuspocus/provider',
  api: 'websocket',
  modules: ['@hocuspocus/provider', 'y-websocket'],
  exports: Object.fromEntries(
    ['HocuspocusProvider', 'HocuspocusProviderWebsocket', 'WebsocketProvider'].map((name) => [
      name,
      {
        new: {
          request: {
            method: 'connect',
            phase: 'connect',
            emitter: true,
            options: -1,
            unless: { option: 'connect', is: false },
          },
          returns: 'Provider',
          createsClient: true,
          options: -1,
        } satisfies Member,
      },
    ]),
  ),
  types: { Provider: { members: { connect: { request: { phase: 'connect', emitter: true } } } } },
  defaults: [
    {
      timeout: { operation: 'none', connect: 'none', why: '@hocuspocus/provider waits for a connection without end' },
      retry: never,
      connectRetry: {
        attempts: null,
        delay: 'exponential',
        baseMs: 1_000,
        maxMs: 30_000,
        jitter: true,
        errors: 'all',
        why: '@hocuspocus/provider connects again without end',
      },
      source: '@hocuspocus/provider 4.8.0 dist: timeout 0, maxAttempts 0, minDelay 1000, maxDelay 30000',
    },
  ],
};

const imap = each(
  [
    'list',
    'status',
    'search',
    'fetchOne',
    'fetchAll',
    'messageMove',
    'messageCopy',
    'messageDelete',
    'messageFlagsAdd',
    'messageFlagsRemove',
    'messageFlagsSet',
    'download',
    'append',
    'noop',
    'mailboxOpen',
    'mailboxCreate',
    'mailboxDelete',
    'getMailboxLock',
  ],
  request,
);

const imapflow: Library = {
  name: 'imapflow',
  api: 'mail',
  modules: ['imapflow'],
  exports: { ImapFlow: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  types: { Client: { emitter: true, members: { ...imap, connect: { request: { phase: 'connect' } } } } },
  timeouts: [
    {
      option: 'socketTimeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0],
      why: '`socketTimeout` is idle time',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 90_000, idle: 300_000 },
        why: 'imapflow ends a silent connection after 5 minutes',
      },
      retry: never,
      source: 'imapflow.com module-imapflow-ImapFlow: connectionTimeout 90 s, socketTimeout 5 min',
    },
  ],
};

/** RabbitMQ for Nest: `publish` and `request` of the injected connection. */
const golevelupRabbit: Library = {
  name: '@golevelup/nestjs-rabbitmq',
  api: 'queue',
  modules: ['@golevelup/nestjs-rabbitmq'],
  exports: { AmqpConnection: { new: { returns: 'Connection' } } },
  types: {
    Connection: {
      members: {
        publish: { request: {}, queue: { operation: 'publish', options: 3 } },
        request: { request: { options: 0, timeout: { state: 'bounded', why: 'an RPC ends after 10 s by default' } } },
      },
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'call' }],
  defaults: [
    {
      timeout: { operation: 'none', why: 'publishing waits for the channel without end' },
      retry: never,
      source: '@golevelup/nestjs-rabbitmq 9.0.2 lib/amqp/connection.js:216 defaultRpcTimeout 10000',
    },
  ],
};

/** Platforms that give clients out: containers, Workers, collaboration, mailboxes, brokers of a framework. */
export const hostedPlatforms: readonly Library[] = [
  testcontainers,
  workersBindings,
  hocuspocus,
  imapflow,
  golevelupRabbit,
];
