import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import type { Member } from '../knowledge/schema.ts';
import { instanceOf } from './classes.ts';
import { constantOf } from './constants.ts';
import { isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { forEachInFunction, returnsOf } from '../ast/functions.ts';
import { moduleShape } from './modules.ts';
import { resultOf } from './results.ts';
import { sibling } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { ClientShape, Made, Shape } from './shape.ts';

/** What a call gives. */
export function callShape(context: FileContext, node: Ast.CallExpression | Ast.TaggedTemplateExpression): Shape {
  const callee = unwrap(node.type === 'CallExpression' ? node.callee : node.tag);
  const args = argumentsOf(node);
  if (isIdentifier(callee, 'require') && !context.variable(callee) && args[0]) {
    const specifier = constantOf(context, args[0]);
    return typeof specifier === 'string' ? moduleShape(context, specifier) : unknownShape;
  }
  const special = callee.type === 'MemberExpression' ? passedOn(context, callee, args) : undefined;
  if (special) return special;
  const shape = context.shape(callee);
  switch (shape.kind) {
    case 'client':
      return shape.type.call ? given(context, node, shape, shape.type.call, callee) : unknownShape;
    case 'function': {
      const wrapped = decorated(context, shape.node, args);
      return wrapped ?? resultOf(shape);
    }
    case 'object':
      return shape.returns?.() ?? unknownShape;
    default:
      return promisified(context, callee, args) ?? unknownShape;
  }
}

/** What `new` gives. */
export function constructShape(context: FileContext, node: Ast.NewExpression): Shape {
  const callee = unwrap(node.callee);
  const shape = context.shape(callee);
  if (shape.kind === 'class') return instanceOf(shape);
  if (shape.kind === 'client' && shape.type.new) return given(context, node, shape, shape.type.new, callee);
  if (isIdentifier(callee, 'Promise') && !context.variable(callee)) return unknownShape;
  return unknownShape;
}

export function argumentsOf(
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression,
): readonly Node[] {
  return node.type === 'TaggedTemplateExpression' ? [] : node.arguments;
}

/** Expressions at the argument positions that hold options. */
export function argumentsAt(args: readonly Node[], positions: number | readonly number[] | undefined): readonly Node[] {
  if (positions === undefined) return [];
  const wanted = typeof positions === 'number' ? [positions] : positions;
  return wanted.flatMap((position) => {
    const argument = args[position < 0 ? args.length + position : position];
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
}

function given(
  context: FileContext,
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression,
  shape: ClientShape,
  member: Member,
  callee: Node,
): Shape {
  if (member.gives === undefined) return unknownShape;
  if (member.gives === 'this') return callee.type === 'MemberExpression' ? context.shape(callee.object) : shape;
  const result = sibling(shape, member.gives, 'result');
  if (!result) return unknownShape;
  if (!member.makes) return result;
  const made: Made = {
    node,
    range: rangeOf(node),
    file: context,
    options: argumentsAt(argumentsOf(node), member.options),
    ...(shape.made ? { base: shape.made } : {}),
  };
  return { ...result, origin: 'instance', made };
}

/** Methods that give on what they are called with: promise chains, `bind`, `Promise.all`. */
function passedOn(context: FileContext, callee: Ast.MemberExpression, args: readonly Node[]): Shape | undefined {
  const name = memberName(callee);
  switch (name) {
    case 'then': {
      const callback = args[0] && unwrap(args[0]);
      if (!isFunction(callback)) return undefined;
      const result = resultOf({ kind: 'function', node: callback, file: context });
      return result;
    }
    case 'catch':
    case 'finally':
    case 'bind': {
      const object = context.shape(callee.object);
      return object.kind === 'unknown' ? undefined : object;
    }
    case 'all':
    case 'resolve':
    case 'freeze':
      return isIdentifier(callee.object, 'Promise') || isIdentifier(callee.object, 'Object')
        ? context.shape(args[0])
        : undefined;
    default:
      return undefined;
  }
}

/** `promisify(client.get)` from node:util. */
function promisified(context: FileContext, callee: Node, args: readonly Node[]): Shape | undefined {
  const name = callee.type === 'MemberExpression' ? memberName(callee) : isIdentifier(callee) ? callee.name : undefined;
  if (name !== 'promisify' || !args[0]) return undefined;
  const shape = context.shape(args[0]);
  return shape.kind === 'client' ? shape : undefined;
}

const decorators = new WeakMap<FunctionNode, number | undefined>();

/** `wrap(fetch)`, where `wrap` returns a function that calls what it was given: as good as what was given. */
function decorated(context: FileContext, node: FunctionNode, args: readonly Node[]): Shape | undefined {
  if (args.length === 0) return undefined;
  const index = decorates(node);
  if (index === undefined || !args[index]) return undefined;
  const shape = context.shape(args[index]);
  return shape.kind === 'client' && shape.type.call?.request ? shape : undefined;
}

/** Index of the parameter that a function's returned function calls. */
export function decorates(node: FunctionNode): number | undefined {
  if (decorators.has(node)) return decorators.get(node);
  let found: number | undefined;
  for (const returned of returnsOf(node)) {
    const inner = unwrap(returned);
    if (!isFunction(inner) || !inner.body) continue;
    forEachInFunction(inner.body, (at) => {
      if (at.type !== 'CallExpression' || at.callee.type !== 'Identifier') return;
      const { name } = at.callee;
      const index = node.params.findIndex((parameter) => isIdentifier(parameter, name));
      if (index >= 0 && !inner.params.some((parameter) => isIdentifier(parameter, name))) found ??= index;
    });
  }
  decorators.set(node, found);
  return found;
}
