import type { Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isInside, rangeOf } from '../ast/nodes.ts';
import type { FileContext } from '../values/index.ts';
import type { Retry } from '../facts/model.ts';
import { libraryRetries } from './libraries.ts';
import { configuredRetries } from './configured.ts';
import { attemptsOf } from './attempts.ts';
import { limitIn, limitInside } from '../backoff/bounds.ts';
import { roundsOnceByFlag } from '../backoff/onceByFlag.ts';
import type { Limit } from '../backoff/bounds.ts';
import { interceptorRetries } from './interceptors.ts';
import { retryLoop } from './loops.ts';
import type { RetrySite } from './site.ts';
import { networkOf, reachOf } from './network.ts';
import { repeatsOpenFailures } from '../answers/serverErrors.ts';
import { retryRecursions } from './recursion.ts';
import { comesUp } from './startUp.ts';
import { constantWait, estimateSleeps } from '../backoff/sleeps.ts';

/** Every place of a file where an operation is done again because it failed. `requests` are the nodes of its calls, in their order. */
export function findRetries(context: FileContext, requests: readonly Node[], test: boolean): readonly Retry[] {
  // What fails in a workflow, its platform repeats, with a backoff: a loop in one goes on after what it has mended.
  if (/['"]@temporalio\/workflow['"]/.test(context.file.text)) return [];
  const nodes = new Set(requests);
  const sites: RetrySite[] = [];
  for (const loop of context.index.loops) {
    const site = retryLoop(context, loop, nodes);
    if (site) sites.push(site);
  }
  for (const site of retryRecursions(context, nodes)) if (!sites.some((loop) => isPartOf(site, loop))) sites.push(site);
  for (const site of interceptorRetries(context, requests)) {
    if (!sites.some(({ node }) => node === site.node)) sites.push(site);
  }
  const retries = [
    ...sites.map((site) => retryAt(context, site, requests, nodes, test)),
    ...[...libraryRetries(context, nodes, test), ...configuredRetries(context, test)].map((retry) => ({
      ...retry,
      calls: callsIn(requests, retry.range),
    })),
  ];
  return retries.sort((a, b) => a.range.start - b.range.start);
}

/** `return again(n + 1)` inside a retry loop of the same function: the two are one retry. */
function isPartOf(site: RetrySite, loop: RetrySite): boolean {
  return (
    site.form === 'recursion' &&
    isInside(site.node, loop.node) &&
    enclosingFunction(site.node) === enclosingFunction(loop.node)
  );
}

function callsIn(
  requests: readonly Node[],
  range: { readonly start: number; readonly end: number },
): readonly number[] {
  return requests.flatMap((node, i) => (range.start <= node.range[0] && node.range[1] <= range.end ? [i] : []));
}

function retryAt(
  context: FileContext,
  site: RetrySite,
  requests: readonly Node[],
  nodes: ReadonlySet<Node>,
  test: boolean,
): Retry {
  const delay = estimateSleeps(site.sleeps, site.rounds);
  const bound = boundOf(context, site);
  const attempts = bound.attempts ?? (site.once && bound.bounded === true ? 2 : undefined);
  const longest = site.sleeps.find((sleep) => sleep.context === context && sleep.duration);
  const wait = delay.growth === 'constant' && site.sleeps.length === 1 ? constantWait(site.sleeps[0]!) : undefined;
  return {
    kind: 'retry',
    range: rangeOf(site.node),
    head: headOf(site),
    form: site.form,
    delay: delay.growth,
    ...(longest?.duration ? { delayRange: rangeOf(longest.duration) } : {}),
    ...(wait === undefined ? {} : { waitMs: wait }),
    jitter: delay.growth === 'unknown' && !delay.jitter ? 'unknown' : delay.jitter,
    bounded: bound.bounded,
    errors: site.selective ? 'selective' : 'all',
    ...(afterRefresh(context, site) ? { afterRefresh: true as const } : {}),
    ...(site.leftOver ? { leftOver: true as const } : {}),
    ...(site.goesOn ? { goesOn: true as const } : {}),
    ...(bound.deadline ? { deadline: true as const } : {}),
    ...(site.winding ? { winding: true as const } : {}),
    ...(repeatsOpen(context, site) ? { openFailures: true } : {}),
    ...(comesUp(context, site.node) ? { atStart: true } : {}),
    network: networkOf(reachOf(context, site.operations, nodes), site.sleeps.length > 0),
    ...(attempts === undefined ? {} : { attempts }),
    calls: requests.flatMap((node, i) =>
      site.operations.some((operation) => isInside(node, operation)) || isInside(node, site.node) ? [i] : [],
    ),
    test,
  };
}

const refreshes =
  /\b(?:refresh|renew|reauth|re_?auth|relogin|reLogin|authenticate|log_?[iI]n(?![a-z])|signIn|(?:get|fetch|request|obtain)(?:\w*[a-z])?(?:Access|Auth)?Token)\w*\s*\(|\.refresh\s*\(/;

/** Only an answer that refuses the login, and that the server is up to give. */
const refused = /^(?=[^]*[sS]tatus)(?=[^]*=== ?40[13]\b)(?![^]*(?:\b(?:429|5\d\d)\b|>=|\|\|))/;

/** It goes round where a token was renewed, and nowhere else: `token = await refresh(); return load(token)`. */
function afterRefresh(context: FileContext, { form, node }: RetrySite): boolean {
  if (form !== 'recursion') return false;
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (at.type !== 'IfStatement' || isInside(node, at.test)) continue;
    if (refreshes.test(context.text(at.consequent)) || refused.test(context.text(at.test))) return true;
  }
  return false;
}

/** Looking at the failure first helps an unsafe request only where failures with an open outcome are left alone. */
function repeatsOpen(context: FileContext, site: RetrySite): boolean {
  if (!site.selective) return false;
  const body = site.form === 'loop' ? [(site.node as Node & { body: Node }).body] : [];
  return repeatsOpenFailures(context, [...site.failed, ...body]);
}

/** The keyword of a loop, or the callee. */
function headOf(site: RetrySite): Retry['head'] {
  const [start, end] = site.head.range;
  const keyword: Readonly<Record<string, number>> = {
    ForStatement: 3,
    ForOfStatement: 3,
    WhileStatement: 5,
    DoWhileStatement: 2,
  };
  const length = keyword[site.head.type];
  return { start, end: length === undefined ? end : start + length };
}

interface Bound {
  readonly bounded: boolean | 'unknown';
  readonly attempts?: number;
  /** A time is compared, no count. */
  readonly deadline?: boolean;
}

function boundOf(context: FileContext, site: RetrySite): Bound {
  if (site.guarded) return { bounded: true };
  if (site.form === 'loop' && roundsOnceByFlag(site.node)) return { bounded: true, attempts: 2 };
  for (const condition of site.conditions) {
    const limit = limitIn(context, condition, site.rounds);
    if (!limit) continue;
    return boundBy(context, site, limit);
  }
  if (site.node.type === 'ForOfStatement') return { bounded: true };
  const inside = site.form === 'loop' ? [(site.node as Node & { body: Node }).body] : site.failed;
  for (const region of inside) {
    const limit = limitInside(context, region, site.rounds);
    if (limit) return boundBy(context, site, limit);
  }
  return { bounded: site.winding ? 'unknown' : false };
}

function boundBy(context: FileContext, site: RetrySite, limit: Limit): Bound {
  const attempts = attemptsOf(context, site, limit);
  const deadline = /^(?:Binary|Call)Expression$/.test(limit.node.type) && !limit.bound && !limit.counter;
  return { bounded: true, ...(attempts === undefined ? {} : { attempts }), ...(deadline ? { deadline } : {}) };
}
