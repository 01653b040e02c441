import type { Emitter } from '../facts/model.ts';
import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { freshName, indentAt } from './edits.ts';
import type { Suggestion } from './suggestion.ts';

/** Made by a promise or for a callback: what the call itself gives emits nothing. */
const givenLater = /^amqplib$/;

/**
 * A listener behind the statement that makes the object, or chained to it where no name holds it. Where a promise or a
 * callback waits for the outcome, the listener tells it: one that only logs would leave it waiting.
 */
export function listenerSuggestion(file: ParsedFile, { range, name, library }: Emitter): Suggestion | undefined {
  const path = pathTo(file, range).reverse();
  const statement = path.find((node) => /^(?:VariableDeclaration|ExpressionStatement)$/.test(node.type));
  if (!statement || file.text[range.end - 1] !== ')') return undefined;
  const inside = path.slice(0, path.indexOf(statement));
  // The initial value of a field: the statement around it is outside of the class.
  if (inside.some((node) => node.type === 'PropertyDefinition')) return undefined;
  const awaited = inside.some((node) => node.type === 'AwaitExpression');
  if (givenLater.test(library ?? '') && !awaited) return undefined;
  const listener = listenerFor(file, path);
  if (!listener) return undefined;
  const { title, text } = listener;
  if (name === undefined) {
    if (awaited || statement.type !== 'ExpressionStatement') return undefined;
    return { title, edits: [{ range: { start: range.end, end: range.end }, newText: text }] };
  }
  const holder = statement.parent;
  if (holder?.type !== 'Program' && holder?.type !== 'BlockStatement') return undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length > 1) return undefined;
  const end = statement.range[1];
  const at = end + (/^[ \t]*\/[/*][^\r\n]*/.exec(file.text.slice(end))?.[0].length ?? 0);
  const lead = `\n${indentAt(file.text, statement.range[0])}`;
  const semicolon = file.text[end - 1] === ';' ? ';' : '';
  return { title, edits: [{ range: { start: at, end: at }, newText: `${lead}${name}${text}${semicolon}` }] };
}

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

/** Who gets the error: the promise or callback that waits for the outcome, or the log where nobody does. */
function listenerFor(file: ParsedFile, path: readonly Node[]): { title: string; text: string } | undefined {
  for (const node of path.filter(isFunction)) {
    const names = node.params.map((param) => (param.type === 'Identifier' ? param.name : undefined));
    if (node.parent?.type === 'NewExpression' && isIdentifier(node.parent.callee, 'Promise'))
      return names[1] === undefined
        ? undefined
        : { title: `Add an 'error' listener that calls ${names[1]}`, text: `.on('error', ${names[1]})` };
    const callback = names.find((name) => name !== undefined && callbackName.test(name));
    if (callback !== undefined && takesError(file, node, callback))
      return { title: `Add an 'error' listener that calls ${callback}`, text: `.on('error', ${callback})` };
  }
  const error = freshName(file, 'error');
  return {
    title: "Add an 'error' listener that logs",
    text: `.on('error', (${error}) => console.error(${error}))`,
  };
}
