import type { Ast, Node } from '../ast/types.ts';

export function argumentsOf(
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression | Ast.MemberExpression,
): readonly Node[] {
  return 'arguments' in node ? node.arguments : [];
}

/** Expressions at the argument positions that hold options. */
export function argumentsAt(args: readonly Node[], positions: number | readonly number[] | undefined): readonly Node[] {
  if (positions === undefined) return [];
  const wanted = typeof positions === 'number' ? [positions] : positions;
  return wanted.flatMap((position) => {
    const argument = args[position < 0 ? args.length + position : position];
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
}
