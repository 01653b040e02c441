import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { someNode } from '../ast/walk.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';
import { takesOff } from './sameness.ts';

/**
 * Each round asks the next of a list: `hosts.shift()`, `hosts[i]` with `i + 1` handed on, `const [host, ...rest] = hosts`.
 * That ends with the list, and nobody is asked twice: a fail-over, or a job that is taken from those that wait.
 * @param stepped the parameters that come round changed by a fixed amount
 */
export function asksNext(
  context: FileContext,
  owner: FunctionNode,
  operations: readonly Node[],
  stepped: ReadonlySet<Variable>,
): boolean {
  return operations.some((operation) => choosesNext(context, owner, operation, stepped, 0));
}

function choosesNext(
  context: FileContext,
  owner: FunctionNode,
  expression: Node,
  stepped: ReadonlySet<Variable>,
  depth: number,
): boolean {
  return someNode(expression, (node) => {
    if (takesOff(node) || isElement(context, node, stepped)) return true;
    const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
    if (depth > 2 || definition?.type !== 'VariableDeclarator' || !isInside(definition, owner)) return false;
    // `const [host, ...rest] = hosts`: with the rest, the next round goes on.
    if (definition.id.type === 'ArrayPattern') return definition.id.elements.at(-1)?.type === 'RestElement';
    return definition.init !== null && choosesNext(context, owner, definition.init, stepped, depth + 1);
  });
}

/** `hosts[i]`; `hosts[i % hosts.length]` comes round again. */
function isElement(context: FileContext, node: Node, stepped: ReadonlySet<Variable>): boolean {
  if (node.type !== 'MemberExpression' || !node.computed) return false;
  const index = unwrap(node.property);
  const variable = index.type === 'Identifier' ? context.variable(index) : undefined;
  return variable !== undefined && stepped.has(variable);
}
