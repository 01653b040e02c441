import type { CallExpression, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import type { Suggestion } from './suggestion.ts';
import { freshName } from './edits.ts';
import { linesAfter, listOf, styleOf } from './layout.ts';

/**
 * A handler of SIGTERM behind the statement that starts to listen: no new connections, those that are open end, and
 * with them the program. fastify's `listen` gives an address, and the application closes itself.
 */
export function drained(file: ParsedFile, range: Range, framework: string): Suggestion[] {
  const listen = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  if (listen?.callee.type !== 'MemberExpression') return [];
  const { end, quote } = styleOf(file);
  const statement = listen.parent.type === 'AwaitExpression' ? listen.parent.parent : listen.parent;
  const handler = (name: string): string => `process.once(${quote}SIGTERM${quote}, () => ${name}.close())${end}`;
  const title = 'Close the server on SIGTERM';
  if (framework === 'fastify') {
    const app = listen.callee.object;
    if (app.type !== 'Identifier' || statement?.type !== 'ExpressionStatement' || !listOf(statement)) return [];
    return [{ title, edits: [linesAfter(file, statement, [handler(textOf(file, app))])] }];
  }
  if (statement?.type === 'VariableDeclarator' && statement.id.type === 'Identifier') {
    const declaration = statement.parent;
    return listOf(declaration) ? [{ title, edits: [linesAfter(file, declaration, [handler(statement.id.name)])] }] : [];
  }
  if (!/^(?:express|koa|https?)$/.test(framework)) return [];
  if (statement !== listen.parent || statement.type !== 'ExpressionStatement' || !listOf(statement)) return [];
  const name = freshName(file, 'server');
  const start = statement.range[0];
  return [
    {
      title,
      edits: [
        { range: { start, end: start }, newText: `const ${name} = ` },
        linesAfter(file, statement, [handler(name)]),
      ],
    },
  ];
}
