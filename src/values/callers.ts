import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { isDeclaredForExport } from '../ast/functions.ts';
import { enclosingFunction, memberName } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';

/**
 * What callers give for a parameter, `undefined` for one that gives nothing: where all of them are in sight, because
 * the function is neither exported nor handed on, or is a private method.
 */
export function argumentsGiven(context: FileContext, variable: Variable): readonly (Node | undefined)[] | undefined {
  const name = variable.identifiers[0];
  const owner = name && enclosingFunction(name);
  const index = owner?.params.findIndex(
    (one) => one === name || (one.type === 'AssignmentPattern' && one.left === name),
  );
  if (!owner || index === undefined || index < 0) return undefined;
  const uses = usesInSight(context, owner);
  if (!uses || uses.length === 0) return undefined;
  const given: (Node | undefined)[] = [];
  for (const use of uses) {
    const call = use.parent;
    if (call?.type !== 'CallExpression' || call.callee !== use) return undefined;
    if (call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return undefined;
    given.push(call.arguments[index]);
  }
  return given;
}

function usesInSight(context: FileContext, owner: FunctionNode): readonly Node[] | undefined {
  const holder = owner.parent;
  if (owner.type === 'FunctionDeclaration')
    return isDeclaredForExport(owner) ? undefined : usesOfName(context, owner.id);
  if (holder?.type === 'VariableDeclarator')
    return holder.parent.kind !== 'const' || isDeclaredForExport(holder.parent)
      ? undefined
      : usesOfName(context, holder.id);
  if (holder?.type !== 'MethodDefinition' && holder?.type !== 'PropertyDefinition') return undefined;
  const { key } = holder;
  if (holder.computed || holder.decorators.length > 0) return undefined;
  if (key.type === 'PrivateIdentifier')
    return context.index.members.filter(
      ({ property }) => 'name' in property && property.type === key.type && property.name === key.name,
    );
  if (holder.accessibility !== 'private' || key.type !== 'Identifier') return undefined;
  return context.index.members.filter((member) => memberName(member) === key.name);
}

function usesOfName(context: FileContext, name: Node | null): readonly Node[] | undefined {
  const variable = name?.type === 'Identifier' ? context.variable(name) : undefined;
  return variable?.references.flatMap(({ identifier }) => (identifier === name ? [] : [identifier as Node]));
}
