import { assignedDefaults } from './instanceDefaults.ts';
import { repeatedClient } from '../retries/interceptors.ts';
import { entryFor, holdsFor } from '../knowledge/versions.ts';
import type { TimeoutOption } from '../knowledge/schema.ts';
import type { Ast, Node } from '../ast/types.ts';
import { argumentsOf, readAll } from '../values/index.ts';
import type { ClientValue, Creation, FileContext, FoundRequest, OptionsView } from '../values/index.ts';
import { isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { TimeoutDefect, TimeoutState } from '../facts/model.ts';
import { chainedTimeouts } from './chainEffects.ts';
import { isFollowed } from './followers.ts';
import { customFetchState } from '../outcomes/customFetch.ts';
import { signalState } from '../outcomes/signals.ts';
import { isWholeRequest } from '../outcomes/misplacedOptions.ts';
import { optionalTimeout } from './optionalTimeout.ts';
import { optionsPassed, unpassedLimit } from '../outcomes/passedOptions.ts';
import { endsOnTimeoutEvent } from './timeoutEvents.ts';
import type { Wrapping } from './wrapping.ts';

/** Milliseconds since 1970 before which no deadline lies: the year 2001. */
const MIN_EPOCH_MS = 1e12;

export interface TimeoutAnswer {
  readonly state: TimeoutState;
  readonly reason?: string;
  /** The parameter that bounds it for those callers that pass one. */
  readonly optional?: string;
  /** How long the library waits of itself, where its default is all that bounds it. */
  readonly defaultMs?: number;
  /** The library notices a server that hangs. */
  readonly watched?: true;
  readonly defects: readonly TimeoutDefect[];
}

/** What bounds a request: its options, its instance's, changes for the whole process, wrappings, the library's defaults. */
export function requestTimeout(
  context: FileContext,
  found: FoundRequest,
  wrappings: readonly Wrapping[],
): TimeoutAnswer {
  const phase = found.request.phase ?? 'operation';
  const defects: TimeoutDefect[] = [];
  if (isFollowed(context, found))
    return { state: 'unknown', reason: 'it lasts for as long as it is followed', defects };
  const seen = new Set<TimeoutState | 'off'>();
  const given = callOptions(context, found);
  const view = optionsPassed(context, found, given);
  addState(seen, timeoutFromOptions(found.client, view, 'call', phase, defects, context));
  for (const state of chainedTimeouts(context, found)) seen.add(state);
  // Its limits for headers and bodies are the dispatcher's, which is judged where it is made.
  if (given.get('dispatcher').state === 'present') seen.add('unknown');
  const ended = endedByEvent(context, found, given, defects);
  if (ended) return ended;
  const optional = seen.has('bounded') ? optionalSignal(context, found) : unpassedLimit(context, found, given);
  if (optional !== undefined) {
    const reason = `nothing bounds it unless the caller passes \`${optional}\``;
    return { state: 'unknown', reason, optional, defects };
  }
  if (!seen.has('bounded') && !seen.has('off')) {
    for (const view of madeOptions(found.client.creation)) {
      addState(seen, timeoutFromOptions(found.client, view, 'instance', phase, defects, context));
      addState(seen, customFetchState(view));
    }
    addState(seen, assignedDefaults(found.client));
  }
  if (seen.has('bounded')) return { state: 'bounded', reason: 'limited by an option', defects };
  if (wrappings.some((wrapping) => wrapping.bounds)) {
    return { state: 'bounded', reason: 'a timeout wraps it', defects };
  }
  if (seen.has('off')) return { state: 'none', reason: 'the timeout is turned off', defects };
  const repeated = repeatedClient(context, found.chain);
  if (repeated) return { ...instanceTimeout(repeated), defects };
  const changed = context.port
    .mutations(found.client.library.name, context.file.path)
    .find(({ effect }) => effect === 'timeout');
  if (changed?.state === 'bounded' && !(found.client.creation && changed.file !== context.file.path)) {
    return { state: 'bounded', reason: `a default set in ${changed.file} limits it`, defects };
  }
  if (changed?.state === 'unknown') seen.add('unknown');
  const timeout = (takesFunction(context, found) ? found.request.callbackTimeout : undefined) ?? found.request.timeout;
  if (timeout) return { state: seen.has('unknown') ? 'unknown' : timeout.state, reason: timeout.why, defects };
  const answer = defaultTimeout(found.client, phase);
  return { ...answer, state: seen.has('unknown') && answer.state !== 'bounded' ? 'unknown' : answer.state, defects };
}

/** A timeout that only emits an event bounds what a listener for that event ends. */
function endedByEvent(
  context: FileContext,
  found: FoundRequest,
  given: OptionsView,
  defects: readonly TimeoutDefect[],
): TimeoutAnswer | undefined {
  const evented = found.client.library.timeouts?.find(({ event }) => event !== undefined);
  if (!evented) return undefined;
  const [first] = argumentsOf(found.node);
  const options = first && isPutTogether(context, unwrap(first)) ? context.options(first) : given;
  const option = options.get(evented.option);
  // Whoever listens for it has set it, also where others may add to the options.
  const set =
    option.state === 'maybe' ||
    (option.state === 'present' && option.constant !== 0 && option.constant !== 'undefined');
  if (!endsOnTimeoutEvent(context, found.chain, set)) return undefined;
  return {
    state: 'bounded',
    reason: `a '${evented.event}' listener ends it`,
    defects: defects.filter(({ why }) => why !== evented.why),
  };
}

/** An interactive transaction, which has limits that others have not. */
function takesFunction(context: FileContext, found: FoundRequest): boolean {
  const [first] = argumentsOf(found.node);
  return found.request.callbackTimeout !== undefined && context.value(first).kind === 'function';
}

function optionalSignal(context: FileContext, found: FoundRequest): string | undefined {
  const signal = callOptions(context, found).get('signal');
  return signal.state === 'present' && signal.file === context ? optionalTimeout(context, signal.node) : undefined;
}

/** What bounds the requests of an instance, as far as its own options say. */
export function instanceTimeout(value: ClientValue): TimeoutAnswer {
  const defects: TimeoutDefect[] = [];
  const seen = new Set<TimeoutState | 'off'>();
  for (const view of madeOptions(value.creation)) {
    addState(seen, timeoutFromOptions(value, view, 'instance', 'operation', defects, value.creation!.file));
    addState(seen, customFetchState(view));
  }
  addState(seen, assignedDefaults(value));
  if (seen.has('bounded')) return { state: 'bounded', reason: 'limited by an option', defects };
  if (seen.has('off')) return { state: 'none', reason: 'the timeout is turned off', defects };
  const answer = defaultTimeout(value, 'instance');
  return { ...answer, state: seen.has('unknown') && answer.state !== 'bounded' ? 'unknown' : answer.state, defects };
}

/** What ends opening a connection that is then kept: all that the options of such a client are there to limit. */
export function connectionTimeout(value: ClientValue, otherwise: TimeoutAnswer): TimeoutAnswer {
  const seen = madeOptions(value.creation).map((view) =>
    timeoutFromOptions(value, view, 'instance', 'connect', [], value.creation!.file),
  );
  if (seen.includes('bounded')) return { ...otherwise, state: 'bounded', reason: 'connecting is limited' };
  if (seen.includes('off')) return otherwise;
  const answer = defaultTimeout(value, 'connect');
  return answer.state === 'bounded' ? { ...otherwise, ...answer } : otherwise;
}

function addState(seen: Set<TimeoutState | 'off'>, state: TimeoutState | 'off' | undefined): void {
  if (state !== undefined) seen.add(state);
}

function defaultTimeout(
  value: ClientValue,
  phase: 'connect' | 'operation' | 'instance',
): Omit<TimeoutAnswer, 'defects' | 'optional'> {
  if (isUnseen(value) && value.library.timeouts?.some(({ acceptedAt }) => acceptedAt !== 'call'))
    return { state: 'unknown', reason: "the options that this client was made with aren't visible" };
  const entries = (value.library.defaults ?? []).filter((entry) => entry.timeout);
  const pick = (entry: (typeof entries)[number] | undefined): TimeoutState =>
    (phase === 'operation' ? undefined : entry?.timeout?.[phase]) ?? entry?.timeout?.operation ?? 'unknown';
  if (value.version === undefined && new Set(entries.map(pick)).size > 1) return { state: 'unknown' };
  const entry = entryFor(entries, value.version);
  const ms = phase === 'operation' ? entry?.timeout?.ms?.call : undefined;
  const watched =
    value.version === undefined ? entries.some(({ timeout }) => timeout?.watched) : entry?.timeout?.watched;
  return {
    state: pick(entry),
    ...(entry?.timeout ? { reason: entry.timeout.why } : {}),
    ...(ms === undefined ? {} : { defaultMs: ms }),
    ...(watched === true ? { watched } : {}),
  };
}

/** Only types tell of it: how it was made, and with what options, is in code that nobody here has read. */
export function isUnseen({ by, creation }: ClientValue): boolean {
  return by === 'types' && !creation;
}

/** What was read of each request, with the file that asked: its timeout, method, target and policy are all in there. */
const optionsRead = new WeakMap<FoundRequest, { readonly context: FileContext; readonly view: OptionsView }>();

/** The options of a call: an argument that is the URL counts only where it is an object. */
export function callOptions(context: FileContext, found: FoundRequest): OptionsView {
  const known = optionsRead.get(found);
  if (known?.context === context) return known.view;
  const view = readCallOptions(context, found);
  optionsRead.set(found, { context, view });
  return view;
}

function readCallOptions(context: FileContext, found: FoundRequest): OptionsView {
  const args = argumentsOf(found.node);
  const positions = found.request.options;
  if (found.request.receiverOptions && 'callee' in found.node) {
    const callee = unwrap(found.node.callee);
    return readAll(callee.type === 'MemberExpression' ? [context.options(callee.object)] : []);
  }
  if (positions === undefined) return readAll([]);
  const all = typeof positions === 'number' ? [positions] : [...positions].reverse();
  const wanted = isWholeRequest(found, args[0]) ? [0] : all;
  const views = wanted.flatMap((position) => {
    const argument = args[position < 0 ? args.length + position : position];
    if (!argument) return [];
    if (argument.type === 'SpreadElement') return [context.options(argument.argument)];
    const plain = unwrap(argument);
    if (isLastCallback(found, plain, args)) return [];
    const made = requestObject(context, plain);
    if (made) return made.arguments[1] ? [context.options(made.arguments[1])] : [];
    const view = context.options(argument);
    if (
      (position === found.request.url || (position === 0 && found.client.library.api === 'db')) &&
      view.source !== 'own' &&
      !mayHoldOptions(context, plain, found, args.length)
    )
      return [];
    return [view];
  });
  if (args.some((argument) => argument.type === 'SpreadElement')) {
    return readAll([
      ...views,
      context.options((args.find((a) => a.type === 'SpreadElement') as { argument: Node }).argument),
    ]);
  }
  return readAll(views);
}

/** `client.makeUnaryRequest(path, to, from, message, cb)`: what stands last is the callback, not options. */
function isLastCallback(found: FoundRequest, node: Node, args: readonly Node[]): boolean {
  if (found.request.callback !== -1 || node !== unwrap(args.at(-1)!)) return false;
  return isIdentifier(node) && /^(?:cb|callback|done|next)$/.test(node.name);
}

/** `new Request(url, options)`, here or in the only value of a variable. */
function requestObject(context: FileContext, node: Node): Ast.NewExpression | undefined {
  if (node.type === 'NewExpression') return isIdentifier(node.callee, 'Request') ? node : undefined;
  if (node.type !== 'Identifier') return undefined;
  const writes = context.variable(node)?.references.filter((reference) => reference.writeExpr) ?? [];
  const only = writes.length === 1 ? unwrap(writes[0]!.writeExpr!) : undefined;
  return only?.type === 'NewExpression' && isIdentifier(only.callee, 'Request') ? only : undefined;
}

const configType = /\b(?:Request|RequestInfo|\w*Config|\w*Options)\b/;

/** Could the argument in the place of the URL be a request object? */
function mayHoldOptions(context: FileContext, node: Node, found: FoundRequest, count: number): boolean {
  if (node.type === 'ObjectExpression') return found.request.urlOption !== undefined;
  const annotation = annotationText(context, node);
  if (annotation !== undefined && /\b(?:string|URL)\b/.test(annotation)) return false;
  if (annotation !== undefined && configType.test(annotation)) return true;
  if (count > 1 && found.request.urlOption !== undefined) return false;
  // What is not an address, by its type, can only be the whole request.
  if (annotation !== undefined || found.request.urlOption === undefined) return found.request.urlOption !== undefined;
  // `axios(error.config)`: a request that was made before, with all of its options.
  if (node.type === 'MemberExpression')
    return /^(?:config|request|options|requestConfig)$/.test(memberName(node) ?? '');
  return (
    node.type === 'Identifier' && !context.variable(node)?.references.some((r) => r.writeExpr && isText(r.writeExpr))
  );
}

/** `const all = Object.assign({}, ours, theirs)`: options, whatever is among them. */
function isPutTogether(context: FileContext, node: Node): boolean {
  const writes = node.type === 'Identifier' ? (context.variable(node)?.references ?? []) : [];
  return writes.some(({ writeExpr }) => writeExpr && /^(?:\{|Object\.assign\()/.test(context.text(writeExpr)));
}

function isText(node: Node): boolean {
  const plain = unwrap(node);
  return (
    plain.type === 'TemplateLiteral' ||
    plain.type === 'BinaryExpression' ||
    (plain.type === 'Literal' && typeof plain.value === 'string')
  );
}

function annotationText(context: FileContext, node: Node): string | undefined {
  if (node.type !== 'Identifier') return undefined;
  const definition = context.variable(node)?.defs[0];
  const annotation = (definition?.name as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  return annotation ? context.text(annotation) : undefined;
}

/** Views of the options that an instance and those it derives from were made with, nearest first. */
export function madeOptions(made: Creation | undefined): readonly OptionsView[] {
  const views: OptionsView[] = [];
  for (let at = made, i = 0; at && i < 6; at = at.base, i++) {
    for (const node of [...at.options].reverse()) views.push(at.file.options(node));
  }
  return views;
}

function timeoutFromOptions(
  known: ClientValue,
  view: OptionsView,
  on: 'call' | 'instance',
  phase: 'connect' | 'operation',
  defects: TimeoutDefect[],
  context: FileContext,
): TimeoutState | 'off' | undefined {
  let state: TimeoutState | 'off' | undefined;
  for (const option of known.library.timeouts ?? []) {
    if (!applies(option, known, on)) continue;
    const effective =
      option.bounds === 'call' || option.countsAsBound === true || (phase === 'connect' && option.bounds === 'connect');
    const value = view.get(option.option);
    if (value.state === 'absent') continue;
    if (value.state === 'maybe') {
      // What a caller may add is the caller's: here nothing bounds it, and `options.source` tells.
      if (effective && !(value.added && value.forwarded)) state ??= 'unknown';
      continue;
    }
    if (value.constant !== undefined && (option.off as readonly unknown[] | undefined)?.includes(value.constant)) {
      if (effective && state !== 'bounded') state = 'off';
      continue;
    }
    const mayBeOff = isOffByDefault(value.file, value.node, option.off);
    if (mayBeOff && effective) state ??= 'unknown';
    if (mayBeOff) continue;
    const here = value.file === context ? rangeOf(value.node) : undefined;
    const defeated = whyIneffective(option, view);
    if (defeated && here) defects.push({ kind: 'ineffective', range: here, why: option.why ?? defeated });
    if (defeated) continue;
    // With a limit between the parts of the body, only a body that drips goes on.
    if (isLongEnough(option, value.constant) || isCompleted(option, known, view)) {
      state ??= 'unknown';
      continue;
    }
    if (!effective) {
      // Bounding the connection is what such an option is for; it misleads nobody.
      if (here && option.why && option.bounds !== 'connect' && value.constant !== 'undefined') {
        defects.push({ kind: option.bounds === 'nothing' ? 'ineffective' : 'partial', range: here, why: option.why });
      }
      continue;
    }
    if (option.unit === 'signal') {
      const signal = signalState(value.file, value.node);
      if (signal === 'bounded') return 'bounded';
      if (signal === 'unknown') state ??= 'unknown';
      continue;
    }
    if (option.unit === 'date' && here && typeof value.constant === 'number' && value.constant < MIN_EPOCH_MS) {
      const why = `\`${option.option}\` is a point in time, not a duration; \${value.constant} has passed, so the call fails immediately`;
      defects.push({ kind: 'ineffective', range: here, why });
    }
    if (option.bounds !== 'call' && option.bounds !== 'connect' && option.why && here) {
      defects.push({ kind: 'partial', range: here, why: option.why });
    }
    state = 'bounded';
  }
  return state;
}

/** `timeout: settings.timeout ?? 0`, `timeout: options.timeout || undefined`: who sets nothing has no limit. */
function isOffByDefault(file: FileContext, node: Node, off: TimeoutOption['off']): boolean {
  const plain = unwrap(node);
  if (plain.type !== 'LogicalExpression' || plain.operator === '&&') return false;
  if (isIdentifier(unwrap(plain.right), 'undefined')) return true;
  if (!off) return false;
  const last = file.constant(plain.right);
  return last !== undefined && (off as readonly unknown[]).includes(last);
}

/** The library itself limits what it leaves open, and sooner. */
function isLongEnough({ restMs }: TimeoutOption, ms: unknown): boolean {
  return restMs !== undefined && typeof ms === 'number' && ms >= restMs;
}

/** The option that bounds the rest stands beside it, or in what the client or those it derives from were made with. */
function isCompleted({ completedBy }: TimeoutOption, { creation }: ClientValue, view: OptionsView): boolean {
  if (completedBy === undefined) return false;
  return [view, ...madeOptions(creation)].some((one) => {
    const { state, ...value } = one.get(completedBy);
    return state === 'present' && !('constant' in value && (value.constant === 0 || value.constant === 'undefined'));
  });
}

/** The library has the option in this version, for this type, in this place. */
export function applies(option: TimeoutOption, value: ClientValue, on: 'call' | 'instance'): boolean {
  if (option.acceptedAt !== undefined && option.acceptedAt !== 'both' && option.acceptedAt !== on) return false;
  if (option.types && !option.types.some((type) => value.typeName === type || value.typeName.startsWith(`${type}.`)))
    return false;
  return holdsFor(option.versions, value.version, option.unversioned);
}

function whyIneffective(option: TimeoutOption, view: OptionsView): string | undefined {
  if (option.disabledBy && view.get(option.disabledBy).state === 'present')
    return `\`${option.disabledBy}\` switches it off`;
  if (!option.requires) return undefined;
  const needed = view.get(option.requires.option);
  if (needed.state === 'present' && (needed.constant === undefined || needed.constant === option.requires.is))
    return undefined;
  return needed.state === 'maybe' ? undefined : `it needs \`${option.requires.option}: ${String(option.requires.is)}\``;
}
