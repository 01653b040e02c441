import type { Ast, Node } from './types.ts';

export function argumentsOf(
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression | Ast.MemberExpression,
): readonly Node[] {
  return 'arguments' in node ? node.arguments : [];
}

/** Expressions at the argument positions that hold options. */
export function argumentsAt(args: readonly Node[], positions: number | readonly number[] | undefined): readonly Node[] {
  if (positions === undefined) return [];
  const wanted = typeof positions === 'number' ? [positions] : positions;
  const found = wanted.flatMap((position) => {
    const argument = args[position < 0 ? args.length + position : position];
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
  // `new Redis(config.url, { ... })`: behind an address the options are an object, so what comes first is none of them.
  const written = found.findIndex((argument) => argument.type === 'ObjectExpression');
  return written > 0 ? found.slice(written) : found;
}
