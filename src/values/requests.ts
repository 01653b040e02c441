import { memberOf } from '../knowledge/lookup.ts';
import type { Library, Member, Request } from '../knowledge/schema.ts';
import type { Ast, CallExpression, NewExpression, Node } from '../ast/types.ts';
import { argumentsAt, argumentsOf } from '../ast/callArguments.ts';
import { isEmbedded } from './callValues.ts';
import { libraryBase } from './classes.ts';
import { isFunction, memberName, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import { readAll } from './optionsView.ts';
import { calledName, chainedCalls, outermostWrapper } from '../ast/calls.ts';
import { unknownValue } from './abstractValue.ts';
import type { ClientValue } from './abstractValue.ts';

/** What may start a request; a member expression where reading the property does. */
export type CallNode = CallExpression | NewExpression | Ast.TaggedTemplateExpression | Ast.MemberExpression;

/** A call that starts a request, as knowledge describes it. */
export interface FoundRequest {
  /** The call that the library's data describes. */
  readonly node: CallNode;
  /** The whole chain of calls that makes up this one request. */
  readonly chain: CallNode;
  /** Calls of the chain after `node`, in order. */
  readonly links: readonly CallExpression[];
  readonly client: ClientValue;
  readonly member: Member;
  readonly request: Request;
}

/** Does a call start a request? A cheap answer for other files. */
export function isRequest(context: FileContext, node: CallNode): boolean {
  return findRequest(context, node) !== undefined;
}

export function findRequest(context: FileContext, node: CallNode): FoundRequest | undefined {
  if (node.type === 'MemberExpression') return findGetter(context, node);
  const callee = unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee);
  const value = calledClient(context, node, callee);
  if (!value) return undefined;
  const constructs = node.type === 'NewExpression' || callee.type === 'Super';
  const member = constructs ? value.type.new : value.type.call;
  const request = member?.request;
  if (!member || !request) return undefined;
  if (isSwitchedOff(context, node, request, member) || opensFile(context, node, value, member)) return undefined;
  if (isSentByBatch(context, node)) return undefined;
  const links = request.chain ? chainLinks(node, request) : [];
  const chain = links.at(-1) ?? node;
  if (request.sentBy && !isSent(context, chain, links, request.sentBy, value.library)) return undefined;
  return { node, chain, links, client: value, member, request };
}

/** `await issue.assignee`, where the library's objects ask for what they do not hold. */
function findGetter(context: FileContext, node: Ast.MemberExpression): FoundRequest | undefined {
  const name = memberName(node);
  if (name === undefined) return undefined;
  const client = context.value(node.object);
  if (client.kind !== 'client') return undefined;
  const member = memberOf(client.library, client.type, name);
  if (!member?.getter || !member.request) return undefined;
  return { node, chain: node, links: [], client, member, request: member.request };
}

/** The properties that are awaited: those that may start a request by being read. */
export function awaitedMembers(context: FileContext): readonly Ast.MemberExpression[] {
  return context.index.members.filter((node) => outermostWrapper(node).parent?.type === 'AwaitExpression');
}

/** What is called: a library's function, or the class of a library that a class in sight extends. */
function calledClient(context: FileContext, node: CallNode, callee: Node): ClientValue | undefined {
  const value = context.value(callee);
  if (value.kind === 'class') return node.type === 'NewExpression' ? libraryBase(value) : undefined;
  return value.kind === 'client' ? value : undefined;
}

function isSwitchedOff(context: FileContext, node: CallNode, request: Request, member: Member): boolean {
  const { unless } = request;
  if (!unless) return false;
  const holders = argumentsAt(argumentsOf(node), request.options ?? member.options);
  const value = readAll(holders.map((holder) => context.options(holder))).get(unless.option);
  return value.state === 'present' && value.constant === unless.is;
}

/** `createConnection({ type: 'sqlite' })` connects to nobody. */
function opensFile(context: FileContext, node: CallNode, value: ClientValue, member: Member): boolean {
  if (!value.library.embedded || !member.createsClient) return false;
  return isEmbedded(value.library, argumentsAt(argumentsOf(node), member.options), context);
}

/** An operation in the list that another call sends: `$transaction([a, b])`, `$transaction(ids.map((id) => a(id)))`. */
function isSentByBatch(context: FileContext, node: Node): boolean {
  let at = outermostWrapper(outermostOfChain(node));
  if (at.parent?.type === 'ArrowFunctionExpression' && at.parent.body === at) {
    const mapped = at.parent.parent;
    if (mapped.type !== 'CallExpression' || calledName(mapped) !== 'map') return false;
    at = outermostWrapper(mapped);
  }
  if (at.parent?.type === 'SpreadElement') at = at.parent;
  if (at.parent?.type === 'ArrayExpression') at = outermostWrapper(at.parent);
  const call = at.parent;
  if (call?.type !== 'CallExpression') return false;
  const index = call.arguments.indexOf(at as never);
  const sender = index < 0 ? unknownValue : context.value(unwrap(call.callee));
  return sender.kind === 'client' && sender.type.call?.batches === index;
}

/** The library whose client a chain of calls starts from. */
function libraryInChain(context: FileContext, node: Node): Library | undefined {
  for (let at = unwrap(node); ;) {
    const value = context.value(at);
    if (value.kind === 'client') return value.library;
    if (at.type === 'CallExpression') at = unwrap(at.callee);
    else if (at.type === 'MemberExpression') at = unwrap(at.object);
    else return undefined;
  }
}

const promiseMethods = new Set(['then', 'catch', 'finally']);

/** The calls chained onto a builder. */
function chainLinks(node: CallNode, request: Request): readonly CallExpression[] {
  const links: CallExpression[] = [];
  for (let at: Node = node; ;) {
    const parent: Node | undefined = at.parent;
    if (parent?.type === 'TSNonNullExpression' || parent?.type === 'ChainExpression') {
      at = parent;
      continue;
    }
    if (parent?.type !== 'MemberExpression' || parent.object !== at) break;
    const call: Node = parent.parent;
    if (call.type !== 'CallExpression' || call.callee !== parent) break;
    const name = memberName(parent);
    if (name === undefined || promiseMethods.has(name)) break;
    const effect = request.chain === true ? undefined : request.chain?.[name];
    links.push(call);
    if (effect && 'ends' in effect) break;
    at = call;
  }
  return links;
}

/** A builder is sent by certain methods, or by being awaited, returned or chained with `then`. */
function isSent(
  context: FileContext,
  chain: CallNode,
  links: readonly CallExpression[],
  sentBy: readonly string[],
  library: Library,
): boolean {
  for (const link of links) {
    const name = memberName(unwrap(link.callee));
    if (name !== undefined && sentBy.includes(name)) return true;
  }
  if (!sentBy.includes('then')) return false;
  return isConsumed(context, chain, library, 0);
}

function isConsumed(context: FileContext, node: Node, library: Library, depth: number): boolean {
  const parent = node.parent;
  if (!parent || depth > 4) return false;
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
    case 'YieldExpression':
    case 'ArrayExpression':
      return true;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'MemberExpression':
      return promiseMethods.has(memberName(parent) ?? '');
    case 'CallExpression':
      // `knex('a').whereIn('id', knex('b').select('id'))`: a part of the query around it, which is the one that is sent.
      return parent.callee !== node && libraryInChain(context, parent.callee) !== library;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isConsumed(context, parent, library, depth + 1);
    case 'VariableDeclarator': {
      const variable = parent.id.type === 'Identifier' ? context.variable(parent.id) : undefined;
      return (
        variable?.references.some(
          ({ identifier }) =>
            identifier !== parent.id && isConsumed(context, outermostOfChain(identifier), library, depth + 1),
        ) ?? false
      );
    }
    default:
      return isFunction(parent);
  }
}

function outermostOfChain(node: Node): Node {
  const links = chainedCalls(node);
  const settling = links.findIndex((link) => promiseMethods.has(memberName(link.callee) ?? ''));
  return (settling < 0 ? links : links.slice(0, settling)).at(-1) ?? node;
}
