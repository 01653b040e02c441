import type { Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { isIdentifier, unwrap } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';

/**
 * The parameter of a listener for errors. What it is set on gives it its type, unless that is `any`: then strict projects
 * want one written.
 * @param made the call that makes the object; @param name the variable or field that holds it
 */
export function errorParameter(
  file: ParsedFile,
  made: Node | undefined,
  name: string | undefined,
  error: string,
): string {
  if (!/\.[cm]?tsx?$/.test(file.path)) return error;
  return isAny(file, made, name) ? `${error}: Error` : error;
}

function isAny(file: ParsedFile, made: Node | undefined, name: string | undefined): boolean {
  // `this.clients.main` is of any type where `clients` is.
  const field = name?.startsWith('this.') === true;
  const root = name?.split(/[.?![]+/)[field ? 1 : 0];
  const types = root === undefined ? [] : typesOf(file, root, field);
  if (types.length > 0) return types.some((type) => /^:\s*any\b(?!\[)|\|\s*any\b(?!\[)/.test(type));
  return made !== undefined && isRequired(file, made);
}

/** The types that are written at a variable, parameter or field of this name. */
function typesOf(file: ParsedFile, name: string, field: boolean): readonly string[] {
  const types: string[] = [];
  someNode(file.ast, (node) => {
    const holder =
      node.type === 'PropertyDefinition' && field && !node.computed && textOf(file, node.key) === name
        ? node
        : isIdentifier(node, name) && (!field || node.parent?.type === 'TSParameterProperty')
          ? node
          : undefined;
    const type = (holder as { typeAnnotation?: Node | null } | undefined)?.typeAnnotation;
    if (type) types.push(textOf(file, type));
    return false;
  });
  return types;
}

/** `const amqp = require('amqplib')`: what `require` gives is of any type, and so is all that comes of it. */
function isRequired(file: ParsedFile, made: Node): boolean {
  let at = unwrap(made);
  for (;;) {
    if (at.type === 'CallExpression' || at.type === 'NewExpression') {
      if (isIdentifier(at.callee, 'require')) return true;
      at = unwrap(at.callee);
    } else if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'AwaitExpression') at = unwrap(at.argument);
    else break;
  }
  if (at.type !== 'Identifier') return false;
  const { name } = at;
  return someNode(
    file.ast,
    (node) =>
      node.type === 'VariableDeclarator' &&
      node.init !== null &&
      new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(textOf(file, node.id)) &&
      !(node.id as { typeAnnotation?: Node }).typeAnnotation &&
      startsWithRequire(node.init),
  );
}

function startsWithRequire(node: Node): boolean {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at.type === 'CallExpression' && isIdentifier(at.callee, 'require');
}
