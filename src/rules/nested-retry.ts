import type { FileFacts, RemoteCall, Retry } from '../facts/model.ts';
import type { Finding } from './model.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange, pathTo } from '../ast/locate.ts';
import { retryOf } from '../facts/retries.ts';
import { clientRetryOff } from './layerChange.ts';
import { endsRetry, leftToClient } from './abortedRetry.ts';
import { retriesOnlyConflicts } from '../repeats/onlyConflicts.ts';
import { repeatsOnlyAnswers } from '../repeats/onlyAnswers.ts';
import { onOneRoute } from './oneRoute.ts';
import { attemptsOf, retryName } from './retryFacts.ts';

export const nestedRetry = defineRule({
  id: 'nested-retry',
  description: 'nested retries whose attempts multiply',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'info', cli: 'info' },
  check({ file, facts }) {
    const worst = new Map<number, Finding & { readonly product: number }>();
    for (const call of facts.calls) {
      const layers = call.test || databases.test(call.api) ? [] : layersOf(file, facts, call);
      if (layers.length < 2) continue;
      const product = layers.reduce((all, { attempts }) => all * attempts, 1);
      const range = layers.findLast(({ head }) => head)?.head ?? calleeRange(file, call.range);
      if ((worst.get(range.start)?.product ?? 0) >= product) continue;
      const change = clientRetryOff(file, facts, call) ?? leftToClient(file, facts, call);
      const suggestions = change && call.retriedBy[0]?.form === 'default' ? [change] : [];
      worst.set(range.start, { range, message: wording(layers, product), product, suggestions });
    }
    for (const finding of facts.retries.flatMap((retry) => acrossFiles(file, retry))) {
      if ((worst.get(finding.range.start)?.product ?? 0) < finding.product) worst.set(finding.range.start, finding);
    }
    return [...worst.values()].map(({ range, message, suggestions = [] }) => ({ range, message, suggestions }));
  },
});

interface Layer {
  readonly name: string;
  readonly attempts: number;
}

/** The outermost layer is named first. */
function wording(layers: readonly Layer[], product: number): string {
  const names = layers.map(({ name, attempts }) => `${name} (${attempts} attempts)`).reverse();
  return `Up to ${product} requests for one call: ${names.join(' around ')}. Retry in one layer only.`;
}

/** A retry around a function of another file that retries, or whose client does. */
function acrossFiles(file: ParsedFile, retry: Retry): (Finding & { readonly product: number })[] {
  const { attempts, head } = retry;
  if (retry.test || attempts === undefined || attempts < 2 || isForOtherFailures(file, retry)) return [];
  return (retry.reached ?? []).flatMap((call) => {
    if (databases.test(call.api)) return [];
    const inner = call.retriedBy.flatMap((ref) =>
      ref.attempts !== undefined && ref.attempts > 1
        ? [{ name: ref.form === 'default' ? call.library : retryName(ref), attempts: ref.attempts }]
        : [],
    );
    if (inner.length === 0) return [];
    const layers = [...inner, { name: retryName(retry), attempts }];
    const product = layers.reduce((all, layer) => all * layer.attempts, 1);
    return [{ range: head, message: wording(layers, product), product }];
  });
}

/** A driver's own retry is about its connection. */
const databases = /^(?:db|cache|queue|mail|websocket)$/;

function layersOf(file: ParsedFile, facts: FileFacts, call: RemoteCall) {
  const aborts = endsRetry(file, call);
  return onOneRoute(file, call.retriedBy).flatMap((ref) => {
    if (aborts && ref.form === 'library:p-retry') return [];
    if (ref.form !== 'default' && isForOtherFailures(file, retryOf(facts, ref))) return [];
    const around = retryOf(facts, ref)?.head;
    if (ref.form !== 'default' && around && isCaughtBetween(file, call, around.start)) return [];
    if (ref.form === 'loop' && around && repeatsOnlyAnswers(file, call.range, around.start)) return [];
    const attempts = attemptsOf(facts, ref);
    const name = ref.form === 'default' ? (call.library?.name ?? call.api) : retryName(ref);
    const head = retryOf(facts, ref)?.head;
    return attempts !== undefined && attempts > 1 ? [{ attempts, name, ...(head ? { head } : {}) }] : [];
  });
}

const askedStatus = /(===?|!==?)\s*(\d{3})\b(?:\s*\))?\s*(?:\{\s*)?(throw\b|return\b|break\b)?/g;
/** Statuses that clients try again by themselves. */
const retriedByClients = /^(?:408|409|425|429|5\d\d)$/;

/** What clients never try again by themselves: a request that was cancelled, a node that lost its own cluster. */
const neverRetried = /\baborted\b|\bAbortError\b|\bRequestAbortedError\b|\bnode_(?:dis|not_)connected/;
const alsoRetried = /\b(?:408|429|5\d\d)\b|\bE(?:CONN\w+|TIMEDOUT|PIPE)\b|\btime(?:d_?)?_?out\b|\bnetwork\b/i;
/** `isRetryableError(error)`, asked of a function of another file. */
const askedElsewhere = /\bimport\b[^;]*\b(is\w*(?:Retr(?:y|i)able|Transient|Recoverable)\w*)\b[^;]*\bfrom\b/;

/** What is done again here is nothing that the client has tried again, or nobody can tell in this file. */
function isForOtherFailures(file: ParsedFile, retry: Retry | undefined): boolean {
  if (retry?.leftOver) return true;
  if (retry?.errors !== 'selective') return false;
  if (isForOtherStatuses(file, retry) || retriesOnlyConflicts(file, retry)) return true;
  const around = retry.form === 'recursion' ? pathTo(file, retry.range).findLast(isHandler) : undefined;
  const asked = file.text.slice(
    around ? around.range[0] : retry.range.start,
    around ? retry.range.start : retry.range.end,
  );
  if (neverRetried.test(asked)) return !alsoRetried.test(asked);
  const helper = askedElsewhere.exec(file.text)?.[1];
  return helper !== undefined && new RegExp(`\\b${helper}\\s*\\(`).test(asked);
}

function isHandler({ type }: Node): boolean {
  return type === 'CatchClause';
}

/** `if (error.status !== 401) throw error`: what is done again here is nothing that the client has tried again. */
function isForOtherStatuses(file: ParsedFile, retry: Retry | undefined): boolean {
  if (retry?.errors !== 'selective') return false;
  const asked = [...file.text.slice(retry.range.start, retry.range.end).matchAll(askedStatus)];
  return (
    asked.length > 0 &&
    asked.every(
      ([, operator, status, leaves]) =>
        /^[1-5]/.test(status!) &&
        !retriedByClients.test(status!) &&
        operator!.startsWith('!') === (leaves !== undefined),
    )
  );
}

/** The call stands in a `try` of its own within the loop, whose `catch` goes on: the loop never hears of its failure. */
function isCaughtBetween(file: ParsedFile, call: RemoteCall, loop: number): boolean {
  const path = pathTo(file, call.range);
  const inside = path.slice(
    path.findIndex(({ type, range }) => /^(?:For|While|DoWhile)/.test(type) && range[0] === loop) + 1,
  );
  if (inside.length === path.length) return false;
  const tries = inside.filter(
    (node, at): node is Ast.TryStatement =>
      node.type === 'TryStatement' && node.handler !== null && inside[at + 1] === node.block,
  );
  const [, ...inner] = tries;
  return inner.some(
    ({ handler }) => !someNode(handler!.body, ({ type }) => /^(?:Throw|Continue)Statement$/.test(type), OWN_BODY),
  );
}
