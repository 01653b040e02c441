export type Constant = string | number | boolean | null;

export type Delay = 'none' | 'constant' | 'linear' | 'exponential' | 'server' | 'unknown';

export interface RetryFigures {
  /** In all, the first included; 1 means that it does not retry; null means without end. */
  readonly attempts: number | null;
  readonly delay: Delay;
  /** First and greatest delay in milliseconds. */
  readonly baseMs?: number;
  readonly maxMs?: number | null;
  readonly jitter: boolean;
  /** HTTP methods that are retried; absent for all. */
  readonly methods?: readonly string[];
  /** `selective`: looks at status or error first. */
  readonly errors: 'all' | 'selective';
  /** Fit for a message: "cockatiel retries forever by default". */
  readonly why?: string;
}

/** Options that change `RetryFigures`. Paths are dotted; several are alternatives. */
export interface RetryOptions {
  readonly attempts?: readonly string[];
  /** What the number counts. */
  readonly countsAs: 'retries' | 'total';
  /** Values that switch retrying off. */
  readonly off?: readonly Constant[];
  /** Values that take every limit away. */
  readonly unlimited?: readonly Constant[];
  /** Options that some versions take every limit away by and others ignore: with one, the bound is unknown. */
  readonly endless?: readonly string[];
  /** Presence makes retries bounded by time. */
  readonly deadline?: readonly string[];
  readonly baseDelay?: readonly string[];
  readonly maxDelay?: readonly string[];
  /** A factor of 1 makes an exponential delay constant. */
  readonly factor?: readonly string[];
  /** A boolean, a word or the name of a function that turns jitter on, with those that do. */
  readonly jitter?: { readonly option: string; readonly on: readonly Constant[] };
  /** A function that computes the delay, or a word, class or well-known function that chooses its kind. */
  readonly delayFunction?: readonly string[];
  readonly delayKinds?: { readonly option: string; readonly kinds: Readonly<Record<string, Delay>> };
  /** Options that make it selective. */
  readonly filter?: readonly string[];
  /** Another option without which they do nothing: `allowRetries: true`. */
  readonly requires?: { readonly option: string; readonly is: Constant };
  /** They hold for operations that read, by their names, alone. */
  readonly readsOnly?: true;
  /** The attempts may be a bare number in the place of options: `retry(3)`. */
  readonly bareNumber?: boolean;
}
