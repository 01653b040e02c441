import { OWN_BODY, someNode, walk } from '../ast/walk.ts';
import type { Ast, Node } from '../ast/types.ts';
import { returnsOf } from '../ast/functions.ts';
import { changesOf, memberChanges } from './changes.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, isInside, memberName, unwrap } from '../ast/nodes.ts';
import type { RetryRounds } from './delay.ts';
import { isLoop, mayLeave } from '../ast/flow.ts';

/** The limit that a condition puts on the number of rounds. */
export interface Limit {
  /** The comparison. */
  readonly node: Node;
  /** What the counter is compared with, where it is a count. */
  readonly bound?: Node;
  readonly counter?: Node;
}

const comparison = /^(?:[<>]=?|[!=]==?)$/;

/** A comparison of something that changes from round to round, or of the time, inside a condition. */
export function limitIn(
  context: FileContext,
  condition: Node | null | undefined,
  rounds: RetryRounds,
): Limit | undefined {
  let found: Limit | undefined;
  someNode(condition, (node) => {
    if (node.type === 'BinaryExpression' && comparison.test(node.operator)) {
      found ??= limitOf(context, node, rounds);
    } else if (node.type === 'CallExpression') found ??= limitByHelper(context, node, rounds);
    else if (node.type === 'Identifier') found ??= limitByName(context, node, rounds);
    return found !== undefined;
  });
  return found ?? countdown(context, condition, rounds);
}

function limitOf(context: FileContext, node: Ast.BinaryExpression, rounds: RetryRounds): Limit | undefined {
  const left = node.left as Node;
  const { right } = node;
  if (hasTime(context, left) || hasTime(context, right)) return { node };
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!counts(context, side, rounds)) continue;
    if (context.constant(other) === Infinity) return undefined;
    return { node, bound: other, counter: unwrap(side) };
  }
  return undefined;
}

/** `const tooMany = attempt > 2; if (!tooMany)`: the comparison has a name. */
function limitByName(context: FileContext, node: Ast.Identifier, rounds: RetryRounds): Limit | undefined {
  const definition = context.variable(node)?.defs[0]?.node;
  if (definition?.type !== 'VariableDeclarator' || definition.parent.kind !== 'const' || !definition.init)
    return undefined;
  const init = unwrap(definition.init);
  const compares =
    init.type === 'BinaryExpression' || init.type === 'LogicalExpression' || init.type === 'UnaryExpression';
  // Made once, before the rounds, it says the same each time.
  return compares && isInside(definition, rounds.region) ? limitIn(context, init, rounds) : undefined;
}

/** `if (!this.mayRetry(attempt))`: the count is handed on to something that decides. */
function limitByHelper(context: FileContext, call: Ast.CallExpression, rounds: RetryRounds): Limit | undefined {
  const counted = call.arguments.find((argument) => counts(context, argument as Node, rounds));
  if (!counted) return comparesTime(context, call) ? { node: call } : undefined;
  const value = context.value(call.callee);
  if (value.kind !== 'function') return undefined;
  const compares = someNode(
    value.node.body,
    (node) => node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator),
  );
  return compares ? { node: call, counter: counted as Node } : undefined;
}

/** `while (retries--)`, `if (attemptsLeft)`, `if (!retried)`. */
function countdown(context: FileContext, condition: Node | null | undefined, rounds: RetryRounds): Limit | undefined {
  let found: Limit | undefined;
  const test = (node: Node): void => {
    const plain = unwrap(node);
    if (plain.type === 'LogicalExpression') {
      test(plain.left);
      test(plain.right);
    } else if (plain.type === 'UnaryExpression' && plain.operator === '!') test(plain.argument);
    else if (plain.type === 'UpdateExpression' && plain.operator === '--') found ??= { node: plain };
    else if (plain.type === 'Identifier' || plain.type === 'MemberExpression') {
      if (steps(context, plain, rounds, true)) found ??= { node: plain, counter: plain };
    }
  };
  if (condition) test(condition);
  return found;
}

/** Its value is a number of rounds: stepped in the region, or passed on changed by a recursive call. */
export function counts(context: FileContext, expression: Node, rounds: RetryRounds): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'UpdateExpression':
      return true;
    case 'BinaryExpression':
      return counts(context, node.left as Node, rounds) || counts(context, node.right, rounds);
    case 'AssignmentExpression':
      return node.operator === '+=' || node.operator === '-=';
    case 'Identifier':
    case 'MemberExpression':
      return steps(context, node, rounds, false);
    case 'LogicalExpression':
      return counts(context, node.left, rounds);
    default:
      return false;
  }
}

function steps(context: FileContext, node: Node, rounds: RetryRounds, flags: boolean): boolean {
  if (node.type === 'Identifier') {
    const variable = context.variable(node);
    if (!variable) return false;
    if (rounds.parameters?.has(variable)) return true;
    if (changesOf(context, variable, rounds.region).some((change) => change.kind === 'step')) return true;
    if (flags && anyWriteOfTrue(context, node, rounds.region)) return true;
    const init = variable.defs[0]?.node;
    // `const attemptsMade = attempt + 1`, computed again each round.
    return (
      init?.type === 'VariableDeclarator' &&
      init.init !== null &&
      isInside(init, rounds.region) &&
      init.id.type === 'Identifier' &&
      init.init.type !== 'Identifier' &&
      derivedCount(context, init.init, rounds)
    );
  }
  if (node.type === 'MemberExpression') {
    const owner = unwrap(node.object);
    const variable = owner.type === 'Identifier' ? context.variable(owner) : undefined;
    if (variable && rounds.fields?.get(variable)?.has(memberName(node) ?? '')) return true;
    const changed = memberChanges(context, node, context.file.ast);
    return changed.some((change) => change.kind === 'step');
  }
  return false;
}

function derivedCount(context: FileContext, expression: Node, rounds: RetryRounds): boolean {
  const node = unwrap(expression);
  if (node.type === 'BinaryExpression') {
    return (
      /^[-+]$/.test(node.operator) &&
      (derivedCount(context, node.left as Node, rounds) || derivedCount(context, node.right, rounds))
    );
  }
  if (node.type === 'CallExpression')
    return node.arguments.some((argument) => derivedCount(context, argument as Node, rounds));
  if (node.type === 'UpdateExpression') return true;
  if (node.type === 'ConditionalExpression') return derivedCount(context, node.consequent, rounds);
  if (node.type !== 'Identifier') return false;
  const variable = context.variable(node);
  if (!variable) return false;
  if (rounds.parameters?.has(variable)) return true;
  return changesOf(context, variable, rounds.region).some((change) => change.kind === 'step');
}

/** A flag that is set once: `retried = true`. */
function anyWriteOfTrue(context: FileContext, node: Ast.Identifier, region: Node): boolean {
  const variable = context.variable(node);
  return (variable ? changesOf(context, variable, region) : []).some(
    (change) =>
      change.value?.type === 'Literal' && change.value.value === true && !tellsSuccess(change.node, node, region),
  );
}

/** `while (!sent) { try { await send(); sent = true; } catch {} }`: what ends the loop is that it went well. */
function tellsSuccess(write: Node, flag: Node, region: Node): boolean {
  if (!isLoop(region) || isInside(flag, (region as Node & { body: Node }).body)) return false;
  for (let at = write; at !== region && at.parent; at = at.parent) {
    const { parent }: Node = at;
    if (parent?.type === 'TryStatement' && parent.block === at && parent.handler) return true;
  }
  return false;
}

/** The clock is read here, or in the variable that this is. */
function hasTime(context: FileContext, expression: Node, depth = 0): boolean {
  return someNode(expression, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { object } = node.callee;
      const name = memberName(node.callee);
      if (object.type === 'Identifier' && /^(?:Date|performance)$/.test(object.name) && name === 'now') return true;
      if (name === 'hrtime' || name === 'getTime') return true;
    }
    // A clock that is handed in, for tests to set.
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'now') return true;
    if (node.type === 'CallExpression' && depth < 2 && givesTime(context, node, depth)) return true;
    if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date') return true;
    if (node.type !== 'Identifier' || depth > 2) return false;
    const init = context.variable(node)?.defs[0]?.node;
    return init?.type === 'VariableDeclarator' &&
      init.init !== null &&
      init.id.type === 'Identifier' &&
      init.init.type !== 'AwaitExpression' &&
      !isFunction(init.init)
      ? hasTime(context, init.init, depth + 1)
      : false;
  });
}

/** `left()`, where `const left = () => end - Date.now()`. */
function givesTime(context: FileContext, call: Ast.CallExpression, depth: number): boolean {
  return givenBy(context, call).some(
    ({ file, node }) => /^(?:Binary|Call|Identifier)/.test(node.type) && hasTime(file, node, depth + 1),
  );
}

/** `expired()`, where `const expired = () => Date.now() > end`. */
function comparesTime(context: FileContext, call: Ast.CallExpression): boolean {
  return givenBy(context, call).some(
    ({ file, node }) =>
      node.type === 'BinaryExpression' &&
      comparison.test(node.operator) &&
      [node.left as Node, node.right].some((side) => hasTime(file, side)),
  );
}

/** What a function in sight answers with, where it does not have to be waited for. */
function givenBy(
  context: FileContext,
  { callee }: Ast.CallExpression,
): readonly { readonly file: FileContext; readonly node: Node }[] {
  const value = context.value(callee);
  if (value.kind !== 'function' || value.node.async) return [];
  return returnsOf(value.node).map((node) => ({ file: value.file, node: unwrap(node) }));
}

/** The condition that ends the rounds from inside: `if (attempt >= max) throw error`. */
export function limitInside(context: FileContext, region: Node, rounds: RetryRounds): Limit | undefined {
  let found: Limit | undefined;
  walk(
    region,
    (node) => {
      if (found) return false;
      if (node.type === 'IfStatement') {
        const leaves = mayLeave(node.consequent) || mayLeave(node.alternate) || followedByLeaving(node);
        if (leaves) found = limitIn(context, node.test, rounds);
      }
      return undefined;
    },
    OWN_BODY,
  );
  return found ?? limitInCallback(context, region, rounds);
}

/** `if (attempt < max && error) reject(error); else resolve(answer)`, in the callback that the attempt waits for. */
function limitInCallback(context: FileContext, region: Node, rounds: RetryRounds): Limit | undefined {
  let found: Limit | undefined;
  walk(region, (node) => {
    if (node.type === 'IfStatement' && !found && isInCallback(node, region)) {
      const limit = limitIn(context, node.test, rounds);
      const settles = someNode(node.consequent, isSettling);
      if (limit?.bound && limit.counter && settles) found = limit;
    }
    return !found;
  });
  return found;
}

function isSettling(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    /^(?:rej(?:ect)?|res(?:olve)?|fail|cb|callback|done)$/.test(node.callee.name)
  );
}

/** The nearest function around it belongs to a promise that is made in the region. */
function isInCallback(node: Node, region: Node): boolean {
  let made = false;
  for (let at: Node | undefined = node.parent; at && at !== region; at = at.parent)
    if (isFunction(at) && at.parent?.type === 'NewExpression') made = true;
  return made;
}

/** `if (attempt < max) { wait; continue } throw error`, the `throw` after the blocks around it included. */
export function followedByLeaving(node: Node): boolean {
  for (let at = node; at.parent && !isFunction(at) && !isLoop(at); at = at.parent) {
    const block: Node = at.parent;
    if (block.type !== 'BlockStatement') continue;
    const index = block.body.findIndex((statement) => statement === at);
    if (block.body.slice(index + 1).some((statement) => mayLeave(statement))) return true;
  }
  return false;
}
