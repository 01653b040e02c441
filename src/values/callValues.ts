import { OWN_BODY, walk } from '../ast/walk.ts';
import type { Ast, FunctionNode, Node } from '../ast/types.ts';
import type { Library, Member } from '../knowledge/schema.ts';
import { argumentsAt, argumentsOf } from '../ast/callArguments.ts';
import { instanceOf } from './classes.ts';
import { constructedBy } from './objects.ts';
import { constantOf } from './constants.ts';
import { isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { returnsOf } from '../ast/functions.ts';
import { moduleValue } from './modules.ts';
import { resultOf } from './results.ts';
import { listOf, withOrigin, withType } from './joinValues.ts';
import { filledCollection } from './collections.ts';
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
      return (
        chainedValue(context, callee) ??
        promisifiedValue(context, callee, args) ??
        (node.type === 'CallExpression' ? resolvedByType(context, node, callee) : undefined) ??
        resolvedByClass(context, callee, args) ??
        unknownValue
      );
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
  if (isIdentifier(callee) && !context.variable(callee) && (callee.name === 'Map' || callee.name === 'Set'))
    return filledCollection(context, node, callee.name);
  return unknownValue;
}

function returnOfLibraryCall(
  context: FileContext,
  node: Ast.CallExpression | Ast.NewExpression | Ast.TaggedTemplateExpression,
  value: ClientValue,
  member: Member,
  callee: Node,
): AbstractValue {
  if (member.returnsMany !== undefined) return listOf(withType(value, member.returnsMany, 'element') ?? unknownValue);
  if (member.returns === undefined) return unknownValue;
  if (member.returns === 'this') return callee.type === 'MemberExpression' ? context.value(callee.object) : value;
  const result = withType(value, member.returns, 'result');
  if (!result) return unknownValue;
  const sender = member.clientArgument === undefined ? undefined : argumentsOf(node)[member.clientArgument];
  const sends = sender ? context.value(sender) : unknownValue;
  if (sends.kind === 'client' && sends.library === value.library) return { ...sends, type: result.type };
  if (!member.createsClient) return result;
  const options = argumentsAt(argumentsOf(node), member.options);
  if (isEmbedded(value.library, options, context)) return unknownValue;
  const base = value.creation ?? creationOfOption(context, options, member.clientOption);
  const creation: Creation = { node, range: rangeOf(node), file: context, options, ...(base ? { base } : {}) };
  return { ...result, origin: 'instance', creation: creation };
}

/** How the client was made that an option hands over. */
function creationOfOption(
  context: FileContext,
  options: readonly Node[],
  name: string | undefined,
): Creation | undefined {
  if (name === undefined || !options[0]) return undefined;
  const option = context.options(options[0]).get(name);
  const given = option.state === 'present' ? option.file.value(option.node) : unknownValue;
  return given.kind === 'client' ? given.creation : undefined;
}

/** An instance that works on a file or in memory: `knex({ client: 'better-sqlite3' })`. */
export function isEmbedded(library: Library, options: readonly Node[], context: FileContext): boolean {
  return (library.embedded ?? []).some(({ option, is }) =>
    options.some((node) => {
      const found = context.options(node).get(option);
      return found.state === 'present' && (is as readonly unknown[]).includes(found.constant);
    }),
  );
}

/** Methods that give on what they are called with: promise chains, `bind`, `Promise.all`. */
function passThroughResult(
  context: FileContext,
  callee: Ast.MemberExpression,
  args: readonly Node[],
): AbstractValue | undefined {
  const name = memberName(callee);
  const callback = args[0] && unwrap(args[0]);
  switch (name) {
    case 'then':
      return isFunction(callback) ? resultOf({ kind: 'function', node: callback, file: context }) : undefined;
    case 'catch':
    case 'finally':
    case 'bind': {
      const object = context.value(callee.object);
      return object.kind === 'unknown' ? undefined : object;
    }
    // Generators whose `yield` waits: of Bluebird, and of `co`.
    case 'coroutine':
    case 'wrap':
      return isFunction(callback) && callback.generator ? context.value(callback) : undefined;
    case 'all':
    case 'resolve':
    case 'freeze':
      return isIdentifier(callee.object, 'Promise') || isIdentifier(callee.object, 'Object')
        ? context.value(args[0])
        : undefined;
    case 'map': {
      // A list of clients: `files.map((file) => new Upload(...))`.
      if (!isFunction(callback) || context.value(callee.object).kind === 'client') return undefined;
      const made = resultOf({ kind: 'function', node: callback, file: context });
      return made.kind === 'client' ? listOf(made) : undefined;
    }
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

/** Links of a chain that are looked back through. */
const MAX_CHAIN = 30;

/** `Model.find().sort().exec()`: a builder gives what it was started for, whatever is called on it in between. */
function chainedValue(context: FileContext, callee: Node): AbstractValue | undefined {
  let at = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  for (let i = 0; i < MAX_CHAIN && at?.type === 'CallExpression'; i++) {
    const start = context.value(unwrap(at.callee));
    const member = start.kind === 'client' ? start.type.call : undefined;
    if (member?.request?.chain) return context.value(at);
    const inner: Node = unwrap(at.callee);
    at = inner.type === 'MemberExpression' ? unwrap(inner.object) : undefined;
  }
  return undefined;
}

/** `container.get<Pool>(token)`: the type that is asked for. */
function resolvedByType(context: FileContext, node: Ast.CallExpression, callee: Node): AbstractValue | undefined {
  const type = node.typeArguments?.params[0];
  const name = callee.type === 'MemberExpression' ? memberName(callee) : isIdentifier(callee) ? callee.name : undefined;
  if (!type || name === undefined || !/^(?:get|resolve|inject)/.test(name)) return undefined;
  const asked = context.valueOfType(type);
  return asked.kind === 'client' || (asked.kind === 'object' && asked.class)
    ? withOrigin(asked, 'injected')
    : undefined;
}

/**
 * What functions that are not in sight give by what they are given: `container.resolve(Service)`, and
 * `require(file)(sequelize, DataTypes)`, which hands back what it defines.
 */
function resolvedByClass(context: FileContext, callee: Node, args: readonly Node[]): AbstractValue | undefined {
  if (!args[0] || args[0].type === 'SpreadElement') return undefined;
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    if (name !== 'get' && name !== 'resolve' && name !== 'getInstance') return undefined;
    const asked = context.value(args[0]);
    if (asked.kind === 'class') return instanceOf(asked);
    if (asked.kind !== 'client' || asked.type.new?.returns === undefined) return undefined;
    const made = withType(asked, asked.type.new.returns, asked.typeName);
    return made && { ...made, origin: 'injected' };
  }
  if (callee.type !== 'CallExpression' || !isIdentifier(callee.callee, 'require')) return undefined;
  const given = context.value(args[0]);
  return given.kind === 'client' && given.type.handedOn !== undefined
    ? withType(given, given.type.handedOn, 'handed on')
    : undefined;
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
