import type { Node, ParsedFile } from '../ast/types.ts';
import { enclosingFunction, isFunction } from '../ast/nodes.ts';
import { findNode } from '../ast/walk.ts';

const names = /^(?:logger|log|LOGGER|LOG)$/;
const members = /^(?:_?(?:logger|log)|#(?:logger|log))$/;
const methods = /^(?:error|warn|info|debug)$/;

/** What logs an error at a place: the logger of its class, function or module where that has one, else the console. */
export function errorLog(file: ParsedFile, place: Node): string {
  return `${ownLogger(place) ?? loggerInScope(file, place) ?? 'console'}.error`;
}

/** `this.logger`, which the class uses itself, where `this` is that of the class. */
function ownLogger(place: Node): string | undefined {
  let owner = enclosingFunction(place);
  while (owner?.type === 'ArrowFunctionExpression') owner = enclosingFunction(owner);
  const member = owner?.parent;
  if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return undefined;
  if (member.static) return undefined;
  const used = findNode(member.parent, (node) => {
    if (!isLogging(node) || node.object.type !== 'MemberExpression') return false;
    const { object, property } = node.object;
    return object.type === 'ThisExpression' && 'name' in property && members.test(nameOfMember(property));
  });
  if (used?.type !== 'MemberExpression' || used.object.type !== 'MemberExpression') return undefined;
  return `this.${nameOfMember(used.object.property)}`;
}

function nameOfMember(property: Node): string {
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  return property.type === 'Identifier' ? property.name : '';
}

/** `logger`, which the module or a function around has, and the file logs with. */
function loggerInScope(file: ParsedFile, place: Node): string | undefined {
  const used = findNode(
    file.ast,
    (node) =>
      isLogging(node) &&
      node.object.type === 'Identifier' &&
      names.test(node.object.name) &&
      isVisible(file, node.object.name, place),
  );
  return used?.type === 'MemberExpression' && used.object.type === 'Identifier' ? used.object.name : undefined;
}

function isVisible({ scopes: { scopes } }: ParsedFile, name: string, place: Node): boolean {
  return scopes.some(
    ({ type, block, variables }) =>
      (type === 'module' || type === 'global' || (isFunction(block) && isAround(block, place))) &&
      variables.some((variable) => variable.name === name && variable.defs.length > 0),
  );
}

function isAround({ range }: Node, place: Node): boolean {
  return range[0] <= place.range[0] && range[1] >= place.range[1];
}

function isLogging(node: Node): node is Extract<Node, { type: 'MemberExpression' }> {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.property.type === 'Identifier' &&
    methods.test(node.property.name) &&
    node.parent.type === 'CallExpression' &&
    node.parent.callee === node
  );
}
