import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { Wraps } from '../knowledge/roles.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const cockatielFigures: RetryFigures = {
  attempts: null,
  delay: 'none',
  jitter: false,
  errors: 'all',
  why: 'cockatiel retries forever without delay by default',
};
const cockatielOptions: RetryOptions = {
  attempts: ['maxAttempts'],
  countsAs: 'retries',
  delayKinds: {
    option: 'backoff',
    kinds: {
      ExponentialBackoff: 'exponential',
      ConstantBackoff: 'constant',
      IterableBackoff: 'linear',
      DelegateBackoff: 'unknown',
    },
  },
};
const execute = (wraps: Omit<Wraps, 'arguments'>): Member => ({ wraps: { arguments: [0], ...wraps } });
const make = (type: string, options: number): { call: Member } => ({
  call: { returns: type, createsClient: true, options },
});

export const cockatiel: Library = {
  name: 'cockatiel',
  api: 'other:cockatiel',
  modules: ['cockatiel'],
  exports: {
    retry: make('Retry', 1),
    circuitBreaker: make('Breaker', 1),
    timeout: make('Timeout', 1),
    bulkhead: make('Bulkhead', 1),
    fallback: make('Fallback', 1),
    wrap: { call: { returns: 'Wrap', createsClient: true } },
    Policy: {
      members: {
        handleAll: { returns: 'Builder' },
        handleType: { returns: 'Builder' },
        timeout: { returns: 'Timeout', createsClient: true, options: 1 },
        bulkhead: { returns: 'Bulkhead', createsClient: true },
        wrap: { returns: 'Wrap', createsClient: true },
      },
    },
    handleAll: 'Builder',
    handleType: { call: { returns: 'Builder' } },
    handleWhen: { call: { returns: 'Builder' } },
  },
  typeNames: {
    RetryPolicy: 'Retry',
    CircuitBreakerPolicy: 'Breaker',
    TimeoutPolicy: 'Timeout',
    BulkheadPolicy: 'Bulkhead',
    FallbackPolicy: 'Fallback',
    IPolicy: 'Wrap',
  },
  types: {
    Builder: {
      members: { retry: { returns: 'Retry' }, circuitBreaker: { returns: 'Breaker' }, orType: { returns: 'Builder' } },
    },
    Retry: {
      policy: 'retry',
      members: {
        execute: execute({ role: 'retry', retry: cockatielFigures, retryOptions: cockatielOptions }),
        attempts: { returns: 'Retry' },
        exponential: { returns: 'Retry' },
        delay: { returns: 'Retry' },
      },
    },
    Breaker: { policy: 'breaker', members: { execute: execute({ role: 'breaker' }) } },
    Timeout: {
      policy: 'timeout',
      members: {
        execute: execute({
          role: 'timeout',
          timeout: { default: 'bounded', cancels: 'with-signal', cooperative: true },
        }),
      },
    },
    Bulkhead: { policy: 'bulkhead', members: { execute: execute({ role: 'bulkhead' }) } },
    Fallback: { policy: 'fallback', members: { execute: execute({ role: 'fallback', swallows: true }) } },
    Wrap: { policy: 'wrap', members: { execute: execute({ role: 'wrap', composed: true }) } },
  },
  sources: ['cockatiel 4.0.0 Policy.js; 243 calls in 300 ms without options, maxAttempts 3 makes 4 calls (measured)'],
};

export const opossum: Library = {
  name: 'opossum',
  api: 'other:opossum',
  modules: ['opossum'],
  namespace: 'BreakerClass',
  exports: { default: 'BreakerClass', CircuitBreaker: 'BreakerClass' },
  typeNames: { CircuitBreaker: 'Breaker' },
  types: {
    BreakerClass: {
      new: {
        returns: 'Breaker',
        createsClient: true,
        options: 1,
        wraps: {
          role: 'breaker',
          arguments: [0],
          defers: true,
          options: 1,
          timeout: { option: 'timeout', default: 'bounded', off: [false, 0], cancels: 'with-signal' },
          errorFilter: ['errorFilter'],
          fallback: ['fallback'],
        },
      },
    },
    Breaker: { policy: 'breaker', emitter: false, members: { fire: {}, call: {}, fallback: {} } },
  },
  sources: ['opossum 10.0.0 lib/circuit.js: timeout 10 s, volumeThreshold 0, errorThresholdPercentage 50'],
};

export const pTimeout: Library = {
  name: 'p-timeout',
  api: 'other:p-timeout',
  modules: ['p-timeout', 'promise-timeout'],
  exports: {
    default: { call: { wraps: { role: 'timeout', arguments: [0], timeout: { default: 'bounded', cancels: false } } } },
    timeout: { call: { wraps: { role: 'timeout', arguments: [0], timeout: { default: 'bounded', cancels: false } } } },
  },
  types: {},
  sources: ['p-timeout 8.0.0: rejects, and does not abort the request'],
};
