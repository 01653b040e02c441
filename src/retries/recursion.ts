import { someNode } from '../ast/walk.ts';
import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, isInside, keyName, unwrap } from '../ast/nodes.ts';
import { changesOf } from '../backoff/changes.ts';
import { declaredBy } from '../backoff/delay.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import { mayLeave, nearestLoop } from '../ast/flow.ts';
import type { RetryDelay } from '../facts/model.ts';
import { counts, limitIn } from '../backoff/bounds.ts';
import { passesOnce } from '../backoff/ownGuard.ts';
import { calleeName, edgesOf } from './edges.ts';
import type { Edge, Failure } from './edges.ts';
import { failureVariables, looksAtError, mentions } from '../answers/errors.ts';
import { takesAnother } from './chainedRounds.ts';
import { asksNext, movesOn } from './failOver.ts';
import { failureOf } from './failures.ts';
import { neverRejects } from '../backoff/caughtInside.ts';
import { asksPerson } from '../backoff/person.ts';
import { isPoll } from '../answers/polls.ts';
import { operationsIn } from './site.ts';
import type { RetrySite } from './site.ts';
import { isTimer, sleepsIn } from '../backoff/sleeps.ts';
import type { Sleep } from '../backoff/sleeps.ts';
import { leavesOut, repairsFirst, switchesItselfOff } from './switchedOff.ts';

/** Functions that call themselves, directly or through each other and timers, because something failed. */
export function retryRecursions(context: FileContext, requests: ReadonlySet<Node>): readonly RetrySite[] {
  const edges = edgesOf(context, failureOf);
  const byCaller = new Map<FunctionNode, Edge[]>();
  for (const edge of edges) byCaller.set(edge.from, [...(byCaller.get(edge.from) ?? []), edge]);
  const found: RetrySite[] = [];
  const seen = new Set<Node>();
  for (const edge of edges) {
    const cycle = cycleThrough(edge, byCaller);
    if (!cycle || movesOn(context, cycle)) continue;
    const site = siteOf(context, cycle, edges, requests);
    if (!site || seen.has(site.node)) continue;
    seen.add(site.node);
    found.push(site);
  }
  return found;
}

/** The way from an edge's target back to its caller; the edge itself comes first. */
function cycleThrough(edge: Edge, byCaller: ReadonlyMap<FunctionNode, readonly Edge[]>): readonly Edge[] | undefined {
  if (edge.to === edge.from) return [edge];
  const seen = new Set<FunctionNode>([edge.to]);
  let paths: (readonly Edge[])[] = [[edge]];
  for (let steps = 0; steps < 4; steps++) {
    const next: (readonly Edge[])[] = [];
    for (const path of paths) {
      for (const step of byCaller.get(path.at(-1)!.to) ?? []) {
        if (step.to === edge.from) return [...path, step];
        if (!seen.has(step.to)) {
          seen.add(step.to);
          next.push([...path, step]);
        }
      }
    }
    paths = next;
  }
  return undefined;
}

/** A loop on the way is the retry itself. */
function siteOf(
  context: FileContext,
  cycle: readonly Edge[],
  edges: readonly Edge[],
  requests: ReadonlySet<Node>,
): RetrySite | undefined {
  const failing = cycle.find((edge) => edge.failure);
  if (!failing?.failure) return undefined;
  const { failure } = failing;
  // The same step taken on success as well is polling.
  const timed = cycle.find((edge) => edge.timer);
  const plain = edges.filter(
    (edge) => edge.to === failing.to && edge.from === failing.from && !edge.failure && edge !== failing,
  );
  if (plain.length > 0 && !failure.state && !isHastier(context, failing, failure, plain)) return undefined;
  if (asksPerson(context, isFunction(failure.region) ? failure.region.body! : failure.region)) return undefined;
  // Report each circle once: at the call that goes back to what is done again.
  const back = cycle.length === 1 ? cycle[0]! : (timed ?? failing);
  if (cycle[0] !== back) return undefined;
  if (!timed && cycle.length > 1 && cycle.some((edge) => nearestLoop(edge.node))) return undefined;
  const parameters = changedParameters(context, cycle);
  const exception = failure.test === undefined;
  if (!timed && !sameArguments(context, back, failure, parameters, exception)) return undefined;
  if (!timed && doesOtherwise(context, back, failure, parameters.size)) return undefined;
  const operations = operationsIn(context, back.to.body ?? back.to, requests).filter(
    (node) => !cycle.some((edge) => edge.node === node),
  );
  const owners = new Set(cycle.flatMap((edge) => [edge.from, edge.to]));
  if (!timed && !hasWork(context, owners, operations, requests, failure)) return undefined;
  const failures = failureVariables(context, failure.variables, failure.region);
  const fields = steppedFields(context, cycle);
  const round = cycle.length > 1 || timed ? context.file.ast : failing.from;
  const rounds: RetryRounds = { region: round, parameters, fields, failures };
  const sleeps = sleepsOf(context, cycle, failure, back);
  if (!failure.caught && isAnother(context, back, { operations, sleeps, rounds })) return undefined;
  const conditions = cycle.flatMap((edge) => conditionsOf(edge));
  const guarded = cycle.length === 1 && passesOnce(context, back.node, back.from, conditions);
  if (!exception && !timed && sleeps.length === 0 && parameters.size === 0 && !back.from.async && requests.size === 0)
    return undefined;
  return {
    node: back.node,
    head: back.node.type === 'CallExpression' ? back.node.callee : back.node,
    form: timed ? 'timer' : 'recursion',
    rounds,
    failed: [failure.region],
    sleeps,
    operations:
      operations.length > 0
        ? operations
        : [...owners].flatMap((owner) => [...requests].filter((node) => isInside(node, owner))),
    conditions,
    ...(failure.caught ? { goesOn: true } : {}),
    selective: failure.caught === true || isSelective(context, failure, failures, conditions, rounds),
    // What else happens on a way through several functions is not told by their conditions.
    winding: !timed && cycle.length > 1,
    once: guarded || (!timed && cycle.length === 1 && changesByFlags(back, parameters.size)),
    guarded,
    ...(failure.leftOver ? { leftOver: true } : {}),
  };
}

/** A poll that waits for its next round where it was answered, and not where it failed. */
function isHastier(context: FileContext, failing: Edge, { region }: Failure, plain: readonly Edge[]): boolean {
  if (failing.timer || chainSleeps(context, region).length > 0) return false;
  return plain.every(({ timer }) => timer !== undefined && isTimer(context, timer));
}

/** Something is sent, and its failure gets out where an exception is what brings it round. */
function hasWork(
  context: FileContext,
  owners: ReadonlySet<FunctionNode>,
  operations: readonly Node[],
  requests: ReadonlySet<Node>,
  { test, caught }: Failure,
): boolean {
  if (caught) return operations.some((node) => requests.has(node) && !takesAnother(node));
  const exception = test === undefined;
  if (operations.length > 0) return !exception || !operations.every((one) => neverRejects(context, one));
  return [...owners].some((owner) => [...requests].some((node) => isInside(node, owner)));
}

/** It asks the next of a list, or until something is so. */
function isAnother(
  context: FileContext,
  { node, to }: Edge,
  { operations, sleeps, rounds }: Pick<RetrySite, 'operations' | 'sleeps' | 'rounds'>,
): boolean {
  const stepped = new Set(rounds.parameters?.keys());
  return asksNext(context, to, operations, stepped) || isPoll({ node, operations, sleeps, rounds });
}

/** The call takes another way than the one that failed, or finds something else there. */
function doesOtherwise(context: FileContext, back: Edge, { region }: Failure, changed: number): boolean {
  if (changesByFlags(back, changed) && goesElsewhere(context, back)) return true;
  const { node, to } = back;
  return (
    switchesItselfOff(context, node, to) || repairsFirst(context, region, node) || leavesOut(context, region, node, to)
  );
}

/** What is waited for on the way: timers, else waits after the failure, else (`await wait(table[n]); try ...`) before. */
function sleepsOf(context: FileContext, cycle: readonly Edge[], failure: Failure, back: Edge): readonly Sleep[] {
  const timers = cycle.flatMap((edge) =>
    edge.timer && isTimer(context, edge.timer) ? [timerSleep(context, edge.timer)] : [],
  );
  if (timers.length > 0) return timers;
  const after = chainSleeps(context, failure.region);
  return after.length > 0 ? after : chainSleeps(context, back.to);
}

/** Some failures take this way and others do not. */
function isSelective(
  context: FileContext,
  failure: Failure,
  failures: ReadonlySet<Variable>,
  conditions: readonly Node[],
  rounds: RetryRounds,
): boolean {
  if (failure.test && failures.size > 0) return true;
  if (
    conditions.some((test) => isInside(test, failure.region) && mentions(context, test, failures) && !plainError(test))
  )
    return true;
  const body = isFunction(failure.region) ? failure.region.body : failure.region;
  return looksAtError(context, body, failures, (test) => limitIn(context, test, rounds)?.node === unwrap(test));
}

function plainError(test: Node): boolean {
  return unwrap(test).type === 'Identifier';
}

function timerSleep(context: FileContext, timer: CallExpression): Sleep {
  return { node: timer, duration: timer.arguments[1] as Node | undefined, context };
}

/** Waits after the failure, those whose `then` makes the call included. */
function chainSleeps(context: FileContext, region: Node): readonly Sleep[] {
  const body = isFunction(region) ? region.body : region;
  return body ? sleepsIn(context, body) : [];
}

/** Every `if` and ternary on the way from the function to the call, and the guards before it that leave. */
function conditionsOf(edge: Edge): readonly Node[] {
  return conditionsAt(edge.node, edge.from);
}

/** The same for a node inside a function. */
export function conditionsAt(node: Node, owner: FunctionNode): readonly Node[] {
  const found: Node[] = [];
  for (let at: Node = node; at !== owner && at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && at !== parent.test)
      found.push(parent.test);
    if ((parent.type === 'WhileStatement' || parent.type === 'ForStatement') && at === parent.body && parent.test)
      found.push(parent.test);
    if (parent.type === 'LogicalExpression' && at === parent.right) found.push(parent.left);
    if (parent.type !== 'BlockStatement') continue;
    for (const statement of parent.body) {
      if (statement === at) break;
      if (statement.type === 'IfStatement' && mayLeave(statement.consequent)) found.push(statement.test);
    }
  }
  return found;
}

/** Parameters that come round changed by a fixed amount or factor: `request(options, attempt + 1)`. */
function changedParameters(context: FileContext, cycle: readonly Edge[]): ReadonlyMap<Variable, RetryDelay> {
  const found = new Map<Variable, RetryDelay>();
  for (const edge of cycle) {
    const call = edge.node.type === 'CallExpression' ? edge.node : undefined;
    for (const [i, argument] of (call?.arguments ?? []).entries()) {
      const parameter = edge.to.params[i];
      const target = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
      const variable = target?.type === 'Identifier' ? context.variable(target) : undefined;
      const growth = variable ? (stepOf(context, argument as Node) ?? flagOf(argument as Node)) : undefined;
      if (variable && growth) found.set(variable, growth);
      // `again({ ...options, attempt: attempt + 1 })`: what is stepped is the count, however it gets there.
      if (argument.type === 'ObjectExpression') {
        for (const property of argument.properties) {
          const value = property.type === 'Property' ? unwrap(property.value as Node) : undefined;
          const counter = value?.type === 'BinaryExpression' ? unwrap(value.left as Node) : undefined;
          const own = counter?.type === 'Identifier' ? context.variable(counter) : undefined;
          const step = value && own ? stepOf(context, value) : undefined;
          if (own && step) found.set(own, step);
        }
      }
    }
  }
  return found;
}

/** `again({ ...options, attempt: next })`, where `next` is one more than `options.attempt`: the fields that count. */
function steppedFields(context: FileContext, cycle: readonly Edge[]): ReadonlyMap<Variable, ReadonlySet<string>> {
  const found = new Map<Variable, Set<string>>();
  for (const { node, to } of cycle) {
    for (const [i, argument] of (node.type === 'CallExpression' ? node.arguments : []).entries()) {
      const target = to.params[i] && withoutDefault(to.params[i]);
      const variable = target?.type === 'Identifier' ? context.variable(target) : undefined;
      if (!variable || argument.type !== 'ObjectExpression') continue;
      const names = argument.properties.flatMap((property) => {
        if (property.type !== 'Property' || !stepOf(context, property.value as Node)) return [];
        return keyName(property.key, property.computed) ?? [];
      });
      if (names.length > 0) found.set(variable, new Set(names));
    }
  }
  return found;
}

/** `request(url, 'reload')`: a constant that a guard can ask for. It changes once. */
function flagOf(argument: Node): RetryDelay | undefined {
  return unwrap(argument).type === 'Literal' ? 'constant' : undefined;
}

/** All that changes from round to round are constants: nothing is counted. */
function changesByFlags({ node, to }: Edge, changed: number): boolean {
  const given = node.type === 'CallExpression' ? node.arguments : [];
  const flags = given.filter((argument, i) => {
    const value = unwrap(argument);
    return to.params[i] !== undefined && value.type === 'Literal' && typeof value.value !== 'number';
  });
  return flags.length > 0 && flags.length === changed;
}

/** `load(mirror, false)`: once, and something else: a fallback rather than another attempt. */
function goesElsewhere(context: FileContext, { node, to }: Edge): boolean {
  const given = node.type === 'CallExpression' ? node.arguments : [];
  return given.some((argument, i) => {
    const target = to.params[i] && unwrap(withoutDefault(to.params[i]));
    const value = unwrap(argument);
    if (target?.type !== 'Identifier') return false;
    const definition = value.type === 'Identifier' ? context.variable(value)?.defs[0] : undefined;
    // Made here, of whatever was given: new headers, a fresh token.
    if (definition && isInside(definition.node, to)) return false;
    if (value.type === 'Identifier') return !isUndefined(value) && context.variable(value) !== context.variable(target);
    if (value.type === 'MemberExpression') return !memberOfParameter(context, value, to);
    if (value.type === 'Literal') return typeof value.value === 'string' && isAddress(value.value);
    return value.type === 'CallExpression' && isRewritten(context, value, target);
  });
}

function withoutDefault(parameter: Node): Node {
  return parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
}

function isUndefined(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'undefined';
}

function isAddress(text: string): boolean {
  return /^(?:https?:)?\/\/|^\//.test(text);
}

/** `options.url`: a part of what the function was given itself. */
function memberOfParameter(context: FileContext, member: Node, owner: FunctionNode): boolean {
  let at = member;
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  const definition = at.type === 'Identifier' ? context.variable(at)?.defs[0] : undefined;
  return (
    definition !== undefined &&
    isInside(definition.node, owner) &&
    !/fallback|mirror|backup|alternat/i.test(context.text(member))
  );
}

/** `url.replace('eu.', 'us.')`: the address that was given, changed. */
function isRewritten(context: FileContext, call: CallExpression, target: Node): boolean {
  const callee = unwrap(call.callee);
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    context.variable(callee.object) === context.variable(target) &&
    /^(?:replace|replaceAll|concat)$/.test(calleeName(call) ?? '')
  );
}

function stepOf(context: FileContext, argument: Node): RetryDelay | undefined {
  const node = unwrap(argument);
  if (node.type === 'UpdateExpression') return 'linear';
  if (node.type === 'Literal') return node.value === true ? 'linear' : undefined;
  if (node.type === 'Identifier') {
    const variable = context.variable(node);
    const init = variable?.defs[0]?.node;
    if (init?.type === 'VariableDeclarator' && init.init)
      return /^(?:Binary|Conditional)Expression$/.test(init.init.type) ? stepOf(context, init.init) : undefined;
    return variable && changesOf(context, variable, context.file.ast).some((c) => c.kind === 'step')
      ? 'linear'
      : undefined;
  }
  if (node.type === 'ConditionalExpression') return stepOf(context, node.consequent) ?? stepOf(context, node.alternate);
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const [first] = node.arguments;
    return first && node.callee.object.type === 'Identifier' && node.callee.object.name === 'Math'
      ? stepOf(context, first as Node)
      : undefined;
  }
  if (node.type !== 'BinaryExpression') return undefined;
  const sides = [unwrap(node.left as Node), unwrap(node.right)];
  const variable = sides.some(
    (side) => side.type === 'Identifier' || side.type === 'MemberExpression' || side.type === 'LogicalExpression',
  );
  const number = sides.some((side) => typeof context.constant(side) === 'number');
  if (!variable || !number) return undefined;
  if (node.operator === '+' || node.operator === '-') return 'linear';
  return node.operator === '*' ? 'exponential' : undefined;
}

/** Nothing that says what to do comes from the answer: neither a link to follow nor the next page. */
function sameArguments(
  context: FileContext,
  edge: Edge,
  failure: Failure,
  parameters: ReadonlyMap<Variable, RetryDelay>,
  exception: boolean,
): boolean {
  const call = edge.node.type === 'CallExpression' ? edge.node : undefined;
  if (!call) return true;
  if (call.arguments.some((argument) => isItem(context, argument as Node, edge.from))) return false;
  if (failure.leftOver) return true;
  const parametersOf = new Set(edge.from.params.flatMap((param) => declaredBy(context, param)));
  if (failure.test && call.arguments.some((argument) => followsAnswer(context, argument as Node, failure.variables)))
    return false;
  if ([...parameters.values()].some((growth) => growth !== 'constant')) return true;
  return call.arguments.every((argument) => {
    if (counts(context, argument as Node, { region: edge.from, failures: new Set() })) return true;
    const fromAnswer = mentions(context, argument as Node, new Set(failure.variables));
    if (fromAnswer) return false;
    const node = unwrap(argument as Node);
    // Another name for the thing is another thing: `library/${name}`.
    if (node.type === 'TemplateLiteral' && node.expressions.length > 0) return false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression')
      return (
        exception && !someNode(node, (part) => part.type === 'Identifier' && parametersOf.has(context.variable(part)!))
      );
    return true;
  });
}

/** A link to follow, the next page: something in the answer, other than how long to wait. */
function followsAnswer(context: FileContext, argument: Node, answers: readonly Variable[]): boolean {
  const node = unwrap(argument);
  if (node.type === 'Identifier' || node.type === 'Literal') return false;
  return mentions(context, node, new Set(answers)) && !/retry-?after/i.test(context.text(node));
}

/** One of many that the function works through: a child, a link of a page. */
function isItem(context: FileContext, argument: Node, owner: FunctionNode): boolean {
  const node = unwrap(argument);
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0] : undefined;
  if (!definition || !isInside(definition.node, owner)) return false;
  for (let at: Node | undefined = definition.node; at && at !== owner; at = at.parent) {
    if (at.type === 'ForOfStatement') return isInside(definition.node, at.left);
    if (isFunction(at))
      return (
        at.parent?.type === 'CallExpression' &&
        /^(?:map|forEach|flatMap|filter|reduce)$/.test(calleeName(at.parent) ?? '')
      );
  }
  return false;
}
