import type { FileFacts, RemoteCall, Retry } from '../facts/model.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { defineRule } from './defineRule.ts';
import { replace, setOption } from '../changes/edits.ts';
import { nodeAt, pathTo, textOf } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { variableOf } from '../ast/objectUses.ts';
import { isPlainHttp, nameOf } from './retryFacts.ts';

/** They are over before a crowd could meet again. */
const FEW_ATTEMPTS = 3;

export const retryWithoutJitter = defineRule({
  id: 'retry-without-jitter',
  description: 'a backoff without jitter, so callers that failed together retry together',
  severity: 'info',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off', browser: 'off' },
  defaultOptions: { everyRetry: false },
  presetOptions: { strict: { everyRetry: true }, all: { everyRetry: true } },
  options: {
    everyRetry: {
      type: 'boolean',
      description:
        'Also where few come together: as one program starts, in a job, in three attempts or fewer, or where nothing shows which server is asked. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    return facts.retries
      .filter(
        ({ test, form, network, delay, jitter, calls, attempts, atStart, afterRefresh, ...retry }) =>
          !test &&
          !afterRefresh &&
          (options.everyRetry ||
            ((attempts ?? Infinity) > FEW_ATTEMPTS &&
              !retry.goesOn &&
              !retry.winding &&
              !retry.deadline &&
              !isForLogins(file, { form, ...retry }) &&
              hasManyCallers(file, facts, { calls, form, ...retry }) &&
              !(retry.bounded === true && waitsForOneUser(file, retry.range, attempts)))) &&
          // One more attempt, or one program that comes up: no crowd.
          attempts !== 2 &&
          !atStart &&
          !(calls.length > 0 && calls.every((index) => isStore(facts.calls[index]))) &&
          network === true &&
          jitter === false &&
          (delay === 'exponential' || delay === 'linear') &&
          form !== jitters,
      )
      .map((retry) => ({
        range: ownDelay(file, retry) ?? retry.head,
        message: `No jitter, so callers that failed together retry together. Add jitter, e.g. ${
          retry.form === 'library:p-retry' ? '`randomize: true`' : '`Math.random() * wait`'
        }.`,
        suggestions: jitterSuggestions(file, retry),
      }));
  },
});

/** The wait, where it stands in the retry or in the function around it; a helper's wait is that of others, too. */
function ownDelay(file: ParsedFile, { range, delayRange }: Retry): Retry['delayRange'] {
  if (!delayRange) return undefined;
  const around = pathTo(file, range).findLast((node) => isFunction(node));
  const [start, end] = around?.range ?? [range.start, range.end];
  return start <= delayRange.start && delayRange.end <= end ? delayRange : undefined;
}

const starts = /(?:^|\/)(?:index|main|server|bootstrap|start-?up|migrat\w*)\.[cm]?[jt]s$/i;

/** The file that a program begins with: it tries alone, before it serves anybody. */
function startsProgram({ path, text }: ParsedFile): boolean {
  return starts.test(path) && /\bprocess\.(?:on|once|exit)\b|\.listen\(|\bmigrat/.test(text);
}

type Around = Pick<Retry, 'calls' | 'reached' | 'range' | 'form'>;

/** Requests that many callers send to one server: none of a job that runs alone, none that asks whether something is done. */
function hasManyCallers(file: ParsedFile, facts: FileFacts, { calls, reached = [], range, form }: Around): boolean {
  // All that hold a connection lose it at once, and come back together.
  if (calls.some((index) => facts.calls[index]?.api === 'websocket')) return true;
  if (startsProgram(file) || isJob(file, range)) return false;
  // What a client does of itself is what its authors thought right for it.
  const sent = [...calls.flatMap((index) => facts.calls[index] ?? []), ...reached];
  if (sent.some(({ library }) => form === `library:${typeof library === 'object' ? library.name : library}`))
    return false;
  return sent.some((call) => isPlainHttp(call) || call.api === 'grpc');
}

const jobFile =
  /(?:^|\/)(?:jobs?|crons?|schedul\w+|tasks?|workers?|sync\w*|import\w*|migrat\w*|backfill\w*|setup|scripts?|poll\w*|index(?:er|ing))(?=[\/.-])|[-.](?:job|cron|task|worker|sync|poller|migration)\.[cm]?[jt]s$/i;
/** It is started by a schedule here. */
const jobText =
  /\bfrom\s*['"](?:node-cron|cron|croner|node-schedule|agenda|toad-scheduler)['"]|\brequire\(['"](?:node-cron|cron|croner|node-schedule|agenda)['"]\)|@Cron\(/;
const jobName =
  /^(?:poll|wait|until|sync|import|migrat|backfill|setup|init|bootstrap|start|connect|reconnect|ensure|seed|warm)/i;

/** One at a time by its place or by the name of the function: a job, a poll, something that comes up. */
function isJob(file: ParsedFile, range: Retry['range']): boolean {
  if (jobFile.test(file.path) || jobText.test(file.text)) return true;
  return pathTo(file, range).some((node) => isFunction(node) && jobName.test(nameOf(node)));
}

/** Three waits or fewer, and only for a limit on requests, which is that of one account: nobody waits at the same time. */
function waitsForOneUser(file: ParsedFile, range: Retry['range'], attempts: number | undefined): boolean {
  if (attempts !== undefined && attempts > 4) return false;
  const around = pathTo(file, range).findLast((node) => isFunction(node));
  const text = around ? textOf(file, around) : '';
  return /\b429\b|rate_?limit|TooManyRequests/i.test(text) && !/\b5\d\d\b|\bE(?:CONN|TIMEDOUT)/.test(text);
}

/** Only a token that ran out is asked for again: the server is up, and nobody waits for it with others. */
function isForLogins(file: ParsedFile, { errors, range, form }: Pick<Retry, 'errors' | 'range' | 'form'>): boolean {
  if (errors !== 'selective') return false;
  const around =
    form === 'recursion'
      ? pathTo(file, range).findLast((node) => node.type === 'CatchClause' || isFunction(node))
      : undefined;
  const text = around ? textOf(file, around) : file.text.slice(range.start, range.end);
  return /\b40[13]\b|invalid_token|unauthori[sz]ed/i.test(text) && !/\b(?:429|5\d\d)\b|\bE(?:CONN|TIMEDOUT)/.test(text);
}

/** One connection to a database at the start, or a transaction in conflict: no crowd comes back together. */
function isStore(call: RemoteCall | undefined): boolean {
  return call !== undefined && /^(?:db|cache|queue)$/.test(call.api);
}

/** Its ExponentialBackoff has jitter, whatever its options. */
const jitters = 'library:cockatiel';

function jitterSuggestions(file: ParsedFile, { form, range, delayRange }: Retry): Suggestion[] {
  if (form === 'library:p-retry' || form === 'library:exponential-backoff') {
    const [name, value] = form === 'library:p-retry' ? ['randomize', 'true'] : ['jitter', `'full'`];
    const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
    const edits = call && setOption(file, call, 1, name!, value!);
    return edits ? [{ title: `Add jitter (${name}: ${value})`, edits }] : [];
  }
  const wait = delayRange && nodeAt(file, delayRange);
  if (!wait) return [];
  const text = textOf(file, wait);
  const factor = multiplies.test(wait.type) || isProduct(wait) ? text : `(${text})`;
  if (isCapped(file, wait)) {
    const edits = [replace(wait, `${factor} * (0.5 + Math.random() / 2)`)];
    return [{ title: 'Wait between half of it and all of it, at random', edits }];
  }
  // The wait may be what the server asked for, and all of them together what it takes to come up: never less.
  return [{ title: 'Add up to half of it at random', edits: [replace(wait, `${factor} * (1 + Math.random() / 2)`)] }];
}

/** `Math.min(cap, base * 2 ** attempt)`, by itself or as a constant: what is longer than the cap is not meant to be. */
function isCapped(file: ParsedFile, wait: Node): boolean {
  const variable = wait.type === 'Identifier' ? variableOf(file, wait) : undefined;
  const writes = variable?.references.filter((one) => one.isWrite()) ?? [];
  const value = variable ? (writes.length === 1 ? writes[0]!.writeExpr : undefined) : wait;
  const text = value ? textOf(file, value) : '';
  return /^Math\.min\(/.test(text) && value?.type === 'CallExpression' && !/retry_?-?after/i.test(text);
}

const multiplies = /^(?:Identifier|Literal|CallExpression|MemberExpression)$/;

function isProduct(node: Node): boolean {
  return node.type === 'BinaryExpression' && (node.operator === '*' || node.operator === '**');
}
