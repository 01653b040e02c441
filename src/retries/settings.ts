import type { Constant, RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import type { FileContext, OptionValue, OptionsView } from '../values/index.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { returnsOf } from '../ast/functions.ts';
import { declaredBy, estimateDelay, largerDelay } from '../backoff/delay.ts';
import type { RetryDelay } from '../facts/model.ts';
import { acceptsOpenFailures } from '../answers/serverErrors.ts';
import { importSource } from '../backoff/sleeps.ts';

/** How often it is tried in all, as options and defaults say. */
export interface Attempts {
  readonly value?: number | null;
  readonly bounded: boolean | 'unknown';
  readonly byDefault: boolean;
}

export function attemptsOf(
  context: FileContext,
  figures: RetryFigures,
  settings: RetryOptions | undefined,
  options: OptionsView,
  own: readonly Node[],
): Attempts {
  const given = first(options, settings?.attempts);
  const bare = settings?.bareNumber
    ? own.map((argument) => context.constant(argument)).find((value) => typeof value === 'number')
    : undefined;
  const value = given?.state === 'present' ? given.constant : bare;
  if (value !== undefined && settings?.off?.includes(value as Constant))
    return { value: 1, bounded: true, byDefault: false };
  const deadline = first(options, settings?.deadline)?.state === 'present';
  const endless = first(options, settings?.endless);
  if (endless?.state === 'present' && endless.constant !== false && !deadline)
    return { bounded: 'unknown', byDefault: false };
  if (value !== undefined && settings?.unlimited?.includes(value as Constant))
    return { value: null, bounded: deadline, byDefault: false };
  if (typeof value === 'number') {
    const total = settings?.countsAs === 'retries' ? value + 1 : value;
    return { value: total, bounded: deadline || Number.isFinite(total), byDefault: false };
  }
  if (given?.state === 'present' && given.constant !== 'undefined') return { bounded: true, byDefault: false };
  // Options that come from elsewhere may or may not set it: the default is what is known.
  const bounded = figures.attempts !== null || deadline;
  const maybe = given?.state === 'maybe' || (settings?.bareNumber === true && own.length > 0);
  return {
    ...(maybe ? {} : { value: figures.attempts }),
    bounded: maybe && !bounded ? 'unknown' : bounded,
    byDefault: !maybe,
  };
}

export function first(options: OptionsView, paths: readonly string[] | undefined): OptionValue | undefined {
  let maybe: OptionValue | undefined;
  for (const path of paths ?? []) {
    const value = options.get(path);
    if (value.state === 'present') return value;
    if (value.state === 'maybe') maybe ??= value;
  }
  return maybe;
}

export function delayOf(
  figures: RetryFigures,
  settings: RetryOptions | undefined,
  options: OptionsView,
): { growth: RetryDelay; jitter: boolean } {
  const kinds = settings?.delayKinds;
  const chosen = kinds ? options.get(kinds.option) : undefined;
  if (kinds && chosen?.state === 'present') {
    const word = wordOf(chosen);
    const growth = word === undefined ? undefined : kinds.kinds[word];
    if (growth) return { growth, jitter: false };
  }
  const computed = first(options, settings?.delayFunction);
  if (computed?.state === 'present') {
    if (typeof computed.constant === 'number')
      return { growth: computed.constant === 0 ? 'none' : 'constant', jitter: false };
    const callback = functionAt(computed.file, computed.node);
    if (callback) return delayOfFunction(callback.file, callback.node);
  }
  const factor = first(options, settings?.factor);
  if (factor?.state === 'present' && factor.constant === 1) return { growth: 'constant', jitter: false };
  const base = first(options, settings?.baseDelay);
  if (base?.state === 'present' && base.constant === 0) return { growth: 'none', jitter: false };
  if (figures.delay === 'none' && base?.state === 'present') return { growth: 'constant', jitter: false };
  return { growth: figures.delay, jitter: false };
}

/** The function that an option is: written in place, by its name, or what a helper gives back. */
function functionAt(
  file: FileContext,
  node: Node,
): { readonly node: FunctionNode; readonly file: FileContext } | undefined {
  const plain = unwrap(node);
  if (isFunction(plain)) return { node: plain, file };
  const value = file.value(plain);
  return value.kind === 'function' ? value : undefined;
}

/** A delay that is a function of the attempt's number: the number is what grows. */
function delayOfFunction(file: FileContext, callback: FunctionNode): { growth: RetryDelay; jitter: boolean } {
  // rxjs gives the failure first.
  const [parameter] = callback.params.slice(isFailure(callback.params[0]) && callback.params.length > 1 ? 1 : 0);
  const counters =
    parameter?.type === 'ObjectPattern'
      ? declaredBy(file, parameter).filter(({ name }) => /attempt|retr|count/i.test(name))
      : declaredBy(file, parameter).slice(0, 1);
  const parameters = new Map(counters.map((counter) => [counter, 'linear' as const]));
  const rounds = { region: callback, parameters, failures: new Set<Variable>() };
  const returned = returnsOf(callback).filter((value) => typeof file.constant(value) !== 'boolean');
  if (returned.length === 0) return { growth: 'unknown', jitter: false };
  return returned.map((value) => estimateDelay(file, timed(value), rounds)).reduce(largerDelay);
}

function isFailure(parameter: Node | undefined): boolean {
  return parameter?.type === 'Identifier' && /^_?(?:e|err|error|_)$|[eE]rror$/.test(parameter.name);
}

/** `timer(500 * n)` of rxjs waits as long as it is told. */
function timed(value: Node): Node {
  const plain = unwrap(value);
  const [duration] = plain.type === 'CallExpression' && isIdentifier(plain.callee, 'timer') ? plain.arguments : [];
  return duration ?? value;
}

/** A word, the class of `new ExponentialBackoff()`, the name of `axiosRetry.exponentialDelay`. */
function wordOf(value: OptionValue & { readonly state: 'present' }): string | undefined {
  if (typeof value.constant === 'string') return value.constant;
  const plain = unwrap(value.node);
  if (plain.type === 'CallExpression') return nameOf(value.file, plain.callee);
  if (plain.type !== 'NewExpression') return nameOf(value.file, plain);
  const known = value.file.value(plain.callee);
  return known.kind === 'client' ? known.typeName : nameOf(value.file, plain.callee);
}

function nameOf(file: FileContext, node: Node): string | undefined {
  const plain = unwrap(node);
  if (plain.type === 'MemberExpression') return memberName(plain);
  if (plain.type !== 'Identifier') return undefined;
  return importSource(file, plain)?.name ?? plain.name;
}

export function jitterOf(figures: RetryFigures, settings: RetryOptions | undefined, options: OptionsView): boolean {
  const given = settings?.jitter ? options.get(settings.jitter.option) : undefined;
  const computed = first(options, settings?.delayFunction)?.state === 'present';
  if (given?.state !== 'present') return figures.jitter && !computed;
  const word = given.constant ?? wordOf(given);
  return word !== undefined && settings!.jitter!.on.includes(word as Constant);
}

/** A filter that lets everything through: `() => true`. */
export function alwaysTrue(value: OptionValue & { readonly state: 'present' }): boolean {
  const filter = functionAt(value.file, value.node);
  const answers = filter ? returnsOf(filter.node) : [];
  return filter !== undefined && answers.length > 0 && answers.every((answer) => filter.file.constant(answer) === true);
}

/** A filter that looks at the failure and lets those through whose outcome is open: `(e) => e.response.status >= 500`. */
export function letsOpenFailuresThrough(value: OptionValue | undefined): boolean {
  if (value?.state !== 'present') return false;
  const filter = functionAt(value.file, value.node);
  return filter !== undefined && !alwaysTrue(value) && acceptsOpenFailures(filter.file, filter.node);
}
