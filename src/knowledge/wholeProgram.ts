/** Text that occurs in every file that listens for the failures of an emitter. */
export const ERROR_LISTENER_MARKER = 'error';

const LISTENER = /\.\s*(?:on|once|addListener)\s*\(\s*['"`]error['"`]/;
/** What the listener is set on: `pool`, `this.pool`, `getPool()`, `pools[name]`. */
const RECEIVER = /([\w$]+)(?:\([^()]*\)|\[[^\]]*\]|[!?])*\s*\.\s*(?:on|once|addListener)\s*\(\s*['"`]error['"`]/g;
/** Names of what holds a connection. */
const CONNECTION =
  /pool|client|redis|cache|db$|^db|database|\bpg|postgres|conn|mqtt|amqp|rabbit|broker|channel|^(?:pub|sub)/i;

/** Whether a text listens for failures of anything. */
export function listensForErrors(text: string): boolean {
  return LISTENER.test(text);
}

/**
 * Whether a text may listen for failures of a connection that goes by one of these names, or of one that it got from
 * somewhere under a name of its own.
 */
export function mayListenFor(text: string, names: readonly string[]): boolean {
  if (!LISTENER.test(text)) return false;
  if ([...text.matchAll(RECEIVER)].some((match) => CONNECTION.test(match[1]!))) return true;
  return names.some((name) => new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'i').test(text));
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

/** Marks in a text that tell something of the whole program. */
export function wholeProgramMarkersIn(text: string): readonly string[] {
  const found: string[] = SHUTDOWN_MARKERS.filter((marker) => text.includes(marker));
  if (listensForErrors(text)) found.push(ERROR_LISTENER_MARKER);
  return found;
}

export const WHOLE_PROGRAM_MARKERS: readonly string[] = [...SHUTDOWN_MARKERS, ERROR_LISTENER_MARKER];
