import type { Ast, Definition, FunctionNode, Node, Variable } from '../ast/types.ts';
import { decorates } from './callShapes.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { jsdocType } from './jsdoc.ts';
import { memberShape } from './members.ts';
import { importShape, moduleShape } from './modules.ts';
import { joinAll, sibling, withOrigin } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** What a variable holds: its definition and everything that is assigned to it. */
export function variableShape(context: FileContext, variable: Variable): Shape {
  const found: Shape[] = [];
  for (const definition of variable.defs) {
    const shape = definitionShape(context, definition);
    if (shape) found.push(shape);
  }
  const writes = variable.references.filter((reference) => reference.isWrite() && !isInitializer(reference.identifier));
  for (const { identifier } of writes) {
    const shape = writtenShape(context, identifier);
    if (shape) found.push(shape);
    else found.push(unknownShape);
  }
  // A counter is no constant, whatever it starts with.
  if (writes.length > 0 && found.some((shape) => shape.kind === 'literal')) {
    const rest = found.filter((shape) => shape.kind !== 'literal' || shape.value === undefined);
    return rest.length === found.length ? joinAll(found) : joinAll(rest.filter((shape) => shape.kind !== 'literal'));
  }
  return joinAll(found);
}

function isInitializer(identifier: Node): boolean {
  for (let at: Node | undefined = identifier; at; at = at.parent) {
    if (at.type === 'VariableDeclarator') return true;
    if (at.type === 'AssignmentExpression' || at.type === 'UpdateExpression' || isFunction(at)) return isFunction(at);
    if (at.type.endsWith('Statement')) return false;
  }
  return false;
}

function definitionShape(context: FileContext, definition: Definition): Shape | undefined {
  const { node } = definition;
  switch (definition.type) {
    case 'ImportBinding':
      return importBinding(context, node, definition.parent);
    case 'FunctionName':
      return isFunction(node) ? context.shape(node) : unknownShape;
    case 'ClassName':
      return context.shape(node);
    case 'Variable':
    case 'Parameter':
      return targetShape(context, definition.name);
    default:
      return unknownShape;
  }
}

function importBinding(context: FileContext, node: Node, parent: Node | null | undefined): Shape {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    if (reference.type === 'TSExternalModuleReference') {
      const source = reference.expression as Node;
      if (source.type === 'Literal' && typeof source.value === 'string') return moduleShape(context, source.value);
    }
    return unknownShape;
  }
  const declaration = (parent ?? node.parent) as Ast.ImportDeclaration;
  const specifier = declaration.source.value;
  if (node.type === 'ImportNamespaceSpecifier') return moduleShape(context, specifier);
  if (node.type === 'ImportDefaultSpecifier') return importShape(context, specifier, 'default');
  if (node.type !== 'ImportSpecifier') return unknownShape;
  return importShape(context, specifier, importedName(node));
}

export function importedName(node: Ast.ImportSpecifier): string {
  const imported = node.imported as Node;
  return imported.type === 'Identifier' ? imported.name : String((imported as Ast.StringLiteral).value);
}

/** What `x = value` or `({ x } = value)` writes; undefined for `x++`. */
function writtenShape(context: FileContext, identifier: Node): Shape | undefined {
  const parent = identifier.parent;
  if (parent?.type === 'AssignmentExpression') {
    return ['=', '??=', '||='].includes(parent.operator) ? context.shape(parent.right) : undefined;
  }
  if (parent?.type === 'UpdateExpression') return undefined;
  return targetShape(context, identifier);
}

/** The value that reaches a binding target through the patterns around it. */
function targetShape(context: FileContext, target: Node): Shape {
  const parent = target.parent;
  if (!parent) return unknownShape;
  const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } }).typeAnnotation?.typeAnnotation;
  switch (parent.type as string) {
    case 'VariableDeclarator':
      return declared(context, parent as Ast.VariableDeclarator, annotation);
    case 'AssignmentExpression':
      return context.shape((parent as Ast.AssignmentExpression).right);
    case 'AssignmentPattern': {
      const pattern = parent as Ast.AssignmentPattern;
      if (annotation) {
        const typed = context.typeShape(annotation);
        if (typed.kind === 'client') return joinAll([typed, context.shape(pattern.right)]);
      }
      return joinAll([targetShape(context, pattern), context.shape(pattern.right)]);
    }
    case 'Property': {
      const property = parent as Ast.Property;
      const source = targetShape(context, property.parent);
      const name = keyName(property.key, property.computed);
      return name === undefined ? unknownShape : memberShape(source, name);
    }
    case 'ArrayPattern': {
      const pattern = parent as Ast.ArrayPattern;
      const source = targetShape(context, pattern);
      const byIndex = memberShape(source, String(pattern.elements.indexOf(target as never)));
      return byIndex.kind === 'unknown' && source.kind === 'object' && source.element ? source.element : byIndex;
    }
    case 'RestElement':
      return targetShape(context, parent);
    case 'TSParameterProperty':
      return parameterShape(context, target, parent.parent as FunctionNode, parent);
    default:
      return isFunction(parent) ? parameterShape(context, target, parent, target) : unknownShape;
  }
}

function declared(context: FileContext, declarator: Ast.VariableDeclarator, annotation: Node | undefined): Shape {
  const loop = declarator.parent.parent as Node;
  let value: Shape = unknownShape;
  if ((loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === declarator.parent) {
    const iterated = context.shape(loop.right);
    if (iterated.kind === 'object' && iterated.element && loop.type === 'ForOfStatement') value = iterated.element;
  } else if (declarator.init) value = context.shape(declarator.init);
  if (value.kind !== 'unknown') return value;
  const typed = annotation ? context.typeShape(annotation) : jsdocType(context, declarator.parent);
  if (typed.kind === 'unknown') return value;
  // Declared here and filled here: not handed in.
  return declarator.init || !typed ? typed : withOrigin(typed, 'instance');
}

function parameterShape(context: FileContext, target: Node, owner: FunctionNode, parameter: Node): Shape {
  const index = owner.params.indexOf(parameter as never);
  const annotation = (target as { typeAnnotation?: { typeAnnotation: Node } }).typeAnnotation?.typeAnnotation;
  if (annotation) {
    const typed = context.typeShape(annotation);
    if (typed.kind === 'client') return withOrigin(typed, 'injected');
    if (typed.kind !== 'unknown') {
      // An interface of one's own says what is used of a client, not which client it is.
      const given = typed.kind === 'object' && !typed.class ? givenByCallers(context, owner, index) : unknownShape;
      return given.kind === 'client' ? given : withOrigin(typed, 'injected');
    }
  }
  const contextual = callbackParameter(context, owner, index) ?? typedParameter(context, owner, index);
  if (contextual && contextual.kind !== 'unknown') return contextual;
  if (!annotation && isIdentifier(target)) {
    const documented = jsdocType(context, owner, target.name);
    if (documented.kind !== 'unknown') return withOrigin(documented, 'injected');
    const given = givenByCallers(context, owner, index);
    if (given.kind !== 'unknown') return given;
  }
  return { kind: 'unknown', injected: true, parameter: { function: owner, index } };
}

const iterations = new Set(['map', 'forEach', 'filter', 'flatMap', 'find', 'some', 'every', 'findIndex']);

/** What a callback is called with, where the caller is known: a library, a promise, an array. */
function callbackParameter(context: FileContext, owner: FunctionNode, index: number): Shape | undefined {
  const call = owner.parent;
  if (call?.type !== 'CallExpression') return undefined;
  const position = call.arguments.indexOf(owner as never);
  if (position < 0) return undefined;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    if (name === 'then' && position === 0 && index === 0) return context.shape(callee.object);
    if (name !== undefined && iterations.has(name) && position === 0 && index === 0) {
      const array = context.shape(callee.object);
      if (array.kind === 'object' && array.element) return array.element;
    }
  }
  const shape = context.shape(callee);
  if (shape.kind !== 'client') return undefined;
  const callback = shape.type.call?.callback;
  if (!callback) return undefined;
  const wanted = callback.argument < 0 ? call.arguments.length + callback.argument : callback.argument;
  const ref = position === wanted ? callback.parameters[index] : undefined;
  return ref ? sibling(shape, ref, 'callback') : undefined;
}

/** What the type of the variable that holds a function, or holds the object around it, says of a parameter. */
function typedParameter(context: FileContext, owner: FunctionNode, index: number): Shape | undefined {
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
  const type = path.reduce(memberShape, context.typeShape(annotation.typeAnnotation));
  const found = type.kind === 'object' ? type.parameter?.(index) : undefined;
  return found && found.kind !== 'unknown' ? withOrigin(found, 'injected') : undefined;
}

/** What the calls of a function, or the constructions of a class, in this file hand over. */
function givenByCallers(context: FileContext, owner: FunctionNode, index: number): Shape {
  const name = calledName(owner);
  const variable = name && context.variable(name);
  // What a decorator is given is called where the decorated function is.
  if (!variable || decorates(owner) === index) return unknownShape;
  const given: Shape[] = [];
  for (const { identifier } of variable.references.slice(0, 20)) {
    const call = identifier.parent;
    if ((call?.type !== 'CallExpression' && call?.type !== 'NewExpression') || call.callee !== identifier) continue;
    const argument = call.arguments[index];
    if (!argument || argument.type === 'SpreadElement') continue;
    const shape = context.shape(argument);
    if (shape.kind === 'client') given.push(withOrigin(shape, 'injected'));
  }
  return joinAll(given);
}

/** The name that a function of this file is called by, or that its class is constructed by. */
function calledName(owner: FunctionNode): Node | null | undefined {
  if (owner.type === 'FunctionDeclaration') return owner.id;
  const holder = owner.parent;
  if (holder?.type === 'VariableDeclarator') return holder.id;
  if (holder?.type !== 'MethodDefinition' || holder.kind !== 'constructor') return undefined;
  return holder.parent.parent.id;
}
