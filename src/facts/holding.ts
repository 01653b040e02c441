import type { Range } from '../text/range.ts';

/** A program that a server starts and waits for. */
export interface ProcessFact {
  readonly kind: 'process';
  readonly range: Range;
  /** The function that starts it: `exec`, `spawnSync`. */
  readonly starts: string;
  /** Nothing else runs until it ends. */
  readonly sync: boolean;
  readonly timeout: 'none' | 'bounded' | 'unknown';
  /** The program, where it is one that waits for a network or takes its time: `git clone`. */
  readonly program?: string;
  /** It reads or sets a few bytes of this machine, or is not known. */
  readonly brief?: true;
  /** It runs in a function that answers a request. */
  readonly inRequest: boolean;
  /** It stands in no function: the module runs it once, before anybody is served. */
  readonly atStart?: true;
  readonly test: boolean;
}

/** What each request or connection leaves behind in memory. */
export interface GrowthFact {
  readonly kind: 'growth';
  readonly range: Range;
  /** A collection of the module, or of an object that is there once, that nothing shrinks, or a listener that nothing removes. */
  readonly what: 'collection' | 'listener';
  /** The collection, or the emitter. */
  readonly name: string;
  /** What adds to it each time: a request or connection, a message to a bot or socket, or a call with a client's identity. */
  readonly per: 'request' | 'message' | 'call';
  /** An entry is taken out where its client says so, and not where its connection is lost. */
  readonly onDemand?: boolean;
  readonly test: boolean;
}

/** A message that counts as done whatever becomes of the work. */
export interface AcknowledgementFact {
  readonly kind: 'acknowledgement';
  /** The call that acknowledges it, or the head of the `catch`. */
  readonly range: Range;
  readonly library: string;
  /**
   * `first`: before the work; `dropped`: beside work that nobody waits for; `finally`: after it, whether or not it failed,
   * `after`: likewise, behind a `catch` that only logs; `failed`: because it failed; `caught`: a failure is only logged, and
   * what returns counts as done; `caught-within`: by the function that does the work; `popped`: it left its list before the work.
   */
  readonly when: 'first' | 'dropped' | 'finally' | 'after' | 'failed' | 'caught' | 'caught-within' | 'popped';
  readonly name: string;
  readonly test: boolean;
}
