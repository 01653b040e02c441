import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

/** Methods of both redis clients that send nothing, or belong to teardown. */
const local = [
  'on',
  'once',
  'off',
  'emit',
  'addListener',
  'removeListener',
  'removeAllListeners',
  'quit',
  'disconnect',
  'close',
  'destroy',
  'end',
  'duplicate',
  'pipeline',
  'multi',
  'defineCommand',
  'createBuiltinCommand',
  'unref',
  'ref',
  'setMaxListeners',
  'listeners',
  'listenerCount',
  'status',
  'options',
  'isOpen',
  'isReady',
];
const silent: Member = {};
const batch: Member = { returns: 'Batch' };
const command: Member = { request: {} };
const batchType = { members: { exec: command, execAsPipeline: command, '*': { returns: 'this' } satisfies Member } };
const connects: Member = {
  request: {
    method: 'connect',
    phase: 'connect',
    options: -1,
    emitter: true,
    unless: { option: 'lazyConnect', is: true },
  },
  returns: 'Redis',
  createsClient: true,
  // `(options)`, `(url, options)`, `(port, host, options)`: what comes before them is an address.
  options: -1,
};
const redisType = {
  emitter: true,
  members: {
    ...each(local, silent),
    ...each(['pipeline', 'multi'], batch),
    ...each(['withTypeMapping', 'withCommandOptions', 'withAbortSignal', 'asap'], { returns: 'this' }),
    duplicate: { returns: 'this', createsClient: true, options: 0 } satisfies Member,
    connect: { request: { phase: 'connect' } } satisfies Member,
    ...each(['scanStream', 'hscanStream', 'sscanStream', 'zscanStream'], {
      request: { streaming: true, emitter: true },
    }),
    '*': command,
  },
};

export const ioredis: Library = {
  name: 'ioredis',
  api: 'cache',
  modules: ['ioredis'],
  namespace: 'RedisClass',
  exports: { default: 'RedisClass', Redis: 'RedisClass', Cluster: { new: { ...connects, options: 1 } } },
  typeNames: { Redis: 'Redis', Cluster: 'Redis', RedisOptions: 'Options' },
  types: {
    RedisClass: {
      new: connects,
      call: connects,
      members: { Cluster: { property: { new: { ...connects, options: 1 } } }, createClient: connects },
    },
    Redis: redisType,
    Batch: batchType,
    Options: { members: {} },
  },
  timeouts: [
    {
      option: 'commandTimeout',
      bounds: 'call',
      versions: '>=4.25.0',
      acceptedAt: 'instance',
      off: [0, 'undefined'],
      source: 'measured: GET rejects with commandTimeout 500',
    },
    // A cluster takes the limits of its connections under another name.
    {
      option: 'redisOptions.commandTimeout',
      bounds: 'call',
      versions: '>=4.25.0',
      acceptedAt: 'instance',
      off: [0, 'undefined'],
    },
    {
      option: 'redisOptions.socketTimeout',
      bounds: 'idle',
      versions: '>=5.4.0',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0, 'undefined'],
      why: '`socketTimeout` is idle time of the socket',
    },
    {
      option: 'socketTimeout',
      bounds: 'idle',
      versions: '>=5.4.0',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0, 'undefined'],
      why: '`socketTimeout` is a socket idle timeout',
    },
    {
      option: 'connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` limits connecting, not commands',
    },
    {
      option: 'maxRetriesPerRequest',
      bounds: 'queue',
      acceptedAt: 'instance',
      why: '`maxRetriesPerRequest` counts reconnects only; a silent server still hangs',
    },
  ],
  retryOptions: { attempts: ['redisOptions.maxRetriesPerRequest', 'maxRetriesPerRequest'], countsAs: 'retries' },
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 10_000 },
        why: 'ioredis waits forever for a silent server; set `commandTimeout`',
      },
      retry: {
        attempts: 21,
        delay: 'linear',
        baseMs: 50,
        maxMs: 2000,
        jitter: false,
        errors: 'selective',
        why: 'ioredis sends a command again after each of up to 20 reconnects',
      },
      connectRetry: {
        attempts: null,
        delay: 'exponential',
        jitter: true,
        errors: 'all',
        why: 'ioredis reconnects forever',
      },
      source:
        'ioredis 6.0.0; GET to a silent peer stays pending with 5 and 6 (measured); maxRetriesPerRequest 20 in redis/RedisOptions',
    },
  ],
};

export const nodeRedis: Library = {
  name: 'redis',
  api: 'cache',
  modules: ['redis', '@redis/client', 'handy-redis'],
  exports: {
    default: { members: { createClient: { returns: 'Redis', createsClient: true, options: 0 } } },
    createClient: { call: { returns: 'Redis', createsClient: true, options: 0 } },
    createCluster: { call: { returns: 'Redis', createsClient: true, options: 0 } },
    createClientPool: { call: { returns: 'Redis', createsClient: true, options: 0 } },
  },
  typeNames: { RedisClientType: 'Redis', RedisClusterType: 'Redis', RedisClient: 'Redis' },
  types: { Redis: redisType, Batch: batchType },
  timeouts: [
    {
      option: 'socket.socketTimeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0],
      why: '`socketTimeout` is a socket idle timeout',
      source: 'measured: GET rejects with socketTimeout 500',
    },
    {
      option: 'socket.connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` limits connecting, not commands',
    },
    {
      option: 'commandOptions.timeout',
      bounds: 'queue',
      why: 'the command timeout limits queueing, not the reply',
      source: 'redis 6.3.1 commands-queue.js commandsToWrite; GET pending after 8 s (measured)',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 5_000, queue: 5_000 },
        why: 'redis waits forever for a silent server, and has no command timeout',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'selective' },
      connectRetry: {
        attempts: null,
        delay: 'exponential',
        baseMs: 50,
        maxMs: 2000,
        jitter: true,
        errors: 'all',
        why: 'redis reconnects forever',
      },
      source: 'redis 6.3.1 client/defaults.js:5, client/socket.js defaultReconnectStrategy; measured',
    },
  ],
};

const call: Member = { request: {} };

export const upstashRedis: Library = {
  name: '@upstash/redis',
  api: 'cache',
  modules: ['@upstash/redis', '@upstash/redis/*', '@vercel/kv'],
  exports: {
    Redis: {
      new: { returns: 'Redis', createsClient: true, options: 0 },
      members: { fromEnv: { returns: 'Redis', createsClient: true, options: 0 } },
    },
    kv: 'Redis',
    createClient: { call: { returns: 'Redis', createsClient: true, options: 0 } },
  },
  typeNames: { Redis: 'Redis' },
  types: { Redis: { members: { ...each(['pipeline', 'multi'], batch), '*': call } }, Batch: batchType },
  timeouts: [{ option: 'signal', bounds: 'call', unit: 'signal', acceptedAt: 'instance' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '@upstash/redis uses fetch without a timeout' },
      retry: {
        attempts: 6,
        delay: 'exponential',
        jitter: false,
        errors: 'selective',
        why: '@upstash/redis retries network errors 5 times',
      },
      source: 'upstash-redis README, "retry"',
    },
  ],
};

export const memcached: Library = {
  name: 'memcached',
  api: 'cache',
  modules: ['memcached', 'memjs'],
  namespace: 'MemcachedClass',
  exports: {
    default: 'MemcachedClass',
    Client: { members: { create: { returns: 'Client', createsClient: true, options: 1 } } },
  },
  types: {
    MemcachedClass: { new: { returns: 'Client', createsClient: true, options: 1 } },
    Client: {
      members: each(
        [
          'get',
          'gets',
          'getMulti',
          'set',
          'add',
          'replace',
          'append',
          'prepend',
          'incr',
          'decr',
          'del',
          'delete',
          'touch',
          'cas',
          'flush',
          'increment',
          'decrement',
        ],
        { request: { callback: -1 } },
      ),
    },
  },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance' }],
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 5_000 }, why: 'memcached times out an operation after 5 s' },
      source: 'memcached README: timeout 5000; memjs README: timeout 0.5 s',
    },
  ],
};
