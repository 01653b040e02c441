import type { FileFacts, RemoteCall, Retry, RetryRef } from './model.ts';

/** The calls that a retry makes again, in the order of their text. */
export function callsOf({ calls }: Pick<FileFacts, 'calls'>, retry: Pick<Retry, 'calls'>): readonly RemoteCall[] {
  return retry.calls.flatMap((index) => calls[index] ?? []);
}

/** The retries of this file that make a call again, innermost first. */
export function retriesOf(facts: Pick<FileFacts, 'retries'>, call: Pick<RemoteCall, 'retriedBy'>): readonly Retry[] {
  return call.retriedBy.flatMap((ref) => retryOf(facts, ref) ?? []);
}

/** The retry of this file that a call's reference means; undefined for one in another file and for what a client does of itself. */
export function retryOf({ retries }: Pick<FileFacts, 'retries'>, { range }: RetryRef): Retry | undefined {
  return range && retries.find((retry) => retry.range.start === range.start && retry.range.end === range.end);
}
