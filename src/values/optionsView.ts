import { cutShort } from '../ast/answers.ts';
import { calledName } from '../ast/calls.ts';
import type { Constant } from '../knowledge/retryFigures.ts';
import type { Ast, Node, Variable } from '../ast/types.ts';
import { constantOf, isUndefined } from './constants.ts';
import { enclosingFunction, isDirectTarget, isWrittenText, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { isExecutor, returnsOf } from '../ast/functions.ts';
import { fieldOf, restOf } from '../ast/declarations.ts';
import { argumentsGiven } from './callers.ts';
import { ownerOfThis } from './owners.ts';

export type OptionValue =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      readonly node: Node;
      readonly file: FileContext;
      /** The constant it has, `'undefined'` for one written so; absent where it is computed. */
      readonly constant?: Constant | 'undefined';
    }
  /** It may come along with options that are not in sight. */
  | {
      readonly state: 'maybe';
      readonly forwarded: boolean;
      /** Only what a caller may add to options that are written here. */
      readonly added?: boolean;
    };

/** Options as the code gives them, later layers over earlier ones. */
export interface OptionsView {
  /** Value at a dotted path. */
  get(path: string): OptionValue;
  /** `own`: every layer is in sight; `forwarded`: part of it comes from the caller; `opaque`: part of it is not known. */
  readonly source: 'own' | 'forwarded' | 'opaque';
  /** Something is there, known or not. */
  readonly given: boolean;
  /** The object literal in which a property could be written. */
  readonly literal?: Ast.ObjectExpression;
}

type Layer =
  | { readonly kind: 'property'; readonly name: string; readonly value: Node; readonly file: FileContext }
  | { readonly kind: 'unknown'; readonly forwarded: boolean; readonly added?: boolean }
  | { readonly kind: 'either'; readonly ways: readonly (readonly Layer[])[] };

const MAX_DEPTH = 12;
/** What is called so is a text. */
const ADDRESS = /^(?:url|uri|dsn)$|[a-z\d]U(?:rl|RL|ri|RI)$|(?:^|_)(?:URL|URI|DSN|url|uri)$|(?:^c|C)onnectionString$/;

export function readOptions(context: FileContext, node: Node | null | undefined): OptionsView {
  const layers = node ? layersOf(context, node, 0) : [];
  const plain = node ? unwrap(node) : undefined;
  return {
    get: (path) => findOption(layers, path.split('.'), 0),
    source: sourceOf(layers),
    given: node !== null && node !== undefined,
    literal: plain?.type === 'ObjectExpression' ? plain : undefined,
  };
}

/** Several expressions that hold options of one thing; the first that has an answer wins. */
export function readAll(views: readonly OptionsView[]): OptionsView {
  return {
    get: (path) => {
      let maybe: OptionValue | undefined;
      for (const view of views) {
        const value = view.get(path);
        if (value.state === 'present') return value;
        if (value.state === 'maybe') maybe ??= value;
      }
      return maybe ?? { state: 'absent' };
    },
    source: views.find((view) => view.source !== 'own')?.source ?? 'own',
    given: views.some((view) => view.given),
    literal: views.find((view) => view.literal)?.literal,
  };
}

function sourceOf(layers: readonly Layer[]): OptionsView['source'] {
  let source: OptionsView['source'] = 'own';
  for (const layer of layers) {
    if (layer.kind === 'unknown') {
      if (layer.forwarded) return 'forwarded';
      source = 'opaque';
    } else if (layer.kind === 'either') {
      for (const way of layer.ways) {
        const inner = sourceOf(way);
        if (inner === 'forwarded') return inner;
        if (inner === 'opaque') source = inner;
      }
    }
  }
  return source;
}

function findOption(layers: readonly Layer[], path: readonly string[], depth: number): OptionValue {
  let maybe: OptionValue | undefined;
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i]!;
    if (layer.kind === 'unknown')
      maybe ??= { state: 'maybe', forwarded: layer.forwarded, ...(layer.added ? { added: true } : {}) };
    else if (layer.kind === 'either') {
      const answers = layer.ways.map((way) => findOption(way, path, depth));
      const presentOption = answers.find((answer) => answer.state === 'present');
      if (presentOption) return presentOption;
      maybe ??= answers.find((answer) => answer.state === 'maybe');
    } else if (layer.name === path[0]) {
      if (path.length === 1) return present(layer.file, layer.value);
      if (depth > MAX_DEPTH) return { state: 'maybe', forwarded: false };
      const inner = findOption(layersOf(layer.file, layer.value, depth + 1), path.slice(1), depth + 1);
      if (inner.state !== 'absent') return inner;
      maybe ??= inner;
      break;
    }
  }
  return maybe ?? { state: 'absent' };
}

function present(file: FileContext, node: Node): OptionValue {
  if (isUndefined(file, node)) return { state: 'present', node, file, constant: 'undefined' };
  const constant = constantOf(file, node);
  return constant === undefined ? { state: 'present', node, file } : { state: 'present', node, file, constant };
}

function layersOf(context: FileContext, expression: Node, depth: number): readonly Layer[] {
  const node = unwrap(expression);
  if (depth > MAX_DEPTH) return [{ kind: 'unknown', forwarded: false }];
  const member = node.type === 'MemberExpression';
  const name = member ? memberName(node) : 'name' in node ? String(node.name) : '';
  // What the environment holds is a text as well.
  if (ADDRESS.test(name ?? '') || (member && context.text(node.object) === 'process.env')) return [];
  switch (node.type) {
    case 'ObjectExpression':
      return objectLayers(context, node, depth);
    case 'Identifier':
      return identifierLayers(context, node, depth);
    case 'ConditionalExpression':
      return alternativeLayers(context, [node.consequent, node.alternate], depth);
    case 'LogicalExpression':
      return node.operator === '&&'
        ? alternativeLayers(context, [node.right], depth, true)
        : alternativeLayers(context, [node.left, node.right], depth);
    case 'AssignmentExpression':
      return layersOf(context, node.right, depth + 1);
    case 'CallExpression':
      return callLayers(context, node, depth);
    case 'Literal':
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return [];
    case 'NewExpression':
      return shapeLayers(context, node, depth);
    case 'MemberExpression':
      return [
        ...(fieldLayers(context, node, depth) ?? shapeLayers(context, node, depth)),
        ...propertiesOfField(context, node, depth),
      ];
    default:
      return [{ kind: 'unknown', forwarded: false }];
  }
}

function alternativeLayers(
  context: FileContext,
  nodes: readonly Node[],
  depth: number,
  orNothing = false,
): readonly Layer[] {
  const ways = nodes.map((node) => layersOf(context, node, depth + 1));
  // `config.url ?? 'redis://localhost'`: an address, whichever it is.
  if (nodes.some(isWrittenText) && ways.every((way) => way.every(({ kind }) => kind === 'unknown'))) return [];
  return [{ kind: 'either', ways: orNothing ? [...ways, []] : ways }];
}

function objectLayers(context: FileContext, node: Ast.ObjectExpression, depth: number): readonly Layer[] {
  const layers: Layer[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      layers.push(...layersOf(context, property.argument, depth + 1).map(asAdded));
      continue;
    }
    const name = keyName(property.key, property.computed);
    // A key that is computed is one that the author does not know either: never the option that is asked for.
    if (name !== undefined) layers.push({ kind: 'property', name, value: property.value as Node, file: context });
  }
  return layers;
}

function asAdded(layer: Layer): Layer {
  if (layer.kind === 'either') return { ...layer, ways: layer.ways.map((way) => way.map(asAdded)) };
  return layer.kind === 'unknown' ? { ...layer, added: true } : layer;
}

/** Variables whose layers are being read: `o = Object.assign(given, o)` leads back to itself. */
const reading = new Set<Variable>();

function identifierLayers(context: FileContext, node: Ast.Identifier, depth: number): readonly Layer[] {
  if (isUndefined(context, node)) return [];
  const variable = context.variable(node);
  if (!variable) return [{ kind: 'unknown', forwarded: false }];
  if (reading.has(variable)) {
    cutShort();
    return [];
  }
  reading.add(variable);
  try {
    return variableLayers(context, node, variable, depth);
  } finally {
    reading.delete(variable);
  }
}

function variableLayers(
  context: FileContext,
  node: Ast.Identifier,
  variable: Variable,
  depth: number,
): readonly Layer[] {
  if (isAnnotatedText(context, node)) return [];
  const remaining = remainingLayers(context, variable, depth);
  if (remaining) return remaining;
  const parameter = variable.defs.some((def) => def.type === 'Parameter');
  const written: Node[] = [];
  let elsewhere = false;
  const properties: Layer[] = [];
  for (const reference of variable.references) {
    if (reference.isWrite()) {
      const value = reference.writeExpr;
      const direct = value && isDirectTarget(reference.identifier);
      if (direct) written.push(value);
      else elsewhere = true;
    }
    properties.push(...assignedProperties(context, reference.identifier, depth));
  }
  const layers: Layer[] = [];
  if (parameter) layers.push(...parameterLayers(context, variable, depth));
  else if (written.length === 0 || elsewhere) return [...shapeLayers(context, node, depth), ...properties];
  if (!parameter && written.length === 1) layers.push(...layersOf(context, written[0]!, depth + 1));
  else if (written.length > 0) layers.push(...alternativeLayers(context, written, depth));
  return [...layers, ...properties];
}

/** `const { host, ...rest } = options`: the same options but for those that were taken out. */
function remainingLayers(context: FileContext, variable: Variable, depth: number): readonly Layer[] | undefined {
  const rest = restOf(variable);
  if (!rest) return undefined;
  const without = (layer: Layer): readonly Layer[] => {
    if (layer.kind === 'either') return [{ ...layer, ways: layer.ways.map((way) => way.flatMap(without)) }];
    return layer.kind === 'property' && rest.taken.includes(layer.name) ? [] : [layer];
  };
  const added = variable.references.flatMap(({ identifier }) => assignedProperties(context, identifier, depth));
  return [...layersOf(context, rest.of, depth + 1).flatMap(without), ...added];
}

/** What all callers give, where they are in sight. */
function parameterLayers(context: FileContext, variable: Variable, depth: number): readonly Layer[] {
  if (isExecutor(enclosingFunction(variable.identifiers[0]!))) return [];
  const given = argumentsGiven(context, variable);
  if (!given) return [{ kind: 'unknown', forwarded: true }];
  return [{ kind: 'either', ways: given.map((argument) => (argument ? layersOf(context, argument, depth + 3) : [])) }];
}

/** `options.signal = s`, `options['timeout'] ??= 5`, `Object.assign(options, {...})`, `_.defaults(options, given)`. */
function assignedProperties(context: FileContext, identifier: Node, depth: number): readonly Layer[] {
  const parent = identifier.parent;
  if (parent?.type === 'MemberExpression' && parent.object === identifier) {
    const target = parent.parent;
    const name = memberName(parent);
    if (name && target?.type === 'AssignmentExpression' && target.left === parent) {
      return [{ kind: 'property', name, value: target.right, file: context }];
    }
    return [];
  }
  if (parent?.type === 'CallExpression' && parent.arguments[0] === identifier && isMerging(parent)) {
    return parent.arguments.slice(1).flatMap((argument) => layersOf(context, argument, depth + 1));
  }
  return [];
}

/** `this.options.timeout = 5000`, in any method of the class. */
function propertiesOfField(context: FileContext, node: Ast.MemberExpression, depth: number): readonly Layer[] {
  const name = memberName(node);
  if (name === undefined || node.object.type !== 'ThisExpression') return [];
  const owner = ownerOfThis(context, node.object)?.node;
  if (!owner) return [];
  return context.index.members.flatMap((member) =>
    memberName(member) === name &&
    member.object.type === 'ThisExpression' &&
    ownerOfThis(context, member.object)?.node === owner
      ? assignedProperties(context, member, depth)
      : [],
  );
}

/** `this.options = options ?? {}`, written once in the class: what is given there, the caller's part included. */
function fieldLayers(context: FileContext, node: Ast.MemberExpression, depth: number): readonly Layer[] | undefined {
  const name = memberName(node);
  const owner = node.object.type === 'ThisExpression' ? ownerOfThis(context, node.object)?.node : undefined;
  if (name === undefined || !owner) return undefined;
  const written = context.index.members.flatMap((member) => {
    const target = member.parent;
    if (memberName(member) !== name || member.object.type !== 'ThisExpression') return [];
    if (target.type !== 'AssignmentExpression' || target.left !== member || target.operator !== '=') return [];
    return ownerOfThis(context, member.object)?.node === owner ? [unwrap(target.right)] : [];
  });
  const [only] = written;
  if (written.length !== 1 || !/^(?:Conditional|Logical)Expression$/.test(only!.type)) return undefined;
  return layersOf(context, only!, depth + 1).map(asAdded);
}

const mergers = /^(?:merge|defaultsDeep|defaults|deepmerge|mergeOptions|assign|extend|mergeDeep|extendDeep)$/;

function isMerging(node: Ast.CallExpression): boolean {
  return mergers.test(calledName(node) ?? '');
}

function callLayers(context: FileContext, node: Ast.CallExpression, depth: number): readonly Layer[] {
  const callee = unwrap(node.callee);
  const name = calledName(node);
  const known = context.value(callee);
  if (known.kind === 'function') {
    const returned = returnsOf(known.node);
    if (returned.length > 0) {
      return [{ kind: 'either', ways: returned.map((value) => layersOf(known.file, value, depth + 2)) }];
    }
  }
  if (isMerging(node)) {
    return node.arguments.flatMap((argument) =>
      argument.type === 'SpreadElement' ? [] : layersOf(context, argument, depth + 1),
    );
  }
  if (name === 'freeze' || name === 'structuredClone' || name === 'cloneDeep') {
    return node.arguments[0] ? layersOf(context, node.arguments[0], depth + 1) : [];
  }
  return [{ kind: 'unknown', forwarded: false }];
}

/** Options behind a field, an import, an annotated parameter. */
function shapeLayers(context: FileContext, node: Node, depth: number): readonly Layer[] {
  if (isAnnotatedText(context, node)) return [];
  const value = context.value(node);
  if (value.kind === 'object' && value.node?.type === 'ObjectExpression' && value.file) {
    return objectLayers(value.file, value.node, depth + 1);
  }
  if (value.kind === 'literal' || value.kind === 'function') return [];
  // `{ ...axios.defaults }`: as the library has them; what the program sets there is looked for elsewhere.
  const whose = node.type === 'MemberExpression' && memberName(node) === 'defaults' && context.value(node.object);
  if (whose && whose.kind === 'client' && !whose.creation) return [];
  // What a client is made with is looked at where it is made.
  if (value.kind === 'client' && node.type === 'NewExpression') return [];
  const forwarded =
    isPartOfParameter(context, node) ||
    (value.kind === 'unknown' && value.injected === true) ||
    ((value.kind === 'object' || value.kind === 'client') && value.origin === 'injected');
  return [{ kind: 'unknown', forwarded }];
}

/** `fields?.clientOptions`, where `fields` is a parameter: what it holds is the caller's, whatever its type is called. */
function isPartOfParameter(context: FileContext, node: Node): boolean {
  let at = node;
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at !== node && isParameter(context, at);
}

function isParameter(context: FileContext, node: Node): boolean {
  return node.type === 'Identifier' && context.variable(node)?.defs.some(({ type }) => type === 'Parameter') === true;
}

const addressName = /^(?:\w*(?:url|uri|dsn)|connection_?string|host(?:name)?)$/i;

/** A URL, key or name by its annotation, or an address by the name of the field, which holds no options. */
function isAnnotatedText(context: FileContext, node: Node): boolean {
  if (node.type === 'MemberExpression' && addressName.test(memberName(node) ?? '')) return true;
  const declared =
    node.type === 'Identifier'
      ? context.variable(node)?.defs[0]?.name
      : node.type === 'MemberExpression' && node.object.type === 'ThisExpression'
        ? fieldOf(node, memberName(node))
        : undefined;
  const annotation = (declared as { typeAnnotation?: Ast.TSTypeAnnotation } | undefined)?.typeAnnotation;
  return annotation?.typeAnnotation.type === 'TSStringKeyword';
}
