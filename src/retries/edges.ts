import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { enclosingFunction, memberName, unwrap } from '../ast/nodes.ts';
import { isTimer } from '../backoff/sleeps.ts';

/** A call of a function of this file, and how it came to be made. */
export interface Edge {
  /** The call, or the function that is handed to a timer or listener. */
  readonly node: Node;
  readonly from: FunctionNode;
  readonly to: FunctionNode;
  /** It is made because something failed. */
  readonly failure?: Failure;
  /** The `setTimeout` or `setImmediate` call that makes it. */
  readonly timer?: CallExpression;
}

export interface Failure {
  /** What runs after the failure. */
  readonly region: Node;
  readonly variables: readonly Variable[];
  /** Reached through a condition on a result or a count rather than by an exception or event. */
  readonly test?: Node;
  /** The state of a machine says so. */
  readonly state?: boolean;
  /** A batch was done in part, and what is left over is sent again. */
  readonly leftOver?: boolean;
  /** It was caught before, and a success takes the same way. */
  readonly caught?: boolean;
}

/** Why a call is made in a function, where that is a failure. */
export type FailureOf = (context: FileContext, node: Node, from: FunctionNode) => Failure | undefined;

const edgesIn = new WeakMap<FileContext, readonly Edge[]>();

/** Worked out once for a file: it is asked about retries again for each function that others run. */
export function edgesOf(context: FileContext, failureOf: FailureOf): readonly Edge[] {
  let edges = edgesIn.get(context);
  if (!edges) edgesIn.set(context, (edges = findEdges(context, failureOf)));
  return edges;
}

/** Calls from one named function of the file to another, callbacks counted for the function they stand in. */
function findEdges(context: FileContext, failureOf: FailureOf): readonly Edge[] {
  const edges: Edge[] = [];
  const bodies = new Set<Node>(context.index.functions);
  const add = (node: Node, callee: Node): void => {
    const to = localTarget(context, callee, bodies);
    if (!to) return;
    const from = ownerOf(node, to);
    if (from) edges.push(edgeOf(context, node, from, to, failureOf));
  };
  for (const call of context.index.calls) {
    add(call, call.callee);
    for (const argument of call.arguments)
      if (/^(?:Identifier|MemberExpression)$/.test(argument.type)) addHanded(call, argument as Node);
    const bound = call.callee;
    if (bound.type === 'MemberExpression' && memberName(bound) === 'bind' && call.parent?.type === 'CallExpression')
      add(call, bound.object);
  }
  for (const assignment of context.index.assignments) {
    if (/^(?:Identifier|MemberExpression)$/.test(assignment.right.type) && listenerName(assignment.left))
      add(assignment.right, assignment.right);
  }
  return edges;

  /** `setTimeout(connect, 1000)`, `socket.on('close', connect)`, `.catch(retry)`. */
  function addHanded(call: CallExpression, argument: Node): void {
    if (defers(context, call) || /^(?:on|once|addEventListener|catch|then)$/.test(calleeName(call) ?? ''))
      add(argument, argument);
  }
}

/** Few edges are part of a cycle: only those are asked why they are there. */
function edgeOf(context: FileContext, node: Node, from: FunctionNode, to: FunctionNode, failureOf: FailureOf): Edge {
  let failure: Failure | null | undefined;
  let timer: CallExpression | null | undefined;
  return {
    node,
    from,
    to,
    get failure() {
      if (failure === undefined) failure = failureOf(context, node, from) ?? null;
      return failure ?? undefined;
    },
    get timer() {
      if (timer === undefined) timer = timerOf(context, node, from) ?? null;
      return timer ?? undefined;
    },
  };
}

/** `setTimeout(f, ms)`, and what runs a function as soon as it can: `setImmediate(f)`, `process.nextTick(f)`. */
function defers(context: FileContext, call: CallExpression): boolean {
  return isTimer(context, call) || isTimer(context, call, 'setImmediate') || runsNext(context, call);
}

/** `process.nextTick(f)`, `queueMicrotask(f)`. */
function runsNext(context: FileContext, call: CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name === 'queueMicrotask' && !context.variable(callee);
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process' &&
    memberName(callee) === 'nextTick'
  );
}

export function calleeName(call: CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression'
    ? memberName(callee)
    : callee.type === 'Identifier'
      ? callee.name
      : undefined;
}

function localTarget(context: FileContext, callee: Node, bodies: ReadonlySet<Node>): FunctionNode | undefined {
  const plain = unwrap(callee);
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression') return undefined;
  const value = context.value(plain);
  if (value.kind === 'function') return value.file === context && bodies.has(value.node) ? value.node : undefined;
  return undefined;
}

/** The function that a call belongs to: the target itself where it stands inside it, else the outermost named one. */
function ownerOf(node: Node, target: FunctionNode): FunctionNode | undefined {
  let nearest: FunctionNode | undefined;
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    if (at === target) return at;
    if (!nearest && !isCallback(at)) nearest = at;
  }
  return nearest;
}

/** Passed to a call or assigned to a listener property: it runs on behalf of the function around it. */
function isCallback(node: FunctionNode): boolean {
  const parent = node.parent;
  if (parent?.type === 'CallExpression') return parent.arguments.includes(node as never) || parent.callee === node;
  if (parent?.type === 'NewExpression') return true;
  if (parent?.type === 'AssignmentExpression') return listenerName(parent.left) !== undefined;
  return false;
}

export function listenerName(target: Node): string | undefined {
  const name = target.type === 'MemberExpression' ? memberName(target) : undefined;
  return name && /^on[a-z]+$/.test(name) ? name.slice(2) : undefined;
}

function timerOf(context: FileContext, node: Node, from: FunctionNode): CallExpression | undefined {
  for (let at: Node | undefined = node; at && at !== from; at = at.parent) {
    const parent: Node | undefined = at.parent;
    if (parent?.type === 'CallExpression' && parent.arguments[0] === at && defers(context, parent)) return parent;
  }
  return undefined;
}
