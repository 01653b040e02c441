import type { Node } from '../ast/types.ts';
import { unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';

const housekeeping = /^(?:heartbeat|commitOffsets|commitOffsetsIfNecessary|close|pause|resume|sleep|delay|ack)$/;

/** Work stands in it, whose end is waited for. */
export function waits(node: Node): boolean {
  return someNode(
    node,
    (part) => {
      if (part.type !== 'AwaitExpression') return false;
      const call = unwrap(part.argument);
      return call.type === 'CallExpression' && !housekeeping.test(calledName(call) ?? '');
    },
    OWN_BODY,
  );
}

const logging = /^(?:log|info|warn|error|debug|trace|fatal|captureException|captureMessage|stringify|String)$/;

/** Nothing in it keeps the message, or gives it back. */
export function onlyLogs(body: Node): boolean {
  return !someNode(
    body,
    (node) =>
      (node.type === 'CallExpression' && !logging.test(calledName(node) ?? '')) ||
      node.type === 'ThrowStatement' ||
      (node.type === 'ReturnStatement' && node.argument !== null) ||
      node.type === 'AssignmentExpression',
  );
}
