import { IMPLEMENTS_MARKER } from './implementations.ts';
import { PASSED_LIMITS, passedLimitsIn } from './passedLimits.ts';

/** Text that occurs in every file that listens for the failures of an emitter. */
export const ERROR_LISTENER_MARKER = 'error';

const LISTENER = /\.\s*(?:on|once|addListener)\s*\(\s*['"`]error['"`]/;
/** What the listener is set on: `pool`, `this.pool`, `getPool()`, `pools[name]`. */
const RECEIVER = /([\w$]+)(?:\([^()]*\)|\[[^\]]*\]|[!?])*\s*\.\s*(?:on|once|addListener)\s*\(\s*['"`]error['"`]/g;
/** `new Pool().on('error', ...)`. */
const MADE_THERE = /\bnew\s+(?:[\w$]+\.)*$/;
/** Names of what holds a connection, by its library. */
const CONNECTIONS: Readonly<Record<string, RegExp>> = {
  pg: /pool|pg|postgres|database|^db|db$/i,
  redis: /redis|cache|^(?:pub|sub)/i,
  mqtt: /mqtt|broker/i,
  amqplib: /amqp|rabbit|conn|channel|broker/i,
};

/** What makes such a connection, by its library. */
const MAKES: Readonly<Record<string, string>> = {
  pg: 'new\\s+(?:[\\w$]+\\.)*(?:Pool|Client)\\s*\\(',
  redis: '(?:[\\w$]+\\.)*createClient\\s*\\(',
  mqtt: '(?:[\\w$]+\\.)*connect(?:Async)?\\s*\\(',
  amqplib: '(?:await\\s+)?(?:[\\w$]+\\.)*(?:connect|create(?:Confirm)?Channel)\\s*\\(',
};

/** By what code of other files may get hold of a connection. */
export interface ConnectionNames {
  readonly library: string;
  /** Names that its file exports it under; they count where they are imported. */
  readonly exported: readonly string[];
  /** Functions and classes that hand it on; they count wherever they stand, but where others are called so. */
  readonly holders: readonly string[];
  /** Functions and classes that are given it; they count wherever they stand. */
  readonly takers: readonly string[];
  /** Those of them that its own file imports and takes nothing back from: there their name says nothing. */
  readonly takersElsewhere?: readonly string[];
  /** Name of the file whose default export it is. */
  readonly file?: string;
}

/** Whether a text listens for failures of anything. */
function listensForErrors(text: string): boolean {
  return LISTENER.test(text);
}

/** Whether a text, the connection's own file or another one, may listen for failures of a connection. */
export function mayListenFor(text: string, connection: ConnectionNames, own = false): boolean {
  const { library, exported, holders, file } = connection;
  const takers = connection.takers.filter((name) => !own || connection.takersElsewhere?.includes(name) !== true);
  if (!LISTENER.test(text)) return false;
  const known = CONNECTIONS[library];
  const escaped = (name: string): string => name.replace(/[$.]/g, '\\$&');
  const received = [...text.matchAll(RECEIVER)].filter(({ index }) => !MADE_THERE.test(text.slice(0, index)));
  const heard = received.some((match) => {
    const own = text.slice(0, match.index).endsWith('this.') ? 'this\\.' : '';
    return known?.test(match[1]!) === true && !makesItself(text, own + escaped(match[1]!), library);
  });
  if (heard) return true;
  return (
    holders.some((name) => names(escaped(name)).test(text) && !declares(escaped(name)).test(text)) ||
    takers.some((name) => names(escaped(name)).test(text)) ||
    exported.some((name) => imports(escaped(name)).test(text)) ||
    (file !== undefined &&
      new RegExp(
        `\\b(?:from|require|import)\\b\\s*\\(?\\s*['"\`](?:[^'"\`\\n]*/)?${escaped(file)}(?:\\.\\w+)?['"\`]`,
      ).test(text))
  );
}

/** The text makes the connection that it calls so, `pool` or `this.pool`, and listens on that one. */
function makesItself(text: string, name: string, library: string): boolean {
  return new RegExp(`(?<![\\w$.])${name}\\s*(?::[^=;\\n]+)?=\\s*${MAKES[library]!}`).test(text);
}

function names(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
}

/** A function or class of the text itself, `function name()`, `const name = () => ...`: not the one of another file. */
function declares(name: string): RegExp {
  return new RegExp(
    `(?<![\\w$])(?:function\\s*\\*?\\s*${name}\\s*[(<]|class\\s+${name}(?![\\w$])|(?:const|let|var)\\s+${name}\\s*=\\s*(?:async\\b|function\\b|\\(|[\\w$]+\\s*=>))`,
  );
}

/** `import { name } from`, `const { name } = require(...)`, `db.name.on('error', ...)`. */
function imports(name: string): RegExp {
  const word = `(?<![\\w$])${name}(?![\\w$])`;
  return new RegExp(
    `\\bimport\\b[^;'"]*${word}[^;'"]*\\bfrom\\b|\\{[^{}]*${word}[^{}]*\\}\\s*=\\s*(?:await\\s+)?(?:require|import)\\b|(?<!\\bthis)\\.${name}\\s*\\.\\s*on`,
  );
}

/** Words of which a program has one where it sees to its own end: signals, hooks, and packages for it. */
export const SHUTDOWN_MARKERS = [
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'beforeExit',
  'hutdown',
  'hutDown',
  'shut-down',
  'shut_down',
  'raceful',
  'terminus',
  'terminator',
  'stoppable',
  'lightship',
  'exit-hook',
  'exitHook',
  'close-with-grace',
  'closeWithGrace',
] as const;

/** Methods of NestJS's providers that run at the end: on a signal only where `enableShutdownHooks` was called. */
export const HOOK_MARKERS = [
  'onModuleDestroy',
  'onApplicationShutdown',
  'beforeApplicationShutdown',
  '@nestjs/bull',
] as const;

/** Of files that a manager of processes reads, one that stops them with SIGINT. */
export const MANAGER_MARKERS = ['pm2', 'exec_mode', 'max_memory_restart'] as const;

/** A worker of a queue that NestJS closes by a hook of its own: what it is at is otherwise cut off and found stalled. */
function hasQueueWorker(text: string): boolean {
  return /['"]@nestjs\/bull(?:mq)?['"]/.test(text) && /@Processor\s*\(/.test(text);
}

/** What hears of an end that is not Ctrl+C, may, or is managed by a tool that sends SIGINT; packages for it by their names. */
export const HEARS_TERMINATION =
  /SIG(?:TERM|HUP)|beforeExit|terminus|terminator|lightship|stoppable|exit-?hook|close-?with-?grace|pm2|exec_mode|max_memory_restart|['"](?![./~]|@\/)[^'"\s]*(?:hut[-_]?down|raceful)[^'"\s]*['"]/i;

/**
 * What may see to the end of a program: a signal that is named, but not one that is sent or compared, a call that turns on
 * hooks, or something that a package is asked for. To handle a failure gracefully is no such thing.
 */
export const SEES_TO_END =
  /(?<!(?:\.kill\s*\([^()]*|[!=]==?\s*|\bcase\s+|[sS]ignal\s*:\s*))['"`]SIG(?:TERM|INT|HUP|QUIT|USR2)['"`]|\.SIG(?:TERM|INT)\b|\bSIG(?:TERM|INT|HUP)\s*:|['"`]beforeExit|enableShutdownHooks|['"](?![./~]|@\/)[^'"\s]*(?:terminus|terminator|lightship|stoppable|exit-?hook|close-?with-?grace|hut[-_]?down|raceful)[^'"\s]*['"]|\{[^{}]*(?:hut_?[dD]own|raceful(?!ly))[^{}]*\}\s*(?:from\s*|=\s*require\s*\(\s*)['"](?![./~]|@\/)/;

/** Whether a class of a text has such a method; to name its interface alone is none. */
function hasShutdownHook(text: string): boolean {
  return /\b(?:onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown)\s*\(/.test(text);
}

/** What calls such methods, or may: hooks, signals, and closing the application. */
export const HEARS_SIGNALS =
  /\benableShutdownHooks\b|\bSIG(?:TERM|INT|HUP)\b|\bbeforeExit\b|\bterminus\b|\blightship\b/;

/** Marks in a text that tell something of the whole program. */
export function wholeProgramMarkersIn(text: string): readonly string[] {
  const found: string[] = SHUTDOWN_MARKERS.filter((marker) => text.includes(marker));
  found.push(...[...HOOK_MARKERS, ...MANAGER_MARKERS].filter((marker) => text.includes(marker)));
  if (listensForErrors(text)) found.push(ERROR_LISTENER_MARKER);
  found.push(...passedLimitsIn(text));
  if (text.includes(IMPLEMENTS_MARKER)) found.push(IMPLEMENTS_MARKER);
  return found;
}

export const WHOLE_PROGRAM_MARKERS: readonly string[] = [
  ...SHUTDOWN_MARKERS,
  ...HOOK_MARKERS,
  ERROR_LISTENER_MARKER,
  ...PASSED_LIMITS,
  IMPLEMENTS_MARKER,
];

/** Whether a file holds what only ends in order where the application at `fromFile` has its shutdown hooks on. */
export function needsHooks(fromFile: string): (text: string, file: string) => boolean {
  const folder = fromFile.slice(0, fromFile.lastIndexOf('/') + 1);
  return (text, file) => hasShutdownHook(text) || (file.startsWith(folder) && hasQueueWorker(text));
}
