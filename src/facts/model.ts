import type { Range } from '../text/range.ts';
import type { AcknowledgementFact, GrowthFact, ProcessFact } from './holding.ts';
import type { Boundary, LostRejection, Silence, SilencedWork } from './rejections.ts';

/**
 * The facts of one file: what its code does over the network and how that is protected. Facts hold no opinions, and
 * every judgement may be `unknown`, which is better than wrong.
 */
export interface FileFacts {
  readonly calls: readonly RemoteCall[];
  readonly retries: readonly Retry[];
  readonly clients: readonly ClientInstance[];
  readonly policies: readonly Policy[];
  readonly emitters: readonly Emitter[];
  readonly queues: readonly QueueOperation[];
  readonly checkouts: readonly Checkout[];
  readonly servers: readonly ServerFact[];
  readonly intervals: readonly IntervalFact[];
  readonly rejections: readonly LostRejection[];
  readonly silenced: readonly SilencedWork[];
  readonly fanOuts: readonly ReachedFanOut[];
  readonly processes: readonly ProcessFact[];
  readonly growth: readonly GrowthFact[];
  readonly acknowledgements: readonly AcknowledgementFact[];
  /** The file never runs in production: a test, mock, fixture, story or script. */
  readonly test: boolean;
  readonly environment: Environment;
  /** It runs in functions of a cloud, which ends each call after a time of its own. */
  readonly timeLimited?: true;
  /** The lowest version of Node that the package is for, where it says so. */
  readonly lowestNode?: string;
  /** The program goes on after a rejection, or an exception, that nobody handled: it has a handler that says so. */
  readonly survives?: { readonly rejections: boolean; readonly exceptions: boolean };
  /** It has a handler that ends the program on such a rejection: that is its policy. */
  readonly endsOnRejection?: boolean;
}

export type Environment = 'server' | 'browser' | 'cli' | 'unknown';

export type ClientOrigin = 'global' | 'import' | 'instance' | 'imported-instance' | 'injected';
export type TimeoutState = 'none' | 'bounded' | 'unknown';
export type PolicyState = 'none' | 'retry' | 'breaker' | 'both' | 'unknown';
export type ErrorState = 'handled' | 'swallowed' | 'propagated' | 'floating' | 'no-listener' | 'unknown';
export type StatusState = 'checked' | 'unchecked' | 'na' | 'unknown';
export type FanOut = 'unbounded' | 'no' | 'unknown';

/** An expression that starts a request to a remote process. */
export interface RemoteCall {
  readonly kind: 'call';
  /** The whole call expression. */
  readonly range: Range;
  /** `fetch`, `axios`, `db`, `sdk:stripe`, ...: the vocabulary of the inventory. */
  readonly api: string;
  /** The package that provides the client, with the version its knowledge was chosen for, where there is one. */
  readonly library?: { readonly name: string; readonly version?: string };
  readonly client: ClientOrigin;
  /** How it is known what the call goes through: by what a compiler says; absent where syntax tells. */
  readonly by?: 'types';
  /** The instance the call goes through, where it was made in sight. */
  readonly instance?: InstanceRef;
  readonly timeout: TimeoutState;
  /** Why `timeout` is what it is, in words fit for a message: "axios has no default timeout (1.x)". */
  readonly timeoutReason?: string;
  /** The parameter that turns a timeout on for those callers that pass one: without it there is none. */
  readonly optionalTimeout?: string;
  /** How long the library waits of itself while the client of a server waits for this call, where nothing shorter is set. */
  readonly heldMs?: number;
  /** Timeouts that are written and do less than they seem to. */
  readonly timeoutDefects: readonly TimeoutDefect[];
  readonly policy: PolicyState;
  /** The retries around or inside this call, innermost first. */
  readonly retriedBy: readonly RetryRef[];
  readonly errors: ErrorState;
  readonly status: StatusState;
  /** The status is not asked for, and what the answer holds is: a field, a schema, a value in its place. */
  readonly bodyChecked?: boolean;
  /** Neither is the status asked for nor the body looked at, and the body is kept or given on. */
  readonly bodyUsed?: boolean;
  /** The status is there in a callback: `(error, response, body) => ...`. */
  readonly statusInCallback?: true;
  /** That hides nothing: the server answers 200 in any case, an error's body throws at once, or a user gets it whole. */
  readonly bodyTells?: true;
  readonly fanout: FanOut;
  /** How it is started for every element, where `fanout` is `unbounded`. */
  readonly spread?: Spread;
  /** HTTP method in upper case, or the operation's name for other families, where it is a constant. */
  readonly method?: string;
  /** Host (with port), where it is a constant. */
  readonly target?: string;
  readonly test: boolean;
  /** The response is consumed as a stream (SSE, download, watch): a total deadline would be wrong. */
  readonly streaming: boolean;
  /** Where and how a timeout would be written, or why that is somebody else's duty. */
  readonly options: CallOptions;
  /** The nearest function that this call runs in, and what calls that function. */
  readonly boundary: Boundary;
  readonly idempotencyKey?: 'stable' | 'per-attempt';
  /** The handler that makes a failure of it go unnoticed. */
  readonly silencedBy?: Silence;
}

export interface Spread {
  /** The list gives as many as there are: rows, what a client sends, what a caller hands in. */
  readonly grows: boolean;
  /** What starts them all: `ids.map(...)`, or the loop. */
  readonly by: Range;
  /** The function of this file that sends it, where that is what is started: its call, and what starts them all. */
  readonly through?: { readonly name: string; readonly call: Range; readonly place: Range };
}

export interface InstanceRef {
  /** Absolute, `/`-separated path of the file that makes the instance; absent for this file. */
  readonly file?: string;
  /** The expression that makes it, in that file. */
  readonly range: Range;
  readonly name?: string;
}

export interface TimeoutDefect {
  readonly kind: 'ineffective' | 'partial' | 'spent-signal' | 'not-cancelled';
  /** The option or expression that misleads. */
  readonly range: Range;
  /** What it does instead, with the version it is true for, fit for a message. */
  readonly why: string;
}

export interface CallOptions {
  /** Position of the options argument in the call, and its range where it is written. */
  readonly index?: number;
  readonly range?: Range;
  /** `own`: written here or absent; `forwarded`: comes from the caller whole or in part; `opaque`: not known. */
  readonly source: 'own' | 'forwarded' | 'opaque';
  /** Name of the option that bounds a call, and the form of its value. */
  readonly timeoutOption?: 'signal' | 'timeout' | 'timeout.request' | string;
  /** The signal that is already passed, as written. */
  readonly signal?: Range;
  /** Signals in scope that could be passed and are not. */
  readonly signalsInScope: readonly { readonly name: string; readonly range: Range }[];
}

export type RetryForm = 'loop' | 'recursion' | 'timer' | `library:${string}`;
export type RetryDelay = 'none' | 'constant' | 'linear' | 'exponential' | 'server' | 'unknown';

/** The same operation done again because it failed. */
export interface Retry {
  readonly kind: 'retry';
  /** The loop statement, the recursive call, or the call of the library. */
  readonly range: Range;
  /** The loop keyword, or the callee: what a message underlines. */
  readonly head: Range;
  readonly form: RetryForm;
  readonly delay: RetryDelay;
  readonly delayRange?: Range;
  /** The wait before another attempt, where it is a constant. */
  readonly waitMs?: number;
  readonly jitter: boolean | 'unknown';
  readonly bounded: boolean | 'unknown';
  readonly errors: 'all' | 'selective' | 'unknown';
  /** It is selective, and repeats what ended in 5xx or without an answer: the first may have been done. */
  readonly openFailures?: boolean;
  readonly network: boolean | 'unknown';
  /** Attempts in all, the first included, where it is a constant. */
  readonly attempts?: number;
  /** Why it is unbounded or undelayed when that is a library's default: "cockatiel retries forever by default". */
  readonly reason?: string;
  /** It runs once, while the program comes up: before it serves anybody. */
  readonly atStart?: boolean;
  /** It goes round only after it has renewed a token: the server is up, and what failed was a login. */
  readonly afterRefresh?: true;
  /** It sends what a batch has left undone: each attempt before it went well. */
  readonly leftOver?: true;
  /** It goes on after a success as well: a worker, which takes something else each time. */
  readonly goesOn?: true;
  /** A time ends it, whatever the number of attempts. */
  readonly deadline?: true;
  /** It comes round through several functions: what they do besides may make something else of it. */
  readonly winding?: true;
  /** It can never retry: what it runs does not throw for the failures it is meant for. */
  readonly dead?: string;
  /** Calls inside, by index into `FileFacts.calls`: ask `callsOf`. */
  readonly calls: readonly number[];
  /** Requests in other files that it leads to. */
  readonly reached?: readonly ReachedCall[];
  readonly test: boolean;
}

export interface RetryRef {
  readonly form: RetryForm | 'default';
  /** In this file, where it is. */
  readonly range?: Range;
  /** The file that holds it, where that is another one. */
  readonly file?: string;
  readonly attempts?: number;
  /** What it repeats, and until when: as `Retry` says, for those that stand in another file. */
  readonly errors?: Retry['errors'];
  readonly bounded?: Retry['bounded'];
  readonly description: string;
}

/** A request that a retry starts in a function of another file. */
export interface ReachedCall {
  readonly api: string;
  readonly library: string;
  readonly method?: string;
  /** It sends an idempotency key; whether that stays the same is not known. */
  readonly keyed?: boolean;
  /** The expression that leads there, in the file of the retry. */
  readonly through: Range;
  /** The retries between the retry and the request, innermost first. */
  readonly retriedBy: readonly RetryRef[];
}

/** An instance made with options: `axios.create(...)`, `new Pool(...)`. */
export interface ClientInstance {
  readonly kind: 'client';
  readonly range: Range;
  readonly api: string;
  readonly library?: { readonly name: string; readonly version?: string };
  readonly name?: string;
  readonly timeout: TimeoutState;
  readonly timeoutReason?: string;
  /** The library notices a server that hangs, though nothing limits an operation. */
  readonly watched?: true;
  readonly timeoutDefects: readonly TimeoutDefect[];
  readonly policy: PolicyState;
  readonly options: CallOptions;
  readonly createdIn: CreationPlace;
  /** Packages of the project that say how its options may be written: `pg-cursor` beside pg. */
  readonly beside?: readonly string[];
  /** The instance of this file that it is derived from: `base.extend(...)`. */
  readonly base?: Range;
  /** It leaves this file or function: exported, returned or handed on. */
  readonly escapes: boolean;
  /** Calls of this file that go through it. */
  readonly calls: readonly number[];
  readonly test: boolean;
}

/** `per-call`: created in a function that runs for each request, message or tick; `factory`: made and returned. */
export type CreationPlace = 'module' | 'constructor' | 'factory' | 'per-call' | 'unknown';

/** A breaker, bulkhead, limiter, queue, retry or timeout policy object. */
export interface Policy {
  readonly kind: 'policy';
  readonly range: Range;
  readonly library: string;
  readonly role: 'breaker' | 'retry' | 'timeout' | 'bulkhead' | 'limiter' | 'fallback' | 'wrap';
  readonly createdIn: CreationPlace;
  readonly name?: string;
  /** A limiter made without any limit, a breaker without an error filter or fallback. */
  readonly unlimited?: boolean;
  readonly hasFallback?: boolean | 'unknown';
  readonly hasErrorFilter?: boolean | 'unknown';
  /** The function of this file that it runs. */
  readonly runs?: Range;
  /** What becomes of its failures where it is run; `unknown` where others may run it. */
  readonly failures?: ErrorState;
  readonly test: boolean;
}

/** An object that emits `'error'`, which ends the process where nobody listens. */
export interface Emitter {
  readonly kind: 'emitter';
  readonly range: Range;
  readonly api: string;
  /** The package, or `node:http`, that provides it. */
  readonly library?: string;
  readonly name?: string;
  /** The variable that holds it is closed again in this file: it may live for one call only. */
  readonly closed?: boolean;
  readonly listensForError: boolean | 'unknown';
  /** The answer of a request that is piped on: where it breaks off, what it is piped into stays open. */
  readonly piped?: true;
  /** Which end of a file it is; `accepted`: a server gets it with a new connection; `sent`: it is used without a callback. */
  readonly part?: 'read' | 'write' | 'accepted' | 'sent' | 'changes';
  readonly handedOn: boolean;
  readonly test: boolean;
}

export interface QueueOperation {
  readonly kind: 'queue';
  readonly range: Range;
  readonly api: string;
  readonly operation: 'declare' | 'publish' | 'consume' | 'prefetch' | 'nack' | 'add' | 'worker';
  /** Options that are constant, by name. */
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  /** Names of all options that are written here, constant or not, nested ones dotted. */
  readonly written: readonly string[];
  readonly opaque: boolean;
  /** The package that provides the client. */
  readonly library: string;
  /** What names the queue: equal for operations of this file on the same one. */
  readonly queue?: string;
  /** What a consumer runs for each message waits for something. */
  readonly handlerWaits?: boolean;
  /** What reads a message may throw, and nothing in the handler catches that. */
  readonly throwsOnBadMessage?: boolean;
  /** How many messages a consumer gets before it acknowledges one is limited. */
  readonly prefetched?: boolean | 'unknown';
  /** A refusal stands in a handler of failures: on every path through it, or only on some. */
  readonly onFailure?: 'always' | 'sometimes';
  /** A job that fails waits before it runs again, by its own options or those of its queue. */
  readonly backoff?: boolean | 'unknown';
  readonly test: boolean;
}

/** A connection or transaction that is taken from a pool and must be given back. */
export interface Checkout {
  readonly kind: 'checkout';
  /** The call that takes it. */
  readonly range: Range;
  readonly library: string;
  readonly what: 'connection' | 'transaction' | 'agent';
  /** The variable that holds it. */
  readonly name?: string;
  /**
   * `on-success`: a failure in between leaves the function without giving it back; `on-failure`: only a `catch` gives it
   * back; `late`: a `finally` does, behind something that may fail.
   */
  readonly released: 'always' | 'on-success' | 'on-failure' | 'late' | 'never' | 'unknown';
  /** The method that gives it back after a failure. */
  readonly method: string;
  /** How many there are, fit for a message. */
  readonly why: string;
  /** It is not taken from a pool: a client with a connection of its own, made for each request or message. */
  readonly own?: true;
  readonly test: boolean;
}

export interface ServerFact {
  readonly kind: 'server';
  /** The `listen` call. */
  readonly range: Range;
  readonly framework: string;
  readonly handlesShutdown: boolean | 'unknown';
  /** What a handler of signals that is there gets wrong. */
  readonly shutdownDefect?:
    'exits-at-once' | 'exits-before-closed' | 'server-dropped' | 'hooks-off' | 'consumers-cut-off' | 'interrupt-only';
  readonly hasHealthRoute: boolean | 'unknown';
  readonly test: boolean;
}

/** `setInterval`, or the schedule of a library, around asynchronous network work. */
export interface IntervalFact {
  readonly kind: 'interval';
  readonly range: Range;
  /** The library that runs it, and the option by which that waits for the last run; absent for `setInterval`. */
  readonly scheduler?: { readonly library: string; readonly option?: string };
  readonly guarded: boolean;
  /** The time between two rounds of a timer, where it is a constant or has a default. */
  readonly periodMs?: number;
  /** All that it does is to say that it is there: a heartbeat, a lease that is renewed. */
  readonly heartbeat?: true;
  /** It sends one request after the other for a list that may well be too long for the period. */
  readonly many?: true;
  /** A function of another file sends a request that nothing ends where the server hangs. */
  readonly hangs?: true;
  readonly calls: readonly number[];
  readonly test: boolean;
}

/** A function of the project that sends a request, started for every element of a collection of unknown size at once. */
export interface ReachedFanOut {
  readonly kind: 'fan-out';
  /** The call of that function, or the call that is given its name. */
  readonly range: Range;
  /** What starts them all: `ids.map(...)`. */
  readonly spread: Range;
  /** As in `Spread`. */
  readonly grows: boolean;
  /** What is sent. */
  readonly api: string;
  /** The function that sends it. */
  readonly through: string;
  readonly test: boolean;
}
