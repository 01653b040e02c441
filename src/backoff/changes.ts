import { someNode } from '../ast/walk.ts';
import type { Ast, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { isInside, unwrap } from '../ast/nodes.ts';

/**
 * How a variable changes from one round to the next. `step`: by a fixed amount; `grow`: by a factor; `self`: by some
 * other function of its own value; `fresh`: to something that does not depend on it.
 */
export interface Change {
  readonly kind: 'step' | 'grow' | 'self' | 'fresh';
  /** The assignment or update. */
  readonly node: Node;
  /** What it is set to. */
  readonly value?: Node;
}

/** What changes a variable inside `region`; declarations inside it do not count as changes. */
export function changesOf(context: FileContext, variable: Variable, region: Node): readonly Change[] {
  const found: Change[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite() || !isInside(reference.identifier, region)) continue;
    const parent = reference.identifier.parent;
    if (parent?.type === 'VariableDeclarator') continue;
    if (parent) found.push(changeAt(context, reference.identifier, parent, variable));
  }
  return found;
}

/** The same for `this.x`: assignments to the same member, by their text, inside `region`. */
export function memberChanges(context: FileContext, member: Node, region: Node): readonly Change[] {
  const text = context.text(member);
  const found: Change[] = [];
  for (const node of context.index.members) {
    if (!isInside(node, region) || context.text(node) !== text) continue;
    const parent = node.parent;
    if (parent?.type === 'UpdateExpression') found.push({ kind: 'step', node: parent });
    else if (parent?.type === 'AssignmentExpression' && parent.left === node) {
      found.push(assignment(parent, (inner) => inner.type === 'MemberExpression' && context.text(inner) === text));
    }
  }
  return found;
}

function changeAt(context: FileContext, identifier: Node, parent: Node, variable: Variable): Change {
  if (parent.type === 'UpdateExpression') return { kind: 'step', node: parent };
  if (parent.type === 'AssignmentExpression' && parent.left === identifier) {
    return assignment(parent, (inner) => inner.type === 'Identifier' && context.variable(inner) === variable);
  }
  return { kind: 'fresh', node: parent };
}

function assignment(node: Ast.AssignmentExpression, isSelf: (node: Node) => boolean): Change {
  const value = node.right;
  switch (node.operator) {
    case '+=':
    case '-=':
      return { kind: someNode(value, isSelf) ? 'grow' : 'step', node, value };
    case '*=':
    case '/=':
    case '**=':
    case '<<=':
      return { kind: 'grow', node, value };
    case '=':
      return { kind: growthKind(value, isSelf), node, value };
    default:
      return { kind: 'fresh', node, value };
  }
}

function growthKind(value: Node, isSelf: (node: Node) => boolean): Change['kind'] {
  if (!someNode(value, isSelf)) return 'fresh';
  const plain = unwrap(value);
  if (plain.type === 'BinaryExpression') {
    const sides = [plain.left as Node, plain.right];
    if (plain.operator === '*' || plain.operator === '**' || plain.operator === '<<') return 'grow';
    if (plain.operator === '+' || plain.operator === '-') {
      if (sides.every((side) => someNode(side, isSelf))) return 'grow';
      const self = sides.find((side) => someNode(side, isSelf))!;
      return isSelf(unwrap(self)) ? 'step' : growthKind(self, isSelf);
    }
  }
  // `delay < most ? delay * 2 : delay + most`: it grows either way.
  if (plain.type === 'ConditionalExpression')
    return fastest([plain.consequent, plain.alternate].map((branch) => growthKind(branch, isSelf)));
  // `Math.min(delay * 2, cap)` and `Math.round(delay * 1.5)`.
  if (plain.type === 'CallExpression' && /^Math\.(?:min|max|round|floor|ceil|trunc)$/.test(calleeText(plain.callee))) {
    return fastest(plain.arguments.map((argument) => growthKind(argument, isSelf)));
  }
  return 'self';
}

function fastest(kinds: readonly Change['kind'][]): Change['kind'] {
  return kinds.find((kind) => kind === 'grow') ?? kinds.find((kind) => kind === 'step') ?? 'self';
}

function calleeText(callee: Node): string {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return '';
  return callee.property.type === 'Identifier' ? `${callee.object.name}.${callee.property.name}` : '';
}
