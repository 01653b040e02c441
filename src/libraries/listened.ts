import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };

/** Consumers and producers hand on every error of their connection. */
const kafkaNode: Library = {
  name: 'kafka-node',
  api: 'queue',
  modules: ['kafka-node'],
  exports: Object.fromEntries(
    ['Consumer', 'ConsumerGroup', 'Producer', 'HighLevelProducer'].map((name) => [
      name,
      { new: { returns: 'Emitter', createsClient: true } },
    ]),
  ),
  types: { Emitter: { emitter: true, members: {} } },
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 30_000 }, why: 'kafka-node times out a request after 30 s' },
      retry: once,
      source:
        'kafka-node 5.0.0 lib/kafkaClient.js: requestTimeout 30000; lib/baseProducer.js, lib/consumer.js: emit error',
    },
  ],
};

/** Each step of a command gives the command, and what ffmpeg fails with is its 'error' event. */
const fluentFfmpeg: Library = {
  name: 'fluent-ffmpeg',
  api: 'other:ffmpeg',
  modules: ['fluent-ffmpeg'],
  namespace: 'Ffmpeg',
  exports: { default: 'Ffmpeg' },
  types: {
    Ffmpeg: {
      call: { returns: 'Command', createsClient: true },
      new: { returns: 'Command', createsClient: true },
    },
    Command: { emitter: true, members: {} },
  },
  defaults: [
    {
      timeout: { operation: 'none', instance: 'unknown', why: 'fluent-ffmpeg has no timeout unless `timeout` is set' },
      retry: once,
      source: 'fluent-ffmpeg 2.1.3 lib/processor.js: emits error where ffmpeg cannot be started or fails',
    },
  ],
};

export const listened: readonly Library[] = [kafkaNode, fluentFfmpeg];
