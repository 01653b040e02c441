import type { Ast, Node } from '../ast/types.ts';
import { instanceOf } from './classes.ts';
import { keyName } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { importedType, libraryOf, libraryTypeName } from './modules.ts';
import { memberValue } from './members.ts';
import { joinValues, listOf, withType, withOrigin } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { ObjectValue, AbstractValue } from './abstractValue.ts';
import { globalValue } from './evaluate.ts';
import { importedName } from './variables.ts';
import { resultOf } from './results.ts';

/** Types that are what their first argument is. */
const transparent = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Partial',
  'Readonly',
  'Required',
  'NonNullable',
  'Omit',
  'Pick',
  'Exclude',
  'Extract',
  'DeepPartial',
  'Maybe',
  'Nullable',
  'Optional',
  'Observable',
  'Ref',
  'MutableRefObject',
  'Mocked',
]);
const collections: Readonly<Record<string, number>> = {
  Array: 0,
  ReadonlyArray: 0,
  Set: 0,
  Iterable: 0,
  AsyncIterable: 0,
};
const maps: Readonly<Record<string, number>> = { Map: 1, WeakMap: 1, ReadonlyMap: 1, Record: 1 };

/** What a value of a type is. Called through `FileContext.typeShape`. Also takes the identifier that declares a type. */
export function evaluateType(context: FileContext, node: Node): AbstractValue {
  switch (node.type) {
    case 'Identifier':
      return valueOfNamedType(context, node);
    case 'TSTypeReference':
      return reference(context, node);
    case 'TSTypeQuery':
      return withOrigin(valueOf(context, node.exprName as Node), 'injected');
    case 'TSUnionType':
    case 'TSIntersectionType':
      return joinValues(node.types.map((type) => context.valueOfType(type)));
    case 'TSTypeLiteral':
      return interfaceValue(context, node.members, []);
    case 'TSArrayType':
      return listOf(context.valueOfType(node.elementType));
    case 'TSTypeOperator':
      return node.typeAnnotation ? context.valueOfType(node.typeAnnotation) : unknownValue;
    case 'TSImportType': {
      const argument = (node as unknown as { source?: Node; argument?: Node }).source ?? node.argument;
      const literal = (argument as Node).type === 'TSLiteralType' ? (argument as Ast.TSLiteralType).literal : argument;
      const source = (literal as Ast.StringLiteral).value;
      const name = node.qualifier?.type === 'Identifier' ? node.qualifier.name : undefined;
      return typeof source === 'string' && name ? importedType(context, source, name) : unknownValue;
    }
    case 'TSFunctionType':
      return {
        kind: 'object',
        member: () => undefined,
        returns: () => context.valueOfType(node.returnType?.typeAnnotation),
        parameter: (index) => parameterType(context, node.params[index]),
      };
    case 'TSIndexedAccessType': {
      const index = node.indexType;
      const literal = index.type === 'TSLiteralType' ? index.literal : undefined;
      if (literal?.type !== 'Literal') return unknownValue;
      return memberValue(context.valueOfType(node.objectType), String(literal.value));
    }
    default:
      return unknownValue;
  }
}

function reference(context: FileContext, node: Ast.TSTypeReference): AbstractValue {
  const name = node.typeName as Node;
  const args = node.typeArguments?.params ?? [];
  if (name.type === 'TSQualifiedName') return qualified(context, name);
  if (name.type !== 'Identifier') return unknownValue;
  if (!context.variable(name)) {
    if (transparent.has(name.name) && args[0]) return context.valueOfType(args[0]);
    const element = collections[name.name];
    if (element !== undefined) return listOf(context.valueOfType(args[element]));
    const value = maps[name.name];
    if (value !== undefined) return map(context.valueOfType(args[value]));
    if ((name.name === 'ReturnType' || name.name === 'InstanceType') && args[0]) {
      const of = args[0].type === 'TSTypeQuery' ? valueOf(context, args[0].exprName as Node) : unknownValue;
      return withOrigin(produced(of, name.name === 'InstanceType'), 'injected');
    }
    const global = globalValue(context, name.name);
    return withOrigin(produced(global, true), 'injected');
  }
  return valueOfNamedType(context, name);
}

/** What calling or constructing gives, without a call at hand. */
function produced(of: AbstractValue, constructed: boolean): AbstractValue {
  if (of.kind === 'function') return resultOf(of);
  if (of.kind === 'class') return instanceOf(of);
  if (of.kind !== 'client') return unknownValue;
  const member = constructed ? of.type.new : of.type.call;
  if (member?.returns === undefined || member.returns === 'this') return unknownValue;
  return withType(of, member.returns, 'result') ?? unknownValue;
}

function valueOfNamedType(context: FileContext, name: Ast.Identifier): AbstractValue {
  const variable = context.variable(name);
  if (!variable) return unknownValue;
  for (const definition of variable.defs) {
    const { node } = definition;
    if (definition.type === 'ImportBinding') {
      const declaration = (definition.parent ?? node.parent) as Ast.ImportDeclaration;
      if (declaration.type === 'ImportDeclaration') {
        if (node.type === 'ImportSpecifier') return importedType(context, declaration.source.value, importedName(node));
        if (node.type === 'ImportDefaultSpecifier') return importedType(context, declaration.source.value, 'default');
      }
      continue;
    }
    if (definition.type === 'ClassName') return instanceOf({ kind: 'class', node: node as never, file: context });
    if (node.type === 'TSInterfaceDeclaration') {
      const bases = node.extends.map((base) => context.valueOfType(base.expression as Node));
      return implemented(context, name.name, interfaceValue(context, node.body.body, bases));
    }
    if (node.type === 'TSTypeAliasDeclaration') return context.valueOfType(node.typeAnnotation);
    if (node.type === 'TSTypeParameter' && node.constraint) return context.valueOfType(node.constraint);
    if (definition.type === 'Variable') {
      // JSDoc names the class that `const { Client } = require(...)` gives.
      const value = context.value(definition.name);
      const made = produced(value, true);
      if (made.kind !== 'unknown') return withOrigin(made, 'injected');
    }
  }
  return unknownValue;
}

function qualified(context: FileContext, name: Ast.TSQualifiedName): AbstractValue {
  const left = name.left as Node;
  if (left.type !== 'Identifier') return unknownValue;
  const variable = context.variable(left);
  const definition = variable?.defs[0];
  const declaration = (definition?.parent ?? definition?.node.parent) as Ast.ImportDeclaration | undefined;
  if (definition?.type === 'ImportBinding' && declaration?.type === 'ImportDeclaration') {
    const specifier = declaration.source.value;
    const library = libraryOf(context, specifier);
    if (library) return libraryTypeName(context, library, name.right.name);
    const passedOn = definition.node.type === 'ImportSpecifier' ? context.value(left) : unknownValue;
    if (passedOn.kind === 'client') return libraryTypeName(context, passedOn.library, name.right.name);
    return importedType(context, specifier, name.right.name);
  }
  const value = context.value(left);
  if (value.kind !== 'client') return unknownValue;
  return libraryTypeName(context, value.library, name.right.name);
}

function valueOf(context: FileContext, name: Node): AbstractValue {
  if (name.type === 'Identifier') return context.value(name);
  if (name.type === 'TSQualifiedName') return memberValue(valueOf(context, name.left as Node), name.right.name);
  return unknownValue;
}

/** What the only class of the project that implements an interface does, beside what the interface says of it. */
function implemented(context: FileContext, name: string, declared: AbstractValue): AbstractValue {
  if (declared.kind !== 'object') return declared;
  return {
    ...declared,
    member(member) {
      const own = declared.member(member);
      if (own && own.kind !== 'unknown' && (own.kind !== 'object' || !own.returns)) return own;
      const made = context.port.implementation?.(name, context.file.path);
      const known = made?.kind === 'class' ? instanceOf(made).member(member) : undefined;
      return known?.kind === 'function' ? known : own;
    },
  };
}

function interfaceValue(
  context: FileContext,
  members: readonly Ast.TypeElement[],
  bases: readonly AbstractValue[],
): AbstractValue {
  const base = joinValues(bases);
  if (base.kind === 'client') return base;
  return {
    kind: 'object',
    origin: 'injected',
    names: () => [
      ...members.flatMap((member) =>
        member.type === 'TSPropertySignature' || member.type === 'TSMethodSignature'
          ? (keyName(member.key as Node, member.computed) ?? [])
          : [],
      ),
      ...(base.kind === 'object' ? (base.names?.() ?? []) : []),
    ],
    member(name) {
      for (const member of members) {
        if (member.type === 'TSPropertySignature' && keyName(member.key as Node, member.computed) === name) {
          return context.valueOfType(member.typeAnnotation?.typeAnnotation);
        }
        if (member.type === 'TSMethodSignature' && keyName(member.key as Node, member.computed) === name) {
          const type = member.returnType?.typeAnnotation;
          return {
            kind: 'object',
            origin: 'injected',
            member: () => undefined,
            returns: () => context.valueOfType(type),
            parameter: (index) => parameterType(context, member.params[index]),
          };
        }
      }
      return base.kind === 'object' ? base.member(name) : undefined;
    },
  };
}

function parameterType(context: FileContext, parameter: Node | undefined): AbstractValue {
  const annotation = (parameter as { typeAnnotation?: Ast.TSTypeAnnotation } | undefined)?.typeAnnotation;
  return context.valueOfType(annotation?.typeAnnotation);
}

function map(value: AbstractValue): AbstractValue {
  const values: ObjectValue = { kind: 'object', element: value, member: () => undefined };
  return {
    kind: 'object',
    member(name) {
      if (name === 'get') return { kind: 'object', member: () => undefined, returns: () => value };
      if (name === 'values') return { kind: 'object', member: () => undefined, returns: () => values };
      // A record's own keys; a map has none that hold values.
      return value.kind === 'client' &&
        !['set', 'has', 'delete', 'clear', 'size', 'keys', 'entries', 'forEach'].includes(name)
        ? value
        : undefined;
    },
  };
}
