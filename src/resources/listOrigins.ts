import type { Ast, CallExpression, Node, Variable } from '../ast/types.ts';
import { returnsOf } from '../ast/functions.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { argumentsFor, filledFrom, isForLists } from './givenLists.ts';
import { lodashMethod } from './mapHelpers.ts';
import { listOfBody } from './requestBodies.ts';

/**
 * Where a list comes from says how long it may get. `grows`: as many as there are rows, files or lines. `small`:
 * what people write down, such as settings or an enumeration. `open`: nothing is known.
 */
export type ListOrigin = 'grows' | 'small' | 'open';

/** Settings, and things of which an installation has a handful. */
const written =
  /(?:^|_|[a-z])(?:config(?:s|uration)?|settings?|preferences|prefs|environment|environments|envs?|flags|manifest)$|^(?:config|settings?|env)(?=[A-Z_]|$)|(?:^|_|[a-z])(?:regions?|locales?|languages|replicas|shards|brokers|plugins|providers|adapters|drivers|currencies|chains|networks|environments|mirrors|stages|backends|upstreams|peers|enums?)$/i;
const configType = /\b\w*(?:Config|Configuration|Settings|Environment)\b/;
const constantName = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;
/** Methods that give as many as there are, by their names. */
const everything =
  /^(?:find(?:All\w*|Many\w*|By\w*)?|(?:get|list|load|fetch|read|select|query)All\w*|get(?:Raw)?Many|scan\w*|keys)$/;
const sameLength =
  /^(?:filter|map|sort|reverse|concat|flat|flatMap|toSorted|toReversed|values|keys|entries|split|slice|splice)$/;
const sameLengthOfLodash =
  /^(?:filter|reject|map|flatMap|uniq(?:By)?|sortBy|orderBy|compact|flatten|reverse|keys|values|toPairs|shuffle)$/;
const MAX_DEPTH = 8;
/** Steps after which functions are no longer looked into. */
const MAX_FOLLOWED = 4;

export function listOrigin(context: FileContext, expression: Node): ListOrigin {
  return originOf(context, expression, 0);
}

function originOf(context: FileContext, expression: Node, depth: number): ListOrigin {
  if (depth > MAX_DEPTH) return 'open';
  if (listOfBody(context, expression)) return 'grows';
  const node = unwrap(expression);
  const follow = (next: Node): ListOrigin => originOf(context, next, depth + 1);
  switch (node.type) {
    case 'AwaitExpression':
      return follow(node.argument);
    case 'LogicalExpression':
      return follow(node.left);
    case 'ConditionalExpression':
      return most([follow(node.consequent), follow(node.alternate)]);
    case 'ArrayExpression':
      return most(node.elements.map((one) => (one?.type === 'SpreadElement' ? follow(one.argument) : 'small')));
    case 'NewExpression':
      return node.arguments[0] ? follow(node.arguments[0] as Node) : 'open';
    case 'MemberExpression':
      return memberOrigin(context, node, depth);
    case 'CallExpression':
      return callOrigin(context, node, depth);
    case 'Identifier':
      return nameOrigin(context, node, depth);
    default:
      return 'open';
  }
}

/** The longest of them counts. */
function most(origins: readonly ListOrigin[]): ListOrigin {
  if (origins.includes('grows')) return 'grows';
  return origins.includes('open') ? 'open' : 'small';
}

/** `config.hosts`, `process.env.HOSTS`, `req.body.ids`, `order.items`. */
function memberOrigin(context: FileContext, node: Ast.MemberExpression, depth: number): ListOrigin {
  const name = memberName(node) ?? '';
  if (written.test(name) || constantName.test(name)) return 'small';
  const object = unwrap(node.object);
  if (object.type === 'ThisExpression') return 'open';
  const of = originOf(context, object, depth + 1);
  if (of === 'small') return 'small';
  // A list inside one object, document or request mostly has a handful, whoever made it.
  return /^(?:rows|recordset|docs|Contents)$/.test(name) || isIdentifier(object, 'Object') ? of : 'open';
}

function callOrigin(context: FileContext, call: CallExpression, depth: number): ListOrigin {
  const name = calledName(call) ?? '';
  const [first] = call.arguments;
  const callee = unwrap(call.callee);
  if (first && lodashMethod(context, call, sameLengthOfLodash)) return originOf(context, first as Node, depth + 1);
  if (callee.type === 'MemberExpression') {
    const object = unwrap(callee.object);
    if (object.type === 'Identifier' && /^(?:Object|Array)$/.test(object.name) && first)
      return originOf(context, first as Node, depth + 1);
    if (written.test(name) || (object.type !== 'ThisExpression' && originOf(context, object, depth + 1) === 'small'))
      return 'small';
    if (findRequest(context, call)) return isRows(context, call, name) ? 'grows' : 'open';
    if (name === 'split' && readsFile(context, object)) return 'grows';
    if (sameLength.test(name) && call.arguments.every((one) => one.type !== 'ObjectExpression'))
      return originOf(context, object, depth + 1);
  }
  if (written.test(name)) return 'small';
  const given = listGivenBy(context, callee, depth);
  if (given !== undefined) return given;
  return everything.test(name) ? 'grows' : 'open';
}

/** What a function of the project gives back, where that tells: `async listAll() { return Bot.findAll() }`. */
function listGivenBy(context: FileContext, callee: Node, depth: number): ListOrigin | undefined {
  if (depth > MAX_FOLLOWED || !/^(?:Identifier|MemberExpression)$/.test(callee.type)) return undefined;
  const value = context.value(callee);
  if (value.kind !== 'function' || !value.node.body) return undefined;
  const origins = returnsOf(value.node).map((one) => originOf(value.file, one, depth + 1));
  return origins.find((origin) => origin === 'grows');
}

/** `(await readFile(path, 'utf8')).split('\\n')`, also through a variable: as many lines as the file has. */
function readsFile(context: FileContext, text: Node): boolean {
  let at = unwrap(text);
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (at.type === 'CallExpression') {
      if (/^readFile(?:Sync)?$/.test(calledName(at) ?? '')) return true;
      if (at.callee.type !== 'MemberExpression') return false;
      at = unwrap(at.callee.object);
    } else {
      const definition = at.type === 'Identifier' ? context.variable(at)?.defs[0]?.node : undefined;
      if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
      at = unwrap(definition.init);
    }
  }
  return false;
}

/** A query gives every row that fits; one of an HTTP service mostly gives a page. */
function isRows(context: FileContext, call: CallExpression, name: string): boolean {
  const found = findRequest(context, call);
  const api = found?.client.type.api ?? found?.client.library.api ?? '';
  return api === 'db' || everything.test(name) || (api === 'aws-sdk' && thousands.test(context.text(call)));
}

/** A page of these is a thousand names: S3 API reference, ListObjectsV2, `MaxKeys`. */
const thousands = /\blistObjects(?:V2)?\b|\bListObjects(?:V2)?Command\b/;

function nameOrigin(context: FileContext, node: Ast.Identifier, depth: number): ListOrigin {
  if (written.test(node.name) || constantName.test(node.name)) return 'small';
  const variable = context.variable(node);
  const definition = variable?.defs[0];
  if (!variable || !definition) return 'open';
  if (definition.type === 'Parameter') return parameterOrigin(context, variable, depth);
  if ((definition.node as Node).type === 'TSEnumDeclaration') return 'small';
  const declarator = definition.node;
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return 'open';
  if (declarator.id.type === 'Identifier' && unwrap(declarator.init).type === 'ArrayExpression') {
    // Written out, or filled afterwards with as many as there turn out to be.
    const list = unwrap(declarator.init) as Ast.ArrayExpression;
    if (list.elements.length > 0) return originOf(context, list, depth + 1);
    const fills = variable.references.some(({ identifier }) => takesPage(identifier));
    if (fills) return 'grows';
    const source = filledFrom(variable);
    return source && originOf(context, source, depth + 1) === 'grows' ? 'grows' : 'open';
  }
  // Taken apart as well: `const { rows } = await pool.query(...)`, `const { hosts } = config`.
  return originOf(context, declarator.init, depth + 1);
}

/** `all.push(...page.data)` in a loop that asks for one page after the other, until there is none. */
export function takesPage({ parent }: Node): boolean {
  const push = parent?.type === 'MemberExpression' && memberName(parent) === 'push' ? parent.parent : undefined;
  if (push?.type !== 'CallExpression' || !push.arguments.some(({ type }) => type === 'SpreadElement')) return false;
  let at: Node | undefined = push.parent;
  while (at && !isFunction(at) && at.type !== 'WhileStatement' && at.type !== 'DoWhileStatement') at = at.parent;
  if (at?.type !== 'WhileStatement' && at?.type !== 'DoWhileStatement') return false;
  return someNode(at, ({ type }) => type === 'AwaitExpression', OWN_BODY) && !someNode(at.test, isComparison);
}

/** `while (all.length < 100)`: somebody has thought of how many there may be. */
function isComparison(node: Node): boolean {
  return node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator);
}

/** A list that callers hand in: how long it is, those say that are in sight, unless its name or type does. */
function parameterOrigin(context: FileContext, variable: Variable, depth: number): ListOrigin {
  const [identifier] = variable.identifiers as readonly Node[];
  if (!identifier) return 'open';
  let at: Node = identifier;
  let path = '';
  while (at.parent && !isFunction(at.parent)) {
    if (at.parent.type === 'Property') path = keyName(at.parent.key, at.parent.computed) ?? path;
    at = at.parent;
  }
  const annotation = annotationOf(at);
  if (written.test(path) || (annotation && configType.test(context.text(annotation)))) return 'small';
  const given = at === identifier ? argumentsFor(context, at) : [];
  // `export const loadAll = (ids) => ...` is there for lists, and nothing else.
  if (given.length === 0) return at === identifier && isForLists(context, at) ? 'grows' : 'open';
  return most(given.map((one) => originOf(context, one, depth + 1)));
}

function annotationOf(parameter: Node): Node | undefined {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return (target as { typeAnnotation?: Node | null }).typeAnnotation ?? undefined;
}
