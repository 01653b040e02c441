import { lineAt, textHas } from '../ast/fileText.ts';
import { capital } from '../text/words.ts';
import type { ClientInstance, FileFacts, RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import { limited, timeoutConstant, timeoutMs } from './limitOptions.ts';
import { duration, isSignal, milliseconds } from '../changes/figures.ts';
import { QUERY_MS, adviceFor, changesSchema, clientAdvice, clientWaitOf, waitOf } from '../changes/patience.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { isMigration } from './migration.ts';
import { unprotected } from './protection.ts';
import { callName, clientName, count, whenServerHangs, withReason } from './wording.ts';

interface Options {
  readonly timeoutMs: number;
  readonly timeoutConstant?: string;
  readonly reportUnknown: boolean;
}

export const requireTimeout = defineRule<Options>({
  id: 'require-timeout',
  description: 'a client, pool or retried call without a timeout',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  defaultOptions: { timeoutMs: 10_000, reportUnknown: false },
  options: {
    timeoutMs,
    timeoutConstant,
    reportUnknown: {
      type: 'boolean',
      description: 'Also report calls and clients whose options come from a caller or cannot be followed.',
    },
  },
  check({ file, facts, options }) {
    if (isMigration(file)) return [];
    const { unboundedCalls, unboundedClients } = unprotected(facts, options);
    return [
      ...unboundedClients
        .filter((client) => !isHere(file, client) && !isKeptSocket(file, client) && !endsProcess(facts, client))
        .map((client) => {
          const advice = clientAdvice(
            { api: client.api, timeoutOption: client.options.timeoutOption },
            clientWaitOf(file, client, facts.calls),
            usualFor(client, options),
            changesSchema(file),
          );
          const saying = (what: string): string =>
            withReason(
              `No timeout on ${what}. ${advice}, or ${whenServerHangs(facts.environment)}`,
              client.timeoutReason,
            );
          return {
            range: calleeRange(file, client.range),
            message: saying(`${clientName(client)}${describeUses(client)}`),
            // One getter for each service, as generators write them: one decision for all.
            ...sharedBy(file, client, saying),
            suggestions: () => limited(file, client, options, facts.calls),
          };
        }),
      ...unboundedCalls.map((call) => {
        const saying = (others: string): string =>
          withReason(
            `${capital(callName(call))}${others === '' ? ' has' : `${others} have`} ${policyName(call)} but no timeout: a hung call ${lasting(call)}. ${callAdvice(file, call, options)}`,
            call.timeoutReason,
          );
        return {
          range: calleeRange(file, call.range),
          message: saying(''),
          shared: saying(' and {others} in this file'),
          suggestions: () => limited(file, call, options),
        };
      }),
      ...facts.calls
        .filter(({ test, heldMs }) => !test && heldMs !== undefined && heldMs >= LONG_MS)
        .map((call) => ({
          range: calleeRange(file, call.range),
          message: `${capital(callName(call))} may hold this request for ${duration(call.heldMs!)}${againWording(call)}: that is the library's default. Set a timeout of seconds.`,
          severity: 'info' as const,
        })),
    ];
  },
});

/** Made in one function, on its branches or for its parts: one place, and one decision. */
function sharedBy(
  file: ParsedFile,
  { api, library, range }: ClientInstance,
  saying: (what: string) => string,
): { shared?: string } {
  if (api === 'grpc') return { shared: saying('this gRPC client and {others} in this file') };
  const outer = pathTo(file, range).find((node) => isFunction(node));
  if (!outer || !library) return {};
  const at = lineAt(file, outer.range[0]);
  return { shared: saying(`this ${library.name} client and {others} of the function in line ${at}`) };
}

/**
 * Statements of an embedded database run in its file here, whatever that is kept in step with; and the daemon behind the
 * socket of this machine, where dockerode is told no other, ends with it. A program that migrates waits as long as it takes.
 */
function isHere({ path, text }: ParsedFile, { api, range, library }: ClientInstance): boolean {
  const made = text.slice(range.start, range.end);
  if (library?.name === 'dockerode') return /\(\s*\)$|\bsocketPath\b/.test(made);
  if (api === 'db' && /(?:^|\/)(?:run-?)?migrat(?:e|ions?|or)\.[cm]?[jt]s$/i.test(path)) return true;
  return /\b(?:url|filename)\s*:\s*[`'"](?:file:|:memory:)/.test(made);
}

/** Nobody listens for its failures: that ends the process, and `missing-error-listener` says so of the same place. */
function endsProcess({ emitters, survives }: FileFacts, { range, library }: ClientInstance): boolean {
  if (library?.name !== 'amqplib' || survives?.exceptions === true) return false;
  return emitters.some(
    (emitter) =>
      emitter.range.start === range.start &&
      emitter.listensForError === false &&
      !emitter.handedOn &&
      emitter.closed !== true,
  );
}

const limitsSocket = /(?<!window|globalThis|global)\.setTimeout\(/;
const keepsSocket = /\.setKeepAlive\(\s*true|heart_?beat|\breconnect/i;

/**
 * A socket that is handed out, where the file sets a limit on one; or that stays open and has a heartbeat, or a way to
 * connect again: whoever waits for one answer has a limit of their own.
 */
function isKeptSocket(file: ParsedFile, { library, escapes, createdIn }: ClientInstance): boolean {
  if (library?.name !== 'node:net' && library?.name !== 'node:tls') return false;
  if ((escapes || createdIn === 'factory') && textHas(file, limitsSocket)) return true;
  return textHas(file, keepsSocket);
}

/** The platform's `fetch` ends a call that is silent for five minutes; others wait on. */
function lasting({ api }: RemoteCall): string {
  return api === 'fetch' || api === 'undici' ? 'lasts for minutes' : 'never ends';
}

/** Longer than any client of a server waits. */
const LONG_MS = 300_000;

function againWording({ retriedBy }: RemoteCall): string {
  const attempts = retriedBy.find(({ form }) => form === 'default')?.attempts;
  return attempts === undefined || attempts < 2 ? '' : `, ${attempts} times over`;
}

function describeUses({ calls }: ClientInstance): string {
  return calls.length > 0 ? ` (${count(calls.length, 'call')})` : '';
}

function policyName({ policy }: RemoteCall): string {
  if (policy === 'both') return 'a retry and a breaker';
  return policy === 'breaker' ? 'a breaker' : policy === 'unknown' ? 'a policy' : 'a retry';
}

function usualFor({ api }: ClientInstance, { timeoutMs }: Options): string {
  return duration(api === 'db' ? Math.max(timeoutMs, QUERY_MS) : timeoutMs);
}

function callAdvice(file: ParsedFile, call: RemoteCall, { timeoutMs }: Options): string {
  const { timeoutOption } = call.options;
  if (timeoutOption === undefined || waitOf(file, call) !== 'short') return adviceFor(file, call, duration(timeoutMs));
  return isSignal(timeoutOption)
    ? `Pass AbortSignal.timeout(${milliseconds(timeoutMs)}) per attempt`
    : `Set ${timeoutOption}, e.g. ${duration(timeoutMs)}`;
}
