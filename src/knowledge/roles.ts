import type { Constant, RetryFigures, RetryOptions } from './retryFigures.ts';

export type PolicyRole = 'breaker' | 'retry' | 'timeout' | 'bulkhead' | 'limiter' | 'fallback' | 'wrap';

export interface Wraps {
  readonly role: PolicyRole;
  /** Indexes of the arguments that are run or awaited: a callback, a promise, or an array of either (`array`). */
  readonly arguments: readonly number[];
  readonly array?: boolean;
  /** The policies are the arguments of the call that made the object (`wrap(p1, p2).execute(f)`). */
  readonly composed?: boolean;
  /** The argument is not run now: the call gives a function that runs it under the policy (`limiter.wrap(f)`, `new CircuitBreaker(f)`). */
  readonly defers?: boolean;
  /** What it repeats is a request by its nature: it is put on a client rather than round a function. */
  readonly remote?: boolean;
  /** Retry figures and options of a `retry`; options are the call's own or the instance's. */
  readonly retry?: RetryFigures;
  readonly retryOptions?: RetryOptions;
  /** For `timeout`, and breakers with one: the option or argument that sets it. Absent: bounds by itself. */
  readonly timeout?: {
    readonly argument?: number;
    readonly option?: string;
    readonly default?: 'none' | 'bounded';
    readonly off?: readonly Constant[];
    /** Ends the wait, not the request, unless the callback uses the signal it is given. */
    readonly cancels: boolean | 'with-signal';
    /** With this strategy the timeout does nothing unless the callback uses the signal. */
    readonly cooperative?: boolean;
  };
  /** Options that limit (concurrency, rate); without any of them a limiter limits nothing. */
  readonly limits?: readonly string[];
  readonly unlimitedByDefault?: boolean;
  /** Options or methods that set an error filter or fallback of a breaker. */
  readonly errorFilter?: readonly string[];
  readonly fallback?: readonly string[];
  readonly options?: number | readonly number[];
  /** The errors of the wrapped operation are logged and not rethrown. */
  readonly swallows?: boolean;
}

export interface QueueRole {
  readonly operation: 'declare' | 'publish' | 'consume' | 'prefetch' | 'nack' | 'add' | 'worker';
  readonly options?: number | readonly number[];
  /** Names for positional constant arguments: `{ 2: 'requeue' }`. */
  readonly named?: Readonly<Record<number, string>>;
  /** What those are where they are absent. */
  readonly absent?: Readonly<Record<string, Constant>>;
  /** Index of the argument that names the queue. */
  readonly queue?: number;
  /** Index of the function that gets each message. */
  readonly handler?: number;
}

export interface CheckoutRole {
  readonly what: 'connection' | 'transaction';
  /** Methods of it that give it back; the first is the one for a failure. */
  readonly release: readonly string[];
  /** It is taken by the call itself, so that a call whose value nobody keeps takes it for good. */
  readonly taken?: boolean;
  /** How many there are, fit for a message: "a pg pool has 10 unless max is set". */
  readonly why: string;
  /** Calling what is lent sends a query: `db('table')`. Otherwise it may be what gives it back: `done()`. */
  readonly queriedByCall?: true;
}
