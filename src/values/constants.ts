import type { Constant } from '../knowledge/retryFigures.ts';
import type { Ast, Node } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import { unwrap } from '../ast/nodes.ts';

/** The constant that an expression is known to have: literals, arithmetic, templates, `const`s and imported constants. */
export function constantOf(context: FileContext, expression: Node): Constant | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Literal':
      return node.value instanceof RegExp || typeof node.value === 'bigint' ? undefined : node.value;
    case 'TemplateLiteral':
      return constantOfTemplate(context, node);
    case 'UnaryExpression':
      return constantOfUnary(context, node);
    case 'BinaryExpression':
      return constantOfBinary(context, node);
    case 'Identifier':
      if (node.name === 'Infinity' && !context.variable(node)) return Infinity;
      return literalConstant(context, node);
    case 'MemberExpression':
      return numericLimit(context, node) ?? literalConstant(context, node);
    default:
      return undefined;
  }
}

/** `undefined`, `void 0`. */
export function isUndefined(context: FileContext, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'Identifier') return node.name === 'undefined' && !context.variable(node);
  return node.type === 'UnaryExpression' && node.operator === 'void';
}

function literalConstant(context: FileContext, node: Node): Constant | undefined {
  const value = context.value(node);
  return value.kind === 'literal' ? value.value : undefined;
}

function constantOfTemplate(context: FileContext, node: Ast.TemplateLiteral): string | undefined {
  let out = node.quasis[0]?.value.cooked ?? '';
  for (const [i, expression] of node.expressions.entries()) {
    const value = constantOf(context, expression);
    if (value === undefined) return undefined;
    out += String(value) + (node.quasis[i + 1]?.value.cooked ?? '');
  }
  return out;
}

function constantOfUnary(context: FileContext, node: Ast.UnaryExpression): Constant | undefined {
  const value = constantOf(context, node.argument as Node);
  if (value === undefined) return undefined;
  if (node.operator === '-' && typeof value === 'number') return -value;
  if (node.operator === '+' && typeof value === 'number') return value;
  if (node.operator === '!') return !value;
  return undefined;
}

function constantOfBinary(context: FileContext, node: Ast.BinaryExpression): Constant | undefined {
  const left = constantOf(context, node.left as Node);
  if (left === undefined) return undefined;
  const right = constantOf(context, node.right);
  if (right === undefined) return undefined;
  if (node.operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return String(left) + String(right);
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (node.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}

function numericLimit(context: FileContext, node: Ast.MemberExpression): number | undefined {
  if (node.object.type !== 'Identifier' || node.object.name !== 'Number' || context.variable(node.object))
    return undefined;
  if (node.property.type !== 'Identifier') return undefined;
  if (node.property.name === 'POSITIVE_INFINITY') return Infinity;
  if (node.property.name === 'MAX_SAFE_INTEGER') return Number.MAX_SAFE_INTEGER;
  return undefined;
}
