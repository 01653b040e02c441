import type { Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier } from '../ast/nodes.ts';
import { findNode, someNode } from '../ast/walk.ts';

const names = /^(?:logger|log|LOGGER|LOG)$/;
const members = /^(?:_?(?:logger|log)|#(?:logger|log))$/;
const methods = /^(?:error|warn|info|debug)$/;

/** Libraries whose loggers take an error alone. */
const taking =
  /^(?:pino|winston|bunyan|log4js|loglevel|consola|signale|tslog|nestjs-pino|@nestjs\/common|fastify|electron-log|roarr|firebase-functions(?:\/.*)?)$/;
const errorName = /^_?(?:e|er+|ex|exc|exception|reason|cause|\w*[eE]rr(?:or)?)\d?$/;

/**
 * What logs an error at a place: the logger of its class, function or module where that has one that takes an error as
 * its only argument, else the console.
 */
export function errorLog(file: ParsedFile, place: Node): string {
  const own = [ownLogger(place), loggerInScope(file, place)].find(
    (name) => name !== undefined && takesError(file, name),
  );
  return `${own ?? 'console'}${own !== undefined && mayBeMissing(file, own) ? '?' : ''}.error`;
}

/** `this.logger?.info(...)`: there may be none. */
function mayBeMissing(file: ParsedFile, logger: string): boolean {
  return someNode(file.ast, (node) => isLogging(node) && node.optional && textOf(file, node.object) === logger);
}

/** A logger of the project's own may want a component, a text or an object first: it is asked how it is used here. */
function takesError(file: ParsedFile, logger: string): boolean {
  const known = importedFrom(file, taking);
  const name = logger.replace(/^this\./, '');
  if (known.has(name)) return true;
  return someNode(file.ast, (node) => isGivenError(file, node, logger) || isMadeBy(file, node, name, known));
}

/** `logger.error(error)`. */
function isGivenError(file: ParsedFile, node: Node, logger: string): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !isLogging(node.callee))
    return false;
  const [argument, ...others] = node.arguments;
  return (
    others.length === 0 &&
    argument?.type === 'Identifier' &&
    errorName.test(argument.name) &&
    textOf(file, node.callee.object) === logger
  );
}

/** `const logger = pino()`, `logger = new Logger('a')`, `private readonly logger: Logger`. */
function isMadeBy(file: ParsedFile, node: Node, name: string, known: ReadonlySet<string>): boolean {
  const made = (value: Node | null | undefined): boolean => {
    const text = value ? textOf(file, value) : '';
    const [, required, root] = /^:?\s*(?:new\s+|await\s+)?(?:require\(\s*['"]([^'"]+)['"]|([\w$]+))/.exec(text) ?? [];
    return required === undefined ? root !== undefined && known.has(root) : taking.test(required);
  };
  if (node.type === 'VariableDeclarator')
    return isIdentifier(node.id, name) && (made(node.init) || made(node.id.typeAnnotation));
  if (node.type === 'PropertyDefinition')
    return nameOfMember(node.key) === name && (made(node.value) || made(node.typeAnnotation));
  if (node.type === 'TSParameterProperty')
    return isIdentifier(node.parameter, name) && made(node.parameter.typeAnnotation);
  return isFunction(node) && node.params.some((param) => isIdentifier(param, name) && made(param.typeAnnotation));
}

/** The names that a file has for what it takes from some packages. */
function importedFrom(file: ParsedFile, packages: RegExp): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of file.ast.body) {
    if (statement.type === 'ImportDeclaration' && packages.test(statement.source.value))
      for (const { local } of statement.specifiers) names.add(local.name);
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      const [, source] = /^require\(\s*['"]([^'"]+)['"]\s*\)/.exec(init ? textOf(file, init) : '') ?? [];
      if (source === undefined || !packages.test(source)) continue;
      if (id.type === 'Identifier') names.add(id.name);
      if (id.type === 'ObjectPattern')
        for (const one of id.properties)
          if (one.type === 'Property' && one.value.type === 'Identifier') names.add(one.value.name);
    }
  }
  return names;
}

/** `this.logger`, which the class uses itself, where `this` is that of the class. */
function ownLogger(place: Node): string | undefined {
  let owner = enclosingFunction(place);
  while (owner?.type === 'ArrowFunctionExpression') owner = enclosingFunction(owner);
  const member = owner?.parent;
  if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return undefined;
  if (member.static) return undefined;
  const used = findNode(member.parent, (node) => {
    if (!isLogging(node) || node.object.type !== 'MemberExpression') return false;
    const { object, property } = node.object;
    return object.type === 'ThisExpression' && 'name' in property && members.test(nameOfMember(property));
  });
  if (used?.type !== 'MemberExpression' || used.object.type !== 'MemberExpression') return undefined;
  return `this.${nameOfMember(used.object.property)}`;
}

function nameOfMember(property: Node): string {
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  return property.type === 'Identifier' ? property.name : '';
}

/** `logger`, which the module or a function around has, and the file logs with. */
function loggerInScope(file: ParsedFile, place: Node): string | undefined {
  const used = findNode(
    file.ast,
    (node) =>
      isLogging(node) &&
      node.object.type === 'Identifier' &&
      names.test(node.object.name) &&
      isVisible(file, node.object.name, place),
  );
  return used?.type === 'MemberExpression' && used.object.type === 'Identifier' ? used.object.name : undefined;
}

function isVisible({ scopes: { scopes } }: ParsedFile, name: string, place: Node): boolean {
  return scopes.some(
    ({ type, block, variables }) =>
      (type === 'module' || type === 'global' || (isFunction(block) && isAround(block, place))) &&
      variables.some((variable) => variable.name === name && variable.defs.length > 0),
  );
}

function isAround({ range }: Node, place: Node): boolean {
  return range[0] <= place.range[0] && range[1] >= place.range[1];
}

function isLogging(node: Node): node is Extract<Node, { type: 'MemberExpression' }> {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.property.type === 'Identifier' &&
    methods.test(node.property.name) &&
    node.parent.type === 'CallExpression' &&
    node.parent.callee === node
  );
}

/** Where the promise is of no known type, a parameter without one is an error in strict projects. */
export function unknownType({ path }: ParsedFile): string {
  return /\.[cm]?tsx?$/.test(path) ? ': unknown' : '';
}
