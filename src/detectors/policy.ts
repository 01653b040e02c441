import { entryFor } from '../knowledge/versions.ts';
import type { RetryFigures, RetryOptions } from '../knowledge/retryFigures.ts';
import type { FileContext, FoundRequest, OptionsView } from '../values/index.ts';
import { rangeOf } from '../ast/nodes.ts';
import type { PolicyState, RetryRef } from '../facts/model.ts';
import type { Range } from '../text/range.ts';
import { chainedAttempts } from './chainEffects.ts';
import { isUnseen, madeOptions } from './timeout.ts';
import { attachedRetries, referTo } from './layers.ts';
import type { RetryLayer } from './layers.ts';
import type { Wrapping } from './wrapping.ts';

/** Retries and breakers that a library brings or that wrap a call; loops around it are found elsewhere. */
export function libraryPolicy(
  context: FileContext,
  found: FoundRequest,
  options: OptionsView,
  wrappings: readonly Wrapping[],
  method: string | undefined,
): { readonly policy: PolicyState; readonly layers: readonly RetryLayer[] } {
  const layers: RetryLayer[] = [];
  const attempts = defaultAttempts(context, found, options, method);
  if (attempts !== undefined && attempts !== 'unknown' && attempts > 1) {
    layers.push({
      ref: {
        form: 'default',
        ...(Number.isFinite(attempts) ? { attempts } : {}),
        description: `${found.client.library.name} tries ${Number.isFinite(attempts) ? `up to ${attempts} times` : 'without end'}`,
      },
    });
  }
  const stated = found.request.policy;
  if (stated === 'retry' || stated === 'both')
    layers.push({ ref: { form: 'default', description: `${found.client.typeName} retries by itself` } });
  for (const retry of attachedRetries(context, found)) layers.push({ ref: referTo(context, retry.file, retry.retry) });
  for (const wrapping of wrappings) {
    if (wrapping.role !== 'retry') continue;
    const ref: RetryRef = wrapping.retry
      ? referTo(context, wrapping.file, wrapping.retry)
      : {
          form: `library:${wrapping.shape!.library.name}`,
          description: `${wrapping.shape!.library.name} retries it`,
        };
    // A function that comes round by two ways is in the same retry by both.
    const isKnown = layers.some(({ ref: other }) => other.file === ref.file && isSame(other.range, ref.range));
    if (wrapping.retry?.attempts !== 1 && !isKnown) layers.push({ ref, place: rangeOf(wrapping.place) });
  }
  const breaker = stated === 'breaker' || stated === 'both' || wrappings.some(({ role }) => role === 'breaker');
  const retry = layers.length > 0;
  if (attempts === 'unknown' && !retry) return { policy: breaker ? 'breaker' : 'unknown', layers };
  return { policy: retry && breaker ? 'both' : retry ? 'retry' : breaker ? 'breaker' : 'none', layers };
}

/** Attempts in all that the library makes of itself. */
function defaultAttempts(
  context: FileContext,
  found: FoundRequest,
  options: OptionsView,
  method: string | undefined,
): number | 'unknown' | undefined {
  const { request, client: value } = found;
  const chained = chainedAttempts(context, found);
  if (chained !== undefined) return chained;
  if (request.retry === false) return 1;
  const set = attemptsFromOptions(found, options, method);
  if (set !== undefined) return set;
  if (isUnseen(value) && value.library.retryOptions) return 'unknown';
  const entries = (value.library.defaults ?? []).filter((entry) => entry.retry);
  const connect = request.phase === 'connect';
  const pick = (entry: (typeof entries)[number] | undefined): RetryFigures | undefined =>
    connect ? (entry?.connectRetry ?? entry?.retry) : entry?.retry;
  const attemptsOf = (entry: (typeof entries)[number] | undefined): number =>
    pick(entry)?.attempts ?? (pick(entry) ? Infinity : 1);
  if (value.version === undefined && new Set(entries.map((entry) => attemptsOf(entry) > 1)).size > 1) return 'unknown';
  const figures = request.figures ?? pick(entryFor(entries, value.version));
  if (!figures && value.library.learned) return 'unknown';
  if (!figures) return request.retry ? 2 : undefined;
  if (figures.methods && method !== undefined && /^[A-Z]+$/.test(method) && !figures.methods.includes(method)) return 1;
  return figures.attempts ?? Infinity;
}

/** Names of operations that change nothing, which clients send again without a risk. */
const READS = /^(?:get|list|head|find|read|connect)(?![a-z])/;

function attemptsFromOptions(
  found: FoundRequest,
  options: OptionsView,
  method: string | undefined,
): number | 'unknown' | undefined {
  const spec = found.client.library.retryOptions;
  if (!spec || (spec.readsOnly && !READS.test(method ?? ''))) return undefined;
  for (const view of [options, ...madeOptions(found.client.creation)]) {
    for (const path of spec.attempts ?? []) {
      const value = view.get(path);
      if (value.state !== 'present' || !isSwitchedOn(spec, view)) continue;
      if (value.constant === undefined) return undefined;
      if (value.constant !== 'undefined' && spec.off?.includes(value.constant)) return 1;
      if (typeof value.constant === 'number') return spec.countsAs === 'retries' ? value.constant + 1 : value.constant;
      if (value.constant === false) return 1;
    }
  }
  return undefined;
}

/** `allowRetries: true` stands beside the number of retries, where that does nothing on its own. */
function isSwitchedOn({ requires }: RetryOptions, view: OptionsView): boolean {
  if (!requires) return true;
  const needed = view.get(requires.option);
  return needed.state === 'present' && (needed.constant === undefined || needed.constant === requires.is);
}

function isSame(one: Range | undefined, other: Range | undefined): boolean {
  return one !== undefined && one.start === other?.start && one.end === other.end;
}
