import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import { versionFits } from '../knowledge/versions.ts';
import type { Ast, CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './suggestion.ts';
import { findProperty, setOption, unwrapped } from './edits.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { MODEL_ANSWER_MS, QUERY_MS, clientWaitOf, waitOf } from './patience.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';

type Call = CallExpression | NewExpression;

/** `10000` as `10_000`. */
export function milliseconds(ms: number): string {
  return String(ms).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `10000` as `10 s`, `1500` as `1.5 s`, `300` as `300 ms`. */
export function duration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

/** The option that bounds a client, by what is known of its library, and the argument that it goes into. */
function clientOption(client: ClientInstance, call: Call): { index: number; option: string } | undefined {
  // node-redis drops an idle connection for good when its socket's limit passes.
  if (client.library?.name === 'redis') return undefined;
  // A limit on the whole process would hold for requests that nobody sees here.
  if (call.parent?.type === 'CallExpression' && isIdentifier(call.parent.callee, 'setGlobalDispatcher'))
    return undefined;
  const known = client.library && knowledge.byName(client.library.name);
  const version = client.library?.version;
  const timeout = known?.timeouts?.find(
    ({ bounds, countsAsBound: counts, acceptedAt: on, unit, versions }) =>
      (bounds === 'call' || counts) &&
      on !== 'call' &&
      (unit === undefined || unit === 'ms') &&
      (versions === undefined || (version !== undefined && versionFits(version, versions))),
  );
  if (!timeout) return undefined;
  const { range } = client.options;
  const index = call.arguments.findIndex((argument) => argument.range[0] === range?.start);
  if (index < 0) return call.arguments.length === 0 ? { index: 0, option: timeout.option } : undefined;
  // Anything but an object may be a URL or a whole configuration from elsewhere.
  return unwrapped(call.arguments[index]!).type === 'ObjectExpression' ? { index, option: timeout.option } : undefined;
}

/** Ways to bound a call or a client by `ms`, written where its options are; the first is the plainest. */
export function timeoutSuggestions(file: ParsedFile, subject: RemoteCall | ClientInstance, ms: number): Suggestion[] {
  if (subject.kind === 'call' && (subject.streaming || subject.optionalTimeout !== undefined)) return [];
  const call = nodeAt(file, subject.range, 'CallExpression', 'NewExpression') as Call | undefined;
  if (!call) return [];
  if (subject.kind === 'client') {
    const wait = clientWaitOf(file, subject);
    const place = wait === 'unknown' ? undefined : clientOption(subject, call);
    if (!place) return [];
    const longest =
      wait === 'long' ? Math.max(ms, MODEL_ANSWER_MS) : subject.api === 'db' ? Math.max(ms, QUERY_MS) : ms;
    const edits = setOption(file, call, place.index, place.option, milliseconds(longest));
    return suggestion(`Set ${place.option} to ${duration(longest)}`, edits);
  }
  const wait = waitOf(file, subject);
  if (wait === 'unknown') return [];
  return callSuggestions(file, subject, call, wait === 'long' ? Math.max(ms, MODEL_ANSWER_MS) : ms);
}

function callSuggestions(file: ParsedFile, subject: RemoteCall, call: Call, ms: number): Suggestion[] {
  if (subject.library && sockets.test(subject.library.name)) return [];
  if (subject.library?.name === 'node:http') return nodeRequestSuggestions(file, subject, call, ms);
  const { timeoutOption, signalsInScope } = subject.options;
  const index = optionsIndex(file, subject, call);
  if (index === undefined || timeoutOption === undefined) return [];
  if (timeoutOption.endsWith('.signal')) {
    const edits = setOption(file, call, index, timeoutOption, `AbortSignal.timeout(${milliseconds(ms)})`);
    return suggestion(`Abort after ${duration(ms)} with AbortSignal.timeout`, edits);
  }
  if (timeoutOption !== 'signal') {
    if (takesConfiguration(call, index)) return [];
    const edits = setOption(file, call, index, timeoutOption, milliseconds(ms));
    return suggestion(`Set ${timeoutOption} to ${duration(ms)}`, edits);
  }
  const own = `AbortSignal.timeout(${milliseconds(ms)})`;
  const present = presentSignal(file, call, index);
  if (present !== undefined) {
    const edits = setOption(file, call, index, 'signal', `AbortSignal.any([${present}, ${own}])`);
    return suggestion(`Also abort after ${duration(ms)}`, edits);
  }
  return [
    ...suggestion(`Abort after ${duration(ms)} with AbortSignal.timeout`, setOption(file, call, index, 'signal', own)),
    ...signalsInScope.flatMap(({ name }) =>
      suggestion(
        `Abort on ${name}, or after ${duration(ms)}`,
        setOption(file, call, index, 'signal', `AbortSignal.any([${name}, ${own}])`),
      ),
    ),
  ];
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
  if (library?.name !== 'axios' || options.index !== 1 || isMethodOf(call)) return options.index;
  if (!first || first.type === 'SpreadElement') return undefined;
  const plain = unwrapped(first);
  return isObject(plain) ? 0 : isAddress(file, plain) ? 1 : undefined;
}

/** `axios.get(...)`, which has its places by its name; `axios(...)` and `api.request(...)` take either. */
function isMethodOf({ callee }: Call): boolean {
  const plain = unwrapped(callee);
  return plain.type === 'MemberExpression' && !(isIdentifier(plain.property, 'request') && !plain.computed);
}

/**
 * A signal for a request of node's http: as a property of the options that are written here, or as options of their own
 * between an address and the callback. None where nobody listens for 'error', as the abort would end the process, and
 * none where the first argument may be either.
 */
function nodeRequestSuggestions(file: ParsedFile, subject: RemoteCall, call: Call, ms: number): Suggestion[] {
  const { signalsInScope, signal } = subject.options;
  if (subject.errors !== 'handled' || signal) return [];
  const values = [
    { title: `Stop after ${duration(ms)} with AbortSignal.timeout`, value: `AbortSignal.timeout(${milliseconds(ms)})` },
    ...signalsInScope.map(({ name }) => ({
      title: `Stop on ${name}, and after ${duration(ms)}`,
      value: `AbortSignal.any([${name}, AbortSignal.timeout(${milliseconds(ms)})])`,
    })),
  ];
  return values.flatMap(({ title, value }) => suggestion(title, nodeRequestEdits(file, call, value)));
}

function nodeRequestEdits(file: ParsedFile, call: Call, value: string): TextEdit[] | undefined {
  const [first, second] = call.arguments.map((argument) => unwrapped(argument));
  if (!first || first.type === 'SpreadElement' || second?.type === 'SpreadElement') return undefined;
  if (isObject(first)) return setOption(file, call, 0, 'signal', value);
  if (!isAddress(file, first)) return undefined;
  if (!second || isObject(second)) return setOption(file, call, 1, 'signal', value);
  if (!isFunction(second)) return undefined;
  return [{ range: { start: second.range[0], end: second.range[0] }, newText: `{ signal: ${value} }, ` }];
}

function isObject(node: Node): boolean {
  return node.type === 'ObjectExpression';
}

/** A text or `new URL(...)`, written here or kept in a constant. */
function isAddress(file: ParsedFile, node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node.value === 'string';
  if (node.type === 'BinaryExpression') return node.operator === '+';
  if (node.type === 'NewExpression') return isIdentifier(node.callee, 'URL');
  if (node.type !== 'Identifier') return false;
  const variable = file.scopes.scopes
    .flatMap(({ references }) => references)
    .find(({ identifier }) => (identifier as Node) === node)?.resolved;
  const definition = variable?.defs[0];
  if (definition?.type === 'Parameter') {
    const { typeAnnotation } = definition.name as { typeAnnotation?: Node };
    return typeAnnotation ? /^:\s*(?:string|URL|string\s*\|\s*URL)$/.test(textOf(file, typeAnnotation)) : false;
  }
  if (definition?.type !== 'Variable' || definition.parent?.type !== 'VariableDeclaration') return false;
  const { init } = definition.node as { init?: Node | null };
  return definition.parent.kind === 'const' && !!init && init.type !== 'Identifier' && isAddress(file, unwrapped(init));
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
