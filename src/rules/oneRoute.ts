import type { RetryRef } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { functionName } from '../ast/functions.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';

const MAX_HOPS = 4;

/** The retries around a call that one request may pass, innermost first: two callers of one helper are two routes. */
export function onOneRoute(file: ParsedFile, refs: readonly RetryRef[]): readonly RetryRef[] {
  const kept: RetryRef[] = [];
  for (const ref of refs) {
    const inner = kept.findLast(({ range, file: other }) => range && other === undefined)?.range;
    if (!inner || !ref.range || ref.file !== undefined || leadsTo(file, ref.range, inner)) kept.push(ref);
  }
  return kept;
}

/** One stands around the other, or calls a function that it stands in. */
function leadsTo(file: ParsedFile, outer: Range, inner: Range): boolean {
  const around = pathTo(file, outer).find(isFunction);
  const [start, end] = around?.range ?? [outer.start, outer.end];
  if (start <= inner.start && inner.end <= end) return true;
  const own = pathTo(file, inner).find(isFunction);
  const name = own && functionName(own);
  // What has no name may be called in any way.
  if (name === undefined) return true;
  const mentions = (text: string, all: ReadonlySet<string>): boolean =>
    [...all].some((one) => new RegExp(`(?<![\\w$])${one.replaceAll('$', '\\$')}(?![\\w$])`).test(text));
  let reached = new Set([name]);
  for (let i = 0; i < MAX_HOPS; i++) {
    if (mentions(file.text.slice(start, end), reached)) return true;
    const callers = file.scopes.scopes
      .map(({ block }) => block)
      .filter((block) => isFunction(block) && mentions(file.text.slice(...block.range), reached))
      .flatMap((block) => (isFunction(block) ? (functionName(block) ?? []) : []));
    if (callers.every((one) => reached.has(one))) return false;
    reached = new Set([...reached, ...callers]);
  }
  return false;
}
