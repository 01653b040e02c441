import { libraryRetries } from '../retries/libraries.ts';
import type { RemoteCall, Retry, RetryRef } from '../facts/model.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { unwrap } from '../ast/nodes.ts';
import type { Range } from '../text/range.ts';

/** One retry round a call. */
export interface RetryLayer {
  readonly ref: RetryRef;
  /** What of the call's own file lies between the two; absent for what the client does of itself. */
  readonly place?: Range;
}

/** A call's word for a retry, which may stand in another file. */
export function referTo(context: FileContext, file: FileContext, retry: Retry): RetryRef {
  const { form, attempts, errors } = retry;
  // A worker ends by no count, and sends the same again to nobody.
  const bounded = retry.goesOn || retry.winding ? 'unknown' : retry.bounded;
  return {
    form,
    ...(file === context ? { range: retry.range } : { file: file.file.path, errors, bounded }),
    ...(attempts === undefined ? {} : { attempts }),
    description: `a ${form.startsWith('library:') ? `retry of ${form.slice(8)}` : `retry (${form})`} does it again`,
  };
}

/** The call with the retries round it, those of its own file included, innermost first. */
export function underRetries(
  call: RemoteCall,
  index: number,
  layers: readonly RetryLayer[],
  retries: readonly Retry[],
): RemoteCall {
  const around = retries.filter((retry) => retry.calls.includes(index));
  const own = around
    .filter(({ range }) => !layers.some(({ ref }) => ref.range?.start === range.start && ref.range.end === range.end))
    .map((retry): RetryLayer => {
      const { form, range, attempts } = retry;
      const description = `a ${form.startsWith('library:') ? `retry of ${form.slice(8)}` : `retry (${form})`} does it again`;
      return { ref: { form, range, ...(attempts === undefined ? {} : { attempts }), description }, place: range };
    });
  if (layers.length + own.length === 0) return call;
  // What the request asks its client for is the client's own retry, by the words of the code.
  const asked = own.some(({ ref }) => ref.range?.start === call.range.start && ref.range.end === call.range.end);
  const others = asked ? layers.filter(({ ref }) => ref.form !== 'default') : layers;
  const all = [...others, ...own].sort((a, b) => breadth(a) - breadth(b)).map(({ ref }) => ref);
  const breaker = call.policy === 'breaker' || call.policy === 'both';
  return { ...call, policy: breaker ? 'both' : 'retry', retriedBy: all };
}

function breadth({ place }: RetryLayer): number {
  return place ? place.end - place.start : -1;
}

/** Retries that were put on the call's client: `axiosRetry(instance)`, in the files of the call and of its client. */
export function attachedRetries(
  context: FileContext,
  { client }: FoundRequest,
): readonly { readonly file: FileContext; readonly retry: Retry }[] {
  const files = new Set([context, ...(client.creation ? [client.creation.file] : [])]);
  return [...files].flatMap((file) =>
    attachmentsIn(file)
      .filter(({ library, creation }) => library === client.library.name && creation === client.creation?.node)
      .map(({ retry }) => ({ file, retry })),
  );
}

interface Attachment {
  readonly library: string;
  readonly creation?: object;
  readonly retry: Retry;
}

const attachments = new WeakMap<FileContext, readonly Attachment[]>();

function attachmentsIn(file: FileContext): readonly Attachment[] {
  let found = attachments.get(file);
  if (found) return found;
  // Set first: working them out may ask for the values of this file.
  attachments.set(file, []);
  found = file.index.calls.flatMap((call) => {
    const value = file.value(unwrap(call.callee));
    const [target] = call.arguments;
    if (value.kind !== 'client' || value.type.call?.wraps?.remote !== true || !target) return [];
    const client = file.value(unwrap(target));
    if (client.kind !== 'client') return [];
    const retry = libraryRetries(file, new Set(), false).find(({ range }) => range.start === call.range[0]);
    return retry ? [{ library: client.library.name, creation: client.creation?.node, retry }] : [];
  });
  attachments.set(file, found);
  return found;
}
