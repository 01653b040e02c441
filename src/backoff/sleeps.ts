import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, isIdentifier, isInside, memberName, unwrap } from '../ast/nodes.ts';
import { estimateDelay, estimateHelperDelay, largerDelay } from './delay.ts';
import type { DelayEstimate, RetryRounds } from './delay.ts';
import { isDiscarded } from '../ast/flow.ts';

/** A wait between two attempts. */
export interface Sleep {
  readonly node: Node;
  /** How long, in the file of `context`; absent where it is not in sight. */
  readonly duration?: Node;
  readonly context: FileContext;
  /** The helper that computes it, and what it is given, where the wait is inside one. */
  readonly helper?: { readonly node: FunctionNode; readonly given: readonly Node[]; readonly from: FileContext };
}

/**
 * The waits that run as part of `region`: timers that resolve a promise, `timers/promises`, and helpers whose bodies hold
 * one, two calls deep. A helper that does other work as well counts with `mixed` only: what handles a failure may log
 * and wait, but an operation that waits inside is no wait.
 */
export function sleepsIn(context: FileContext, region: Node, mixed = false): readonly Sleep[] {
  const found: Sleep[] = [];
  walk(
    region,
    (node) => {
      if (node.type === 'CallExpression') {
        const sleep = asSleep(context, node, mixed);
        if (sleep) {
          found.push(sleep);
          return false;
        }
      }
      if (node.type === 'NewExpression') {
        const timer = promiseTimer(context, node);
        if (timer) found.push(timer);
      }
      return undefined;
    },
    OWN_BODY,
  );
  return found;
}

export function estimateSleeps(sleeps: readonly Sleep[], rounds: RetryRounds): DelayEstimate {
  let estimate: DelayEstimate = { growth: 'none', jitter: false };
  for (const sleep of sleeps) {
    const own = estimateSleep(sleep, rounds);
    estimate = largerDelay(estimate, own);
  }
  return estimate;
}

function estimateSleep(sleep: Sleep, rounds: RetryRounds): DelayEstimate {
  if (!sleep.duration) return { growth: 'unknown', jitter: false };
  const { helper } = sleep;
  if (!helper) return estimateDelay(sleep.context, sleep.duration, rounds);
  return estimateHelperDelay(helper.from, helper.given, sleep.context, helper.node, sleep.duration, rounds);
}

/** The length of a wait, written where it waits or handed to the helper that does. */
export function constantWait({ context, duration, helper }: Sleep): number | undefined {
  const own = duration && (context.constant(duration) ?? defaultOf(context, duration));
  if (typeof own === 'number') return own;
  const given = helper?.given.length === 1 ? helper.from.constant(helper.given[0]) : undefined;
  return typeof given === 'number' ? given : undefined;
}

/** `retry(operation, delay = 1000)`: how long it is for callers that say nothing of it. */
function defaultOf(context: FileContext, node: Node): unknown {
  const plain = unwrap(node);
  const definition = plain.type === 'Identifier' ? context.variable(plain)?.defs[0] : undefined;
  const pattern = definition?.type === 'Parameter' ? definition.name.parent : undefined;
  return pattern?.type === 'AssignmentPattern' ? context.constant(pattern.right) : undefined;
}

const known = new WeakMap<FileContext, Map<CallExpression, Map<number, Sleep | undefined>>>();

/** The wait that a call is, if it is one. */
export function asSleep(context: FileContext, call: CallExpression, mixed = false, depth = 0): Sleep | undefined {
  const inFile = known.get(context) ?? new Map<CallExpression, Map<number, Sleep | undefined>>();
  if (inFile.size === 0) known.set(context, inFile);
  let answers = inFile.get(call);
  if (!answers) inFile.set(call, (answers = new Map()));
  const question = depth * 2 + (mixed ? 1 : 0);
  // Every call of a helper looks through the helper's body, and every loop through all of its calls.
  if (!answers.has(question)) answers.set(question, findSleep(context, call, mixed, depth));
  return answers.get(question);
}

function findSleep(context: FileContext, call: CallExpression, mixed: boolean, depth: number): Sleep | undefined {
  const callee = unwrap(call.callee);
  if (isPromiseTimer(context, callee)) return { node: call, duration: call.arguments[0] as Node | undefined, context };
  if (isBlockingWait(callee)) return { node: call, duration: call.arguments[3] as Node | undefined, context };
  const value = context.value(callee);
  if (value.kind === 'function')
    return (
      (depth < 2 ? inHelper(context, call, value.file, value.node, mixed, depth) : undefined) ??
      sleepOfWaiter(context, call)
    );
  return sleepByUse(context, call, callee) ?? sleepOfWaiter(context, call);
}

/** `await wait.until({ date })`, of an object that is there for waiting: how long is not in sight. */
function sleepOfWaiter(context: FileContext, call: CallExpression): Sleep | undefined {
  const callee = unwrap(call.callee);
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const waits = object?.type === 'Identifier' && /^(?:wait|sleep|delay|pause|backoff)s?$/i.test(object.name);
  return waits && isDiscarded(call) ? { node: call, context } : undefined;
}

/** `Atomics.wait(shared, 0, 0, ms)` stops the thread. */
function isBlockingWait(callee: Node): boolean {
  return callee.type === 'MemberExpression' && isIdentifier(callee.object, 'Atomics') && memberName(callee) === 'wait';
}

/** `setTimeout` of timers/promises, `scheduler.wait`, `delay` of the package of that name, `Bun.sleep`. */
function isPromiseTimer(context: FileContext, callee: Node): boolean {
  if (callee.type === 'Identifier') {
    const source = importSource(context, callee);
    if (source === undefined) return false;
    if (/^(?:node:)?timers\/promises$/.test(source.module)) return source.name === 'setTimeout';
    return /^(?:delay|sleep-promise|p-sleep)$/.test(source.module) && source.name === 'default';
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const name = memberName(callee);
  if (callee.object.name === 'Bun' && name === 'sleep') return true;
  const source = importSource(context, callee.object);
  return (
    source !== undefined &&
    /^(?:node:)?timers\/promises$/.test(source.module) &&
    (name === 'setTimeout' || name === 'wait')
  );
}

/** The module and export that an identifier is imported as; `require` in its plain forms included. */
export function importSource(context: FileContext, node: Ast.Identifier): { module: string; name: string } | undefined {
  const definition = context.variable(node)?.defs[0];
  if (!definition) return undefined;
  if (definition.type === 'ImportBinding') {
    const declaration = definition.parent as Ast.ImportDeclaration | undefined;
    if (declaration?.type !== 'ImportDeclaration') return undefined;
    const specifier = definition.node as Ast.ImportClause;
    if (specifier.type !== 'ImportSpecifier') {
      return { module: declaration.source.value, name: specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*' };
    }
    const { imported } = specifier;
    return {
      module: declaration.source.value,
      name: imported.type === 'Identifier' ? imported.name : String(imported.value),
    };
  }
  const declarator = definition.node;
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  return requiredModule(declarator.init, declarator.id, node.name);
}

function requiredModule(init: Node, id: Node, name: string): { module: string; name: string } | undefined {
  let value = unwrap(init);
  let member: string | undefined;
  if (value.type === 'MemberExpression') {
    member = memberName(value);
    value = unwrap(value.object);
  }
  const promisified =
    value.type === 'CallExpression' && memberOrName(value.callee) === 'promisify' ? value.arguments[0] : undefined;
  if (promisified?.type === 'Identifier' && promisified.name === 'setTimeout') {
    return { module: 'timers/promises', name: 'setTimeout' };
  }
  if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier' || value.callee.name !== 'require')
    return undefined;
  const argument = value.arguments[0];
  if (argument?.type !== 'Literal' || typeof argument.value !== 'string') return undefined;
  if (id.type !== 'ObjectPattern') return { module: argument.value, name: member ?? 'default' };
  for (const property of id.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    if (property.value.type === 'Identifier' && property.value.name === name) {
      return { module: argument.value, name: property.key.name };
    }
  }
  return undefined;
}

function memberOrName(callee: Node): string | undefined {
  return callee.type === 'Identifier'
    ? callee.name
    : callee.type === 'MemberExpression'
      ? memberName(callee)
      : undefined;
}

/** `new Promise(resolve => setTimeout(resolve, ms))`. */
function promiseTimer(context: FileContext, node: Ast.NewExpression): Sleep | undefined {
  const executor = node.arguments[0];
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'Promise' || !executor || !isFunction(executor))
    return undefined;
  const resolve = executor.params[0];
  const settles = resolve?.type === 'Identifier' ? context.variable(resolve) : undefined;
  let found: Sleep | undefined;
  walk(
    executor,
    (inner) => {
      if (inner.type !== 'CallExpression' || !isTimer(context, inner)) return undefined;
      const [callback, duration] = inner.arguments;
      if (settles && reaches(context, callback as Node, settles, executor, 0))
        found = { node, duration: duration as Node | undefined, context };
      return undefined;
    },
    OWN_BODY,
  );
  return found;
}

/** A timer's callback settles the promise: itself, or by a function of the executor, as `finish` of a wait that can be cancelled. */
function reaches(context: FileContext, part: Node, settles: Variable, executor: Node, depth: number): boolean {
  return someNode(part, (node) => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    if (variable === settles) return true;
    if (depth > 2) return false;
    const made = variable ? functionOf(variable) : assignedTo(context, node, executor);
    return made !== undefined && isInside(made, executor) && reaches(context, made, settles, executor, depth + 1);
  });
}

function functionOf({ defs }: Variable): Node | undefined {
  const at = defs[0]?.node;
  const made = at?.type === 'VariableDeclarator' && at.init ? unwrap(at.init) : at;
  return made && isFunction(made) && defs[0]?.type !== 'Parameter' ? made : undefined;
}

/** `this.wake = () => resolve()`, for `setTimeout(() => this.wake(), ms)`. */
function assignedTo(context: FileContext, node: Node, executor: Node): Node | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const text = context.text(node);
  return context.index.assignments.find(
    ({ left, right }) => isFunction(unwrap(right)) && isInside(left, executor) && context.text(left as Node) === text,
  )?.right;
}

/** A call of the global `setTimeout`. */
export function isTimer(context: FileContext, call: CallExpression, name = 'setTimeout'): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') {
    if (callee.name !== name && callee.name !== 'setTimeout') return false;
    if (!context.variable(callee)) return callee.name === name;
    const source = importSource(context, callee);
    return source !== undefined && /^(?:node:)?timers$/.test(source.module) && source.name === name;
  }
  if (callee.type !== 'MemberExpression' || memberName(callee) !== name || callee.object.type !== 'Identifier')
    return false;
  return /^(?:window|globalThis|self|global)$/.test(callee.object.name);
}

function inHelper(
  context: FileContext,
  call: CallExpression,
  file: FileContext,
  helper: Node,
  mixed: boolean,
  depth: number,
): Sleep | undefined {
  if (!isFunction(helper) || !helper.body) return undefined;
  if (!mixed && !onlyWaits(helper)) return undefined;
  const inside = directSleep(file, helper, mixed, depth);
  if (!inside) return undefined;
  const duration = inside.duration ? unwrap(inside.duration) : undefined;
  if (!duration) return { node: call, context };
  // The helper's own argument, given through: `sleep(ms)`. What it computes itself is found again by evaluating the call.
  for (const [i, parameter] of helper.params.entries()) {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (target.type !== 'Identifier') continue;
    const variable = file.variable(target);
    if (duration.type === 'Identifier' && variable !== undefined && file.variable(duration) === variable) {
      const argument = call.arguments[i] as Node | undefined;
      if (argument) return { node: call, duration: argument, context };
      return {
        node: call,
        duration: parameter.type === 'AssignmentPattern' ? parameter.right : undefined,
        context: file,
      };
    }
  }
  if (inside.context !== file) return { ...inside, node: call };
  return {
    node: call,
    duration,
    context: file,
    helper: { node: helper, given: call.arguments as Node[], from: context },
  };
}

/** It awaits one thing at most, and returns nothing but that. */
function onlyWaits(helper: FunctionNode): boolean {
  let awaits = 0;
  let tries = 0;
  walk(
    helper.body,
    (node) => {
      if (node.type === 'AwaitExpression') awaits++;
      if (node.type === 'TryStatement' || node.type === 'ForOfStatement' || node.type === 'WhileStatement') tries++;
    },
    OWN_BODY,
  );
  return awaits <= 1 && tries === 0;
}

function directSleep(file: FileContext, helper: Node, mixed: boolean, depth: number): Sleep | undefined {
  let found: Sleep | undefined;
  if (!isFunction(helper) || !helper.body) return undefined;
  walk(
    helper.body,
    (node) => {
      if (found) return;
      if (node.type === 'NewExpression') found = promiseTimer(file, node);
      else if (node.type === 'CallExpression') found = asSleep(file, node, mixed, depth + 1);
    },
    OWN_BODY,
  );
  return found;
}

/**
 * A helper that is out of sight: awaited, its result unused, given a number or a duration only. Its name decides then,
 * as nothing else can.
 */
function sleepByUse(context: FileContext, call: CallExpression, callee: Node): Sleep | undefined {
  if (!isDiscarded(call) && call.parent?.type !== 'MemberExpression') return undefined;
  const name = memberOrName(callee);
  if (isForeignWait(context, call, callee)) return { node: call, context };
  if (
    name === undefined ||
    !/^(?:\w*(?:sleep|delay|pause|wait|backoff)|wait(?:For)?(?:Ms|Seconds|Millis\w*)|(?:sleep|delay|backoff)\w*)$/i.test(
      name,
    )
  )
    return undefined;
  // A backoff is given the number of the attempt, and makes of it what it likes.
  if (/backoff/i.test(name)) return { node: call, context };
  return { node: call, duration: call.arguments[0] as Node | undefined, context };
}

/** `await settle(500)` of a package: what takes nothing but a number and gives nothing is most likely a wait. */
function isForeignWait(context: FileContext, call: CallExpression, callee: Node): boolean {
  if (callee.type !== 'Identifier' || call.arguments.length !== 1 || call.parent?.type !== 'AwaitExpression')
    return false;
  const [given] = call.arguments;
  const numeric = given?.type === 'BinaryExpression' || typeof context.constant(given as Node) === 'number';
  const module = numeric ? importSource(context, callee)?.module : undefined;
  return module !== undefined && !/^(?:[./#~]|@\/|node:)/.test(module);
}
