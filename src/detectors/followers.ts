import type { Node } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';
import { argumentsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';

const shells = /^(?:shell|requestShell)$/;
const runs = /^(?:exec|execCommand|spawn|execAsync)$/;
/** Commands that go on until somebody stops them. */
const follows =
  /\btail\b.*\s(?:-\w*[fF]\b|--follow|--retry)|\b(?:journalctl|logs)\b.*\s(?:-\w*f\b|--follow)|^\s*(?:watch|top|htop)\b|\binotifywait\b.*\s-\w*m|\bdmesg\b.*\s-\w*w/;

/** An interactive shell, or a log that is followed: it lasts for as long as somebody looks on, and no limit fits. */
export function isFollowed(context: FileContext, found: FoundRequest): boolean {
  const { node, client } = found;
  if (node.type !== 'CallExpression') return false;
  const name = calledName(node) ?? '';
  if (/ssh/.test(client.library.name)) {
    if (shells.test(name)) return true;
    if (runs.test(name) && follows.test(commandOf(context, node.arguments[0] as Node | undefined))) return true;
  }
  return argumentsOf(node).some((argument) => {
    const plain = unwrap(argument);
    if (plain.type !== 'ObjectExpression' || isFunction(plain)) return false;
    const follow = context.options(plain).get('follow');
    return follow.state === 'present' && follow.constant === true && /logs?$/i.test(name);
  });
}

/** The command as far as it is written: a text, a template, or the constant that it stands in. */
function commandOf(context: FileContext, node: Node | undefined): string {
  if (!node) return '';
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const definition = context.variable(plain)?.defs[0]?.node;
    return definition?.type === 'VariableDeclarator' && definition.init ? commandOf(context, definition.init) : '';
  }
  if (plain.type === 'TemplateLiteral' || plain.type === 'BinaryExpression')
    return context.text(plain).replace(/[`'"]/g, '');
  const text = context.constant(plain);
  return typeof text === 'string' ? text : '';
}
