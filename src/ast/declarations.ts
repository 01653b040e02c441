import { isIdentifier, keyName, memberName, unwrap } from './nodes.ts';
import type { Ast, FunctionNode, Node, Variable } from './types.ts';

/** The declaration of a field in the class that `node` stands in. */
export function fieldOf(node: Node, name: string | undefined): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type !== 'ClassBody') continue;
    return at.body.find(
      (member) => member.type === 'PropertyDefinition' && keyName(member.key as Node, member.computed) === name,
    );
  }
  return undefined;
}

/** What `rest` of `const { host, ...rest } = options` is a part of, and the names of what it lacks. */
export function restOf(variable: Variable): { readonly of: Node; readonly taken: readonly string[] } | undefined {
  const rest = variable.identifiers[0]?.parent;
  const pattern = rest?.type === 'RestElement' ? rest.parent : undefined;
  if (pattern?.type !== 'ObjectPattern' || pattern.parent.type !== 'VariableDeclarator' || !pattern.parent.init)
    return undefined;
  const taken = pattern.properties.flatMap((property) =>
    property.type === 'Property' ? (keyName(property.key, property.computed) ?? []) : [],
  );
  return { of: pattern.parent.init, taken };
}

/** A function whose name says that it is called with `new`. */
export function isConstructor(node: FunctionNode): boolean {
  const holder = node.parent;
  const name =
    node.id?.name ??
    (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined) ??
    (holder?.type === 'AssignmentExpression' ? nameOfTarget(holder) : undefined);
  return name !== undefined && /^[A-Z]/.test(name);
}

/** The name that `X = module.exports = function () {}` gives. */
function nameOfTarget(node: Ast.AssignmentExpression): string | undefined {
  const holder = node.parent;
  return holder.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined;
}

/** `Object.assign(...)`. */
export function isObjectAssign(node: Ast.CallExpression): boolean {
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression' && isIdentifier(callee.object, 'Object') && memberName(callee) === 'assign';
}
