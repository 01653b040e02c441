import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import type { Ast, CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './suggestion.ts';
import { findProperty, setOption, unwrapped } from './edits.ts';
import { setDefault } from './defaultOption.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import { limitsAtCalls } from './callLimits.ts';
import { clientEdits, clientOption } from './clientLimits.ts';
import { isAddress } from './constants.ts';
import { blindCallback, telling } from './errorFirst.ts';
import { duration, isSignal, milliseconds } from './figures.ts';
import { nodeRequestSuggestions } from './nodeRequest.ts';
import { limitByHook } from './requestHooks.ts';
import {
  QUERY_MS,
  SILENCE_MS,
  changesSchema,
  clientWaitOf,
  leastFor,
  leastForCall,
  movesFiles,
  waitOf,
} from './patience.ts';

type Call = CallExpression | NewExpression;

/** Ways to bound a call or a client by `ms`, written where its options are; the first is the plainest. */
export function timeoutSuggestions(
  file: ParsedFile,
  subject: RemoteCall | ClientInstance,
  ms: number,
  calls: readonly RemoteCall[] = [],
): Suggestion[] {
  if (subject.kind === 'call' && (subject.streaming || subject.optionalTimeout !== undefined)) return [];
  const call = nodeAt(file, subject.range, 'CallExpression', 'NewExpression') as Call | undefined;
  if (!call) return [];
  if (subject.kind === 'client') return clientSuggestions(file, subject, call, ms, calls);
  const wait = waitOf(file, subject);
  if (subject.library?.name === 'node:http') return nodeRequestSuggestions(file, subject, call, ms, wait);
  if (wait === 'unknown' || hasOwnLimit(call) || readsMissingResponse(file, subject)) return [];
  const limits = callSuggestions(file, subject, call, Math.max(ms, leastForCall(file, subject, wait)));
  const blind = blindCallback(file, call);
  if (!blind) return limits;
  const told = telling(file, blind, subject.library?.name);
  return told
    ? limits.map(({ title, edits }) => ({ title: `${title}, and tell of failures`, edits: [...edits, told] }))
    : [];
}

function clientSuggestions(
  file: ParsedFile,
  client: ClientInstance,
  call: Call,
  ms: number,
  calls: readonly RemoteCall[],
): Suggestion[] {
  if (client.api === 'db' && changesSchema(file)) return [];
  if (client.calls.some((number) => isBlind(file, calls[number]))) return [];
  if (isOpenMember(client, call)) return [];
  const wait = clientWaitOf(file, client, calls);
  const known = clientOption(file, client, call);
  // It ends an insert of many rows at the same figure, and whether the rows are there nobody knows.
  if (known?.option === 'socketTimeoutMS' || readsMissingResponse(file, client)) return [];
  if (wait === 'unknown' && !(known?.idle && movesFiles(file, client))) return [];
  const longest =
    wait === 'unknown' ? Math.max(ms, SILENCE_MS) : Math.max(ms, leastFor(wait), client.api === 'db' ? QUERY_MS : 0);
  const edits = known && clientEdits(file, client, call, known, Math.max(longest, ownLimit(file, call)));
  const names = known && [known.option, known.completedBy].filter((name) => name !== undefined).join(' and ');
  if (edits) return suggestion(`Set ${names} to ${duration(Math.max(longest, ownLimit(file, call)))}`, edits);
  if (known) return [];
  const hooked = limitByHook(file, client, call, longest);
  if (hooked.length > 0) return hooked;
  return suggestion(`Limit each call to ${duration(longest)}`, limitsAtCalls(file, client, calls, longest));
}

/** `public readonly api = axios.create(...)`: what others ask through it, and how long that takes, is not to be seen here. */
function isOpenMember({ api, escapes }: ClientInstance, { parent }: Call): boolean {
  if (!escapes || /^(?:db|cache|queue)$|^aws-sdk/.test(api)) return false;
  return (
    parent.type === 'PropertyDefinition' && (parent.accessibility === 'public' || parent.accessibility === 'protected')
  );
}

function isBlind(file: ParsedFile, known: RemoteCall | undefined): boolean {
  const call = known && (nodeAt(file, known.range, 'CallExpression') as CallExpression | undefined);
  return call !== undefined && blindCallback(file, call) !== undefined;
}

/** The longest that the same options wait for something else, such as a connection: an answer takes no less. */
function ownLimit(file: ParsedFile, call: Call): number {
  const texts = call.arguments.map((argument) => textOf(file, argument));
  const figures = texts.flatMap((text) => [...text.matchAll(/\b\w*timeout(?:Ms)?['"]?\s*:\s*(\d[\d_]*)(?![\w.*])/gi)]);
  return Math.max(0, ...figures.map(([, figure]) => Number(figure!.replaceAll('_', ''))));
}

const CONDITION_CHARACTERS = 600;

/**
 * `retryCondition: (e) => e.response.status === 429`: a request that ran into its time has no response, and the condition
 * would fail with a TypeError in place of it.
 */
function readsMissingResponse({ text }: ParsedFile, { library }: RemoteCall | ClientInstance): boolean {
  if (library?.name !== 'axios') return false;
  for (const { index } of text.matchAll(/\bretryCondition\b/g)) {
    const condition = text.slice(index, index + CONDITION_CHARACTERS);
    const [, error] = /\b(\w+)\.response\.\w/.exec(condition) ?? [];
    if (
      error !== undefined &&
      !new RegExp(`(?:\\b|!)${error}\\.response\\s*(?:&&|\\)|\\|\\||\\?(?!\\.\\d)|[!=]=)`).test(condition)
    )
      return true;
  }
  return false;
}

function callSuggestions(file: ParsedFile, subject: RemoteCall, call: Call, ms: number): Suggestion[] {
  if (subject.library && sockets.test(subject.library.name)) return [];
  if (subject.library?.name === 'superagent') return chainedLimit(call, ms);
  const { timeoutOption, signalsInScope } = subject.options;
  const index = optionsIndex(file, subject, call);
  if (index === undefined || timeoutOption === undefined || isFunction(call.arguments[index])) return [];
  if (mayBeAddress(file, subject, call, index)) return [];
  // What is turned off on purpose in options from elsewhere can only be overruled.
  const write = subject.timeoutReason?.includes('turned off') ? setOption : setDefault;
  if (timeoutOption !== 'signal' && isSignal(timeoutOption)) {
    if (takesConfiguration(call, index)) return [];
    const edits = write(file, call, index, timeoutOption, `AbortSignal.timeout(${milliseconds(ms)})`);
    return suggestion(`Abort after ${duration(ms)} with AbortSignal.timeout`, edits);
  }
  if (timeoutOption !== 'signal') {
    if (takesConfiguration(call, index)) return [];
    const edits = write(file, call, index, timeoutOption, milliseconds(ms));
    return suggestion(`Set ${timeoutOption} to ${duration(ms)}`, edits);
  }
  const own = `AbortSignal.timeout(${milliseconds(ms)})`;
  const present = presentSignal(file, call, index);
  if (present !== undefined) {
    const edits = setOption(file, call, index, 'signal', `AbortSignal.any([${present}, ${own}])`);
    return suggestion(`Also abort after ${duration(ms)}`, edits);
  }
  return [
    ...suggestion(`Abort after ${duration(ms)} with AbortSignal.timeout`, write(file, call, index, 'signal', own)),
    ...signalsInScope.flatMap(({ name }) =>
      suggestion(
        `Abort on ${name}, or after ${duration(ms)}`,
        write(file, call, index, 'signal', `AbortSignal.any([${name}, ${own}])`),
      ),
    ),
  ];
}

/** `superagent.post(url).send(order)`: what follows the request is set by calls, the limit for all of it too. */
function chainedLimit(call: Call, ms: number): Suggestion[] {
  let first: Node = call;
  while (first.type === 'CallExpression' && first.callee.type === 'MemberExpression') {
    const object: Node = first.callee.object;
    if (object.type !== 'CallExpression') break;
    first = object;
  }
  const [, end] = first.range;
  const newText = `.timeout(${milliseconds(ms)})`;
  return suggestion(`Stop after ${duration(ms)}`, [{ range: { start: end, end }, newText }]);
}

/** A limit that is set elsewhere, as a number by itself or in a configuration: `this.requestTimeout`, `options.timeoutMs`. */
const limitName = /^(?!(?:set|clear)Timeout|isTimeout)\w*time_?out(?:_?(?:in)?_?(?:ms|millis|seconds|milliseconds))?$/i;

/** The class, or the function, around a call has a limit of its own that something else applies: ours would replace it. */
function hasOwnLimit(call: Call): boolean {
  for (let at: Node | undefined = call.parent; at; at = at.parent) {
    if (at.type !== 'ClassBody' && !isFunction(at)) continue;
    if (isFunction(at) && at.params.some(isLimit)) return true;
    if (someNode(at, isOwnLimit)) return true;
  }
  return false;
}

/** A parameter that takes a number. */
function isLimit(param: Node): boolean {
  if (param.type !== 'Identifier' || !limitName.test(param.name)) return false;
  return param.typeAnnotation?.typeAnnotation.type !== 'TSStringKeyword';
}

/** It is read where it lives, and not set: `this.timeout`, `config.requestTimeout`. */
function isOwnLimit(node: Node): boolean {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return false;
  const { parent } = node;
  if (parent.type === 'CallExpression' && parent.callee === node) return false;
  return limitName.test(node.property.name) && !/^(?:AbortSignal|error|err|e)$/.test(nameOf(node.object));
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : '';
}

/** `{ ...this.config }`, `this.config`: what is configured elsewhere may hold a limit, which ours would replace. */
function takesConfiguration(call: Call, index: number): boolean {
  const argument = call.arguments[index];
  const options = argument && unwrapped(argument);
  const parts =
    options?.type === 'ObjectExpression'
      ? options.properties.flatMap((part) => (part.type === 'SpreadElement' ? [unwrapped(part.argument)] : []))
      : options
        ? [options]
        : [];
  return parts.some(({ type }) => type === 'MemberExpression');
}

/** `net` and `tls` take no signal, and their `timeout` ends nothing; http2 takes one for each request, not here. */
const sockets = /^node:(?:net|http2)$/;

/**
 * Where the options of a call are written. A client that takes a whole request in the first place looks at no other
 * one then, and what may be either is left alone.
 */
function optionsIndex(file: ParsedFile, { options, library }: RemoteCall, call: Call): number | undefined {
  const [first] = call.arguments;
  const takesEither = library?.name === 'request' || (library?.name === 'axios' && !isMethodOf(call));
  if (!takesEither || options.index !== 1) return options.index;
  if (!first || first.type === 'SpreadElement') return undefined;
  const plain = unwrapped(first);
  return isObject(plain) ? 0 : isAddress(file, plain) ? 1 : undefined;
}

/** `axios.get(...)`, which has its places by its name; `axios(...)` and `api.request(...)` take either. */
function isMethodOf({ callee }: Call): boolean {
  const plain = unwrapped(callee);
  return plain.type === 'MemberExpression' && !(isIdentifier(plain.property, 'request') && !plain.computed);
}

function isObject(node: Node): boolean {
  return node.type === 'ObjectExpression';
}

/** The first argument, which may as well be the address: spread into options, a text would be a list of its letters. */
function mayBeAddress(file: ParsedFile, { library }: RemoteCall, call: Call, index: number): boolean {
  const [first] = call.arguments;
  if (index !== 0 || !first || isObject(unwrapped(first))) return false;
  return call.arguments.length > 1 || library?.name === 'graphql-request' || isAddress(file, unwrapped(first));
}

/** The signal that the options object passes already, as written. */
function presentSignal(file: ParsedFile, call: Call, index: number): string | undefined {
  const argument = call.arguments[index];
  const options = argument && unwrapped(argument);
  if (options?.type !== 'ObjectExpression') return undefined;
  const value = findProperty(options as Ast.ObjectExpression, 'signal')?.value;
  if (!value || value.type === 'Literal') return undefined;
  return value.type === 'Identifier' && value.name === 'undefined' ? undefined : textOf(file, value);
}

function suggestion(title: string, edits: readonly TextEdit[] | undefined): Suggestion[] {
  return edits ? [{ title, edits }] : [];
}
