import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const publish: Member = { request: {}, queue: { operation: 'publish' } };

const nats: Library = {
  name: 'nats',
  api: 'queue',
  modules: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
  exports: {
    connect: {
      call: {
        request: { method: 'connect', phase: 'connect', options: 0 },
        returns: 'Connection',
        createsClient: true,
        options: 0,
      },
    },
  },
  typeNames: { NatsConnection: 'Connection', JetStreamClient: 'JetStream' },
  types: {
    Connection: {
      members: {
        request: { request: { options: 2 } },
        publish: { queue: { operation: 'publish' } },
        subscribe: { queue: { operation: 'consume', options: 1 } },
        ...each(['flush', 'rtt'], { request: {} }),
        jetstream: { returns: 'JetStream' },
        jetstreamManager: { request: {} },
      },
    },
    JetStream: { members: { publish: { request: { options: 2 }, queue: { operation: 'publish', options: 2 } } } },
  },
  timeouts: [{ option: 'timeout', bounds: 'call' }],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 20_000, call: 1_000 },
        why: 'nats times out a request after 1 s',
      },
      retry: once,
      source: 'nats 2.29.3 lib/nats-base-client/nats.js:311; options.js:28',
    },
  ],
};

const busRetry: RetryFigures = {
  attempts: 4,
  delay: 'unknown',
  jitter: false,
  errors: 'selective',
  why: '@azure/service-bus retries 3 times by default',
};

const serviceBus: Library = {
  name: '@azure/service-bus',
  api: 'queue',
  modules: ['@azure/service-bus', '@azure/event-hubs'],
  exports: {
    ServiceBusClient: { new: { returns: 'Client', createsClient: true, options: [1, 2] } },
    ServiceBusAdministrationClient: { new: { returns: 'Admin', createsClient: true, options: [1, 2] } },
    EventHubProducerClient: { new: { returns: 'Sender', createsClient: true, options: [2, 3] } },
    EventHubConsumerClient: { new: { returns: 'Receiver', createsClient: true, options: [3, 4] } },
  },
  typeNames: { ServiceBusSender: 'Sender', ServiceBusReceiver: 'Receiver', ServiceBusClient: 'Client' },
  types: {
    Client: {
      members: {
        createSender: { returns: 'Sender' },
        createReceiver: { returns: 'Receiver' },
        ...each(['acceptSession', 'acceptNextSession'], { request: { options: -1 }, returns: 'Receiver' }),
      },
    },
    Sender: {
      members: {
        ...each(['sendMessages', 'scheduleMessages', 'sendBatch'], publish),
        ...each(['createMessageBatch', 'createBatch', 'cancelScheduledMessages'], { request: {} }),
      },
    },
    Receiver: {
      members: {
        subscribe: { queue: { operation: 'consume', options: 1 } },
        ...each(
          [
            'receiveMessages',
            'peekMessages',
            'completeMessage',
            'abandonMessage',
            'deferMessage',
            'deadLetterMessage',
            'renewMessageLock',
          ],
          { request: { options: -1 } },
        ),
      },
    },
    Admin: { members: { '*': { request: { options: -1 } } } },
  },
  timeouts: [
    { option: 'abortSignal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
    { option: 'retryOptions.timeoutInMs', bounds: 'call', acceptedAt: 'instance' },
  ],
  retryOptions: { attempts: ['retryOptions.maxRetries'], countsAs: 'retries', off: [0] },
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { call: 60_000 },
        why: '@azure/service-bus times out an attempt after a minute',
      },
      retry: busRetry,
      source: '@azure/core-amqp 4 dist/commonjs/util/constants.js:101 defaultMaxRetries 3, 60 s per attempt',
    },
  ],
};

export const brokers: readonly Library[] = [nats, serviceBus];
