import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { Ast, CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { retryOf } from '../facts/retries.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { isFunction, isInside, unwrap } from '../ast/nodes.ts';
import { findNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { findProperty, freshName, propertyName, replace, setOption, setProperty } from '../changes/edits.ts';
import { linesOutside, styleOf } from '../changes/layout.ts';

/** Clients whose options take plain headers. */
const withHeaders = /^(?:fetch|undici|node-fetch|axios|got|ky|ofetch)$/;
const keyNames = /^(?:x-)?idempotency-?key$/i;

/**
 * One key for all attempts, made in front of the outermost retry and sent as `Idempotency-Key`: right where the API takes
 * that header, which is for the reader to know.
 */
export function stableKey(file: ParsedFile, facts: FileFacts, call: RemoteCall): Suggestion | undefined {
  const node = nodeAt(file, call.range, 'CallExpression') as CallExpression | undefined;
  const outermost = call.retriedBy.flatMap((ref) => retryOf(facts, ref) ?? []).at(-1);
  const around = outermost && nodeAt(file, outermost.range);
  if (!node || !around || around === node || !isInside(node, around) || sendsOther(file, node, around))
    return undefined;
  const key = freshName(file, 'idempotencyKey');
  const sent = call.idempotencyKey === 'per-attempt' ? replacedKey(node, key) : addedKey(file, node, call, key);
  const made = sent && linesOutside(file, around, [`const ${key} = ${uuid(file)}${styleOf(file).end}`]);
  return made && { title: 'Send one Idempotency-Key with every attempt', edits: [...made, ...sent] };
}

/** What a round sends is set in the loop: the next round may send the next of many, which one key would have dropped. */
function sendsOther(file: ParsedFile, call: CallExpression, around: Node): boolean {
  const variables = file.scopes.scopes.flatMap((scope) => scope.variables);
  return variables.some(
    ({ references }) =>
      references.some(({ identifier }) => isInside(identifier, call)) &&
      references.some((one) => one.isWrite() && isInside(one.identifier, around) && !isInside(one.identifier, call)),
  );
}

/** `crypto` is global in browsers and Node, unless the file calls something else by that name. */
function uuid(file: ParsedFile): string {
  const other = file.scopes.scopes
    .flatMap(({ variables }) => variables)
    .some(({ name, defs }) => name === 'crypto' && defs.some(({ parent }) => !isNodeCrypto(parent)));
  return `${other ? 'globalThis.' : ''}crypto.randomUUID()`;
}

function isNodeCrypto(declaration: Node | null | undefined): boolean {
  return declaration?.type === 'ImportDeclaration' && /^(?:node:)?crypto$/.test(declaration.source.value);
}

function replacedKey(call: CallExpression, key: string): TextEdit[] | undefined {
  const property = findNode(
    call,
    (node) => node.type === 'Property' && keyNames.test(propertyName(node as Ast.ObjectExpressionProperty) ?? ''),
  ) as Ast.ObjectExpressionProperty | undefined;
  if (!property || isFunction(property.value) || property.shorthand) return undefined;
  // A name stands for a key that is made somewhere else, and may be used there again.
  return unwrap(property.value as Node).type === 'CallExpression' ? [replace(property.value as Node, key)] : undefined;
}

function addedKey(
  file: ParsedFile,
  call: CallExpression,
  { api, options }: RemoteCall,
  key: string,
): TextEdit[] | undefined {
  if (!withHeaders.test(api) || options.index === undefined) return undefined;
  const { quote } = styleOf(file);
  const name = `${quote}Idempotency-Key${quote}`;
  const argument = call.arguments[options.index];
  const object = argument && unwrap(argument as Node);
  if (object?.type !== 'ObjectExpression') {
    return argument ? undefined : setOption(file, call, options.index, 'headers', `{ ${name}: ${key} }`);
  }
  const headers = findProperty(object, 'headers');
  if (!headers) {
    const spread = object.properties.some(({ type }) => type === 'SpreadElement');
    return spread ? undefined : setProperty(file, object, 'headers', `{ ${name}: ${key} }`);
  }
  const value = unwrap(headers.value as Node);
  if (value.type === 'ObjectExpression') return setProperty(file, value, name, key);
  if (value.type !== 'Identifier' || isHeadersObject(file, value)) return undefined;
  return [
    replace(headers.shorthand ? headers : value, headerSpread(headers.shorthand, textOf(file, value), name, key)),
  ];
}

function headerSpread(shorthand: boolean, value: string, name: string, key: string): string {
  return `${shorthand ? 'headers: ' : ''}{ ...${value}, ${name}: ${key} }`;
}

/** `new Headers()` cannot be spread; only what is written as an object in this file can. */
function isHeadersObject(file: ParsedFile, name: Ast.Identifier): boolean {
  const definition = file.scopes.scopes
    .flatMap(({ variables }) => variables)
    .find((variable) => variable.name === name.name)?.defs[0]?.node;
  return definition?.type !== 'VariableDeclarator' || definition.init?.type !== 'ObjectExpression';
}
