import type { Range } from '../text/range.ts';

/** A handler that makes a failure go unnoticed. */
export interface Silence {
  /** The `catch` clause or callback, or the `Promise.allSettled(...)` whose results are dropped. */
  readonly range: Range;
  /** What it gives in place of an answer, as written; absent where it does nothing at all. */
  readonly value?: string;
  /** It is a `Promise.allSettled(...)`. */
  readonly settled?: true;
  /** It is an error-first callback, which runs after a success as well. */
  readonly callback?: true;
  /** A success may give the same value, so that nobody can tell which it was. */
  readonly ambiguous?: true;
}

/** A call of a function of the project that sends something, where a handler drops the failure. */
export interface SilencedWork {
  readonly kind: 'silenced';
  readonly range: Range;
  /** What is sent. */
  readonly api: string;
  /** The function of this project that sends it. */
  readonly through: string;
  readonly silence: Silence;
}

/** Who gets a rejection that leaves the enclosing function. `function` means an ordinary caller, which may handle it. */
export interface Boundary {
  readonly kind:
    | 'function'
    | 'event-handler'
    | 'timer'
    | 'top-level'
    | 'consumer'
    | 'express-handler'
    | 'process-event'
    | 'for-each'
    | 'map'
    | 'callback'
    | 'request-handler'
    | 'executor';
  readonly range: Range;
  /** A caller cannot see a rejection that leaves here. */
  readonly lost: boolean;
}

/** Work over the network whose failure rejects a promise that nobody waits for. */
export interface LostRejection {
  readonly kind: 'rejection';
  /** The request, the call of the function that makes it, or that function where it is handed on by name. */
  readonly range: Range;
  /**
   * `floating`: the promise is dropped where it is made; `callback`: it leaves a function whose promise is dropped;
   * `unsettled`: a handler notes it, and the promise around that is never settled.
   */
  readonly how: 'floating' | 'callback' | 'unsettled';
  readonly boundary: Boundary['kind'];
  /** What is sent. */
  readonly api: string;
  /** The function of this project that sends it. */
  readonly through?: string;
  /** That function gives something else on some paths: `if (redis) return redis.push(x); return 0`. */
  readonly notAlways?: true;
  /** That function holds a loop without end: who waits for it never goes on. */
  readonly endless?: true;
  /** The names of its parameters; undefined where one of them is a pattern, has a default or takes the rest. */
  readonly params?: readonly string[];
  /** Its promise is Bluebird's, whose unhandled rejections are printed and end nothing. */
  readonly onlyWarns?: true;
  /** The promise around it is settled by this one alone, and so never, should it fail. */
  readonly pending?: true;
  /** Nothing makes a promise of it: it is thrown, and nobody catches it. */
  readonly thrown?: true;
  /** Start of the function that the promise is lost in: one `try` covers all of it. */
  readonly owner: number;
  readonly test: boolean;
}
