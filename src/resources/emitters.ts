import type { CallExpression, FunctionNode, NewExpression, Node, Variable } from '../ast/types.ts';
import {
  ancestors,
  enclosingFunction,
  isFunction,
  isIdentifier,
  isInside,
  memberName,
  rangeOf,
  unwrap,
} from '../ast/nodes.ts';
import { textHas } from '../ast/fileText.ts';
import { ownClassBase, ownerOfField } from './emitterClasses.ts';
import { emitsChanges, isChainOnly, isChangeStream } from './changeStreams.ts';
import { isExported, isUnheardOf } from './emitterReach.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { chainedListener, fieldFor, listensForError, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Emitter } from '../facts/model.ts';

/** Objects that this file makes and that end the process when they emit `'error'` and nobody listens. */
export function findEmitters(context: FileContext, test: boolean): readonly Emitter[] {
  const found: Emitter[] = [];
  for (const node of [...context.index.news, ...context.index.calls]) {
    const value = context.value(node);
    if (node.type === 'NewExpression') found.push(...ownClassEmitter(context, node, test));
    if (value.kind !== 'client' || value.type.emitter !== true) continue;
    const made = value.creation?.node === node && value.creation.file === context;
    if (!made && !startsEmitter(context, node)) continue;
    const changes = isChangeStream(value.library.name, context, node);
    if (changes && !emitsChanges(context, node)) continue;
    const { listens, handedOn, closed, name } = heardOf(context, node, value.library.name, usageOf(context, node));
    found.push({
      kind: 'emitter',
      range: rangeOf(node),
      api: value.type.api ?? value.library.api,
      library: value.library.name,
      ...(changes ? { part: 'changes' as const } : {}),
      ...(name === undefined ? {} : { name }),
      listensForError: listens ? true : handedOn ? 'unknown' : false,
      handedOn,
      closed,
      test,
    });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** A request that is an emitter itself, as those of node:http are: not an instance with options, and still made here. */
function startsEmitter(context: FileContext, node: CallExpression | NewExpression): boolean {
  const callee = context.value(unwrap(node.callee));
  if (callee.kind !== 'client') return false;
  const member = node.type === 'NewExpression' ? callee.type.new : callee.type.call;
  // `client.duplicate()` has the options of the first, and none of its listeners.
  if (member?.returns === 'this') return member.createsClient === true;
  return member?.request?.emitter === true && !member.createsClient;
}

/** An instance of a class in sight that extends such an object's class, as `class Feed extends WebSocket` does. */
function ownClassEmitter(context: FileContext, node: NewExpression, test: boolean): readonly Emitter[] {
  const base = ownClassBase(context, node);
  if (!base) return [];
  const { listens, handedOn, closed, name } = usageOf(context, node);
  const { library, type } = base.client;
  return [
    {
      kind: 'emitter',
      range: rangeOf(node),
      api: type.api ?? library.api,
      library: library.name,
      ...(name === undefined ? {} : { name }),
      listensForError: listens || base.listens ? true : handedOn || base.handsOn ? 'unknown' : false,
      handedOn: handedOn || base.handsOn,
      closed,
      test,
    },
  ];
}

interface Usage {
  readonly listens: boolean;
  readonly handedOn: boolean;
  readonly closed: boolean;
  readonly name?: string;
  /** The places where others get hold of it, where all of them are in sight. */
  readonly away?: readonly Node[];
}

/** What leaves its file counts as kept where nobody in the whole project can be seen to listen. */
function heardOf(context: FileContext, node: Node, library: string, usage: Usage): Usage {
  const { listens, handedOn, away, name } = usage;
  if (listens || !handedOn || !away) return usage;
  const names = name === undefined ? [] : [name.replace(/^.*\./, '')];
  return isUnheardOf(context, library, node, away, names) ? { ...usage, handedOn: false } : usage;
}

/** Whether somebody listens here, and whether others get hold of the object and may listen there. */
function usageOf(context: FileContext, node: Node): Usage {
  let outer = outermostWrapper(node);
  if (chainedListener(context, outer)) return { listens: true, handedOn: false, closed: false };
  const given = givenTo(context, node, outer);
  if (given) return usageOfParameter(given.file, given.parameter);
  // `await connect()` is the same object, once it is there.
  while (outer.parent && isAwaited(outer.parent)) outer = outermostWrapper(outer.parent);
  const variable = variableFor(context, outer);
  if (variable) {
    return {
      listens: listensForError(context, variable),
      handedOn: isHandedOnBefore(context, variable, node) && !isOnlyStored(context, variable),
      closed: isClosed(variable),
      name: variable.name,
      away: readsOf(variable).filter((read) => isHandedAway(read)),
    };
  }
  const field = fieldFor(context, outer);
  if (field !== undefined) {
    const owner = field.startsWith('this.') ? ownerOfField(context, outer) : undefined;
    const handedOn = fieldIsHandedOn(context, field, owner);
    const away = membersHandedAway(context, field, owner);
    return { listens: listensForError(context, field, owner), handedOn, closed: false, name: field, away };
  }
  const dropped = outer.parent?.type === 'ExpressionStatement' || isChainOnly(outer);
  return { listens: false, handedOn: !dropped, closed: false, away: [outer] };
}

/** `await connect()`, and `connection = yield connect()` of a coroutine. */
function isAwaited(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true;
  return (
    node.type === 'YieldExpression' && /^(?:VariableDeclarator|AssignmentExpression)$/.test(node.parent?.type ?? '')
  );
}

/** The parameter that gets the object later: `connect(url, (error, connection) => ...)`, `connect(url).then(...)`. */
function givenTo(
  context: FileContext,
  node: Node,
  outer: Node,
): { readonly file: FileContext; readonly parameter: Node | undefined } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const step = methodOn(outer);
  const taker = step?.name === 'then' ? step.call.arguments[0] : node.arguments.at(-1);
  const then = step?.name === 'then';
  const callee = context.value(unwrap(node.callee));
  // Objects that are there at once emit before any callback runs.
  if (!taker || (!then && (callee.kind !== 'client' || callee.type.call?.request?.callback === undefined)))
    return undefined;
  const value = context.value(unwrap(taker as Node));
  if (value.kind === 'function') return { file: value.file, parameter: value.node.params[then ? 0 : 1] };
  // A function that is not in sight may listen.
  return then || takesFunction(taker as Node) ? { file: context, parameter: undefined } : undefined;
}

function takesFunction(node: Node): boolean {
  return node.type === 'Identifier' && /^(?:cb|callback|done|next|on[A-Z]\w*|handle\w*)$/.test(node.name);
}

function usageOfParameter(context: FileContext, parameter: Node | undefined): Usage {
  const variable = parameter?.type === 'Identifier' ? context.variable(parameter) : undefined;
  if (!variable) return { listens: false, handedOn: true, closed: false };
  return {
    listens: listensForError(context, variable) || keepersListen(context, variable),
    handedOn: isHandedOn(variable) && !isOnlyStored(context, variable),
    closed: isClosed(variable),
    name: variable.name,
  };
}

/** `this.connection = connection`, and somebody listens on that. */
function keepersListen(context: FileContext, variable: Variable): boolean {
  return readsOf(variable).some((read) => {
    const outer = outermostWrapper(read);
    const keeper = variableFor(context, outer) ?? fieldFor(context, outer);
    return keeper !== undefined && listensForError(context, keeper);
  });
}

/** Closed again where it is made; what is closed because something failed stays open where nothing does. */
function isClosed(variable: Variable): boolean {
  return readsOf(variable).some(
    (read) => closing.test(methodOn(outermostWrapper(read))?.name ?? '') && !isAfterFailure(read),
  );
}

/** In a `catch`, of a `try` or of a promise. */
function isAfterFailure(node: Node): boolean {
  return [...ancestors(node)].some((at) => at.type === 'CatchClause' || (isFunction(at) && isCatcher(at)));
}

function isCatcher(node: FunctionNode): boolean {
  const handed = handedTo(node);
  const name = handed && calledName(handed.call);
  return (name === 'catch' && handed?.index === 0) || (name === 'then' && handed?.index === 1);
}

const anyListener = /\.\s*(?:on|once|addListener)\s*\(\s*['"`]error['"`]/;

/** Kept in a member of another object (`exports.pool = pool`), and handed to nobody who would listen; no one here does. */
function isOnlyStored(context: FileContext, variable: Variable): boolean {
  if (textHas(context.file, anyListener)) return false;
  const away = readsOf(variable).filter((read) => isHandedAway(read));
  return away.length > 0 && away.every((read) => storesIn(outermostWrapper(read)));
}

function storesIn(value: Node): boolean {
  const { parent } = value;
  return parent?.type === 'AssignmentExpression' && parent.right === value && parent.left.type === 'MemberExpression';
}

const closing = /^(?:end|close|quit|disconnect|destroy)$/;

/** Exported, returned, given to a call, or kept in another object. */
export function isHandedOn(variable: Variable): boolean {
  return isExported(variable) || readsOf(variable).some((read) => isHandedAway(read));
}

/** The same, but not only once it is connected: who gets it then cannot listen while it connects. */
function isHandedOnBefore(context: FileContext, variable: Variable, made: Node): boolean {
  if (isExported(variable)) return true;
  return readsOf(variable).some((read) => isHandedAway(read) && !runsOnceConnected(context, read, variable, made));
}

const connected = /^(?:open|connect|secureConnect|ready)$/;

/** In `socket.once('open', () => ...)`, or in the callback of the call that makes the object. */
function runsOnceConnected(context: FileContext, read: Node, variable: Variable, made: Node): boolean {
  for (let at = enclosingFunction(read); at; at = enclosingFunction(at)) {
    const handed = handedTo(at);
    if (!handed) return false;
    if (handed.call === made) return true;
    const callee = unwrap(handed.call.callee);
    if (callee.type !== 'MemberExpression' || !/^(?:on|once|addEventListener)$/.test(memberName(callee) ?? ''))
      continue;
    const receiver = unwrap(callee.object);
    const event = context.constant(handed.call.arguments[0] as Node);
    if (receiver.type === 'Identifier' && context.variable(receiver) === variable)
      return typeof event === 'string' && connected.test(event);
  }
  return false;
}

function isHandedAway(read: Node): boolean {
  const outer = outermostWrapper(read);
  const { parent } = outer;
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'YieldExpression':
      return true;
    case 'CallExpression':
      // `source.pipe(socket)` sets a listener that hands the failure on, and none that takes it.
      return parent.callee !== outer && (calledName(parent) !== 'pipe' || methodOn(parent)?.name === 'on');
    case 'NewExpression':
      return parent.callee !== outer;
    case 'Property':
      return parent.value === outer;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.right === outer;
    case 'VariableDeclarator':
      return parent.init === outer && !isIdentifier(parent.id);
    default:
      return isFunction(parent) && parent.body === outer;
  }
}

/** The same for a field, by its text, `this.pool`, in the whole file or inside the class that has it. */
export function fieldIsHandedOn(context: FileContext, field: string, owner?: Node): boolean {
  return membersHandedAway(context, field, owner).length > 0;
}

function membersHandedAway(context: FileContext, field: string, owner?: Node): readonly Node[] {
  return context.index.members.filter(
    (member) => (!owner || isInside(member, owner)) && context.text(member) === field && isHandedAway(member),
  );
}
