import type { Ast, CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { nodeAt, textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, patternNames } from '../ast/nodes.ts';
import { OWN_BODY, findNode, someNode } from '../ast/walk.ts';
import { freshName, freshParameter, indentAt, propertyName } from '../changes/edits.ts';
import { losesComment, styleOf } from '../changes/layout.ts';
import { errorLog } from '../changes/logger.ts';
import type { Suggestion } from '../changes/suggestion.ts';

/** The function that a consumer gives its messages to, and the text that refuses one. */
interface Consumer {
  readonly handler: FunctionNode;
  readonly refuse: readonly string[];
}

/**
 * A message that is no JSON never will be: it is logged and, with RabbitMQ, refused for good, and the rest of the
 * handling is left out. What fails later may be tried again, as before.
 */
export function skippedMessage(file: ParsedFile, range: Range): Suggestion[] {
  const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const consumer = call && (rabbit(file, call) ?? kafka(call));
  if (consumer?.handler.body?.type !== 'BlockStatement') return [];
  const { handler, refuse } = consumer;
  const parse = findNode(consumer.handler.body, isParse, OWN_BODY);
  const declaration = parse && declarationAround(parse);
  const [declared, ...more] = declaration?.declarations ?? [];
  if (!declaration || !declared?.init || more.length > 0 || !isIn(handler, declaration)) return [];
  // What else is parsed says nothing of the message.
  const names = handler.params.flatMap((param) => patternNames(param).map((one) => one.name));
  if (!someNode(parse, (node) => node.type === 'Identifier' && names.includes(node.name))) return [];
  const text = parsed(file, declaration, declared, refuse);
  if (text === undefined) return [];
  const title =
    refuse.length > 0 ? 'Log and refuse a message with invalid JSON' : 'Log and skip a message with invalid JSON';
  return [{ title, edits: [{ range: { start: declaration.range[0], end: declaration.range[1] }, newText: text }] }];
}

/** `channel.consume('jobs', (message) => ...)`. */
function rabbit(file: ParsedFile, { callee, arguments: all }: CallExpression): Consumer | undefined {
  const handler = all[1];
  const [message] = isFunction(handler) ? handler.params : [];
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'consume') return undefined;
  if (!isFunction(handler) || message?.type !== 'Identifier') return undefined;
  const { name } = message;
  const refuse = `${textOf(file, callee.object)}.nack(${name}, false, false)`;
  // Where it may be none, the parse fails for that.
  const guarded = new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\s*(?:!|\\?\\.)`).test(textOf(file, handler));
  return { handler, refuse: [guarded ? `if (${name}) ${refuse}` : refuse] };
}

/** `consumer.run({ eachMessage: async ({ message }) => ... })`. */
function kafka({ arguments: [options] }: CallExpression): Consumer | undefined {
  const property =
    options?.type === 'ObjectExpression'
      ? options.properties.find((one) => propertyName(one) === 'eachMessage')
      : undefined;
  const handler = property?.type === 'Property' ? property.value : undefined;
  return isFunction(handler) ? { handler, refuse: [] } : undefined;
}

function isParse(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    isIdentifier(node.callee.object, 'JSON') &&
    memberName(node.callee) === 'parse'
  );
}

/** `const order = JSON.parse(...)`, whose value is the parsed text and nothing else. */
function declarationAround(parse: Node): Ast.VariableDeclaration | undefined {
  let at = parse;
  while (/^TS(?:As|NonNull|Satisfies)Expression$|^TSTypeAssertion$/.test(at.parent?.type ?? '')) at = at.parent!;
  const declarator = at.parent;
  return declarator?.type === 'VariableDeclarator' && declarator.parent.type === 'VariableDeclaration'
    ? declarator.parent
    : undefined;
}

/** In the body of the handler itself, or in a branch of it: no loop goes on, and no `finally` follows. */
function isIn(handler: FunctionNode, declaration: Node): boolean {
  if (enclosingFunction(declaration) !== handler) return false;
  for (let at = declaration.parent; at && at !== handler; at = at.parent)
    if (!/^(?:BlockStatement|IfStatement)$/.test(at.type)) return false;
  return true;
}

function parsed(
  file: ParsedFile,
  declaration: Ast.VariableDeclaration,
  { id, init }: Ast.VariableDeclarator,
  refuse: readonly string[],
): string | undefined {
  if (!init || losesComment(file, declaration, init)) return undefined;
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, declaration.range[0]);
  const value = textOf(file, init);
  const name = id.type === 'Identifier' ? id.name : freshName(file, 'parsed');
  if (!/^(?:Identifier|ObjectPattern|ArrayPattern)$/.test(id.type)) return undefined;
  // What takes the value apart may give it a type as a whole.
  if (id.type !== 'Identifier' && id.typeAnnotation) return undefined;
  const error = freshParameter(file, declaration, 'error');
  const lines = [
    `let ${name}${typeOf(file, id, init)}${end}`,
    'try {',
    `${step}${name} = ${value}${end}`,
    `} catch (${error}) {`,
    ...[errorLog(file, declaration, error), ...refuse, 'return'].map((line) => `${step}${line}${end}`),
    '}',
    ...(id.type === 'Identifier' ? [] : [`${declaration.kind} ${textOf(file, id)} = ${name}${end}`]),
  ];
  return lines.join(`\n${indent}`);
}

/** The type that the variable has or is given; what is only parsed has none, and a function within would ask for one. */
function typeOf(file: ParsedFile, id: Ast.VariableDeclarator['id'], init: Node): string {
  if (id.typeAnnotation) return textOf(file, id.typeAnnotation);
  if (init.type === 'TSAsExpression') return `: ${textOf(file, init.typeAnnotation)}`;
  return /\.[cm]?tsx?$/.test(file.path) ? ': any' : '';
}
