import { someNode } from '../ast/walk.ts';
import type { Ast, FunctionNode, Node, Variable } from '../ast/types.ts';
import { changesOf, memberChanges } from './changes.ts';
import type { Change } from './changes.ts';
import { isStoredCount } from './storedCount.ts';
import type { FileContext } from '../values/index.ts';
import { isFunction, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { isLoop } from '../ast/flow.ts';
import { returnsOf } from '../ast/functions.ts';
import type { RetryDelay } from '../facts/model.ts';

/** How long a wait is, as a function of the attempts made so far. */
export interface DelayEstimate {
  readonly growth: RetryDelay;
  readonly jitter: boolean;
}

/** What goes round: the code that runs once for each attempt. */
export interface RetryRounds {
  /** A loop, or the function that calls itself. */
  readonly region: Node;
  /** Parameters that a recursive call is given changed, and how they grow. */
  readonly parameters?: ReadonlyMap<Variable, RetryDelay>;
  /** Fields of parameters that it is given stepped: `again({ ...options, attempt: options.attempt + 1 })`. */
  readonly fields?: ReadonlyMap<Variable, ReadonlySet<string>>;
  /** Variables that hold the failure: a caught error, a response. */
  readonly failures: ReadonlySet<Variable>;
}

type Bindings = ReadonlyMap<Variable, DelayEstimate>;

const constant: DelayEstimate = { growth: 'constant', jitter: false };
const linear: DelayEstimate = { growth: 'linear', jitter: false };
const unknown: DelayEstimate = { growth: 'unknown', jitter: false };
const order: readonly RetryDelay[] = ['none', 'unknown', 'constant', 'server', 'linear', 'exponential'];
const serverWords = /retry-?after|rate-?limit-?reset/i;
const MAX_DEPTH = 20;

/** Evaluates the expression of a wait over the rounds of a retry: `2 ** n`, `min(cap, n * 25)`, a helper's body. */
export function estimateDelay(context: FileContext, expression: Node, rounds: RetryRounds): DelayEstimate {
  return new Estimator(rounds).of(context, expression, new Map(), 0);
}

/** The same for an expression inside a helper that is called with `given`. */
export function estimateHelperDelay(
  context: FileContext,
  given: readonly Node[],
  file: FileContext,
  helper: FunctionNode,
  duration: Node,
  rounds: RetryRounds,
): DelayEstimate {
  const estimator = new Estimator(rounds);
  return estimator.of(file, duration, estimator.bind(context, given, new Map(), file, helper, 0), 0);
}

/** The longer-growing of two; jitter in either counts. */
export function largerDelay(a: DelayEstimate, b: DelayEstimate): DelayEstimate {
  const growth = order.indexOf(a.growth) >= order.indexOf(b.growth) ? a.growth : b.growth;
  return { growth, jitter: a.jitter || b.jitter };
}

class Estimator {
  readonly #busy = new Set<Variable>();

  readonly #rounds: RetryRounds;
  constructor(rounds: RetryRounds) {
    this.#rounds = rounds;
  }

  of(context: FileContext, expression: Node, bindings: Bindings, depth: number): DelayEstimate {
    const node = unwrap(expression);
    if (depth > MAX_DEPTH) return unknown;
    const inner = (part: Node): DelayEstimate => this.of(context, part, bindings, depth + 1);
    switch (node.type) {
      case 'Literal':
      case 'TemplateLiteral':
        return constant;
      case 'Identifier':
        return this.#identifier(context, node, bindings, depth);
      case 'BinaryExpression':
        return this.#binary(node, inner);
      case 'UnaryExpression':
      case 'UpdateExpression':
        return inner(node.argument);
      case 'ConditionalExpression':
        return this.#conditional(node, inner);
      case 'LogicalExpression':
        return largerDelay(inner(node.left), inner(node.right));
      case 'AssignmentExpression':
        return node.operator === '*=' || node.operator === '**='
          ? { ...inner(node.right), growth: 'exponential' }
          : inner(node.right);
      case 'MemberExpression':
        return this.#member(context, node, bindings, depth);
      case 'CallExpression':
        return this.#call(context, node, bindings, depth);
      case 'NewExpression':
        return constant;
      case 'ArrayExpression': {
        // What a loop takes one after the other: `for (const wait of [100, 500])`.
        const values = elementsOf(context, node);
        return values ? { growth: growthOf(values), jitter: false } : unknown;
      }
      default:
        return unknown;
    }
  }

  #binary(node: Ast.BinaryExpression, inner: (part: Node) => DelayEstimate): DelayEstimate {
    const left = inner(node.left as Node);
    const right = inner(node.right);
    const jitter = left.jitter || right.jitter;
    const grows = (side: DelayEstimate): boolean => side.growth === 'linear' || side.growth === 'exponential';
    switch (node.operator) {
      case '**':
      case '<<':
        return { growth: grows(left) || grows(right) ? 'exponential' : 'constant', jitter };
      case '*':
        return grows(left) && grows(right) ? { growth: 'exponential', jitter } : largerDelay(left, right);
      case '%':
        return { growth: 'constant', jitter };
      default:
        return largerDelay(left, right);
    }
  }

  #conditional(node: Ast.ConditionalExpression, inner: (part: Node) => DelayEstimate): DelayEstimate {
    const serverSide = someNode(node.test, isServerWord);
    const both = largerDelay(inner(node.consequent), inner(node.alternate));
    return serverSide && both.growth === 'constant' ? { ...both, growth: 'server' } : both;
  }

  #identifier(context: FileContext, node: Ast.Identifier, bindings: Bindings, depth: number): DelayEstimate {
    const variable = context.variable(node);
    if (!variable) return constant;
    const bound = bindings.get(variable);
    if (bound) return bound;
    const passed = this.#rounds.parameters?.get(variable);
    if (passed) return { growth: passed, jitter: false };
    if (this.#rounds.failures.has(variable)) return { growth: 'server', jitter: false };
    if (this.#busy.has(variable)) return constant;
    this.#busy.add(variable);
    try {
      return this.#variable(context, variable, bindings, depth);
    } finally {
      this.#busy.delete(variable);
    }
  }

  #variable(context: FileContext, variable: Variable, bindings: Bindings, depth: number): DelayEstimate {
    const definition = variable.defs[0];
    const changes = this.#isFresh(context, variable)
      ? []
      : changesOf(context, variable, isKept(context, variable) ? context.file.ast : this.#rounds.region);
    let estimate = this.#changed(context, changes, bindings, depth);
    if (definition?.type === 'Variable') {
      const declarator = definition.node as Ast.VariableDeclarator;
      const init = loopElements(declarator) ?? (declarator.init as Node | null);
      if (init && declarator.id.type === 'Identifier') {
        const first = isStoredCount(context, variable.name, init)
          ? linear
          : this.of(context, init, bindings, depth + 1);
        estimate = estimate ? largerDelay(estimate, first) : first;
      } else if (init) {
        const failed = someNode(init, (part) => this.#isFailure(context, part));
        estimate = largerDelay(estimate ?? constant, failed ? { growth: 'server', jitter: false } : constant);
      }
      const later = this.#isFresh(context, variable) ? writesOf(variable) : [];
      for (const value of later)
        estimate = largerDelay(estimate ?? constant, this.of(context, value, bindings, depth + 1));
    }
    if (serverWords.test(variable.name) && (estimate ?? constant).growth === 'constant') {
      return { growth: 'server', jitter: estimate?.jitter ?? false };
    }
    return estimate ?? constant;
  }

  /** Declared again in each round, or in a helper that a round calls. */
  #isFresh(context: FileContext, variable: Variable): boolean {
    const { region } = this.#rounds;
    const { block } = variable.scope;
    if (isKept(context, variable)) return false;
    if (rootOf(region) !== context.file.ast) return true;
    if (region.type === 'Program') return false;
    return !isInside(region, block) || (block === region && !isLoop(region));
  }

  #changed(
    context: FileContext,
    changes: readonly Change[],
    bindings: Bindings,
    depth: number,
  ): DelayEstimate | undefined {
    let estimate: DelayEstimate | undefined;
    for (const change of changes) {
      const own = this.#change(context, change, bindings, depth);
      estimate = estimate ? largerDelay(estimate, own) : own;
    }
    return estimate;
  }

  #change(context: FileContext, change: Change, bindings: Bindings, depth: number): DelayEstimate {
    const value = change.value ? this.of(context, change.value, bindings, depth + 1) : constant;
    if (change.kind === 'grow') return { growth: 'exponential', jitter: value.jitter };
    if (change.kind === 'step') return { growth: 'linear', jitter: value.jitter };
    return value;
  }

  #member(context: FileContext, node: Ast.MemberExpression, bindings: Bindings, depth: number): DelayEstimate {
    const name = memberName(node);
    if (someNode(node, isServerWord)) return { growth: 'server', jitter: false };
    if (node.computed && name === undefined) return this.#indexed(context, node, bindings, depth);
    if (someNode(node.object, (part) => this.#isFailure(context, part))) return { growth: 'server', jitter: false };
    const changed = this.#changed(context, memberChanges(context, node, context.file.ast), bindings, depth);
    if (changed) return changed;
    const known = context.value(node);
    if (known.kind === 'literal') return constant;
    const options = context.options(node.object).get(name ?? '');
    if (options.state === 'present') return this.of(options.file, options.node, bindings, depth + 1);
    return constant;
  }

  /** `delays[attempt]`: the elements say how it grows. */
  #indexed(context: FileContext, node: Ast.MemberExpression, bindings: Bindings, depth: number): DelayEstimate {
    const index = this.of(context, node.property as Node, bindings, depth + 1);
    if (index.growth === 'constant') return constant;
    const values = elementsOf(context, node.object);
    return values ? { growth: growthOf(values), jitter: false } : unknown;
  }

  #call(context: FileContext, node: Ast.CallExpression, bindings: Bindings, depth: number): DelayEstimate {
    const parts = node.arguments.map((argument) => this.of(context, argument as Node, bindings, depth + 1));
    const all = parts.reduce(largerDelay, constant);
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression') {
      const name = memberName(callee);
      const object = callee.object.type === 'Identifier' ? callee.object.name : '';
      if (object === 'Math') return mathCall(name, parts, all);
      if (name !== undefined && /^(?:randomInt|getRandomValues|randomBytes)$/.test(name))
        return { growth: 'constant', jitter: true };
      if (object === 'Date' || object === 'performance') return constant;
    } else if (
      callee.type === 'Identifier' &&
      /^(?:Number|parseInt|parseFloat|BigInt)$/.test(callee.name) &&
      !context.variable(callee)
    ) {
      return all;
    }
    if (someNode(node, isServerWord)) return all.growth === 'constant' ? { growth: 'server', jitter: all.jitter } : all;
    const known = context.value(callee);
    if (known.kind === 'function') {
      const bound = this.bind(context, node.arguments as Node[], bindings, known.file, known.node, depth);
      return this.#helper(known.file, known.node, bound, depth);
    }
    if (node.arguments.some((argument) => someNode(argument as Node, (part) => this.#isFailure(context, part)))) {
      return { growth: 'server', jitter: all.jitter };
    }
    // Some function of values that do not change gives a value that does not change.
    return { growth: parts.length > 0 && all.growth === 'constant' ? 'constant' : 'unknown', jitter: all.jitter };
  }

  /** What the parameters of a helper stand for in one call of it. */
  bind(
    context: FileContext,
    given: readonly Node[],
    bindings: Bindings,
    file: FileContext,
    helper: FunctionNode,
    depth: number,
  ): Bindings {
    const bound = new Map<Variable, DelayEstimate>();
    for (const [i, parameter] of helper.params.entries()) {
      const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      const argument = given[i] ? unwrap(given[i]) : undefined;
      if (target.type === 'Identifier') {
        const variable = file.variable(target);
        if (variable) bound.set(variable, argument ? this.of(context, argument, bindings, depth + 1) : constant);
      } else if (target.type === 'ObjectPattern' && argument?.type === 'ObjectExpression') {
        for (const property of argument.properties) {
          if (property.type !== 'Property') continue;
          const name = keyName(property.key, property.computed);
          const own = target.properties.find((p) => p.type === 'Property' && keyName(p.key, p.computed) === name);
          const [variable] = own?.type === 'Property' ? declaredBy(file, own.value) : [];
          if (variable) bound.set(variable, this.of(context, property.value, bindings, depth + 1));
        }
      }
    }
    return bound;
  }

  #helper(file: FileContext, node: FunctionNode, bindings: Bindings, depth: number): DelayEstimate {
    const values = returnsOf(node).map((value) => this.of(file, value, bindings, depth + 1));
    const grown = values.reduce(largerDelay, constant);
    const server = grown.growth === 'constant' && someNode(node, isServerWord);
    const later = someNode(node.body, isRandom) && !grown.jitter;
    return { growth: server ? 'server' : grown.growth, jitter: grown.jitter || later };
  }

  #isFailure(context: FileContext, node: Node): boolean {
    if (node.type !== 'Identifier') return false;
    const variable = context.variable(node);
    return variable !== undefined && this.#rounds.failures.has(variable);
  }
}

/** It belongs to the module and lives as long: a count that is kept there goes on from round to round. */
function isKept(context: FileContext, variable: Variable): boolean {
  return variable.scope.block === context.file.ast;
}

function mathCall(name: string | undefined, parts: readonly DelayEstimate[], all: DelayEstimate): DelayEstimate {
  if (name === 'random') return { growth: 'constant', jitter: true };
  if (name === 'pow' || name === 'exp') {
    const grows = parts.some((part) => part.growth === 'linear' || part.growth === 'exponential');
    return { growth: grows ? 'exponential' : 'constant', jitter: all.jitter };
  }
  return all;
}

function isServerWord(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string' && serverWords.test(node.value);
  return (node.type === 'Identifier' || node.type === 'PrivateIdentifier') && serverWords.test(node.name);
}

function isRandom(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return object.type === 'Identifier' && object.name === 'Math' && memberName(node.callee) === 'random';
}

/** `for (const delay of [100, 200])`: the collection. */
function loopElements(declarator: Node): Node | undefined {
  const loop = declarator.parent?.parent;
  return loop?.type === 'ForOfStatement' && loop.left === declarator.parent ? loop.right : undefined;
}

/** Values given to a variable after its declaration. */
function writesOf(variable: Variable): readonly Node[] {
  const found: Node[] = [];
  for (const reference of variable.references) {
    const parent = reference.identifier.parent;
    if (reference.isWrite() && parent?.type === 'AssignmentExpression' && reference.writeExpr)
      found.push(reference.writeExpr);
  }
  return found;
}

function elementsOf(context: FileContext, expression: Node): readonly number[] | undefined {
  let node = unwrap(expression);
  if (node.type === 'Identifier') {
    const definition = context.variable(node)?.defs[0]?.node;
    if (definition?.type === 'VariableDeclarator' && definition.init) node = unwrap(definition.init);
  }
  if (node.type !== 'ArrayExpression') return undefined;
  const values = node.elements.map((element) => (element ? context.constant(element as Node) : undefined));
  return values.every((value) => typeof value === 'number') ? (values as number[]) : undefined;
}

/** Steps that are all alike are linear, steps that grow are exponential. */
function growthOf(values: readonly number[]): RetryDelay {
  if (values.length < 2 || values.every((value) => value === values[0])) return 'constant';
  const ratio = values[1]! / Math.max(values[0]!, 1);
  if (values.length === 2) return ratio > 2 ? 'exponential' : ratio > 1 ? 'linear' : 'constant';
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  return steps.every((step) => step === steps[0]) ? 'linear' : 'exponential';
}

function rootOf(node: Node): Node {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}

/** The variables that a pattern or parameter declares. */
export function declaredBy(context: FileContext, pattern: Node | null | undefined): readonly Variable[] {
  const found: Variable[] = [];
  if (!pattern) return found;
  if (isFunction(pattern)) return found;
  someNode(pattern, (node) => {
    const variable = node.type === 'Identifier' ? context.variable(node) : undefined;
    if (variable?.identifiers.includes(node)) found.push(variable);
    return false;
  });
  return found;
}
