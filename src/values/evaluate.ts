import type { Ast, Node } from '../ast/types.ts';
import { callShape, constructShape } from './callShapes.ts';
import { constantOf } from './constants.ts';
import { isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { memberShape } from './members.ts';
import { moduleShape } from './modules.ts';
import { joinAll, libraryType } from './shapes.ts';
import { resultOf } from './results.ts';
import { unknownShape } from './shape.ts';
import type { ObjectShape, Shape } from './shape.ts';
import { thisShape } from './classes.ts';
import { variableShape } from './variables.ts';

const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);

/** What the value of an expression is. Called through `FileContext.shape`, which remembers and stops cycles. */
export function evaluate(context: FileContext, expression: Node): Shape {
  const node = unwrap(expression);
  if (node !== expression) return throughAssertion(context, expression, node);
  switch (node.type) {
    case 'Identifier':
      return identifierShape(context, node);
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
      return constantShape(context, node);
    case 'MemberExpression':
      return memberExpression(context, node);
    case 'ThisExpression':
      return thisShape(context, node);
    case 'CallExpression':
      return callShape(context, node);
    case 'NewExpression':
      return constructShape(context, node);
    case 'TaggedTemplateExpression':
      return callShape(context, node);
    case 'ImportExpression': {
      const specifier = constantOf(context, node.source);
      return typeof specifier === 'string' ? moduleShape(context, specifier) : unknownShape;
    }
    case 'ConditionalExpression':
      return joinAll([context.shape(node.consequent), context.shape(node.alternate)]);
    case 'LogicalExpression':
      return node.operator === '&&'
        ? context.shape(node.right)
        : joinAll([context.shape(node.left), context.shape(node.right)]);
    case 'AssignmentExpression':
      return context.shape(node.right);
    case 'ObjectExpression':
      return objectShape(context, node);
    case 'ArrayExpression':
      return arrayShape(context, node);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return { kind: 'function', node, file: context };
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', node, file: context };
    default:
      return unknownShape;
  }
}

/** `x as AxiosInstance` says what a value is where the value itself does not. */
function throughAssertion(context: FileContext, outer: Node, inner: Node): Shape {
  const shape = context.shape(inner);
  if (shape.kind !== 'unknown') return shape;
  for (
    let at = outer;
    at !== inner;
    at =
      (at as unknown as { expression?: Node; argument?: Node }).expression ??
      (at as unknown as { argument: Node }).argument
  ) {
    if (at.type === 'TSAsExpression' || at.type === 'TSTypeAssertion' || at.type === 'TSSatisfiesExpression') {
      const typed = context.typeShape(at.typeAnnotation);
      if (typed.kind !== 'unknown') return typed;
    }
    if (at.type === 'SequenceExpression') break;
  }
  return shape;
}

function identifierShape(context: FileContext, node: Ast.Identifier): Shape {
  const variable = context.variable(node);
  if (variable) return variableShape(context, variable);
  return globalShape(context, node.name);
}

/** What the platform gives under a name. */
export function globalShape(context: FileContext, name: string): Shape {
  const found = context.knowledge.byGlobal(name);
  if (found) return libraryType(context, found.library, found.type, 'global', name);
  if (globalObjects.has(name)) return { kind: 'module', member: (member) => globalShape(context, member) };
  return unknownShape;
}

function constantShape(context: FileContext, node: Node): Shape {
  const value = constantOf(context, node);
  return value === undefined ? unknownShape : { kind: 'literal', value };
}

function memberExpression(context: FileContext, node: Ast.MemberExpression): Shape {
  const name = memberName(node) ?? computedName(context, node);
  const object = context.shape(node.object);
  if (name === undefined) {
    // Some element: all of them are alike, or nothing is known.
    return object.kind === 'object' && object.element ? object.element : unknownShape;
  }
  if (isIdentifier(node.object, 'module') && name === 'exports') return unknownShape;
  return memberShape(object, name);
}

/** `client[method]`, where `method` is a constant or one of several. */
function computedName(context: FileContext, node: Ast.MemberExpression): string | undefined {
  if (!node.computed) return undefined;
  const value = constantOf(context, node.property);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const inner = unwrap(node.property);
  if (inner.type !== 'ConditionalExpression') return undefined;
  const one = constantOf(context, inner.consequent);
  return typeof one === 'string' ? one : undefined;
}

function objectShape(context: FileContext, node: Ast.ObjectExpression): ObjectShape {
  /** Members that are being looked for: `options = { ...options, x }` spreads the object into itself. */
  const looking = new Set<string>();
  const self: ObjectShape = {
    kind: 'object',
    node,
    file: context,
    member(name) {
      if (looking.has(name)) return undefined;
      looking.add(name);
      try {
        return propertyShape(context, node, name, self);
      } finally {
        looking.delete(name);
      }
    },
  };
  return self;
}

function propertyShape(
  context: FileContext,
  node: Ast.ObjectExpression,
  name: string,
  self: ObjectShape,
): Shape | undefined {
  for (let i = node.properties.length - 1; i >= 0; i--) {
    const property = node.properties[i]!;
    if (property.type === 'SpreadElement') {
      const spread = context.shape(property.argument);
      const found = spread.kind === 'unknown' ? undefined : memberShape(spread, name);
      if (found && found.kind !== 'unknown') return found;
      continue;
    }
    if (keyName(property.key, property.computed) !== name) continue;
    const shape = context.shape(property.value);
    if (shape.kind !== 'function') return shape;
    const bound = { ...shape, receiver: self };
    return property.kind === 'get' ? resultOf(bound) : bound;
  }
  return undefined;
}

function arrayShape(context: FileContext, node: Ast.ArrayExpression): ObjectShape {
  const values = node.elements.filter(
    (element): element is Ast.Expression => element?.type !== 'SpreadElement' && element !== null,
  );
  return {
    kind: 'object',
    node,
    file: context,
    get element() {
      return joinAll(values.slice(0, 5).map((value) => context.shape(value)));
    },
    member(name) {
      const element = /^\d+$/.test(name) ? node.elements[Number(name)] : undefined;
      return element && element.type !== 'SpreadElement' ? context.shape(element) : undefined;
    },
  };
}
