import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, memberName, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

/** What must not go on when it fails, so that to catch and log its failure would break what follows. */

const opens =
  /^\$?(?:(?:start|begin)Transaction|begin|rollback(?:Transaction)?|savepoint|connect|acquire(?:Lock)?|lock|tryLock|obtainLock)$/;
const openingStatement = /^\s*(?:begin|start\s+transaction|savepoint|lock|rollback|select\s+pg_advisory_lock)\b/i;

/** A transaction, connection or lock is opened, and what follows in the function uses it. */
export function isNeededNext(call: Node): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const name = memberName(call.callee) ?? '';
  const [statement] = call.arguments;
  const isOpening =
    opens.test(name) ||
    (/^(?:query|execute|raw)$/.test(name) &&
      statement?.type === 'Literal' &&
      openingStatement.test(String(statement.value)));
  const { body, async } = enclosingFunction(call) ?? {};
  // What is sent to a client that is still connecting waits in its queue.
  if (name === 'connect' && async !== true) return false;
  const held = rootName(call);
  if (!isOpening || !body || held === undefined) return false;
  const isUse = (one: Node): boolean =>
    one.type === 'CallExpression' && one.range[0] > call.range[1] && rootName(one) === held;
  return someNode(body, isUse, OWN_BODY);
}

/** `qr` of `qr.manager.delete()`, `this.client` of `this.client.query()`. */
function rootName(call: CallExpression): string | undefined {
  const path: string[] = [];
  let at = unwrap(call.callee);
  while (at.type === 'MemberExpression') {
    path.unshift(memberName(at) ?? '');
    at = unwrap(at.object);
  }
  if (at.type === 'ThisExpression') return `this.${path[0] ?? ''}`;
  return at.type === 'Identifier' ? at.name : undefined;
}

/** It catches, and throws all the same: whoever wrote it wants the process to end. */
export function rethrowsOnPurpose(owner: FunctionNode): boolean {
  return (
    !!owner.body &&
    someNode(
      owner.body,
      (node) => node.type === 'CatchClause' && someNode(node.body, ({ type }) => type === 'ThrowStatement', OWN_BODY),
      OWN_BODY,
    )
  );
}

const partEvents = /^(?:data|row|record|line|entry|readable|end|finish)$/;

/** It listens for the parts of a stream, or for its end: the promise around is that of the whole. */
export function takesParts({ parent, ...owner }: FunctionNode): boolean {
  if (parent?.type !== 'CallExpression') return false;
  const [event, listener] = parent.arguments;
  return event?.type === 'Literal' && partEvents.test(String(event.value)) && listener?.range[0] === owner.range[0];
}

/** `stream.pause()`, and `resume()` only once the work is done. */
export function pausesSource(owner: FunctionNode): boolean {
  return (
    !!owner.body &&
    someNode(
      owner.body,
      (node) =>
        node.type === 'CallExpression' &&
        node.callee.type === 'MemberExpression' &&
        memberName(node.callee) === 'pause',
      OWN_BODY,
    )
  );
}

/** Parameters through which somebody gets the answer that they wait for. */
export const answering = /^_?(?:res(?:p(?:onse)?)?|reply|respond|ctx|callback|cb|done|next|ack|resolve|sendResponse)$/;
