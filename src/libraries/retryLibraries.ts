import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { Library, TypeSpec } from '../knowledge/schema.ts';

const pRetryFigures: RetryFigures = {
  attempts: 11,
  delay: 'exponential',
  baseMs: 1000,
  maxMs: null,
  jitter: false,
  errors: 'all',
  why: 'p-retry retries 10 times by default, the last wait is 512 s',
};
const pRetryOptions: RetryOptions = {
  attempts: ['retries'],
  countsAs: 'retries',
  off: [0],
  endless: ['forever'],
  deadline: ['maxRetryTime', 'signal'],
  baseDelay: ['minTimeout'],
  maxDelay: ['maxTimeout'],
  factor: ['factor'],
  jitter: { option: 'randomize', on: [true] },
  filter: ['shouldRetry'],
};
const runs = (retry: RetryFigures, retryOptions: RetryOptions, options = 1): TypeSpec => ({
  call: { wraps: { role: 'retry', arguments: [0], retry, retryOptions, options } },
});

export const pRetry: Library = {
  name: 'p-retry',
  api: 'other:p-retry',
  modules: ['p-retry'],
  exports: {
    default: runs(pRetryFigures, pRetryOptions),
    pRetry: runs(pRetryFigures, pRetryOptions),
    makeRetriable: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [0],
          defers: true,
          retry: pRetryFigures,
          retryOptions: pRetryOptions,
          options: 1,
        },
      },
    },
  },
  types: {},
  sources: ['p-retry 9.0.0 index.js; measured: retries n makes n+1 calls'],
};

const asyncRetryFigures: RetryFigures = {
  attempts: 11,
  delay: 'exponential',
  baseMs: 1000,
  maxMs: null,
  jitter: true,
  errors: 'all',
  why: 'async-retry retries 10 times by default',
};

export const asyncRetry: Library = {
  name: 'async-retry',
  api: 'other:async-retry',
  modules: ['async-retry'],
  namespace: 'Retry',
  exports: { default: 'Retry' },
  types: { Retry: runs(asyncRetryFigures, { ...pRetryOptions, deadline: ['maxRetryTime'], filter: [] }) },
  sources: ['async-retry 1.3.3 lib/index.js: randomize true'],
};

const promiseRetryFigures: RetryFigures = {
  attempts: 11,
  delay: 'exponential',
  baseMs: 1000,
  maxMs: null,
  jitter: false,
  errors: 'selective',
  why: 'promise-retry retries 10 times by default',
};

/** promise-retry takes the options before the function or after it, and retries only what is handed to `retry(err)`. */
export const promiseRetry: Library = {
  name: 'promise-retry',
  api: 'other:promise-retry',
  modules: ['promise-retry', '@npmcli/promise-retry'],
  namespace: 'Retry',
  exports: { default: 'Retry', promiseRetry: 'Retry' },
  types: {
    Retry: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [0, 1],
          retry: promiseRetryFigures,
          retryOptions: { ...pRetryOptions, filter: [] },
          options: [0, 1],
        },
      },
    },
  },
  sources: ['promise-retry 2.0.1 index.js'],
};

const backOffFigures: RetryFigures = {
  attempts: 10,
  delay: 'exponential',
  baseMs: 100,
  maxMs: null,
  jitter: false,
  errors: 'all',
  why: 'exponential-backoff makes 10 attempts by default',
};

export const exponentialBackoff: Library = {
  name: 'exponential-backoff',
  api: 'other:exponential-backoff',
  modules: ['exponential-backoff'],
  exports: {
    backOff: runs(backOffFigures, {
      attempts: ['numOfAttempts'],
      countsAs: 'total',
      baseDelay: ['startingDelay'],
      maxDelay: ['maxDelay'],
      factor: ['timeMultiple'],
      jitter: { option: 'jitter', on: ['full'] },
      filter: ['retry'],
    }),
  },
  types: {},
  sources: ['exponential-backoff 3.1.3; numOfAttempts 3 makes 3 calls (measured)'],
};

const fetchRetryFigures: RetryFigures = {
  attempts: 4,
  delay: 'constant',
  baseMs: 1000,
  jitter: false,
  errors: 'all',
  why: 'fetch-retry retries network errors 3 times, 1 s apart, by default',
};

export const fetchRetry: Library = {
  name: 'fetch-retry',
  api: 'fetch',
  modules: ['fetch-retry'],
  namespace: 'Factory',
  exports: { default: 'Factory' },
  types: {
    Factory: { call: { returns: 'Fetch', createsClient: true, options: 1 } },
    Fetch: { call: { request: { url: 0, options: 1, methodOption: { option: 'method', default: 'GET' } } } },
  },
  timeouts: [{ option: 'signal', bounds: 'call', unit: 'signal' }],
  retryOptions: {
    attempts: ['retries'],
    countsAs: 'retries',
    off: [0],
    baseDelay: ['retryDelay'],
    delayFunction: ['retryDelay'],
    filter: ['retryOn'],
  },
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: { operation: 'none', why: 'fetch-retry sets no timeout' },
      retry: fetchRetryFigures,
      source: 'fetch-retry 6.0.0 index.js',
    },
  ],
};

const axiosRetryFigures: RetryFigures = {
  attempts: 4,
  delay: 'none',
  jitter: false,
  errors: 'selective',
  why: 'axios-retry retries 3 times without any delay by default',
};

/** `axiosRetry(instance, options)` changes the instance, or every call where it is given the default one. */
export const axiosRetry: Library = {
  name: 'axios-retry',
  api: 'other:axios-retry',
  modules: ['axios-retry'],
  namespace: 'Retry',
  exports: { default: 'Retry' },
  types: {
    Retry: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [0],
          remote: true,
          retry: axiosRetryFigures,
          retryOptions: {
            attempts: ['retries'],
            countsAs: 'retries',
            off: [0],
            delayFunction: ['retryDelay'],
            delayKinds: {
              option: 'retryDelay',
              kinds: { exponentialDelay: 'exponential', linearDelay: 'linear', noDelay: 'none' },
            },
            jitter: { option: 'retryDelay', on: ['exponentialDelay'] },
            filter: ['retryCondition'],
          },
          options: 1,
        },
      },
    },
  },
  sources: ['axios-retry 4.5.0; 4 attempts in 15 ms, POST too after a reset (measured)'],
};
