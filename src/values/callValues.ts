import { OWN_BODY, walk } from '../ast/walk.ts';
import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import type { Member } from '../knowledge/schema.ts';
import { instanceOf } from './classes.ts';
import { constructedBy } from './objects.ts';
import { constantOf } from './constants.ts';
import { isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { returnsOf } from '../ast/functions.ts';
import { moduleValue } from './modules.ts';
import { resultOf } from './results.ts';
import { withType } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClientValue, Creation, AbstractValue } from './abstractValue.ts';

/** What a call gives. */
export function valueOfCall(
  context: FileContext,
  node: Ast.CallExpression | Ast.TaggedTemplateExpression,
): AbstractValue {
  const callee = unwrap(node.type === 'CallExpression' ? node.callee : node.tag);
  const args = argumentsOf(node);
  if (isIdentifier(callee, 'require') && !context.variable(callee) && args[0]) {
    const specifier = constantOf(context, args[0]);
    return typeof specifier === 'string' ? moduleValue(context, specifier) : unknownValue;
  }
  const special = callee.type === 'MemberExpression' ? passThroughResult(context, callee, args) : undefined;
  if (special) return special;
  const value = context.value(callee);
  switch (value.kind) {
    case 'client':
      return value.type.call ? returnOfLibraryCall(context, node, value, value.type.call, callee) : unknownValue;
    case 'function': {
      const wrapped = decorated(context, value.node, args);
      return wrapped ?? resultOf(value);
    }
    case 'object':
      return value.returns?.() ?? unknownValue;
    default:
      return promisifiedValue(context, callee, args) ?? unknownValue;
  }
}

/** What `new` gives. */
export function valueOfConstruction(context: FileContext, node: Ast.NewExpression): AbstractValue {
  const callee = unwrap(node.callee);
  const value = context.value(callee);
  if (value.kind === 'class') return instanceOf(value);
  if (value.kind === 'client' && value.type.new)
    return returnOfLibraryCall(context, node, value, value.type.new, callee);
  if (value.kind === 'function') return constructedBy(value);
  return unknownValue;
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

function returnOfLibraryCall(
  context: FileContext,
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression,
  value: ClientValue,
  member: Member,
  callee: Node,
): AbstractValue {
  if (member.returns === undefined) return unknownValue;
  if (member.returns === 'this') return callee.type === 'MemberExpression' ? context.value(callee.object) : value;
  const result = withType(value, member.returns, 'result');
  if (!result) return unknownValue;
  if (!member.createsClient) return result;
  const creation: Creation = {
    node,
    range: rangeOf(node),
    file: context,
    options: argumentsAt(argumentsOf(node), member.options),
    ...(value.creation ? { base: value.creation } : {}),
  };
  return { ...result, origin: 'instance', creation: creation };
}

/** Methods that give on what they are called with: promise chains, `bind`, `Promise.all`. */
function passThroughResult(
  context: FileContext,
  callee: Ast.MemberExpression,
  args: readonly Node[],
): AbstractValue | undefined {
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
      const object = context.value(callee.object);
      return object.kind === 'unknown' ? undefined : object;
    }
    case 'all':
    case 'resolve':
    case 'freeze':
      return isIdentifier(callee.object, 'Promise') || isIdentifier(callee.object, 'Object')
        ? context.value(args[0])
        : undefined;
    default:
      return undefined;
  }
}

/** `promisify(client.get)` from node:util. */
function promisifiedValue(context: FileContext, callee: Node, args: readonly Node[]): AbstractValue | undefined {
  const name = callee.type === 'MemberExpression' ? memberName(callee) : isIdentifier(callee) ? callee.name : undefined;
  if (name !== 'promisify' || !args[0]) return undefined;
  const value = context.value(args[0]);
  return value.kind === 'client' ? value : undefined;
}

const decorators = new WeakMap<FunctionNode, number | undefined>();

/** `wrap(fetch)`, where `wrap` returns a function that calls what it was given: as good as what was given. */
function decorated(context: FileContext, node: FunctionNode, args: readonly Node[]): AbstractValue | undefined {
  if (args.length === 0) return undefined;
  const index = decorates(node);
  if (index === undefined || !args[index]) return undefined;
  const value = context.value(args[index]);
  return value.kind === 'client' && value.type.call?.request ? value : undefined;
}

/** Index of the parameter that a function's returned function calls. */
export function decorates(node: FunctionNode): number | undefined {
  if (decorators.has(node)) return decorators.get(node);
  let found: number | undefined;
  for (const returned of returnsOf(node)) {
    const inner = unwrap(returned);
    if (!isFunction(inner) || !inner.body) continue;
    walk(
      inner.body,
      (at) => {
        if (at.type !== 'CallExpression' || at.callee.type !== 'Identifier') return;
        const { name } = at.callee;
        const index = node.params.findIndex((parameter) => isIdentifier(parameter, name));
        if (index >= 0 && !inner.params.some((parameter) => isIdentifier(parameter, name))) found ??= index;
      },
      OWN_BODY,
    );
  }
  decorators.set(node, found);
  return found;
}
