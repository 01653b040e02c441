import { anyVerbOf } from '../knowledge/anyVerb.ts';
import type { Ast, Node } from '../ast/types.ts';
import { valueOfCall, valueOfConstruction } from './callValues.ts';
import { handsAllOnTo } from '../ast/handsOn.ts';
import { constantOf } from './constants.ts';
import { isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { memberValue } from './members.ts';
import { moduleValue } from './modules.ts';
import { joinValues, valueOfLibraryType } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { ObjectValue, AbstractValue, ClientValue } from './abstractValue.ts';
import { superValue, thisValue } from './classes.ts';
import { objectValue } from './objects.ts';
import { valueOfVariable } from './variables.ts';

const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);

/** What the value of an expression is. Called through `FileContext.shape`, which remembers and stops cycles. */
export function evaluate(context: FileContext, expression: Node): AbstractValue {
  const node = unwrap(expression);
  if (node !== expression) return valueOfAssertion(context, expression, node);
  switch (node.type) {
    case 'Identifier':
      return valueOfIdentifier(context, node);
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
      return constantValue(context, node);
    case 'MemberExpression':
      return memberExpression(context, node);
    case 'ThisExpression':
      return thisValue(context, node);
    case 'Super':
      return superValue(context, node);
    case 'CallExpression':
      return valueOfCall(context, node);
    case 'NewExpression':
      return valueOfConstruction(context, node);
    case 'TaggedTemplateExpression':
      return valueOfCall(context, node);
    case 'ImportExpression': {
      const specifier = constantOf(context, node.source);
      return typeof specifier === 'string' ? moduleValue(context, specifier) : unknownValue;
    }
    case 'ConditionalExpression':
      return joinValues([context.value(node.consequent), context.value(node.alternate)]);
    case 'LogicalExpression':
      return node.operator === '&&'
        ? context.value(node.right)
        : joinValues([context.value(node.left), context.value(node.right)]);
    case 'AssignmentExpression':
      return context.value(node.right);
    case 'ObjectExpression':
      return objectValue(context, node);
    case 'ArrayExpression':
      return arrayValue(context, node);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration': {
      // `(...args) => import('node-fetch').then(({ default: fetch }) => fetch(...args))` is node-fetch.
      const callee = handsAllOnTo(node);
      const value = callee && context.value(callee);
      return value?.kind === 'client' ? value : { kind: 'function', node, file: context };
    }
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', node, file: context };
    default:
      return unknownValue;
  }
}

/** `x as AxiosInstance` says what a value is where the value itself does not. */
function valueOfAssertion(context: FileContext, outer: Node, inner: Node): AbstractValue {
  const value = context.value(inner);
  if (value.kind !== 'unknown') return value;
  for (
    let at = outer;
    at !== inner;
    at =
      (at as unknown as { expression?: Node; argument?: Node }).expression ??
      (at as unknown as { argument: Node }).argument
  ) {
    if (at.type === 'TSAsExpression' || at.type === 'TSTypeAssertion' || at.type === 'TSSatisfiesExpression') {
      const typed = context.valueOfType(at.typeAnnotation);
      if (typed.kind !== 'unknown') return typed;
    }
    if (at.type === 'SequenceExpression') break;
  }
  return value;
}

function valueOfIdentifier(context: FileContext, node: Ast.Identifier): AbstractValue {
  const variable = context.variable(node);
  if (variable) return valueOfVariable(context, variable);
  const known = globalValue(context, node.name);
  return known.kind === 'unknown' ? registeredValue(context, node.name) : known;
}

/** What files of the project put on the global object under a name, and what each of them may add to it. */
function registeredValue(context: FileContext, name: string): AbstractValue {
  const { port, file } = context;
  const whole = port.registered?.(name, undefined, file.path);
  if (whole?.kind !== 'object') return whole ?? unknownValue;
  return {
    kind: 'object',
    member: (member) => port.registered?.(name, member, file.path) ?? whole.member(member),
  };
}

/** What the platform gives under a name. */
export function globalValue(context: FileContext, name: string): AbstractValue {
  const found = context.knowledge.byGlobal(name);
  if (found) return valueOfLibraryType(context, found.library, found.type, 'global', name);
  if (globalObjects.has(name)) return { kind: 'module', member: (member) => globalValue(context, member) };
  return unknownValue;
}

function constantValue(context: FileContext, node: Node): AbstractValue {
  const value = constantOf(context, node);
  return value === undefined ? unknownValue : { kind: 'literal', value };
}

function memberExpression(context: FileContext, node: Ast.MemberExpression): AbstractValue {
  const name = memberName(node) ?? computedName(context, node);
  const object = context.value(node.object);
  if (name === undefined) {
    if (object.kind === 'client') return anyVerb(object);
    // Some element: all of them are alike, or nothing is known.
    return object.kind === 'object' && object.element ? object.element : unknownValue;
  }
  if (isIdentifier(node.object, 'module') && name === 'exports') return unknownValue;
  return memberValue(object, name);
}

/** `axios[method](url)`: one of the methods of an HTTP client, which differ in what they are called only. */
function anyVerb(client: ClientValue): AbstractValue {
  const type = anyVerbOf(client.library, client.type);
  return type ? { ...client, type, typeName: `${client.typeName}.[method]` } : unknownValue;
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

function arrayValue(context: FileContext, node: Ast.ArrayExpression): ObjectValue {
  const values = node.elements.filter(
    (element): element is Ast.Expression => element?.type !== 'SpreadElement' && element !== null,
  );
  return {
    kind: 'object',
    node,
    file: context,
    get element() {
      return joinValues(values.slice(0, 5).map((value) => context.value(value)));
    },
    member(name) {
      const element = /^\d+$/.test(name) ? node.elements[Number(name)] : undefined;
      return element && element.type !== 'SpreadElement' ? context.value(element) : undefined;
    },
  };
}
