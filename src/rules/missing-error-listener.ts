import type { Emitter } from '../facts/model.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';
import { defineRule } from './defineRule.ts';
import type { Finding } from './model.ts';
import { callName } from './wording.ts';
import { freshName, indentAt } from '../changes/edits.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';

/** What crashes the process, by the library whose object throws when `'error'` has no listener. */
const throwing: Readonly<Record<string, { readonly what: string; readonly when: string; readonly brief?: true }>> = {
  pg: { what: 'pg connection', when: 'a dropped idle connection' },
  redis: { what: 'redis client', when: 'a lost or refused connection', brief: true },
  amqplib: { what: 'amqplib connection', when: 'a connection or channel closed by the broker' },
  mqtt: { what: 'mqtt client', when: 'a connection refused by the broker' },
  'node:http': { what: 'HTTP request', when: 'a refused or reset connection', brief: true },
  'node:http2': { what: 'HTTP/2 session', when: 'a refused or reset connection', brief: true },
  ws: { what: 'WebSocket', when: 'a refused or reset connection', brief: true },
  'node:net': { what: 'socket', when: 'a refused or reset connection', brief: true },
};

export const missingErrorListener = defineRule({
  id: 'missing-error-listener',
  description: "a connection, pool or request without an 'error' listener, which can crash the process",
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    return facts.emitters.flatMap((emitter) => {
      if (emitter.piped) return emitter.test || facts.environment === 'browser' ? [] : [brokenPipe(file, emitter)];
      const known = emitter.library === undefined ? undefined : throwing[emitter.library];
      if (!known || emitter.test || emitter.handedOn || emitter.listensForError !== false) return [];
      // What is closed again where it is made rarely fails between two calls, and those get the error.
      if (emitter.closed && !known.brief) return [];
      const survives = facts.survives?.exceptions === true;
      // The program hears of it, and what the library does next is the same.
      if (survives && !emitter.library!.startsWith('node:') && emitter.library !== 'ws') return [];
      const name = emitter.name ? ` \`${emitter.name}\`` : '';
      const suggestion = listenerSuggestion(file, emitter);
      const outcome = survives
        ? `whoever waits for it never hears of ${known.when}`
        : `${known.when} ${facts.environment === 'cli' ? 'ends the command' : 'crashes the process'}`;
      return [
        {
          range: calleeRange(file, emitter.range),
          message: `Add .on('error', …) to this ${known.what}${name}, or ${outcome}.`,
          suggestions: suggestion ? [suggestion] : [],
        },
      ];
    });
  },
});

/** `pipe()` ends what it fills at the end of the source, and never because the source broke off. */
function brokenPipe(file: ParsedFile, emitter: Emitter): Finding {
  return {
    range: calleeRange(file, emitter.range),
    message: `If ${callName(emitter)} breaks off, pipe() leaves its target open and half written. Use pipeline() of node:stream, or listen for 'error'.`,
    severity: 'warning',
  };
}

/** Made by a promise or for a callback: what the call itself gives emits nothing. */
const givenLater = /^amqplib$/;

/**
 * A listener behind the statement that makes the object, or chained to it where no name holds it. Where a promise or a
 * callback waits for the outcome, the listener tells it: one that only logs would leave it waiting.
 */
function listenerSuggestion(file: ParsedFile, { range, name, library }: Emitter): Suggestion | undefined {
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

/** Who gets the error: the promise or callback that waits for the outcome, or the log where nobody does. */
function listenerFor(file: ParsedFile, path: readonly Node[]): { title: string; text: string } | undefined {
  for (const node of path.filter(isFunction)) {
    const names = node.params.map((param) => (param.type === 'Identifier' ? param.name : undefined));
    if (node.parent?.type === 'NewExpression' && isIdentifier(node.parent.callee, 'Promise'))
      return names[1] === undefined
        ? undefined
        : { title: `Add an 'error' listener that calls ${names[1]}`, text: `.on('error', ${names[1]})` };
    const callback = names.find((name) => name !== undefined && callbackName.test(name));
    if (callback !== undefined)
      return { title: `Add an 'error' listener that calls ${callback}`, text: `.on('error', ${callback})` };
  }
  const error = freshName(file, 'error');
  return {
    title: "Add an 'error' listener that logs",
    text: `.on('error', (${error}) => console.error(${error}))`,
  };
}
