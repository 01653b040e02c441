import type { RemoteCall } from '../facts/model.ts';
import type { CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './suggestion.ts';
import { tellingListener } from './errorListener.ts';
import { withChain } from '../ast/calls.ts';
import { nodeAt } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { setDefault } from './defaultOption.ts';
import { unwrapped } from './edits.ts';
import { linesAfter, listOf, styleOf } from './layout.ts';
import { isAddress, literalOf } from './constants.ts';
import { duration, milliseconds } from './figures.ts';
import { leastFor, SILENCE_MS, type Wait } from './patience.ts';
import { isPassedOn, listensFor, mayPause, namesTimeout } from './requestStreams.ts';

type Call = CallExpression | NewExpression;

/**
 * A limit for a request of node's http: a signal where its options are in sight, as a property of them or as options of
 * their own between an address and the callback; else a limit of silence. Where nobody listens for 'error', the end of
 * the request would end the process: it comes with a listener, or not at all.
 */
export function nodeRequestSuggestions(
  file: ParsedFile,
  { options: { signalsInScope, signal }, errors }: RemoteCall,
  call: Call,
  ms: number,
  wait: Wait,
): Suggestion[] {
  if (signal || mayPause(file, call)) return [];
  if (errors !== 'handled') {
    const silent = toldOfSilence(file, call, Math.max(ms, SILENCE_MS));
    return silent.length > 0 || wait !== 'short' || isPassedOn(file, call) ? silent : toldOfEnd(file, call, ms);
  }
  if (namesTimeout(file, call)) return listenerSuggestions(file, call);
  const moves = wait === 'unknown' || isPassedOn(file, call);
  const silence = Math.max(ms, wait === 'short' && !moves ? 0 : SILENCE_MS);
  // A transfer may take long, and is not silent meanwhile.
  if (moves) return silenceSuggestions(file, call, silence);
  const longest = Math.max(ms, leastFor(wait));
  const own = `AbortSignal.timeout(${milliseconds(longest)})`;
  const values = [
    { title: `Stop after ${duration(longest)} with AbortSignal.timeout`, value: own },
    ...signalsInScope.map(({ name }) => ({
      title: `Stop on ${name}, and after ${duration(longest)}`,
      value: `AbortSignal.any([${name}, ${own}])`,
    })),
  ];
  const signals = values.flatMap(({ title, value }) => {
    const edits = signalEdits(file, call, value);
    return edits ? [{ title, edits }] : [];
  });
  return signals.length > 0 ? signals : silenceSuggestions(file, call, silence);
}

function signalEdits(file: ParsedFile, call: Call, value: string): TextEdit[] | undefined {
  const [first, second] = call.arguments.map((argument) => unwrapped(argument));
  if (!first || first.type === 'SpreadElement' || second?.type === 'SpreadElement') return undefined;
  if (isObject(first) || literalOf(file, first)) return setDefault(file, call, 0, 'signal', value);
  if (!isAddress(file, first)) return undefined;
  if (!second || isObject(second)) return setDefault(file, call, 1, 'signal', value);
  if (!isFunction(second)) return undefined;
  return [{ range: { start: second.range[0], end: second.range[0] }, newText: `{ signal: ${value} }, ` }];
}

function isObject(node: Node): boolean {
  return node.type === 'ObjectExpression';
}

/** `request.setTimeout(...)`, which needs to know nothing about the arguments; the listener ends the request. */
function silenceSuggestions(file: ParsedFile, call: Call, ms: number): Suggestion[] {
  const time = milliseconds(ms);
  const edits = endedEdits(
    file,
    call,
    `No answer within ${duration(ms)}`,
    (ending) => `setTimeout(${time}, ${ending})`,
  );
  return edits ? [{ title: `Stop after ${duration(ms)} of silence`, edits }] : [];
}

/** The same where nobody listens for 'error' so far and a promise or callback waits, which then hears of both. */
function toldOfSilence(file: ParsedFile, call: Call, ms: number): Suggestion[] {
  const listener = listensFor(file, call, 'error') ? undefined : tellingListener(file, call);
  if (listener === undefined) return [];
  const edits = endedEdits(
    file,
    call,
    `No answer within ${duration(ms)}`,
    (ending) => `setTimeout(${milliseconds(ms)}, ${ending})`,
    listener.replaceAll("'", styleOf(file).quote),
  );
  return edits ? [{ title: `Stop after ${duration(ms)} of silence, and tell of failures`, edits }] : [];
}

/** The same by a signal, where the request has no name that a listener could end it by. */
function toldOfEnd(file: ParsedFile, call: Call, ms: number): Suggestion[] {
  if (
    namesTimeout(file, call) ||
    listensFor(file, call, 'error') ||
    withChain(call).parent?.type === 'VariableDeclarator'
  )
    return [];
  const listener = tellingListener(file, call)?.replaceAll("'", styleOf(file).quote);
  const edits =
    listener === undefined ? undefined : signalEdits(file, call, `AbortSignal.timeout(${milliseconds(ms)})`);
  if (!edits) return [];
  const at = call.range[1];
  return [
    {
      title: `Stop after ${duration(ms)} with AbortSignal.timeout, and tell of failures`,
      edits: [...edits, { range: { start: at, end: at }, newText: listener! }],
    },
  ];
}

/** What makes the `timeout` among a request's options end it; none where nobody hears of that end. */
export function endedByTimeout(file: ParsedFile, { range, errors }: RemoteCall): Suggestion[] {
  const call = nodeAt(file, range, 'CallExpression', 'NewExpression') as Call | undefined;
  return call && errors === 'handled' ? listenerSuggestions(file, call) : [];
}

/** The timeout that the options name only tells of itself: what it tells ends the request, after the same time. */
function listenerSuggestions(file: ParsedFile, call: Call): Suggestion[] {
  const event = `${styleOf(file).quote}timeout${styleOf(file).quote}`;
  const edits = endedEdits(file, call, 'No answer in time', (ending) => `on(${event}, ${ending})`);
  return edits ? [{ title: "Stop on 'timeout', which the options set", edits }] : [];
}

/** A method of the request that is given what ends it: on a line of its own, or chained where the request has no name. */
function endedEdits(
  file: ParsedFile,
  call: Call,
  message: string,
  method: (ending: string) => string,
  listener = '',
): TextEdit[] | undefined {
  const { end, quote } = styleOf(file);
  const error = `new Error(${quote}${message}${quote})`;
  const whole = withChain(call);
  const holder = whole.parent;
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') {
    const { name } = holder.id;
    const declaration = holder.parent;
    if (declaration.declarations.length > 1 || !listOf(declaration)) return undefined;
    const listening = listener === '' ? [] : [`${name}${listener}${end}`];
    return [
      linesAfter(file, declaration, [...listening, `${name}.${method(`() => ${name}.destroy(${error})`)}${end}`]),
    ];
  }
  // Without a name, the listener knows the request as `this`, whose type TypeScript is not told.
  if (/\.[cm]?tsx?$/.test(file.path)) return undefined;
  const at = call.range[1];
  return [
    { range: { start: at, end: at }, newText: `${listener}.${method(`function () { this.destroy(${error})${end} }`)}` },
  ];
}
