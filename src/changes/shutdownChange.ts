import type { CallExpression, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import type { Suggestion } from './suggestion.ts';
import { freshName } from './edits.ts';
import { milliseconds } from './figures.ts';
import { linesAfter, listOf, styleOf } from './layout.ts';

/** Other things in a file that stay open when a server is closed, or whose work ends with the process. */
const otherHandles =
  /\b(?:WebSocketServer|WebSocket\.Server|WSServer|Worker|cluster|fork|BroadcastChannel)\b|['"](?:ws|socket\.io|node:cluster|cluster|node:dgram|dgram)['"]|\bprocess\s*\.\s*(?:send|connected)\b|\bprocess\s*\.\s*on(?:ce)?\s*\(\s*['"](?:message|disconnect|SIG\w+)['"]|['"]upgrade['"]|text\/event-stream/;

/** Below the half minute that a container gets; connections that stay open longer are cut off. */
const DEADLINE_MS = 25_000;

/**
 * A handler of SIGTERM behind the statement that starts to listen: no new connections, those that are open end, and the
 * program with them, whatever else would keep it alive, and with those that never end by a deadline. None where closing one server is not the whole of an orderly
 * end: a second one, connections that never end by themselves, a channel to another process.
 */
export function drained(file: ParsedFile, range: Range, framework: string): Suggestion[] {
  const listen = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  if (listen?.callee.type !== 'MemberExpression' || !isOnlyServer(file)) return [];
  const { end, quote, step } = styleOf(file);
  const statement = listen.parent.type === 'AwaitExpression' ? listen.parent.parent : listen.parent;
  const handler = (closing: string): string[] => [
    `process.once(${quote}SIGTERM${quote}, () => {`,
    `${step}${closing}${end}`,
    `${step}setTimeout(() => process.exit(), ${milliseconds(DEADLINE_MS)}).unref()${end}`,
    `})${end}`,
  ];
  const title = 'Close the server on SIGTERM, then exit';
  if (framework === 'fastify') {
    const app = listen.callee.object;
    if (app.type !== 'Identifier' || statement?.type !== 'ExpressionStatement' || !listOf(statement)) return [];
    const closing = `${textOf(file, app)}.close().finally(() => process.exit())`;
    return [{ title, edits: [linesAfter(file, statement, handler(closing))] }];
  }
  if (!/^(?:express|koa|https?)$/.test(framework)) return [];
  const closed = (name: string): string[] => handler(`${name}.close(() => process.exit())`);
  if (statement?.type === 'VariableDeclarator' && statement.id.type === 'Identifier') {
    const declaration = statement.parent;
    return listOf(declaration) ? [{ title, edits: [linesAfter(file, declaration, closed(statement.id.name))] }] : [];
  }
  if (statement !== listen.parent || statement.type !== 'ExpressionStatement' || !listOf(statement)) return [];
  const { object } = listen.callee;
  // `listen()` of a server of Node gives that server; an application gives one that it makes.
  if (/^https?$/.test(framework) && object.type === 'Identifier')
    return [{ title, edits: [linesAfter(file, statement, closed(object.name))] }];
  const name = freshName(file, 'server');
  const start = statement.range[0];
  return [
    {
      title,
      edits: [{ range: { start, end: start }, newText: `const ${name} = ` }, linesAfter(file, statement, closed(name))],
    },
  ];
}

/** The file starts to listen once, and opens nothing else that lasts. */
function isOnlyServer({ text }: ParsedFile): boolean {
  const starts = text.match(/\.\s*listen\s*\(|\b(?:Bun|Deno)\s*\.\s*serve\s*\(/g) ?? [];
  return starts.length === 1 && !otherHandles.test(text);
}
