import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { CallExpression, Node } from '../ast/types.ts';
import type { Request } from '../knowledge/schema.ts';
import { entryFor } from '../knowledge/versions.ts';
import { argumentsOf } from '../values/index.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import type { NumbersOfPackage } from './numbers.ts';
import type { Learned } from './package.ts';

/** What a package waits and tries of itself, with the options that change how long it waits. */
export interface Limits {
  readonly timeoutMs: Learned['timeoutMs'];
  readonly retries: Learned['retries'];
  readonly timeoutOptions: readonly string[];
}

/** What a request goes through. */
export interface ClientBelow {
  readonly client: ClientValue;
  readonly request?: Request;
}

/** A place where a request gets a limit, and the expression for it. */
interface Arming {
  readonly file: FileContext;
  readonly node: Node;
}

/** Limits of something other than the wait for an answer. */
const OTHER_LIMIT =
  /connect|idle|keep_?alive|handshake|close|shut_?down|poll|cache|debounce|throttle|heartbeat|ping|drain|acquire|pool|lock|transaction|server_?selection|header|cookie|queue|session|retry|back_?off|delay|interval|refresh|expir/i;
const ENDS = /\babort|\.destroy\(|\breject\b|timed?[ _-]?out|TimeoutError|ETIMEDOUT|\.cancel\(|\.terminate\(/i;
const NAMES_TIMEOUT = /time_?out|deadline|abortsignal/i;
const NAMES_RETRY = /retr(?:y|ies)|attempt/i;
/** What waits shorter is a pause, longer a way to say for ever. */
const MIN_TIMEOUT_MS = 500;
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
/** Names of how often something is done again, and of how often in all. */
const RETRIES =
  /^(?:default_?)?(?:max|num|number_?of|total)?_?(?:network|request|http|api)?_?(?:retr(?:y|ies))(?:_?(?:count|limit|max|attempts|num|times|per_?request))?$/i;
const TRIES = /^(?:default_?)?(?:max|num|number_?of)_?(?:retry_?|request_?)?(?:attempts|tries)$/i;

/**
 * Learns the limits of the requests of a package.
 * @param clients what its requests go through
 * @param complete all that may matter has been read, so that what is not there is absent
 */
export function limitsOf(
  files: readonly FileContext[],
  clients: readonly ClientBelow[],
  numbers: NumbersOfPackage,
  complete: boolean,
): Limits {
  const texts = files.map(({ file }) => file.text);
  const armings = files.flatMap((file) => armingsIn(file));
  const below = clients.map((client) => ofClient(client));
  const options = new Set(armings.flatMap(({ node }) => lastName(node) ?? []));
  return {
    timeoutMs: timeoutOf(armings, below, numbers, complete && (armings.length > 0 || !texts.some(speaksOfTimeouts))),
    retries: retriesOf(below, numbers, complete && !texts.some((text) => NAMES_RETRY.test(withoutComments(text)))),
    timeoutOptions: [...options],
  };
}

function timeoutOf(
  armings: readonly Arming[],
  below: readonly Limits[],
  numbers: NumbersOfPackage,
  certain: boolean,
): Limits['timeoutMs'] {
  const found = new Set<number>();
  let whole = true;
  let open = false;
  for (const { file, node } of armings) {
    const given = numbers.of(file, node);
    const waits = [...given.values].filter((one) => one >= MIN_TIMEOUT_MS && one < MAX_TIMEOUT_MS);
    whole &&= given.whole;
    // One way out of several: which of them a request takes cannot be told.
    open ||= waits.length === 0 ? !given.whole : given.values.size > 1;
    for (const one of waits) found.add(one);
  }
  if (found.size === 1 && !open) return [...found][0]!;
  if (found.size > 0) return 'unknown';
  const inherited = new Set(below.map(({ timeoutMs }) => timeoutMs));
  if (inherited.size !== 1) return 'unknown';
  const [one] = inherited;
  // `none`: it ends by an option that nobody gives a value, or there is nothing that could end it.
  return one === 'none' && !(certain && whole) ? 'unknown' : one!;
}

function retriesOf(below: readonly Limits[], numbers: NumbersOfPackage, unmentioned: boolean): Limits['retries'] {
  const found = new Set<number>();
  for (const name of numbers.names()) {
    const less = RETRIES.test(name) ? 0 : TRIES.test(name) ? 1 : undefined;
    if (less === undefined) continue;
    // A counter begins at zero.
    const least = /count|num|times/i.test(name) ? less + 1 : less;
    for (const one of numbers.named(name).values) if (one >= least && one < 100) found.add(one - less);
  }
  if (found.size > 1) found.delete(0);
  if (found.size === 1) return [...found][0]!;
  const inherited = new Set(below.map(({ retries }) => retries));
  const [one] = inherited;
  return found.size === 0 && unmentioned && inherited.size === 1 ? one! : 'unknown';
}

/** What the client that a request goes through waits and tries of itself. */
function ofClient({ client, request }: ClientBelow): Limits {
  const entry = entryFor(client.library.defaults ?? [], client.version);
  const state = request?.timeout?.state ?? entry?.timeout?.operation;
  const attempts = entry?.retry?.attempts;
  return {
    timeoutMs: state === 'none' ? 'none' : state === 'bounded' ? (entry?.timeout?.ms?.call ?? 'unknown') : 'unknown',
    retries: typeof attempts === 'number' ? attempts - 1 : 'unknown',
    timeoutOptions: [],
  };
}

/** Every place of a file that ends a request after some time. */
function armingsIn(file: FileContext): Arming[] {
  const found: Arming[] = [];
  for (const call of file.index.calls) {
    const node = timerOf(file, call) ?? signalOf(call);
    if (node) found.push({ file, node });
    found.push(...optionsOf(file, call));
  }
  return found.filter(({ node }) => !OTHER_LIMIT.test(lastName(node) ?? ''));
}

/** `setTimeout(() => controller.abort(), ms)`, `req.setTimeout(ms, ...)`. */
function timerOf(file: FileContext, call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  const [first, second] = argumentsOf(call);
  if (callee.type === 'MemberExpression' && memberName(callee) === 'setTimeout') {
    if (!isIdentifier(callee.object) || !/^(?:window|globalThis|self|global|timers?)$/.test(callee.object.name))
      return first && !isFunction(first) ? first : undefined;
  } else if (!isIdentifier(callee, 'setTimeout')) return undefined;
  if (!first || !second) return undefined;
  const value = isFunction(first) ? first : file.value(first);
  const text =
    'kind' in value ? (value.kind === 'function' ? file.text(value.node) : file.text(first)) : file.text(first);
  return ENDS.test(text) ? second : undefined;
}

/** `AbortSignal.timeout(ms)`. */
function signalOf(call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'timeout') return undefined;
  return isIdentifier(callee.object, 'AbortSignal') ? (argumentsOf(call)[0] as Node | undefined) : undefined;
}

/** `axios.post(url, body, { timeout: this.timeout })`, `axios.create({ timeout: 60_000 })`. */
function optionsOf(file: FileContext, call: CallExpression): Arming[] {
  const value = file.value(unwrap(call.callee));
  const member = value.kind === 'client' ? value.type.call : undefined;
  if (value.kind !== 'client' || !(member?.request || member?.createsClient)) return [];
  const names = (value.library.timeouts ?? []).filter(
    ({ bounds, countsAsBound, unit }) => (bounds === 'call' || countsAsBound) && unit !== 'signal',
  );
  return argumentsOf(call).flatMap((argument) =>
    names.flatMap(({ option }): Arming[] => {
      const given = argument.type === 'SpreadElement' ? undefined : file.options(argument).get(option);
      return given?.state === 'present' && given.constant !== 'undefined'
        ? [{ file: given.file, node: given.node }]
        : [];
    }),
  );
}

/** The name by which an expression gets at its number: `timeout` of `options.timeout ?? 5`. */
function lastName(node: Node): string | undefined {
  const at = unwrap(node);
  switch (at.type) {
    case 'Identifier':
      return at.name;
    case 'MemberExpression':
      return memberName(at);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return lastName(at.left as Node) ?? lastName(at.right);
    case 'CallExpression':
      return at.arguments[0] && lastName(at.arguments[0]);
    default:
      return undefined;
  }
}

/** Some timeout is spoken of, perhaps of another kind. */
function speaksOfTimeouts(text: string): boolean {
  return NAMES_TIMEOUT.test(withoutComments(text).replace(/\b(?:set|clear)Timeout\b/g, ''));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|(?<!:)\/\/[^\n]*/g, '');
}
