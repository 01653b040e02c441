import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const declare: Member = { request: {}, queue: { operation: 'declare', options: 1, queue: 0 } };
const channelMembers: Readonly<Record<string, Member>> = {
  assertQueue: declare,
  assertExchange: { request: {}, queue: { operation: 'declare', options: 2 } },
  ...each(
    [
      'checkQueue',
      'checkExchange',
      'deleteQueue',
      'purgeQueue',
      'deleteExchange',
      'bindQueue',
      'unbindQueue',
      'bindExchange',
      'get',
      'recover',
      'waitForConfirms',
      'cancel',
    ],
    {
      request: {},
    },
  ),
  publish: { request: {}, queue: { operation: 'publish', options: 3 } },
  sendToQueue: { request: {}, queue: { operation: 'publish', options: 2, queue: 0 } },
  consume: { request: {}, queue: { operation: 'consume', options: 2, queue: 0, handler: 1 } },
  prefetch: { queue: { operation: 'prefetch', named: { 0: 'count' } } },
  nack: { queue: { operation: 'nack', named: { 1: 'allUpTo', 2: 'requeue' }, absent: { requeue: true } } },
  reject: { queue: { operation: 'nack', named: { 1: 'requeue' }, absent: { requeue: true } } },
};
const connect: Member = {
  request: { method: 'connect', phase: 'connect', url: 0, options: 1, callback: -1 },
  returns: 'Connection',
  createsClient: true,
  options: 1,
  callback: { argument: 1, parameters: [null, 'Connection'] },
};
const channel: Member = {
  request: { callback: -1 },
  returns: 'Channel',
  callback: { argument: 0, parameters: [null, 'Channel'] },
};

export const amqplib: Library = {
  name: 'amqplib',
  api: 'queue',
  modules: ['amqplib', 'amqplib/*'],
  exports: { default: { members: { connect } }, connect: { call: connect } },
  typeNames: { Connection: 'Connection', ChannelModel: 'Connection', Channel: 'Channel', ConfirmChannel: 'Channel' },
  types: {
    Connection: { emitter: true, members: { createChannel: channel, createConfirmChannel: channel } },
    Channel: { emitter: true, members: channelMembers },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: "the socket's `timeout` limits connecting, not what is sent",
    },
    {
      option: 'heartbeat',
      bounds: 'idle',
      unit: 's',
      acceptedAt: 'instance',
      countsAsBound: true,
      why: 'a heartbeat closes a dead connection',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'none',
        why: 'amqplib has no timeout for connecting or for any operation',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'amqplib 2.3.1 lib/connect.js, lib/api_args.js:195 (deliveryMode 1 unless persistent)',
    },
  ],
};

const send: Member = { request: {}, queue: { operation: 'publish', options: 0 } };

export const kafkajs: Library = {
  name: 'kafkajs',
  api: 'queue',
  modules: ['kafkajs', '@confluentinc/kafka-javascript'],
  exports: {
    Kafka: { new: { returns: 'Kafka', createsClient: true, options: 0 } },
    KafkaJS: { members: { Kafka: { property: { new: { returns: 'Kafka', createsClient: true, options: 0 } } } } },
  },
  typeNames: { Producer: 'Producer', Consumer: 'Consumer', Admin: 'Admin', Kafka: 'Kafka' },
  types: {
    Kafka: {
      members: {
        producer: { returns: 'Producer', createsClient: true, options: 0 },
        consumer: { returns: 'Consumer', createsClient: true, options: 0 },
        admin: { returns: 'Admin', createsClient: true, options: 0 },
      },
    },
    Producer: {
      members: {
        connect: { request: { phase: 'connect' } },
        send,
        sendBatch: send,
        transaction: { request: {}, returns: 'Producer' },
        commit: { request: {} },
        abort: { request: {} },
      },
    },
    Consumer: {
      members: {
        connect: { request: { phase: 'connect' } },
        subscribe: { request: {} },
        run: { request: {}, queue: { operation: 'consume', options: 0 } },
        commitOffsets: { request: {} },
      },
    },
    Admin: { members: { connect: { request: { phase: 'connect' } }, disconnect: {}, on: {}, '*': { request: {} } } },
  },
  timeouts: [{ option: 'requestTimeout', bounds: 'call', acceptedAt: 'instance' }],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        connect: 'bounded',
        ms: { connect: 1_000, call: 30_000 },
        why: 'kafkajs times out a request after 30 s and a connect after 1 s',
      },
      retry: {
        attempts: 6,
        delay: 'exponential',
        baseMs: 300,
        maxMs: 30_000,
        jitter: true,
        errors: 'selective',
        why: 'kafkajs retries 5 times by default',
      },
      source: 'kafkajs 2.2.4 src/cluster, docs "Configuration"',
    },
  ],
};

/** By the getters and methods of bullmq 6.7.0 (dist/cjs/classes/queue.js, queue-getters.js, job.js) and bull 4. */
const jobLists = [
  'getJobs',
  'getWaiting',
  'getWaitingChildren',
  'getActive',
  'getDelayed',
  'getPrioritized',
  'getCompleted',
  'getFailed',
];
const queueOperations = [
  'getJobCounts',
  'getJobCountByTypes',
  'getJobState',
  'getJobLogs',
  'getCompletedCount',
  'getFailedCount',
  'getDelayedCount',
  'getActiveCount',
  'getPrioritizedCount',
  'getWaitingCount',
  'getWaitingChildrenCount',
  'getPausedCount',
  'getWorkers',
  'getWorkersCount',
  'getMetrics',
  'getJobScheduler',
  'getJobSchedulers',
  'getRepeatableJobs',
  'removeRepeatable',
  'removeRepeatableByKey',
  'removeJobs',
  'pause',
  'resume',
  'isPaused',
  'drain',
  'clean',
  'obliterate',
  'remove',
  'retryJobs',
  'promoteJobs',
  'trimEvents',
  'upsertJobScheduler',
  'removeJobScheduler',
  'setGlobalConcurrency',
  'count',
  'empty',
];
const jobOperations = [
  'updateProgress',
  'updateData',
  'update',
  'log',
  'clearLogs',
  'moveToFailed',
  'moveToCompleted',
  'moveToDelayed',
  'moveToWaitingChildren',
  'changeDelay',
  'changePriority',
  'extendLock',
  'remove',
  'retry',
  'getState',
  'isCompleted',
  'isFailed',
  'isDelayed',
  'isActive',
  'isWaiting',
  'getChildrenValues',
  'getDependencies',
  'promote',
  'waitUntilFinished',
  'finished',
];

export const bullmq: Library = {
  name: 'bullmq',
  api: 'queue',
  modules: ['bullmq', 'bull', 'bee-queue'],
  namespace: 'BullClass',
  exports: {
    default: 'BullClass',
    Queue: { new: { returns: 'Queue', createsClient: true, options: 1, queue: { operation: 'declare', options: 1 } } },
    Worker: {
      new: {
        request: { method: 'connect', phase: 'connect', emitter: true },
        returns: 'Worker',
        createsClient: true,
        options: 2,
        queue: { operation: 'worker', options: 2 },
      },
    },
    QueueEvents: {
      new: {
        request: { method: 'connect', phase: 'connect', emitter: true },
        returns: 'Worker',
        createsClient: true,
        options: 1,
      },
    },
    QueueEventsProducer: {
      new: {
        request: { method: 'connect', phase: 'connect', emitter: true },
        returns: 'EventsProducer',
        createsClient: true,
        options: 1,
      },
    },
    FlowProducer: { new: { returns: 'Queue', createsClient: true, options: 0 } },
  },
  typeNames: { Queue: 'Queue', Worker: 'Worker', Job: 'Job' },
  types: {
    BullClass: {
      new: { returns: 'Queue', createsClient: true, options: [1, 2], queue: { operation: 'declare', options: [1, 2] } },
    },
    Queue: {
      emitter: true,
      members: {
        add: { request: {}, returns: 'Job', queue: { operation: 'add', options: 2 } },
        addBulk: { request: {}, returnsMany: 'Job', queue: { operation: 'add' } },
        process: { queue: { operation: 'worker' } },
        getJob: { request: {}, returns: 'Job' },
        ...each(jobLists, { request: {}, returnsMany: 'Job' }),
        ...each(queueOperations, { request: {} }),
      },
    },
    Worker: { emitter: true, members: {} },
    EventsProducer: { emitter: true, members: { publishEvent: { request: {} } } },
    Job: { members: each(jobOperations, { request: {} }) },
  },
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        why: 'bullmq bounds no command; its redis connection may, by `commandTimeout`',
      },
      retry: {
        attempts: 21,
        delay: 'linear',
        jitter: false,
        errors: 'selective',
        why: 'the redis connection of bullmq sends a command again after each of up to 20 reconnects',
      },
      connectRetry: {
        attempts: null,
        delay: 'exponential',
        jitter: false,
        errors: 'all',
        why: 'the redis connection of bullmq reconnects without end',
      },
      source: 'bullmq 6.7: attempts 0, no backoff, concurrency 1; its connection is an ioredis client',
    },
  ],
};
