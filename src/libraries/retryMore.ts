import { each } from '../knowledge/members.ts';
import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const operationFigures: RetryFigures = {
  attempts: 11,
  delay: 'exponential',
  baseMs: 1000,
  maxMs: null,
  jitter: false,
  errors: 'selective',
  why: 'retry retries 10 times by default',
};
const operationOptions: RetryOptions = {
  attempts: ['retries'],
  countsAs: 'retries',
  off: [0],
  endless: ['forever'],
  deadline: ['maxRetryTime'],
  baseDelay: ['minTimeout'],
  maxDelay: ['maxTimeout'],
  factor: ['factor'],
  jitter: { option: 'randomize', on: [true] },
};
const makeOperation: Member = { returns: 'Operation', createsClient: true, options: 0 };

/** `retry.operation(options).attempt(fn)`; the function asks for the next attempt by `operation.retry(err)`. */
export const retryOperation: Library = {
  name: 'retry',
  api: 'other:retry',
  modules: ['retry'],
  exports: { default: { members: { operation: makeOperation } }, operation: { call: makeOperation } },
  typeNames: { RetryOperation: 'Operation' },
  types: {
    Operation: {
      members: {
        attempt: {
          wraps: { role: 'retry', arguments: [0], retry: operationFigures, retryOptions: operationOptions },
        },
      },
    },
  },
  sources: ['retry 0.13.1 lib/retry.js: retries 10, factor 2, minTimeout 1000, maxTimeout Infinity, randomize false'],
};

export const attempt: Library = {
  name: '@lifeomic/attempt',
  api: 'other:attempt',
  modules: ['@lifeomic/attempt'],
  exports: {
    retry: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [0],
          options: 1,
          retry: {
            attempts: 3,
            delay: 'constant',
            baseMs: 200,
            jitter: false,
            errors: 'all',
            why: '@lifeomic/attempt makes 3 attempts by default',
          },
          retryOptions: {
            attempts: ['maxAttempts'],
            countsAs: 'total',
            baseDelay: ['delay'],
            maxDelay: ['maxDelay'],
            jitter: { option: 'jitter', on: [true] },
            delayFunction: ['calculateDelay'],
            filter: ['handleError'],
          },
        },
      },
    },
  },
  types: {},
  sources: ['@lifeomic/attempt 3.1.0 src/index.ts: maxAttempts 3, delay 200, factor 0, jitter false'],
};

const tsRetryWraps = (defers: boolean): Member => ({
  wraps: {
    role: 'retry',
    arguments: [0],
    options: 1,
    ...(defers ? { defers } : {}),
    retry: {
      attempts: 240,
      delay: 'constant',
      baseMs: 250,
      jitter: false,
      errors: 'all',
      why: 'ts-retry tries 240 times, 250 ms apart, by default',
    },
    retryOptions: {
      attempts: ['maxTry'],
      countsAs: 'total',
      baseDelay: ['delay'],
      delayFunction: ['delay'],
      filter: ['until'],
    },
  },
});

export const tsRetry: Library = {
  name: 'ts-retry',
  api: 'other:ts-retry',
  modules: ['ts-retry'],
  exports: {
    ...Object.fromEntries(['retry', 'retryAsync'].map((name) => [name, { call: tsRetryWraps(false) }])),
    ...Object.fromEntries(
      ['retryDecorator', 'retryAsyncDecorator'].map((name) => [name, { call: tsRetryWraps(true) }]),
    ),
  },
  types: {},
  sources: ['ts-retry 7.0.3 lib/cjs/retry/options.js: defaultMaxTry 4 * 60, defaultDelay 250'],
};

const asyncRetryCall: Member = {
  wraps: {
    role: 'retry',
    arguments: [0, 1],
    options: 0,
    retry: {
      attempts: 5,
      delay: 'none',
      jitter: false,
      errors: 'all',
      why: 'async.retry makes 5 attempts without any delay by default',
    },
    retryOptions: {
      attempts: ['times'],
      countsAs: 'total',
      bareNumber: true,
      baseDelay: ['interval'],
      delayFunction: ['interval'],
      filter: ['errorFilter'],
    },
  },
};
const limited: Member = { wraps: { role: 'limiter', arguments: [2] } };
const serial: Member = { wraps: { role: 'limiter', arguments: [1] } };
const asyncMembers = {
  retry: asyncRetryCall,
  ...each(
    ['eachLimit', 'forEachLimit', 'eachOfLimit', 'mapLimit', 'filterLimit', 'concatLimit', 'timesLimit'],
    limited,
  ),
  ...each(['eachSeries', 'forEachSeries', 'eachOfSeries', 'mapSeries', 'timesSeries'], serial),
  queue: { wraps: { role: 'limiter', arguments: [0], defers: true } } satisfies Member,
  parallelLimit: { wraps: { role: 'limiter', arguments: [0], array: true } } satisfies Member,
};

/** The `async` utilities. */
export const asyncUtilities: Library = {
  name: 'async',
  api: 'other:async',
  modules: ['async', 'async-es'],
  exports: {
    default: { members: asyncMembers },
    ...Object.fromEntries(Object.entries(asyncMembers).map(([name, call]) => [name, { call }])),
  },
  types: {},
  sources: ['async 3.2.6 retry.js: DEFAULT_TIMES 5, DEFAULT_INTERVAL 0'],
};

const redlockFigures: RetryFigures = {
  attempts: 11,
  delay: 'constant',
  baseMs: 200,
  jitter: true,
  errors: 'all',
  why: 'redlock tries to lock 11 times, 200 ms apart, by default',
};

export const redlock: Library = {
  name: 'redlock',
  api: 'cache',
  modules: ['redlock', '@sesamecare-oss/redlock'],
  namespace: 'RedlockClass',
  exports: { default: 'RedlockClass', Redlock: 'RedlockClass' },
  typeNames: { Redlock: 'Redlock', Lock: 'Lock' },
  types: {
    RedlockClass: { new: { returns: 'Redlock', createsClient: true, options: 1 } },
    Redlock: {
      emitter: true,
      members: {
        ...each(['acquire', 'lock'], { request: { options: 2, repeats: true }, returns: 'Lock' }),
        extend: { request: {}, returns: 'Lock' },
        ...each(['release', 'unlock'], { request: {} }),
        using: { request: { options: 2, repeats: true } },
      },
    },
    Lock: { members: each(['release', 'unlock', 'extend'], { request: {} }) },
  },
  retryOptions: {
    attempts: ['retryCount'],
    countsAs: 'retries',
    off: [0],
    // redlock 4.2.0 redlock.js and 5.0.0-beta.2 src/index.ts: `retryCount === -1` tries until it has the lock.
    unlimited: [-1],
    baseDelay: ['retryDelay'],
  },
  defaults: [
    {
      timeout: {
        operation: 'none',
        instance: 'unknown',
        why: "redlock's limits are those of its redis clients, which have none by default",
      },
      retry: redlockFigures,
      source:
        'redlock 4.2.0 redlock.js:60-62, and 5.0.0-beta.2 src/index.ts: retryCount 10, retryDelay 200, retryJitter 100',
    },
  ],
};
