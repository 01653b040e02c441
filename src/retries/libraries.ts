import { walk } from '../ast/walk.ts';
import { typeOf } from '../knowledge/lookup.ts';
import type { Constant, RetryFigures, RetryOptions, Wraps } from '../knowledge/schema.ts';
import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { argumentsAt, readAll } from '../values/index.ts';
import type { ClientValue, Creation, FileContext, OptionValue, OptionsView } from '../values/index.ts';
import { isFunction, rangeOf, unwrap } from '../ast/nodes.ts';
import { estimateDelay } from './delay.ts';
import type { Retry, RetryDelay } from '../facts/model.ts';
import { callbackReach, networkOf, reachOf } from './network.ts';
import type { Reach } from './network.ts';
import { importSource } from './sleeps.ts';

/** Retries that a library makes: `pRetry(fn, options)`, `policy.execute(fn)`, `source.pipe(retry(3))`. */
export function libraryRetries(context: FileContext, requests: ReadonlySet<Node>, test: boolean): readonly Retry[] {
  const found: Retry[] = [];
  for (const node of [...context.index.calls, ...context.index.news]) {
    const own = context.value(unwrap(node.callee));
    const value = own.kind === 'client' ? own : vendoredClient(context, node.callee);
    if (!value) continue;
    const member = node.type === 'NewExpression' ? value.type.new : value.type.call;
    const wraps = member?.wraps;
    if (!wraps) continue;
    for (const policy of retryPolicies(wraps, value)) {
      const retry = libraryRetry(context, node, policy, requests, test);
      if (retry) found.push(retry);
    }
  }
  return found;
}

/** A copy of a known library in the project: a local import whose path names the package. */
function vendoredClient(context: FileContext, callee: Node): ClientValue | undefined {
  const source = callee.type === 'Identifier' ? importSource(context, callee) : undefined;
  if (!source?.module.startsWith('.')) return undefined;
  const names = source.module.split('/').map((part) => part.replace(/\.[cm]?[jt]s$/, ''));
  for (const name of names) {
    const library = context.knowledge.byName(name);
    const ref = library?.exports[source.name] ?? library?.exports['default'];
    const type = library && ref !== undefined ? typeOf(library, ref) : undefined;
    if (library && type?.call?.wraps?.role === 'retry') {
      return { kind: 'client', library, type, typeName: source.name, origin: 'import' };
    }
  }
  return undefined;
}

interface RetryPolicy {
  readonly wraps: Wraps;
  readonly shape: ClientValue;
  readonly made: readonly Creation[];
}

/** The retry that a call applies: its own, or one of the policies that were put together. */
function retryPolicies(wraps: Wraps, value: ClientValue): readonly RetryPolicy[] {
  if (wraps.role === 'retry') return [{ wraps, shape: value, made: chainOf(value.creation) }];
  if (!wraps.composed || !value.creation || value.creation.node.type !== 'CallExpression') return [];
  const { file, node: composition } = value.creation;
  return composition.arguments.flatMap((argument) => {
    const part = file.value(argument as Node);
    if (part.kind !== 'client' || part.type.policy !== 'retry') return [];
    const own = Object.values(part.type.members ?? {}).find((member) => member.wraps?.role === 'retry')?.wraps;
    return own ? [{ wraps: own, shape: part, made: chainOf(part.creation) }] : [];
  });
}

function chainOf(made: Creation | undefined): readonly Creation[] {
  const found: Creation[] = [];
  for (let at = made; at; at = at.base) found.push(at);
  return found;
}

function libraryRetry(
  context: FileContext,
  node: CallExpression | NewExpression,
  { wraps, shape: value, made }: RetryPolicy,
  requests: ReadonlySet<Node>,
  test: boolean,
): Retry | undefined {
  const figures = wraps.retry;
  if (!figures) return undefined;
  const own = argumentsAt(node.arguments as readonly Node[], wraps.options);
  const views = [
    ...own.map((argument) => context.options(argument)),
    ...made.flatMap((one) => [...one.options].reverse().map((options) => one.file.options(options))),
  ];
  const options = readAll(views);
  const settings = wraps.retryOptions;
  const attempts = attemptsOf(context, figures, settings, options, own);
  if (attempts.value === 1) return undefined;
  const delay = delayOf(context, figures, settings, options);
  const run = argumentsAt(node.arguments as readonly Node[], wraps.arguments).map((argument) => unwrap(argument));
  const network = reachOfRun(context, node, run, requests);
  return {
    kind: 'retry',
    range: rangeOf(node),
    head: rangeOf(node.callee),
    form: `library:${value.library.name}`,
    delay: delay.growth,
    jitter: jitterOf(figures, settings, options) || delay.jitter,
    bounded: attempts.bounded,
    errors: errorsOf(context, figures, settings, options, run),
    network: networkOf(network, delay.growth !== 'none'),
    ...(typeof attempts.value === 'number' && Number.isFinite(attempts.value) ? { attempts: attempts.value } : {}),
    ...(figures.why !== undefined && attempts.byDefault ? { reason: figures.why } : {}),
    calls: [],
    test,
  };
}

interface Attempts {
  readonly value?: number | null;
  readonly bounded: boolean | 'unknown';
  readonly byDefault: boolean;
}

function attemptsOf(
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

function first(options: OptionsView, paths: readonly string[] | undefined): OptionValue | undefined {
  let maybe: OptionValue | undefined;
  for (const path of paths ?? []) {
    const value = options.get(path);
    if (value.state === 'present') return value;
    if (value.state === 'maybe') maybe ??= value;
  }
  return maybe;
}

function delayOf(
  context: FileContext,
  figures: RetryFigures,
  settings: RetryOptions | undefined,
  options: OptionsView,
): { growth: RetryDelay; jitter: boolean } {
  const computed = first(options, settings?.delayFunction);
  if (computed?.state === 'present') {
    if (typeof computed.constant === 'number')
      return { growth: computed.constant === 0 ? 'none' : 'constant', jitter: false };
    const callback = unwrap(computed.node);
    if (isFunction(callback)) return delayOfFunction(computed.file, callback);
  }
  const kinds = settings?.delayKinds;
  const chosen = kinds ? options.get(kinds.option) : undefined;
  if (kinds && chosen?.state === 'present') {
    const word = typeof chosen.constant === 'string' ? chosen.constant : creatingFunction(context, chosen.node);
    const growth = word === undefined ? undefined : kinds.kinds[word];
    if (growth) return { growth, jitter: false };
  }
  const factor = first(options, settings?.factor);
  if (factor?.state === 'present' && factor.constant === 1) return { growth: 'constant', jitter: false };
  const base = first(options, settings?.baseDelay);
  if (base?.state === 'present' && base.constant === 0) return { growth: 'none', jitter: false };
  if (figures.delay === 'none' && base?.state === 'present') return { growth: 'constant', jitter: false };
  return { growth: figures.delay, jitter: false };
}

/** A delay that is a function of the attempt's number: the number is what grows. */
function delayOfFunction(
  file: FileContext,
  callback: Node & { params?: unknown },
): { growth: RetryDelay; jitter: boolean } {
  if (!isFunction(callback) || !callback.body) return { growth: 'unknown', jitter: false };
  const [counter] = callback.params.flatMap((param) => (param.type === 'Identifier' ? [file.variable(param)] : []));
  const parameters = new Map(counter ? [[counter, 'linear' as const]] : []);
  const returned = callback.body.type === 'BlockStatement' ? undefined : callback.body;
  if (returned) return estimateDelay(file, returned, { region: callback, parameters, failures: new Set() });
  let found: { growth: RetryDelay; jitter: boolean } = { growth: 'unknown', jitter: false };
  walk(callback.body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument)
      found = estimateDelay(file, node.argument, { region: callback, parameters, failures: new Set() });
    return undefined;
  });
  return found;
}

/** The class of `new ExponentialBackoff()`. */
function creatingFunction(context: FileContext, node: Node): string | undefined {
  const plain = unwrap(node);
  if (plain.type !== 'NewExpression') return undefined;
  const value = context.value(plain.callee);
  return value.kind === 'client' ? value.typeName : plain.callee.type === 'Identifier' ? plain.callee.name : undefined;
}

function jitterOf(figures: RetryFigures, settings: RetryOptions | undefined, options: OptionsView): boolean {
  const given = settings?.jitter ? options.get(settings.jitter.option) : undefined;
  if (given?.state !== 'present') return figures.jitter;
  return given.constant !== undefined && settings!.jitter!.on.includes(given.constant as Constant);
}

/** A filter among the options, or a function that gives up for some errors: `bail(err)`, `throw new AbortError()`. */
function errorsOf(
  context: FileContext,
  figures: RetryFigures,
  settings: RetryOptions | undefined,
  options: OptionsView,
  run: readonly Node[],
): Retry['errors'] {
  if (first(options, settings?.filter)?.state === 'present') return 'selective';
  return run.some((callback) => isFunction(callback) && givesUp(context, callback)) ? 'selective' : figures.errors;
}

function givesUp(context: FileContext, callback: Node): boolean {
  if (!isFunction(callback)) return false;
  const bail = callback.params[0]?.type === 'Identifier' ? context.variable(callback.params[0]) : undefined;
  let found = false;
  walk(callback.body, (node) => {
    if (node.type === 'ThrowStatement' && node.argument.type === 'NewExpression') {
      const { callee } = node.argument;
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression'
            ? context.text(callee.property)
            : '';
      if (/^(?:AbortError|Bail|UnrecoverableError|NonRetr\w+)$/.test(name)) found = true;
    }
    if (
      bail &&
      node.type === 'CallExpression' &&
      node.callee.type === 'Identifier' &&
      context.variable(node.callee) === bail
    )
      found = true;
    return !found;
  });
  return found;
}

function reachOfRun(context: FileContext, node: Node, run: readonly Node[], requests: ReadonlySet<Node>): Reach {
  for (const callback of run) {
    const reach = callbackReach(context, callback, requests);
    if (reach !== 'nothing') return reach;
  }
  // An operator of a pipe works on what the pipe is put on.
  const pipe = node.parent;
  if (pipe?.type === 'CallExpression' && pipe.callee.type === 'MemberExpression')
    return reachOf(context, [pipe], requests);
  return run.length === 0 ? 'unknown' : 'nothing';
}
