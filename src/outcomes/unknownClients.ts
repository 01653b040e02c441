import { calledName, handedTo, outermostWrapper, promiseCombinator } from '../ast/calls.ts';
import { returnsOf } from '../ast/functions.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { importSource } from '../backoff/sleeps.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

const MAX_STEPS = 6;

/**
 * What a call that is waited for goes through, as `RemoteCall.api`: an object of a package that no library of ours
 * describes, where what made it tells of a network (an address, a host, a key, a login), for what works in this process
 * seldom fails; or what a described connection hands to its listeners.
 */
export function unknownSender(context: FileContext, call: CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || goodbye.test(calledName(call) ?? '')) return undefined;
  if (outermostWrapper(call).parent?.type !== 'AwaitExpression' || isDoneHere(call)) return undefined;
  const list = promiseCombinator(call);
  if (list === undefined) return packageOf(context, callee.object, 0);
  const given = list === 'allSettled' || !call.arguments[0] ? undefined : unwrap(call.arguments[0] as Node);
  if (given?.type !== 'CallExpression' || calledName(given) !== 'map') return undefined;
  return asksIn(context, given.arguments[0] as Node | undefined) ? packageOf(context, given, 0) : undefined;
}

const goodbye = /^(?:close|end|quit|disconnect|destroy|stop|shutdown|terminate|dispose)$/;

/** `client.once('ready', async () => { await register(); client.destroy(); })`: one job, which may well end the program. */
function isDoneHere(call: CallExpression): boolean {
  const owner = enclosingFunction(call);
  return (
    owner?.body != null &&
    someNode(owner.body, (node) => node.type === 'CallExpression' && ends.test(calledName(node) ?? ''), OWN_BODY)
  );
}

const ends = /^(?:destroy|exit|disconnect|logout)$/;

/** What is mapped over waits for something, or gives a promise; `xs.map((x) => x.name)` does not. */
function asksIn(context: FileContext, mapper: Node | undefined): boolean {
  const plain = mapper && unwrap(mapper);
  const value = plain && !isFunction(plain) ? context.value(plain) : undefined;
  const node = isFunction(plain) ? plain : value?.kind === 'function' ? value.node : undefined;
  if (!node) return false;
  return node.async || returnsOf(node).some((one) => unwrap(one).type === 'CallExpression');
}

/** The package that an expression comes from: an object that was made with it, or what that gives. */
function packageOf(context: FileContext, node: Node, steps: number): string | undefined {
  if (steps > MAX_STEPS) return undefined;
  const plain = unwrap(node);
  switch (plain.type) {
    case 'MemberExpression':
      return plain.object.type === 'ThisExpression'
        ? packageOfField(context, memberName(plain), steps + 1)
        : packageOf(context, plain.object, steps + 1);
    case 'CallExpression':
    case 'NewExpression':
      return packageOfMade(context, plain, steps + 1);
    case 'Identifier': {
      const value = context.value(plain);
      if (value.kind === 'client') return value.type.emitter ? (value.type.api ?? value.library.api) : undefined;
      const variable = context.variable(plain);
      return variable && packageOfVariable(context, variable, steps + 1);
    }
    default:
      return undefined;
  }
}

function packageOfMade(
  context: FileContext,
  node: CallExpression | Ast.NewExpression,
  steps: number,
): string | undefined {
  const callee = unwrap(node.callee);
  const value = context.value(callee);
  if (value.kind === 'function') {
    const [only, ...more] = returnsOf(value.node);
    return only && more.length === 0 ? packageOf(value.file, only, steps + 1) : undefined;
  }
  if (value.kind !== 'unknown') return undefined;
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  if (source)
    return isForeign(source.module) && speaksOfNetwork(context, node) ? `other:${nameOf(source.module)}` : undefined;
  // `client.channels.get(id)`: what an object of the package gives.
  return callee.type === 'MemberExpression' ? packageOf(context, callee.object, steps + 1) : undefined;
}

function packageOfVariable(context: FileContext, variable: Variable, steps: number): string | undefined {
  const definition = variable.defs.length === 1 ? variable.defs[0]! : undefined;
  if (definition?.type === 'Parameter')
    return packageOfParameter(context, variable, definition.node as FunctionNode, steps);
  if (definition?.type !== 'Variable') return undefined;
  const written = variable.references.flatMap((one) => (one.isWrite() && one.writeExpr ? [one.writeExpr as Node] : []));
  const [only, ...more] = written;
  return only && more.length === 0 ? packageOf(context, only, steps) : undefined;
}

const hands = /^(?:on|once|addListener|map|forEach)$/;

/** What a listener is told, and what a list holds, belong to whoever tells and holds. */
function packageOfParameter(
  context: FileContext,
  variable: Variable,
  owner: FunctionNode,
  steps: number,
): string | undefined {
  if (!owner.params.some((one) => isIdentifier(one, variable.name))) return undefined;
  for (const call of takersOf(context, owner)) {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !hands.test(memberName(callee) ?? '')) continue;
    const found = packageOf(context, callee.object, steps + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The calls that a function is handed to, where it stands or by its name. */
function takersOf(context: FileContext, owner: FunctionNode): readonly CallExpression[] {
  const handed = handedTo(owner);
  if (handed) return [handed.call];
  const name =
    owner.type === 'FunctionDeclaration'
      ? owner.id
      : owner.parent?.type === 'VariableDeclarator' && owner.parent.id.type === 'Identifier'
        ? owner.parent.id
        : undefined;
  const variable = name ? context.variable(name) : undefined;
  return (variable ? readsOf(variable) : []).flatMap(({ parent }) =>
    parent?.type === 'CallExpression' && !isIdentifier(unwrap(parent.callee), variable!.name) ? [parent] : [],
  );
}

function packageOfField(context: FileContext, name: string | undefined, steps: number): string | undefined {
  const sets = context.index.assignments.filter(
    ({ left }) =>
      left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && memberName(left) === name,
  );
  return name !== undefined && sets.length === 1 ? packageOf(context, sets[0]!.right, steps) : undefined;
}

/** A package of somebody else, and none that a library of ours describes: of those the calls are known. */
function isForeign(module: string): boolean {
  return !/^(?:[./#~]|node:|@\/)/.test(module);
}

function nameOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

const ofNetwork =
  /:\/\/|\b(?:host(?:name)?|ur[il]|endpoint|base_?url|servers?|brokers?|port|tokens?|api_?keys?|(?:api|client|consumer|access|app)_?(?:key|secret|token)(?:_\w+)?|credentials|password|region|intents|kubeconfig|address)\b/i;
const opens = /^(?:login|connect|authenticate|launch)$/;

/** What makes an object is told where to go and who asks, or the object is told to connect. */
function speaksOfNetwork(context: FileContext, made: CallExpression | Ast.NewExpression): boolean {
  if (made.arguments.some((one) => ofNetwork.test(context.text(settingsOf(context, one as Node))))) return true;
  const { parent } = outermostWrapper(made);
  const kept = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
  const variable = kept && context.variable(kept);
  return variable !== undefined && readsOf(variable).some((read) => isOpened(read));
}

function isOpened({ parent }: Node): boolean {
  return parent?.type === 'MemberExpression' && opens.test(memberName(parent) ?? '');
}

/** An object of settings that is made beforehand. */
function settingsOf(context: FileContext, given: Node): Node {
  const plain = unwrap(given);
  const definition = plain.type === 'Identifier' ? context.variable(plain)?.defs[0]?.node : undefined;
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  return init && unwrap(init).type === 'ObjectExpression' ? init : plain;
}
