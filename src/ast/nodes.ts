import type { FunctionNode, Identifier, Node } from './types.ts';
import type { Range } from '../text/range.ts';

export function rangeOf(node: Node): Range {
  return { start: node.range[0], end: node.range[1] };
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  );
}

/** The function that a node stands in; undefined at the top level. */
export function enclosingFunction(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** Parents from the nearest one on. */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

export function isInside(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

/** The expression behind `await`, `yield` whose value is used, `as`, `!`, `satisfies`, optional chains, parentheses. */
export function unwrap(node: Node): Node {
  let at = node;
  for (;;) {
    switch (at.type as string) {
      case 'AwaitExpression':
        at = (at as { argument: Node } & Node).argument;
        break;
      case 'YieldExpression': {
        const { argument, delegate } = at as { argument: Node | null; delegate: boolean } & Node;
        if (!argument || delegate) return at;
        at = argument;
        break;
      }
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        at = (at as { expression: Node } & Node).expression;
        break;
      case 'SequenceExpression':
        at = (at as unknown as { expressions: Node[] }).expressions.at(-1)!;
        break;
      default:
        return at;
    }
  }
}

/** Name of a property that is not computed, or computed from a literal; undefined for what is no member. */
export function memberName(node: Node): string | undefined {
  const { property, computed } = node as unknown as { property?: Node; computed: boolean };
  return property && keyName(property, computed);
}

export function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed) {
    if (key.type === 'Identifier') return key.name;
    if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  }
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]!.value.cooked ?? undefined;
  return undefined;
}

export function isIdentifier(node: Node | null | undefined, name?: string): node is Identifier {
  return node?.type === 'Identifier' && (name === undefined || node.name === name);
}

/** `x = v` and `const x = v`, not a destructuring. */
export function isDirectTarget(identifier: Node): boolean {
  const parent = identifier.parent;
  if (parent?.type === 'VariableDeclarator') return parent.id === identifier;
  if (parent?.type === 'AssignmentExpression') return parent.left === identifier;
  return parent?.type === 'AssignmentPattern' && parent.left === identifier;
}

/** The names that a pattern declares: `a` and `b` of `{ a, x: [b] }`. */
export function patternNames(pattern: Node): readonly Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'Property' ? (property.value as Node) : property),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** A text as it stands in the code: a string or a template. */
export function isWrittenText(expression: Node): boolean {
  const node = unwrap(expression);
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}
