import type { Constant, RetryFigures, RetryOptions } from './retryFigures.ts';
import type { CheckoutRole, PolicyRole, QueueRole, Wraps } from './roles.ts';

/**
 * What is known about one client or policy library: plain data that could as well be JSON.
 *
 * How to add a library: `npm run new-library -- <npm package>`, then give every figure its source: file and line of the
 * published package, its documentation, or a measurement. axios.ts, got.ts and pg.ts are good models.
 *
 * How the data is read
 *  - `exports` says what an import gives: `default`, `create`, ... -> a type. A type is a name in `types`, or written inline.
 *    The namespace (`import * as x`, `require('x')`) has all exports as members; `namespace` names the type that it has
 *    besides, for packages whose CommonJS export is itself callable. Subpaths are listed in `modules` too.
 *  - A type has `members` (methods and properties by name; `'*'` stands for all others), and may be called or constructed.
 *  - A member that starts a request has `request`; one that gives another object of the library has `gives`; both are
 *    possible (a constructor that connects, a request that gives a cursor). Promises are looked through: `gives` is what
 *    `await` yields, and the first parameter of `.then`.
 *  - Names in type position (`private http: HttpService`) resolve through `exports` as well: a class gives what `new` on
 *    it gives; interfaces and aliases stand in `typeNames`.
 *  - A timeout that holds is a `TimeoutOption` with `bounds: 'call'`; one that holds for connecting only bounds requests
 *    of `phase: 'connect'`; one that does nothing has `bounds: 'nothing'` and says why.
 *  - Figures that changed between versions are entries of `defaults` with semver ranges; where the version in use is not
 *    known, the newest is taken unless the entries disagree on what is asked (then the answer is `unknown`).
 * Retry figures count `attempts` in all, the first included.
 */
export interface Library {
  /** The npm package, or `global` for what the platform brings. */
  readonly name: string;
  /** The inventory's word for it: `axios`, `db`, `sdk:stripe`. */
  readonly api: string;
  /** Specifiers that give this library; a trailing `*` matches any ending (`@aws-sdk/client-*`). */
  readonly modules: readonly string[];
  /**
   * Endings of specifiers that lead to code which the library's tool generates into the project, and which is seldom
   * checked in: `/generated/prisma`. File extensions are looked through.
   */
  readonly generated?: readonly string[];
  /** Global identifiers, and the types that they have. */
  readonly globals?: Readonly<Record<string, TypeRef>>;
  /** By export name; a trailing `*` stands for any ending (`waitUntil*`), the longer one first, and `'*'` for every other one. */
  readonly exports: Readonly<Record<string, TypeRef>>;
  /** Type of the module itself where `require(...)` or a default import of CommonJS gives something callable. */
  readonly namespace?: string;
  /** Exported interfaces and type aliases -> the type an object of them has. */
  readonly typeNames?: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, TypeSpec>>;
  readonly timeouts?: readonly TimeoutOption[];
  /** Options of the library that set its retries, for calls and instances. */
  readonly retryOptions?: RetryOptions;
  readonly defaults?: readonly VersionedDefaults[];
  /** What a 4xx/5xx does: `false` means that it resolves and the code must look; absent means not an HTTP-like client. */
  readonly rejectsOnStatus?: boolean;
  /** Its callbacks get `(error, response, body)`, and no error for a 4xx or 5xx. */
  readonly statusInCallback?: boolean;
  /** Instances that work on a file or in memory: an option, or the argument that stands for it, with these values. */
  readonly embedded?: readonly { readonly option: string; readonly is: readonly Constant[] }[];
  /** Statements that change every call of the process: `axios.defaults.timeout = 5000`. */
  readonly mutations?: readonly Mutation[];
  /** Read from the package's own code: what it does not say is unknown, rather than what most libraries do. */
  readonly learned?: boolean;
  /** Figures' sources that belong to no single entry. */
  readonly sources?: readonly string[];
}

/** Name of a type in `types`, or the type itself. */
export type TypeRef = string | TypeSpec;

export interface TypeSpec {
  /** What calling a value of this type does: `axios(...)`, `fetch(...)`, `` sql`...` ``. */
  readonly call?: Member;
  /** What `new` on it does. */
  readonly new?: Member;
  readonly members?: Readonly<Record<string, Member>>;
  /** Types whose members it has besides its own. */
  readonly extends?: readonly string[];
  /** It emits `'error'` and ends the process where nobody listens. */
  readonly emitter?: boolean;
  /** It is a policy object: a breaker, limiter, queue, retry policy. */
  readonly policy?: PolicyRole;
  /** What a function that is loaded under a computed name makes of it: `require(file)(sequelize, DataTypes)`. */
  readonly handedOn?: TypeRef;
  /**
   * Dotted members by whose use a parameter without a type is taken for one of these, in a project that depends on the
   * library: `schema.createTable`.
   */
  readonly recognizedBy?: readonly string[];
  /** API word where it differs from the library's: `cache` for a redis client inside a queue library. */
  readonly api?: string;
}

export interface Member {
  /** Calling it starts a request. */
  readonly request?: Request;
  /** Type of what a call gives (after `await`), or `this`. */
  readonly returns?: TypeRef;
  /** Type of each element where a call gives a list. */
  readonly returnsMany?: TypeRef;
  /** What a call gives is an instance of the client made with options: indexes of the arguments that hold them. */
  readonly createsClient?: boolean;
  /** Index, or indexes (later ones win), of the arguments that hold options. */
  readonly options?: number | readonly number[];
  /** Option that holds the client which the new one sends through: `new Upload({ client })`. */
  readonly clientOption?: string;
  /** Index of the argument that is the client whose other face the result is: `DynamoDBDocumentClient.from(client)`. */
  readonly clientArgument?: number;
  /** A property, not a method: its type. */
  readonly property?: TypeRef;
  /** A property that lists values: the type of each. */
  readonly propertyMany?: TypeRef;
  /** Reading the property starts the request: `await issue.assignee`. */
  readonly getter?: boolean;
  /** Types of the parameters of a callback: `transaction(trx => ...)`, `connect((err, client) => ...)`. */
  readonly callback?: {
    readonly argument: number;
    readonly parameters: readonly (TypeRef | null)[];
    /** Only where the first argument is one of these: the name of an event. */
    readonly after?: readonly string[];
    /** What `this` is in it. */
    readonly receiver?: TypeRef;
  };
  /** Index of an argument that lists operations which this call sends: `$transaction([a, b])`. */
  readonly batches?: number;
  /** It runs what it is given under a policy. */
  readonly wraps?: Wraps;
  /** It sets up a queue, publishes or consumes. */
  readonly queue?: QueueRole;
  /** What a call gives is lent, and others wait for it until it is given back. */
  readonly checkout?: CheckoutRole;
  /** It starts to serve. */
  readonly server?: string;
}

export interface Request {
  /** HTTP method in upper case, or the operation's name; the member's own name where absent. */
  readonly method?: string;
  /** Option that names the method, and the method where it is absent: `{ option: 'method', default: 'GET' }`. */
  readonly methodOption?: { readonly option: string; readonly default: string };
  /** Index of the argument that is a URL, or of the options that hold it under `urlOption`. */
  readonly url?: number;
  readonly urlOption?: string;
  /** Options are set on the object that sends: `xhr.timeout = 5000`. */
  readonly receiverOptions?: boolean;
  /** Index, or indexes (later ones win), of the arguments that hold options for this call. */
  readonly options?: number | readonly number[];
  /** A connection is opened: timeouts that bound connecting bound this. Default `operation`. */
  readonly phase?: 'connect' | 'operation';
  /** Overrides what the library's defaults say, with the reason. */
  readonly timeout?: { readonly state: 'none' | 'bounded' | 'unknown'; readonly why: string };
  /** The same where the first argument is a function: an interactive transaction. */
  readonly callbackTimeout?: { readonly state: 'none' | 'bounded' | 'unknown'; readonly why: string };
  /** How often the client sends it again of itself, where other requests of the library have other figures. */
  readonly figures?: RetryFigures;
  /** Overrides whether the library retries this one: mongodb does not retry `deleteMany`. */
  readonly retry?: boolean;
  /** It asks again and again for what it wants, by the library's figures: redlock's `acquire`. */
  readonly repeats?: boolean;
  /** What goes on inside it, where that is stated rather than read from figures: a team's own wrapper. */
  readonly policy?: 'none' | 'retry' | 'breaker' | 'both';
  readonly rejectsOnStatus?: boolean;
  /**
   * The call gives a builder or thenable, and further calls in the same chain belong to this one request:
   * `request.get(u).timeout(5).retry(2)`, `Model.find().sort()`. Some of them set options.
   */
  readonly chain?: Readonly<Record<string, ChainEffect>> | true;
  /** Nothing is sent until the chain reaches one of these methods, or is awaited, returned or given `then` (`'then'`). */
  readonly sentBy?: readonly string[];
  /** A cold observable: sent on subscription. */
  readonly cold?: boolean;
  /** Errors come to a callback: its index (negative counts from the end). Without one given, a promise is returned. */
  readonly callback?: number;
  /** It gives no promise, where it is given no callback either. */
  readonly callbackOnly?: boolean;
  /** Errors come as an `'error'` event of what is returned. */
  readonly emitter?: boolean;
  /** Its promise resolves with the error in the answer: `const { data, error } = await client.query(...).toPromise()`. */
  readonly neverRejects?: boolean;
  /** The answer is consumed as a stream. */
  readonly streaming?: boolean;
  /** Only where the argument is absent or given: `new IORedis({ lazyConnect: true })` sends nothing. */
  readonly unless?: { readonly option: string; readonly is: string | number | boolean };
}

export type ChainEffect =
  /** Bounds the request where its argument is not one of `off`. */
  | {
      readonly timeout: 'call' | TimeoutBounds;
      readonly argument?: number;
      readonly option?: string;
      readonly off?: readonly Constant[];
    }
  | { readonly retry: RetryFigures; readonly attempts?: number; readonly counts?: 'retries' | 'total' }
  /** Calls after this one are no longer part of the builder. */
  | { readonly ends: true };

/**
 * `call`: the whole call, body included. `connect`, `headers`, `idle`, `queue`: that part only. `nothing`: it has no
 * effect on the call.
 */
export type TimeoutBounds = 'call' | 'connect' | 'headers' | 'idle' | 'queue' | 'nothing';

export interface TimeoutOption {
  /** Dotted path: `timeout`, `timeout.request`, `requestHandler.requestTimeout`. */
  readonly option: string;
  readonly bounds: TimeoutBounds;
  /** Where it may be written. Default `both`. */
  readonly acceptedAt?: 'call' | 'instance' | 'both';
  /** Semver range of versions for which this holds. */
  readonly versions?: string;
  /** Does it hold where the version is not known? Default: as for the newest one. */
  readonly unversioned?: boolean;
  /** Versions that take it as a plain option; others take it only through an object of a class, where it names one. */
  readonly plainSince?: string;
  readonly madeBy?: { readonly name: string; readonly packages: readonly string[] };
  /** Packages that it breaks: it is never set where the project has one of them. */
  readonly breaks?: readonly string[];
  /** Members of a client that connect by themselves, beyond its reach: `client.live.connect()`. */
  readonly beyond?: readonly string[];
  /** Types it belongs to, where the library has several kinds of clients. */
  readonly types?: readonly string[];
  readonly unit?: 'ms' | 's' | 'date' | 'signal' | 'object';
  /** Values that switch it off. */
  readonly off?: readonly (Constant | 'undefined')[];
  /** Another option without which it does not hold: `{ option: 'throwOnRequestTimeout', is: true }`. */
  readonly requires?: { readonly option: string; readonly is: Constant };
  /** Another option that, when present, makes it do nothing (ofetch's `signal`). */
  readonly disabledBy?: string;
  /** Another option that bounds what this one leaves open: with both, neither misleads. */
  readonly completedBy?: string;
  /** The library's own limit for what this one leaves open, in milliseconds: a figure no shorter misleads nobody. */
  readonly restMs?: number;
  /** What it does instead, fit for a message; for all that is not `call`. */
  readonly why?: string;
  /** It only emits this event; with a listener that destroys the request it bounds the call. */
  readonly event?: 'timeout';
  /** A partial bound counts as bounding the call all the same (axios' `timeout`: idle, but stops waiting for a silent server). */
  readonly countsAsBound?: boolean;
  readonly source?: string;
}

export interface VersionedDefaults {
  /** Semver range; absent for all. The first entry that fits is taken. */
  readonly versions?: string;
  readonly timeout?: {
    /** Does an operation without any option end if the server never answers? */
    readonly operation: 'none' | 'bounded' | 'unknown';
    /** And opening a connection? Default: as `operation`. */
    readonly connect?: 'none' | 'bounded' | 'unknown';
    /** And an instance as a whole, where no option of its own could bound what it sends? Default: as `operation`. */
    readonly instance?: 'unknown';
    /** A server that hangs is noticed all the same, so that nobody is told of the missing limit. */
    readonly watched?: true;
    /** In milliseconds, where they exist. */
    readonly ms?: Partial<Record<'call' | 'connect' | 'headers' | 'idle' | 'queue', number>>;
    /** Fit for a message: "axios has no default timeout". */
    readonly why: string;
  };
  readonly retry?: RetryFigures;
  /** Retries while connecting, where they differ from those of operations. */
  readonly connectRetry?: RetryFigures;
  readonly source: string;
}

export interface Mutation {
  /** Type of the object that is changed and dotted path that is assigned: `defaults.timeout`; or a function that is called. */
  readonly type?: string;
  readonly assigns?: string;
  readonly calls?: string;
  /** A method of the package's own client, and what the value that it is given is for: `mail.setTimeout(5000)`. */
  readonly method?: string;
  /** The method sets many things: the one that counts is named first, or is a key of what it is given. */
  readonly naming?: string;
  /** Index of the argument whose options count, for `calls`. */
  readonly options?: number | readonly number[];
  /** Option without which the call changes nothing. */
  readonly option?: string;
  /** The same of what the client that is given was made with: `setGlobalDispatcher(new Agent({ headersTimeout }))`. */
  readonly madeWith?: string;
  /** What it does to all calls of the library. */
  readonly effect: 'timeout' | 'retry';
  /** For `timeout`: the value's own option where an object is given. */
  readonly off?: readonly Constant[];
  /** Text that occurs in every file that can hold such a statement. */
  readonly marker: string;
}
