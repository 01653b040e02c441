import { keyName, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';

/** It goes round once and no more: of what it asks for before it does, it changes something. */
export function passesOnce(
  context: FileContext,
  again: Node,
  owner: FunctionNode,
  conditions: readonly Node[],
): boolean {
  return (
    setsItsGuard(context, again, owner, conditions) ||
    clearsItsGuard(context, again, conditions) ||
    turnsItsFlag(again, conditions)
  );
}

/** `load(url, { retry = true } = {})`, and `if (retry) return load(url, { retry: false })`: the flag that lets it is turned. */
function turnsItsFlag(again: Node, conditions: readonly Node[]): boolean {
  if (again.type !== 'CallExpression') return false;
  const given = new Map<string, unknown>();
  for (const { properties } of again.arguments.filter((one) => one.type === 'ObjectExpression'))
    for (const property of properties) {
      const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
      const value = property.type === 'Property' ? unwrap(property.value as Node) : undefined;
      if (name !== undefined && value?.type === 'Literal') given.set(name, value.value);
    }
  return conditions.some((condition) =>
    flagsWanted(condition, letsPass(condition, again)).some(({ name, wanted }) => given.get(name) === !wanted),
  );
}

/** Whether a condition holds where the call is reached: it stands in its branch, or behind a guard that leaves. */
function letsPass(condition: Node, again: Node): boolean {
  const { parent } = condition;
  if (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression')
    return isInside(again, parent.consequent);
  return !(parent?.type === 'LogicalExpression' && parent.operator === '||');
}

/** What names have to be for a condition to have a value: each side of `a && !b` where it holds. */
function flagsWanted(condition: Node, value: boolean): readonly { readonly name: string; readonly wanted: boolean }[] {
  const node = unwrap(condition);
  if (node.type === 'UnaryExpression' && node.operator === '!') return flagsWanted(node.argument, !value);
  if (node.type === 'LogicalExpression')
    return node.operator === (value ? '&&' : '||')
      ? [...flagsWanted(node.left, value), ...flagsWanted(node.right, value)]
      : [];
  const name = node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? memberName(node) : undefined;
  return name === undefined ? [] : [{ name, wanted: value }];
}

/**
 * `if (denied && !options.headers['X-Signature'])`, and then `options.headers = { ...options.headers, 'X-Signature': s }`:
 * it goes round only without a mark, which it sets before it does. That is one more attempt.
 */
function setsItsGuard(context: FileContext, again: Node, owner: FunctionNode, conditions: readonly Node[]): boolean {
  return conditions.some((condition) =>
    missingIn(context, condition, 0).some((name) =>
      someNode(
        owner,
        (node) =>
          node.range[0] >= condition.range[1] &&
          node.range[1] <= again.range[1] &&
          isInside(node, branchOf(condition, again)) &&
          sets(node, name),
      ),
    ),
  );
}

/**
 * `if (memo) return memo.catch(() => { memo = null; return list(); })`: what was kept is thrown away before the call, which
 * then makes it anew and does not get here.
 */
function clearsItsGuard(context: FileContext, again: Node, conditions: readonly Node[]): boolean {
  return conditions.some((condition) => {
    const { parent } = condition;
    if (parent?.type !== 'IfStatement' || !isInside(again, parent.consequent)) return false;
    const kept = keptIn(condition).map((node) => context.text(node));
    return someNode(
      parent.consequent,
      (node) =>
        node.type === 'AssignmentExpression' &&
        node.operator === '=' &&
        node.range[1] <= again.range[0] &&
        runsBefore(node, again) &&
        kept.includes(context.text(node.left)) &&
        !isSomething(node.right),
    );
  });
}

/** What a condition wants to be there: `memo`, `this.memo !== null`, each side of an `&&`. */
function keptIn(condition: Node): readonly Node[] {
  const node = unwrap(condition);
  if (node.type === 'LogicalExpression')
    return node.operator === '&&' ? [...keptIn(node.left), ...keptIn(node.right)] : [];
  if (node.type === 'BinaryExpression')
    return /^!==?$/.test(node.operator) && !isSomething(node.right) ? [unwrap(node.left as Node)] : [];
  return node.type === 'Identifier' || node.type === 'MemberExpression' ? [node] : [];
}

/** Whoever gets to the call has run the assignment: it is a statement of a block around the call. */
function runsBefore(assignment: Node, again: Node): boolean {
  const block = assignment.parent?.type === 'ExpressionStatement' ? assignment.parent.parent : undefined;
  return block?.type === 'BlockStatement' && isInside(again, block);
}

/** What runs where the condition holds. */
function branchOf(condition: Node, again: Node): Node {
  const { parent } = condition;
  return parent?.type === 'IfStatement' && isInside(again, parent.consequent) ? parent.consequent : again;
}

/** The names of the marks that a condition wants to be missing. */
function missingIn(context: FileContext, condition: Node, depth: number): readonly string[] {
  const node = unwrap(condition);
  if (node.type === 'LogicalExpression' && node.operator === '&&')
    return [...missingIn(context, node.left, depth), ...missingIn(context, node.right, depth)];
  const asked =
    node.type === 'UnaryExpression' && node.operator === '!' ? unwrap(node.argument) : comparedWithNothing(node);
  return asked ? markOf(context, asked, depth) : [];
}

/** `x === undefined`, `x == null`, `x !== true`. */
function comparedWithNothing(node: Node): Node | undefined {
  if (node.type !== 'BinaryExpression') return undefined;
  const right = unwrap(node.right);
  const nothing =
    (right.type === 'Identifier' && right.name === 'undefined') || (right.type === 'Literal' && !right.value);
  if (/^===?$/.test(node.operator) && nothing) return unwrap(node.left as Node);
  return /^!==?$/.test(node.operator) && right.type === 'Literal' && right.value === true
    ? unwrap(node.left as Node)
    : undefined;
}

/** `options.retried`, `headers['X-Signature']`, `headers.get('x-signature')`, also by the name of a constant. */
function markOf(context: FileContext, asked: Node, depth: number): readonly string[] {
  if (asked.type === 'MemberExpression') {
    const name = memberName(asked);
    return name === undefined ? [] : [name];
  }
  if (asked.type === 'CallExpression' && /^(?:get|has|includes|getHeader|hasHeader)$/.test(calledName(asked) ?? '')) {
    const [first] = asked.arguments;
    return first?.type === 'Literal' && typeof first.value === 'string' ? [first.value] : [];
  }
  const definition = asked.type === 'Identifier' ? context.variable(asked)?.defs[0]?.node : undefined;
  if (depth > 2 || definition?.type !== 'VariableDeclarator' || !definition.init) return [];
  return markOf(context, unwrap(definition.init), depth + 1);
}

function sets(node: Node, name: string): boolean {
  if (node.type === 'Property') return keyName(node.key, node.computed) === name && isSomething(node.value as Node);
  if (node.type === 'AssignmentExpression') {
    const left = unwrap(node.left);
    return left.type === 'MemberExpression' && memberName(left) === name && isSomething(node.right);
  }
  if (node.type !== 'CallExpression' || !/^(?:set|append|add|setHeader|push)$/.test(calledName(node) ?? ''))
    return false;
  const [first] = node.arguments as readonly (Ast.CallExpressionArgument | undefined)[];
  return first?.type === 'Literal' && first.value === name;
}

/** `retried: false` is no mark. */
function isSomething(value: Node): boolean {
  const plain = unwrap(value);
  if (plain.type === 'Literal') return Boolean(plain.value);
  return !(plain.type === 'Identifier' && plain.name === 'undefined');
}
