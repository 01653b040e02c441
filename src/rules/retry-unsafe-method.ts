import type { FileFacts, RemoteCall, Retry, RetryRef } from '../facts/model.ts';
import type { Finding } from './model.ts';
import { defineRule } from './defineRule.ts';
import { isFunction, unwrap } from '../ast/nodes.ts';
import { calleeRange, nodeAt, pathTo, textOf } from '../ast/locate.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import { retryOf } from '../facts/retries.ts';
import { findProperty } from '../changes/edits.ts';
import { stableKey } from '../repeats/idempotencyChange.ts';
import { isPlainHttp, nameOf, retrySubject } from './retryFacts.ts';

export const retryUnsafeMethod = defineRule({
  id: 'retry-unsafe-method',
  description: 'a retried POST or PATCH without an idempotency key',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  defaultOptions: { everyWrite: false },
  presetOptions: { strict: { everyWrite: true }, all: { everyWrite: true } },
  options: {
    everyWrite: {
      type: 'boolean',
      description:
        'Also PATCH, which mostly sets what is already set the second time, what holds an identifier of its own, and addresses that do not say what is done. On in the presets strict and all.',
    },
  },
  check({ file, facts, options: { everyWrite } }) {
    const reached = facts.retries.flatMap((retry) => elsewhere(file.text, retry, everyWrite));
    const here = facts.calls.flatMap((call) => {
      const sender = isUnsafe(call) ? sentAgainBy(facts, call) : undefined;
      if (sender === undefined) return [];
      if (
        onlyReads(file, call) ||
        isMeantTwice(file, call) ||
        (!everyWrite && (isSameTwice(file, call) || !tellsWhat(file, call)))
      )
        return [];
      const what =
        call.idempotencyKey === 'per-attempt'
          ? `, each time with a new idempotency key. Create the key outside the retry.`
          : ': the first may have succeeded. Create an Idempotency-Key outside the retry.';
      const change = stableKey(file, facts, call);
      const message = `${sender} may send this ${call.method} twice${what}`;
      return [{ range: calleeRange(file, call.range), message, suggestions: change ? [change] : [] }];
    });
    return [...here, ...reached];
  },
});

/** A POST in a function of another file, which this retry calls again. */
function elsewhere(text: string, retry: Retry, everyWrite: boolean): Finding[] {
  if (retry.test || sendsAnother(retry) || !repeatsOpenFailures(retry) || retry.bounded === 'unknown') return [];
  const call = retry.reached?.find(
    (one) =>
      isPlainHttp(one) &&
      (one.method === 'POST' || (everyWrite && one.method === 'PATCH')) &&
      !one.keyed &&
      !reading.test(text.slice(one.through.start, one.through.end)) &&
      !readingName.test(calledIn(text.slice(one.through.start, one.through.end))),
  );
  if (!call) return [];
  const message = `${retrySubject(retry)} may send a ${call.method} twice: the first may have succeeded. Create an Idempotency-Key outside the retry.`;
  return [{ range: call.through, message }];
}

/** The name of the function that a text calls: `fetchApps` of `api.fetchApps(id)`. */
function calledIn(text: string): string {
  return /^[^(]*?([\w$]+)\s*\(/.exec(text)?.[1] ?? '';
}

function isUnsafe(call: RemoteCall): boolean {
  return !call.test && isPlainHttp(call) && (call.method === 'POST' || call.method === 'PATCH');
}

const reading =
  /graphql|search|query|embed|completions?\b|\bchat\b(?![./]?(?:post)?messages?)|predict|generat|rerank|moderat|token|auth|login|lookup|rpc|quote|simulat|estimat|preview|validat|verif(?:y|ication)|swap-instructions|\bbuild-?(?:tx|transaction)|\b(?:tx|transactions?)\/build|upsert|heart_?-?beat|\bping\b|\bregister\b|refresh|revoke|log-?out|unsubscribe|\bcancel\b|purge|invalidat|\b(?:check|count|exists|list|claim|lease|dequeue|reserve-?job|ack(?:nowledge)?|introspect|health|status)\b/i;
/** What the function around a call is named after, where that only asks, logs in or takes work. */
const readingName =
  /^_?(?:search|query|find|lookup|look_?[uU]p|claim|lease|acquire|login|log_?[iI]n|sign_?[iI]n|authenticate|heartbeat|ping|poll|count|validate|estimate|simulate|embed|refresh\w*(?:Token|Session|Access)|(?:get|fetch|request|obtain|renew|exchange)\w*Token|(?:get|fetch|load|list|read|check|is|has)(?!\w*(?:Or|And)[A-Z])[A-Z]\w*)(?![a-z])/;

const conditional =
  /\bif-(?:none-)?match\b|\bifGeneration\w*|\b(?:expected|base)_?version\b|\betag\b|\bdedup\w*|\b(?:client_?|x-)request[-_]?(?:id|token)\b|\bexternal_?id\b|\bon_?conflict\b|\bmerge-duplicates\b/i;

/** The second has no effect: PATCH sets the same, and what names a version or an identifier of its own is known already. */
function isSameTwice(file: ParsedFile, { method, range }: RemoteCall): boolean {
  return method === 'PATCH' || conditional.test(file.text.slice(range.start, range.end));
}

/** Queries, logins and models are asked by POST as well, and may be asked twice: the address tells, nothing else does. */
function onlyReads(file: ParsedFile, { range }: RemoteCall): boolean {
  const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const around = pathTo(file, range).findLast((node) => isFunction(node) && nameOf(node) !== '');
  if (around && readingName.test(nameOf(around))) return true;
  const address = call && addressOf(call);
  return address !== undefined && reading.test(addressText(file, address));
}

/** What a name of a function says that the second time does harm. */
const acts =
  /(?:[sS]end|[cC]reate|[aA]dd|[iI]nsert|[sS]ubmit|[pP]lace|[pP]ay|[cC]harge|[rR]efund|[tT]ransfer|[wW]ithdraw|[dD]eposit|[pP]ayout|[oO]rder|[bB]uy|[bB]ook|[rR]eserve|[cC]heckout|[sS]ubscribe|[pP]ublish|[pP]ost|[nN]otify|[iI]nvite|[cC]omment|[rR]eply|[mM]int|[bB]roadcast|[tT]rigger|[sS]tart|[dD]ispatch|[eE]nqueue|[uU]pload|[rR]egister|[sS]ign|[sS]ave|[sS]tore|[rR]ecord|[cC]ommit)(?![a-z])/;
/** A part of an address as it is written: `/orders`, `"payments"`. */
const namedPath = /\/[a-z][\w-]{2,}|^['"`][a-z][\w-]{2,}/im;
/** Addresses that turn one thing into another and keep nothing. */
const turns =
  /translat|convert|analy[sz]|classif|render|transcri|detect|extract|\bparse|\bocr\b|summari[sz]e|resolve|compil|format|screenshot|scrape|crawl|fetch|convert|encode|decode|geocod|batch-?get|:batchGet|lint|evaluat|infer|tokenize|sparql|\bgql\b|jsonrpc|subgraph|\bapi\.php\b|report(?:s)?\/run/i;

/** A wrapper sends whatever it is given: what that does the second time, only its callers know. */
function tellsWhat(file: ParsedFile, { range }: RemoteCall): boolean {
  const call = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  const address = call && addressOf(call);
  const text = address ? addressText(file, address) : '';
  if (turns.test(text)) return false;
  if (namedPath.test(text)) return true;
  return pathTo(file, range).some((node) => isFunction(node) && acts.test(nameOf(node)));
}

const meantTwice =
  /\bat[- ]least[- ]once\b|\bidempoten(?:t|cy)\b(?!\s*[-_]?key)|\bduplicates? (?:is|are) (?:fine|ok|harmless|ignored)/i;
const HEAD_CHARACTERS = 400;

/** The function around it says so, or it delivers a webhook, which goes out at least once wherever there are any. */
function isMeantTwice(file: ParsedFile, { range }: RemoteCall): boolean {
  const outer = pathTo(file, range).find((node) => isFunction(node));
  if (!outer) return false;
  const [start, end] = outer.range;
  const head = file.text.slice(Math.max(0, start - HEAD_CHARACTERS), start);
  const comment =
    /(?:\/\*(?:[^*]|\*(?!\/))*\*\/|(?:\/\/[^\n]*\n\s*)+)\s*(?:export\s+|default\s+|async\s+|const\s+\w+\s*=\s*)*$/.exec(
      head,
    )?.[0] ?? '';
  const name = /^(?:async\s+)?function\s*(\w*)|/.exec(file.text.slice(start, start + 100))?.[1] ?? '';
  return /webhook/i.test(name) || meantTwice.test(comment) || meantTwice.test(commentsIn(file.text.slice(start, end)));
}

function commentsIn(text: string): string {
  return (text.match(/\/\*[^]*?\*\/|\/\/[^\n]*/g) ?? []).join('\n');
}

/** The argument, or the option of the only argument, that holds the address. */
function addressOf(call: CallExpression): Node | undefined {
  const first = call.arguments[0] as Node | undefined;
  const plain = first && unwrap(first);
  if (plain?.type !== 'ObjectExpression') return plain;
  const named = ['url', 'path', 'pathname', 'uri'].map((name) => findProperty(plain, name));
  return named.find((property) => property !== undefined)?.value as Node | undefined;
}

/** The address as written, and what the variables in it that are in sight there are set to. */
function addressText(file: ParsedFile, address: Node): string {
  const names = new Set<string>();
  walk(address, (node) => {
    if (node.type === 'Identifier') names.add(node.name);
  });
  const inSight = file.scopes.scopes.filter(
    ({ block }) => block.range[0] <= address.range[0] && address.range[1] <= block.range[1],
  );
  const values = inSight.flatMap(({ variables }) =>
    variables.flatMap(({ name, defs }) => {
      const definition = names.has(name) ? defs[0]?.node : undefined;
      return definition?.type === 'VariableDeclarator' && definition.init ? [textOf(file, definition.init)] : [];
    }),
  );
  return [textOf(file, address), ...values].join('\n').replace(/https?:\/\/[^/\s'"`?]+/g, '');
}

/** What sends it again after failures that leave open whether it was processed. */
function sentAgainBy(facts: FileFacts, call: RemoteCall): string | undefined {
  if (call.idempotencyKey === 'stable') return undefined;
  for (const ref of call.retriedBy) {
    const retry = retryOf(facts, ref) ?? ref;
    if (retry.bounded === undefined || retry.bounded === 'unknown' || sendsAnother(retry)) continue;
    if (call.idempotencyKey === 'per-attempt' || repeatsOpenFailures(retry)) return retrySubject(retry);
  }
  return undefined;
}

/** A worker takes something else each time; what comes round through other functions, or with a new token, may too. */
function sendsAnother(retry: Retry | RetryRef): boolean {
  return 'kind' in retry && (retry.goesOn ?? retry.winding ?? retry.afterRefresh ?? retry.leftOver ?? false);
}

/** It repeats failures of which nobody knows whether the server has acted: all of them, or 5xx and lost answers. */
function repeatsOpenFailures(retry: Pick<Retry, 'errors' | 'openFailures'> | RetryRef): boolean {
  return retry.errors === 'all' || ('openFailures' in retry && retry.openFailures === true);
}
