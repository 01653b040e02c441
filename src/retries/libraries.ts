import { walk } from '../ast/walk.ts';
import { typeOf } from '../knowledge/lookup.ts';
import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { Wraps } from '../knowledge/roles.ts';
import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { argumentsAt, readAll } from '../values/index.ts';
import type { ClientValue, Creation, FileContext, OptionsView } from '../values/index.ts';
import { isFunction, rangeOf, unwrap } from '../ast/nodes.ts';
import type { Retry } from '../facts/model.ts';
import { callbackReach, networkOf, reachOf } from './network.ts';
import type { Reach } from './network.ts';
import { alwaysTrue, attemptsOf, delayOf, first, jitterOf, letsOpenFailuresThrough } from './settings.ts';
import { importSource } from '../backoff/sleeps.ts';

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
  const delay = delayOf(figures, settings, options);
  const run = argumentsAt(node.arguments as readonly Node[], wraps.arguments).map((argument) => unwrap(argument));
  const network = wraps.remote ? 'network' : reachOfRun(context, node, run, requests);
  return {
    kind: 'retry',
    range: rangeOf(node),
    head: rangeOf(node.callee),
    form: `library:${value.library.name}`,
    delay: delay.growth,
    jitter: jitterOf(figures, settings, options) || delay.jitter,
    bounded: attempts.bounded,
    errors: errorsOf(context, figures, settings, options, run),
    ...(letsOpenFailuresThrough(first(options, settings?.filter)) ? { openFailures: true } : {}),
    network: networkOf(network, delay.growth !== 'none'),
    ...(typeof attempts.value === 'number' && Number.isFinite(attempts.value) ? { attempts: attempts.value } : {}),
    ...(figures.why !== undefined && attempts.byDefault ? { reason: figures.why } : {}),
    calls: [],
    test,
  };
}

/** A filter among the options, or a function that gives up for some errors: `bail(err)`, `throw new AbortError()`. */
function errorsOf(
  context: FileContext,
  figures: RetryFigures,
  settings: RetryOptions | undefined,
  options: OptionsView,
  run: readonly Node[],
): Retry['errors'] {
  const filter = first(options, settings?.filter);
  if (filter?.state === 'present') return alwaysTrue(filter) ? 'all' : 'selective';
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
    // `async.retry({ times: 5 }, task)`: the options come first, and run nothing.
    if (run.length > 1 && /^(?:ObjectExpression|Literal)$/.test(callback.type)) continue;
    const reach = callbackReach(context, callback, requests);
    if (reach !== 'nothing') return reach;
  }
  // An operator of a pipe works on what the pipe is put on.
  const pipe = node.parent;
  if (pipe?.type === 'CallExpression' && pipe.callee.type === 'MemberExpression')
    return reachOf(context, [pipe], requests);
  return run.length === 0 ? 'unknown' : 'nothing';
}
