import { someNode } from '../ast/walk.ts';
import type { Ast, Node, Variable } from '../ast/types.ts';
import { changesOf } from '../backoff/changes.ts';
import type { FileContext } from '../values/index.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { declaredBy } from '../backoff/delay.ts';
import { takesOff } from '../backoff/takesWork.ts';
import type { LoopNode } from '../ast/nodeIndex.ts';
import { failureVariables, mentions, resultsOf } from '../answers/errors.ts';

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
  const rounds: Rounds = { loop, attempts, items, answers: answersOf(context, loop, operations) };
  return operations.every((operation) => !differsBetweenRounds(context, rounds, operation, new Set(), 0));
}

interface Rounds {
  readonly loop: LoopNode;
  readonly attempts: readonly Node[];
  readonly items: ReadonlySet<Variable>;
  /** What the operations' results are given to, and what is read from those. */
  readonly answers: ReadonlySet<Variable>;
}

function answersOf(context: FileContext, loop: LoopNode, operations: readonly Node[]): ReadonlySet<Variable> {
  const results = operations.flatMap((node) => resultsOf(context, node));
  return results.length > 0 ? failureVariables(context, results, loop.body) : new Set();
}

function differsBetweenRounds(
  context: FileContext,
  rounds: Rounds,
  expression: Node,
  seen: Set<Variable>,
  depth: number,
): boolean {
  const { loop, attempts, items, answers } = rounds;
  return someNode(expression, (node) => {
    if (takesOff(node) && (node !== expression || depth > 0)) return true;
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
    if (choosesInside(context, rounds, variable, expression, seen, depth)) return true;
    if (changes.some((change) => change.kind === 'self' || derivesFrom(context, change.value, variable))) return true;
    // The next page, the place that an answer points to; what is called may well come from an answer.
    const handed = depth > 0 || isArgument(node, expression);
    if (handed && !answers.has(variable) && changes.some(({ value }) => value && mentions(context, value, answers)))
      return true;
    const definition = variable.defs[0]?.node;
    if (depth > 2 || definition?.type !== 'VariableDeclarator' || !definition.init || !isInside(definition, loop.body))
      return false;
    if (isInside(definition.init, expression)) return false;
    if (isIndex(node) && countsRounds(context, loop, definition.init)) return true;
    seen.add(variable);
    if (someNode(definition.init, takesOff)) return true;
    if (
      valuesWrittenInLoop(context, variable, loop).some((value) =>
        differsBetweenRounds(context, rounds, value, seen, depth + 1),
      )
    )
      return true;
    // Results of earlier steps of the same attempt are part of the operation.
    if (someNode(definition.init, (inner) => inner.type === 'AwaitExpression')) return false;
    return differsBetweenRounds(context, rounds, definition.init, seen, depth + 1);
  });
}

/** `hosts[index]` */
function isIndex(node: Node): boolean {
  return node.parent?.type === 'MemberExpression' && node.parent.computed && node.parent.property === node;
}

/** `(first + round) % hosts.length`: another element each round. */
function countsRounds(context: FileContext, loop: LoopNode, expression: Node): boolean {
  return someNode(expression, (node) => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    return variable !== undefined && changesOf(context, variable, loop).some(({ kind }) => kind === 'step');
  });
}

/** `let file = null; try { file = open(name)`, where each round has another name: set in the round, and for it. */
function choosesInside(
  context: FileContext,
  rounds: Rounds,
  variable: Variable,
  expression: Node,
  seen: Set<Variable>,
  depth: number,
): boolean {
  if (depth > 2) return false;
  const set = changesOf(context, variable, rounds.loop).flatMap(({ kind, node, value }) =>
    kind === 'fresh' && value && isInside(node, rounds.loop.body) && !isInside(node, expression) ? [value] : [],
  );
  if (set.length === 0) return false;
  const known = new Set([...seen, variable]);
  return set.some(
    (value) =>
      someNode(value, takesOff) ||
      (!someNode(value, ({ type }) => type === 'AwaitExpression') &&
        differsBetweenRounds(context, rounds, value, known, depth + 1)),
  );
}

function isArgument(node: Node, expression: Node): boolean {
  return expression.type === 'CallExpression' && expression.arguments.some((argument) => isInside(node, argument));
}

/** What a round puts into an object that it makes: `url.searchParams.set('cursor', cursor)`, `Object.assign(row, item)`. */
function valuesWrittenInLoop(context: FileContext, variable: Variable, loop: LoopNode): readonly Node[] {
  return variable.references.flatMap(({ identifier }) => {
    if (!isInside(identifier, loop.body)) return [];
    let at: Node = identifier;
    while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent;
    const call = at.parent;
    if (call?.type !== 'CallExpression' || call.parent?.type !== 'ExpressionStatement') return [];
    if (at !== identifier && call.callee === at) return call.arguments.slice();
    const assigns = context.text(call.callee) === 'Object.assign' && call.arguments[0] === identifier;
    return assigns ? call.arguments.slice(1) : [];
  });
}

/** `const up = dirname(dir); dir = up`: the new value is made of the old one. */
function derivesFrom(context: FileContext, value: Node | undefined, variable: Variable): boolean {
  const plain = value && unwrap(value);
  const definition = plain?.type === 'Identifier' ? context.variable(plain)?.defs[0]?.node : undefined;
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
  return someNode(definition.init, (node) => node.type === 'Identifier' && context.variable(node) === variable);
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
