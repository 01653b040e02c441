import type { Ast, Definition, FunctionNode, Node, Variable } from '../ast/types.ts';
import { decorates } from './callValues.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { mayBeClient } from '../knowledge/registries.ts';
import { jsdocType } from './jsdoc.ts';
import { memberValue } from './members.ts';
import { ownVersion } from './modulePort.ts';
import { ownerOfThis } from './owners.ts';
import { importedValue, moduleValue } from './modules.ts';
import { joinValues, valueOfLibraryType, withType, withOrigin } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/** What a variable holds: its definition and everything that is assigned to it. */
export function valueOfVariable(context: FileContext, variable: Variable): AbstractValue {
  const found: AbstractValue[] = [];
  for (const definition of variable.defs) {
    const value = valueOfDefinition(context, definition);
    if (value) found.push(value);
  }
  const writes = variable.references.filter((reference) => reference.isWrite() && !isInitializer(reference.identifier));
  for (const { identifier } of writes) {
    const known = valueOfWrites(context, identifier);
    if (known) found.push(known);
    else found.push(unknownValue);
  }
  // A counter is no constant, whatever it starts with.
  if (writes.length > 0 && found.some((value) => value.kind === 'literal')) {
    const rest = found.filter((value) => value.kind !== 'literal' || value.value === undefined);
    return rest.length === found.length
      ? joinValues(found)
      : joinValues(rest.filter((value) => value.kind !== 'literal'));
  }
  return joinValues(found);
}

function isInitializer(identifier: Node): boolean {
  for (let at: Node | undefined = identifier; at; at = at.parent) {
    if (at.type === 'VariableDeclarator') return true;
    if (at.type === 'AssignmentExpression' || at.type === 'UpdateExpression' || isFunction(at)) return isFunction(at);
    if (at.type.endsWith('Statement')) return false;
  }
  return false;
}

function valueOfDefinition(context: FileContext, definition: Definition): AbstractValue | undefined {
  const { node } = definition;
  switch (definition.type) {
    case 'ImportBinding':
      return importBinding(context, node, definition.parent);
    case 'FunctionName':
      return isFunction(node) ? context.value(node) : unknownValue;
    case 'ClassName':
      return context.value(node);
    case 'Variable':
    case 'Parameter':
      return valueOfTarget(context, definition.name);
    default:
      return unknownValue;
  }
}

function importBinding(context: FileContext, node: Node, parent: Node | null | undefined): AbstractValue {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    if (reference.type === 'TSExternalModuleReference') {
      const source = reference.expression as Node;
      if (source.type === 'Literal' && typeof source.value === 'string') return moduleValue(context, source.value);
    }
    return unknownValue;
  }
  const declaration = (parent ?? node.parent) as Ast.ImportDeclaration;
  const specifier = declaration.source.value;
  if (node.type === 'ImportNamespaceSpecifier') return moduleValue(context, specifier);
  if (node.type === 'ImportDefaultSpecifier') return importedValue(context, specifier, 'default');
  if (node.type !== 'ImportSpecifier') return unknownValue;
  return importedValue(context, specifier, importedName(node));
}

export function importedName(node: Ast.ImportSpecifier): string {
  const imported = node.imported as Node;
  return imported.type === 'Identifier' ? imported.name : String((imported as Ast.StringLiteral).value);
}

/** What `x = value` or `({ x } = value)` writes; undefined for `x++`. */
function valueOfWrites(context: FileContext, identifier: Node): AbstractValue | undefined {
  const parent = identifier.parent;
  if (parent?.type === 'AssignmentExpression') {
    return ['=', '??=', '||='].includes(parent.operator) ? context.value(parent.right) : undefined;
  }
  if (parent?.type === 'UpdateExpression') return undefined;
  return valueOfTarget(context, identifier);
}

/** The value that reaches a binding target through the patterns around it. */
function valueOfTarget(context: FileContext, target: Node): AbstractValue {
  const parent = target.parent;
  if (!parent) return unknownValue;
  const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } }).typeAnnotation?.typeAnnotation;
  switch (parent.type as string) {
    case 'VariableDeclarator':
      return valueOfDeclaration(context, parent as Ast.VariableDeclarator, annotation);
    case 'AssignmentExpression':
      return context.value((parent as Ast.AssignmentExpression).right);
    case 'AssignmentPattern': {
      const pattern = parent as Ast.AssignmentPattern;
      if (annotation) {
        const typed = context.valueOfType(annotation);
        if (typed.kind === 'client') return joinValues([typed, context.value(pattern.right)]);
      }
      return joinValues([valueOfTarget(context, pattern), context.value(pattern.right)]);
    }
    case 'Property': {
      const property = parent as Ast.Property;
      const source = valueOfTarget(context, property.parent);
      const name = keyName(property.key, property.computed);
      return name === undefined ? unknownValue : memberValue(source, name);
    }
    case 'ArrayPattern': {
      const pattern = parent as Ast.ArrayPattern;
      const source = valueOfTarget(context, pattern);
      const byIndex = memberValue(source, String(pattern.elements.indexOf(target as never)));
      return byIndex.kind === 'unknown' && source.kind === 'object' && source.element ? source.element : byIndex;
    }
    case 'RestElement':
      return valueOfTarget(context, parent);
    case 'TSParameterProperty':
      return valueOfParameter(context, target, parent.parent as FunctionNode, parent);
    default:
      return isFunction(parent) ? valueOfParameter(context, target, parent, target) : unknownValue;
  }
}

function valueOfDeclaration(
  context: FileContext,
  declarator: Ast.VariableDeclarator,
  annotation: Node | undefined,
): AbstractValue {
  const loop = declarator.parent.parent as Node;
  let value: AbstractValue = unknownValue;
  if ((loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === declarator.parent) {
    const iterated = context.value(loop.right);
    if (iterated.kind === 'object' && iterated.element && loop.type === 'ForOfStatement') value = iterated.element;
  } else if (declarator.init) value = context.value(declarator.init);
  if (value.kind !== 'unknown') return value;
  const typed = annotation ? context.valueOfType(annotation) : jsdocType(context, declarator.parent);
  if (typed.kind === 'unknown') return value;
  // Declared here and filled here: not handed in.
  return declarator.init || !typed ? typed : withOrigin(typed, 'instance');
}

function valueOfParameter(context: FileContext, target: Node, owner: FunctionNode, parameter: Node): AbstractValue {
  const index = owner.params.indexOf(parameter as never);
  const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } }).typeAnnotation?.typeAnnotation;
  if (annotation) {
    const typed = context.valueOfType(annotation);
    if (typed.kind === 'client') return withOrigin(typed, 'injected');
    if (typed.kind !== 'unknown') {
      // An interface of one's own says what is used of a client, not which client it is.
      const given = typed.kind === 'object' && !typed.class ? valueFromCallers(context, owner, index) : unknownValue;
      return given.kind === 'client' ? given : withOrigin(typed, 'injected');
    }
  }
  const contextual = callbackParameter(context, owner, index) ?? typedParameter(context, owner, index);
  if (contextual && contextual.kind !== 'unknown') return contextual;
  if (!annotation && isIdentifier(target)) {
    const documented = jsdocType(context, owner, target.name);
    if (documented.kind !== 'unknown') return withOrigin(documented, 'injected');
    const given = valueFromCallers(context, owner, index);
    if (given.kind !== 'unknown') return given;
    const used = valueByUse(context, target);
    if (used.kind !== 'unknown') return used;
    const handed = mayBeClient(target.name) && context.port.handed?.({ function: owner, index, file: context });
    if (handed) return handed;
  }
  return { kind: 'unknown', injected: true, parameter: { function: owner, index, file: context } };
}

/** What a parameter without a type must be by what is called on it: `knex.schema.createTable(...)` in a migration. */
function valueByUse(context: FileContext, target: Ast.Identifier): AbstractValue {
  for (const { identifier } of context.variable(target)?.references ?? []) {
    const path: string[] = [];
    let at: Node = identifier;
    while (path.length < 2 && at.parent?.type === 'MemberExpression' && at.parent.object === at) {
      const name = memberName(at.parent);
      if (name === undefined) break;
      path.push(name);
      at = at.parent;
    }
    if (at.parent?.type !== 'CallExpression' || at.parent.callee !== at) continue;
    const found = context.knowledge.byUse(path.join('.'));
    if (found && ownVersion(context.port, found.library.name, context.file.path) !== undefined)
      return valueOfLibraryType(context, found.library, found.type, 'injected', found.type);
  }
  return unknownValue;
}

const iterations = new Set(['map', 'forEach', 'filter', 'flatMap', 'find', 'some', 'every', 'findIndex']);

/** What a callback is called with, where the caller is known: a library, a promise, an array. */
function callbackParameter(context: FileContext, owner: FunctionNode, index: number): AbstractValue | undefined {
  const call = owner.parent;
  if (call?.type !== 'CallExpression') return undefined;
  const position = call.arguments.indexOf(owner as never);
  if (position < 0) return undefined;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    if (name === 'then' && position === 0 && index === 0) return context.value(callee.object);
    if (name !== undefined && iterations.has(name) && position === 0 && index === 0) {
      const array = context.value(callee.object);
      if (array.kind === 'object' && array.element) return array.element;
    }
  }
  const value = context.value(callee);
  if (value.kind === 'function') return valueCalledWith(value.file, value.node.params[position], index);
  if (value.kind !== 'client') return undefined;
  const callback = value.type.call?.callback;
  if (!callback || callback.after?.includes(String(context.constant(call.arguments[0] as Node))) === false)
    return undefined;
  const wanted = callback.argument < 0 ? call.arguments.length + callback.argument : callback.argument;
  const ref = position === wanted ? callback.parameters[index] : undefined;
  return ref ? withType(value, ref, 'callback') : undefined;
}

/** What a function calls one that it is given with: `withClient(run: (client: Redis) => ...)`, or `run(client)` in it. */
function valueCalledWith(file: FileContext, parameter: Node | undefined, index: number): AbstractValue | undefined {
  if (!parameter || !isIdentifier(parameter)) return undefined;
  const annotation = parameter.typeAnnotation && file.valueOfType(parameter.typeAnnotation.typeAnnotation);
  const typed = annotation?.kind === 'object' ? annotation.parameter?.(index) : undefined;
  if (typed?.kind === 'client') return withOrigin(typed, 'injected');
  const calls = file.variable(parameter)?.references.flatMap(({ identifier }) => {
    const call = identifier.parent;
    return call?.type === 'CallExpression' && call.callee === identifier ? [call] : [];
  });
  return givenBy(file, calls ?? [], index);
}

/** What the type of the variable that holds a function, or holds the object around it, says of a parameter. */
function typedParameter(context: FileContext, owner: FunctionNode, index: number): AbstractValue | undefined {
  const path: string[] = [];
  let at: Node | undefined = owner.parent;
  while (at?.type === 'Property' && at.parent.type === 'ObjectExpression') {
    const name = keyName(at.key, at.computed);
    if (name === undefined) return undefined;
    path.unshift(name);
    at = at.parent.parent;
  }
  const target: Node | undefined =
    at?.type === 'VariableDeclarator' ? at.id : at?.type === 'PropertyDefinition' ? at : undefined;
  const annotation = (target as { typeAnnotation?: Ast.TSTypeAnnotation } | undefined)?.typeAnnotation;
  if (!annotation) return undefined;
  const type = path.reduce(memberValue, context.valueOfType(annotation.typeAnnotation));
  const found = type.kind === 'object' ? type.parameter?.(index) : undefined;
  return found && found.kind !== 'unknown' ? withOrigin(found, 'injected') : undefined;
}

/** What the calls of a function, or the constructions of a class, in this file hand over. */
function valueFromCallers(context: FileContext, owner: FunctionNode, index: number): AbstractValue {
  const method = callsOfMethod(context, owner);
  if (method) return givenBy(context, method, index);
  const name = calledName(owner);
  const variable = name && context.variable(name);
  // What a decorator is given is called where the decorated function is.
  if (!variable || decorates(owner) === index) return unknownValue;
  const calls = variable.references.flatMap(({ identifier }) => {
    const call = identifier.parent;
    const called = call?.type === 'CallExpression' || call?.type === 'NewExpression';
    return called && call.callee === identifier ? [call] : [];
  });
  return givenBy(context, calls, index);
}

const ownCalls = new WeakMap<FileContext, ReadonlyMap<Node, ReadonlyMap<string, readonly Ast.CallExpression[]>>>();

/** The calls of a method through `this` in its own class or object; undefined for what is no method. */
function callsOfMethod(context: FileContext, owner: FunctionNode): readonly Ast.CallExpression[] | undefined {
  const holder = owner.parent;
  const isMethod =
    (holder?.type === 'MethodDefinition' && holder.kind === 'method') ||
    (holder?.type === 'Property' && holder.parent.type === 'ObjectExpression');
  if (!isMethod) return undefined;
  const name = keyName(holder.key as Node, holder.computed);
  const body = holder.type === 'MethodDefinition' ? holder.parent.parent : holder.parent;
  return (name !== undefined && callsOnThis(context).get(body)?.get(name)) || [];
}

function callsOnThis(context: FileContext): ReadonlyMap<Node, ReadonlyMap<string, readonly Ast.CallExpression[]>> {
  const known = ownCalls.get(context);
  if (known) return known;
  const found = new Map<Node, Map<string, Ast.CallExpression[]>>();
  for (const call of context.index.calls) {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') continue;
    const name = memberName(callee);
    const owner = ownerOfThis(context, callee.object);
    if (name === undefined || !owner) continue;
    const calls = found.get(owner.node) ?? new Map<string, Ast.CallExpression[]>();
    found.set(owner.node, calls);
    calls.set(name, [...(calls.get(name) ?? []), call]);
  }
  ownCalls.set(context, found);
  return found;
}

/** The client that calls hand over in an argument. */
function givenBy(
  context: FileContext,
  calls: readonly (Ast.CallExpression | Ast.NewExpression)[],
  index: number,
): AbstractValue {
  const given: AbstractValue[] = [];
  for (const call of calls.slice(0, 20)) {
    const argument = call.arguments[index];
    if (!argument || argument.type === 'SpreadElement') continue;
    const value = context.value(argument);
    if (value.kind !== 'client') continue;
    // Node's own modules are the same in every hand, and have nothing that a caller could set: `send(https, options)`.
    given.push(/^node:/.test(value.library.name) && value.origin === 'import' ? value : withOrigin(value, 'injected'));
  }
  return joinValues(given);
}

/** The name that a function of this file is called by, or that its class is constructed by. */
function calledName(owner: FunctionNode): Node | null | undefined {
  if (owner.type === 'FunctionDeclaration') return owner.id;
  const holder = owner.parent;
  if (holder?.type === 'VariableDeclarator') return holder.id;
  if (holder?.type !== 'MethodDefinition' || holder.kind !== 'constructor') return undefined;
  return holder.parent.parent.id;
}
