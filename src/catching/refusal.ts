import type { FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textHas } from '../ast/fileText.ts';
import { textOf } from '../ast/locate.ts';
import { isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { findNode, someNode } from '../ast/walk.ts';
import { freshParameter } from '../changes/edits.ts';
import { styleOf, wholeBlock } from '../changes/layout.ts';
import { errorLog } from '../changes/logger.ts';
import type { Suggestion } from '../changes/suggestion.ts';

/** Some place for messages that were refused for good is in sight: without one, an outage would empty the queue. */
const deadLetters = /dead-?_?letter|\bdl[xq]\b|[a-z]Dl[xq]\b|\b(?:DL[XQ])\b/i;

/** For a consumer whose handling of a message fails. */
export function refusalIn(file: ParsedFile, handler: FunctionNode): Suggestion[] {
  const edits = textHas(file, deadLetters) ? refusedMessage(file, handler) : undefined;
  return edits ? [{ title: 'Log the failure, and dead-letter a message that came twice', edits }] : [];
}

/**
 * A message of RabbitMQ whose handling fails is logged and refused: delivered once more, and after that left to the
 * queue's dead letters. Only where it is acknowledged at the end: it must not be refused as well.
 */
function refusedMessage(file: ParsedFile, owner: FunctionNode): TextEdit[] | undefined {
  const { parent, params, body } = owner;
  const [message] = params;
  if (parent?.type !== 'CallExpression' || parent.arguments[1] !== owner || body?.type !== 'BlockStatement')
    return undefined;
  const { callee } = parent;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'consume' || message?.type !== 'Identifier')
    return undefined;
  const channel = textOf(file, callee.object);
  const isAnswer = (node: Node): boolean =>
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    /^(?:ack|nack|reject)(?:All)?$/.test(memberName(node.callee) ?? '');
  const isOwnAck = (node: Node): boolean =>
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    memberName(node.callee) === 'ack' &&
    textOf(file, node.callee.object) === channel &&
    isGiven(node.arguments[0], message.name);
  const acks = new Set<Node>();
  findNode(body, (node) => {
    if (isAnswer(node)) acks.add(node);
    return false;
  });
  const [ack, ...others] = acks;
  if (!ack || others.length > 0 || !isOwnAck(ack) || !isLast(body, ack)) return undefined;
  // It is set to another message in between, or answers somebody else as well.
  if (someNode(body, (node) => node.type === 'AssignmentExpression' && isIdentifier(node.left, message.name)))
    return undefined;
  const error = freshParameter(file, body, 'error');
  const { step, end } = styleOf(file);
  return wholeBlock(file, body, 'try {', [
    `} catch (${error}) {`,
    `${step}${errorLog(file, body, error)}${end}`,
    `${step}if (${message.name}) ${channel}.nack(${message.name}, false, !${message.name}.fields.redelivered)${end}`,
    '}',
  ]);
}

/** Nothing of the function runs after it. */
function isLast(body: Node, ack: Node): boolean {
  for (let at: Node = ack; at !== body && at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'BlockStatement') {
      if (parent.body.at(-1) !== at) return false;
    } else if (!/^(?:(?:Expression|If|Return)Statement|AwaitExpression)$/.test(parent.type)) return false;
  }
  return true;
}

/** `message`, and `message!`. */
function isGiven(argument: Node | undefined, name: string): boolean {
  return argument !== undefined && isIdentifier(unwrap(argument), name);
}
