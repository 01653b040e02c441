import type { QueueOperation } from '../facts/model.ts';
import type { Ast, CallExpression, Node, ParsedFile } from '../ast/types.ts';
import { mayAwait, nodeAt, textOf } from '../ast/locate.ts';
import { memberName, rangeOf } from '../ast/nodes.ts';
import { findNode } from '../ast/walk.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { propertyName, setOption } from '../changes/edits.ts';
import { linesBefore, listOf, styleOf } from '../changes/layout.ts';

/** How many messages a consumer works on before it has acknowledged one. */
const PREFETCH = 10;

/** The setting under which a message outlives a crash or a broker's restart. */
export function keptMessage(file: ParsedFile, operation: QueueOperation): Suggestion[] {
  const call = nodeAt(file, operation.range, 'CallExpression') as CallExpression | undefined;
  if (!call) return [];
  if (operation.library === 'kafkajs') return withoutAcks(file, call);
  if (operation.operation === 'publish') {
    const index = call.callee.type === 'MemberExpression' && memberName(call.callee) === 'publish' ? 3 : 2;
    const edits = setOption(file, call, index, 'persistent', 'true');
    return edits ? [{ title: 'Send it as persistent', edits }] : [];
  }
  // What ends the work of a handler, and so where to acknowledge, is for the reader to say.
  return operation.options.noAck === true ? [] : prefetching(file, call);
}

/** The default of kafkajs waits for all replicas. */
function withoutAcks(file: ParsedFile, call: CallExpression): Suggestion[] {
  const object = findNode(call, (node) => node.type === 'ObjectExpression' && node.properties.some(isAcks)) as
    Ast.ObjectExpression | undefined;
  const property = object?.properties.find(isAcks);
  if (!property) return [];
  const { text } = file;
  const [start, end] = property.range;
  const after = /^\s*,[ \t]*/.exec(text.slice(end));
  const before = after ? null : /,\s*$/.exec(text.slice(0, start));
  const range = { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) };
  return [{ title: 'Wait for all in-sync replicas', edits: [{ range, newText: '' }] }];
}

function isAcks(property: Ast.ObjectLiteralElement): boolean {
  return propertyName(property) === 'acks';
}

/** `await channel.prefetch(10)` in front of the statement that consumes. */
function prefetching(file: ParsedFile, call: CallExpression): Suggestion[] {
  const { callee } = call;
  let statement: Node = call;
  while (statement.parent && !listOf(statement)) statement = statement.parent;
  if (callee.type !== 'MemberExpression' || !listOf(statement) || !mayAwait(file, rangeOf(call))) return [];
  const line = `await ${textOf(file, callee.object)}.prefetch(${PREFETCH})${styleOf(file).end}`;
  return [{ title: `Take ${PREFETCH} messages at a time`, edits: [linesBefore(file, statement, [line])] }];
}
