import type { Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { functionName } from '../ast/functions.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, memberName } from '../ast/nodes.ts';
import { variableOf } from '../ast/objectUses.ts';
import { findNode, someNode } from '../ast/walk.ts';
import { styleOf } from './layout.ts';

const names = /^(?:_?logger|_?log|LOGGER|LOG|Logger|winston|consola|signale|logging)$/;
const members = /^(?:_?(?:logger|log)|#(?:logger|log))$/;
const methods = /^(?:error|warn|info|debug)$/;

/** Libraries whose loggers take an error alone. */
const taking =
  /^(?:pino|winston|bunyan|log4js|loglevel|consola|signale|tslog|nestjs-pino|@nestjs\/common|fastify|electron-log|roarr|firebase-functions(?:\/.*)?)$/;
const errorName = /^_?(?:e|er+|ex|exc|exception|reason|cause|\w*[eE]rr(?:or)?)\d?$/;

/** The arguments that a logger is given for an error, beside the text that says what failed. */
type Form = (error: string, text: string) => string;

/**
 * The call that logs an error at a place: by the logger of its class, function or module, given what the file or its
 * library shows that it takes; else by the console.
 */
export function errorLog(file: ParsedFile, place: Node, error: string): string {
  const own = [ownLogger(place), ...loggersInScope(file, place)].filter((name) => name !== undefined);
  for (const name of new Set(own)) {
    const form = takesError(file, name) ? alone : formShown(file, name);
    if (form) return `${name}${mayBeMissing(file, name) ? '?' : ''}.error(${form(error, whatFailed(file, place))})`;
  }
  return `console.error(${error})`;
}

const alone: Form = (error) => error;

function whatFailed(file: ParsedFile, place: Node): string {
  const { quote } = styleOf(file);
  const named = [place, ...ancestors(place)].find((node) => isFunction(node) && functionName(node) !== undefined);
  return `${quote}${(isFunction(named) && functionName(named)) || 'request'} failed${quote}`;
}

/** How the file itself gives an error to a logger of its own that wants more than that. */
function formShown(file: ParsedFile, logger: string): Form | undefined {
  let form: Form | undefined;
  findNode(file.ast, (node) => {
    if (node.type !== 'CallExpression' || !isLogging(node.callee)) return false;
    if (!/^(?:error|warn)$/.test(memberName(node.callee) ?? '') || textOf(file, node.callee.object) !== logger)
      return false;
    form = formOf(file, node.arguments);
    return form !== undefined;
  });
  return form;
}

function formOf(file: ParsedFile, [first, second, ...more]: readonly Node[]): Form | undefined {
  if (!first || more.length > 0) return undefined;
  if (isText(first) && isCaught(file, second)) return (error, text) => `${text}, ${error}`;
  if (isCaught(file, first) && second && isText(second)) return (error, text) => `${error}, ${text}`;
  const key = errorKey(file, first);
  if (key !== undefined && second && isText(second)) return (error, text) => `${keyed(key, error)}, ${text}`;
  if (key !== undefined && !second) return (error) => keyed(key, error);
  const behind = isText(first) && second ? errorKey(file, second) : undefined;
  return behind === undefined ? undefined : (error, text) => `${text}, ${keyed(behind, error)}`;
}

function isText(node: Node): boolean {
  return (node.type === 'Literal' && typeof node.value === 'string') || node.type === 'TemplateLiteral';
}

/** What a `catch` gives it has the type that any other one has; an error of a type of its own says less. */
function isCaught(file: ParsedFile, node: Node | undefined): boolean {
  if (node?.type !== 'Identifier' || !errorName.test(node.name)) return false;
  if (!/\.[cm]?tsx?$/.test(file.path)) return true;
  return variableOf(file, node)?.defs[0]?.type === 'CatchClause';
}

/** `{ err }`, `{ error: err }`: an error and nothing else. */
function errorKey(file: ParsedFile, node: Node): string | undefined {
  const [only, ...others] = node.type === 'ObjectExpression' ? node.properties : [];
  if (only?.type !== 'Property' || only.computed || others.length > 0 || !isIdentifier(only.key)) return undefined;
  return isCaught(file, only.value) ? only.key.name : undefined;
}

function keyed(key: string, error: string): string {
  return key === error ? `{ ${error} }` : `{ ${key}: ${error} }`;
}

/** `this.logger?.info(...)`: there may be none. */
function mayBeMissing(file: ParsedFile, logger: string): boolean {
  return someNode(file.ast, (node) => isLogging(node) && node.optional && textOf(file, node.object) === logger);
}

/** A logger of the project's own may want a component, a text or an object first: it is asked how it is used here. */
function takesError(file: ParsedFile, logger: string): boolean {
  const known = importedFrom(file, taking);
  const name = logger.replace(/^this\.|\.\w+$/g, '');
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

/** `logger` and `app.log`, which the module or a function around has, and the file logs with. */
function loggersInScope(file: ParsedFile, place: Node): readonly string[] {
  const found = new Set<string>();
  findNode(file.ast, (node) => {
    if (!isLogging(node)) return false;
    const { object } = node;
    if (isIdentifier(object) && names.test(object.name) && isVisible(file, object.name, place)) found.add(object.name);
    if (
      object.type === 'MemberExpression' &&
      isIdentifier(object.object) &&
      isVisible(file, object.object.name, place)
    ) {
      if (members.test(memberName(object) ?? '')) found.add(textOf(file, object));
    }
    return false;
  });
  return [...found];
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
