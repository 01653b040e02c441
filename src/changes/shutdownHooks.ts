import type { CallExpression, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { nodeAt } from '../ast/locate.ts';
import { linesBefore, listOf, styleOf } from './layout.ts';
import type { Suggestion } from './suggestion.ts';

/** `app.enableShutdownHooks()` in front of the statement that listens: NestJS ends its app on SIGTERM, and then exits. */
export function shutdownHooks(file: ParsedFile, range: Range): Suggestion[] {
  const listen = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  if (listen?.callee.type !== 'MemberExpression') return [];
  const { object: app } = listen.callee;
  const statement = listen.parent.type === 'AwaitExpression' ? listen.parent.parent : listen.parent;
  if (app.type !== 'Identifier' || statement?.type !== 'ExpressionStatement' || !listOf(statement)) return [];
  const edit = linesBefore(file, statement, [`${app.name}.enableShutdownHooks()${styleOf(file).end}`]);
  return [{ title: 'Enable the shutdown hooks', edits: [edit] }];
}
