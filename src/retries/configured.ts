import { entryFor } from '../knowledge/versions.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import { keyName, rangeOf, unwrap } from '../ast/nodes.ts';
import { argumentsAt, findRequest, readAll } from '../values/index.ts';
import type { FileContext, FoundRequest, OptionsView } from '../values/index.ts';
import type { Retry } from '../facts/model.ts';
import { alwaysTrue, attemptsOf, delayOf, first, jitterOf, letsOpenFailuresThrough } from './settings.ts';

/** Retries that code asks a client for: a `retry` among the options of a request, a lock that is asked for again, jobs with attempts. */
export function configuredRetries(context: FileContext, test: boolean): readonly Retry[] {
  const found: Retry[] = [];
  for (const call of context.index.calls) {
    const request = findRequest(context, call);
    const retry = request ? requestRetry(context, call, request, test) : undefined;
    if (retry) found.push(retry);
  }
  for (const retry of jobRetries(context, test)) found.push(retry);
  return found;
}

/** Clients whose retries are written beside a request; an SDK's are a figure among many. */
const httpClients = new Set(['axios', 'fetch', 'got', 'ky', 'ofetch']);

function requestRetry(
  context: FileContext,
  call: CallExpression,
  { client, request, chain }: FoundRequest,
  test: boolean,
): Retry | undefined {
  const settings = client.library.retryOptions;
  if (!settings || (request.repeats !== true && !httpClients.has(client.library.api))) return undefined;
  const own = argumentsAt(call.arguments as readonly Node[], request.options);
  const given = own.map((argument) => context.options(argument));
  const written = readAll(given);
  const made: OptionsView[] = [];
  for (let at = client.creation; at; at = at.base)
    made.push(...[...at.options].reverse().map((node) => at!.file.options(node)));
  const asked = [...(settings.attempts ?? []), ...(settings.delayFunction ?? []), ...(settings.filter ?? [])];
  if (request.repeats !== true && first(written, asked)?.state !== 'present') return undefined;
  const figures = figuresOf(client.library.defaults ?? [], client.version);
  if (!figures) return undefined;
  const options = readAll([...given, ...made]);
  const attempts = attemptsOf(context, figures, settings, options, []);
  if (attempts.value !== undefined && attempts.value !== null && attempts.value <= 1) return undefined;
  const delay = delayOf(figures, settings, options);
  const filter = first(options, settings.filter);
  return {
    kind: 'retry',
    range: rangeOf(chain),
    head: rangeOf(call.callee),
    form: `library:${client.library.name}`,
    delay: delay.growth,
    jitter: jitterOf(figures, settings, options) || delay.jitter,
    bounded: attempts.bounded,
    errors: filter?.state === 'present' ? (alwaysTrue(filter) ? 'all' : 'selective') : figures.errors,
    ...(letsOpenFailuresThrough(filter) ? { openFailures: true } : {}),
    network: true,
    ...(typeof attempts.value === 'number' && Number.isFinite(attempts.value) ? { attempts: attempts.value } : {}),
    calls: [],
    test,
  };
}

function figuresOf(
  defaults: NonNullable<FoundRequest['client']['library']['defaults']>,
  version: string | undefined,
): RetryFigures | undefined {
  return entryFor(
    defaults.filter(({ retry }) => retry),
    version,
  )?.retry;
}

const queues = new Set(['bullmq', 'bull']);

/** Jobs that a queue runs again: `add(name, data, { attempts: 5 })`, and `defaultJobOptions`, wherever they are written. */
function jobRetries(context: FileContext, test: boolean): readonly Retry[] {
  const found: Retry[] = [];
  for (const call of context.index.calls) {
    const value = context.value(unwrap(call.callee));
    if (value.kind !== 'client' || !queues.has(value.library.name)) continue;
    const role = value.type.call?.queue;
    if (role?.operation !== 'add') continue;
    const options = readAll(
      argumentsAt(call.arguments as readonly Node[], role.options).map((o) => context.options(o)),
    );
    const retry = jobRetry(call, call.callee, options, test);
    if (retry) found.push(retry);
  }
  if (!context.file.text.includes('defaultJobOptions')) return found;
  walk(context.file.ast, (node) => {
    if (node.type !== 'Property' || keyName(node.key, node.computed) !== 'defaultJobOptions') return;
    const retry = jobRetry(node, node.key, context.options(node.value as Node), test);
    if (retry) found.push(retry);
  });
  return found;
}

function jobRetry(
  node: CallExpression | Ast.Property,
  head: Node,
  options: OptionsView,
  test: boolean,
): Retry | undefined {
  const attempts = options.get('attempts');
  if (attempts.state !== 'present' || (typeof attempts.constant === 'number' && attempts.constant <= 1))
    return undefined;
  const kind = options.get('backoff.type');
  const backoff = options.get('backoff');
  const waits = backoff.state === 'present' && backoff.constant !== 0;
  const growth = kind.state === 'present' && kind.constant === 'exponential' ? 'exponential' : 'constant';
  const custom = kind.state === 'present' && kind.constant !== 'exponential' && kind.constant !== 'fixed';
  const jitter = options.get('backoff.jitter');
  return {
    kind: 'retry',
    range: rangeOf(node),
    head: rangeOf(head),
    form: 'library:bullmq',
    delay: backoff.state === 'maybe' || custom ? 'unknown' : waits ? growth : 'none',
    jitter: jitter.state === 'present' && jitter.constant !== 0,
    bounded: true,
    errors: 'all',
    // What a job does is another file's; that it fails for good is the queue's matter.
    network: 'unknown',
    ...(typeof attempts.constant === 'number' ? { attempts: attempts.constant } : {}),
    calls: [],
    test,
  };
}
