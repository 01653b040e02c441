import type { Emitter } from '../facts/model.ts';
import type { CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier, memberName, rangeOf } from '../ast/nodes.ts';
import { someNode, walk } from '../ast/walk.ts';
import { freshParameter, indentAt } from './edits.ts';
import { linesBefore, listOf, styleOf } from './layout.ts';
import { errorParameter } from './listenerParameter.ts';
import { errorLog } from './logger.ts';
import { answeringListener } from './answeringListener.ts';
import { hasOneLife, isToldOnce, type Told } from './toldOnce.ts';
import type { Suggestion } from './suggestion.ts';

/** Made by a promise or for a callback: what the call itself gives emits nothing. */
const givenLater = /^amqplib$/;

/**
 * A listener behind the statement that makes the object, or chained to it where no name holds it. Where a promise or a
 * callback waits for the outcome, the listener tells it: one that only logs would leave it waiting.
 */
export function listenerSuggestion(file: ParsedFile, emitter: Emitter): Suggestion | undefined {
  const { range, name, library } = emitter;
  const path = pathTo(file, range).reverse();
  const statement = path.find((node) => /^(?:VariableDeclaration|(?:Expression|Return)Statement)$/.test(node.type));
  if (!statement || file.text[range.end - 1] !== ')') return undefined;
  const inside = path.slice(0, path.indexOf(statement));
  // The initial value of a field: the statement around it is outside of the class.
  if (inside.some((node) => node.type === 'PropertyDefinition')) return undefined;
  const awaited = inside.some((node) => node.type === 'AwaitExpression');
  if (givenLater.test(library ?? '') && !awaited) return undefined;
  const listener = listenerFor(file, path, emitter);
  if (!listener) return undefined;
  const { title } = listener;
  const text = listener.text.replaceAll("'", styleOf(file).quote);
  if (library === 'redis' && isConnectCaught(file, path, name)) return undefined;
  // `pool ??= new Pool()`: a line behind it would add a listener each time that it is passed.
  if (!awaited && inside.some((node) => node.type === 'AssignmentExpression' && node.operator !== '='))
    return { title, edits: [{ range: { start: range.end, end: range.end }, newText: text }] };
  if (name === undefined) {
    // `on` gives what it is called on, so that a function gives the same as before.
    const isGiven = statement.type === 'ReturnStatement' && statement.argument?.range[0] === range.start;
    if (awaited || !(statement.type === 'ExpressionStatement' || isGiven)) return undefined;
    return { title, edits: [{ range: { start: range.end, end: range.end }, newText: text }] };
  }
  // `export const pool = ...` is one statement.
  const whole = statement.parent?.type === 'ExportNamedDeclaration' ? statement.parent : statement;
  const holder = whole.parent;
  if ((holder?.type !== 'Program' && holder?.type !== 'BlockStatement') || statement.type === 'ReturnStatement')
    return undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length > 1) return undefined;
  const end = whole.range[1];
  const at = end + (/^[ \t]*\/[/*][^\r\n]*/.exec(file.text.slice(end))?.[0].length ?? 0);
  const lead = `\n${indentAt(file.text, whole.range[0])}`;
  const semicolon = file.text[end - 1] === ';' ? ';' : '';
  return { title, edits: [{ range: { start: at, end: at }, newText: `${lead}${name}${text}${semicolon}` }] };
}

/**
 * `try { await client.connect() } catch`: without a listener a client of Redis gives up at once, with one it connects
 * again and again, and whoever counts on the failure waits.
 */
function isConnectCaught(file: ParsedFile, path: readonly Node[], name: string | undefined): boolean {
  if (name === undefined) return false;
  const owner = path.find(isFunction) ?? file.ast;
  return someNode(owner, (node) => {
    if (node.type !== 'TryStatement' || !node.handler) return false;
    return someNode(node.block, (one) => one.type === 'AwaitExpression' && isConnect(file, one.argument, name));
  });
}

function isConnect(file: ParsedFile, node: Node, name: string): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    memberName(node.callee) === 'connect' &&
    textOf(file, node.callee.object) === name
  );
}

/**
 * A source that breaks off takes what it is piped into with it, and whoever waits for that hears of it: `pipe()` by
 * itself leaves the target open.
 */
export function pipeSuggestion(file: ParsedFile, { range }: Emitter): Suggestion | undefined {
  const path = pathTo(file, range).reverse();
  const pipe = path.find((node): node is CallExpression => node.type === 'CallExpression');
  const statement = path.find((node) => node.type === 'ExpressionStatement');
  if (pipe?.callee.type !== 'MemberExpression' || !statement || !listOf(statement)) return undefined;
  const [target] = pipe.arguments;
  const { object: source } = pipe.callee;
  if (!target || !isPlain(source) || !isPlain(target) || isPipedOn(pipe)) return undefined;
  // Only the statement itself: what it is part of may wait for more than this.
  if (statement.range[0] !== pipe.range[0]) return undefined;
  const { end, quote } = styleOf(file);
  const executor = path.find(isExecutor);
  const reject = executor?.params[1];
  const ended = `${textOf(file, target)}.destroy()`;
  const error = freshParameter(file, pipe, 'error');
  const listener =
    reject?.type === 'Identifier'
      ? [
          `(${errorParameter(file, undefined, textOf(file, source), error)}) => {`,
          `${styleOf(file).step}${ended}${end}`,
          `${styleOf(file).step}${reject.name}(${error})${end}`,
          '}',
        ]
      : [`() => ${ended}`];
  if (executor && reject?.type !== 'Identifier') return undefined;
  const [first, ...rest] = listener;
  const lines = [`${textOf(file, source)}.on(${quote}error${quote}, ${first}`, ...rest];
  lines.push(`${lines.pop()})${end}`);
  return { title: 'Close the target when the source breaks off', edits: [linesBefore(file, statement, lines)] };
}

function isExecutor(node: Node): node is FunctionNode {
  return isFunction(node) && node.parent?.type === 'NewExpression' && isIdentifier(node.parent.callee, 'Promise');
}

/** `file`, `response.data`, `this.res`: names it without doing anything. */
function isPlain(node: Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  return node.type === 'MemberExpression' && !node.computed && !node.optional && isPlain(node.object);
}

/** Through more streams than one: the last hears nothing of the first. */
function isPipedOn(pipe: Node): boolean {
  for (let at = pipe; at.parent?.type === 'MemberExpression' && at.parent.object === at; at = at.parent.parent) {
    if (isIdentifier(at.parent.property, 'pipe')) return true;
    if (at.parent.parent.type !== 'CallExpression') return false;
  }
  return false;
}

/** A callback of its own for failures: `errorListener`, `onError`, `handleError`, `errback`. */
const errorCallback =
  /^(?:on_?|handle_?)(?:err(?:or)?|fail(?:ure|ed)?)$|^err(?:or)?_?(?:listener|callback|cb|handler|back|fn)$|^(?:fail|failure)(?:callback|cb|handler)$|^reject$/i;

/** It is asked for before it is called, or need not be given. */
function mayBeAbsent(file: ParsedFile, owner: FunctionNode, name: string): boolean {
  const parameter = owner.params.find((one) => isIdentifier(one, name));
  if ((parameter as { optional?: boolean } | undefined)?.optional === true) return true;
  return new RegExp(`\\bif\\s*\\(\\s*${name}\\s*\\)|\\b${name}\\s*(?:&&|\\?\\.)|typeof ${name}\\b`).test(
    textOf(file, owner),
  );
}

const LOGS = 'that logs';
const callbackName = /^(?:cb|callback|done|next)$/;
const errorName = /^_?(?:e|err|error|ex|exception|reason|failure|cause)$|(?:Err|Error)$/;

/** The callback takes an error first: by its type, else by what it is called with, else by its name. */
function takesError(file: ParsedFile, owner: FunctionNode, name: string): boolean {
  const parameter = owner.params.find((one) => isIdentifier(one, name));
  const type = (parameter as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  const first = type && /^\W*\(\s*\w+\s*\??\s*:([^,)]*)/.exec(textOf(file, type))?.[1];
  if (first !== undefined) return /\b(?:\w*Error|\w*Exception|unknown|any)\b/.test(first);
  const given: Node[] = [];
  walk(owner.body, (node) => {
    if (node.type === 'CallExpression' && isIdentifier(node.callee, name) && node.arguments[0])
      given.push(node.arguments[0]);
  });
  return given.length > 0 ? given.every((one) => mayBeError(file, one)) : /^(?:done|next)$/.test(name);
}

/** `null`, `undefined`, `new Error(...)`, `err`: what stands in the place of an error. */
function mayBeError(file: ParsedFile, node: Node): boolean {
  if (node.type === 'Literal') return node.value === null;
  if (node.type === 'NewExpression') return /(?:Error|Exception)$/.test(textOf(file, node.callee));
  return node.type === 'Identifier' && (node.name === 'undefined' || errorName.test(node.name));
}

/** What is chained to a request so that whoever waits for it hears of its failure; undefined where nobody waits. */
export function tellingListener(file: ParsedFile, request: Node): string | undefined {
  const range = rangeOf(request);
  const listener = listenerFor(file, pathTo(file, range).reverse(), { range, library: 'node:http' });
  return listener && !listener.title.endsWith(LOGS) ? listener.text : undefined;
}

/** The call that makes what emits. */
function madeAt(file: ParsedFile, { range }: Told): Node | undefined {
  return nodeAt(file, range, 'CallExpression', 'NewExpression');
}

/** Who gets the error: the promise or callback that waits for the outcome, or the log where nobody does. */
function listenerFor(
  file: ParsedFile,
  path: readonly Node[],
  emitter: Told & Partial<Pick<Emitter, 'name'>>,
): { title: string; text: string } | undefined {
  for (const node of path.filter(isFunction)) {
    const callback = node.params.find((param) => isIdentifier(param) && callbackName.test(param.name));
    const names = node.params.map((param) => (param.type === 'Identifier' ? param.name : undefined));
    if (isExecutor(node))
      return names[1] === undefined
        ? undefined
        : { title: `Add an 'error' listener that calls ${names[1]}`, text: `.on('error', ${names[1]})` };
    const listens = names.find((name) => name !== undefined && errorCallback.test(name));
    if (listens !== undefined) {
      const error = freshParameter(file, path[0] ?? node, 'error');
      const called = mayBeAbsent(file, node, listens)
        ? `(${errorParameter(file, madeAt(file, emitter), emitter.name, error)}) => { if (${listens}) ${listens}(${error})${styleOf(file).end} }`
        : listens;
      return { title: `Add an 'error' listener that calls ${listens}`, text: `.on('error', ${called})` };
    }
    if (isIdentifier(callback) && takesError(file, node, callback.name)) {
      const { name } = callback;
      // One that lives on fails more often than once, long after its callback was called.
      if (!hasOneLife(emitter)) break;
      // Whoever waits for it would wait on beside a listener that only logs.
      if (!isToldOnce(file, callback, emitter)) return undefined;
      return { title: `Add an 'error' listener that calls ${name}`, text: `.on('error', ${name})` };
    }
  }
  const answering = answeringListener(file, path, emitter);
  if (answering) return { title: "Add an 'error' listener that answers 502", text: answering };
  const error = freshParameter(file, path[0] ?? file.ast, 'error');
  return {
    title: `Add an 'error' listener ${LOGS}`,
    text: `.on('error', (${errorParameter(file, madeAt(file, emitter), emitter.name, error)}) => ${errorLog(file, path[0] ?? file.ast, error)})`,
  };
}
