import type { Emitter } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { freshName, indentAt } from './edits.ts';
import type { Suggestion } from './model.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';

/** What crashes the process, by the library whose object throws when `'error'` has no listener. */
const throwing: Readonly<Record<string, { readonly what: string; readonly when: string; readonly brief?: true }>> = {
  pg: { what: 'pg connection', when: 'a dropped idle connection' },
  redis: { what: 'redis client', when: 'a lost or refused connection', brief: true },
  amqplib: { what: 'amqplib connection', when: 'a connection or channel closed by the broker' },
  mqtt: { what: 'mqtt client', when: 'a connection refused by the broker' },
  'node:http': { what: 'HTTP request', when: 'a refused or reset connection', brief: true },
  'node:http2': { what: 'HTTP/2 session', when: 'a refused or reset connection', brief: true },
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
      const known = emitter.library === undefined ? undefined : throwing[emitter.library];
      if (!known || emitter.test || emitter.handedOn || emitter.listensForError !== false) return [];
      // What is closed again where it is made rarely fails between two calls, and those get the error.
      if (emitter.closed && !known.brief) return [];
      const name = emitter.name ? ` \`${emitter.name}\`` : '';
      const suggestion = listenerSuggestion(file, emitter);
      return [
        {
          range: calleeRange(file, emitter.range),
          message: `Add .on('error', …) to this ${known.what}${name}, or ${known.when} crashes the process.`,
          suggestions: suggestion ? [suggestion] : [],
        },
      ];
    });
  },
});

/** A listener behind the statement that makes the object, or chained to it where no name holds it. */
function listenerSuggestion(file: ParsedFile, { range, name }: Emitter): Suggestion | undefined {
  const error = freshName(file, 'error');
  const listener = `.on('error', (${error}) => console.error(${error}))`;
  const title = "Add an 'error' listener that logs";
  const path = pathTo(file, range).reverse();
  const statement = path.find((node) => /^(?:VariableDeclaration|ExpressionStatement)$/.test(node.type));
  if (!statement) return undefined;
  if (name === undefined) {
    const awaited = path.some((node) => node.type === 'AwaitExpression');
    if (awaited || statement.type !== 'ExpressionStatement') return undefined;
    return { title, edits: [{ range: { start: range.end, end: range.end }, newText: listener }] };
  }
  const holder = statement.parent;
  if (holder?.type !== 'Program' && holder?.type !== 'BlockStatement') return undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length > 1) return undefined;
  const end = statement.range[1];
  const lead = `\n${indentAt(file.text, statement.range[0])}`;
  const semicolon = file.text[end - 1] === ';' ? ';' : '';
  return { title, edits: [{ range: { start: end, end }, newText: `${lead}${name}${listener}${semicolon}` }] };
}
