import type { Ast, CallExpression, Node, Variable } from '../ast/types.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/**
 * Where a list comes from says how long it may get. `grows`: as many as somebody sends, or as there are rows. `small`:
 * what people write down, such as settings or an enumeration. `open`: nothing is known.
 */
export type ListOrigin = 'grows' | 'small' | 'open';

/** Settings, and things of which an installation has a handful. */
const written =
  /(?:^|_|[a-z])(?:config(?:s|uration)?|settings?|preferences|prefs|environment|environments|envs?|flags|manifest)$|^(?:config|settings?|env)(?=[A-Z_]|$)|(?:^|_|[a-z])(?:regions?|locales?|languages|replicas|shards|brokers|plugins|providers|adapters|drivers|currencies|chains|networks|environments|mirrors|stages|backends|upstreams|peers|enums?)$/i;
const configType = /\b\w*(?:Config|Configuration|Settings|Environment)\b/;
const constantName = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;
/** Methods that give as many as there are, by their names. */
const everything = /^(?:find(?:All|Many|By\w*)?|(?:get|list|load|fetch|read|select|query)All\w*|scan\w*|keys)$/;
/** What a client sends, by the names it goes by. */
const sentIn =
  /^(?:req|request|body|payload|dto|input|event|message|msg|job|args|params|variables)$|(?:Body|Payload|Dto|Input|Request)$/;
const sameLength =
  /^(?:filter|map|sort|reverse|concat|flat|flatMap|toSorted|toReversed|values|keys|entries|split|slice|splice)$/;
const MAX_DEPTH = 8;

export function listOrigin(context: FileContext, expression: Node): ListOrigin {
  return originOf(context, expression, 0);
}

function originOf(context: FileContext, expression: Node, depth: number): ListOrigin {
  if (depth > MAX_DEPTH) return 'open';
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
  // A list in what was sent in is as long as the sender wants; a field of any other object may be short.
  const root = rootOf(object);
  if (root && sentIn.test(root) && isGiven(context, object)) return 'grows';
  return /^(?:rows|recordset|docs|Contents)$/.test(name) || isIdentifier(object, 'Object') ? of : 'open';
}

function rootOf(node: Node): string | undefined {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at.type === 'Identifier' ? at.name : undefined;
}

function isGiven(context: FileContext, node: Node): boolean {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  const definition = at.type === 'Identifier' ? context.variable(at)?.defs[0] : undefined;
  if (definition?.type === 'Parameter') return true;
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined;
  const source = init ? rootOf(init.type === 'AwaitExpression' ? init.argument : init) : undefined;
  return source !== undefined && sentIn.test(source);
}

function callOrigin(context: FileContext, call: CallExpression, depth: number): ListOrigin {
  const name = calledName(call) ?? '';
  const [first] = call.arguments;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const object = unwrap(callee.object);
    if (object.type === 'Identifier' && /^(?:Object|Array)$/.test(object.name) && first)
      return originOf(context, first as Node, depth + 1);
    if (written.test(name) || (object.type !== 'ThisExpression' && originOf(context, object, depth + 1) === 'small'))
      return 'small';
    if (findRequest(context, call)) return isRows(context, call, name) ? 'grows' : 'open';
    if (sameLength.test(name) && call.arguments.every((one) => one.type !== 'ObjectExpression'))
      return originOf(context, object, depth + 1);
  }
  if (written.test(name)) return 'small';
  return everything.test(name) ? 'grows' : 'open';
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
  if (definition.type === 'Parameter') return parameterOrigin(context, variable);
  if ((definition.node as Node).type === 'TSEnumDeclaration') return 'small';
  const declarator = definition.node;
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return 'open';
  if (declarator.id.type === 'Identifier' && unwrap(declarator.init).type === 'ArrayExpression') {
    // Written out, or filled afterwards with as many as there turn out to be.
    const list = unwrap(declarator.init) as Ast.ArrayExpression;
    if (list.elements.length > 0) return originOf(context, list, depth + 1);
    return variable.references.some(({ identifier }) => takesPage(identifier)) ? 'grows' : 'open';
  }
  const given = originOf(context, declarator.init, depth + 1);
  if (declarator.id.type !== 'ObjectPattern') return given;
  // `const { rows } = await pool.query(...)`, `const { ids } = req.body`, `const { hosts } = config`.
  if (given !== 'open') return given;
  const root = rootOf(declarator.init);
  return root !== undefined && sentIn.test(root) && isGiven(context, declarator.init) ? 'grows' : 'open';
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

/** A list that callers hand in: how long it is, is up to them, unless its name or type says that it is written down. */
function parameterOrigin(context: FileContext, variable: Variable): ListOrigin {
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
  return isElementOfList(at) ? 'open' : 'grows';
}

function annotationOf(parameter: Node): Node | undefined {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return (target as { typeAnnotation?: Node | null }).typeAnnotation ?? undefined;
}

/** The parameter of a callback: `groups.map((group) => ...)`, which is a part of something else. */
function isElementOfList(parameter: Node): boolean {
  const owner = parameter.parent;
  const call = owner && isFunction(owner) ? owner.parent : undefined;
  return (
    call?.type === 'CallExpression' &&
    call.callee !== owner &&
    /^(?:map|forEach|flatMap|filter|reduce)$/.test(calledName(call) ?? '')
  );
}
