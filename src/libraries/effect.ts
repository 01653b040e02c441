import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const figures: RetryFigures = {
  attempts: null,
  delay: 'none',
  jitter: false,
  errors: 'all',
  why: '`Effect.retry` stops only as `times`, `until`, `while` or its schedule says',
};
/** `Effect.retry(effect, options)`, and `Effect.retry(options)` in a pipe. A schedule may end or not. */
const retry: Member = {
  wraps: {
    role: 'retry',
    arguments: [0],
    options: [0, 1],
    retry: figures,
    retryOptions: { attempts: ['times'], countsAs: 'retries', bareNumber: true, filter: ['while', 'until'] },
  },
};
const timeout: Member = { wraps: { role: 'timeout', arguments: [0], timeout: { default: 'bounded', cancels: true } } };
const operators = {
  ...each(['retry', 'retryOrElse'], retry),
  ...each(['timeout', 'timeoutFail', 'timeoutTo', 'timeoutOption', 'timeoutFailCause'], timeout),
};

export const effect: Library = {
  name: 'effect',
  api: 'other:effect',
  modules: ['effect', 'effect/Effect', '@effect/io/Effect'],
  exports: {
    Effect: { members: operators },
    ...Object.fromEntries(Object.entries(operators).map(([name, call]) => [name, { call }])),
  },
  types: {},
  sources: ['effect 3 docs: effect.website/docs/error-management/retrying'],
};
