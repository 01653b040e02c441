import type { FileContext } from '../values/index.ts';
import { isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { Node } from '../ast/types.ts';

/** What a variable, or a field of this class, is set to, where that is one thing. */
export function madeBy(context: FileContext, name: Node): Node | undefined {
  if (name.type === 'MemberExpression') {
    if (name.object.type !== 'ThisExpression') return undefined;
    const [made, ...others] = fieldValues(context, name, memberName(name));
    return made && others.length === 0 ? unwrap(made) : undefined;
  }
  const definition = name.type === 'Identifier' ? context.variable(name)?.defs[0]?.node : undefined;
  return definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined;
}

function fieldValues(context: FileContext, use: Node, name: string | undefined): readonly Node[] {
  const owner = context.index.classes.find((one) => isInside(use, one));
  if (!owner || name === undefined) return [];
  const declared = owner.body.body.flatMap((one) =>
    one.type === 'PropertyDefinition' && one.value && keyName(one.key as Node, one.computed) === name ? one.value : [],
  );
  const assigned = context.index.assignments.flatMap(({ left, right }) =>
    left.type === 'MemberExpression' && memberName(left) === name && isInside(left, owner) ? right : [],
  );
  return [...declared, ...assigned];
}
