import type { Ast, Node, Variable } from '../syntax/ast.ts';
import { changesOf } from './changes.ts';
import type { FileContext } from './context.ts';
import { isInside, unwrap } from './nodes.ts';
import { declaredBy } from './delay.ts';
import { anyBelow } from './flow.ts';
import type { LoopNode } from './nodeIndex.ts';

/**
 * What a loop does again is the same operation: it does not work through a collection, walk up a tree, follow a link or
 * try ports. An attempt's number may be handed on; it may not choose what is asked for.
 */
export function sameOperation(
  context: FileContext,
  loop: LoopNode,
  operations: readonly Node[],
  attempts: readonly Node[],
): boolean {
  const items = loop.type === 'ForOfStatement' ? new Set(declaredBy(context, loop.left)) : new Set<Variable>();
  return operations.every((operation) => !differs(context, loop, operation, attempts, items, new Set(), 0));
}

function differs(
  context: FileContext,
  loop: LoopNode,
  expression: Node,
  attempts: readonly Node[],
  items: ReadonlySet<Variable>,
  seen: Set<Variable>,
  depth: number,
): boolean {
  return anyBelow(expression, (node) => {
    if (node.type !== 'Identifier') return false;
    const variable = context.variable(node);
    if (!variable) return false;
    if (items.has(variable)) return true;
    if (seen.has(variable)) return false;
    const changes = changesOf(context, variable, loop).filter(
      (change) => !attempts.some((block) => isInside(change.node, block)),
    );
    if (changes.some((change) => change.kind === 'step' || change.kind === 'grow'))
      return choosesWhat(context, node, variable, expression, depth > 0);
    if (changes.some((change) => change.kind === 'self' || comesFrom(context, change.value, variable))) return true;
    const definition = variable.defs[0]?.node;
    if (depth > 2 || definition?.type !== 'VariableDeclarator' || !definition.init || !isInside(definition, loop.body))
      return false;
    if (isInside(definition.init, expression)) return false;
    seen.add(variable);
    // Results of earlier steps of the same attempt are part of the operation.
    if (anyBelow(definition.init, (inner) => inner.type === 'AwaitExpression')) return false;
    return differs(context, loop, definition.init, attempts, items, seen, depth + 1);
  });
}

/** `const up = dirname(dir); dir = up`: the new value is made of the old one. */
function comesFrom(context: FileContext, value: Node | undefined, variable: Variable): boolean {
  const plain = value && unwrap(value);
  const definition = plain?.type === 'Identifier' ? context.variable(plain)?.defs[0]?.node : undefined;
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
  return anyBelow(definition.init, (node) => node.type === 'Identifier' && context.variable(node) === variable);
}

/** A number that steps is more than the attempt's number: an index, part of a name, a port. */
function choosesWhat(
  context: FileContext,
  node: Ast.Identifier,
  variable: Variable,
  expression: Node,
  derived: boolean,
): boolean {
  for (let at: Node = node; at !== expression && at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === 'MemberExpression' && parent.computed && parent.property === at) return true;
    if (parent.type === 'TemplateLiteral') return !isLogged(parent);
    if (parent.type === 'BinaryExpression' && /^[<>!=]/.test(parent.operator)) return false;
    if (parent.type === 'CallExpression' && parent !== expression && parent.arguments.includes(at as never))
      return derived;
  }
  return !startsSmall(context, variable);
}

function isLogged(node: Node): boolean {
  const call = node.parent;
  return call?.type === 'CallExpression' && call.parent?.type === 'ExpressionStatement';
}

/** It starts as attempts do: at zero, one, or as a limit that is counted down. */
function startsSmall(context: FileContext, variable: Variable): boolean {
  const definition = variable.defs[0];
  if (definition?.type === 'Parameter') return true;
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return true;
  const value = context.constant(unwrap(declarator.init));
  return typeof value !== 'number' || value <= 30;
}
