import type { Ast, Node } from '../ast/types.ts';
import { isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { ownerOfThis } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Limit } from '../backoff/bounds.ts';
import { changesOf, memberChanges } from '../backoff/changes.ts';
import { mayLeave } from '../ast/flow.ts';
import type { RetrySite } from './site.ts';

/** Attempts in all, the first included, where the count starts, ends and steps by what is written. */
export function attemptsOf(context: FileContext, site: RetrySite, limit: Limit): number | undefined {
  const comparison = limit.node;
  if (comparison.type !== 'BinaryExpression' || !limit.bound || !limit.counter) return undefined;
  const bound = constantOrDefault(context, limit.bound);
  const counter = counterOf(limit.counter);
  const start = counter ? startOf(context, counter) : undefined;
  if (bound === undefined || start === undefined || !counter) return undefined;
  const rounds = roundsBetween(start, bound, operatorFor(comparison, limit.bound), goesOn(comparison));
  if (rounds === undefined) return undefined;
  const made = rounds + (countsBefore(context, site, counter, comparison) ? 0 : 1);
  return made > 0 && Number.isFinite(made) ? made : undefined;
}

function counterOf(node: Node): Ast.Identifier | Ast.MemberExpression | undefined {
  const plain = unwrap(node);
  const inner = plain.type === 'UpdateExpression' ? unwrap(plain.argument) : plain;
  return inner.type === 'Identifier' || inner.type === 'MemberExpression' ? inner : undefined;
}

/** A constant, or the default of a parameter that callers may leave out. */
function constantOrDefault(context: FileContext, node: Node): number | undefined {
  const value = context.constant(node);
  if (typeof value === 'number') return value;
  const plain = unwrap(node);
  return plain.type === 'Identifier' ? (startOf(context, plain) ?? atLeast(context, plain)) : undefined;
}

/** `const max = Math.max(1, retries)`, where `retries` has a default. */
function atLeast(context: FileContext, node: Ast.Identifier): number | undefined {
  const definition = context.variable(node)?.defs[0]?.node;
  const init = definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : undefined;
  if (init?.type !== 'CallExpression' || context.text(init.callee) !== 'Math.max') return undefined;
  const given = init.arguments.map((argument) => constantOrDefault(context, argument as Node));
  return given.some((value) => value === undefined) ? undefined : Math.max(...(given as number[]));
}

function startOf(context: FileContext, node: Ast.Identifier | Ast.MemberExpression): number | undefined {
  if (node.type === 'MemberExpression') return startOfField(context, node);
  const definition = context.variable(node)?.defs[0];
  let init: Node | null | undefined;
  if (definition?.node.type === 'VariableDeclarator' && definition.node.id.type === 'Identifier')
    init = definition.node.init;
  const { parent } = definition?.name ?? node;
  if (definition?.type === 'Parameter' && parent?.type === 'AssignmentPattern') init = parent.right;
  const value = init ? context.constant(init) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** `private retries = 0`, and `this.retries = 0` wherever it is set anew. */
function startOfField(context: FileContext, node: Ast.MemberExpression): number | undefined {
  if (node.object.type !== 'ThisExpression') return startInLiterals(context, node);
  const owner = ownerOfThis(context, node.object)?.node;
  const declared = (
    owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression' ? owner.body.body : []
  ).flatMap((member) =>
    member.type === 'PropertyDefinition' && member.value && context.text(member.key) === context.text(node.property)
      ? [member.value]
      : [],
  );
  const set = memberChanges(context, node, context.file.ast).flatMap(({ kind, value }) =>
    kind === 'fresh' && value ? [value] : [],
  );
  const starts = new Set([...declared, ...set].map((value) => context.constant(value)));
  const [start] = starts;
  return starts.size === 1 && typeof start === 'number' ? start : undefined;
}

/** `connect({ tries: 0 })` for `options.tries`: what the file writes where it makes such an object. */
function startInLiterals(context: FileContext, node: Ast.MemberExpression): number | undefined {
  const name = memberName(node);
  if (name === undefined || node.object.type !== 'Identifier') return undefined;
  if (context.variable(node.object)?.defs[0]?.type !== 'Parameter') return undefined;
  const starts = new Set<number>();
  walk(context.file.ast, (part) => {
    if (part.type !== 'Property' || keyName(part.key, part.computed) !== name) return;
    const value = context.constant(part.value as Node);
    if (typeof value === 'number') starts.add(value);
  });
  return starts.size === 1 ? [...starts][0] : undefined;
}

/** The comparison as if the counter stood on its left. */
function operatorFor({ operator, left }: Ast.BinaryExpression, bound: Node): string {
  if (unwrap(left as Node) !== unwrap(bound)) return operator;
  const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
  return mirrored[operator] ?? operator;
}

/** Where the comparison holds there is another round; in `if (n >= 3) throw` it ends them. */
function goesOn(comparison: Node): boolean {
  for (let at: Node = comparison; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'IfStatement') return at !== parent.test || !mayLeave(parent.consequent) || goesRound(parent);
    if (/^(?:For|While|DoWhile|Conditional)/.test(parent.type)) return true;
    if (parent.type === 'UnaryExpression') return false;
    if (!/^(?:LogicalExpression|TS\w+)$/.test(parent.type)) return true;
  }
  return true;
}

/** `if (n < 3) return again(n + 1)` leaves by going round. */
function goesRound({ consequent, test }: Ast.IfStatement): boolean {
  const plain = unwrap(test);
  const operator = plain.type === 'BinaryExpression' ? plain.operator : '';
  return operator.startsWith('<') && consequent.type !== 'ThrowStatement' && !throwsAtOnce(consequent);
}

function throwsAtOnce(node: Node): boolean {
  return node.type === 'BlockStatement' && node.body.some(({ type }) => type === 'ThrowStatement');
}

/** How often the count may step while the rounds go on. */
function roundsBetween(start: number, bound: number, operator: string, goesOnWhile: boolean): number | undefined {
  switch (goesOnWhile ? operator : negated(operator)) {
    case '<':
      return bound - start;
    case '<=':
      return bound - start + 1;
    case '>':
      return start - bound;
    case '>=':
      return start - bound + 1;
    case '!==':
    case '!=':
      return Math.abs(bound - start);
    default:
      return undefined;
  }
}

function negated(operator: string): string {
  const opposite: Readonly<Record<string, string>> = {
    '<': '>=',
    '<=': '>',
    '>': '<=',
    '>=': '<',
    '===': '!==',
    '==': '!=',
  };
  return opposite[operator] ?? '';
}

/** A round is counted before the comparison is made: in the head of a loop, or by a step above it. */
function countsBefore(
  context: FileContext,
  site: RetrySite,
  counter: Ast.Identifier | Ast.MemberExpression,
  comparison: Node,
): boolean {
  const { parent } = counter;
  if (parent?.type === 'UpdateExpression') return parent.prefix;
  const loop = site.node;
  if (
    site.form === 'loop' &&
    loop.type !== 'DoWhileStatement' &&
    'test' in loop &&
    loop.test &&
    isInside(comparison, loop.test as Node)
  )
    return true;
  const steps = stepsOf(context, counter, site.rounds.region);
  const counted = steps.filter(
    ({ node }) => !(loop.type === 'ForStatement' && loop.update && isInside(node, loop.update)),
  );
  return counted.some(({ node }) => node.range[1] <= comparison.range[0]);
}

function stepsOf(
  context: FileContext,
  counter: Ast.Identifier | Ast.MemberExpression,
  region: Node,
): readonly { readonly node: Node }[] {
  const variable = counter.type === 'Identifier' ? context.variable(counter) : undefined;
  const changes =
    counter.type === 'MemberExpression'
      ? memberChanges(context, counter, region)
      : variable
        ? changesOf(context, variable, region)
        : [];
  return changes.filter(({ kind }) => kind === 'step');
}
