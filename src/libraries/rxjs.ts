import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const retryFigures: RetryFigures = {
  attempts: null,
  delay: 'none',
  jitter: false,
  errors: 'all',
  why: 'rxjs `retry()` has no limit or delay by default',
};
const timeout: Member = {
  wraps: { role: 'timeout', arguments: [], timeout: { argument: 0, cancels: true }, options: 0 },
};
const ajax = (method: string, options: number): Member => ({ request: { method, url: 0, options, cold: true } });

/** Operators in a `pipe`: they work on what the pipe is put on. */
export const rxjs: Library = {
  name: 'rxjs',
  api: 'other:rxjs',
  modules: ['rxjs', 'rxjs/operators', 'rxjs/ajax'],
  exports: {
    retry: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [],
          options: 0,
          retry: retryFigures,
          retryOptions: {
            attempts: ['count'],
            countsAs: 'retries',
            off: [0],
            bareNumber: true,
            baseDelay: ['delay'],
            delayFunction: ['delay'],
          },
        },
      },
    },
    // How often and when is up to the observable that it is given, which a number never is.
    retryWhen: {
      call: {
        wraps: {
          role: 'retry',
          arguments: [],
          options: 0,
          retry: { ...retryFigures, delay: 'unknown', why: '`retryWhen` retries as its notifier says' },
          retryOptions: { countsAs: 'retries', bareNumber: true },
        },
      },
    },
    timeout: { call: timeout },
    timeoutWith: { call: timeout },
    ajax: {
      call: {
        request: { options: 0, urlOption: 'url', methodOption: { option: 'method', default: 'GET' }, cold: true },
      },
      members: {
        get: ajax('GET', 1),
        getJSON: ajax('GET', 1),
        delete: ajax('DELETE', 1),
        ...each(['post', 'put', 'patch'], ajax('POST', 2)),
      },
    },
  },
  types: {},
  timeouts: [{ option: 'timeout', bounds: 'call', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '`ajax` of rxjs sets no timeout unless one is given' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'rxjs 7.8.2 src/internal/ajax/ajax.ts: timeout 0',
    },
  ],
  sources: ['rxjs 7.8.2 src/internal/operators/retry.ts: count Infinity; retry(2) runs 3 times (measured)'],
};
