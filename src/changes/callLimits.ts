import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import type { CallExpression, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { nodeAt } from '../ast/locate.ts';
import { isFunction, memberName } from '../ast/nodes.ts';
import { findProperty, replace, setProperty, unwrapped } from './edits.ts';
import { isText } from './constants.ts';
import { milliseconds } from './figures.ts';

/** Edits that bound every call of a client by itself; undefined where others may make calls, or one takes no limit. */
export function limitsAtCalls(
  file: ParsedFile,
  client: ClientInstance,
  calls: readonly RemoteCall[],
  ms: number,
): TextEdit[] | undefined {
  const set = client.library && limiters[client.library.name];
  if (!set || client.escapes || client.calls.length === 0) return undefined;
  const edits: TextEdit[] = [];
  for (const number of client.calls) {
    const known = calls[number];
    if (known?.timeout === 'bounded') continue;
    const call = known && (nodeAt(file, known.range, 'CallExpression') as CallExpression | undefined);
    const added = call && set(file, call, ms);
    if (!added) return undefined;
    edits.push(...added);
  }
  return edits.length > 0 ? edits : undefined;
}

type Limiter = (file: ParsedFile, call: CallExpression, ms: number) => TextEdit[] | undefined;

/** Libraries that take a limit at the call and have none for the client. */
const limiters: Readonly<Record<string, Limiter>> = {
  mysql: queryLimit,
  mysql2: queryLimit,
  '@grpc/grpc-js': deadline,
};

/** `query('select 1', f)` as `query({ sql: 'select 1', timeout: 60_000 }, f)`. */
function queryLimit(file: ParsedFile, { callee, arguments: [statement] }: CallExpression, ms: number) {
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  // mariadb has the same names, and another meaning for the option.
  if (
    !statement ||
    !/^(?:query|execute)$/.test(name ?? '') ||
    /(?:\brequire\s*\(|\bfrom)\s*['"]mariadb/.test(file.text)
  )
    return undefined;
  const plain = unwrapped(statement);
  if (plain.type === 'ObjectExpression') {
    if (!findProperty(plain, 'sql') || plain.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
    return setProperty(file, plain, 'timeout', milliseconds(ms));
  }
  if (!isText(file, plain)) return undefined;
  const text = file.text.slice(...statement.range);
  const sql = text === 'sql' ? text : `sql: ${text}`;
  return [replace(statement, `{ ${sql}, timeout: ${milliseconds(ms)} }`)];
}

/** A deadline in front of the callback of a call through gRPC; none where options are passed already. */
function deadline(_: ParsedFile, { callee, arguments: all }: CallExpression, ms: number) {
  const last = all.at(-1);
  if (!last || all.some(({ type }) => type === 'SpreadElement')) return undefined;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  // The request of a generic call stands behind its path and both of its coders.
  const request = /^make\w+Request$/.test(name ?? '') ? 3 : 0;
  const isCallback = isFunction(last) || (last.type === 'Identifier' && /^(?:cb|callback|done|next)$/.test(last.name));
  if (!isCallback || all.length !== request + 2) return undefined;
  return [
    {
      range: { start: last.range[0], end: last.range[0] },
      newText: `{ deadline: Date.now() + ${milliseconds(ms)} }, `,
    },
  ];
}
