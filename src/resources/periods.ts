import type { Node } from '../ast/types.ts';
import type { Constant } from '../knowledge/retryFigures.ts';
import { isIdentifier, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';

const MAX_DEPTH = 5;

/** What a setting is where nobody sets it: `options.everyMs ?? 5000`, `Number(process.env.POLL_MS || '5000')`. */
export function constantOrDefault(context: FileContext, expression: Node | undefined, depth = 0): Constant | undefined {
  if (!expression || depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  const known = context.constant(node);
  if (known !== undefined && known !== null) return known;
  const follow = (next: Node | undefined): Constant | undefined => constantOrDefault(context, next, depth + 1);
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&' ? undefined : follow(node.right);
    case 'CallExpression':
      return /^(?:Number|parseInt|parseFloat)$/.test(calledName(node) ?? '')
        ? follow(node.arguments[0] as Node | undefined)
        : undefined;
    case 'UnaryExpression':
      return node.operator === '+' ? follow(node.argument) : undefined;
    case 'BinaryExpression': {
      if (node.operator !== '*') return undefined;
      const [left, right] = [Number(follow(node.left as Node)), Number(follow(node.right))];
      return Number.isFinite(left * right) ? left * right : undefined;
    }
    case 'Identifier': {
      const definition = context.variable(node)?.defs[0]?.node;
      if (definition?.type !== 'VariableDeclarator' || definition.id.type !== 'Identifier') return undefined;
      return definition.parent.kind === 'const' ? follow(definition.init ?? undefined) : undefined;
    }
    default:
      return undefined;
  }
}

/** The time between two rounds of a timer, or what it is by default. */
export function periodOf(context: FileContext, period: Node | undefined): number | undefined {
  const value = Number(constantOrDefault(context, period));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** A period so long that only a call without any end could overlap, which is for other rules to say. */
const RARE_MS = 60_000;

export function isRare(context: FileContext, period: Node | undefined): boolean {
  const value = period && periodOf(context, period);
  if (typeof value === 'number') return value >= RARE_MS;
  // `minutes * 60 * 1000`.
  if (period?.type === 'BinaryExpression') return knownFactor(context, period) >= RARE_MS;
  if (period?.type !== 'CallExpression' || !isIdentifier(period.callee, 'ms')) return false;
  const text = context.constant(period.arguments[0] as Node | undefined);
  return typeof text === 'string' && /^\d+\s*(?:m|mins?|minutes?|h|hrs?|hours?|d|days?)$/.test(text.trim());
}

/** What is certain of a product; whoever counts in minutes counts at least one. */
function knownFactor(context: FileContext, expression: Node): number {
  const node = unwrap(expression);
  const value = context.constant(node);
  if (typeof value === 'number') return value;
  if (node.type !== 'BinaryExpression') return 1;
  if (node.operator !== '*') return 0;
  return knownFactor(context, node.left as Node) * knownFactor(context, node.right);
}
