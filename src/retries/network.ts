import { someNode, walk } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { findRequest, isRequest } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, isFunction, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { asSleep, importSource } from '../backoff/sleeps.ts';

/**
 * What running some code reaches. `given`: it runs what its caller gave it; `foreign`: it waits for an object of a package
 * that nothing is known of; `unknown`: something out of sight.
 */
export type Reach = 'network' | 'given' | 'foreign' | 'unknown' | 'nothing';

const strength: readonly Reach[] = ['nothing', 'unknown', 'foreign', 'given', 'network'];

/** Whether code starts requests: itself, in callbacks, or in functions that it calls, here or in other files. */
export function reachOf(context: FileContext, roots: readonly Node[], requests: ReadonlySet<Node>): Reach {
  const seen = new Set<Node>();
  return roots.reduce<Reach>((reach, root) => strongerReach(reach, visit(context, root, requests, seen, 0)), 'nothing');
}

/** Only what is remote is worth waiting for before it is tried again, so a pause decides what cannot be seen. */
export function networkOf(reach: Reach, pauses: boolean): boolean | 'unknown' {
  if (reach === 'network') return true;
  if (reach === 'nothing') return false;
  return pauses && reach !== 'unknown' ? true : 'unknown';
}

function strongerReach(a: Reach, b: Reach): Reach {
  return strength.indexOf(a) >= strength.indexOf(b) ? a : b;
}

function visit(context: FileContext, root: Node, requests: ReadonlySet<Node>, seen: Set<Node>, depth: number): Reach {
  let reach: Reach = 'nothing';
  walk(root, (node) => {
    if (reach === 'network') return false;
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression' && node.type !== 'TaggedTemplateExpression')
      return undefined;
    if (requests.has(node) || isRequest(context, node)) reach = 'network';
    else if (node.type === 'CallExpression')
      reach = strongerReach(reach, reachThroughCall(context, node, requests, seen, depth));
    return reach !== 'network';
  });
  return reach;
}

function reachThroughCall(
  context: FileContext,
  call: CallExpression,
  requests: ReadonlySet<Node>,
  seen: Set<Node>,
  depth: number,
): Reach {
  const callee = unwrap(call.callee);
  const target = isFunction(callee) ? { node: callee, file: context } : functionOf(context, callee);
  if (target) {
    if (seen.has(target.node) || depth > 5) return 'nothing';
    seen.add(target.node);
    return target.node.body ? visit(target.file, target.node.body, requests, seen, depth + 1) : 'nothing';
  }
  if (context.value(callee).kind === 'client' || asSleep(context, call)) return 'nothing';
  const reach = outOfSight(context, call, callee);
  if (reach !== 'given' || depth > 1) return reach;
  const given = givenTo(context, callee);
  // A transaction in conflict is tried again at once, as the guides of databases say.
  if (given.some((one) => someNode(one, (node) => isStoreRequest(context, node)))) return reach;
  return given.some((one) => visit(context, one, requests, seen, depth + 1) === 'network') ? 'network' : reach;
}

function isStoreRequest(context: FileContext, node: Node): boolean {
  return node.type === 'CallExpression' && /^(?:db|cache)$/.test(findRequest(context, node)?.client.library.api ?? '');
}

/** `withRetry(() => fetch(url))`: what callers in the file give for the parameter that is called. */
function givenTo(context: FileContext, parameter: Node): readonly Node[] {
  const name = parameter.type === 'Identifier' ? context.variable(parameter)?.defs[0]?.name : undefined;
  const owner = name && enclosingFunction(name as Node);
  const index = owner ? owner.params.findIndex((one) => one === name) : -1;
  if (index < 0) return [];
  return context.index.calls.flatMap((call) => {
    const given = call.arguments[index] && unwrap(call.arguments[index]);
    if (!isFunction(given) || isInside(call, owner!)) return [];
    return functionOf(context, unwrap(call.callee))?.node === owner ? [given] : [];
  });
}

/** A call that leads to code nobody can read here. */
function outOfSight(context: FileContext, call: CallExpression, callee: Node): Reach {
  const waits = isWaitedFor(call);
  const root = rootOf(callee);
  if (root?.type !== 'Identifier') return waits ? 'unknown' : 'nothing';
  const variable = context.variable(root);
  if (!variable) return 'nothing';
  const source = importSource(context, root);
  if (source && /^(?:node:)?(?:fs|path|os|util|crypto|zlib|url|assert|timers)(?:\/|$)/.test(source.module))
    return 'nothing';
  if (!waits) return runsElsewhere(call, source?.module) ? 'unknown' : 'nothing';
  if (source) return /^[.#~@]\/?$|^\.|^(?:node:)?child_process$/.test(source.module) ? 'unknown' : 'foreign';
  return callee === root && variable.defs[0]?.type === 'Parameter' ? 'given' : 'unknown';
}

/** A process is started, or the outcome comes to a callback: neither is awaited. */
function runsElsewhere(call: CallExpression, module: string | undefined): boolean {
  if (module !== undefined) return /^(?:node:)?child_process$/.test(module);
  return call.parent?.type === 'ExpressionStatement' && isFunction(call.arguments.at(-1));
}

function rootOf(callee: Node): Node | undefined {
  let at = callee;
  for (;;) {
    const inner = at.type === 'MemberExpression' ? at.object : at.type === 'CallExpression' ? at.callee : undefined;
    if (!inner) return at;
    at = unwrap(inner);
  }
}

function functionOf(context: FileContext, callee: Node): { node: FunctionNode; file: FileContext } | undefined {
  let plain = callee;
  // `this.load.bind(this)`
  if (plain.type === 'CallExpression' && plain.callee.type === 'MemberExpression') plain = unwrap(plain.callee.object);
  const value = context.value(plain);
  return value.kind === 'function' ? value : undefined;
}

/** The same for a function that an expression gives: the callback of a retry library. */
export function callbackReach(context: FileContext, callback: Node, requests: ReadonlySet<Node>): Reach {
  const plain = unwrap(callback);
  if (isFunction(plain)) return reachOf(context, [plain.body ?? plain], requests);
  const target = functionOf(context, plain);
  if (target?.node.body) return reachOf(target.file, [target.node.body], requests);
  // `client.embed.bind(client)`: what is bound is what runs.
  if (plain.type === 'CallExpression' && memberName(unwrap(plain.callee)) === 'bind') return 'unknown';
  if (plain.type === 'CallExpression') return reachOf(context, [plain], requests);
  const variable = plain.type === 'Identifier' ? context.variable(plain) : undefined;
  return variable?.defs[0]?.type === 'Parameter' ? 'given' : 'unknown';
}

function isWaitedFor(node: Node): boolean {
  const outer = outermostWrapper(node);
  const { parent } = outer;
  if (/^(?:then|catch|finally)$/.test(methodOn(outer)?.name ?? '')) return true;
  return (
    parent !== undefined &&
    /^(?:AwaitExpression|ReturnStatement|ArrowFunctionExpression|YieldExpression)$/.test(parent.type)
  );
}
