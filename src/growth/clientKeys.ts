import type { FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import { nameOf } from '../resources/requestHandlers.ts';

const sentByClient =
  /\b(?:req|request|ctx|context)\s*\.\s*(?:params|query|body|headers|ip|url|originalUrl|path|cookies|user|session|socket|connection|request\.(?:body|query))\b|\b(?:uuid\w*|nanoid|randomUUID|Date\.now)\s*\(/;
const limited =
  /\b(?:lang|language|locale|method|type|role|status|level|env|guild\w*|channel\w*|server\w*|group\w*)\b/i;
/** `message.author.id`, `ctx.from.id`, `socket.id`. */
const clients =
  /^(?:author|user|member|from|sender|chat|message|msg|interaction|socket|ws|client|player|session|conversation)(?:Info|Data)?$/i;
const identity = /^(?:_?id|user_?id|user_?name|message_?id|from|key|email|phone)$/i;
/** A name that says whose it is: `userId`, `socket_id`, `email`. */
const named =
  /^(?:user|session|socket|client|player|chat|sender|author|member|message|msg|request|req|order|conversation|connection|visitor|customer)_?(?:id|key|token)$|^(?:email|phone|phone_?number|ip|ip_?address|nonce|jid|sender|remote_?jid)$/i;

/** A key that each client or request brings a new one of: read from the request, made for it, or from a variable of it. */
export function isOfClient(context: FileContext, key: Node, handler: FunctionNode, depth = 0): boolean {
  const text = context.text(key);
  if (limited.test(text)) return false;
  if (sentByClient.test(text)) return true;
  const plain = unwrap(key);
  if (plain.type === 'MemberExpression') return namesClient(plain) && isFromOutside(context, plain, handler);
  if (plain.type === 'TemplateLiteral')
    return plain.expressions.some((one) => isOfClient(context, one, handler, depth + 1));
  if (plain.type !== 'Identifier' || depth > 2) return false;
  const definition = context.variable(plain)?.defs[0];
  if (definition && isSent(context, definition.node as Node, plain.name, handler)) return true;
  // The connection itself, in a collection of connections.
  if (definition?.type === 'Parameter')
    return enclosingFunction(plain) === handler && isConnection(handler, plain.name);
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init || !isInside(declarator, handler)) return false;
  return isOfClient(context, declarator.init, handler, depth + 1);
}

/** `({ meetingId }) => ...`, `const { _id } = data`: an identity among what a client sent. */
function isSent(context: FileContext, definition: Node, name: string, handler: FunctionNode): boolean {
  if (!/^_?id$|[a-z\d]_?Id$|_id$/.test(name) || !isInside(definition, handler)) return false;
  if (isFunction(definition)) {
    const handed = handedTo(definition);
    const patterns = definition.params.filter(({ type }) => type === 'ObjectPattern');
    return handed?.index === 1 && calledName(handed.call) === 'on' && patterns.some((one) => takes(one, name));
  }
  if (definition.type !== 'VariableDeclarator' || definition.id.type !== 'ObjectPattern' || !definition.init)
    return false;
  const source = unwrap(definition.init);
  const from = source.type === 'Identifier' ? context.variable(source)?.defs[0] : undefined;
  const owner = from?.node as Node | undefined;
  const handed = from?.type === 'Parameter' && isFunction(owner) ? handedTo(owner) : undefined;
  return handed?.index === 1 && calledName(handed.call) === 'on';
}

function takes(pattern: Node, name: string): boolean {
  return (
    pattern.type === 'ObjectPattern' &&
    pattern.properties.some((one) => one.type === 'Property' && isIdentifier(one.value as Node, name))
  );
}

function isConnection(handler: FunctionNode, name: string): boolean {
  return nameOf(handler.params[0]) === name && /^(?:ws|socket|client|conn|connection)$/.test(name);
}

/** `message.author.id`: an identity, of somebody who comes from outside. */
function namesClient(key: Node): boolean {
  if (key.type !== 'MemberExpression') return false;
  const object = unwrap(key.object);
  const owner = object.type === 'MemberExpression' ? memberName(object) : nameOf(object);
  return identity.test(memberName(key) ?? '') && clients.test(owner ?? '');
}

/** Those of them that a program doesn't read from its own store. */
const passing = /\b(?:socket|ws|message|msg|interaction|from|author|sender)\s*\??\.\s*\w+$/;

/** `socket.id`, `message.author.id`, in a function that handlers call with what they were given. */
export function isOfMessage(context: FileContext, key: Node, around: FunctionNode): boolean {
  const text = context.text(key);
  const plain = unwrap(key);
  return !limited.test(text) && passing.test(text) && namesClient(plain) && isFromOutside(context, plain, around);
}

/** From what the handler is given, not from a list that the program goes through. */
function isFromOutside(context: FileContext, key: Node, handler: FunctionNode): boolean {
  let root = key;
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const definition = root.type === 'Identifier' ? context.variable(root)?.defs[0] : undefined;
  if (definition?.type !== 'Parameter') return false;
  const owner = definition.node as Node;
  return isFunction(owner) && isInside(owner, handler) && !isOfList(owner);
}

/** The callback of `users.forEach(...)`. */
function isOfList(owner: FunctionNode): boolean {
  const handed = handedTo(owner);
  return (
    handed !== undefined &&
    /^(?:forEach|map|flatMap|filter|reduce|some|every|find)$/.test(calledName(handed.call) ?? '')
  );
}

/** A parameter that says that it is the identity of a client, in a function that is no callback of a list. */
export function isNamedClient(context: FileContext, key: Node): boolean {
  const plain = unwrap(key);
  if (plain.type !== 'Identifier' || !named.test(plain.name)) return false;
  const definition = context.variable(plain)?.defs[0];
  const owner = definition?.node as Node | undefined;
  return definition?.type === 'Parameter' && isFunction(owner) && !isOfList(owner);
}

/** An element of a list is new each time where it is made of what the handler is given. */
export function isMadeOf(context: FileContext, element: Node, handler: FunctionNode): boolean {
  return someNode(element, (node) => {
    if (!isIdentifier(node) || isPropertyName(node)) return false;
    const definition = context.variable(node)?.defs[0]?.node as Node | undefined;
    return definition !== undefined && isInside(definition, handler);
  });
}

function isPropertyName(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand;
}
