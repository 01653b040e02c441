import type { FileFacts, RemoteCall } from '../facts/model.ts';
import type { Silence } from '../facts/rejections.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { loggedFailure } from '../catching/loggedFailure.ts';
import { callName } from './wording.ts';

export const swallowedFailure = defineRule({
  id: 'swallowed-failure',
  description: 'a swallowed failure: nothing is logged and the fallback looks like a real result',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'off' },
  check({ file, facts }) {
    const seen = new Set<number>();
    return droppedIn(facts).flatMap((call) => {
      const { silence } = call;
      if (seen.has(silence.range.start)) return [];
      if (isExpendable(file, call) || (silence.settled && !writes(call)) || saysNo(silence)) return [];
      if (followsTold(file, call)) return [];
      // One handler is fixed once, whatever number of calls it silences.
      seen.add(silence.range.start);
      const range = calleeRange(file, call.range);
      const change = loggedFailure(file, silence);
      return [
        {
          range,
          message: messageFor(call, silence),
          related: [
            {
              range: silence.range,
              message: silence.settled ? 'The results are dropped here.' : 'The error is dropped here.',
            },
          ],
          suggestions: change ? [change] : [],
        },
      ];
    });
  },
});

/** A request, or a function of the project that sends one, whose failure a handler drops. */
interface Dropped extends Pick<RemoteCall, 'range' | 'api' | 'method' | 'streaming'> {
  readonly silence: Silence;
  /** The function of the project. */
  readonly through?: string;
}

function droppedIn({ calls, retries, silenced }: FileFacts): readonly Dropped[] {
  const retried = new Set(retries.flatMap((retry) => retry.calls));
  const requests = calls.flatMap((call, index): readonly Dropped[] =>
    call.silencedBy && !call.test && !retried.has(index) ? [{ ...call, silence: call.silencedBy }] : [],
  );
  const others = silenced
    .filter(({ range }) => !retries.some((one) => one.range.start <= range.start && range.end <= one.range.end))
    .map((one): Dropped => ({ ...one, streaming: false }));
  return [...requests, ...others];
}

function messageFor(call: Dropped, { value, settled }: Silence): string {
  const name = call.through === undefined ? callName(call) : `${call.through}()`;
  if (settled)
    return `Promise.allSettled() never rejects, and its results are dropped: errors from ${name} go unnoticed. Check for status 'rejected'.`;
  return value === undefined
    ? `Errors from ${name} are dropped: the code continues as if it had worked. Log or rethrow them.`
    : `If ${name} fails, the caller gets ${value} as if it were a real result. Log or rethrow the error.`;
}

/** Nobody takes it for what was asked for: it says that it did not work. What is not there gives `null` as well. */
function saysNo({ value, ambiguous }: Silence): boolean {
  return value === 'false' && ambiguous !== true;
}

const telling =
  /\b(?:console|_?log(?:ger)?|sentry)\b[\w.?]*\s*\(|\.(?:error|warn|captureException)\(|\.(?:status|sendStatus|code)\(\s*5\d\d/i;

/** A notice, or a clean-up, after a failure that somebody has heard of already: that one counts, and is not lost. */
function followsTold(file: ParsedFile, { range }: Dropped): boolean {
  return pathTo(file, range).some(
    (node) => node.type === 'CatchClause' && telling.test(file.text.slice(node.body.range[0], range.start)),
  );
}

const writing =
  /^(?:post|put|patch|done$|send$|sendBatch|publish|upload|copy|create|insert|update|upsert|save|write|store|add|bulk|replace|set[A-Z]|persist|import)/i;

/** It leaves something behind that others count on: what was only asked for is missed by who asked. */
function writes({ method }: Dropped): boolean {
  return method !== undefined && writing.test(method);
}

/** What it does may fail: the answer to a probe, a clean-up, a cache, a report that nobody waits for. */
function isExpendable(file: ParsedFile, call: Dropped): boolean {
  if (call.api === 'cache' || call.streaming || /^(?:HEAD|OPTIONS|connect)$/.test(call.method ?? '')) return true;
  if (/dns|posthog|segment|sentry|mixpanel|amplitude|analytics|statsd/.test(call.api)) return true;
  const callee = calleeRange(file, call.range);
  if (clearingStatement.test(file.text.slice(callee.end, call.range.end))) return true;
  const name = /[\w$]+$/.exec(file.text.slice(callee.start, callee.end))?.[0] ?? '';
  if (clearsUp.test(name)) return true;
  return [...namesAround(file, call), ...(call.through === undefined ? [] : [call.through])].some((around) =>
    [probes, optional, clearsUp, keepsRecord].some((words) => words.test(around)),
  );
}

const clearsUp =
  /^(?:close|end|quit|disconnect|destroy|dispose|release|unlock|abort|cancel|rollback|stop|kill|clean|cleanup|teardown|shutdown|logout|revoke|invalidate|unsubscribe|nack|reject|unlink|remove|delete|expire|drop|purge|prune|flush)/i;
/** `exec('DELETE FROM sent WHERE ...')`: rows left over, or what was undone, as `remove()` is. */
const clearingStatement = /^(?:<[^>]*>)?\(\s*[`'"]\s*(?:DELETE|TRUNCATE|ROLLBACK|UNLOCK|UNLISTEN|DISCARD)\b/i;
const probes =
  /^_?#?(?:is|has|can|check|try|probe|ping|detect|exists?|maybe|may|warm|prefetch|preload|track|report|log|record|capture|notify|safe|safely|verify|validate|test|supports?|resolve|discover|guess|infer|wait|poll|suggest|autocomplete)(?![a-z])/;
const optional =
  /health|ready|reachable|available|optional|ifExists|orNull|orUndefined|orDefault|fallback|bestEffort|telemetry|analytics|metric|version|favicon|avatar|icon|logo|preview|thumbnail/i;

/** `getPolicySafe`, `wwebLog`, `pushHistory`: what it keeps is for people to look at. */
const keepsRecord =
  /(?:[a-z]Safe(?:ly)?|[a-z]Log|(?:push|add|append|write|insert|save)(?:\w*[a-z])?(?:History|Audit|Trace|Trail))$/;

/** Names of the functions around a call, and of what they are given to. */
function namesAround(file: ParsedFile, { range }: Dropped): string[] {
  const path = pathTo(file, range);
  return path.flatMap((node, index) => {
    if (!isFunction(node)) return [];
    const holder = path[index - 1]!;
    const names = [node, holder].map(
      (one) =>
        (one as { id?: { name?: string } | null }).id?.name ?? (one as { key?: { name?: string } }).key?.name ?? '',
    );
    return names.filter((name) => name !== '');
  });
}
