import type { FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, unwrap } from '../ast/nodes.ts';
import { functionOwner } from '../ast/flow.ts';
import { calledName, handedTo } from '../ast/calls.ts';
import { textHas } from '../ast/fileText.ts';
import type { FileContext } from '../values/index.ts';
import type { GrowthFact } from '../facts/holding.ts';
import { nameOf, requestHandlerAround } from '../resources/requestHandlers.ts';

/** What makes a function run again, as long as clients come. */
export interface Occasion {
  readonly handler: FunctionNode;
  readonly per: GrowthFact['per'];
}

/** What bots, sockets and consumers are told by name. */
const events =
  /^(?:message\w*|messages\.upsert|interaction(?:Create)?|text|data|callback_query|inline_query|chat\w*|guildMemberAdd|presenceUpdate|voiceStateUpdate|join|command|app_mention)$/i;
const botMethods = /^(?:command|hears|action|onText|message|event|callbackQuery|inlineQuery|start)$/;
const botArgument = /^_?(?:ctx|context|msg|message|interaction)$/;

/** The function around a place that a request, a message or a connection of a client runs. */
export function occasionOf(context: FileContext, node: Node): Occasion | undefined {
  const handler = requestHandlerAround(context, node);
  if (handler) return { handler, per: 'request' };
  for (const at of ancestors(node)) {
    if (!isFunction(at)) continue;
    if (isRouteOfNext(context, at)) return { handler: at, per: 'request' };
    if (hearsClients(context, at)) return { handler: at, per: 'message' };
  }
  return undefined;
}

const routeFile = /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/;
const routeMethods = /^(?:GET|POST|PUT|PATCH|DELETE)$/;

/** `export async function POST(request)`, `export const GET = async (request) => ...` of `app/.../route.ts`. */
function isRouteOfNext(context: FileContext, owner: FunctionNode): boolean {
  if (!routeFile.test(context.file.path) || !/^_?req(?:uest)?$/.test(nameOf(owner.params[0]))) return false;
  const held = functionOwner(owner);
  if (!isIdentifier(held) || !routeMethods.test(held.name)) return false;
  const declared = owner.type === 'FunctionDeclaration' ? owner : owner.parent?.parent;
  return declared?.parent?.type === 'ExportNamedDeclaration';
}

function hearsClients(context: FileContext, owner: FunctionNode): boolean {
  const handed = handedTo(owner);
  if (!handed) return false;
  const name = calledName(handed.call) ?? '';
  const [first] = handed.call.arguments as readonly Node[];
  if (/^(?:on|addListener)$/.test(name)) return handed.index === 1 && isEvent(context, first);
  return botMethods.test(name) && botArgument.test(firstName(owner.params[0]));
}

/** `'messageCreate'`, `Events.MessageCreate`. */
function isEvent(context: FileContext, name: Node | undefined): boolean {
  if (!name) return false;
  const value = context.constant(name);
  if (typeof value === 'string') return events.test(value);
  const plain = unwrap(name);
  return plain.type === 'MemberExpression' && isIdentifier(plain.property) && events.test(plain.property.name);
}

/** `ctx`, or what of it is taken by name: `({ message })`. */
function firstName(parameter: Node | undefined): string {
  if (parameter?.type !== 'ObjectPattern') return nameOf(parameter);
  const names = parameter.properties.map((one) => (one.type === 'Property' ? nameOf(one.value as Node) : ''));
  return names.find((one) => botArgument.test(one)) ?? '';
}

const closing = /['"`](?:disconnect(?:ing|ed)?|close|end)['"`]|\bhandleDisconnect\b|\bonclose\b|\bon_?disconnect/i;

/** Nothing in the file hears that a connection was lost, and a place runs only where its client sends something. */
export function runsOnRequestOfSocket(context: FileContext, node: Node): boolean {
  if (textHas(context.file, closing)) return false;
  const handler = requestHandlerAround(context, node);
  const around = handler && enclosingFunction(node);
  if (!handler || !around || around === handler || !isConnection(context, handler)) return false;
  const handed = handedTo(around);
  return handed?.index === 1 && calledName(handed.call) === 'on';
}

function isConnection(context: FileContext, handler: FunctionNode): boolean {
  const handed = handedTo(handler);
  return handed?.index === 1 && context.constant(handed.call.arguments[0] as Node) === 'connection';
}
