import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';

const housekeeping =
  /^(?:heartbeat|commitOffsets|commitOffsetsIfNecessary|close|pause|resume|sleep|delay|ack|ackMessage|acknowledge|acknowledgeMessage)$/;

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

const logging =
  /^(?:log(?:[A-Z]\w*|ger)?|info|warn|error|debug|trace|fatal|captureException|captureMessage|stringify|String)$/;

/** `channel.ack(message)`, and own methods around it. */
export function isAck(call: CallExpression): boolean {
  return /^(?:ack|ackMessage|acknowledge|acknowledgeMessage)$/.test(calledName(call) ?? '');
}

/** Whether code mentions the message, or what `before` read from it: `const order = JSON.parse(message.body)`. */
export function mentionsOf(context: FileContext, message: Node, before: readonly Node[]): (one: Node) => boolean {
  const about = new Set(namesIn(message).map((name) => context.variable(name)));
  about.delete(undefined);
  const mentions = (one: Node): boolean =>
    someNode(one, (node) => node.type === 'Identifier' && about.has(context.variable(node)));
  for (const one of before) {
    if (one.type !== 'VariableDeclaration') continue;
    for (const { id, init } of one.declarations)
      if (init && mentions(init)) for (const name of namesIn(id)) about.add(context.variable(name));
    about.delete(undefined);
  }
  return mentions;
}

/** A function returns the message, or what it says, to whoever works on it: `return JSON.parse(message.Body)`. */
export function givesOn(context: FileContext, message: Ast.Identifier, statements: readonly Node[]): boolean {
  const said = new Set([context.variable(message)]);
  const isSaid = (node: Node | null | undefined): boolean => {
    if (!node) return false;
    const plain = unwrap(node);
    if (plain.type === 'Identifier') return said.has(context.variable(plain));
    if (plain.type === 'MemberExpression') return /^body$/i.test(memberName(plain) ?? '') && isSaid(plain.object);
    if (plain.type === 'CallExpression') return calledName(plain) === 'parse' && isSaid(plain.arguments[0]);
    if (plain.type === 'AwaitExpression' || plain.type === 'SpreadElement') return isSaid(plain.argument);
    if (plain.type === 'LogicalExpression') return isSaid(plain.left);
    if (plain.type !== 'ObjectExpression') return false;
    return plain.properties.some((one) => isSaid(one.type === 'Property' ? one.value : one.argument));
  };
  for (const one of statements) {
    if (one.type !== 'VariableDeclaration') continue;
    for (const { id, init } of one.declarations)
      if (id.type === 'Identifier' && isSaid(init)) said.add(context.variable(id));
  }
  return statements.some((one) => one.type === 'ReturnStatement' && isSaid(one.argument));
}

function namesIn(node: Node): readonly Node[] {
  return allNodes(node, ({ type }) => type === 'Identifier');
}

/** The nodes of that kind, in source order. */
export function allNodes(root: Node, isMeant: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  someNode(root, (node) => {
    if (isMeant(node)) found.push(node);
    return false;
  });
  return found;
}

/** Nothing in it keeps the message, or gives it back; `except` are calls that do not count. */
export function onlyLogs(body: Node, except: (call: CallExpression) => boolean = () => false): boolean {
  return !someNode(
    body,
    (node) =>
      (node.type === 'CallExpression' && !logging.test(calledName(node) ?? '') && !except(node)) ||
      node.type === 'ThrowStatement' ||
      (node.type === 'ReturnStatement' && node.argument !== null) ||
      node.type === 'AssignmentExpression',
  );
}
