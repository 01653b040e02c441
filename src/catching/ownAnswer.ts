import type { Ast, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { isIdentifier } from '../ast/nodes.ts';
import { findNode, someNode } from '../ast/walk.ts';
import { propertyName } from '../changes/edits.ts';
import { styleOf } from '../changes/layout.ts';

const texts = /^(?:err(?:or)?|message|msg|reason)$/;
const verdicts = /^(?:ok|success|status)$/;

/**
 * The acknowledgement of socket.io that a listener gives for other failures, as a call for any: what it says of them is
 * not told. A second one is ignored. Undefined where the listener gives none, or one of another form.
 */
export function failureAnswer(file: ParsedFile, owner: FunctionNode, name: string): string | undefined {
  const { body, parent } = owner;
  if (!body || parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return undefined;
  if (!/sock/i.test(textOf(file, parent.callee.object))) return undefined;
  const call = findNode(body, (node) => toldBy(node, name) !== undefined);
  const told = call && toldBy(call, name);
  if (!told) return undefined;
  const { quote, end } = styleOf(file);
  const properties = told.properties.map((one) =>
    texts.test(propertyName(one) ?? '') ? `${propertyName(one)}: ${quote}Internal error${quote}` : textOf(file, one),
  );
  // Whoever asks for no acknowledgement gives no function.
  const asked = someNode(body, (node) => isAsked(node, name));
  return `${name}${asked ? '?.' : ''}({ ${properties.join(', ')} })${end}`;
}

/** `callback({ error: 'Not found' })`, `ack({ success: false, message })`. */
function toldBy(node: Node, name: string): Ast.ObjectExpression | undefined {
  if (node.type !== 'CallExpression' || !isIdentifier(node.callee, name) || node.arguments.length !== 1)
    return undefined;
  const [answer] = node.arguments;
  if (answer?.type !== 'ObjectExpression') return undefined;
  const known = answer.properties.every((one) => texts.test(propertyName(one) ?? '') || isVerdict(one));
  const fails = answer.properties.some((one) => /^err(?:or)?$/.test(propertyName(one) ?? '') || isVerdict(one));
  return known && fails ? answer : undefined;
}

/** `success: false`, `status: 'error'`. */
function isVerdict(one: Ast.ObjectLiteralElement): boolean {
  if (one.type !== 'Property' || !verdicts.test(propertyName(one) ?? '') || one.value.type !== 'Literal') return false;
  const { value } = one.value;
  return value === false || (typeof value === 'string' && /^(?:err|fail|nok)/i.test(value));
}

/** `callback?.(...)`, `if (callback)`, `typeof callback`. */
function isAsked(node: Node, name: string): boolean {
  if (node.type === 'CallExpression') return node.optional && isIdentifier(node.callee, name);
  if (node.type === 'UnaryExpression') return node.operator === 'typeof' && isIdentifier(node.argument, name);
  if (node.type === 'LogicalExpression') return isIdentifier(node.left, name);
  return node.type === 'IfStatement' && isIdentifier(node.test, name);
}
